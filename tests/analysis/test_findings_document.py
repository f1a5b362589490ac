"""The documents of the findings say what the code does: every declared number stands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph.analysis import (
    access,
    acquaintance,
    bids,
    brokers,
    communities,
    coverage,
    likeness,
    offers,
    opportunities,
    places,
    provision,
    recipients,
    standard,
    suggestions,
    team_search,
    windows,
)
from graph.analysis.slices import REACHES, YOUNG_PEOPLE

DOCS = Path(__file__).parents[2] / "docs"
DOCUMENT = " ".join(
    word
    for path in (DOCS / "findings.md", *sorted((DOCS / "findings").glob("*.md")))
    for word in path.read_text(encoding="utf-8").split()
)
INTRODUCTION = f"an introduction by who knows both | {acquaintance.INTRODUCTION_COST:g}, half"
KM = acquaintance.DISTANCE_COST_PER_KM


@pytest.mark.parametrize(
    "said",
    [
        f"ages ({YOUNG_PEOPLE})",
        f"an hour in term counts {provision.TERM_WEEKS_SHARE:g}",
        f"{provision.ASSUMED_PLACES:.0f} are assumed",
        "Stepped*: {:g}, {:g} and {:g} for the near".format(*access.STEP_WEIGHTS),
        f"it is {standard.STANDARD_HOURS_PER_WEEK:g} hours a week",
        f"in the last {coverage.CHECKED_WITHIN_MONTHS} months and its site",
        f"At least {coverage.GOOD_RECORDS}, at least {coverage.GOOD_PER_THOUSAND:g} for each",
        f"1 the same; {likeness.SAME_GROUP:g} the same group",
        f"1 the same; {likeness.EVERYONE_AND_ONE_GROUP:g} one for everyone",
        f"1 at once; {likeness.SAME_DAY:g} the same day and part of it; {likeness.SAME_PART:g} the",
        f"weekday before {likeness.AFTER_SCHOOL // 60}:00",
        f"within {suggestions.NEXT_DOOR_M:,.0f} m with one theme, *join up*",
        f"short within {places.NEIGHBOURS_M:,.0f} m",
        f"up to {places.MOST_AREAS}; then the next",
        f"more than {team_search.WALK_M:,.0f} m to the venue",
        f"for at least {offers.LEAST_CAPACITY}, not for members",
        f"at least {windows.LEAST_HOURS:g} hours: its stated",
        f"weekdays {windows.WEEKDAY[0]:%H:%M} to {windows.WEEKDAY[1]:%H:%M}",
        f"weekends {windows.WEEKEND[0]:%H:%M} to {windows.WEEKEND[1]:%H:%M}",
        f"up to {offers.DELIVERER_M / 1000:.0f} km away",
        f"gave there in the last {offers.FUNDED_WITHIN_MONTHS} months",
        f"or is within {offers.YOUTH_LEAD_M / 1000:.0f} km",
        "a vehicle of {} to {} seats".format(*offers.MINIBUS_SEATS),
        f"seats within {offers.TRANSPORT_M / 1000:.0f} km",
        f"the {bids.MOST_BIDS} organisations that come cheapest",
        f"each organisation at the table | {acquaintance.PARTNER_COST:g}",
        f"only discovered | {acquaintance.DISCOVERABLE_COST:g} more",
        f"{INTRODUCTION} of the introducer's two ties, and {KM:g} a km",
        f"nobody known could make | {acquaintance.COLD_COST:g}, and {KM:g} a km",
        f"from the place | {bids.COST_PER_KM:g} a km along the way",
        f"only the county around it | {bids.WIDE_COST:g}",
        f"up to {opportunities.TEAMS_SHARE * 100:.0f} in 100 of the rows",
        f"the {brokers.MOST_BROKERS} with the highest betweenness",
        f"beyond {brokers.EXACT_UPTO:,} organisations with a tie",
        f"from a fixed sample of {brokers.SOURCES} ",
        f"than with the rest, at least {communities.LEAST_MEMBERS} ",
        f"only discovered {communities.DISCOVERED_STRENGTH:g}.",
        f"awarded in the last {recipients.WITHIN_MONTHS} months, and older",
    ],
)
def test_a_declared_number_stands_in_the_document(said: str) -> None:
    assert said in DOCUMENT


@pytest.mark.parametrize("mode", REACHES)
def test_every_reach_stands_in_the_document(mode: object) -> None:
    reach = REACHES[mode]  # type: ignore[index]
    label = re.escape(reach.mode.label.lower())
    row = rf"\| {label}( \(the default\))? \| {reach.reach_m:,.0f} m \| {reach.detour:g} \|"
    assert re.search(row, DOCUMENT)


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
