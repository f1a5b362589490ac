"""Tables: a header and rows of text, out of CSV or XLSX, checked as far as shape goes."""

from __future__ import annotations

import csv
import difflib
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from openpyxl.utils import get_column_letter

from seeds.contacts import is_contact_column
from seeds.delimiters import DELIMITERS, delimiter_note, delimiter_of
from seeds.files import contents, format_within, lenient_text_of, text_of
from seeds.personal import SHORTEST, check_cell_of_people, check_columns_of_people
from seeds.reading import STEP, Faults, Progress, counted, refusal
from seeds.workbooks import COLUMNS, workbook_rows, workbook_sheets

ROWS = 500_000
CELLS = 5_000_000  # England's table of small areas has 1.1 million
COMMAS = 4 * CELLS  # also those within quotation marks, and of rows that are empty
_TOO_MANY = "The table has more than {1:,} {0}; split it, or take empty columns out."
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as a person sees it.

    Attributes
    ----------
    file
        Its file's name, without the folder.
    header
        Column names as :func:`plain` has them; each stands once.
    written
        The same as written in the file.
    rows
        Row numbers (the header's is 1 as a rule) and cells, one to a column,
        without spaces around them. Rows without any value are left out.
    notes
        What was passed over.
    """

    file: str
    header: tuple[str, ...]
    written: tuple[str, ...]
    rows: tuple[tuple[int, list[str]], ...]
    notes: tuple[str, ...] = ()

    def written_as(self, column: str) -> str:
        """How the file itself writes a column's name."""
        return self.written[self.header.index(column)] if column in self.header else column

    def walk(self, progress: Progress | None) -> Iterator[tuple[int, list[str]]]:
        """The rows, reporting progress on the way."""
        for done, row in enumerate(self.rows):
            if progress is not None and done % STEP == 0:
                progress(f"Reading {self.file}", done, len(self.rows))
            yield row
        if progress is not None:
            progress(f"Reading {self.file}", len(self.rows), len(self.rows))


def plain(name: str) -> str:
    """A column's name without regard to case, spaces and hyphens: "Site name" is "site_name"."""
    return re.sub(r"[\s_\-]+", "_", name.strip().lower()).strip("_")


def read_table(path: Path, *, lenient: bool = False) -> Table:
    """Read a CSV (also .gz, .xz) or XLSX file.

    Parameters
    ----------
    path
        The file.
    lenient
        Whether text may also be Windows-1252 or UTF-16, and have tabs or semicolons between its
        cells, as others write it; that is noted.

    Raises
    ------
    FileRefused
        The file is neither, is cut off or too large, its bytes are not UTF-8,
        a column has no name or stands twice, or a row has too many or too few cells.
    """
    kind = _format_of_table(path)
    faults = Faults(path.name)
    notes: tuple[str, ...] = ()
    told: list[str] | None = [] if lenient else None
    if kind == "zip":
        rows, notes = workbook_rows(path)
    else:
        rows = list(csv_rows(path, faults, most_rows=ROWS, most_cells=CELLS, notes=told))
        notes = tuple(f"{path.name}: {note}" for note in told or ())
    faults.raise_any()
    return _checked(path.name, rows, notes, faults, ragged=kind == "zip")


def read_tables(path: Path, *, passing: Container[str] = ()) -> tuple[Table, ...]:
    """Read every filled sheet of an XLSX file, or the one table of a CSV file.

    The file of each table names its sheet.

    Parameters
    ----------
    path
        The file.
    passing
        Titles of sheets that are passed over.

    Raises
    ------
    FileRefused
        As :func:`read_table` does.
    """
    if _format_of_table(path) == "text":
        return (read_table(path),)
    return tuple(
        _checked(f"{path.name}, sheet “{title}”", rows, (), Faults(path.name), ragged=True)
        for title, rows in workbook_sheets(path)
        if title not in passing
    )


def _format_of_table(path: Path) -> str:
    """Whether a file is "zip" or "text" by its first bytes; others are no tables."""
    kind = format_within(path)
    if kind == "xls":
        raise refusal(
            path.name, "This is an old .xls workbook, or one with a password; save it as .xlsx."
        )
    if kind not in ("zip", "text"):
        raise refusal(path.name, "This is not a table; give a CSV or an .xlsx file.")
    return kind


def csv_rows(
    path: Path,
    faults: Faults,
    *,
    most_rows: int,
    most_cells: int,
    notes: list[str] | None = None,
) -> Iterator[tuple[int, list[str]]]:
    """Row numbers and cells of a CSV file, one by one; rows without any value are left out.

    What cannot be read is noted in ``faults``, and the rows end there. Where ``notes`` are
    given, bytes that are not UTF-8 are read as older spreadsheets write them, semicolons or tabs
    may stand between the values, and either is noted.
    """
    text = _csv_text(path, notes)
    delimiter = "," if notes is None else _delimiter(path.name, text, notes)
    number = kept = 0
    try:
        reader = csv.reader(_lines(text), delimiter=delimiter, strict=True)
        for number, cells in enumerate(reader, start=1):
            if number > most_rows:
                faults.add(f"The table has more than {most_rows:,} rows; split it.")
                break
            if len(cells) > COLUMNS and any(cell.strip() for cell in cells[COLUMNS:]):
                faults.add(
                    f"The table has {len(cells):,} columns; at most {COLUMNS} are read.", row=number
                )
                break
            if any(cell.strip() for cell in cells):
                kept += min(len(cells), COLUMNS)
                yield number, cells[:COLUMNS]  # what is cut off is empty
            if kept > most_cells:
                faults.add(_TOO_MANY.format("cells", most_cells), row=number)
                break
    except csv.Error as error:
        faults.add(
            f"The row cannot be read as CSV ({error}); the file may be cut off, or a quotation "
            "mark is not closed.",
            row=number + 1,
        )


def _csv_text(path: Path, notes: list[str] | None) -> str:
    """A CSV file's text, where cutting it into cells cannot fill the memory."""
    data = contents(path)
    if data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        raise refusal(
            path.name,
            "This looks like GeoJSON, not like a table; for outlines use "
            "“hedgerow import boundaries”.",
        )
    if data.count(b",") > COMMAS:
        raise refusal(path.name, _TOO_MANY.format("commas", COMMAS))
    if notes is None:
        return text_of(path.name, data)
    text, note = lenient_text_of(path.name, data)
    notes += [note] if note else []
    return text


def _delimiter(file: str, text: str, notes: list[str]) -> str:
    """What stands between the values, which is noted where it is no comma."""
    delimiter = delimiter_of(text)
    if text.count(delimiter) > COMMAS:
        raise refusal(file, _TOO_MANY.format(DELIMITERS[delimiter], COMMAS))
    if note := delimiter_note(delimiter):
        notes.append(note)
    return delimiter


def _lines(text: str) -> Iterator[str]:
    """Lines one by one, whichever way they end: LF, CR LF, or CR alone.

    They are not read through a text buffer, which holds four bytes a character.
    """
    return (found.group() for found in _LINE.finditer(text))


def _checked(
    file: str,
    rows: list[tuple[int, list[str]]],
    notes: tuple[str, ...],
    faults: Faults,
    *,
    ragged: bool,
) -> Table:
    if not rows:
        raise refusal(file, "The file is empty; it needs a header row and rows below it.")
    written = header_of(*rows[0], faults)
    width = len(written)
    kept: list[tuple[int, list[str]]] = []
    for number, raw in rows[1:]:
        cells = [cell.strip() for cell in raw]
        extra = cells[width:]
        if any(extra):
            faults.add(f"The row has {len(cells)} values; the header names {width}.", row=number)
        elif len(cells) < width and not ragged:
            faults.add(
                f"The row has {len(cells)} values; the header names {width}. "
                "The file may be cut off here.",
                row=number,
            )
        else:
            kept.append((number, cells[:width] + [""] * (width - len(cells))))
    check_columns_of_people(tuple(written), faults, row=rows[0][0])
    for number, cells in kept:
        for name, text in zip(written, cells, strict=True):
            if len(text) > SHORTEST:
                check_cell_of_people(text, faults, row=number, column=name)
    faults.raise_any()
    return Table(
        file=file,
        header=tuple(plain(name) for name in written),
        written=tuple(written),
        rows=tuple(kept),
        notes=notes,
    )


def header_of(row: int, cells: list[str], faults: Faults) -> list[str]:
    """The column names of a header row as written, without empty ones at its end.

    Raises
    ------
    FileRefused
        A column has no name or stands twice, or there are too many.
    """
    written = [cell.strip() for cell in cells]
    while written and not written[-1]:
        written.pop()
    _check_header(written, row, faults)
    faults.raise_any()
    return written


def _check_header(written: list[str], row: int, faults: Faults) -> None:
    if len(written) > COLUMNS:
        faults.add(f"The table has {len(written):,} columns; at most {COLUMNS} are read.", row=row)
        return
    if len(written) == 1 and re.search(r"[;\t|]", written[0]):
        faults.add("The values seem to have ; or tabs between them; save as CSV with commas.")
        return
    seen: dict[str, int] = {}
    for at, name in enumerate(written):
        letter = get_column_letter(at + 1)
        key = plain(name)
        if not key:
            faults.add(f"Column {letter} has no name.", row=row)
        elif key in seen:
            first = get_column_letter(seen[key] + 1)
            faults.add(
                f"The name stands twice, over columns {first} and {letter}; keep one.",
                row=row,
                column=name,
            )
        seen.setdefault(key, at)


def check_columns(
    table: Table, *, known: Iterable[str], required: Iterable[str], faults: Faults
) -> None:
    """Note every column that is not known, with the nearest known one, and every missing one.

    Parameters
    ----------
    table
        The table.
    known, required
        Column names as :func:`plain` has them.
    faults
        Where errors are noted.
    """
    known = list(known)
    for name, written in zip(table.header, table.written, strict=True):
        if name in known:
            continue
        if is_contact_column(name):
            hint = "Hedgerow does not read contact details; take the column out."
        else:
            free = [other for other in known if other not in table.header]
            near = difflib.get_close_matches(name, free, n=1, cutoff=0.6)
            hint = f"Did you mean “{near[0]}”?" if near else f"Known: {', '.join(known)}."
        faults.add(f"The column is not known. {hint}", row=1, column=written)
    for name in required:
        if name not in table.header:
            faults.add("The column is missing; every row needs it.", row=1, column=name)


def check_unique(seen: Mapping[str, int], key: str, row: int, column: str, faults: Faults) -> bool:
    """Whether a key is new; where it is not, note an error that names the earlier row."""
    if key in seen:
        faults.add(
            f"“{key}” stands already in row {seen[key]:,}; every id stands once.",
            row=row,
            column=column,
        )
        return False
    return True


def passed_over(table: Table, columns: Iterable[str]) -> str:
    """The note that names columns which were known but not used."""
    names = [table.written_as(name) for name in columns if name in table.header]
    return (
        f"{table.file}: {counted(len(names), 'column was', 'columns were')} passed over: "
        f"{', '.join(names)}."
    )
