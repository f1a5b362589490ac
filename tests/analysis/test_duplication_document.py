"""What the document of duplication says of effects and clusters is what the code does."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import duplication as bench
from benchmarks.planted import DUPLICATES, Plant
from graph.analysis.duplication import clusters, effects, overlapping, released, suggestions

FOLDER = Path(__file__).parents[2] / "docs" / "findings"
DOCUMENT = " ".join((FOLDER / "duplication.md").read_text(encoding="utf-8").split())
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_FIRST, *_MIDDLE, _LAST = effects.AGE_GROUPS


@pytest.mark.parametrize(
    "said",
    [
        f"at least {overlapping.LEAST_MET:g} of the pairs between them overlap",
        f"from {NUMBERS[clusters.LEAST_GROUP]} services on",
        f"place-hours*, from {released.LEAST_RELEASED:g} a week",
        f"within {suggestions.NEXT_DOOR_M:,.0f} m with one theme, *join up*",
        (
            f"ages (to {_FIRST[1]}, {', '.join(f'{low} to {high}' for low, high in _MIDDLE)}, "
            f"from {_LAST[0]})"
        ),
        (
            f"with {NUMBERS[len(DUPLICATES)]} kinds of planted duplicates and "
            f"{NUMBERS[len(Plant) - len(DUPLICATES)]} kinds of look-alikes"
        ),
        f"both are to be at least {bench.LEAST_SHARE:g}",
    ],
)
def test_a_declared_number_stands_in_the_document(said: str) -> None:
    assert said in DOCUMENT


@pytest.mark.parametrize("suggestion", suggestions.Suggestion)
def test_every_suggestion_has_its_change_in_the_document(
    suggestion: suggestions.Suggestion,
) -> None:
    label = suggestion.label.lower()
    assert f"| {label} |" in DOCUMENT or f"| {label}, else |" in DOCUMENT
