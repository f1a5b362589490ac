"""Findings to take away: the same columns in a download, on the command line and in a table.

Every finding has one list of columns here. CSV cells that a spreadsheet would
run as a formula are guarded with an apostrophe; GeoJSON is RFC 7946 (EPSG:4326,
longitude first), one feature a row.
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from maps.outlines import rounded

Row = TypeVar("Row")
Cell = str | int | float | bool | tuple[str, ...] | None

FULL_DECIMALS = 6
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a cell begins that a spreadsheet may run (OWASP), also as wide letters write it."""


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: its heading in files, and the cell of a row."""

    heading: str
    cell: Callable[[Row], Cell]


@dataclass(frozen=True, slots=True)
class Sheet(Generic[Row]):
    """How one kind of row is written to files.

    Attributes
    ----------
    name
        For file names: "gaps".
    columns
        In order; the first is the row's id.
    position
        Longitude and latitude of a row, EPSG:4326 degrees.
    """

    name: str
    columns: tuple[Column[Row], ...]
    position: Callable[[Row], tuple[float, float]]


def flat(cell: Cell) -> str | int | float | None:
    """A cell as one word, number or sentence: several joined by semicolons, a flag as yes or no."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return "; ".join(cell) if isinstance(cell, tuple) else cell


def guarded(cell: Cell) -> str | int | float | None:
    """A flat cell that no spreadsheet takes for a formula; None for an empty one."""
    plain = flat(cell)
    if isinstance(plain, str) and plain.startswith(FORMULA_STARTS):
        return f"'{plain}"
    return plain


def _guarded(cell: Cell) -> str | int | float:
    plain = guarded(cell)
    return "" if plain is None else plain


def csv_text(sheet: Sheet[Row], rows: Iterable[Row]) -> str:
    """The rows as CSV with a heading line, comma-separated, lines ending in CR LF (RFC 4180)."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([column.heading for column in sheet.columns])
    for row in rows:
        writer.writerow([_guarded(column.cell(row)) for column in sheet.columns])
    return out.getvalue()


def objects(sheet: Sheet[Row], rows: Iterable[Row]) -> list[dict[str, Cell]]:
    """The rows as plain objects, for JSON."""
    return [{column.heading: column.cell(row) for column in sheet.columns} for row in rows]


def feature_collection(
    sheet: Sheet[Row], rows: Sequence[Row], outlines: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The rows as a GeoJSON FeatureCollection (RFC 7946).

    Parameters
    ----------
    sheet, rows
        What to write.
    outlines
        GeoJSON geometry texts by row id; a row that has one carries it
        instead of its point. A row without a position has neither.
    """
    known = outlines or {}
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": properties[sheet.columns[0].heading],
                "geometry": _outline(known.get(str(properties[sheet.columns[0].heading])))
                or _point(*sheet.position(row)),
                "properties": properties,
            }
            for row, properties in zip(rows, objects(sheet, rows), strict=True)
        ],
    }


def _outline(text: str | None) -> dict[str, Any] | None:
    return rounded(json.loads(text), FULL_DECIMALS) if text else None


def _point(longitude: float, latitude: float) -> dict[str, Any] | None:
    if not (math.isfinite(longitude) and math.isfinite(latitude)):
        return None
    return {
        "type": "Point",
        "coordinates": [round(longitude, FULL_DECIMALS), round(latitude, FULL_DECIMALS)],
    }
