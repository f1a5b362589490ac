"""Simple opportunities about a place: a request meets an idle room, a parish has money unspent."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from graph.analysis.linking import part
from graph.analysis.offer_words import quantity, what_it_takes
from graph.analysis.opportunity import Opportunity, OpportunityKind, simple_opportunity
from graph.analysis.roles import Bid, Offer, Role
from graph.analysis.scene import Scene, degrees, nearest_bid
from graph.analysis.wording import distance, hours, young
from graph.model import Need, NeedKind, OrganisationKind

TAKEN_UP_COST = 1.0
"""Coordination cost of asking one keeper or one council, apart from distance."""


def idle_assets(scene: Scene) -> Iterator[Opportunity]:
    """Requests that a room with free time near by could meet.

    A need counts that young people or a partner raised, that fits the slice's
    ages, theme and audience, in an area no larger than a ward or parish. The nearest
    room within reach that is free is named, and somebody who lends time or
    skill of that theme, where there is one near.
    """
    areas = scene.served.network.areas
    for need in scene.served.network.needs:
        row = areas.rows.get(need.area_id)
        if row is None or not _asked_for(scene, need, row):
            continue
        centre = scene.centre(row)
        if centre is None:
            continue
        room = nearest_bid(scene, Role.VENUE, centre)
        if room is not None:
            hands = nearest_bid(scene, Role.DELIVERER, centre, partial(_lends_for, scene, need))
            yield _idle_asset(scene, need, row, room, hands)


def _asked_for(scene: Scene, need: Need, row: int) -> bool:
    asked = scene.served.slice
    return bool(
        need.kind is not NeedKind.STATISTICAL
        and scene.inside[row]
        and scene.small[row]
        and (need.theme is None or asked.theme in (None, need.theme))
        and (need.audience is None or asked.audience in (None, need.audience))
        and (need.ages is None or need.ages.shared_years(asked.ages) > 0)
    )


def _with_role(scene: Scene, role: Role) -> Iterator[Offer]:
    return (offer for offer in scene.market.offers if offer.role is role)


def _lends_for(scene: Scene, need: Need, offer: Offer) -> bool:
    """Whether an offer is time or skill lent for the theme of a need."""
    themes = scene.served.network.assets.themes
    return offer.kind == "asset" and need.theme is not None and str(need.theme) in themes[offer.row]


def _idle_asset(scene: Scene, need: Need, row: int, room: Bid, hands: Bid | None) -> Opportunity:
    network = scene.served.network
    place, bids = network.areas.name[row], [room] if hands is None else [room, hands]
    position = degrees(np.array(room.offer.point))
    keeper = network.organisations.name[room.offer.organisation]
    said = f" {need.said_by:,} young people said so." if need.said_by else ""
    asked = "Young people" if need.kind is NeedKind.YOUNG_PEOPLE else "A partner"
    extra = (
        ""
        if hands is None
        else f" {network.organisations.name[hands.offer.organisation]} lends "
        f"{network.assets.name[hands.offer.row]} for that theme."
    )
    return simple_opportunity(
        OpportunityKind.IDLE_ASSET,
        id=f"idle~{need.id}",
        title=f"“{need.name}”: {network.assets.name[room.offer.row]} is free",
        area=(network.areas.id[row], place),
        position=position,
        parts=tuple(part(network, bid) for bid in bids),
        cost=TAKEN_UP_COST + sum(bid.cost for bid in bids),
        young_people=float(scene.people[row]),
        session=str(room.offer.window),
        to_be_true=tuple(what_it_takes(network, bid) for bid in bids),
        explanation=(
            f"{asked} in {place} asked for this: “{need.name}”.{said} {keeper} has "
            f"{network.assets.name[room.offer.row]} free {room.offer.window}, "
            f"{distance(room.distance_m or 0.0)} away, with nothing for young people at that "
            f"time.{extra} {young(scene.people[row]).capitalize()} of the ages asked "
            "about live there."
        ),
        counter_reading=(
            "A free room is not yet a session: somebody has to run it, and the room may be empty "
            "for a reason. Ask those who raised the need whether it still stands, and whether "
            "this room is where they would go."
        ),
    )


def parish_money(scene: Scene) -> Iterator[Opportunity]:
    """Town and parish councils with money for young people, where no activity of the slice is.

    Only where young people are below the standard.
    """
    network = scene.served.network
    kinds = network.organisations.kind
    for offer in _with_role(scene, Role.MONEY):
        if offer.kind != "asset" or kinds[offer.organisation] != str(
            OrganisationKind.PARISH_COUNCIL
        ):
            continue
        for area in sorted(offer.areas):
            without = scene.inside[area] and scene.small[area] and not scene.with_activity[area]
            centre = scene.centre(area)
            if without and centre is not None and scene.short[area] > 0:
                yield _parish_money(scene, Bid(offer=offer, cost=0.0, distance_m=None), area)


def _parish_money(scene: Scene, bid: Bid, area: int) -> Opportunity:
    network = scene.served.network
    council = network.organisations.name[bid.offer.organisation]
    place, short = network.areas.name[area], float(scene.short[area])
    centre = scene.centre(area)
    position = degrees(np.zeros(2) if centre is None else centre)
    much = quantity(network, bid.offer.row)
    what = network.assets.name[bid.offer.row] + (f" ({much})" if much else "")
    enough = f"{hours(scene.standard.hours_per_week)} a week ({scene.standard.by})"
    return simple_opportunity(
        OpportunityKind.PARISH_MONEY,
        id=f"parish~{network.assets.id[bid.offer.row]}~{network.areas.id[area]}",
        title=f"{council} has money, and {place} has no provision",
        area=(network.areas.id[area], place),
        position=position,
        parts=(part(network, bid),),
        cost=TAKEN_UP_COST,
        young_people=short,
        to_be_true=(
            what_it_takes(network, bid),
            "Young people of the parish say what they would come to.",
            "Somebody would deliver it there: the teams above and the directory say who is near.",
        ),
        explanation=(
            f"{council} has {what}. No activity recorded for them has a site in {place}, and "
            f"{young(short)} aged {scene.served.slice.ages} there have less than {enough} "
            "within reach."
        ),
        counter_reading=(
            "The money may be promised already, or spent on what happens next door: a lift to a "
            "club in the next parish can be the better use of it. A club that nobody entered would "
            "change this."
        ),
    )
