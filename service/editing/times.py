"""Weekly times as a grid: from and to for each day, and a line for whatever does not fit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from itertools import combinations
from typing import Any, ClassVar

from graph.errors import InvalidData
from graph.model import Day, Season, WeeklyTime, parse_times
from service.editing.fields import Field, Typed, first

MOST_TEXT = 2_000
"""Characters of weekly times; a hundred of them fit."""

_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.h]?(?P<minute>\d{2}))?\s*(?P<half>[ap]\.?m\.?)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Times(Field):
    """Weekly times.

    Its inputs are ``…_mon_from``, ``…_mon_to`` and so on, ``…_season`` for all of them, and
    ``…_more``: other times in the form “Tue 18:00-20:00 (term)”, semicolons between.
    """

    widget: ClassVar[str] = "times"

    def read(self, typed: Typed) -> Any:
        """The times of the grid and the line below it, in the order of the week."""
        season = self._season(first(typed, f"{self.name}_season"))
        found = [found for day in Day if (found := self._of_day(typed, day, season)) is not None]
        try:
            found += _parsed(first(typed, f"{self.name}_more").replace("\n", ";"))
        except InvalidData as problem:
            raise InvalidData(str(problem), field=f"{self.name}_more") from None
        if self.required and not found:
            raise InvalidData("Give at least one time.", field=self.name)
        return self._ordered(found)

    def _season(self, text: str) -> Season:
        try:
            return Season(text or Season.ALL_YEAR.value)
        except ValueError:
            raise InvalidData(
                "Choose when the times hold: all year, in term time or in the holidays.",
                field=f"{self.name}_season",
            ) from None

    def _of_day(self, typed: Typed, day: Day, season: Season) -> WeeklyTime | None:
        start, end = (first(typed, f"{self.name}_{day.value}_{side}") for side in ("from", "to"))
        place = f"{self.name}_{day.value}_from"
        if not start and not end:
            return None
        if not start or not end:
            missing = "when it begins" if not start else "when it ends"
            raise InvalidData(f"{day.label}: say {missing} as well.", field=place)
        try:
            return WeeklyTime(day=day, start=clock(start), end=clock(end, late=True), season=season)
        except InvalidData as problem:
            raise InvalidData(f"{day.label}: {problem}", field=place) from None

    def _ordered(self, found: Sequence[WeeklyTime]) -> tuple[WeeklyTime, ...]:
        """The times in order; times that meet are refused, equal ones are one."""
        ordered = sorted(
            set(found), key=lambda one: (tuple(Day).index(one.day), one.start, one.end, one.season)
        )
        for before, after in combinations(ordered, 2):
            if before.shared_hours(after):
                raise InvalidData(
                    f"{before.day.label} {before.start:%H:%M} to {before.end:%H:%M} and "
                    f"{after.start:%H:%M} to {after.end:%H:%M} overlap; make them one.",
                    field=self.name,
                )
        return tuple(ordered)

    def value_of(self, text: str) -> Any:
        """The times of “Tue 18:00-20:00; Thu 18:00-20:00 (term)”."""
        try:
            return self._ordered(_parsed(text))
        except InvalidData as problem:
            raise InvalidData(str(problem), field=self.name) from None

    def text_of(self, value: Any) -> str:
        """The times, with semicolons between."""
        return "; ".join(str(one) for one in value or ())

    def typed(self, value: Any) -> dict[str, list[str]]:
        """The first time of each day in the grid, the others on the line below it."""
        times = tuple(value or ())
        season = times[0].season if times else Season.ALL_YEAR
        shown: dict[str, list[str]] = {name: [""] for name in self.inputs()}
        shown[f"{self.name}_season"] = [season.value]
        more = []
        for one in times:
            names = [f"{self.name}_{one.day.value}_{side}" for side in ("from", "to")]
            if one.season is not season or shown[names[0]] != [""]:
                more.append(str(one))
                continue
            shown[names[0]], shown[names[1]] = [f"{one.start:%H:%M}"], [f"{one.end:%H:%M}"]
        shown[f"{self.name}_more"] = ["; ".join(more)]
        return shown

    def told(self, value: Any) -> str:
        """The times, with semicolons between."""
        return self.text_of(value)

    def inputs(self) -> tuple[str, ...]:
        """From and to for each day, the season, and other times."""
        sides = [f"{self.name}_{day.value}_{side}" for day in Day for side in ("from", "to")]
        return (*sides, f"{self.name}_season", f"{self.name}_more")


def _parsed(text: str) -> tuple[WeeklyTime, ...]:
    """The times of a text; what is far too long is no times."""
    if len(text) > MOST_TEXT:
        raise InvalidData(f"The times have {len(text):,} characters; at most {MOST_TEXT:,} fit.")
    return parse_times(text)


def clock(text: str, *, late: bool = False) -> time:
    """A time of day however people write it: 18:30, 6.30pm, 6 pm, 1830.

    Parameters
    ----------
    late
        Whether 24:00 is allowed; it becomes 23:59, the last minute of the day.

    Raises
    ------
    InvalidData
        It is none.
    """
    match = _CLOCK.fullmatch(text.strip())
    if match is not None:
        hour, minute = int(match["hour"]), int(match["minute"] or 0)
        half = (match["half"] or "").lower().replace(".", "")
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half == "pm" else 0)
            half = ""
        if late and (hour, minute) == (24, 0):
            return time(23, 59)
        if not half and hour < 24 and minute < 60:
            return time(hour, minute)
    raise InvalidData(f"“{text[:30]}” is not a time of day; write it as 18:30.")
