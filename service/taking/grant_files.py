"""A package of grants as a file: JSON, CSV or a workbook, by its ending."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from graph.errors import InvalidData
from seeds.three_sixty_giving.flat import guarded, unguarded
from seeds.three_sixty_giving.sheets import EXPORTED_BY
from seeds.three_sixty_giving.titles import Path, title_of
from service.taking.three_sixty_giving import MIDNIGHT

MEDIA = {
    ".json": "application/json",
    ".csv": "text/csv; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""By ending, what the files are."""


def grants_file(package: dict[str, Any], suffix: str) -> bytes:
    """A package as the bytes of a file.

    Parameters
    ----------
    package
        As :func:`service.taking.three_sixty_giving.package_of` makes it.
    suffix
        ``.json``, ``.csv`` or ``.xlsx``.

    Raises
    ------
    InvalidData
        Another ending.
    """
    check_ending(suffix)
    match suffix.lower():
        case ".json":
            return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()
        case ".csv":
            return _csv(package)
        case _:
            return _workbook(package)


def check_ending(suffix: str) -> None:
    """Refuse an ending that no file of grants has."""
    if suffix.lower() not in MEDIA:
        raise InvalidData(
            f"“{suffix or 'no ending'}” is no kind of file that grants are written to; let the "
            f"name end with one of {', '.join(MEDIA)}.",
            field="path",
        )


def _table(package: dict[str, Any]) -> tuple[list[Path], list[dict[Path, Any]]]:
    """The columns that any grant needs, in the order in which they came, and cells by column."""
    columns: dict[Path, None] = {}
    rows = []
    for grant in package["grants"]:
        cells = dict(_leaves(grant, ()))
        columns.update(dict.fromkeys(cells))
        rows.append(cells)
    order = {name: place for place, name in enumerate(package["grants"][0])}
    return sorted(columns, key=lambda path: order.get(str(path[0]), len(order))), rows


def _leaves(value: Any, under: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(inner, (*under, name))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _leaves(inner, (*under, place))
    elif isinstance(value, str):
        yield under, value.removesuffix(MIDNIGHT)
    else:
        yield under, value


def _csv(package: dict[str, Any]) -> bytes:
    columns, rows = _table(package)
    by = package["publisher"]["identifier"]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*(title_of(path) for path in columns), EXPORTED_BY])
    for cells in rows:
        told = (cells.get(path, "") for path in columns)
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in (*told, by)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()  # so that spreadsheet programs see UTF-8


def _workbook(package: dict[str, Any]) -> bytes:
    columns, rows = _table(package)
    by = package["publisher"]["identifier"]
    book = Workbook(write_only=True)
    sheet = book.create_sheet("grants")
    sheet.append([*(title_of(path) for path in columns), EXPORTED_BY])
    for cells in rows:
        line = []
        for path in columns:
            value = cells.get(path)
            cell = WriteOnlyCell(sheet, value=None if value == "" else value)
            if isinstance(value, str) and value:
                cell.value = guarded(value) if unguarded(value) != value else value
                cell.data_type = "s"  # a text stays one, however it begins
            line.append(cell)
        sheet.append([*line, by])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
