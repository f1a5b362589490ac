"""Simple opportunities of two organisations: one funder and no tie, overlap as joint delivery."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

import numpy as np

from graph.analysis.coverage import months_before
from graph.analysis.duplication import Duplication, Overlap, Suggestion, Verdict
from graph.analysis.linking import introductions, link, part, ties_in_words
from graph.analysis.offers import FUNDED_WITHIN_MONTHS
from graph.analysis.opportunity import Link, Opportunity, OpportunityKind, simple_opportunity
from graph.analysis.roles import Bid, Offer, Role
from graph.analysis.scene import Scene, degrees
from graph.analysis.suggestions import NEXT_DOOR_M
from graph.analysis.wording import distance, hours, young
from graph.network import Network


def same_funder(scene: Scene, *, today: date) -> Iterator[Opportunity]:
    """Recipients of one funder for one place, who have no tie with each other.

    Grants of the last :data:`~graph.analysis.offers.FUNDED_WITHIN_MONTHS` months for one area
    no larger than a ward or parish; two recipients are named once, for the area where they
    share the most young people.
    """
    network = scene.served.network
    best: dict[tuple[int, int, int], tuple[float, int, int, int]] = {}
    for (funder, area), grants in sorted(_grants_by_place(network, today).items()):
        if not (scene.inside[area] and scene.small[area] and scene.people[area] > 0):
            continue
        for one, other in combinations(sorted(grants), 2):
            if (one, other) in scene.acquaintance.ties or funder in (one, other):
                continue
            key, people = (funder, one, other), float(scene.people[area])
            if key not in best or (people, -area) > best[key][:2]:
                best[key] = (people, -area, grants[one], grants[other])
    for (funder, one, other), (_, area, left, right) in sorted(best.items()):
        yield _same_funder(scene, funder, (one, left), (other, right), -area)


def _grants_by_place(network: Network, today: date) -> dict[tuple[int, int], dict[int, int]]:
    """By funder and area: each recipient, with its newest grant there."""
    since = np.datetime64(months_before(today, FUNDED_WITHIN_MONTHS))
    grants = network.grants
    found: dict[tuple[int, int], dict[int, int]] = {}
    for grant, area in zip(
        network.benefits.left.tolist(), network.benefits.right.tolist(), strict=True
    ):
        if since <= grants.awarded_on[grant] <= np.datetime64(today):
            there = found.setdefault((int(grants.funder[grant]), area), {})
            recipient = int(grants.recipient[grant])
            known = there.get(recipient)
            if known is None or grants.awarded_on[grant] > grants.awarded_on[known]:
                there[recipient] = grant
    return found


def _same_funder(
    scene: Scene, funder: int, one: tuple[int, int], other: tuple[int, int], area: int
) -> Opportunity:
    network = scene.served.network
    names = network.organisations.name
    bids = [
        Bid(
            offer=Offer(role=Role.MONEY, organisation=row, kind="grant", row=grant, cost=0.0),
            cost=0.0,
            distance_m=None,
        )
        for row, grant in (one, other)
    ]
    cost = scene.introduction_cost(one[0], other[0], known=True)
    meeting = link(scene.acquaintance, one[0], other[0], cost, fallback=funder)
    centre = scene.centre(area)
    position = degrees(np.zeros(2) if centre is None else centre)
    place, left, right = network.areas.name[area], names[one[0]], names[other[0]]
    return simple_opportunity(
        OpportunityKind.SAME_FUNDER,
        id="~".join(("funder", *network.organisations.id[[funder, one[0], other[0]]])),
        title=f"{names[funder]} funds {left} and {right} for {place}, who have no tie",
        area=(network.areas.id[area], place),
        position=position,
        parts=tuple(part(network, bid) for bid in bids),
        links=(meeting,),
        cost=cost,
        young_people=float(scene.people[area]),
        to_be_true=(
            f"{left} and {right} see something that they could do better together.",
            f"{names[funder]} would welcome a joint plan, and its reports could be shared.",
        ),
        explanation=(
            f"In the last {FUNDED_WITHIN_MONTHS} months {names[funder]} gave grants to {left} and "
            f"to {right}, both for {place}, and no tie between the two is recorded. "
            f"{introductions((meeting,))} {young(scene.people[area]).capitalize()} live there."
        ),
        counter_reading=(
            "They may well know each other: that nobody recorded a tie does not mean there is "
            "none. A funder’s portfolio is also not a reason to merge what works on its own."
        ),
    )


def joint_delivery(scene: Scene, duplication: Duplication) -> Iterator[Opportunity]:
    """Overlaps that the two sides could run together.

    Only of one theme and next door: those below the standard that run at the same time
    (one team could open on more evenings), and those above it for which joining
    up is suggested.
    """
    for overlap in duplication.rows:
        if overlap.distance_m > NEXT_DOOR_M or overlap.theme_share < 1:
            continue
        needed = overlap.verdict is Verdict.NEEDED and overlap.clash_hours_per_week > 0
        if needed or overlap.suggestion is Suggestion.JOIN_UP:
            yield _joint_delivery(scene, overlap)


def _joint_delivery(scene: Scene, overlap: Overlap) -> Opportunity:
    network = scene.served.network
    bids = [
        Bid(
            offer=Offer(
                role=Role.DELIVERER,
                organisation=network.organisations.row(side.organisation_id),
                kind="activity",
                row=network.activities.row(side.activity_id),
                cost=0.0,
                point=_site_point(network, side.site_id),
            ),
            cost=0.0,
            distance_m=None,
        )
        for side in (overlap.left, overlap.right)
    ]
    rows = [bid.offer.organisation for bid in bids]
    cost = scene.introduction_cost(rows[0], rows[1])
    meeting = link(scene.acquaintance, rows[0], rows[1], cost)
    both = f"{overlap.left.organisation} and {overlap.right.organisation}"
    area = int(scene.served.areas[_nearest(scene, bids[0])]) if len(scene.served.areas) else -1
    return simple_opportunity(
        OpportunityKind.JOINT_DELIVERY,
        id=f"joint~{overlap.id}",
        title=f"{overlap.left.name} and {overlap.right.name} could be one joint offer",
        area=None if area < 0 else (network.areas.id[area], network.areas.name[area]),
        position=(
            (overlap.left.latitude + overlap.right.latitude) / 2,
            (overlap.left.longitude + overlap.right.longitude) / 2,
        ),
        parts=tuple(part(network, bid) for bid in bids),
        links=(meeting,),
        cost=cost,
        young_people=overlap.shared_young_people,
        to_be_true=(
            f"{both} each keep what their young people come for.",
            "Young people of both are asked before anything moves.",
        ),
        explanation=_why_jointly(overlap, meeting),
        counter_reading=overlap.counter_reading,
    )


def _why_jointly(overlap: Overlap, meeting: Link) -> str:
    enough = (
        f"they have {hours(overlap.shared_hours_per_week)} a week each, and the standard is "
        f"{hours(overlap.standard_hours_per_week)}"
    )
    gain = (
        "one team could open on more evenings than two at the same hour"
        if overlap.verdict is Verdict.NEEDED
        else "one team next door could do what two do now"
    )
    return (
        f"{overlap.left.name} ({overlap.left.organisation}) and {overlap.right.name} "
        f"({overlap.right.organisation}) are {distance(overlap.distance_m)} apart. "
        f"{young(overlap.shared_young_people).capitalize()} can reach both; {enough}: {gain}. "
        f"{ties_in_words((meeting,)) or introductions((meeting,))}"
    )


def _site_point(network: Network, site_id: str) -> tuple[float, float]:
    site = network.sites.row(site_id)
    return float(network.sites.easting[site]), float(network.sites.northing[site])


def _nearest(scene: Scene, bid: Bid) -> int:
    away = scene.served.centres - np.array(bid.offer.point)
    return int(np.argmin(np.hypot(away[:, 0], away[:, 1])))
