"""The sheets of a file of grants: which hold grants, where their headers stand, what is about them.

As 360Giving's own tools have it, a sheet called “Meta” tells of the file (who publishes it, on
which licence), and one whose name begins with # is for people only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path as File
from typing import Any

from openpyxl.utils import column_index_from_string

from graph.errors import RowError
from seeds.files import format_of
from seeds.reading import Faults, counted, first_few, refusal
from seeds.tables import CELLS, ROWS, csv_rows
from seeds.three_sixty_giving.package import Package
from seeds.three_sixty_giving.titles import Path, nearest_title, path_of
from seeds.workbooks import ROWS as SHEET_ROWS
from seeds.workbooks import whole_sheets

HEADER_WITHIN = 10
EXPORTED_BY = "Hedgerow Export"
"""The column of our own files that says which Hedgerow wrote them."""
NEEDED: tuple[Path, ...] = (
    ("id",),
    ("amountAwarded",),
    ("awardDate",),
    ("currency",),
    ("fundingOrganization", 0, "name"),
)
"""Columns without which no row can be read. Recipients may be organisations or individuals."""
RECIPIENT: Path = ("recipientOrganization", 0, "name")

_ABOUT = {
    "title": ("title",),
    "description": ("description",),
    "license": ("license",),
    "licence": ("license",),
    "publisher:name": ("publisher", "name"),
    "publisher:identifier": ("publisher", "identifier"),
    "publisher:website": ("publisher", "website"),
}
"""What a sheet of words about a file may tell, by its title in lower case."""

Rows = list[tuple[int, list[str]]]
Columns = list[tuple[int, Path]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet of grants, or of more about them.

    Attributes
    ----------
    title
        What it is called; a CSV file's name.
    header
        The cells of its header, without spaces around them.
    columns
        Those that the standard knows, by place.
    rows
        What stands below, with row numbers.
    """

    title: str
    header: list[str]
    columns: Columns
    rows: Rows

    def has(self, paths: Iterable[Path]) -> bool:
        """Whether it has all of some columns."""
        return {path for _, path in self.columns} >= set(paths)

    def identifiers(self) -> set[str]:
        """Whose grants its rows tell of."""
        place = next(place for place, path in self.columns if path == ("id",))
        return {cells[place].strip() for _, cells in self.rows if place < len(cells)} - {""}


def read_sheets(path: File, package: Package) -> tuple[list[Sheet], list[str]]:
    """The sheets of a CSV file or a workbook, and every header; notes go to the package.

    Raises
    ------
    FileRefused
        It is neither, or empty.
    """
    faults = Faults(path.name, most=SHEET_ROWS)
    filled = _filled(path, package, faults)
    if not filled:
        raise refusal(path.name, "The file is empty; it needs a header row and rows below it.")
    many, found, headers = len(filled) > 1, [], []
    for title, rows in filled:
        if many and title.strip().lower() == "meta":
            package.about = _about(rows) | dict(package.about)
            continue
        sheet = None if many and title.startswith("#") else _sheet(title, rows, package, many=many)
        if sheet is None:
            headers.append([cell.strip() for cell in rows[0][1] if cell.strip()])
            if many:
                why = (
                    "is for people only" if title.startswith("#") else "has no column “Identifier”"
                )
                package.notes.append(f"The sheet “{title}” {why} and was passed over.")
            continue
        headers.append([cell for cell in sheet.header if cell])
        found.append(_without_faulty(sheet, package, faults, many=many))
    return _joined_by_some(found, package), list(chain.from_iterable(headers))


def _filled(path: File, package: Package, faults: Faults) -> list[tuple[str, Rows]]:
    """Titles and rows of the filled sheets; a CSV file is one."""
    kind = format_of(path)
    if kind == "zip":
        return [(one.title, one.rows) for one in whole_sheets(path, faults=faults)]
    if kind != "text":
        raise refusal(
            path.name, "This is neither JSON, CSV nor an .xlsx workbook; save it as one of these."
        )
    rows = list(csv_rows(path, faults, most_rows=ROWS, most_cells=CELLS, notes=package.notes))
    faults.raise_any()
    if rows and rows[0][1][0].lstrip().lower().startswith(("<!doctype", "<html", "<?xml")):
        raise refusal(
            path.name, "This is a web page and no file of grants; look there for the file itself."
        )
    return [(path.name, rows)] if rows else []


def _sheet(title: str, rows: Rows, package: Package, *, many: bool) -> Sheet | None:
    """A sheet from its header on; None where none of the first rows is a header."""
    for at, (_, cells) in enumerate(rows[:HEADER_WITHIN]):
        columns: Columns = []
        seen: set[Path] = set()
        for place, cell in enumerate(cells):
            path = path_of(cell.strip()[:200])
            if path is not None and path not in seen:
                seen.add(path)
                columns.append((place, path))
        if ("id",) not in seen:
            continue
        header = [cell.strip() for cell in cells]
        if EXPORTED_BY in header:
            by = _first_below(rows[at + 1 :], header.index(EXPORTED_BY))
            package.about = {"publisher": {"name": "Hedgerow", "identifier": by}} if by else {}
        package.notes += _passed_over(title if many else "", header, columns, above=at)
        return Sheet(title=title, header=header, columns=columns, rows=rows[at + 1 :])
    return None


def _first_below(rows: Rows, place: int) -> str:
    cells = (cells[place].strip() for _, cells in rows if place < len(cells))
    return next((cell for cell in cells if cell), "")


def _about(rows: Rows) -> dict[str, Any]:
    """What a sheet of words about the file tells: titles in a column, or in a row, and values."""
    titles = [_about_path(cell) for cell in rows[0][1]]
    if len(rows) > 1 and sum(path is not None for path in titles) > 1:
        pairs = list(zip(rows[0][1], rows[1][1], strict=False))
    else:
        pairs = [(cells[0], cells[1]) for _, cells in rows if len(cells) > 1]
    about: dict[str, Any] = {}
    for title, value in pairs:
        path = _about_path(title)
        if path is not None and value.strip():
            inner = about.setdefault(path[0], {}) if len(path) > 1 else about
            inner.setdefault(path[-1], value.strip())
    return about


def _about_path(title: str) -> tuple[str, ...] | None:
    return _ABOUT.get(title.strip().lower().replace(": ", ":"))


def _passed_over(title: str, header: list[str], columns: Columns, *, above: int) -> list[str]:
    """What stands above a header, and columns that the standard does not know."""
    where = f"Sheet “{title}”: " if title else ""
    notes = []
    if above:
        were = "was" if above == 1 else "were"
        notes.append(f"{where}{counted(above, 'row', 'rows')} above the header {were} left out.")
    taken = {place for place, _ in columns}
    extra = []
    for place, name in enumerate(header):
        if name and name != EXPORTED_BY and place not in taken:
            path = path_of(name[:200])
            near = None if path is not None else nearest_title(name)
            hint = " (stands twice)" if path is not None else ""
            extra.append(f"“{name[:60]}”" + (f" (did you mean “{near}”?)" if near else hint))
    if extra:
        words = counted(len(extra), "column that is", "columns that are")
        notes.append(f"{where}{words} not of the standard passed over: {first_few(extra, 12)}.")
    return notes


def _without_faulty(sheet: Sheet, package: Package, faults: Faults, *, many: bool) -> Sheet:
    """A sheet without the rows in which a cell that every grant needs has no value to be read."""
    paths = dict(sheet.columns)
    refused: set[int] = set()
    left_out: list[str] = []
    file = f"{package.file}, sheet “{sheet.title}”"
    for one in faults.errors:
        place = column_index_from_string(one.column) - 1 if one.file == file else -1
        if place not in paths or one.row <= 0:
            continue
        if paths[place] in (*NEEDED, RECIPIENT):
            refused.add(one.row)
            package.refused.append(
                RowError(
                    file=file if many else package.file,
                    row=one.row,
                    column=sheet.header[place],
                    message=one.message,
                )
            )
        else:
            left_out.append(f"{one.column}{one.row}")
    if left_out:
        words = counted(len(left_out), "cell holds", "cells hold")
        package.notes.append(
            f"Sheet “{sheet.title}”: {words} an error of the spreadsheet, or a formula without a "
            f"saved result; taken as empty ({first_few(left_out, 8)})."
        )
    rows = [(number, cells) for number, cells in sheet.rows if number not in refused]
    return Sheet(title=sheet.title, header=sheet.header, columns=sheet.columns, rows=rows)


def _joined_by_some(sheets: list[Sheet], package: Package) -> list[Sheet]:
    """Sheets without those that have other things’ identifiers, and nothing of grants."""
    whole = [sheet for sheet in sheets if sheet.has(NEEDED)]
    if not whole or len(whole) == len(sheets):
        return sheets
    known = set().union(*(sheet.identifiers() for sheet in whole))
    found = []
    for sheet in sheets:
        if sheet.has(NEEDED) or known & sheet.identifiers():
            found.append(sheet)
        else:
            package.notes.append(
                f"The sheet “{sheet.title}” has no identifier of a grant and was passed over."
            )
    return found
