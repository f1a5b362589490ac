"""How numbers, days and distances are written for people; the filters of the templates."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import Any

from graph.analysis.wording import spoken_hours

NOT_KNOWN = "not known"
_WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def number(value: float | None, decimals: int = 0) -> str:
    """12,345 or 1.5; “not known” for None and NaN."""
    if value is None or math.isnan(value):
        return NOT_KNOWN
    return f"{value:,.{decimals}f}"


def plain(value: float | None) -> str:
    """A number with only the decimals it needs: 3, 2.5."""
    if value is None or math.isnan(value):
        return NOT_KNOWN
    return f"{round(value, 2):,g}" if abs(value) < 100_000 else f"{value:,.0f}"


def percent(share: float | None) -> str:
    """0.256 as 26%."""
    if share is None or math.isnan(share):
        return NOT_KNOWN
    return f"{share * 100:.0f}%"


def pounds(value: float | None) -> str:
    """£1,200, £2.50, or “free” for nothing."""
    if value is None or math.isnan(value):
        return NOT_KNOWN
    if value == 0:
        return "free"
    return f"£{value:,.0f}" if float(value).is_integer() else f"£{value:,.2f}"


def way(metres: float | None) -> str:
    """850 m, or 3.2 km from one kilometre on; the number and its unit stay together."""
    if metres is None or math.isnan(metres):
        return NOT_KNOWN
    return f"{metres:,.0f}\u00a0m" if metres < 950 else f"{round(metres / 1000, 1):,g}\u00a0km"


def day(value: date | datetime | None) -> str:
    """4 March 2026; “never” where there is none."""
    return "never" if value is None else f"{value.day} {value:%B %Y}"


def moment(value: datetime) -> str:
    """4 March 2026 at 14:05 UTC."""
    at = value.astimezone(UTC) if value.tzinfo else value
    return f"{day(at)} at {at:%H:%M} UTC"


def clock(minute: int) -> str:
    """Minutes from midnight as a time of day: 18:05."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def count(value: int, one: str, many: str = "") -> str:
    """“1 hall”, “12 halls”, “no halls”."""
    words = one if value == 1 else (many or f"{one}s")
    return f"{value:,} {words}" if value else f"no {words}"


def listed(words: list[str] | tuple[str, ...]) -> str:
    """“a”, “a and b”, “a, b and c”."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def lower_first(text: str) -> str:
    """The text with a small first letter, unless it begins with an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def slug(text: str) -> str:
    """A word for an id attribute, from any text."""
    return re.sub(r"[^a-z0-9]+", "-", folded(text)).strip("-") or "part"


def folded(text: str) -> str:
    """The text for comparing: without case and diacritics."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text)
    return "".join(c for c in apart if not unicodedata.combining(c)).casefold()


def weekly(sessions: Iterable[str]) -> str:
    """Weekly times with the days that share one together: “Mon, Tue 16:00-18:00 (term)”."""
    days: dict[str, list[str]] = {}
    for session in sessions:
        day_name, _, time = session.partition(" ")
        days.setdefault(time, []).append(day_name)
    return "; ".join(f"{_run(names)} {time}" for time, names in days.items())


def _run(names: list[str]) -> str:
    """Days of the week: “Mon”, “Mon, Wed”, “Mon to Fri” for three and more in a row."""
    at = [_WEEK.index(name) if name in _WEEK else -9 for name in names]
    if len(names) > 2 and at == list(range(at[0], at[0] + len(at))):
        return f"{names[0]} to {names[-1]}"
    return ", ".join(names)


def doer(by: str) -> str:
    """Who made a change, for everybody to read: no account is named."""
    return "somebody who keeps rows here" if by.startswith("account.") else by


FILTERS: dict[str, Callable[..., Any]] = {
    "number": number,
    "plain": plain,
    "percent": percent,
    "pounds": pounds,
    "way": way,
    "day": day,
    "doer": doer,
    "moment": moment,
    "count": count,
    "listed": listed,
    "lower_first": lower_first,
    "slug": slug,
    "spoken": spoken_hours,
    "weekly": weekly,
}
