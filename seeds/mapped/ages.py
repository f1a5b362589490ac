"""Ages as people write them: "11 to 16 yrs", "School Yr 7-9", "KS3", "13+", "under 18s", "8-25"."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from graph.errors import InvalidData
from graph.model import AgeRange
from seeds.mapped.understood import NOTHING, UNSAID, Understood, unread

OLDEST = 120
RIGHT = "write ages as 11-16, 13+ or Year 7-9."
_TO = r"\s*(?:-|–|—|to|until|till|up to|and|&|/)\s*"
_RANGE = re.compile(rf"(\d{{1,3}}){_TO}(\d{{1,3}})")
_OPEN = re.compile(r"(\d{1,3})\s*(?:\+|plus|and (?:over|up|above|older)|or (?:over|older)|upwards)")
_OVER = re.compile(r"(?:over|from|minimum|min)\s*(\d{1,3})\s*\+?s?")
_UNDER = re.compile(r"(?:under|below|younger than|u)[\s-]*(\d{1,3})['’]?s?")
_UP_TO = re.compile(r"(?:up to|to|max|maximum)\s*(\d{1,3})|(\d{1,3}) and (?:under|younger|below)")
_ONE = re.compile(r"(\d{1,3})")
_YEARS = re.compile(
    r"(?:school\s*)?(?:years?|yrs?|y)(?:\s*groups?)?[\s.]*(\d{1,2})"
    r"(?:\s*(?:-|–|—|to|and|&|,|/)\s*(?:(?:years?|yrs?|y)[\s.]*)?(\d{1,2}))*"
)
_YEAR = r"(?:years?|yrs?|y)(?:\s*groups?)?[\s.]*"
_UPWARDS = (
    r"\s*(?:\+|plus|and (?:over|up|upwards|above|older)|or (?:over|older|above)|(?:up|on)wards)"
)
_IS_SCHOOL = re.compile(rf"(?<![\d.])(?<!\d\s)\b{_YEAR}\d|\breception\b|\b(?:ks|key stages?)\s*\d")
_YEARS_TO = re.compile(rf"{_YEAR}(\d{{1,2}}){_TO}(?:{_YEAR})?(\d{{1,2}})")
_YEARS_ON = re.compile(rf"(?:{_YEAR}|(ks|key stages?)\s*)(\d{{1,2}}){_UPWARDS}")
_STAGES = re.compile(
    r"(?:ks|key stages?)\s*([1-5])(?:\s*(?:-|–|to|and|&|,|/)\s*(?:ks)?\s*([1-5]))*"
)
_KEY_STAGES = {1: (5, 7), 2: (7, 11), 3: (11, 14), 4: (14, 16), 5: (16, 18)}
"""A key stage begins at the younger age and is left at the older one."""

_NAMED = {
    "all ages": (0, OLDEST),
    "all": (0, OLDEST),
    "any": (0, OLDEST),
    "any age": (0, OLDEST),
    "everyone": (0, OLDEST),
    "adults": (18, OLDEST),
    "teens": (13, 19),
    "teenagers": (13, 19),
    "primary": (4, 11),
    "primary school": (4, 11),
    "secondary": (11, 16),
    "secondary school": (11, 16),
    "sixth form": (16, 18),
    "reception": (4, 5),
}
_FILLING = re.compile(
    r"\b(?:ages?|aged|between|from the age of|years? old|year[ -]olds?|years?|yrs?\.?|yo|y/o"
    r"|young people|children|boys|girls|inclusive|only|range|groups?)\b|[():.]"
)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}-[a-z]{3}(?:-\d{2,4})?|[a-z]{3}-\d{2}")


def ages_of(text: str) -> Understood:
    """Read ages; an open end is taken as 0 or 120 and told.

    A school year holds two ages: pupils of Year 7 are 11 when it begins, and 12 when it ends.
    """
    bare = " ".join(text.casefold().replace("yrs.", "yrs").split())
    if bare in UNSAID:
        return NOTHING
    if _DATE.fullmatch(bare):
        return unread(
            text,
            "a spreadsheet program may have made a date of ages such as 8-12; " + RIGHT,
        )
    if re.search(r"\bmonths?\b|\bweeks?\b", bare):
        return unread(text, "only whole years are read; " + RIGHT)
    if bare in _NAMED:
        return _range(*_NAMED[bare])
    whole = re.sub(r"(?<=\d)(?:½|\.5|\s1/2)", "", bare)
    found = _school(text, whole) or _plain(text, whole)
    if whole == bare or not found.read:
        return found
    return replace(found, told=f"{found.told} Half years are left off.".strip())


def _school(text: str, bare: str) -> Understood | None:
    if _YEARS.fullmatch(bare):
        years = [int(number) for number in re.findall(r"\d+", bare)]
        if max(years) > 13 or min(years) < 1:
            return unread(text, "school years are 1 to 13; " + RIGHT)
        return _range(min(years) + 4, max(years) + 5)
    if _STAGES.fullmatch(bare):
        ends = [_KEY_STAGES[int(number)] for number in re.findall(r"[1-5]", bare)]
        return _range(min(end[0] for end in ends), max(end[1] for end in ends))
    return _spoken_years(text, bare) if _IS_SCHOOL.search(bare) else None


def _spoken_years(text: str, bare: str) -> Understood:
    """School years with words about them: their numbers are never ages."""
    rest = re.sub(r"\b(?:between|from|for|school|ages?|aged|pupils|students|children)\b", " ", bare)
    rest = " ".join(re.sub(r"\breception\b", "year 0", rest).split())
    upwards = bare.startswith(("from ", "over ")) and re.fullmatch(rf"{_YEAR}\d{{1,2}}", rest)
    if match := _YEARS_TO.fullmatch(rest):
        first, last = int(match[1]), int(match[2])
        if 0 <= first <= last <= 13:
            return _range(first + 4, last + 5)
    elif match := _YEARS_ON.fullmatch(f"{rest}+" if upwards else rest):
        number = int(match[2])
        told = f"No oldest age is said; taken as {OLDEST}."
        if match[1] and number in _KEY_STAGES:
            return _range(_KEY_STAGES[number][0], OLDEST, told)
        if not match[1] and number <= 13:
            return _range(number + 4, OLDEST, told)
    return unread(text, "school years are 1 to 13; " + RIGHT)


def _plain(text: str, bare: str) -> Understood:
    rest = " ".join(
        _FILLING.sub(
            " ", re.sub(r"(?<=\d)[\s-]*(?:years?|yrs?|yo|y)\b(?:[\s-]*olds?\b)?", " ", bare)
        ).split()
    )
    rest = re.sub(r"^from (?=\d+\s*(?:-|–|to|until|up to)\s*\d)", "", rest)
    if rest in _NAMED and re.search(r"\bages?\b", bare):
        return _range(*_NAMED[rest])
    for name in _NAMED:  # “Teens (13-17)” says itself what it means
        if re.fullmatch(rf"{name} {_RANGE.pattern}", rest):
            rest = rest.removeprefix(f"{name} ")
    if match := _RANGE.fullmatch(rest):
        return _range(int(match[1]), int(match[2]))
    if ranges := _in_a_row(rest):
        return _range(*ranges)
    if match := _OPEN.fullmatch(rest) or _OVER.fullmatch(rest):
        return _range(int(match[1]), OLDEST, f"No oldest age is said; taken as {OLDEST}.")
    if match := _UNDER.fullmatch(rest):
        return _range(0, int(match[1]) - 1, "No youngest age is said; taken as 0.")
    if match := _UP_TO.fullmatch(rest):
        return _range(0, int(match[1] or match[2]), "No youngest age is said; taken as 0.")
    if match := _ONE.fullmatch(rest):
        return _range(int(match[1]), int(match[1]))
    return unread(text, RIGHT)


def _in_a_row(text: str) -> tuple[int, int] | None:
    """The ends of several ranges without a gap between: "5-8 and 9-11" is 5 to 11."""
    parts = re.split(r"\s*(?:[/&,;]|\band\b)\s*", text)
    ends = [re.fullmatch(r"(\d{1,3})\s*(?:-|–|—|to)\s*(\d{1,3})", part) for part in parts]
    ranges = sorted((int(one[1]), int(one[2])) for one in ends if one)
    if len(ranges) < len(parts) or len(parts) < 2:
        return None
    if any(last < first for first, last in ranges):
        return None
    if any(after[0] > before[1] + 1 for before, after in pairwise(ranges)):
        return None
    return ranges[0][0], max(last for _, last in ranges)


def _range(youngest: int, oldest: int, told: str = "") -> Understood:
    try:
        return Understood(value=AgeRange(age_from=youngest, age_to=oldest), told=told)
    except InvalidData as error:
        return Understood(read=False, told=str(error))
