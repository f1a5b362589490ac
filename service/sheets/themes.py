"""Columns of themes side by side."""

from __future__ import annotations

from graph.analysis.gaps.themes import ThemeAccess
from service.exports import Cell, Column, Sheet


def _nearest(row: ThemeAccess, field: str) -> Cell:
    return getattr(row.nearest[0], field) if row.nearest else None


def _metres(row: ThemeAccess) -> int | None:
    return round(row.nearest[0].distance_m) if row.nearest else None


THEMES: Sheet[ThemeAccess] = Sheet(
    "themes",
    (
        Column("theme", lambda r: r.theme.value),
        Column("name", lambda r: r.theme.label),
        Column("group", lambda r: r.theme.group.label),
        Column("hours_per_week", lambda r: round(r.hours_per_week, 3)),
        Column("standard_hours_per_week", lambda r: r.standard_hours_per_week),
        Column("young_people_below_standard", lambda r: round(r.short)),
        Column("young_people_with_none", lambda r: round(r.without)),
        Column("activities_within_reach", lambda r: r.activities),
        Column("nearest_activity", lambda r: _nearest(r, "name")),
        Column("nearest_organisation", lambda r: _nearest(r, "organisation")),
        Column("nearest_m", _metres),
    ),
    lambda _: (float("nan"), float("nan")),
)
