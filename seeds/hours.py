"""Opening hours as people typed them, read only where there is one way to read them."""

from __future__ import annotations

import re
from datetime import time

from graph.errors import InvalidData
from graph.model import Day, WeeklyTime

EARLIEST = time(8)
LONGEST_HOURS = 14.0
_DAY = re.compile(r"(?P<day>[A-Z][a-z]+day): (?P<times>[\d: /-]+)")
_TIME = re.compile(r"(\d\d):(\d\d) - (\d\d):(\d\d)")
_DAYS = {day.label: day for day in Day}


def certain_hours(text: str) -> tuple[WeeklyTime, ...]:
    """Weekly times of a text like "Monday: 10:00 - 13:00 / 16:00 - 18:00, Friday: 11:00 - 14:00".

    Anything else ("Monthly", "10-5", half of it in another form) gives no
    times at all. So does a stretch that begins before eight, ends before it
    starts or lasts over 14 hours: those are afternoons typed without "pm",
    and fillers.

    Returns
    -------
    tuple of WeeklyTime
        As they come, each once; empty where the text is empty or not certain.
    """
    found: dict[WeeklyTime, None] = {}
    for part in text.strip().split(", "):
        match = _DAY.fullmatch(part)
        if match is None or match["day"] not in _DAYS:
            return ()
        for stretch in match["times"].split(" / "):
            times = _TIME.fullmatch(stretch.strip())
            if times is None:
                return ()
            hours = _stretch(_DAYS[match["day"]], *(int(part) for part in times.groups()))
            if hours is None:
                return ()
            found[hours] = None
    return tuple(found)


def _stretch(day: Day, hour: int, minute: int, to_hour: int, to_minute: int) -> WeeklyTime | None:
    try:
        stretch = WeeklyTime(day=day, start=time(hour, minute), end=time(to_hour, to_minute))
    except (InvalidData, ValueError):
        return None
    certain = stretch.start >= EARLIEST and stretch.hours <= LONGEST_HOURS
    return stretch if certain else None
