"""Finding the table in a sheet: below preambles, under one header row or two, above its footer."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from openpyxl.utils import get_column_letter

from seeds.mapped.body import Table, body_of, cell_at, of_another_table, spread, under_headings
from seeds.mapped.cells import POSTCODE
from seeds.mapped.lists import known_names
from seeds.mapped.sources import Sheet, read_sheets
from seeds.mapped.times import sessions_of
from seeds.mapped.understood import shown
from seeds.mapped.words import bare
from seeds.personal import SHORTEST, check_cell_of_people, check_columns_of_people
from seeds.reading import Faults, counted, first_few, refusal
from seeds.workbooks import Rows

LOOKED_AT = 60
"""Filled rows among which the header is looked for."""

_DATA = re.compile(
    r"[£$]?[\d.,:/ -]+(?:am|pm|p)?|https?://.*|\S+@\S+|yes|no|true|false|x|free", re.I
)


_NAME_OF = re.compile(r"name of (?:the |your )?(.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The table of a sheet.

    Attributes
    ----------
    file, sheet
        Its file's name, and the sheet's; empty for a CSV file.
    header_row, header_rows
        The number of the first header row as a person sees it, and how many there are.
    columns
        What stands over each column, each once; of two header rows both.
    rows
        Row numbers and cells, one to a column.
    lower
        Of two header rows, what stands in the lower one over each column; of one, nothing.
    notes
        How it was read, and what was passed over.
    faulty
        Rows with cells that hold no value that could be read, with the column and the reason.
    """

    file: str
    sheet: str
    header_row: int
    header_rows: int
    columns: tuple[str, ...]
    rows: Table
    lower: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    faulty: tuple[tuple[int, str, str], ...] = ()

    def called(self, at: int) -> tuple[str, ...]:
        """What a column is called, then shorter names: "Enw / Name" is "Name" as well."""
        whole = self.columns[at]
        parts = re.split(r"\s*[/|]\s+|\s+[/|]\s*|\n", whole)
        found = [whole, *(parts if len(parts) > 1 else ()), *self.lower[at : at + 1]]
        found += [f"{of[1]} name" for name in found if (of := _NAME_OF.fullmatch(name))]
        return tuple(dict.fromkeys(name for name in found if name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Where a header is wanted: by a person, or by a saved mapping.

    Attributes
    ----------
    sheet
        The sheet's name; empty for the first that holds a table.
    row, rows
        The number of the first header row, and how many there are; 0 to look for it.
    columns
        Names that the header should have; a row with most of them is the header.
    """

    sheet: str = ""
    row: int = 0
    rows: int = 0
    columns: frozenset[str] = frozenset()


def read_grid(path: Path, head: Head | None = None) -> Grid:
    """Find the table of a CSV or XLSX file.

    Raises
    ------
    FileRefused
        There is none, or the file cannot be read.
    """
    head = head or Head()
    sheets = read_sheets(path)
    sheet = _chosen(path.name, sheets, head)
    first = _first_header(sheet.rows, head)
    if not head.columns:
        _check_header(path.name, sheet.rows[first])
    grid = _grid(path.name, sheet, first, head)
    if not grid.rows:
        raise refusal(path.name, "There is no row below the header.", row=grid.header_row)
    _check_people(grid)
    others = [one for one in sheets if one is not sheet]
    if not others:
        return grid
    words = ", ".join(f"“{one.title}”{' (hidden)' * one.hidden}" for one in others[:5])
    note = f"{path.name}: only the sheet “{sheet.title}” is read; not read: {words}."
    return replace(grid, notes=(*grid.notes, note))


def _check_header(file: str, row: tuple[int, list[str]]) -> None:
    """Refuse a table without a header: what would be one has data in it, and no known name."""
    number, cells = row
    data = next((cell for cell in cells if _is_data(cell)), "")
    if data and not any(bare(cell) in known_names() for cell in cells):
        message = (
            f"No header was found: this row holds {shown(data)}. Put a row above it that names "
            "the columns."
        )
        raise refusal(file, message, row=number)


def _is_data(cell: str) -> bool:
    """Whether a cell says when or where, as no name of a column does."""
    return bool(POSTCODE.fullmatch(cell)) or "@" in cell or bool(sessions_of(cell).value)


def _check_people(grid: Grid) -> None:
    """Refuse a table that tells when people were born, or is about single children."""
    faults = Faults(grid.file)
    check_columns_of_people(grid.columns, faults, row=grid.header_row)
    for number, cells in grid.rows:
        for name, text in zip(grid.columns, cells, strict=True):
            if len(text) > SHORTEST:
                check_cell_of_people(text, faults, row=number, column=name)
    faults.raise_any()


def _chosen(file: str, sheets: tuple[Sheet, ...], head: Head) -> Sheet:
    """The sheet that is wanted, or else the one whose header tells most."""
    if head.sheet:
        for sheet in sheets:
            if sheet.title.casefold() == head.sheet.casefold():
                return sheet
        if len(sheets) > 1:
            titles = first_few([f"“{sheet.title}”" for sheet in sheets])
            raise refusal(file, f"There is no sheet “{head.sheet}”; there are {titles}.")
    shown = [sheet for sheet in sheets if not sheet.hidden] or sheets
    return max(shown, key=lambda sheet: _best(sheet.rows, head.columns)[0])


def _best(rows: Rows, wanted: frozenset[str]) -> tuple[float, int]:
    """How much the best header row tells, and which of the rows it is."""
    looked = rows[:LOOKED_AT]
    below = [sum(1 for cell in cells if cell) for _, cells in rows[: 3 * LOOKED_AT]]
    width = float(median(below)) if below else 0.0
    scores = [
        (_score(cells, width, wanted) - at * 0.01, -at) for at, (_, cells) in enumerate(looked)
    ]
    score, at = max(scores, default=(0.0, 0))
    return score, -at


def _score(cells: list[str], width: float, wanted: frozenset[str]) -> float:
    """How much a row looks like a header: known names, short words, few numbers, wide enough."""
    filled = [cell for cell in cells if cell]
    known = sum(1 for cell in filled if bare(cell) in known_names())
    asked = sum(1 for cell in filled if cell.casefold() in wanted)
    data = sum(1 for cell in filled if _DATA.fullmatch(cell))
    long = sum(1 for cell in filled if len(cell) > 60)
    fit = min(1.0, len(filled) / width) if width else 0.0
    return 5 * asked + 2 * known + 2 * fit - 1.5 * data - long + 0.1 * min(len(filled), 20)


def _first_header(rows: Rows, head: Head) -> int:
    """Which of the rows is the (first) header row."""
    if head.row and not head.columns:
        return next((at for at, (number, _) in enumerate(rows) if number >= head.row), 0)
    return _best(rows, head.columns)[1]


def _grid(file: str, sheet: Sheet, at: int, head: Head) -> Grid:
    rows = sheet.rows
    first, count = at, 1
    given = head.rows if head.row and not head.columns else 0
    if given != 1:
        if given == 0 and at > 0 and _is_group_row(rows[at - 1][1], rows[at][1]):
            first, count = at - 1, 2
        elif at + 1 < len(rows) and (given == 2 or _is_lower_row(rows[at][1], rows[at + 1][1])):
            count = 2
    body = spread(rows[first + count :], sheet.merged)
    width = max(len(cells) for _, cells in rows[first : first + count])
    widest = max((_last(cells) for _, cells in body), default=0)
    upper = rows[first][1]
    lower = rows[first + 1][1] if count == 2 else []
    names = _names(upper, lower, max(width, widest))
    kept, notes = body_of(file, body, names, rows[first + count - 1][1])
    names, kept, under = under_headings(file, names, kept)
    notes += under
    skipped = first
    if skipped:
        words = counted(skipped, "filled row", "filled rows")
        notes.insert(0, f"{file}: {words} above the header passed over.")
    numbers = {number for number, _ in kept}
    letters = {get_column_letter(at + 1): name for at, name in enumerate(names)}
    return Grid(
        file=file,
        sheet=sheet.title,
        header_row=rows[first][0],
        header_rows=count,
        columns=names,
        lower=tuple(cell_at(lower, at) for at in range(len(names))) if lower else (),
        rows=kept,
        notes=(*sheet.notes, *notes),
        faulty=(
            *(
                (row, letters.get(letter, letter), message)
                for row, letter, message in sheet.faulty
                if row in numbers
            ),
            *of_another_table(kept),
        ),
    )


def _last(cells: list[str]) -> int:
    return max((at + 1 for at, cell in enumerate(cells) if cell), default=0)


def _is_label(cell: str) -> bool:
    return len(cell) <= 60 and not _DATA.fullmatch(cell)


def _is_group_row(upper: list[str], lower: list[str]) -> bool:
    """Whether a row stands over groups of columns: fewer names, with gaps that those below fill."""
    filled = [at for at, cell in enumerate(upper) if cell]
    between = range(filled[0], len(lower))
    gaps = [at for at in between if not cell_at(upper, at) and cell_at(lower, at)]
    return len(filled) >= 2 and bool(gaps) and all(_is_label(upper[at]) for at in filled)


def _is_lower_row(upper: list[str], lower: list[str]) -> bool:
    """Whether a row goes on with the header: names only, which fill gaps of the one above."""
    filled = [at for at, cell in enumerate(lower) if cell]
    fills = [at for at in filled if not cell_at(upper, at)]
    if not filled or not fills or not all(_is_label(lower[at]) for at in filled):
        return False
    known = sum(1 for at in filled if bare(lower[at]) in known_names())
    return 2 * known >= len(filled)


def _names(upper: list[str], lower: list[str], width: int) -> tuple[str, ...]:
    """What each column is called: merged cells filled out, and no name twice."""
    names: list[str] = []
    group = ""
    for at in range(width):
        over, under = cell_at(upper, at), cell_at(lower, at)
        group = over or (group if under else "")
        parts = (group, under) if lower else (over,)
        name = " ".join(part for part in parts if part)[:200]
        names.append(name or f"Column {get_column_letter(at + 1)}")
    seen: set[str] = set()
    for at, name in enumerate(names):
        if name.casefold() in seen:
            names[at] = f"{name} (column {get_column_letter(at + 1)})"
        seen.add(names[at].casefold())
    return tuple(names)
