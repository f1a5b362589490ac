"""Schedules as weekly sessions; what cannot be said weekly is told in words, so that it stays."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import lru_cache

from graph.errors import InvalidData
from graph.model import Day, Season, WeeklyTime
from seeds.open_referral.values import Document, bare, clock, day, is_none, number, weekday, words

_CODES = dict(zip(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), Day, strict=True))
_ORDER = {day: place for place, day in enumerate(Day)}
_PLACED = re.compile(r"([+-]?\d{1,2})(MO|TU|WE|TH|FR|SA|SU)")
_RANGE = re.compile(r"\b([A-Z]{2,9})\s*(?:-|–|\bTO\b)\s*([A-Z]{2,9})\b")
_NTH = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"}
_WEEKLY, _DAILY, _MONTHLY = "WEEKLY", "DAILY", "MONTHLY"
_FREQUENCIES = {"WEEK": _WEEKLY, "DAY": _DAILY, "MONTH": _MONTHLY}
_SOON = timedelta(days=31)
"""``dtstart`` is now and then the next time of something that has been for years."""

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
    for written in schedules:
        one = _ruled(written)
        reason = _add(one, today, weekly)
        if reason:
            times.reasons.append(reason)
            times.told.append(_told(one, reason))
    times.weekly = tuple(sorted(weekly, key=lambda at: (_ORDER[at.day], at.start, at.end)))
    return times


def _add(one: Document, today: date, weekly: dict[WeeklyTime, None]) -> str:
    """Add a schedule's sessions; or why it has none that come every week, empty where it has."""
    if reason := _out_of_date(one, today):
        return reason
    frequency = _frequency(one)
    if frequency not in (_WEEKLY, _DAILY):
        return "monthly" if frequency == _MONTHLY else "not weekly"
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


def _ruled(one: Document) -> Document:
    """A schedule whose rule stands as one text ("FREQ=WEEKLY;BYDAY=TU") with the rule's parts."""
    for name in ("freq", "byday", "rrule"):
        text = one.get(name)
        if isinstance(text, str) and "FREQ=" in text.upper():
            pairs = (part.split("=", 1) for part in text.upper()[:500].split(";") if "=" in part)
            parts = {key.rpartition(":")[2].strip().lower(): value for key, value in pairs}
            return {**one, "byday": None, **parts}
    return one


def _frequency(one: Document) -> str:
    written = bare(one.get("freq")).upper() or _WEEKLY
    return _FREQUENCIES.get(written, written)


def _out_of_date(one: Document, today: date) -> str:
    """Why a schedule does not hold today; empty where it does."""
    dates = [bare(one.get(name)) for name in ("valid_to", "until", "valid_from", "dtstart")]
    if any(text and not is_none(text) and not _is_date(text) for text in dates):
        return "with dates that cannot be read"
    closed, until, begins, starts = map(day, dates)
    if any(end is not None and end < today for end in (closed, until)):
        return "over"
    if begins is not None and begins > today:
        return "not begun"
    return "not begun" if starts is not None and starts > today + _SOON else ""


def _is_date(text: str) -> bool:
    return day(text) is not None or text.startswith("0001-01-01")


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
    if listed and not is_none(listed):
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
    """Days such as "MO,WE", "MO-FR", "Mon and Thu"; None for days of a month.

    Where any part of it is no day, there are none: some of the days would be wrong silently.
    """
    found: dict[Day, None] = {}
    joined = _RANGE.sub(r"\1>\2", text.upper())
    for part in [part for part in re.split(r"[,;/&\s]+|\bAND\b", joined) if part][:50]:
        if _PLACED.fullmatch(part):
            return None
        ends = [_CODES.get(end) or weekday(end) for end in part.split(">")]
        first, last = ends[0], ends[-1]
        if first is None or last is None:
            return []
        steps = (_ORDER[last] - _ORDER[first]) % 7
        found |= {list(Day)[(_ORDER[first] + step) % 7]: None for step in range(steps + 1)}
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
    parts = [_when(one, reason), _hours(one), _dates(one, reason), words(one.get("description"))]
    sentence = ", ".join(part for part in parts if part)
    return f"{sentence} ({reason})" if reason in ("over", "not begun") else sentence


def _when(one: Document, reason: str) -> str:
    listed = one.get("byday")
    text = ",".join(map(bare, listed)) if isinstance(listed, list) else bare(listed)
    placed = [
        f"{_NTH.get(int(nth), f'{int(nth)}th')} {_CODES[code].label}"
        for nth, code in _PLACED.findall(text.upper())
    ]
    frequency = _frequency(one)
    monthly = frequency == _MONTHLY or reason == "monthly"
    if placed:
        return f"{' and '.join(placed)} of the month"
    days = " and ".join(each.label for each in _listed(text) or ()) or words(text)
    interval = number(one.get("interval")) or 1
    if monthly and (dates := bare(one.get("bymonthday"))):
        return f"on day {dates} of the month"
    if interval > 1:
        every = f"every {interval:g} {'months' if monthly else 'weeks'}"
        return f"{days} {every}".strip()
    if monthly:
        return f"{days} monthly".strip()
    plain = frequency in (_WEEKLY, _DAILY)
    return days if plain else f"{days} {words(frequency).lower()}".strip()


def _hours(one: Document) -> str:
    start, end = clock(one.get("opens_at")), clock(one.get("closes_at"))
    if start and end:
        return f"{start:%H:%M} to {end:%H:%M}"
    if start:
        return f"from {start:%H:%M}"
    return f"until {end:%H:%M}" if end else ""


def _dates(one: Document, reason: str) -> str:
    begins = _dated(one, "valid_from")
    if not begins and reason == "not begun":
        begins = _dated(one, "dtstart")
    ends = _dated(one, "valid_to") or _dated(one, "until")
    parts = [f"from {begins}" if begins else "", f"until {ends}" if ends else ""]
    return " ".join(part for part in parts if part)


def _dated(one: Document, name: str) -> str:
    """A date in words, as it was written where it cannot be read; empty where there is none."""
    text = bare(one.get(name))
    at = day(text)
    if at is not None:
        return f"{at.day} {at:%B %Y}"
    return "" if is_none(text) or _is_date(text) else words(text)
