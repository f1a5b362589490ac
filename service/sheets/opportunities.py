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
        Column("hours_per_week", lambda r: r.value.hours_per_week),
        Column("places_at_a_time", lambda r: r.value.places),
        Column("money_known", lambda r: r.value.money),
        Column("depth_of_need", lambda r: None if r.value.need is None else round(r.value.need)),
        Column(
            "parts",
            lambda r: "; ".join(
                f"{p.role.label}: {p.organisation} ({p.evidence})" for p in r.parts
            ),
        ),
        Column("missing", lambda r: "; ".join(role.label for role in r.missing)),
        Column("would_have_to_be_true", lambda r: " ".join(r.what_would_have_to_be_true)),
        Column(
            "introductions_by",
            lambda r: "; ".join(
                f"{link.left} and {link.right}: {', '.join(link.introducers) or 'nobody known'}"
                for link in r.links
                if link.introduction
            ),
        ),
        Column("points", lambda r: "; ".join(f"{p.words}: {p.points:.2f}" for p in r.points)),
        Column("set_aside", lambda r: r.dismissal.reason if r.dismissal else ""),
        Column(
            "lowered",
            lambda r: " ".join(f"{one.words} {one.reason}" for one in r.lowered if not one.itself),
        ),
        Column("explanation", lambda r: r.explanation),
        Column("counter_reading", lambda r: r.counter_reading),
    ),
    lambda r: (r.longitude, r.latitude),
)
