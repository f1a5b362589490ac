"""What new sessions are wished for, read out of an address."""

from __future__ import annotations

from dataclasses import dataclass

from graph.analysis.where_next import (
    MOST_SESSIONS,
    PLACES_RANGE,
    USUAL_SESSIONS,
    Room,
    Weighing,
    Wish,
)
from graph.analysis.where_next.halls import SESSION_PLACES
from service.forms.query import Query

WISH_NAMES = ("sessions", "weighing", "room", "places")
"""The parameters of a wish, and the ids of their fields."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What can be wished for."""

    weighings: tuple[Weighing, ...] = tuple(Weighing)
    rooms: tuple[Room, ...] = tuple(Room)
    most_sessions: int = MOST_SESSIONS


def read_wish(query: Query) -> Wish:
    """Read how many sessions are wished for and what counts; problems go to the query."""
    low, high = PLACES_RANGE
    return Wish(
        sessions=query.whole(
            "sessions",
            "The number of new sessions",
            default=USUAL_SESSIONS,
            low=1,
            high=MOST_SESSIONS,
        ),
        weighing=query.word("weighing", Weighing, "Who counts") or Weighing.NEED,
        room=query.word("room", Room, "What a session lifts") or Room.COUNTED,
        places=query.whole(
            "places", "The places of a session", default=SESSION_PLACES, low=low, high=high
        ),
    )
