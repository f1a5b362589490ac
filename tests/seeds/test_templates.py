"""The template, the reader and the documentation name the same columns."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

from graph.errors import NotFound
from seeds import files, outlines, tables, travel_times, workbooks
from seeds.columns import COLUMNS, EXAMPLE, Kind
from seeds.layouts import ENGLAND_LSOA_2021
from seeds.templates import KINDS, template

DOCS = Path(__file__).parents[2] / "docs"
HEADINGS = {
    Kind.AREAS: ("areas", "# Areas and boundaries"),
    Kind.ORGANISATIONS: ("places", "## Organisations"),
    Kind.ASSETS: ("places", "## Assets"),
    Kind.ACTIVITIES: ("places", "## Activities"),
    Kind.REQUESTS: ("places", "## Requests"),
    Kind.TRAVEL_TIMES: ("travel-times", "# Travel times"),
}


def words(page: str) -> str:
    """A page of the documentation."""
    return (DOCS / f"{page}.md").read_text(encoding="utf-8")


def documented(page: str, heading: str) -> list[tuple[str, ...]]:
    """The rows of the first table under a heading of a page."""
    after = f"\n{words(f'data-in/{page}')}".split(f"\n{heading}\n", 1)[1]
    found = re.search(r"\n\|---.*?\n((?:\|.*\n)+)", after)
    assert found is not None
    return [
        tuple(cell.strip() for cell in line.strip("|").split(" | "))
        for line in found[1].splitlines()
    ]


@pytest.mark.parametrize("kind", list(Kind))
def test_the_documentation_lists_the_columns_as_the_reader_has_them(kind: Kind) -> None:
    assert documented(*HEADINGS[kind]) == [
        (f"`{column.name}`", "yes" if column.required else "", f"{column.says}".strip())
        for column in COLUMNS[kind]
    ]


@pytest.mark.parametrize("kind", list(Kind))
def test_the_template_is_the_header_and_one_example_row(kind: Kind) -> None:
    header, example = csv.reader(io.StringIO(template(kind.value)))
    assert header == [column.name for column in COLUMNS[kind]]
    assert example[0].startswith(EXAMPLE)


def test_there_is_no_other_template() -> None:
    assert set(KINDS) == {
        "areas",
        "organisations",
        "assets",
        "activities",
        "requests",
        "travel-times",
    }
    with pytest.raises(NotFound):
        template("money")


def test_the_documentation_states_the_mapping_of_the_england_table() -> None:
    section = words("data-in/areas").split("## England's small areas (LSOA 2021)")[1].split("##")[0]
    named = set(re.findall(r"`([a-z]+[a-z0-9_]*)`", section))
    layout = ENGLAND_LSOA_2021
    used = {layout.code, layout.name, layout.latitude, layout.longitude, layout.decile}
    used |= {layout.score, layout.rural, *(column for column, _ in layout.bands)}
    for parent in layout.parents:
        used |= set() if parent.fixed else {parent.code, parent.name}
    assert named == used | set(layout.passed_over)


def test_the_documentation_states_the_limits() -> None:
    section = words("data-in").split("## Files")[1].split("##")[0]
    mebibytes = [files.FILE_BYTES, files.EXPANDED_BYTES, workbooks.WORKBOOK_BYTES]
    for size in (*mebibytes, workbooks.UNPACKED_BYTES):
        assert f"{size // files.MEBIBYTE} MiB" in section
    counts = [
        tables.ROWS,
        travel_times.ROWS,
        workbooks.ROWS,
        workbooks.MEMBERS,
        workbooks.MEMBER_RATIO,
    ]
    for number in (*counts, outlines.FEATURES, workbooks.COLUMNS):
        assert f"{number:,}" in section
