"""Matches: what the rules of simple opportunities start from, with the facts of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

import numpy as np

from graph.analysis.coverage import months_before
from graph.analysis.duplication import Duplication, Overlap, Verdict
from graph.analysis.funding import FUNDED_WITHIN_MONTHS
from graph.analysis.offer_words import quantity
from graph.analysis.roles import Bid, Offer, Role
from graph.analysis.scene import Scene
from graph.analysis.wording import distance, hours, young
from graph.model import Need, NeedKind, Theme
from graph.network import Floats, Network


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
    about
        The record itself.
    facts
        Words for the sentences.
    """

    id: str
    area: int
    point: Floats | None
    young_people: float
    weight: float = 0.0
    bids: tuple[Bid, ...] = ()
    pair: tuple[int, int] | None = None
    introducer: int = -1
    about: Need | Overlap | None = None
    theme: Theme | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


def requests(scene: Scene) -> Iterator[Match]:
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
            about=need,
            theme=need.theme,
            facts={
                "need": need.name,
                "place": areas.name[row],
                "said_by": f"{need.said_by:,}" if need.said_by else "",
                "asked_by": ("Young people" if need.kind is NeedKind.YOUNG_PEOPLE else "A partner"),
                "people": young(scene.people[row]).capitalize(),
            },
        )


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
    much, name = quantity(network, bid.offer.row), network.assets.name[bid.offer.row]
    return Match(
        id=f"parish~{network.assets.id[bid.offer.row]}~{network.areas.id[area]}",
        area=area,
        point=scene.centre(area),
        young_people=float(scene.short[area]),
        bids=(bid,),
        facts={
            "place": network.areas.name[area],
            "money_who": network.organisations.name[bid.offer.organisation],
            "money_what": f"{name} ({much})" if much else name,
            "short": young(scene.short[area]),
            "ages": str(scene.served.slice.ages),
            "enough": f"{hours(scene.standard.hours_per_week)} a week ({scene.standard.by})",
        },
    )


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
        names = network.organisations.name
        yield Match(
            id="~".join(("funder", *network.organisations.id[[funder, one, other]])),
            area=-area,
            point=scene.centre(-area),
            young_people=people,
            bids=tuple(
                _brings(Role.MONEY, row, "grant", grant)
                for row, grant in ((one, left), (other, right))
            ),
            pair=(one, other),
            introducer=funder,
            facts={
                "funder": names[funder],
                "left": names[one],
                "right": names[other],
                "place": network.areas.name[-area],
                "months": str(FUNDED_WITHIN_MONTHS),
                "people": young(people).capitalize(),
            },
        )


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


def overlaps(scene: Scene, duplication: Duplication) -> Iterator[Match]:
    """Every overlap, the strongest first."""
    network = scene.served.network
    for overlap in duplication.rows:
        rows = [
            network.organisations.row(side.organisation_id)
            for side in (overlap.left, overlap.right)
        ]
        ends = [_site_point(network, side.site_id) for side in (overlap.left, overlap.right)]
        bids = tuple(
            _brings(
                Role.DELIVERER,
                row,
                "activity",
                network.activities.row(side.activity_id),
                point,
            )
            for row, side, point in zip(rows, (overlap.left, overlap.right), ends, strict=True)
        )
        yield Match(
            id=f"joint~{overlap.id}",
            area=scene.nearest(np.array(ends[0])),
            point=np.mean(ends, axis=0),
            young_people=overlap.shared_young_people,
            bids=bids,
            pair=(rows[0], rows[1]),
            about=overlap,
            facts=_of_overlap(overlap),
        )


def _of_overlap(overlap: Overlap) -> dict[str, str]:
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
        "shared": hours(overlap.shared_hours_per_week),
        "enough": hours(overlap.standard_hours_per_week),
        "gain": gain,
        "overlap_counter_reading": overlap.counter_reading,
    }


def _site_point(network: Network, site_id: str) -> tuple[float, float]:
    site = network.sites.row(site_id)
    return float(network.sites.easting[site]), float(network.sites.northing[site])
