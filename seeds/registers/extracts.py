"""The files of registers, row by row: too large to be held as tables.

A register comes as text with tabs or commas, as JSON, or as a workbook, often in a zip. What is
in a file its bytes tell. Every size is counted while it is read, whatever a header claims.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

from graph.errors import FileRefused
from seeds.files import MEBIBYTE, check_size, contents, format_of
from seeds.reading import MOST_REFUSED, STEP, Faults, Progress, counted, first_few, refusal
from seeds.registers.objects import json_rows
from seeds.workbooks import workbook_sheets

PACKED_BYTES = 512 * MEBIBYTE
UNPACKED_BYTES = 2_048 * MEBIBYTE
LINE_BYTES = MEBIBYTE
ROWS = 3_000_000
COLUMNS = 500
PREAMBLE = 60
"""Rows among which the header is looked for; publishers put titles above it."""

_DATA = (".txt", ".csv", ".tsv", ".json")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
Cells = list[str]
Variants = Mapping[str, tuple[str, ...]]


def column_name(written: str) -> str:
    """A column's name without regard to case and signs: "Phase (name)" is "phase_name"."""
    return re.sub(r"[^a-z0-9]+", "_", written.strip("\ufeff ").lower()).strip("_")


def cleaned(text: str) -> str:
    """A cell on one line, without control characters and double spaces."""
    return " ".join(_CONTROL.sub(" ", text).split())


@dataclass(slots=True)
class Extract:
    """One table of a register as it is being read.

    Attributes
    ----------
    file
        Its file's name, with the member's where a zip has several.
    columns, written
        Column names as :func:`column_name` has them and as the file has them, in its order.
    faults
        Rows that have too few or too many cells; the others are read.
    notes
        What of the file was passed over.
    """

    file: str
    columns: tuple[str, ...]
    faults: Faults
    written: tuple[str, ...]
    _rows: Iterator[tuple[int, Cells]]
    notes: list[str] = field(default_factory=list)
    _places: dict[str, int] = field(default_factory=dict)

    def rows(
        self, variants: Variants, progress: Progress | None = None
    ) -> Iterator[tuple[int, dict[str, str]]]:
        """Row numbers and the cells of the fields that are wanted; nothing else is kept.

        Parameters
        ----------
        variants
            The names that each field's column may have; the first that stands is taken. A
            field without a column is empty.
        progress
            Told how many rows have been read; the total is not known before.
        """
        places = self._places = self.places(variants)
        width = len(self.columns)
        for done, (number, cells) in enumerate(self._rows):
            if progress is not None and done % (10 * STEP) == 0:
                progress(f"Reading {self.file}", done, 0)
            if len(cells) != width and not _same_width(cells, width):
                self.faults.add(
                    f"The row has {len(cells)} values; the header names {width}.", row=number
                )
                continue
            filled = len(cells)
            yield (
                number,
                {name: cells[at] if 0 <= at < filled else "" for name, at in places.items()},
            )

    def places(self, variants: Variants) -> dict[str, int]:
        """Where each field's column stands, -1 for nowhere."""
        return {
            name: next((self.columns.index(one) for one in names if one in self.columns), -1)
            for name, names in variants.items()
        }

    def written_as(self, name: str) -> str:
        """How the file itself calls the column of a field that was asked for."""
        at = self._places.get(name, -1)
        return self.written[at] if at >= 0 else name

    def has(self, *names: str) -> bool:
        """Whether every one of some columns stands."""
        return set(names) <= set(self.columns)


def _same_width(cells: Cells, width: int) -> bool:
    """Whether a row differs from its header by empty cells at its end only."""
    return width // 2 < len(cells) < width or (len(cells) > width and not any(cells[width:]))


def extracts(path: Path, *, header: Callable[[frozenset[str]], bool]) -> Iterator[Extract]:
    """The tables of one file: one, or one for each member of a zip.

    Parameters
    ----------
    path
        Text with tabs or commas, JSON, a workbook, or a zip of such texts; .gz and .xz too.
    header
        Whether a row of column names is the header of a table that is known; titles above it
        are passed over.

    Raises
    ------
    FileRefused
        It is none of these, damaged, too large, or no row of it is a known header.
    """
    kind = format_of(path, most=PACKED_BYTES)
    if kind == "zip" and not _is_workbook(path):
        yield from _members(path, header)
    elif kind == "zip":
        yield _of_workbook(path, header)
    elif kind == "text":
        with _plain(path) as stream:
            yield _text(path.name, stream, header)
    else:
        raise refusal(path.name, "This is no register; give text, JSON, .zip or .xlsx.")


def _plain(path: Path) -> BinaryIO:
    with path.open("rb") as file:
        start = file.read(6)
    if start.startswith((b"\x1f\x8b", b"\xfd7zXZ")):
        return io.BytesIO(contents(path))
    check_size(path, most=UNPACKED_BYTES)
    return path.open("rb")


def _is_workbook(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as packed:
            return "[Content_Types].xml" in packed.namelist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise refusal(path.name, "The .zip file is damaged or cut off; fetch it again.") from error


def _of_workbook(path: Path, header: Callable[[frozenset[str]], bool]) -> Extract:
    """The first sheet of a workbook that has a known header; others are told."""
    sheets = workbook_sheets(path)
    found: Extract | None = None
    for title, rows in sheets:
        try:
            found = _begun(path.name, iter(rows), Faults(path.name, MOST_REFUSED), header)
        except UnknownTable:
            if title == sheets[-1][0]:
                raise
            continue
        others = [f"“{other}”" for other, _ in sheets if other != title]
        if others:
            found.notes.append(
                f"{path.name}: only the sheet “{title}” was read; not read: {first_few(others)}."
            )
        return found
    raise refusal(path.name, "The workbook is empty; it needs a header row and rows below it.")


def _members(path: Path, header: Callable[[frozenset[str]], bool]) -> Iterator[Extract]:
    with zipfile.ZipFile(path) as packed:
        members = [
            one
            for one in packed.infolist()
            if one.filename.lower().endswith(_DATA) and not one.filename.startswith("__MACOSX")
        ]
        if not members:
            raise refusal(path.name, "The .zip file has no .txt, .csv or .json in it.")
        names = {
            one: path.name if len(members) == 1 else f"{path.name}, {one.filename[-80:]}"
            for one in members[:50]
        }
        left = _unknown(packed, names, header)
        shown = first_few([one.filename[-80:] for one in left])
        notes = [f"{path.name}: passed over in it: {shown}."] if left else []
        for member, name in names.items():
            if member not in left:
                with _opened(packed, member, name) as stream:
                    extract = _text(name, stream, header)
                    extract.notes += notes
                    notes = []
                    yield extract


def _unknown(
    packed: zipfile.ZipFile,
    names: Mapping[zipfile.ZipInfo, str],
    header: Callable[[frozenset[str]], bool],
) -> list[zipfile.ZipInfo]:
    """The members that are no tables that are known; refused where none is."""
    errors: dict[zipfile.ZipInfo, UnknownTable] = {}
    for member, name in names.items():
        try:
            with _opened(packed, member, name) as stream:
                _text(name, stream, header)
        except UnknownTable as error:
            errors[member] = error
    if len(errors) == len(names):
        raise next(iter(errors.values()))
    return list(errors)


@contextmanager
def _opened(packed: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> Iterator[BinaryIO]:
    try:
        with packed.open(member) as stream:
            yield stream  # type: ignore[misc]
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError) as error:
        raise _damaged(name) from error


class UnknownTable(FileRefused):
    """That no row of a file's beginning is a header that is known."""


def _damaged(file: str) -> FileRefused:
    return refusal(file, "The file is damaged, or packed with a password; fetch it again.")


def _text(file: str, stream: BinaryIO, header: Callable[[frozenset[str]], bool]) -> Extract:
    lines = _lines(file, stream)
    first = next((line for line in lines if line.strip(b"\xef\xbb\xbf \t\r\n")), b"")
    if first.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refusal(file, "The file is UTF-16; save it as UTF-8.", row=1)
    if not first:
        raise refusal(file, "The file is empty; it needs a header row and rows below it.")
    faults = Faults(file, MOST_REFUSED)
    bare = first.lstrip(b"\xef\xbb\xbf \t\r\n")
    text = _decoded(chain([bare], lines))
    if bare[:1] in (b"[", b"{"):
        return _begun(file, json_rows(file, text), faults, header)
    return _begun(file, _separated(file, text, bare), faults, header)


def _lines(file: str, stream: BinaryIO) -> Iterator[bytes]:
    """Lines, or pieces of very long ones; counted, so that no packed file can unfold for ever."""
    size = 0
    try:
        while line := stream.readline(LINE_BYTES):
            size += len(line)
            if size > UNPACKED_BYTES:
                raise refusal(
                    file, f"The file has more than {UNPACKED_BYTES // MEBIBYTE:,} MiB; split it."
                )
            yield line
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as error:
        raise _damaged(file) from error


def _decoded(lines: Iterable[bytes]) -> Iterator[str]:
    """Lines as text: UTF-8, and Windows-1252 for a line that is not, as publishers mix them."""
    rest = b""
    for piece in lines:
        line = rest + piece
        rest = b""
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError as error:
            if not line.endswith(b"\n") and error.start > len(line) - 4:
                line, rest = line[: error.start], line[error.start :]  # cut within a letter
            text = line.decode("utf-8" if rest else "cp1252", errors="replace")
        yield text
    if rest:
        yield rest.decode("cp1252", errors="replace")


def _separated(file: str, lines: Iterator[str], first: bytes) -> Iterator[tuple[int, Cells]]:
    """Rows of text with tabs (not quoted, as the Charity Commission writes), commas, or ;."""
    sign = max((b",", b"\t", b";"), key=first.count)
    bare = (line.replace("\x00", "") for line in lines)
    reader = (
        csv.reader(_whole(bare), delimiter="\t", quoting=csv.QUOTE_NONE, escapechar="\\")
        if sign == b"\t"
        else csv.reader(bare, delimiter=sign.decode())
    )
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if number > ROWS:
                raise refusal(file, f"The file has more than {ROWS:,} rows; split it.")
            if len(cells) > COLUMNS:
                raise refusal(file, f"The row has more than {COLUMNS} columns.", row=number)
            if any(cells):
                yield number, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise refusal(file, f"The row cannot be read ({error}).", row=number + 1) from error


def _whole(lines: Iterator[str]) -> Iterator[str]:
    """Lines of text with tabs, put together where a line break stands within a cell.

    A line that has fewer tabs than the header is joined with the next one, unless both
    together would have more.
    """
    held = next(lines, "")
    tabs = held.count("\t")
    for line in lines:
        short = tabs - held.count("\t")
        if short > 0 and line.count("\t") <= short and len(held) < LINE_BYTES:
            held = held.rstrip("\r\n") + ("" if line.startswith("\t") else " ") + line
        else:
            yield held
            held = line
    yield held


def _begun(
    file: str,
    rows: Iterator[tuple[int, Cells]],
    faults: Faults,
    header: Callable[[frozenset[str]], bool],
) -> Extract:
    seen: list[str] = []
    for _, cells in islice(rows, PREAMBLE):
        columns = [column_name(cell) for cell in cells]
        while columns and not columns[-1]:
            columns.pop()
        seen = seen or columns
        if header(frozenset(columns)):
            written = tuple(" ".join(cell.split()) for cell in cells[: len(columns)])
            return Extract(file, tuple(columns), faults, written, rows)
    shown = ", ".join(seen[:8]) or "nothing"
    raise UnknownTable(
        refusal(
            file,
            f"No row of the first {counted(PREAMBLE, 'row', 'rows')} is a header that is known "
            f"here; the first row has {shown[:200]}. docs/data-in/registers.md lists the files "
            "that can be given.",
        ).errors
    )
