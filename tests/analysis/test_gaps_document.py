"""The document of gaps says what the code does: every declared number stands there."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.analysis.coverage import CHECKED_WITHIN_MONTHS
from graph.analysis.gaps.doubt import LEFT_OUT, REPLICATES, Doubt
from graph.analysis.slices import Part
from maps.rings import DECIMALS
from maps.shapes import MOST_CORNERS
from service.drawn import MOST_OUTLINED, SLIVER
from service.gaps import MOST_LISTED
from service.sheets.gaps import MOST_WORDS

DOCS = Path(__file__).parents[2] / "docs"


def words(name: str) -> str:
    return " ".join((DOCS / name).read_text(encoding="utf-8").split())


DOUBT = Doubt()
RUNS = DOUBT.unchecked_runs


@pytest.mark.parametrize(
    "said",
    [
        f"Where more than {MOST_LISTED:,} small areas would be listed",
        f"up to {MOST_CORNERS} corners",
        f"shares under {SLIVER * 100:.0f} in 100",
        f"more than {MOST_OUTLINED:,} areas are near",
        f"{REPLICATES} replicates",
        f"The interval leaves out the {LEFT_OUT} lowest and the {LEFT_OUT} highest ranks",
        f"right to within {DOUBT.stated_varies * 100:.0f} in 100",
        f"in the last {CHECKED_WITHIN_MONTHS} months still runs with probability {RUNS:g}",
        f"nobody recorded with probability {DOUBT.thin_hides:g}, an unmapped one with probability",
        f"with probability {DOUBT.unmapped_hides:g}: it then",
        f"Files of more than {MOST_WORDS:,} areas",
    ],
)
def test_a_declared_number_stands_in_the_document(said: str) -> None:
    assert said in words("findings/gaps.md")


def test_the_interval_holds_nine_in_ten() -> None:
    assert (REPLICATES - 2 * LEFT_OUT) / REPLICATES == 0.9
    assert "it holds nine in ten" in words("findings/gaps.md")
    assert DOUBT.assumed_varies == 2
    assert "may be half to twice that" in words("findings/gaps.md")
    assert DECIMALS == 5
    assert "a hundred-thousandth of a degree" in words("findings/gaps.md")


def test_the_parts_of_the_day_stand_in_the_document() -> None:
    at = [f"{part.begins // 60}:00" for part in Part]
    said = f"Before {at[1]}, {at[1]} to {at[2]}, {at[2]} to {at[3]}, and from {at[3]} on"
    assert said in words("findings.md")
