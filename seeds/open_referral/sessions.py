"""Schedules as weekly sessions; what cannot be said weekly is told in words, so that it stays."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time
from functools import lru_cache

from graph.errors import InvalidData
from graph.model import Day, Season, WeeklyTime
from seeds.open_referral.values import Document, bare, clock, day, number, weekday, words

_CODES = dict(zip(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), Day, strict=True))
_ORDER = {day: place for place, day in enumerate(Day)}
_PLACED = re.compile(r"([+-]?\d{1,2})(MO|TU|WE|TH|FR|SA|SU)")
_NTH = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"}
_WEEKLY, _DAILY = "WEEKLY", "DAILY"
_TERM = re.compile(r"\bterm[- ]?time\b|\bterm only\b|\bschool term", re.IGNORECASE)
_HOLIDAYS = re.compile(
    r"\b(?:school|summer|easter|half[- ]term) holidays?\b|\bholidays only\b", re.IGNORECASE
)
_NOT = re.compile(r"\b(?:not|except|closed|outside|excluding|no sessions?)\b", re.IGNORECASE)


@dataclass(slots=True)
class Times:
    """The weekly sessions of some schedules, and what of them is told in words.

    Attributes
    ----------
    weekly
        Sessions that hold today, each once, in the order of the week.
    told
        Sentences about schedules that do not come every week, are over or have not begun.
    reasons
        Why each of those is no weekly session, a few words that a note counts.
    """

    weekly: tuple[WeeklyTime, ...] = ()
    told: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)


def times_of(schedules: Iterable[Document], *, today: date) -> Times:
    """The sessions of some schedules.

    Parameters
    ----------
    schedules
        ``schedules`` of version 3, ``regular_schedules`` of 1 and 2.
    today
        Schedules that are over, or have not begun, are told in words.
    """
    times = Times()
    weekly: dict[WeeklyTime, None] = {}
    for one in schedules:
        reason = _add(one, today, weekly)
        if reason:
            times.reasons.append(reason)
            times.told.append(_told(one, reason))
    times.weekly = tuple(sorted(weekly, key=lambda at: (_ORDER[at.day], at.start, at.end)))
    return times


def _add(one: Document, today: date, weekly: dict[WeeklyTime, None]) -> str:
    """Add a schedule's sessions; or why it has none that come every week, empty where it has."""
    ends, begins = day(one.get("valid_to")), day(one.get("valid_from"))
    if ends is not None and ends < today:
        return "over"
    if begins is not None and begins > today:
        return "not begun"
    frequency = bare(one.get("freq")).upper() or _WEEKLY
    if frequency not in (_WEEKLY, _DAILY):
        return "monthly" if frequency == "MONTHLY" else "not weekly"
    if (number(one.get("interval")) or 1) > 1:
        return "not every week"
    if _bounded(one):
        return "a counted number of times"
    days = _days(one, frequency)
    if days is None:
        return "monthly"
    start, end = clock(one.get("opens_at")), clock(one.get("closes_at"))
    if start is None and end is None and not days:
        return "in words" if words(one.get("description")) else ""
    if not days:
        return "without a day"
    if start is None or end is None:
        return "without times of day"
    return _held(one, days, start, end, weekly)


def _held(
    one: Document, days: list[Day], start: time, end: time, weekly: dict[WeeklyTime, None]
) -> str:
    season = _season(one)
    try:
        for each in days:
            weekly[_weekly(each, start, end, season)] = None
    except InvalidData:
        return "past midnight"
    return ""


@lru_cache(maxsize=4_096)
def _weekly(on: Day, start: time, end: time, season: Season) -> WeeklyTime:
    return WeeklyTime(day=on, start=start, end=end, season=season)


def _bounded(one: Document) -> bool:
    """Whether it comes a counted number of times only (``count`` of the international profile)."""
    count = number(one.get("count"))
    return count is not None and 0 < count < 4


def _days(one: Document, frequency: str) -> list[Day] | None:
    """The days of the week; None where ``byday`` names days of a month ("1SA")."""
    written = one.get("byday")
    listed = ",".join(map(bare, written)) if isinstance(written, list) else bare(written)
    if listed:
        return _listed(listed)
    found: dict[Day, None] = {}
    if named := weekday(bare(one.get("weekday"))):
        found[named] = None
    elif frequency == _DAILY:
        found = dict.fromkeys(Day)
    elif one.get("freq") and (begins := day(one.get("dtstart"))):
        found[list(Day)[begins.weekday()]] = None
    return list(found)


@lru_cache(maxsize=1_024)
def _listed(text: str) -> list[Day] | None:
    """Days such as "MO,WE"; None for days of a month."""
    found: dict[Day, None] = {}
    for part in [part for part in re.split(r"[,;\s]+", text.upper()) if part][:50]:
        if _PLACED.fullmatch(part):
            return None
        each = _CODES.get(part) or weekday(part)
        if each is not None:
            found[each] = None
    return list(found)


def _season(one: Document) -> Season:
    """Term time or holidays, only where the words say one of them and nothing is excepted."""
    text = f"{words(one.get('description'))} {words(one.get('notes'))}"
    return _season_of(text) if len(text) > 3 else Season.ALL_YEAR


@lru_cache(maxsize=1_024)
def _season_of(text: str) -> Season:
    if _NOT.search(text):
        return Season.ALL_YEAR
    term, holidays = bool(_TERM.search(text)), bool(_HOLIDAYS.search(text))
    if term == holidays:
        return Season.ALL_YEAR
    return Season.TERM if term else Season.HOLIDAYS


def _told(one: Document, reason: str) -> str:
    """A schedule in words: "first Saturday of the month, 10:00 to 12:00, from 1 May 2026"."""
    parts = [_when(one, reason), _hours(one), _dates(one), words(one.get("description"))]
    sentence = ", ".join(part for part in parts if part)
    return f"{sentence} ({reason})" if reason in ("over", "not begun") else sentence


def _when(one: Document, reason: str) -> str:
    listed = one.get("byday")
    text = ",".join(map(bare, listed)) if isinstance(listed, list) else bare(listed)
    placed = [
        f"{_NTH.get(int(nth), f'{int(nth)}th')} {_CODES[code].label}"
        for nth, code in _PLACED.findall(text.upper())
    ]
    monthly = bare(one.get("freq")).upper() == "MONTHLY" or reason == "monthly"
    if placed:
        return f"{' and '.join(placed)} of the month"
    plain = [_CODES[code].label for code in re.split(r"[,;\s]+", text.upper()) if code in _CODES]
    days = " and ".join(plain)
    interval = number(one.get("interval")) or 1
    if monthly and (dates := bare(one.get("bymonthday"))):
        return f"on day {dates} of the month"
    if interval > 1:
        every = f"every {interval:g} {'months' if monthly else 'weeks'}"
        return f"{days} {every}".strip()
    return f"{days} monthly".strip() if monthly else days


def _hours(one: Document) -> str:
    start, end = clock(one.get("opens_at")), clock(one.get("closes_at"))
    if start and end:
        return f"{start:%H:%M} to {end:%H:%M}"
    if start:
        return f"from {start:%H:%M}"
    return f"until {end:%H:%M}" if end else ""


def _dates(one: Document) -> str:
    begins, ends = day(one.get("valid_from")), day(one.get("valid_to"))
    parts = [f"from {begins.day} {begins:%B %Y}" if begins else ""]
    parts.append(f"until {ends.day} {ends:%B %Y}" if ends else "")
    return " ".join(part for part in parts if part)
