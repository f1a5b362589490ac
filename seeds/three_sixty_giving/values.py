"""Amounts, dates and texts as funders write them."""

from __future__ import annotations

import calendar
import math
import re
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from seeds.mapped.days import day_of

FIRST_YEAR = 1900
_NUMBER = re.compile(
    r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|[-+]?\.\d+|\d(?:\.\d+)?e\+?\d{1,2}", re.IGNORECASE
)
_ISO = re.compile(r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?:[T ].*)?", re.DOTALL)
_MONTH = re.compile(r"(\d{4})(?:-(\d\d))?")
_WRITTEN = ("%d/%m/%Y", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d-%m-%Y", "%d.%m.%Y")
_SPELT = ("%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%B %d, %Y")
_ORDINAL = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)\b")
_UNFIT = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})")


_UNSAID = re.compile(
    r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!)|n\.?/?a\.?|none|null|nil|unknown|not known|tbc"
    r"|no number|not applicable|[-–—.?0\s]*",
    re.IGNORECASE,
)
"""What people and spreadsheets write where there is nothing to write."""

_FIRST = "nNuUtT0"
"""The letters and figures that such words begin with."""


def is_unsaid(text: str) -> bool:
    """Whether a cell says that there is nothing to say: empty, “N/A”, “-”, “0”, “#REF!”."""
    if len(text) > 20 or (text[:1].isalnum() and text[0] not in _FIRST):
        return False  # nearly every cell: no need to look further
    return _UNSAID.fullmatch(text) is not None


def text_in(value: Any) -> str:
    """A value as text without spaces around it; nothing, lists and objects give the empty text."""
    if type(value) is not str:
        if value is None or isinstance(value, (dict, list, bool)):
            return ""
        if isinstance(value, float):
            value = int(value) if value.is_integer() and abs(value) < 1e15 else value
        value = str(value)
    if not value.isprintable() and _UNFIT.search(value):
        value = _UNFIT.sub(" ", value.replace("\r\n", "\n"))
    return str(value.strip())


def amount_in(value: Any) -> tuple[float | None, bool]:
    """An amount of money, and whether it had to be read out of ``£`` and commas."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        try:
            number = float(value)
        except OverflowError:
            return None, False
        return (number if math.isfinite(number) else None), False
    text = text_in(value)
    bare = text.removeprefix("GBP").removesuffix("GBP").replace("£", "")
    bare = bare.replace(" ", "").replace("\u00a0", "")
    if len(bare) > 40 or not _NUMBER.fullmatch(bare):
        return None, False
    return float(bare.replace(",", "")), not text.replace(".", "").isdigit()


@lru_cache(maxsize=16_384)
def day_in(text: str) -> tuple[date | None, bool]:
    """A day, and whether it was written otherwise than 2025-03-31; a time behind it is left off.

    Days are read as people here write them: 31/03/2025, 31/03/25, 31 March 2025, 31st Mar 2025;
    and as a spreadsheet counts them (45747).
    """
    if match := _ISO.fullmatch(text):
        plain = match[2] == "-" and len(match[3]) == len(match[4]) == 2
        try:
            return date(int(match[1]), int(match[3]), int(match[4])), not plain
        except ValueError:
            return None, False
    if len(text) > 40:
        return None, False
    plain = _ORDINAL.sub(r"\1", " ".join(text.split()))
    for form in (*_WRITTEN, *_SPELT):
        try:
            return datetime.strptime(plain, form).date(), True
        except ValueError:
            continue
    return day_of(plain).value, True


@lru_cache(maxsize=16_384)
def planned_day(text: str, *, last: bool) -> tuple[date | None, bool]:
    """A planned day, which may be a year or a month: its first day, or its last."""
    match = _MONTH.fullmatch(text)
    if match is None:
        return day_in(text)
    year, month = int(match[1]), int(match[2] or (12 if last else 1))
    if not (1 <= month <= 12 and year >= 1):
        return None, False
    return date(year, month, calendar.monthrange(year, month)[1] if last else 1), False


def months_after(day: date, months: int) -> date | None:
    """The last day of so many months from a day; None beyond the calendar."""
    ordinal = day.year * 12 + day.month - 1 + months
    year, month = ordinal // 12, ordinal % 12 + 1
    if not FIRST_YEAR <= year <= 9_000:
        return None
    length = calendar.monthrange(year, month)[1]
    return date.fromordinal(date(year, month, min(day.day, length)).toordinal() - 1)


@lru_cache(maxsize=16_384)
def postcode_in(text: str) -> str:
    """A postcode as “TR1 1AA”; empty where a text is none."""
    match = _POSTCODE.fullmatch(" ".join(text.upper().split())) if len(text) <= 12 else None
    return f"{match[1]} {match[2]}" if match else ""


def number_in(value: Any) -> float | None:
    """A plain number, such as a latitude; None where it is none."""
    if isinstance(value, bool):
        return None
    try:
        number = float(value if isinstance(value, (int, float)) else text_in(value)[:40])
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None
