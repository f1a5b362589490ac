"""Weekly sessions as schedules (RFC 5545 in the standard's small subset)."""

from __future__ import annotations

from collections.abc import Iterable

from graph.model import Day, Season
from service.open_referral.identity import uuid_of
from service.open_referral.plain import Document

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""The days of the week as RFC 5545 writes them, in order."""

_NAMES = tuple(day.label for day in Day)

Session = tuple[int, int, int, str]
"""Day (0 is Monday), minutes from midnight of start and end, season."""


def schedules(owner: str, sessions: Iterable[Session]) -> list[Document]:
    """The schedules of an activity: one for all days that share their hours and season.

    Parameters
    ----------
    owner
        Our id of the activity.
    sessions
        Its sessions, in any order.
    """
    days: dict[tuple[int, int, str], set[int]] = {}
    for day, start, end, season in sessions:
        days.setdefault((start, end, season), set()).add(day)
    ordered = sorted(days.items(), key=lambda one: (min(one[1]), one[0]))
    return [
        {
            "id": uuid_of("schedule", owner, f"{start}-{end}-{season}"),
            "freq": "WEEKLY",
            "interval": 1,
            "byday": ",".join(CODES[day] for day in sorted(on)),
            "opens_at": f"{_clock(start)}:00",
            "closes_at": f"{_clock(end)}:00",
            "description": _words(sorted(on), start, end, season),
        }
        for (start, end, season), on in ordered
    ]


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _words(days: list[int], start: int, end: int, season: str) -> str:
    names = [_NAMES[day] for day in days]
    said = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    when = f"{said} {_clock(start)} to {_clock(end)}"
    return (
        when if season == Season.ALL_YEAR.value else f"{when}, {Season(season).label.lower()} only"
    )
