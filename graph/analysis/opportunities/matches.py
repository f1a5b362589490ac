"""Matches: what the rules of simple opportunities start from, with the facts of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import combinations

import numpy as np
import numpy.typing as npt

from graph.analysis.columns import points_of
from graph.analysis.coverage import months_before
from graph.analysis.duplication import Columns, Duplication, Suggestion, Verdict
from graph.analysis.duplication.suggestions import NEXT_DOOR_M
from graph.analysis.opportunities.acquaintance import COLD_COST, PARTNER_COST, TIE_COST
from graph.analysis.opportunities.funding import FUNDED_WITHIN_MONTHS
from graph.analysis.opportunities.offer_words import quantity
from graph.analysis.opportunities.roles import Bid, Offer, Role
from graph.analysis.opportunities.rules import Condition
from graph.analysis.opportunities.scene import Scene
from graph.analysis.wording import distance, spoken_hours, young
from graph.model import Need, NeedKind
from graph.network import Flags, Floats, Network

Places = npt.NDArray[np.intp]


@dataclass(frozen=True, kw_only=True, eq=False)
class Match:
    """Something that a rule may make an opportunity of.

    Attributes
    ----------
    id
        Stable, without the kind.
    area
        Row of the area that it is about; -1 where there is none near.
    point
        Where it is, easting and northing in metres; None where that is not known.
    weight
        What comes first where one record can answer one match only: most first.
    young_people
        Whom it is about.
    bids
        Who brings what already.
    pair
        Rows of two organisations to be brought together; None for one alone.
    introducer
        Who knows both though no tie says so; -1 for nobody.
    need
        The need that it starts from; None for other matches.
    request
        The row of the request that it starts from; -1 for other matches.
    options, take, once
        Of a request: rows of the assets that would meet it, what fits best first; the match with
        one of them taken; and whether an asset that one match takes is gone for others.
    facts
        Makes the words for the sentences, when somebody reads them.
    """

    id: str
    area: int
    point: Floats | None
    young_people: float
    weight: float = 0.0
    bids: tuple[Bid, ...] = ()
    pair: tuple[int, int] | None = None
    introducer: int = -1
    need: Need | None = None
    request: int = -1
    options: tuple[int, ...] = ()
    take: Callable[[int], Match] | None = None
    once: bool = False
    facts: Callable[[], Mapping[str, str]] = dict


def needs(scene: Scene) -> Iterator[Match]:
    """Every need, in an area that is known."""
    areas = scene.served.network.areas
    for need in scene.served.network.needs:
        row = areas.rows.get(need.area_id)
        if row is None:
            continue
        yield Match(
            id=f"idle~{need.id}",
            area=row,
            point=scene.centre(row),
            young_people=float(scene.people[row]),
            weight=float(need.said_by or 0),
            need=need,
            facts=partial(_of_need, scene, need, row),
        )


def _of_need(scene: Scene, need: Need, row: int) -> dict[str, str]:
    return {
        "need": need.name,
        "place": scene.served.network.areas.name[row],
        "said_by": f"{need.said_by:,}" if need.said_by else "",
        "asked_by": "Young people" if need.kind is NeedKind.YOUNG_PEOPLE else "A partner",
        "people": young(scene.people[row]).capitalize(),
    }


def set_aside(scene: Scene) -> Iterator[Match]:
    """Every sum of money kept by somebody, for each area that they serve."""
    network, market = scene.served.network, scene.market
    money = market.of_role(Role.MONEY)
    areas_of: dict[int, list[int]] = {}
    wanted = np.isin(market.offer_of, money)
    for offer, area in zip(
        market.offer_of[wanted].tolist(), market.area_of[wanted].tolist(), strict=True
    ):
        if scene.inside[area] and scene.small[area] and scene.short[area] > 0:
            areas_of.setdefault(offer, []).append(area)
    for number, areas in sorted(areas_of.items()):
        offer = market.offer(number)
        if offer.kind != "asset":
            continue
        for area in sorted(areas):
            yield _set_aside(scene, network, Bid(offer=offer, cost=0.0, distance_m=None), area)


def _set_aside(scene: Scene, network: Network, bid: Bid, area: int) -> Match:
    return Match(
        id=f"parish~{network.assets.id[bid.offer.row]}~{network.areas.id[area]}",
        area=area,
        point=scene.centre(area),
        young_people=float(scene.short[area]),
        bids=(bid,),
        facts=partial(_of_money, scene, bid, area),
    )


def _of_money(scene: Scene, bid: Bid, area: int) -> dict[str, str]:
    network, row = scene.served.network, bid.offer.row
    much, name = quantity(network, row), network.assets.name[row]
    return {
        "place": network.areas.name[area],
        "money_who": network.organisations.name[bid.offer.organisation],
        "money_what": f"{name} ({much})" if much else name,
        "short": young(scene.short[area]),
        "ages": str(scene.served.slice.ages),
        "enough": f"{spoken_hours(scene.standard.hours_per_week)} a week ({scene.standard.by})",
    }


def two_funded(scene: Scene, today: date) -> Iterator[Match]:
    """Two recipients of one funder, named once: for the area where most young people live."""
    network = scene.served.network
    best: dict[tuple[int, int, int], tuple[float, int, int, int]] = {}
    for (funder, area), grants in sorted(_grants_by_place(network, today).items()):
        if not (scene.inside[area] and scene.small[area]):
            continue
        for one, other in combinations(sorted(grants), 2):
            if funder in (one, other):
                continue
            key, people = (funder, one, other), float(scene.people[area])
            if key not in best or (people, -area) > best[key][:2]:
                best[key] = (people, -area, grants[one], grants[other])
    for (funder, one, other), (people, area, left, right) in sorted(best.items()):
        yield Match(
            id="~".join(("funder", *network.organisations.id[[funder, one, other]])),
            area=-area,
            point=scene.centre(-area),
            young_people=people,
            bids=(
                _brings(Role.MONEY, one, "grant", left),
                _brings(Role.MONEY, other, "grant", right),
            ),
            pair=(one, other),
            introducer=funder,
            facts=partial(_of_funded, scene, (funder, one, other), -area),
        )


def _of_funded(scene: Scene, who: tuple[int, int, int], area: int) -> dict[str, str]:
    network = scene.served.network
    funder, left, right = network.organisations.name[list(who)].tolist()
    return {
        "funder": funder,
        "left": left,
        "right": right,
        "place": network.areas.name[area],
        "months": str(FUNDED_WITHIN_MONTHS),
        "people": young(scene.people[area]).capitalize(),
    }


def _brings(
    role: Role, organisation: int, kind: str, row: int, point: tuple[float, float] | None = None
) -> Bid:
    offer = Offer(role=role, organisation=organisation, kind=kind, row=row, cost=0.0, point=point)
    return Bid(offer=offer, cost=0.0, distance_m=None)


def _grants_by_place(network: Network, today: date) -> dict[tuple[int, int], dict[int, int]]:
    """By funder and area: each recipient, with its newest grant there."""
    since = np.datetime64(months_before(today, FUNDED_WITHIN_MONTHS))
    grants, benefits = network.grants, network.benefits
    awarded = grants.awarded_on[benefits.left]
    recent = (since <= awarded) & (awarded <= np.datetime64(today))
    found: dict[tuple[int, int], dict[int, int]] = {}
    for grant, area in zip(
        benefits.left[recent].tolist(), benefits.right[recent].tolist(), strict=True
    ):
        there = found.setdefault((int(grants.funder[grant]), area), {})
        recipient = int(grants.recipient[grant])
        known = there.get(recipient)
        if known is None or grants.awarded_on[grant] > grants.awarded_on[known]:
            there[recipient] = grant
    return found


def overlaps(
    scene: Scene, duplication: Duplication, where: tuple[Condition, ...], *, enough: int | None
) -> Iterator[Match]:
    """Overlaps that meet every condition, the strongest first: told of all at once.

    Parameters
    ----------
    enough
        How many may be shown, by effort: those that so many others are sure to be ahead of are
        left out. None for all.
    """
    columns, network = duplication.columns, scene.served.network
    kept = np.ones(len(columns.tested), dtype=bool)
    for one in where:
        if one in HOLDS_OF_OVERLAPS:
            kept &= HOLDS_OF_OVERLAPS[one](columns)
    places = _those_ahead(np.flatnonzero(kept), columns.tested.pairs.people, enough)
    pairs, sites = columns.tested.pairs, network.sites
    ends = [
        points_of(sites.easting[site], sites.northing[site])
        for rows in (pairs.left, pairs.right)
        for site in [network.activities.site[rows[places]]]
    ]
    areas, middles = scene.nearest(ends[0]), (ends[0] + ends[1]) / 2
    for number, place in enumerate(places.tolist()):
        rows = (int(pairs.left[place]), int(pairs.right[place]))
        who = [int(network.activities.organisation[row]) for row in rows]
        yield Match(
            id="~".join(("joint", *network.activities.id[list(rows)])),
            area=int(areas[number]),
            point=middles[number],
            young_people=float(pairs.people[place]),
            bids=tuple(
                _brings(Role.DELIVERER, one, "activity", row, tuple(end[number].tolist()))
                for one, row, end in zip(who, rows, ends, strict=True)
            ),
            pair=(who[0], who[1]),
            facts=partial(_of_overlap, duplication, place),
        )


def _those_ahead(places: Places, people: Floats, enough: int | None) -> Places:
    """Overlaps that may be among the first so many by young people for each point."""
    if enough is None or len(places) <= enough:
        return places
    surely = np.sort(people[places])[-enough]
    dearest, cheapest = COLD_COST, min(TIE_COST.values())
    least = surely * (cheapest + 2 * PARTNER_COST) / (dearest + 2 * PARTNER_COST)
    ahead: Places = places[people[places] >= least]
    return ahead


HOLDS_OF_OVERLAPS: dict[Condition, Callable[[Columns], Flags]] = {
    Condition.NEXT_DOOR: lambda found: found.tested.distance_m <= NEXT_DOOR_M,
    Condition.ONE_THEME: lambda found: found.tested.pairs.theme >= 1,
    Condition.BETTER_TOGETHER: lambda found: (
        (found.tested.known & ~found.tested.above & (found.tested.pairs.clash_hours > 0))
        | found.suggests(Suggestion.JOIN_UP)
    ),
}
"""How the conditions on overlaps are told of all of them."""


def _of_overlap(duplication: Duplication, place: int) -> dict[str, str]:
    overlap = duplication.rows[place]
    gain = (
        "one team could open on more evenings than two at the same hour"
        if overlap.verdict is Verdict.NEEDED
        else "one team next door could do what two do now"
    )
    return {
        "left_activity": overlap.left.name,
        "right_activity": overlap.right.name,
        "left": overlap.left.organisation,
        "right": overlap.right.organisation,
        "apart": distance(overlap.distance_m),
        "people": young(overlap.shared_young_people).capitalize(),
        "shared": spoken_hours(overlap.shared_hours_per_week),
        "enough": spoken_hours(overlap.standard_hours_per_week),
        "gain": gain,
        "overlap_counter_reading": overlap.counter_reading,
    }
