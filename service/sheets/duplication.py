"""Columns of overlaps."""

from __future__ import annotations

from graph.analysis.duplication import Overlap
from service.exports import Column, Sheet

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
