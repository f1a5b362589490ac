"""Columns of what people decided: kept scenarios, and opportunities that were set aside."""

from __future__ import annotations

from graph.model import Dismissal, Scenario
from service.exports import Column, Sheet
from service.sheets.cells import nowhere

SCENARIOS: Sheet[Scenario] = Sheet(
    "scenarios",
    (
        Column("id", lambda r: r.id),
        Column("name", lambda r: r.name),
        Column("edits", lambda r: r.edits),
        Column("question", lambda r: r.question or None),
        Column("note", lambda r: r.note or None),
        Column("saved_on", lambda r: r.saved_on.isoformat()),
    ),
    nowhere,
)

DISMISSALS: Sheet[Dismissal] = Sheet(
    "dismissals",
    (
        Column("id", lambda r: r.id),
        Column("finding", lambda r: r.finding),
        Column("finding_id", lambda r: r.finding_id),
        Column("kind", lambda r: r.kind),
        Column("title", lambda r: r.title),
        Column("reason", lambda r: r.reason),
        Column("organisation_ids", lambda r: r.organisation_ids),
        Column("area_ids", lambda r: r.area_ids),
        Column("dismissed_on", lambda r: r.dismissed_on.isoformat()),
    ),
    nowhere,
)
