"""For what ages a service is: as its fields say, else as its words say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.model import AgeRange
from seeds.open_referral.values import Document, first, number, words

YOUNG = AgeRange(age_from=8, age_to=25)
"""Whom Hedgerow is about. A service that is for nobody of these ages is passed over."""

EVERY = AgeRange(age_from=0, age_to=120)
ELIGIBILITIES = ("eligibilitys", "eligibilities", "eligibility")

_SPAN = re.compile(
    r"\bage[sd]?:?\s*(?:between\s+|from\s+)?(\d{1,2})\s*(?:-|–|to|and)\s*(\d{1,2})\b"
    r"|\b(\d{1,2})\s*(?:-|–|to)\s*(\d{1,2})\s*(?:years?|yrs?|year[- ]olds?)\b",
    re.IGNORECASE,
)
_AGED = re.compile(
    r"\bage[sd]?:?\s*(?:between\s+|from\s+)?(\d{1,2})\s*(?:-|–|to|and)\s*(\d{1,2})\b",
    re.IGNORECASE,
)
"""The only form that is taken from a description, where “2 to 3 years” may be a course."""
_FROM = re.compile(
    r"\bage[sd]?\s*(\d{1,2})\s*(?:\+|and over|and above|or over|plus)"
    r"|\bover\s+(\d\d)s\b|\b(\d\d)\+\s*(?:years?|yrs?|only)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ages:
    """Ages, and how they are known: "stated", "open" (only one end stated), "words", "unknown"."""

    ages: AgeRange
    known: str


def ages_of(service: Document, name: str, description: str) -> Ages:
    """The ages of a service.

    Its ``minimum_age`` and ``maximum_age``, else those of its eligibilities (versions 1 and 2),
    else what its words say ("aged 11 to 18", "over 50s"); where nothing does, every age. An end
    that is not stated is 0 or 120.
    """
    low, high = _pair(service)
    if low is None and high is None:
        low, high = _of_eligibilities(first(service, *ELIGIBILITIES))
    if low is not None or high is not None:
        known = "open" if low is None or high is None else "stated"
        return Ages(ages=_range(low, high), known=known)
    told = words(service.get("eligibility_description"))
    for text in (name, told, *(words(one.get("eligibility")) for one in _few(service))):
        if found := _in_words(text):
            return Ages(ages=found, known="words")
    found = _in_words(description, aged_only=True)
    return Ages(ages=found or EVERY, known="words" if found else "unknown")


def _few(service: Document) -> list[Document]:
    return first(service, *ELIGIBILITIES)[:20]


def _pair(one: Document) -> tuple[int | None, int | None]:
    low, high = (
        _years(one.get(name) if name in one else one.get(other))
        for name, other in (("minimum_age", "min_age"), ("maximum_age", "max_age"))
    )
    return (None, None) if high == 0 and not low else (low, high)


def _years(value: object) -> int | None:
    years = None if value is None else number(value)
    return None if years is None or years < 0 else min(int(years), 120)


def _of_eligibilities(listed: Sequence[Document]) -> tuple[int | None, int | None]:
    """From the youngest to the oldest of several; an open end leaves the whole open."""
    pairs = [pair for one in listed if (pair := _pair(one)) != (None, None)]
    lows = [low for low, _ in pairs if low is not None]
    highs = [high for _, high in pairs if high is not None]
    low = min(lows) if lows and len(lows) == len(pairs) else None
    high = max(highs) if highs and len(highs) == len(pairs) else None
    return low, high


def _range(low: int | None, high: int | None) -> AgeRange:
    low, high = EVERY.age_from if low is None else low, EVERY.age_to if high is None else high
    return AgeRange(age_from=min(low, high), age_to=max(low, high))


def _in_words(text: str, *, aged_only: bool = False) -> AgeRange | None:
    if not text:
        return None
    if match := (_AGED if aged_only else _SPAN).search(text):
        low, high = (int(part) for part in match.groups() if part)
        return AgeRange(age_from=low, age_to=high) if low <= high else None
    if not aged_only and (match := _FROM.search(text)):
        return _range(next(int(part) for part in match.groups() if part), None)
    return None
