"""Numbers, distances and dates as people read them, the same in every finding."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date


def counted(number: float, one: str, many: str = "") -> str:
    """A number of things: "1 activity", "1,204 young people", "no activity" for none."""
    whole = round(number)
    if whole == 0:
        return f"no {many or one + 's'}"
    return f"{whole:,} {one if whole == 1 else many or one + 's'}"


def some(number: float, one: str, many: str, *, alone: str, together: str) -> str:
    """A mean count, at least one, with its verb: "1 activity gives", "3 activities give"."""
    whole = max(1, round(number))
    return f"1 {one} {alone}" if whole == 1 else f"{whole:,} {many} {together}"


def young(number: float) -> str:
    """A number of young people; "fewer than one" where the count is a fraction of a person."""
    if 0 < number < 0.5:
        return "fewer than one young person"
    return counted(number, "young person", "young people")


def distance(metres: float) -> str:
    """Metres to the nearest hundred below 1 km, kilometres with one decimal above."""
    if metres < 950:
        return f"{max(0, round(metres, -2)):.0f} m"
    return f"{metres / 1000:.1f}".removesuffix(".0") + " km"


def hours(number: float) -> str:
    """Hours a week with enough decimals to tell small numbers from none."""
    if number == 0:
        return "0 hours"
    if number < 0.01:
        return "less than 0.01 hours"
    text = f"{number:,.2f}".rstrip("0").rstrip(".")
    return f"{text} hour" if text == "1" else f"{text} hours"


def day(value: date) -> str:
    """A date as "3 March 2026"."""
    return f"{value.day} {value:%B %Y}"


def listed(words: Sequence[str], *, most: int = 4) -> str:
    """Words in a row, "a, b and c"; beyond ``most``, the first few and how many more."""
    if not words:
        return ""
    shown = list(words)
    if len(shown) > most:
        shown = [*shown[: most - 1], f"{len(words) - most + 1} more"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
