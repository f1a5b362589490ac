"""An organisation's rows as a workbook, one sheet a kind, and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from service.bulk.sheets import SHEETS, WORDS_TITLE, RowSheet
from service.editing.fields import Choice, Choices, Field, LongText, YesNo
from service.editing.times import Times

Places = dict[tuple[str, ...], str]
"""The cells that hold some words, by the words."""

EMPTY_ROWS = 100
"""Rows below the last that can be filled in."""

_HEAD = PatternFill("solid", fgColor="1D4736")
_LOCKED = PatternFill("solid", fgColor="EFEBE0")


def workbook_of(rows: Mapping[type, Sequence[Any]]) -> bytes:
    """The workbook of an organisation's rows by kind; a kind without any has an empty sheet."""
    book = Workbook()
    del book[book.sheetnames[0]]
    words = book.create_sheet(WORDS_TITLE)
    places = _write_words(words)
    for sheet in SHEETS.values():
        _write(book.create_sheet(sheet.title), sheet, rows.get(sheet.kind, ()), places)
    book.move_sheet(words, offset=len(SHEETS))
    book.active = 0
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv_of(sheet: RowSheet, records: Sequence[Any]) -> str:
    """Rows of one kind as CSV, with a byte-order mark so that programs know the letters."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(sheet.headings)
    writer.writerows(sheet.cells(record) for record in records)
    return "\ufeff" + out.getvalue()


def _write(made: Worksheet, sheet: RowSheet, records: Sequence[Any], places: Places) -> None:
    made.append(list(sheet.headings))
    for record in records:
        made.append(list(sheet.cells(record)))
    last = 1 + len(records) + (0 if sheet.title == SHEETS["organisation"].title else EMPTY_ROWS)
    for cell in made[1]:
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), _HEAD
    for number, field in enumerate((None, *sheet.fields), start=1):
        letter = get_column_letter(number)
        wide = isinstance(field, LongText | Times)
        made.column_dimensions[letter].width = 44 if wide else 24
        for row in range(2, last + 1):
            cell = made.cell(row, number)
            cell.number_format = "@"  # text: no program makes a date of "11-19"
            cell.alignment = Alignment(wrap_text=wide, vertical="top")
            if field is None:
                cell.fill = _LOCKED
            else:
                cell.protection = Protection(locked=False)
        rule = _rule(field, places) if field is not None else None
        if rule is not None:
            made.add_data_validation(rule)
            rule.add(f"{letter}2:{letter}{last}")
    made.freeze_panes = "C2"
    made.protection.sheet = True
    made.protection.formatColumns = made.protection.formatRows = False


def _rule(field: Field, places: Places) -> DataValidation | None:
    """What a program lets stand in a field's cells."""
    if isinstance(field, YesNo):
        formula = '"yes,no"'
    elif isinstance(field, Choice) and not isinstance(field, Choices):
        formula = places[_labels(field)]
    else:
        return None
    return DataValidation(
        type="list",
        formula1=formula,
        allow_blank=not field.required,
        showErrorMessage=True,
        errorTitle=field.short,
        error="Choose one of the list; the sheet “Words” has them all.",
    )


def _write_words(made: Worksheet) -> Places:
    """Write which words may stand where; the cells that hold them, by the words."""
    lists: Places = {}
    for sheet in SHEETS.values():
        for field in sheet.fields:
            if isinstance(field, Choice):
                lists.setdefault(_labels(field), field.short)
    places = {}
    for number, (words, name) in enumerate(lists.items(), start=1):
        letter = get_column_letter(number)
        made.cell(1, number, name).font = Font(bold=True)
        for row, word in enumerate(words, start=2):
            made.cell(row, number, word)
        made.column_dimensions[letter].width = 28
        places[words] = f"{WORDS_TITLE}!${letter}$2:${letter}${len(words) + 1}"
    made.protection.sheet = True
    return places


def _labels(field: Choice) -> tuple[str, ...]:
    return tuple(term.label for term in field.terms)
