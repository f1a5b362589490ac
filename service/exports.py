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
from datetime import date
from typing import Any, Generic, TypeVar

from graph.analysis.duplication import Overlap
from graph.analysis.gaps import Gap
from graph.analysis.opportunities import Opportunity
from maps.outlines import rounded

Row = TypeVar("Row")
Cell = str | int | float | None

FULL_DECIMALS = 6
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


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


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


GAPS: Sheet[Gap] = Sheet(
    "gaps",
    (
        Column("area_id", lambda r: r.area_id),
        Column("rank", lambda r: r.rank),
        Column("area", lambda r: r.area),
        Column("kind", lambda r: r.kind.label),
        Column("young_people", lambda r: round(r.young_people)),
        Column("hours_per_week", lambda r: round(r.hours_per_week, 3)),
        Column("young_people_below_standard", lambda r: round(r.short)),
        Column("need_percentile", lambda r: round(r.need_percentile, 1)),
        Column("access_percentile", lambda r: round(r.access_percentile, 1)),
        Column("gap", lambda r: round(r.gap, 1)),
        Column("coverage", lambda r: r.coverage.label),
        Column("verified_records", lambda r: r.verified_records),
        Column("newest_check", lambda r: _day(r.newest_check)),
        Column("explanation", lambda r: r.explanation),
        Column("counter_reading", lambda r: r.counter_reading),
    ),
    lambda r: (r.longitude, r.latitude),
)

DUPLICATION: Sheet[Overlap] = Sheet(
    "duplication",
    (
        Column("id", lambda r: r.id),
        Column("rank", lambda r: r.rank),
        Column("cluster", lambda r: r.cluster),
        Column("activity_1", lambda r: r.left.name),
        Column("organisation_1", lambda r: r.left.organisation),
        Column("site_1", lambda r: r.left.site),
        Column("sessions_1", lambda r: "; ".join(r.left.sessions)),
        Column("activity_2", lambda r: r.right.name),
        Column("organisation_2", lambda r: r.right.organisation),
        Column("site_2", lambda r: r.right.site),
        Column("sessions_2", lambda r: "; ".join(r.right.sessions)),
        Column("score", lambda r: round(r.score, 3)),
        Column("clash_hours_per_week", lambda r: round(r.clash_hours_per_week, 2)),
        Column("distance_m", lambda r: round(r.distance_m)),
        Column("shared_young_people", lambda r: round(r.shared_young_people)),
        Column("shared_hours_per_week", lambda r: round(r.shared_hours_per_week, 3)),
        Column("verdict", lambda r: r.verdict.label),
        Column("releasable_place_hours", lambda r: round(r.releasable_place_hours, 1)),
        Column("suggestion", lambda r: r.suggestion.label),
        Column("explanation", lambda r: r.explanation),
        Column("counter_reading", lambda r: r.counter_reading),
    ),
    lambda r: (
        (r.left.longitude + r.right.longitude) / 2,
        (r.left.latitude + r.right.latitude) / 2,
    ),
)

OPPORTUNITIES: Sheet[Opportunity] = Sheet(
    "opportunities",
    (
        Column("id", lambda r: r.id),
        Column("rank", lambda r: r.rank),
        Column("kind", lambda r: r.kind.label),
        Column("title", lambda r: r.title),
        Column("areas", lambda r: "; ".join(r.areas)),
        Column("young_people", lambda r: round(r.young_people)),
        Column("introductions", lambda r: r.introductions),
        Column("cost", lambda r: round(r.cost, 2)),
        Column("session", lambda r: r.session),
        Column(
            "parts",
            lambda r: "; ".join(
                f"{p.role.label}: {p.organisation} ({p.evidence})" for p in r.parts
            ),
        ),
        Column("missing", lambda r: "; ".join(role.label for role in r.missing)),
        Column("would_have_to_be_true", lambda r: " ".join(r.what_would_have_to_be_true)),
        Column("explanation", lambda r: r.explanation),
        Column("counter_reading", lambda r: r.counter_reading),
    ),
    lambda r: (r.longitude, r.latitude),
)


def _guarded(cell: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula."""
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return f"'{cell}"
    return "" if cell is None else cell


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
