"""What the document of sameness says is what the code does."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.analysis.sameness import Level, blocks, names, weighing

DOCUMENT = " ".join(
    (Path(__file__).parents[2] / "docs" / "findings" / "sameness.md")
    .read_text(encoding="utf-8")
    .split()
)
_NAMES = tuple(zip(weighing.NAME_POINTS, weighing.NAME_SHARES, strict=True))
_PLACES = tuple(zip(weighing.PLACE_POINTS, weighing.METRES, strict=True))[2:-1]


@pytest.mark.parametrize(
    "said",
    [
        f"Records begin at {weighing.START:g}",
        *(f"{level.label[1:]}* from {level.least:g}" for level in Level),
        ", ".join(f"{points:g} at {share:g}" for points, share in _NAMES),
        f"{weighing.PLACE_POINTS[1]:g} to {weighing.METRES[1]:g}, "
        + ", ".join(f"{points:g} at {metres:,g}" for points, metres in _PLACES)
        + f", {weighing.PLACE_POINTS[-1]:g} from {weighing.METRES[-1]:,g}",
        f"the same postcode at least {weighing.MISPLACED:g}",
        f"kept rough counts {weighing.ROUGH:g}",
        f"{weighing.SAME_POSTCODE:g} the same, {weighing.OTHER_POSTCODE:g} another |",
        f"{weighing.SAME_ADDRESS:g} the same, with its number",
        f"{weighing.SAME_SORT:g} the same; {weighing.KINDRED_SORT:g} a venue and a room",
        f"else {weighing.OTHER_SORT:g}.",
        f"{weighing.SAME_KEEPER:g} the same; {weighing.KEEPERS_ALIKE:g} another of nearly",
        f"else {weighing.OTHER_KEEPER:g}, and {weighing.OTHER_KEEPER_OF_THINGS:g} for what is no",
        f"{weighing.SAME_AMOUNT:g} the same, {weighing.OTHER_AMOUNT:g} another, of one unit",
        f"| website | {weighing.SAME_WEBSITE:g} the same |",
        f"{weighing.SAME_AREAS:g} one in common, {weighing.OTHER_AREAS:g} none",
        f"{weighing.AT_ONCE:g} at the same time, {weighing.OTHER_TIMES:g} never",
        f"{weighing.OTHER_AGES:g} for ages that share less than {weighing.LEAST_AGES:g} of their",
        f"{weighing.OTHER_AUDIENCE:g} for two groups",
        f"distance and postcode counts {weighing.SHARED_PLACE:g} for all but places",
        f"count {names.WHICH:g} and those that say *what* it is",
        f"in common, {names.OTHER_ORDER:g} to {1 - names.OTHER_ORDER:g};",
        f"leave {names.OPPOSED:g}; a hall and a church {names.OTHER_FAMILY:g}",
        f"within {blocks.NEXT_TO_M:g} m, those within {blocks.NEAR_M / 1000:g} km",
        f"(cosine {blocks.LEAST_NEAR:g}), and those within {blocks.FAR_M / 1000:g} km",
        f"share many ({blocks.LEAST_FAR:g}); {blocks.MOST} at most",
    ],
)
def test_a_declared_number_stands_in_the_document(said: str) -> None:
    assert said in DOCUMENT
