"""Columns of what a scenario changes, area by area."""

from __future__ import annotations

from graph.analysis.scenario.comparison import AreaChange
from service.exports import Column, Sheet

WHAT_IF: Sheet[AreaChange] = Sheet(
    "what-if",
    (
        Column("area_id", lambda r: r.area_id),
        Column("rank", lambda r: r.rank),
        Column("area", lambda r: r.area),
        Column("kind", lambda r: r.kind.label),
        Column("young_people", lambda r: round(r.young_people)),
        Column("hours_per_week_today", lambda r: round(r.hours_before, 4)),
        Column("hours_per_week_then", lambda r: round(r.hours_after, 4)),
        Column("losing", lambda r: round(r.losing)),
        Column("gaining", lambda r: round(r.gaining)),
        Column("newly_below_standard", lambda r: round(r.newly_below)),
        Column("newly_at_standard", lambda r: round(r.newly_enough)),
    ),
    lambda r: (r.longitude, r.latitude),
)
