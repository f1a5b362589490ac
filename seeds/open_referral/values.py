"""Single values of a document that nobody vouches for: text, numbers, ids, days.

Nothing here ever raises: what is not of the kind that is asked for is not there.
"""

from __future__ import annotations

import html
import math
import re
from collections.abc import Mapping
from datetime import date, time
from functools import lru_cache
from typing import Any

from graph.model import Day
from seeds.contacts import without_contacts

Document = Mapping[str, Any]
"""One object of a document, by its members' names."""

LONGEST = 6_000
"""Characters of a text that are looked at."""

TEXT = 5_000
"""Characters of a description that are kept."""

_TAG = re.compile(r"<[^<>]{0,400}>")
_ESCAPED_TAG = re.compile(r"</?[A-Za-z][^<>]{0,400}>")
_BAD = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_REACHED = re.compile(r"\+44|\b0[\d (]")
_DATE = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?!\d)")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_NEVER = 1900
"""Earlier years stand for no date: 0001-01-01 is what some systems write for nothing."""

_TIMED = re.compile(r"^\d{4}-\d\d-\d\d[T ]")
_CLOCK = re.compile(r"T?(\d{1,2})(?:[:.]?(\d\d))?(?:[:.]\d\d(?:\.\d+)?)?\s*(am|pm)?", re.IGNORECASE)
_ZONE = re.compile(r"\s*(?:Z|[+-]\d\d:?\d\d)$")
_NONE = {"", "null", "none", "n/a", "nan", "undefined", "tbc", "tba"}
_DAYS = {day.label.lower(): day for day in Day}


def words(value: object) -> str:
    """A text on one line, without markup, control characters and contact details."""
    if not value or not isinstance(value, str):
        return ""
    text = value if len(value) <= LONGEST else value[:LONGEST]
    if not text.isprintable():
        text = _BAD.sub(" ", text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "&" in text:
        text = _unescaped(text)
    if "\\" in text:
        text = text.replace("\\n", " ")
    if "@" in text or (("0" in text or "+" in text) and _REACHED.search(text)):
        return without_contacts(text)
    return " ".join(text.split())


def _unescaped(text: str) -> str:
    """A text with its entities as characters; markup may stand in it escaped once more."""
    text = html.unescape(text)
    if "<" in text:
        text = html.unescape(_ESCAPED_TAG.sub(" ", text))
    return _BAD.sub(" ", text)


def cut(text: str, most: int) -> str:
    """A text of at most some characters, with “…” where more of it was there."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def bare(value: object) -> str:
    """A short value as text: an id, a code, a postcode; empty where it is neither text nor number.

    Longer ones than 200 characters are cut.
    """
    if not value and value != 0:
        return ""
    if isinstance(value, str):
        text = value[:200].strip()
        return text if text.isprintable() else _BAD.sub("", text)
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            return f"{value:g}" if isinstance(value, float) else str(value)[:200]
        except ValueError:  # a whole number of thousands of digits
            return ""
    return ""


def is_none(text: str) -> bool:
    """Whether a text is a word for nothing: "null", "N/A"."""
    return text.strip().lower() in _NONE


def number(value: object) -> float | None:
    """A finite number, also where it was written as text; None where it is none."""
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, str):
        value = value.strip()[:40].removeprefix("£").replace(",", "")
        if is_none(value):
            return None
    if not isinstance(value, str | int | float):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def objects(value: object) -> list[Document]:
    """The objects of a list; a single object is a list of one."""
    if isinstance(value, list):
        return [one for one in value if isinstance(one, dict)]
    return [value] if isinstance(value, dict) else []


def first(document: Document, *names: str) -> list[Document]:
    """The objects below the first name that has any: versions call one thing by several names."""
    for name in names:
        found = document.get(name)
        if found and (listed := objects(found)):
            return listed
    return []


@lru_cache(maxsize=4_096)
def _day(text: str) -> date | None:
    text = text.strip()
    match, turned = _DATE.match(text), _DAY_FIRST.match(text)
    if match:
        year, month, at = match.groups()
    elif turned:
        at, month, year = turned.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(at)) if int(year) >= _NEVER else None
    except ValueError:
        return None


def day(value: object) -> date | None:
    """A date (2025-03-31, 31/03/2025; a time after it is passed over); None where it is none."""
    return _day(value[:40]) if isinstance(value, str) else None


@lru_cache(maxsize=4_096)
def _clock(text: str) -> time | None:
    match = _CLOCK.fullmatch(_ZONE.sub("", _TIMED.sub("", text.strip())))
    if match is None or (match[2] is None and match[3] is None):
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    half = (match[3] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if (hour, minute) == (24, 0):
        return time(23, 59)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def clock(value: object) -> time | None:
    """A time of day to the minute (18:00, 18:00:00Z, 6:00pm, that of a moment); None for none."""
    return _clock(value[:40]) if isinstance(value, str) else None


@lru_cache(maxsize=256)
def weekday(text: str) -> Day | None:
    """A day of the week (MO, Mon, Monday); None where it is none."""
    plain = text.strip().lower().rstrip("s.")
    if len(plain) < 2:
        return None
    return next((day for name, day in _DAYS.items() if name.startswith(plain)), None)


def web_address(value: object) -> str:
    """An address of the web, with https:// before it where that was left out; empty for none."""
    text = bare(value) if not isinstance(value, str) else value.strip()[:1_000]
    if text.lower().startswith("www."):
        text = f"https://{text}"
    sound = re.fullmatch(r"(?i)https?://[^\s<>\"@]+", text) and text.isprintable()
    return re.sub(r"(?i)^http", "http", text) if sound else ""
