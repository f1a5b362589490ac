"""The document of the scenarios says what the code does: every declared number stands there."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.analysis.provision import ASSUMED_PLACES
from graph.analysis.scenario import edits
from graph.analysis.scenario.groups import BAND_STARTS

PATH = Path(__file__).parents[2] / "docs" / "findings" / "what-if.md"
VERBS = {"close", "open", "move", "resize", "cut", "fold"}
WORDS = {
    "ID": "a",
    "SITE": "b",
    "PLACES": "9",
    "SHARE": "0.5",
    "THEME": "music",
    "AGES": "11-19",
    "AUDIENCE": "everyone",
    "TIMES": "Tue 18.00-20.00",
    "WHERE": "c",
}
DOCUMENT = " ".join(PATH.read_text(encoding="utf-8").split())


@pytest.mark.parametrize(
    "said",
    [
        f"a short list of edits, up to {edits.MOST_EDITS}.",
        f"Places are {edits.LEAST_PLACES} to {edits.MOST_PLACES:,}",
        f"a share {edits.LEAST_CUT:g} to {edits.MOST_CUT:g}",
        f"weekly times 1 to {edits.MOST_TIMES}",
        f"how many places there are, {ASSUMED_PLACES:g} are assumed",
        f"Bands begin at {', '.join(map(str, BAND_STARTS[:-1]))} and {BAND_STARTS[-1]}",
    ],
)
def test_a_declared_number_stands_in_the_document(said: str) -> None:
    assert said in DOCUMENT


def test_the_example_of_the_document_is_an_edit() -> None:
    (example,) = [part for part in DOCUMENT.split("`") if part.startswith("open:music")]
    assert str(edits.parse_edit(example)) == example


def test_every_form_of_the_document_is_one_that_is_read() -> None:
    forms = [part for part in DOCUMENT.split("`") if part.split(":")[0] in VERBS and ":" in part]
    assert {form.split(":")[0] for form in forms} == VERBS
    for form in forms:
        filled = ":".join(WORDS.get(part, part) for part in form.split(":"))
        assert str(edits.parse_edit(filled)) == filled
