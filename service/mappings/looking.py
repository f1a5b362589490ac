"""What a spreadsheet would do, cell by cell: for the page, and as CSV."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from seeds.mapped.cells import understood
from seeds.mapped.fields import AGES_MARKED, MappedField
from seeds.mapped.grid import Grid
from seeds.mapped.guess import ColumnGuess, guess
from seeds.mapped.lists import field_named
from seeds.mapped.mapping import Mapping
from seeds.mapped.reader import Mapped, as_written
from seeds.mapped.row import Mark
from service.exports import guarded


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnLine:
    """One column on the page that asks what it is.

    Attributes
    ----------
    at, column
        Which column.
    field
        The field that is chosen; empty where it is passed over.
    guessed
        What it seems to be, and why.
    became
        Some of its cells, and what each becomes.
    """

    at: int
    column: str
    field: str
    guessed: ColumnGuess
    became: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of the preview: its text, and what is wrong with it."""

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of the preview.

    Attributes
    ----------
    number
        Its row in the file.
    refused
        Whether it cannot be taken.
    cells
        The columns that are read.
    marks
        What is wrong with the row as a whole.
    """

    number: int
    refused: bool
    cells: tuple[Cell, ...]
    marks: tuple[Mark, ...] = ()


def column_lines(grid: Grid, mapping: Mapping) -> tuple[ColumnLine, ...]:
    """Every column with what it seems to be, what is chosen, and what its cells become."""
    chosen = {name.casefold(): field for name, field in mapping.columns.items()}
    lines = []
    for at, one in enumerate(guess(grid, mapping.listed).columns):
        name = chosen.get(one.column.casefold(), "")
        field = field_named(mapping.listed, name)
        became = tuple((text[:80], _became(field, mapping, text)) for text in one.examples)
        lines.append(ColumnLine(at=at, column=one.column, field=name, guessed=one, became=became))
    return tuple(lines)


def _became(field: MappedField | None, mapping: Mapping, text: str) -> str:
    """What a cell becomes, where that is not what stands in it."""
    if field is None or field.name == AGES_MARKED:
        return ""
    told = understood(field, mapping.read_as(field.name, text))
    if not told.read:
        return "is not understood"
    words = as_written(told.value)
    if not words:
        return "is left out"
    return "" if words.casefold() == text.casefold() else f"becomes {words[:200]}"


def lines_of(found: Mapped, most: int | None = None) -> tuple[tuple[str, ...], tuple[Line, ...]]:
    """The columns that are read, and the rows with what is wrong at each cell.

    Rows that are refused come first, then those with something to tell, then the others.
    """
    grid = found.grid
    at = _read_columns(found)
    by_cell: defaultdict[tuple[int, str], list[Mark]] = defaultdict(list)
    weight: defaultdict[int, int] = defaultdict(int)
    names = {grid.columns[one] for one in at}
    for mark in found.marks:
        column = mark.column if mark.column in names else ""
        by_cell[mark.row, column].append(mark)
        weight[mark.row] = max(weight[mark.row], 2 if mark.refuses else 1)
    rows = sorted(grid.rows, key=lambda row: (-weight[row[0]], row[0]))
    lines = tuple(
        Line(
            number=number,
            refused=weight[number] == 2,
            cells=tuple(
                Cell(text=cells[one], marks=tuple(by_cell.get((number, grid.columns[one]), ())))
                for one in at
            ),
            marks=tuple(by_cell.get((number, ""), ())),
        )
        for number, cells in (rows if most is None else rows[:most])
    )
    return tuple(grid.columns[one] for one in at), lines


def _read_columns(found: Mapped) -> list[int]:
    chosen = {name.casefold() for name in found.mapping.columns}
    return [at for at, name in enumerate(found.grid.columns) if name.casefold() in chosen]


def csv_of(found: Mapped) -> str:
    """Every row of a spreadsheet with what becomes of it."""
    columns, lines = lines_of(found)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["row", "what happens", "why", *(guarded(name) for name in columns)])
    for line in sorted(lines, key=lambda line: line.number):
        happens = "refused" if line.refused else "taken"
        why = "; ".join(_told(columns, line))
        cells = [guarded(cell.text) for cell in line.cells]
        writer.writerow([line.number, happens, guarded(why), *cells])
    return out.getvalue()


def _told(columns: Sequence[str], line: Line) -> list[str]:
    told = [mark.message for mark in line.marks]
    for name, cell in zip(columns, line.cells, strict=True):
        told += [f"{name}: {mark.message}" for mark in cell.marks]
    return told
