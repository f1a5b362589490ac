"""Opening hours in OpenStreetMap's syntax: "Mo-Fr 09:00-17:00; Sa 10:00-12:00; PH off".

What comes every week is read, in term, in school holidays or all year. What does not (the first
Tuesday of the month, April to September, public holidays, sunset) is told and left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import time

from graph.errors import InvalidData
from graph.model import Day, Season, WeeklyTime

LAST = time(23, 59)
LONGEST = 2_000
"""Characters of a text that are read; nobody's opening hours are longer."""

_SHORT = dict(zip(("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"), Day, strict=True))
_NAMES = {day: short for short, day in _SHORT.items()}
_DAY = "(?:Mo|Tu|We|Th|Fr|Sa|Su)"
_ONE = rf"(?:{_DAY}(?:\s*-\s*{_DAY})?(?:\[[-\d, ]+\])?|PH|SH)"
_SPAN = r"\d{1,2}:\d{2}\s*-\s*\d{1,2}:\d{2}(?!\d)\+?"
_RULE = re.compile(
    rf"(?P<season>SH\s+(?={_DAY}))?(?P<days>{_ONE}(?:\s*,\s*{_ONE})*)?\s*:?\s*"
    rf"(?P<times>24/7|{_SPAN}(?:\s*,\s*{_SPAN})*)?\s*"
    r"(?P<state>off|closed|open|unknown)?\s*(?P<comment>\"[^\"]{0,300}\")?",
)
_OTHER_RULE = re.compile(rf"(?:(?<=[0-9+\"])|(?<=off)|(?<=closed))\s*,\s*(?={_DAY}(?![a-z])|PH|SH)")
_TIMES = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})(\+?)")
_PART_OF_YEAR = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|week|easter|\d{4})\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """Weekly times out of a text, and what of it was not kept.

    Attributes
    ----------
    times
        In the order of the week; each once.
    told
        What else the text says, a few words each.
    read
        Whether the text was understood at all, also where it holds no times ("closed").
    """

    times: tuple[WeeklyTime, ...] = ()
    told: tuple[str, ...] = ()
    read: bool = True


@dataclass(frozen=True, slots=True)
class _Rule:
    days: tuple[Day, ...]
    spans: tuple[tuple[int, int], ...]
    off: bool
    season: Season
    adds: bool


def opening_hours(text: str) -> Hours:
    """Read opening hours in OpenStreetMap's syntax.

    Parameters
    ----------
    text
        Rules with semicolons between; a later one replaces an earlier one on the same days.
        ``24/7`` is every day until 23:59. ``SH`` are school holidays. A time past midnight is
        two times, the second on the next day.

    Returns
    -------
    Hours
        ``read`` is false where the text is not in that syntax.
    """
    rules: list[_Rule] = []
    told: list[str] = []
    for whole in re.split(r";|\|\|", text[:LONGEST]):
        for at, part in enumerate(_OTHER_RULE.split(whole.strip())):
            if not part:
                continue
            if _PART_OF_YEAR.search(re.sub(r'"[^"]*"', "", part)):
                told.append(f"“{part[:60]}” holds in a part of the year only")
                continue
            rule = _rule(part, told, adds=at > 0)
            if rule is None:
                return Hours(read=False)
            rules += rule
    times = _weekly(rules, told)
    return Hours(times=times, told=tuple(dict.fromkeys(told)), read=bool(rules or told))


def _rule(part: str, told: list[str], *, adds: bool) -> list[_Rule] | None:
    """One rule; empty where it is told instead, None where it is none."""
    if re.search(r"sunrise|sunset|dawn|dusk", part):
        told.append(f"“{part[:60]}” goes by the sun")
        return []
    match = _RULE.fullmatch(part)
    if match is None or not (match["days"] or match["times"] or match["state"]):
        return None
    comment = (match["comment"] or "").strip('"').casefold()
    days = _days(match["days"] or "", told)
    season = Season.HOLIDAYS if match["season"] or days is Season.HOLIDAYS else Season.ALL_YEAR
    if "term" in comment:
        season = Season.TERM
    elif comment:
        told.append(f"“{comment[:60]}”")
    if match["state"] == "unknown":
        told.append(f"“{part[:60]}” is not certain")
        return []
    listed = tuple(Day) if isinstance(days, Season) else days
    if not listed:
        return []
    off = match["state"] in ("off", "closed")
    if not off and match["times"] is None:
        told.append(f"“{part[:60]}” says no times")
        return []
    spans = () if off else _spans(match["times"] or "", told)
    return None if spans is None else [_Rule(listed, spans, off, season, adds)]


def _days(text: str, told: list[str]) -> tuple[Day, ...] | Season:
    """The days that a rule is about; a season where it is about school holidays as a whole."""
    if not text:
        return tuple(Day)
    found: dict[Day, None] = {}
    holidays = False
    for part in re.split(r"\s*,\s*(?![^\[]*\])", text):
        if part == "SH":
            holidays = True
        elif part == "PH":
            told.append("public holidays differ")
        elif "[" in part:
            told.append(f"“{part}” is not every week")
        else:
            first, _, last = (name.strip() for name in part.partition("-"))
            found.update(dict.fromkeys(_run(_SHORT[first], _SHORT[last or first])))
    return Season.HOLIDAYS if holidays and not found else tuple(found)


def _run(first: Day, last: Day) -> list[Day]:
    """Days from one to another, round the end of the week where it must be."""
    week = list(Day)
    start, end = week.index(first), week.index(last)
    return week[start : end + 1] if start <= end else [*week[start:], *week[: end + 1]]


def _spans(text: str, told: list[str]) -> tuple[tuple[int, int], ...] | None:
    """Minutes from and to, the end past 1,440 where it lies after midnight; None if no times."""
    if text == "24/7":
        return ((0, 1_440),)
    found = []
    for hour, minute, to_hour, to_minute, open_end in _TIMES.findall(text):
        start, end = int(hour) * 60 + int(minute), int(to_hour) * 60 + int(to_minute)
        if int(minute) > 59 or int(to_minute) > 59 or start >= 1_440 or end > 2_880:
            return None
        if open_end:
            told.append("the end is open")
        found.append((start, end if end > start else end + 1_440))
    return tuple(found)


def _weekly(rules: Iterable[_Rule], told: list[str]) -> tuple[WeeklyTime, ...]:
    """What the rules leave for each day, each rule over those before it."""
    kept: defaultdict[tuple[Day, Season], list[WeeklyTime]] = defaultdict(list)
    for rule in rules:
        if not rule.adds:
            for day in rule.days:
                _clear(kept, day, rule.season)
        for day in rule.days:
            for start, end in rule.spans:
                for one in _times(day, start, end, rule.season, told):
                    if one not in kept[one.day, one.season]:
                        kept[one.day, one.season].append(one)
    week = list(Day)
    found = [one for times in kept.values() for one in times]
    return tuple(
        sorted(found, key=lambda one: (week.index(one.day), one.start, one.end, one.season))
    )


def _clear(
    kept: defaultdict[tuple[Day, Season], list[WeeklyTime]], day: Day, season: Season
) -> None:
    """Take out what a new rule replaces; a rule for the holidays leaves the term."""
    if season is Season.ALL_YEAR:
        for other in Season:
            kept[day, other].clear()
        return
    rest = Season.TERM if season is Season.HOLIDAYS else Season.HOLIDAYS
    kept[day, season].clear()
    for one in kept[day, Season.ALL_YEAR]:
        kept[day, rest].append(replace(one, season=rest))
    kept[day, Season.ALL_YEAR].clear()


def _times(day: Day, start: int, end: int, season: Season, told: list[str]) -> list[WeeklyTime]:
    """One span as weekly times; past midnight it goes on the next day."""
    pieces = [(day, start, min(end, 1_440))]
    if end > 1_440:
        following = _run(day, day)[0]
        week = list(Day)
        following = week[(week.index(day) + 1) % 7]
        pieces.append((following, 0, end - 1_440))
        told.append("a time past midnight was cut in two")
    elif end == 1_440:
        told.append("midnight was read as 23:59")
    found = []
    for on, first, last in pieces:
        try:
            found.append(WeeklyTime(day=on, start=_clock(first), end=_clock(last), season=season))
        except InvalidData:
            continue  # a minute before midnight, say
    return found


def _clock(minutes: int) -> time:
    return LAST if minutes >= 1_440 else time(minutes // 60, minutes % 60)


def written_hours(times: Iterable[WeeklyTime]) -> str:
    """Weekly times in OpenStreetMap's syntax; :func:`opening_hours` reads the same from it.

    Each day is an additional rule, so that none replaces another. School holidays are ``SH``;
    term has no sign there, and is a comment.
    """
    by_day: dict[tuple[Day, Season], list[str]] = {}
    week = list(Day)
    for one in sorted(times, key=lambda one: (week.index(one.day), one.start, one.end)):
        span = f"{one.start:%H:%M}-{one.end:%H:%M}"
        by_day.setdefault((one.day, one.season), []).append(span)
    rules = []
    for (day, season), spans in by_day.items():
        before = "SH " if season is Season.HOLIDAYS else ""
        after = ' "term"' if season is Season.TERM else ""
        rules.append(f"{before}{_NAMES[day]} {','.join(spans)}{after}")
    return ", ".join(rules)
