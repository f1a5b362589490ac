"""Spreadsheets of grants, put together as flattentool puts them together; and any bytes at all."""

from __future__ import annotations

import csv
import json
import warnings
from pathlib import Path
from typing import Any

import flattentool
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import FileRefused
from seeds.reading import Reading
from seeds.three_sixty_giving import read_grants
from seeds.three_sixty_giving.flat import guarded, read_flat, unguarded
from seeds.three_sixty_giving.titles import known_titles, path_of, title_of
from tests.seeds.grants import the_grant
from tests.seeds.making import csv_text, text_file, xlsx_file
from tests.seeds.real import DATA, real

EXAMPLES = DATA / "grants" / "360g_examples"
SCHEMA = DATA / "grants" / "360g_standard" / "360-giving-schema.json"

pytestmark = pytest.mark.filterwarnings("ignore")  # flattentool warns of what it finds


def by_flattentool(path: Path, folder: Path) -> dict[str, Any]:
    """The grants of a spreadsheet as flattentool unflattens it, by identifier."""
    out = folder / "unflattened.json"
    source = path
    if path.suffix == ".csv":  # it reads folders of CSV files
        source = folder / "sheets"
        source.mkdir(exist_ok=True)
        (source / "grants.csv").write_bytes(path.read_bytes())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        flattentool.unflatten(
            str(source),
            output_name=str(out),
            input_format=path.suffix[1:],
            root_list_path="grants",
            root_id="",
            schema=str(SCHEMA),
            convert_titles=True,
        )
    return {grant["id"]: plain(grant) for grant in json.loads(out.read_text())["grants"]}


def by_us(path: Path) -> dict[str, Any]:
    return {grant["id"]: plain(grant) for _, grant in read_flat(path).grants}


def plain(value: Any, under: tuple[Any, ...] = ()) -> Any:
    """A value without what the two write differently: numbers as text, times, unknown fields."""
    if isinstance(value, dict):
        known = {
            name: plain(inner, (*under, name))
            for name, inner in value.items()
            if any(path[: len(under) + 1] == (*under, name) for path in PATHS)
        }
        return {name: inner for name, inner in known.items() if inner not in (None, {}, [])}
    if isinstance(value, list):
        return [plain(inner, under) for inner in value]
    text = str(value).strip()
    try:
        return float(text)
    except ValueError:
        return text.split("T00:00:00")[0]


PATHS = [
    tuple(part for part in found if isinstance(part, str))
    for title in known_titles()
    if (found := path_of(title))
]


@real("grants")
@pytest.mark.parametrize("name", ["fixed.csv", "fixed.xlsx", "broken.csv"])
def test_real_examples_are_put_together_as_flattentool_does(name: str, tmp_path: Path) -> None:
    path = EXAMPLES / f"ExampleTrust-grants-{name}"
    ours = by_us(path)
    assert ours == by_flattentool(path, tmp_path)
    assert ours


TITLES = [
    title
    for title in known_titles()
    if title not in ("Identifier",) and not title.startswith(("Recipient Ind", "To Individuals"))
]
NEEDED = ("Amount Awarded", "Award Date", "Currency", "Funding Org:Name", "Recipient Org:Name")
WORDS = st.sampled_from(["A", "b c", "Truro", "£5", "GB", "x;y"])
COLUMNS = st.lists(st.sampled_from(TITLES), min_size=1, max_size=8, unique=True)


def numbered(title: str, number: int) -> str:
    """A title with a number behind its first part, where several may be."""
    path = path_of(title)
    assert path is not None
    if len(path) < 3 or not isinstance(path[1], int):
        return title
    return title_of((path[0], number, *path[2:]))


@st.composite
def sheets(draw: st.DrawFn) -> tuple[list[str], list[list[str]]]:
    """A header and rows: some columns numbered, some cells blank, each grant in one row."""
    titles = draw(COLUMNS)
    header = ["Identifier"]
    for title in titles:
        for number in draw(st.sampled_from([(None,), (0,), (0, 1)])):
            name = title if number is None else numbered(title, number)
            if name not in header:
                header.append(name)
    header += [title for title in NEEDED if title not in header]
    rows = [
        [f"360G-x-{row}", *(draw(cell(title)) for title in header[1:])]
        for row in range(draw(st.integers(1, 4)))
    ]
    return header, rows


def cell(title: str) -> st.SearchStrategy[str]:
    path = path_of(title)
    assert path is not None
    if path[-1] in ("amountAppliedFor", "amountAwarded", "amountDisbursed", "duration"):
        return st.sampled_from(["", "5", "12.5"])
    if path[-1] in ("latitude", "longitude"):
        return st.sampled_from(["", "50.5", "-5"])
    return st.just("") | WORDS


@real("grants")
@settings(max_examples=25)
@given(sheets())
def test_any_spreadsheet_is_put_together_as_flattentool_does(
    tmp_path_factory: pytest.TempPathFactory, sheet: tuple[list[str], list[list[str]]]
) -> None:
    folder = tmp_path_factory.mktemp("sheet")
    header, rows = sheet
    path = text_file(folder, "grants.csv", csv_text(header, *rows))
    assert by_us(path) == by_flattentool(path, folder)


@real("grants")
def test_sheets_and_later_rows_are_joined_as_flattentool_does(tmp_path: Path) -> None:
    path = xlsx_file(
        tmp_path,
        "grants.xlsx",
        ("Identifier", "Title", "Amount Awarded", "Funding Org:Identifier", "Funding Org:Name"),
        ("360G-x-1", "Minibus", 5000, "GB-CHC-1", "Trust"),
        ("360G-x-2", "Hall", "", "GB-CHC-1", ""),
        ("360G-x-2", "", 700, "GB-CHC-1", "Trust"),
        places=(
            ("Identifier", "Beneficiary Location:0:Name", "Beneficiary Location:1:Name"),
            ("360G-x-1", "Truro", "Bodmin"),
            ("360G-x-1", "Redruth", ""),
        ),
        documents=(
            ("Identifier", "Related Document:0:Title", "Related Document:1:Title"),
            ("360G-x-2", "Letter", "Report"),
        ),
    )
    taken = by_us_needing(path)
    assert taken == by_flattentool(path, tmp_path)
    names = [place["name"] for place in taken["360G-x-1"]["beneficiaryLocation"]]
    assert names == ["Truro", "Bodmin", "Redruth"]


def by_us_needing(path: Path) -> dict[str, Any]:
    """As :func:`by_us`, with the columns that every grant needs in a sheet of their own."""

    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet("needed")
    sheet.append(("Identifier", "Award Date", "Currency", "Recipient Org:Name"))
    whole = path.with_name("whole.xlsx")
    book.save(whole)
    return by_us(whole)


def test_a_title_and_its_place_name_each_other() -> None:
    for title in known_titles():
        path = path_of(title)
        assert path is not None
        assert path_of(title_of(path)) == path


@given(st.text(max_size=20) | st.from_regex(r"'*[=+@-].*"))
def test_a_guarded_cell_gives_its_text_back(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@"))


# -- any bytes at all ------------------------------------------------------------

JUNK: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["GBP", "2024-05-01", "9999-99", "£5", "\ud800", "360G-x", "E04011399"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "name", "geoCode", "latitude", "startDate", "url"]), inner
        )
    ),
    max_leaves=6,
)
FIELDS = sorted({str(path[0]) for path in PATHS})


def read(folder: Path, name: str, data: bytes) -> Reading | None:
    """The reading, or None where the file was refused; anything else that is raised is a fault."""
    try:
        return read_grants(text_file(folder, name, data), areas={"E04011399"}, own="360G-x-")
    except FileRefused:
        return None


@given(st.lists(st.dictionaries(st.sampled_from(FIELDS), JUNK) | JUNK, max_size=4), JUNK)
def test_a_package_of_anything_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, grants: list[Any], about: Any
) -> None:
    mended = [the_grant() | each if isinstance(each, dict) else each for each in grants]
    document = {"grants": grants + mended, "publisher": about, "license": about}
    read(tmp_path_factory.mktemp("any"), "g.json", json.dumps(document).encode())


@given(
    st.lists(st.sampled_from(known_titles()) | st.text(max_size=8), max_size=12),
    st.lists(
        st.lists(st.text(max_size=8) | st.sampled_from(["GBP", "1", "2024-01-01"])), max_size=5
    ),
)
def test_a_spreadsheet_of_anything_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, header: list[str], rows: list[list[str]]
) -> None:
    try:
        whole = ["Identifier", *NEEDED, *header]
        data = csv_text(whole, *(["360G-x-1", *row] for row in rows)).encode()
    except (csv.Error, UnicodeEncodeError):
        return
    read(tmp_path_factory.mktemp("any"), "g.csv", data)


@given(st.binary(max_size=300), st.sampled_from(["g.json", "g.csv", "g.xlsx", "g.json.gz"]))
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str
) -> None:
    read(tmp_path_factory.mktemp("any"), name, data)
