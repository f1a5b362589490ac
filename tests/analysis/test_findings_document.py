"""The documents of the findings say what the code does: every declared number stands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph.analysis import coverage, provision, standard
from graph.analysis.access import decay, reaching, timed
from graph.analysis.duplication import likeness, suggestions
from graph.analysis.network import brokers, communities, recipients
from graph.analysis.slices import METRES_PER_MINUTE, REACHES, YOUNG_PEOPLE, Mode

DOCS = Path(__file__).parents[2] / "docs"
DOCUMENT = " ".join(
    word
    for path in (DOCS / "findings.md", *sorted((DOCS / "findings").glob("*.md")))
    for word in path.read_text(encoding="utf-8").split()
)


@pytest.mark.parametrize(
    "said",
    [
        f"ages ({YOUNG_PEOPLE})",
        "up to {:g} minutes unless another number from {:g} to {:g}".format(
            timed.TIMED_MINUTES, *timed.MINUTES
        ),
        "at {:g}, {:g}, {:g} or {:g} km/h on foot".format(
            *(METRES_PER_MINUTE[mode] * 0.06 for mode in Mode)
        ),
        f"an hour in term counts {provision.TERM_WEEKS_SHARE:g}",
        f"{provision.ASSUMED_PLACES:.0f} are assumed",
        "stepped | {:g}, {:g} and {:g} in the three thirds".format(*decay.STEP_WEIGHTS),
        f"`exp(-{decay.FALL:g} t)`",
        f"`max(t / {decay.FLAT:g}, 1)^-{decay.EXPONENT:g}`",
        "on foot {:g}, by bicycle {:g}, by bus {:g}, by car {:g} km an hour".format(
            *(METRES_PER_MINUTE[mode] * 60 / 1000 for mode in Mode)
        ),
        f"at most {reaching.MOST_PAIRS / 1e6:.0f} million of them",
        f"it is {standard.STANDARD_HOURS_PER_WEEK:g} hours a week",
        f"in the last {coverage.CHECKED_WITHIN_MONTHS} months and its site",
        f"At least {coverage.GOOD_RECORDS}, at least {coverage.GOOD_PER_THOUSAND:g} for each",
        f"1 the same; {likeness.SAME_GROUP:g} the same group",
        f"1 the same; {likeness.EVERYONE_AND_ONE_GROUP:g} one for everyone",
        f"1 at once; {likeness.SAME_DAY:g} the same day and part of it; {likeness.SAME_PART:g} the",
        f"weekday before {likeness.AFTER_SCHOOL // 60}:00",
        f"within {suggestions.NEXT_DOOR_M:,.0f} m with one theme, *join up*",
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
