"""Columns of the nearest activities of a kind."""

from __future__ import annotations

from graph.analysis.nearest import Nearby
from service.exports import Column, Sheet
from service.sheets.cells import nowhere

NEAREST: Sheet[Nearby] = Sheet(
    "nearest-sessions",
    (
        Column("activity_id", lambda r: r.activity_id),
        Column("activity", lambda r: r.name),
        Column("organisation_id", lambda r: r.organisation_id),
        Column("organisation", lambda r: r.organisation),
        Column("distance_m", lambda r: round(r.distance_m) if r.minutes is None else None),
        Column("minutes", lambda r: None if r.minutes is None else round(r.minutes, 1)),
        Column("place_hours_per_week", lambda r: round(r.place_hours_per_week, 2)),
        Column("within_reach", lambda r: r.within_reach),
    ),
    nowhere,
)
