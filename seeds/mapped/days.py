"""Days in the four styles of spreadsheets, and yes or no.

2026-03-01, 01/03/2026 (the day first, as in Britain), 1 March 2026, and the number by which a
spreadsheet program counts days (46082).
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from seeds.mapped.understood import NOTHING, UNSAID, Understood, unread

RIGHT = "write a day as 2026-03-01 or 01/03/2026."
_FIRST, _LAST = date(1950, 1, 1), date(2150, 1, 1)
_EXCEL = date(1899, 12, 30)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ]\d{1,2}:\d{2}.*)?")
_BRITISH = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?: \d{1,2}:\d{2}.*)?")
_WORDS = re.compile(
    r"(?:[a-z]{3,9},? )?(\d{1,2})(?:st|nd|rd|th)?[ -](?:of )?([a-z]{3,9})\.?,?[ -](\d{4}|\d{2})"
)
_AMERICAN_WORDS = re.compile(r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_YES = {"yes", "y", "true", "1", "t", "x", "✓", "✔", "tick", "ticked", "full", "fully"}
_NO = {"no", "n", "false", "0", "f", "✗", "none", "not"}


def day_of(text: str) -> Understood:
    """Read a day."""
    bare = " ".join(text.casefold().split())
    if bare in UNSAID:
        return NOTHING
    found: date | None = None
    try:
        if match := _ISO.fullmatch(bare):
            found = date(int(match[1]), int(match[2]), int(match[3]))
        elif match := _BRITISH.fullmatch(bare):
            found = date(_year(match[3]), int(match[2]), int(match[1]))
        elif match := _WORDS.fullmatch(bare):
            found = date(_year(match[3]), _month(match[2]), int(match[1]))
        elif match := _AMERICAN_WORDS.fullmatch(bare):
            found = date(int(match[3]), _month(match[1]), int(match[2]))
        elif match := _SERIAL.fullmatch(bare):
            found = _EXCEL + timedelta(days=int(match[1]))
    except ValueError:
        return unread(text, "there is no such day (the day comes before the month); " + RIGHT)
    if found is None or not _FIRST <= found < _LAST:
        return unread(text, RIGHT)
    return Understood(value=found)


def _year(text: str) -> int:
    return int(text) + (2000 if len(text) == 2 else 0)


def _month(word: str) -> int:
    return _MONTHS.index(word[:3]) + 1  # ValueError is “no such day”


def yes_no_of(text: str) -> Understood:
    """Read yes or no; ticks and crosses too."""
    bare = text.strip().casefold()
    if bare in UNSAID:
        return NOTHING
    if bare in _YES or re.match(r"yes\b", bare):
        return Understood(value=True)
    if bare in _NO or re.match(r"no\b", bare):
        return Understood(value=False)
    return unread(text, "write yes or no.")
