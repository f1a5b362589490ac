"""The document of opportunities says what the code does: every declared number stands there."""

from __future__ import annotations

import pytest

from graph.analysis import windows
from graph.analysis.duplication import suggestions
from graph.analysis.opportunities import (
    acquaintance,
    audiences,
    bids,
    dismissals,
    diversity,
    eligibility,
    fitting,
    fitting_place,
    funding,
    neighbours,
    offers,
    places,
    ranking,
    rules,
    team_search,
    youth_leads,
)
from graph.model import AssetKind
from tests.analysis.test_findings_document import DOCUMENT

(MINIBUS,) = eligibility.PERMITS


@pytest.mark.parametrize(
    "said",
    [
        f"their centres lie within {neighbours.NEIGHBOURS_M:,.0f} m",
        f"up to {places.MOST_AREAS} and no farther",
        f"more than {team_search.WALK_M:,.0f} m to the venue",
        f"for at least {offers.LEAST_CAPACITY}, not for members",
        f"at least {windows.LEAST_HOURS:g} hours: its stated",
        f"at least {windows.LEAST_HOURS:g} hours. Where those chosen",
        f"weekdays {windows.WEEKDAY[0]:%H:%M} to {windows.WEEKDAY[1]:%H:%M}",
        f"weekends {windows.WEEKEND[0]:%H:%M} to {windows.WEEKEND[1]:%H:%M}",
        f"up to {offers.DELIVERER_M / 1000:.0f} km away",
        f"gave there in the last {funding.FUNDED_WITHIN_MONTHS} months",
        f"or smaller, in the last {funding.FUNDED_WITHIN_MONTHS} months",
        f"or is within {youth_leads.YOUTH_LEAD_M / 1000:.0f} km",
        f"a vehicle of {MINIBUS.fewest} to {MINIBUS.most} seats within",
        f"a vehicle of {MINIBUS.fewest} to {MINIBUS.most} seats needs a {MINIBUS.name}",
        f"seats within {offers.TRANSPORT_M / 1000:.0f} km",
        f"at the table, an introducer too | {acquaintance.PARTNER_COST:g}",
        f"only discovered | {acquaintance.DISCOVERABLE_COST:g} more",
        f"nobody known could make | {acquaintance.COLD_COST:g}",
        f"from the place | {bids.COST_PER_KM:g} a km along the way",
        f"only the county around it | {bids.WIDE_COST:g}",
        f"capacity not known {audiences.UNKNOWN:g}, not free of charge {offers.PAID_HIRE:g}",
        f"running something already {offers.RUNS_ALREADY:g}",
        f"volunteer time {offers.HANDS[AssetKind.VOLUNTEER_TIME]:g}",
        (
            f"skill {offers.HANDS[AssetKind.SKILL]:g}; kindred theme {audiences.KINDRED_THEME:g}, "
            f"other audience {audiences.OTHER_AUDIENCE:g}"
        ),
        f"a running grant {funding.RUNNING_GRANT:g}, a funder {funding.FUNDER:g};",
        f"a seat {youth_leads.SEAT:g};",
        f"in at least {diversity.OTHER_ROLES} roles",
        f"up to {ranking.TEAMS_SHARE * 100:.0f} in 100 of the rows",
        f"two of one theme within {suggestions.NEXT_DOOR_M:,.0f} m",
        f"one council counts {rules.ASKING_COST:g} point",
        f"{fitting_place.EQUIPMENT_M / 1000:.0f} km for a vehicle or kit",
        f"{offers.TRANSPORT_M / 1000:.0f} km for a vehicle or kit",
        f"{offers.DELIVERER_M / 1000:.0f} km for time and skill",
        f"or in the area asked for; {bids.COST_PER_KM:g} a km",
        f"a county around it {bids.WIDE_COST:g}",
        f"at least {fitting.LEAST_SHARE:g} of it",
        f"a kindred theme, or some words {audiences.KINDRED_THEME:g}",
        f"volunteers where staff are asked for {offers.HANDS[AssetKind.VOLUNTEER_TIME]:g}",
        f"nobody said when {audiences.UNKNOWN:g}",
        f"not free of charge {offers.PAID_HIRE:g} |",
        (
            f"{dismissals.SAME_ORGANISATION:g} for an organisation in common, "
            f"{dismissals.SAME_ASSET:g} for an asset, {dismissals.SAME_AREA:g} for an area, "
            f"{dismissals.MOST_LOWERED:g} at most"
        ),
    ],
)
def test_a_declared_number_stands_in_the_document(said: str) -> None:
    assert said in DOCUMENT


@pytest.mark.parametrize("word", eligibility.LENDING)
def test_what_each_word_on_borrowers_costs_stands_in_the_document(word: object) -> None:
    rule = eligibility.LENDING[word]  # type: ignore[index]
    said = {"by_arrangement": "lent by arrangement", "unknown": "to whom is not known"}
    assert not rule.points or f"{said[str(word)]} {rule.points:g}" in DOCUMENT


@pytest.mark.parametrize("kind", acquaintance.TIE_COST)
def test_every_tie_cost_stands_in_the_document(kind: object) -> None:
    words = {
        "integration": "works as one",
        "delivers_with": "delivers with",
        "coordination": "coordinates",
        "cooperation": "cooperates",
        "funds": "funds or supports",
        "supports": "funds or supports",
        "member_of": "member or refers",
        "refers_to": "member or refers",
        "awareness": "aware",
    }
    assert f"{words[str(kind)]} {acquaintance.TIE_COST[kind]:g}" in DOCUMENT  # type: ignore[index]
