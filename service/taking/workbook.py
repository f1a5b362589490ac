"""Rows as an Excel workbook: one sheet a list, and one that says whose they are."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from service.exports import Cell, Sheet, guarded
from service.sheets.meanings import MEANINGS, meaning
from service.taking.about import HEADINGS, About

Listed = tuple[Sheet[Any], Iterable[Any]]

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_CHARACTERS = 32_767
"""Of a cell, as Excel has it."""
MOST_ROWS = 1_048_575
"""Of a sheet, beside its heading."""
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TITLE = 31


def workbook_bytes(lists: Sequence[Listed], told: About) -> bytes:
    """The lists as a workbook, in memory."""
    out = io.BytesIO()
    write_workbook(out, lists, told)
    return out.getvalue()


def write_workbook(out: BinaryIO | Path, lists: Sequence[Listed], told: About) -> None:
    """Write lists as sheets of a workbook, row by row."""
    book = openpyxl.Workbook(write_only=True)
    for sheet, rows in lists:
        page = book.create_sheet(sheet.name[:_TITLE])
        page.freeze_panes = "B2"
        for number, column in enumerate(sheet.columns, 1):
            wide = 40 if column.heading in ("name", "explanation", "description") else 18
            page.column_dimensions[get_column_letter(number)].width = wide
        page.append([_bold(page, column.heading) for column in sheet.columns])
        dated = [_is_date(sheet.name, column.heading) for column in sheet.columns]
        for at, row in enumerate(rows):
            if at == MOST_ROWS:
                break
            cells = (column.cell(row) for column in sheet.columns)
            page.append([_cell(cell, is_day) for cell, is_day in zip(cells, dated, strict=True)])
    page = book.create_sheet("about")
    page.column_dimensions["A"].width = page.column_dimensions["C"].width = 60
    page.append([_bold(page, heading) for heading in HEADINGS])
    for line in told.rows:
        page.append([_cell(cell, is_day=False) for cell in line])
    book.save(out)


def _bold(page: Any, words: str) -> Any:
    cell = WriteOnlyCell(page, value=words)
    cell.font = Font(bold=True)
    return cell


def _is_date(sheet: str, heading: str) -> bool:
    known = heading in MEANINGS or f"{sheet}.{heading}" in MEANINGS
    return known and meaning(sheet, heading).kind is date


def _cell(cell: Cell, is_day: bool) -> str | int | float | date | None:
    plain = guarded(cell)
    if not isinstance(plain, str):
        return plain
    if is_day:
        return date.fromisoformat(plain) if plain else None
    return _NOT_XML.sub("", plain)[:MOST_CHARACTERS]
