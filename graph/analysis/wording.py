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


def spoken_hours(hours: float) -> str:
    """Hours as people say them: "10 minutes", "1 hour 30 minutes", "0 minutes".

    Rounded to whole minutes; what is above 0 and below half a minute is
    "under a minute".
    """
    minutes = round(hours * 60)
    if minutes == 0:
        return "under a minute" if hours > 0 else "0 minutes"
    whole, rest = divmod(minutes, 60)
    words = [f"{whole:,} hour{'s' if whole > 1 else ''}"] if whole else []
    if rest or not words:
        words.append(f"{rest} minute{'s' if rest > 1 else ''}")
    return " ".join(words)


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
