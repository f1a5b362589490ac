"""The document of where next says what the code does: every declared number stands there."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.analysis import provision
from graph.analysis.opportunities import offers
from graph.analysis.where_next import covering, halls
from graph.analysis.where_next import finding as where_next
from graph.analysis.where_next import proof as covering_proof
from graph.kernels import covering as kernel

PATH = Path(__file__).parents[2] / "docs" / "findings" / "where-next.md"
DOCUMENT = " ".join(PATH.read_text(encoding="utf-8").split())
LEAST = where_next.LEAST_WEIGHT
LOW, HIGH = where_next.PLACES_RANGE


@pytest.mark.parametrize(
    "said",
    [
        f"that hold at least {offers.LEAST_CAPACITY} or nobody said",
        f"lasts {halls.SESSION_HOURS:g} hours, or as long as",
        (
            f"term time alone counts {provision.TERM_WEEKS_SHARE:g}, one of the holidays "
            f"{1 - provision.TERM_WEEKS_SHARE:g}"
        ),
        (
            f"({provision.ASSUMED_PLACES:g} where nobody said), at most {halls.SESSION_PLACES} "
            f"(*asked*, {LOW} to {HIGH})"
        ),
        (
            f"counts {LEAST:g} plus the need percentile of where they live over 100: "
            f"{LEAST:g} where need is lowest, {LEAST + 1:g} where it is highest"
        ),
        f"1 to {where_next.MOST_SESSIONS} sessions, {where_next.USUAL_SESSIONS} unless asked",
        f"within {covering.NEAR:g} of the best",
        f"up to {covering.TRIES:,} trials",
        f"add as much (to one part in {1 / kernel.ALIKE:,.0f})",
        f"one part in {1 / covering.PROVEN:,.0f}",
        (
            f"after {covering_proof.MOST_SECONDS:g} seconds, or where more than "
            f"{covering_proof.MOST_PAIRS:,} pairs"
        ),
    ],
)
def test_a_declared_number_stands_in_the_document(said: str) -> None:
    assert said in DOCUMENT
