"""Opening hours in words: "Wednesday: 10:00 - 12:00", "Tue & Thurs 6-8pm", "Mon to Fri 9am-5pm".

A clause is read only where all of it is understood and there is one way to read it; the others
are told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import time

from graph.errors import InvalidData
from graph.model import Day, Season, WeeklyTime
from seeds.opening_hours import LONGEST, Hours, opening_hours

EARLIEST = time(8)
LONGEST_HOURS = 14.0
_DAYS = r"mon|tue|tues|wed|weds|wednes|thu|thur|thurs|fri|sat|satur|sun"
_TIME = r"(?:12 (?:noon|midday)|\d{1,2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\b\.?)?|noon|midday)"
_TOKEN = re.compile(
    rf"(?P<day>\b(?:{_DAYS})(?:day)?(?:['’]?s)?\b\.?)"
    r"|(?P<days>\bevery ?day\b|\bdaily\b|\b7 days a week\b|\bweekdays?\b|\bweekends?\b)"
    rf"|(?P<range>(?<![\d:.])(?:{_TIME}\s*(?:-|–|—|\bto\b|\buntil\b|\btill?\b)\s*{_TIME})"
    r"(?:\s?hrs?\b)?(?![\d:]))"
    r"|(?P<term>\b(?:(?:in|during) )?(?:school )?term(?:[- ]?times?)?(?: only)?\b)"
    r"|(?P<holidays>\b(?:in |during )?(?:the )?(?:school )?holidays(?: only)?\b)"
    r"|(?P<shut>\bclosed\b|\bshut\b)"
    r"|(?P<to>-|–|—|\bto\b|\bthrough\b|\buntil\b)"
    r"|(?P<and>,|/|&|\+|\band\b|\bplus\b)"
    r"|(?P<filling>\b(?:open|opening|hours|times|from|on|every|each|between|at|is|are|we|weekly|the|"
    r"week|all year|year round|only|drop[- ]?in|am|sessions?|hrs)\b|[:()\[\]•*.|\"'])"
    r"|(?P<space>\s+)"
    r"|(?P<other>[^\s]+?(?=[\s,;:/&()]|$)|.)",
    re.IGNORECASE,
)
_END = re.compile(r"((?:12 )?(?:noon|midday))|(\d{1,2})(?:[:.](\d{2}))?\s*([ap])?", re.IGNORECASE)
_CLAUSE = re.compile(r"[;\n\r]+|(?<=m)\.\s+")
_MANY = {
    "weekday": tuple(Day)[:5],
    "weekend": tuple(Day)[5:],
}
_Token = tuple[str, str]


def hours_of(text: str) -> Hours:
    """Read opening hours in OpenStreetMap's syntax or in words, whichever they are in.

    Returns
    -------
    Hours
        ``read`` is false where nothing of the text could be understood.
    """
    found = opening_hours(text)
    return found if found.read else spoken_hours(text)


def certain_hours(text: str) -> tuple[WeeklyTime, ...]:
    """Weekly times of a text in words of which every clause is understood; otherwise none."""
    found = spoken_hours(text)
    return () if found.told else found.times


def spoken_hours(text: str) -> Hours:
    """Read opening hours in words.

    "6-8pm" is from six in the evening, "10-2pm" from ten in the morning. Hours without minutes,
    "am" or "pm" ("10-5") can be read in two ways and are told, as are times that begin before
    eight without saying "am", end before they start, or last over 14 hours.
    """
    times: dict[WeeklyTime, None] = {}
    told: list[str] = []
    for clause in _CLAUSE.split(text[:LONGEST]):
        if not clause.strip():
            continue
        found = _clause(clause)
        if found is None:
            told.append(f"“{' '.join(clause.split())[:60]}” could not be read")
        else:
            times.update(dict.fromkeys(found))
    return Hours(times=tuple(times), told=tuple(told), read=bool(times))


def _clause(clause: str) -> list[WeeklyTime] | None:
    """The weekly times of a clause; None where any of it is not understood."""
    tokens = [
        (match.lastgroup or "", match.group())
        for match in _TOKEN.finditer(clause)
        if match.lastgroup not in ("space", "filling")
    ]
    if any(kind == "other" for kind, _ in tokens):
        return None
    season = _season(tokens)
    if season is None:
        return None
    found: list[WeeklyTime] = []
    for days, spans in _groups([token for token in tokens if token[0] not in ("term", "holidays")]):
        for span in spans:
            ends = _span(span)
            if ends is None:
                return None
            for day in days:
                time_ = _weekly(day, ends, season)
                if time_ is None:
                    return None
                found.append(time_)
        if not days:
            return None
    return found


def _season(tokens: list[_Token]) -> Season | None:
    kinds = {kind for kind, _ in tokens}
    if {"term", "holidays"} <= kinds:
        return None
    if "term" in kinds:
        return Season.TERM
    return Season.HOLIDAYS if "holidays" in kinds else Season.ALL_YEAR


def _groups(tokens: list[_Token]) -> Iterator[tuple[list[Day], list[str]]]:
    """Days with the times that belong to them, whichever of the two comes first."""
    days: list[Day] = []
    spans: list[str] = []
    shut = reaching = joined = bare = run = False
    leading = next((kind for kind, _ in tokens if kind in ("day", "days", "range")), "day")
    for kind, word in tokens:
        begins = kind == "range" if leading == "range" else kind in ("day", "days")
        if begins and (shut or (days if leading == "range" else spans)):
            yield ([], []) if shut else ([] if bare and run else days, spans)
            days, spans, shut, bare, run = [], [], False, False, False
        if kind in ("day", "days"):
            named = _named(word)
            if reaching and days and len(named) == 1:
                named, run = _between(days[-1], named[0]), True
            elif days and not joined:
                bare = True  # “Sunday Mon-Fri 9am-5pm”: who knows whether Sunday is meant
            days += [day for day in named if day not in days]
            reaching = joined = False
        elif kind == "and":
            joined = True
        elif kind == "range":
            spans.append(word)
        elif kind == "to":
            reaching = bool(days) and (leading == "range" or not spans)
        elif kind == "shut":
            shut = True
    if spans and not shut:
        yield [] if bare and run else days, spans


def _named(word: str) -> tuple[Day, ...]:
    bare = re.sub(r"[^a-z0-9]", "", word.casefold())
    for name, days in _MANY.items():
        if bare.startswith(name):
            return days
    same = [day for day in Day if bare[:3] == day.value]
    return tuple(same) or tuple(Day)


def _between(first: Day, last: Day) -> tuple[Day, ...]:
    week = list(Day)
    start, end = week.index(first), week.index(last)
    found = week[start : end + 1] if start <= end else [*week[start:], *week[: end + 1]]
    return tuple(found)


def _span(text: str) -> tuple[int, int] | None:
    """Minutes from and to of a range; None where there are two ways to read it."""
    first, last = (match for match in _END.finditer(text) if match.group())
    start, start_half, start_exact = _minutes(first)
    end, end_half, end_exact = _minutes(last)
    if max(start, end) > 1_440 or start < 0 or end < 0:
        return None
    if start_half and end_half:
        return start, end
    if end_half == "p" and start <= 720:
        late = start + 720 if start < 720 else start
        return (late if late < end else start), end
    if end_half:
        return start, end
    if start_half:
        return start, (end if end > start else end + 720)
    if not (start_exact or end_exact) and end <= 720:
        return None
    if start_exact and end_exact and end >= 780:
        return start, end  # “07:00-22:00”: a clock of 24 hours
    return (start, end) if start >= EARLIEST.hour * 60 else None


def _minutes(match: re.Match[str]) -> tuple[int, str, bool]:
    """Minutes from midnight, "a" or "p" where it is said, and whether minutes are written."""
    if match[1]:
        return 720, "p", True
    hour, minute = int(match[2]), int(match[3] or 0)
    half = (match[4] or "").casefold()
    if minute > 59 or (half and not 1 <= hour <= 12):
        return -1, half, True
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour * 60 + minute, half, bool(match[3])


def _weekly(day: Day, ends: tuple[int, int], season: Season) -> WeeklyTime | None:
    start, end = ends
    if start >= 1_440 or end >= 1_440 or (end - start) / 60 > LONGEST_HOURS:
        return None
    try:
        return WeeklyTime(
            day=day,
            start=time(start // 60, start % 60),
            end=time(end // 60, end % 60),
            season=season,
        )
    except InvalidData:
        return None
