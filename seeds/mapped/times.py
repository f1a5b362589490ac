"""Weekly times as people write them, in one column or in several (day, start, end)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import time

from graph.errors import InvalidData
from graph.model import Day, Season, WeeklyTime
from seeds.hours import hours_of, spoken_hours
from seeds.mapped.understood import NOTHING, UNSAID, Understood, shown, unread

RIGHT = "write times as Tue & Thurs 6-8pm, or Tue 18:00-20:00 (term)."
_UNSAID = UNSAID | {"various", "varies"}
_SELDOM = re.compile(
    r"fortnight|every (?:other|second|2 weeks)|alternate|bi-?weekly|month|\bannual"
    r"|\b(?:1st|2nd|3rd|4th|first|second|third|last)\b",
    re.IGNORECASE,
)
_TERM = re.compile(r"\bterm\b|\bterm[- ]?time\b", re.IGNORECASE)
_HOLIDAYS = re.compile(r"\bholidays?\b|\bhalf[- ]terms?\b|\bsummer\b", re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2})(?:[:.]\d{2})?)?\s*([ap])?\.?m?\.?")
_FRACTION = re.compile(r"0?\.\d+")
_AFTERNOON = re.compile(
    r"(?<![\d:./])([1-5])((?:[:.]\d{2})?)(\s*(?:-|–|—|\bto\b|\btill?\b|\buntil\b)\s*)"
    r"(\d{1,2}(?:[:.]\d{2})?)(?![\d:/]|[.]\d|\s*[ap]\.?m)",
    re.IGNORECASE,
)
"""Hours such as 3.30-6, without "am" or "pm", that begin when nobody meets in the morning."""

EARLIEST = time(7)
"""A start before is told: whoever types 6:30 into a spreadsheet may mean the evening."""

_NUMBER = re.compile(r"([01]\d|2[0-3])([0-5]\d)(?:\s*h(?:rs?)?)?")


def sessions_of(text: str) -> Understood:
    """Read weekly times in words or in our own form; what does not come every week is told."""
    if text.strip().casefold() in _UNSAID:
        return NOTHING
    if _SELDOM.search(text):
        words = f"{shown(text)} does not come every week; only weekly times are kept."
        return Understood(value=(), told=words)
    found = hours_of(text)
    if not found.times:
        guessed = hours_of(_AFTERNOON.sub(_in_the_afternoon, text))
        if guessed.times and not guessed.told:
            told = f"{shown(text)} does not say am or pm; taken as the afternoon."
            return Understood(value=guessed.times, told=told)
    if found.times:
        left = "; ".join(found.told)
        told = f"Of {shown(text)} not everything was kept: {left}." if left else ""
        return Understood(value=found.times, told=told)
    season = season_of(text)
    if season.value is not None and not re.search(r"\d", text):
        return Understood(value=(), told=f"{shown(text)} says when, but no days and times.")
    return unread(text, RIGHT)


def _in_the_afternoon(match: re.Match[str]) -> str:
    end = int(re.split("[:.]", match[4])[0])
    return match[0] + ("pm" if int(match[1]) <= end < 12 else "")


def sessions_on(days: tuple[Day, ...], text: str) -> Understood:
    """Weekly times of which the days stand in a column of their own: "7-9pm" on Tuesdays."""
    if not days or _SELDOM.search(text):
        return sessions_of(text)
    found = sessions_of(f"{', '.join(day.value for day in days)} {text}")
    if found.value and {one.day for one in found.value} == set(days):
        return found
    return sessions_of(text)


def season_of(text: str) -> Understood:
    """The part of the year that a cell names: "term time only" is term."""
    bare = text.strip().casefold()
    if bare in _UNSAID:
        return NOTHING
    if re.search(r"all year|year[- ]round|\ball\b|always", bare):
        return Understood(value=Season.ALL_YEAR)
    term, holidays = _TERM.search(re.sub(r"half[- ]term", "", bare)), _HOLIDAYS.search(bare)
    if term and holidays:
        return Understood(value=Season.ALL_YEAR)
    if term or holidays:
        return Understood(value=Season.TERM if term else Season.HOLIDAYS)
    if _SELDOM.search(text):
        return Understood(told=f"{shown(text)} does not come every week.")
    return unread(text, "write term time, holidays or all year.")


def days_of(text: str) -> Understood:
    """The days of the week that a cell names: "Tue & Thurs", "Mon-Fri", "Wednesday"."""
    if text.strip().casefold() in _UNSAID:
        return NOTHING
    if _SELDOM.search(text):
        return Understood(value=(), told=f"{shown(text)} does not come every week; left out.")
    found = spoken_hours(f"{text[:200].replace(';', ',')} 10:00-11:00")
    days = tuple(dict.fromkeys(one.day for one in found.times))
    return (
        Understood(value=days)
        if days and not found.told
        else unread(text, "write days as Tue, or Mon-Fri.")
    )


def clock_of(text: str) -> Understood:
    """A time of day: 18:30, 6.30pm, 1830, 18:30:00, or the fraction of a day of a spreadsheet."""
    bare = " ".join(text.casefold().split())
    if bare in _UNSAID:
        return NOTHING
    if bare in ("noon", "midday", "12 noon"):
        return Understood(value=time(12))
    if bare == "midnight":
        return Understood(value=time(23, 59))
    if _FRACTION.fullmatch(bare):
        minutes = round(float(bare) * 1_440)
        return Understood(value=time(min(minutes, 1_439) // 60, min(minutes, 1_439) % 60))
    if match := _NUMBER.fullmatch(bare):
        return Understood(value=time(int(match[1]), int(match[2])))
    match = _CLOCK.fullmatch(bare)
    if match is None or (match[2] is None and not match[3]):
        return unread(text, "write a time as 18:30 or 6.30pm.")
    hour, minute = int(match[1]), int(match[2] or 0)
    if not match[3] and 1 <= hour <= 7 and not bare.startswith("0"):
        if hour > 5:
            return unread(text, "say am or pm, as in 6.30pm, or write 18:30.")
        told = f"{shown(text)} does not say am or pm; taken as the afternoon."
        return Understood(value=time(hour + 12, minute), told=told)
    if match[3] and not 1 <= hour <= 12:
        return _clock_if_late(text, hour, minute, match[3])
    if match[3]:
        hour = hour % 12 + (12 if match[3] == "p" else 0)
    if hour > 23 or minute > 59:
        return unread(text, "there is no such time; write 18:30 or 6.30pm.")
    return Understood(value=time(hour, minute))


def _clock_if_late(text: str, hour: int, minute: int, half: str) -> Understood:
    """A time such as 18:30pm, which can only be one time."""
    if half == "p" and 13 <= hour <= 23 and minute <= 59:
        return Understood(value=time(hour, minute))
    return unread(text, "there is no such time; write 18:30 or 6.30pm.")


def joined(
    days: tuple[Day, ...], start: time | None, end: time | None, season: Season
) -> Understood:
    """Weekly times out of days, a start and an end that stand in columns of their own."""
    if not days or start is None or end is None:
        return Understood(value=())
    try:
        times = tuple(WeeklyTime(day=day, start=start, end=end, season=season) for day in days)
    except InvalidData as error:
        return Understood(read=False, told=str(error))
    return Understood(value=times)


def in_order(times: Iterable[WeeklyTime]) -> tuple[WeeklyTime, ...]:
    """Weekly times in the order of the week, each once."""
    week = list(Day)
    return tuple(sorted(set(times), key=lambda one: (week.index(one.day), one.start, one.end)))
