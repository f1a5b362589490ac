"""Excel workbooks as rows of text, with zip bombs and XML tricks kept out.

The sizes in a zip's directory are only claims, so they are checked twice:
once as claimed, once by unpacking every member and counting. Only then does
openpyxl see the file, with defusedxml under it (no entities, no outside files).
"""

from __future__ import annotations

import re
import warnings
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import openpyxl
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.xml import DEFUSEDXML

from seeds.files import MEBIBYTE, UNSOUND_ZIP, check_size
from seeds.reading import Faults, refusal

WORKBOOK_BYTES = 64 * MEBIBYTE
MEMBERS = 2_000
UNPACKED_BYTES = 256 * MEBIBYTE
MEMBER_RATIO = 200
RATIO_FROM = MEBIBYTE
ROWS = 200_000
COLUMNS = 300
MERGED = 20_000
CELL_ERRORS = {"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"}
_CHUNK = 256 * 1024
# A cell with a formula and no value. Text that is empty (t="str") is a value. No part can
# run past the next "<" or overlap another, so that no sheet takes longer than its length.
_UNSAVED = re.compile(
    rb"<c\b(?P<about>[^<>]*)>\s*<f\b[^<>]*(?:/>|>[^<]*</f>)\s*(?:(?:<v\s*/>|<v>\s*</v>)\s*)?</c>"
)
_PLACE = re.compile(rb"\br=[\"']([A-Z]{1,3})([0-9]{1,7})[\"']")
_MERGED = re.compile(
    rb"<mergeCell\b[^<>]*?\bref=[\"']([A-Z]{1,3})([0-9]{1,7}):[A-Z]{1,3}([0-9]{1,7})[\"']"
)
# Declarations of entities, and of encodings that would hide them, are refused before any parser
# sees them: openpyxl takes lxml where that is installed, and then defusedxml does not stand guard.
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_ENCODED = re.compile(rb"<\?xml[^>]{0,100}\bencoding\s*=\s*[\"']([^\"']{1,40})[\"']")
_ENCODINGS = {b"utf-8", b"utf-16", b"utf8", b"us-ascii", b"ascii"}
_EMPTY_TEXT = re.compile(rb"\bt=[\"']str[\"']")

Rows = list[tuple[int, list[str]]]


def workbook_rows(path: Path) -> tuple[Rows, tuple[str, ...]]:
    """The rows of a workbook's first filled sheet, with their numbers, and notes.

    Empty rows are left out; numbers stay as the spreadsheet shows them.

    Raises
    ------
    FileRefused
        It is not a sound .xlsx file, or larger than the limits.
    """
    check_size(path, most=WORKBOOK_BYTES)
    if not DEFUSEDXML:  # openpyxl falls back to plain XML without a word
        raise RuntimeError("defusedxml is not installed; run `make install`.")
    _check_zip(path)
    faults = Faults(path.name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles that it does not keep
        try:
            with path.open("rb") as file:  # openpyxl would refuse it for its name
                found, notes = _first_sheet(path.name, file, faults)
        except Exception as error:
            if faults:
                faults.raise_any()
            raise refusal(
                path.name,
                "This is not a sound .xlsx workbook; open it in the spreadsheet program and "
                f"save it again. ({type(error).__name__})",
            ) from error
    faults.raise_any()
    return found, notes


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookSheet:
    """A filled sheet of a workbook.

    Attributes
    ----------
    title, rows
        Its name, and its rows with their numbers.
    hidden
        Whether people do not see it.
    merged
        Cells merged over several rows: the first and the last row, and the column from 0.
    """

    title: str
    rows: Rows
    hidden: bool
    merged: tuple[tuple[int, int, int], ...] = ()


def workbook_sheets(path: Path) -> tuple[tuple[str, Rows], ...]:
    """The rows of every filled sheet, with the titles, in order; see :func:`whole_sheets`."""
    return tuple((sheet.title, sheet.rows) for sheet in whole_sheets(path))


def whole_sheets(path: Path, *, faults: Faults | None = None) -> tuple[WorkbookSheet, ...]:
    """Every filled sheet of a workbook, in order.

    Parameters
    ----------
    path
        The file.
    faults
        Where cells without a value that can be read are noted, with their sheet, for a reader
        that refuses those rows alone; without it they refuse the file.

    Raises
    ------
    FileRefused
        It is not a sound .xlsx file, or larger than the limits.
    """
    lenient = faults is not None
    check_size(path, most=WORKBOOK_BYTES)
    if not DEFUSEDXML:  # openpyxl falls back to plain XML without a word
        raise RuntimeError("defusedxml is not installed; run `make install`.")
    _check_zip(path)
    found: list[WorkbookSheet] = []
    faults = Faults(path.name) if faults is None else faults
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles that it does not keep
        try:
            with path.open("rb") as file:
                book = openpyxl.load_workbook(
                    file, read_only=True, data_only=True, keep_links=False
                )
                try:
                    for sheet in book.worksheets:
                        faults.file = f"{path.name}, sheet “{sheet.title}”"
                        if whole := _whole(sheet, faults):
                            found.append(whole)
                finally:
                    book.close()
        except Exception as error:
            if not lenient:
                faults.raise_any()
            raise refusal(
                path.name,
                "This is not a sound .xlsx workbook; open it in the spreadsheet program and "
                f"save it again. ({type(error).__name__})",
            ) from error
    if not lenient or faults.more or any(not one.column for one in faults.errors):
        faults.raise_any()
    return tuple(found)


def _whole(sheet: Any, faults: Faults) -> WorkbookSheet | None:
    rows = _rows(sheet, faults)
    _note_unsaved(sheet, faults)
    if not rows:
        return None
    return WorkbookSheet(
        title=sheet.title,
        rows=rows,
        hidden=sheet.sheet_state != "visible",
        merged=_merged(sheet),
    )


def _merged(sheet: Any) -> tuple[tuple[int, int, int], ...]:
    """What is merged over several rows, none over another."""
    with sheet._get_source() as source:
        xml = source.read()
    found: list[tuple[int, int, int]] = []
    for match in islice(_MERGED.finditer(xml), MERGED):
        column = column_index_from_string(match[1].decode()) - 1
        if column < COLUMNS and int(match[2]) < int(match[3]):
            found.append((int(match[2]), int(match[3]), column))
    found.sort(key=lambda one: (one[2], one[0]))
    kept: list[tuple[int, int, int]] = []
    for one in found:
        if not kept or kept[-1][2] != one[2] or kept[-1][1] < one[0]:
            kept.append(one)
    return tuple(kept)


def _check_zip(path: Path) -> None:
    file = path.name
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            _check_claims(file, members)
            _check_really(file, archive, members)
    except UNSOUND_ZIP as error:
        raise refusal(
            file,
            "This is not a sound .xlsx workbook, or it is cut off; save or send it again.",
        ) from error


def _check_claims(file: str, members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MEMBERS:
        raise refusal(file, f"The workbook has {len(members):,} parts; at most {MEMBERS:,} may be.")
    if not any(member.filename == "[Content_Types].xml" for member in members):
        raise refusal(file, "This is a zip archive, not an .xlsx workbook; unpack it first.")
    if sum(member.file_size for member in members) > UNPACKED_BYTES:
        raise refusal(
            file,
            f"Unpacked, the workbook has more than {UNPACKED_BYTES / MEBIBYTE:,.0f} MiB; "
            "that is more than a register needs.",
        )


def _check_really(file: str, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    total = 0
    for member in members:
        size = 0
        before = b""
        with archive.open(member) as part:
            while chunk := part.read(_CHUNK):
                before = _checked_piece(file, before, chunk, first=not size)
                size += len(chunk)
                total += len(chunk)
                if total > UNPACKED_BYTES:
                    raise refusal(file, "Unpacked, the workbook is larger than it claims to be.")
                if size > RATIO_FROM and size > MEMBER_RATIO * max(1, member.compress_size):
                    raise refusal(
                        file,
                        f"A part of the workbook unpacks to over {MEMBER_RATIO} times its size; "
                        "that is how a zip bomb looks, so it was not opened.",
                    )


def _checked_piece(file: str, before: bytes, chunk: bytes, *, first: bool) -> bytes:
    """The end of a piece, for the next one; the file is refused where it declares entities."""
    text = before + chunk.replace(b"\x00", b"")  # UTF-16 too
    encoding = _ENCODED.search(text[:300]) if first else None
    odd = encoding is not None and encoding[1].lower() not in _ENCODINGS
    if odd or _DECLARED.search(text):
        raise refusal(
            file,
            "This is not a sound .xlsx workbook: it declares entities or an odd encoding, which "
            "no spreadsheet program writes. Open it in one and save it again.",
        )
    return text[-16:]


def _first_sheet(name: str, file: BinaryIO, faults: Faults) -> tuple[Rows, tuple[str, ...]]:
    book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    try:
        filled: list[str] = []
        found: Rows = []
        for sheet in book.worksheets:
            if filled:
                if _has_values(sheet):
                    filled.append(sheet.title)
                continue
            found = _rows(sheet, faults)
            unsaved = _note_unsaved(sheet, faults)
            if found or unsaved:
                filled.append(sheet.title)
    finally:
        book.close()
    if not filled:
        faults.add("The workbook is empty; it needs a header row and rows below it.")
    if len(filled) < 2:
        return found, ()
    others = ", ".join(f"“{title}”" for title in filled[1:])
    return found, (f"{name}: only the sheet “{filled[0]}” was read; not read: {others}.",)


def _has_values(sheet: Any) -> bool:
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        if any(value is not None for value in row):
            return True
        if number > ROWS:
            break
    return False


def _rows(sheet: Any, faults: Faults) -> Rows:
    sheet.reset_dimensions()  # what a sheet claims to measure may be anything
    rows: Rows = []
    for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number > ROWS:
            faults.add(f"The sheet has more than {ROWS:,} rows; split it.")
            break
        last = max((at for at, value in enumerate(values) if value is not None), default=-1)
        if last < 0:
            continue
        if last >= COLUMNS:
            faults.add(
                f"The row reaches to column {get_column_letter(last + 1)}; "
                f"at most {COLUMNS} columns are read.",
                row=number,
            )
            break
        rows.append((number, [_text(value, number, at, faults) for at, value in enumerate(values)]))
    return rows


def _note_unsaved(sheet: Any, faults: Faults) -> int:
    """Note the cells whose formula has no saved result, which openpyxl takes for empty ones."""
    with sheet._get_source() as source:
        xml = source.read()  # as large as the unpacked workbook may be, and no larger
    noted = 0
    for cell in _UNSAVED.finditer(xml):
        place = _PLACE.search(cell["about"])
        if place is None or _EMPTY_TEXT.search(cell["about"]):
            continue
        noted += 1
        faults.add(
            "The cell's formula has no saved result; open the workbook in a spreadsheet program "
            "and save it again.",
            row=int(place[2]),
            column=place[1].decode(),
        )
    return noted


def _text(value: object, row: int, at: int, faults: Faults) -> str:
    """A cell as people would type it into a CSV file."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case datetime():
            midnight = value.time() == time()
            return value.date().isoformat() if midnight else value.isoformat(" ")
        case date():
            return value.isoformat()
        case time():
            return f"{value:%H:%M}"
        case str() if value in CELL_ERRORS:
            faults.add(
                f"The cell holds the spreadsheet error {value}; mend its formula.",
                row=row,
                column=get_column_letter(at + 1),
            )
            return ""
        case _:
            return str(value)
