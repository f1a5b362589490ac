"""Columns of new sessions."""

from __future__ import annotations

from graph.analysis.opportunities.opportunity import Opportunity
from graph.analysis.where_next.new_session import NewSession
from service.exports import Column, Sheet


def _team(team: Opportunity | None) -> str:
    """Who brings what, and what nobody known could."""
    if team is None:
        return ""
    parts = [f"{part.role.label}: {part.organisation}" for part in team.parts]
    return "; ".join([*parts, *(f"{role.label}: nobody known yet" for role in team.missing)])


WHERE_NEXT: Sheet[NewSession] = Sheet(
    "where-next",
    (
        Column("id", lambda r: r.id),
        Column("rank", lambda r: r.rank),
        Column("hall", lambda r: r.hall),
        Column("site", lambda r: r.site),
        Column("keeper", lambda r: r.keeper),
        Column("free", lambda r: r.free),
        Column("places", lambda r: r.places),
        Column("hours_per_week", lambda r: round(r.hours_per_week, 2)),
        Column("young_people_lifted", lambda r: round(r.lifted)),
        Column("at_most", lambda r: None if r.room is None else round(r.room)),
        Column(
            "areas",
            lambda r: "; ".join(f"{one.area} ({one.young_people:.0f})" for one in r.areas),
        ),
        Column("team", lambda r: _team(r.team)),
        Column("introductions", lambda r: r.team.introductions if r.team else None),
        Column("explanation", lambda r: r.explanation),
        Column("counter_reading", lambda r: r.counter_reading),
    ),
    lambda r: (r.longitude, r.latitude),
)
