"""Rows of text out of a CSV or XLSX file, however it was saved."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from seeds.delimiters import DELIMITERS, delimiter_note, delimiter_of
from seeds.files import contents, format_of
from seeds.reading import Faults, counted, refusal
from seeds.tables import COMMAS
from seeds.workbooks import COLUMNS, Rows, WorkbookSheet, whole_sheets

ROWS = 50_000
BYTES = 32 * 1024 * 1024
_LONGEST_CELL = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The rows of a sheet, with their numbers; rows without any value are left out.

    Attributes
    ----------
    title
        The sheet's name; empty for a CSV file.
    rows
        Row numbers as a person sees them, and cells without spaces around them.
    notes
        How it had to be read.
    hidden
        Whether people do not see it.
    merged
        Cells merged over several rows: the first and the last row, and the column from 0.
    faulty
        Cells that hold no value that could be read, such as spreadsheet errors: the row, the
        column's letter and the reason.
    """

    title: str
    rows: Rows
    notes: tuple[str, ...] = ()
    hidden: bool = False
    merged: tuple[tuple[int, int, int], ...] = ()
    faulty: tuple[tuple[int, str, str], ...] = ()


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """The filled sheets of a file.

    Raises
    ------
    FileRefused
        It is no table, is damaged, empty or too large.
    """
    kind = format_of(path)
    if kind == "xls":
        raise refusal(
            path.name, "This is an old .xls workbook, or one with a password; save it as .xlsx."
        )
    if kind == "zip":
        faults = Faults(path.name)
        found = whole_sheets(path, faults=faults)
        sheets = tuple(_sheet(path.name, one, faults) for one in found)
    elif kind == "text":
        sheets = (_csv_sheet(path),)
    else:
        raise refusal(path.name, "This is not a table; give a CSV or an .xlsx file.")
    sheets = tuple(sheet for sheet in sheets if sheet.rows)
    if not sheets:
        raise refusal(path.name, "The file is empty; it needs a header row and rows below it.")
    return sheets


def _sheet(file: str, one: WorkbookSheet, faults: Faults) -> Sheet:
    return Sheet(
        title=one.title,
        rows=_stripped(file, one.rows),
        hidden=one.hidden,
        merged=one.merged,
        faulty=tuple(
            (fault.row, fault.column, fault.message)
            for fault in faults.errors
            if fault.file.endswith(f"sheet “{one.title}”")
        ),
    )


def _stripped(file: str, rows: Rows) -> Rows:
    if len(rows) > ROWS:
        raise refusal(file, f"The table has more than {ROWS:,} rows; split it.")
    kept = [(number, [" ".join(cell.split()) for cell in cells]) for number, cells in rows]
    return [(number, cells) for number, cells in kept if any(cells)]


def _csv_sheet(path: Path) -> Sheet:
    text, notes = _text(path.name, contents(path, most=BYTES, expanded=BYTES))
    start = text[:64].lstrip()
    if start.startswith(("{", "<", "[{")):
        what = "a web page or XML" if start.startswith("<") else "JSON"
        raise refusal(path.name, f"This looks like {what}, not like a table; save it as CSV.")
    if sum(text.count(sign) for sign in DELIMITERS) > COMMAS:
        raise refusal(path.name, "The table has too many cells; split it.")
    delimiter = delimiter_of(text)
    if note := delimiter_note(delimiter):
        notes.append(f"{path.name}: {note}")
    rows = _parsed(path.name, text, delimiter)
    return Sheet(title="", rows=_stripped(path.name, rows), notes=tuple(notes))


def _parsed(file: str, text: str, delimiter: str) -> Rows:
    rows: Rows = []
    number = 0
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        for number, cells in enumerate(reader, start=1):
            if number > 2 * ROWS or len(rows) > ROWS:
                raise refusal(file, f"The table has more than {ROWS:,} rows; split it.")
            if any(cell.strip() for cell in cells[COLUMNS:]):
                raise refusal(
                    file,
                    f"The row has {len(cells):,} columns; at most {COLUMNS} are read.",
                    row=number,
                )
            if any(len(cell) > _LONGEST_CELL for cell in cells):
                raise refusal(
                    file, "A cell is very long; a quotation mark may not be closed.", row=number
                )
            rows.append((number, cells[:COLUMNS]))
    except csv.Error as error:
        raise refusal(
            file,
            f"The row cannot be read as CSV ({error}); the file may be cut off, or a quotation "
            "mark is not closed.",
            row=number + 1,
        ) from error
    return rows


def _text(file: str, data: bytes) -> tuple[str, list[str]]:
    """Bytes as text: UTF-8, UTF-16 with its mark, and line by line Windows-1252 for the rest."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), [f"{file}: read as UTF-16."]
        except UnicodeDecodeError:
            raise refusal(file, "The file is UTF-16 and cut off; save it again.", row=1) from None
    if b"\x00" in data:
        raise refusal(
            file, "The file holds zero bytes, so it is no text; save it as “CSV UTF-8”.", row=1
        )
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        pass
    lines: list[str] = []
    other = 0
    for line in data.removeprefix(b"\xef\xbb\xbf").split(b"\n"):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            other += 1
            lines.append(line.decode("cp1252", errors="replace"))
    words = counted(other, "line is", "lines are")
    return "\n".join(lines), [
        f"{file}: {words} not UTF-8 and read as Windows-1252; look at accents and £ signs."
    ]
