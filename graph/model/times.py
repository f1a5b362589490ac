"""Weekly times: sessions, availability windows, age ranges."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from typing import Self

from graph.errors import InvalidData
from graph.model.terms import Term


class Day(Term):
    """A day of the week."""

    MONDAY = "mon", "Monday"
    TUESDAY = "tue", "Tuesday"
    WEDNESDAY = "wed", "Wednesday"
    THURSDAY = "thu", "Thursday"
    FRIDAY = "fri", "Friday"
    SATURDAY = "sat", "Saturday"
    SUNDAY = "sun", "Sunday"


class Season(Term):
    """The part of the year in which a weekly time holds."""

    ALL_YEAR = "all_year", "All year"
    TERM = "term", "Term time"
    HOLIDAYS = "holidays", "School holidays"

    def meets(self, other: Season) -> bool:
        """Whether two seasons share any week."""
        return self is other or Season.ALL_YEAR in (self, other)


_FORM = re.compile(
    r"^\s*(?P<day>[A-Za-z]+)\.?\s+(?P<start>\d{1,2}[:.]\d{2})\s*(?:-|–|to)\s*"
    r"(?P<end>\d{1,2}[:.]\d{2})\s*(?:\((?P<season>[A-Za-z _-]+)\))?\s*$"
)
_SEASONS = {
    "": Season.ALL_YEAR,
    "all year": Season.ALL_YEAR,
    "term": Season.TERM,
    "term time": Season.TERM,
    "holidays": Season.HOLIDAYS,
    "school holidays": Season.HOLIDAYS,
}


def _clock(text: str) -> time:
    hours, minutes = (int(part) for part in re.split("[:.]", text))
    if hours > 23 or minutes > 59:
        raise InvalidData(f"“{text}” is not a time of day; write it as 18:30.")
    return time(hours, minutes)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class WeeklyTime:
    """A stretch of time that comes every week, within one day.

    Its text form, used in spreadsheets and in the graph, is
    ``Tue 18:00-20:00`` with ``(term)`` or ``(holidays)`` after it where it
    does not hold all year.

    Attributes
    ----------
    day
        The day of the week.
    start, end
        Times of day; the end lies after the start.
    season
        The part of the year in which it holds.

    Raises
    ------
    InvalidData
        The end is not after the start, or a time has seconds.
    """

    day: Day
    start: time
    end: time
    season: Season = Season.ALL_YEAR

    def __post_init__(self) -> None:
        if any(time.replace(second=0, microsecond=0) != time for time in (self.start, self.end)):
            raise InvalidData("A weekly time is kept to the minute; leave the seconds out.")
        if self.end <= self.start:
            raise InvalidData(
                f"A time from {self.start:%H:%M} to {self.end:%H:%M} ends before it starts; "
                "the end must be later on the same day."
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the text form; raise :class:`InvalidData` where it is not one."""
        match = _FORM.match(text)
        if match is None:
            raise InvalidData(
                f"“{text.strip()}” is not a weekly time; write it as “Tue 18:00-20:00” "
                "or “Tue 18:00-20:00 (term)”."
            )
        name = match["day"].lower()
        days = [day for day in Day if len(name) >= 3 and day.label.lower().startswith(name)]
        season = _SEASONS.get((match["season"] or "").strip().lower().replace("-", " "))
        if not days:
            raise InvalidData(f"“{match['day']}” is not a day of the week; write Mon, Tue … Sun.")
        if season is None:
            raise InvalidData(f"“{match['season']}” is not a season; write term or holidays.")
        return cls(
            day=days[0], start=_clock(match["start"]), end=_clock(match["end"]), season=season
        )

    @property
    def start_minute(self) -> int:
        """Minutes from midnight to the start."""
        return self.start.hour * 60 + self.start.minute

    @property
    def end_minute(self) -> int:
        """Minutes from midnight to the end."""
        return self.end.hour * 60 + self.end.minute

    @property
    def hours(self) -> float:
        """Length in hours."""
        return (self.end_minute - self.start_minute) / 60

    def shared_hours(self, other: WeeklyTime) -> float:
        """Hours a week in which both hold; 0 where they never meet."""
        if self.day is not other.day or not self.season.meets(other.season):
            return 0.0
        shared = min(self.end_minute, other.end_minute) - max(self.start_minute, other.start_minute)
        return max(0, shared) / 60

    def holds(self, other: WeeklyTime) -> bool:
        """Whether ``other`` lies wholly within this time, in every week that it comes."""
        return (
            self.day is other.day
            and self.season in (Season.ALL_YEAR, other.season)
            and self.start <= other.start
            and other.end <= self.end
        )

    def __str__(self) -> str:
        season = "" if self.season is Season.ALL_YEAR else f" ({self.season.value})"
        return f"{self.day.value.capitalize()} {self.start:%H:%M}-{self.end:%H:%M}{season}"


def parse_times(text: str) -> tuple[WeeklyTime, ...]:
    """Read several weekly times, with semicolons between; the empty text holds none."""
    return tuple(WeeklyTime.parse(part) for part in text.split(";") if part.strip())


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class AgeRange:
    """Ages in completed years, both ends included (13 to 19 is seven years of age).

    Raises
    ------
    InvalidData
        The ages are reversed, or outside 0 to 120.
    """

    age_from: int
    age_to: int

    def __post_init__(self) -> None:
        if not (0 <= self.age_from <= 120 and 0 <= self.age_to <= 120):
            raise InvalidData(
                f"Ages {self.age_from} to {self.age_to} lie outside 0 to 120.", field="age_from"
            )
        if self.age_to < self.age_from:
            raise InvalidData(
                f"Ages {self.age_from} to {self.age_to} are reversed; "
                f"the younger comes first: {self.age_to} to {self.age_from}.",
                field="age_from",
            )

    @property
    def years(self) -> int:
        """How many years of age the range holds."""
        return self.age_to - self.age_from + 1

    def shared_years(self, other: AgeRange) -> int:
        """How many years of age both ranges hold."""
        return max(0, min(self.age_to, other.age_to) - max(self.age_from, other.age_from) + 1)

    def jaccard(self, other: AgeRange) -> float:
        """Shared years of age over years of age in either, 0 to 1."""
        shared = self.shared_years(other)
        return shared / (self.years + other.years - shared)

    def __str__(self) -> str:
        return f"{self.age_from} to {self.age_to}"
