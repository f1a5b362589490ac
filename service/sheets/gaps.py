"""Columns of gaps."""

from __future__ import annotations

from datetime import date

from graph.analysis.gaps import Gap
from service.exports import Column, Sheet


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
