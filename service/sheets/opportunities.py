"""Columns of opportunities."""

from __future__ import annotations

from graph.analysis.opportunities import Opportunity
from service.exports import Column, Sheet

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
