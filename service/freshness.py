"""How long ago somebody said that a row is right: in words, and as a mark beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph.analysis.freshness import Age, age_of
from service.formats import count

_DAY, _WEEK, _MONTH, _YEAR = 1, 7, 30.44, 365.25
_STEPS = ((14, _DAY, "day"), (60, _WEEK, "week"), (24 * _MONTH, _MONTH, "month"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """How fresh a row is.

    Attributes
    ----------
    age
        For the mark.
    words
        In a sentence of its own: “Checked 3 months ago”.
    on
        The day, None where nobody has checked it.
    """

    age: Age
    words: str
    on: date | None


def checked(day: date | None, today: date) -> Checked:
    """How fresh a row is that somebody last said to be right on a day."""
    age = age_of(day, today=today)
    if day is None:
        return Checked(age=age, words="Nobody has checked it since it was entered", on=None)
    return Checked(age=age, words=f"Checked {_ago((today - day).days)}", on=day)


def _ago(days: int) -> str:
    """So many days ago, in words."""
    if days <= 0:
        return "today"
    if days == 1:
        return "yesterday"
    for most, length, unit in _STEPS:
        if days < most:
            return f"{count(max(1, int(days // length)), unit)} ago"
    return f"{count(int(days // _YEAR), 'year')} ago"
