"""What the document of contributions says is what the code does."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.analysis.contribution import gained, joining, talking
from graph.analysis.opportunities.offers import DELIVERER_M, TRANSPORT_M
from graph.analysis.provision import ASSUMED_PLACES

DOCUMENT = " ".join(
    (Path(__file__).parents[2] / "docs" / "findings" / "contribution.md")
    .read_text(encoding="utf-8")
    .split()
)


@pytest.mark.parametrize(
    "said",
    [
        f"one session of {gained.SESSION_HOURS:g} hours a week",
        f"with {ASSUMED_PLACES:g} places or what it holds",
        f"within {DELIVERER_M / 1000:g} km along the way",
        f"a vehicle within {TRANSPORT_M / 1000:g} km",
        f"at {joining.PLACES_TRIED} places to act near it",
        f"at most {talking.MOST_CONTACTS} organisations",
        f"at most {talking.MOST_REASONS} reasons",
        f"further one adds {talking.MORE:g}",
        f"keeps what would do | {talking.ASKS:g} |",
        f"one of the first {talking.TEAMS_ASKED} teams needs | {talking.IN_TEAM:g} |",
        f"needs a driver | {talking.OTHER_HALF:g} |",
        f"up to {talking.FARTHEST_M / 1000:g} km along the way; 0.2 less for each next",
        f"for each next | {talking.NEAREST:g} |",
        f"and near | {talking.TIED:g} |",
        f"in the team | {talking.KNOWS_BOTH:g} |",
    ],
)
def test_a_declared_number_stands_in_the_document(said: str) -> None:
    assert said in DOCUMENT
