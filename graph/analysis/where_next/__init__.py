"""Where next: so many new sessions in halls that are free, for the most young people short."""

from __future__ import annotations

from graph.analysis.where_next.finding import (
    MOST_SESSIONS,
    PLACES_RANGE,
    USUAL_SESSIONS,
    Room,
    Weighing,
    WhereNext,
    Wish,
    find_where_next,
    proven_where_next,
)

__all__ = [
    "MOST_SESSIONS",
    "PLACES_RANGE",
    "USUAL_SESSIONS",
    "Room",
    "Weighing",
    "WhereNext",
    "Wish",
    "find_where_next",
    "proven_where_next",
]
