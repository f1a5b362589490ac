"""Nights: on how many days of the week something is on within reach, and of one more for whom."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from graph.analysis.duplication.effects import Access
from graph.analysis.duplication.likeness import THEME_NUMBERS
from graph.analysis.provision import session_hours
from graph.analysis.weekly import DAYS, Sessions
from graph.kernels.nights import days_apart_from, gather_days
from graph.model import AgeRange, Day, Season
from graph.network import Flags, Floats, Index, TimesTable

Bits = npt.NDArray[np.uint8]
WEEKDAYS, WEEKEND = (0, 1, 2, 3, 4), (5, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Nights:
    """What it does when an activity moves from the days on which another runs too.

    Attributes
    ----------
    moved_from, moved_to
        The days that it leaves, and those that it takes up, in turn.
    people
        Young people within reach of it, of the ages that it takes.
    before, after
        How many of them have something of the kind on within reach on 0, 1 … 7 days a week.
    more, fewer
        How many of them have it on more days than before, and on fewer.
    """

    moved_from: tuple[Day, ...]
    moved_to: tuple[Day, ...]
    people: float
    before: tuple[float, ...]
    after: tuple[float, ...]
    more: float
    fewer: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Week:
    """The days on which activities of each theme are on; see :class:`Access` for the rest."""

    access: Access

    @cached_property
    def counting(self) -> Flags:
        """Which weekly times count in the slice."""
        served = self.access.served
        return session_hours(served.network.sessions, served.slice) > 0

    @cached_property
    def sessions(self) -> Sessions:
        """The weekly times of each activity."""
        return Sessions(self.access.served.network.sessions)

    @cached_property
    def days(self) -> Bits:
        """The days on which each activity runs: bit 0 for Monday."""
        sessions = self.access.served.network.sessions
        found = np.zeros(len(self.access.served.network.activities), dtype=np.uint8)
        bits = np.left_shift(1, sessions.day[self.counting]).astype(np.uint8)
        np.bitwise_or.at(found, sessions.owner[self.counting], bits)
        return found

    @cached_property
    def on(self) -> tuple[Bits, Bits]:
        """Days with one and with two activities: shape (themes, sites of the grounds)."""
        served, grounds = self.access.served, self.access.grounds
        activities = served.network.activities
        rows = np.flatnonzero(served.provision.counts & (activities.site >= 0))
        shape = (len(THEME_NUMBERS), len(grounds.sites))
        once, twice = np.zeros(shape, dtype=np.uint8), np.zeros(shape, dtype=np.uint8)
        for theme, number in THEME_NUMBERS.items():
            of_theme = rows[activities.theme[rows] == theme]
            place = grounds.place_of_site[activities.site[of_theme]]
            gather_days(place, self.days[of_theme], once[number], twice[number])
        return once, twice

    @cached_property
    def sites_of_areas(self) -> tuple[npt.NDArray[np.int64], Index]:
        """The sites (of the grounds) that reach each demand area, as compressed rows."""
        grounds = self.access.grounds
        return grounds.turned(len(self.access.served.areas))

    def alternated(self, moves: int, stays: int, ages: AgeRange) -> Nights | None:
        """The better days for an activity that runs at the same time as another.

        Each day on which the two run at once is left for one on which neither runs, a weekday
        for a weekday and a weekend day for a weekend day: the one on which the most young
        people had nothing of the kind (a theme of the two); of equals the earliest in the week.

        Parameters
        ----------
        moves, stays
            Rows of the two activities.
        ages
            Whom to count: young people of these ages within reach of the one that moves.

        Returns
        -------
        Nights or None
            None where they never run at once, or no such day is left.
        """
        access = self.access
        site = int(access.served.network.activities.site[moves])
        areas = access.reached(site)
        people = access.young_people(areas, ages)
        leaves, kept = self._clashing(moves, stays)
        others = self._others(areas, moves, stays)
        own = int(self.days[moves])
        before = others | np.uint8(own)
        moved: list[tuple[int, int]] = []
        for day in leaves:
            taken = own | int(self.days[stays]) | sum(1 << to for _, to in moved)
            free = [to for to in (WEEKDAYS if day < 5 else WEEKEND) if not taken >> to & 1]
            free = [to for to in free if self._asked(to)]
            if free:
                best = max(free, key=lambda to: (float(people[(others >> to & 1) == 0].sum()), -to))
                moved.append((day, best))
        if not moved:
            return None
        left = sum(1 << day for day, _ in moved if day not in kept)
        own = (own & ~left) | sum(1 << to for _, to in moved)
        after = others | np.uint8(own)
        return _nights(moved, people, before, after)

    def _asked(self, day: int) -> bool:
        days = self.access.served.slice.days
        return not days or DAYS[day] in days

    def _others(self, areas: Index, moves: int, stays: int) -> Bits:
        """The days on which something else of the kind is on, by area."""
        activities = self.access.served.network.activities
        themes = sorted({THEME_NUMBERS[str(activities.theme[row])] for row in (moves, stays)})
        once, twice = (np.ascontiguousarray(column[themes]) for column in self.on)
        own = int(self.days[moves])
        return days_apart_from(areas, *self.sites_of_areas, once, twice, own)

    def _clashing(self, moves: int, stays: int) -> tuple[list[int], set[int]]:
        """Days on which the two run at once, and those of them with another time of the first."""
        sessions = self.access.served.network.sessions
        mine, theirs = (
            [row for row in self.sessions.rows(owner) if self.counting[row]]
            for owner in (moves, stays)
        )
        clashing: set[int] = set()
        free: set[int] = set()
        for one in mine:
            meets = any(_at_once(sessions, one, other) for other in theirs)
            (clashing if meets else free).add(int(sessions.day[one]))
        return sorted(clashing), free


def _at_once(sessions: TimesTable, one: int, other: int) -> bool:
    seasons = {str(sessions.season[one]), str(sessions.season[other])}
    meets = len(seasons) == 1 or str(Season.ALL_YEAR) in seasons
    together = min(sessions.end[one], sessions.end[other]) > max(
        sessions.start[one], sessions.start[other]
    )
    return bool(meets and sessions.day[one] == sessions.day[other] and together)


def _nights(moved: list[tuple[int, int]], people: Floats, before: Bits, after: Bits) -> Nights:
    count = np.bitwise_count
    was, now = count(before), count(after)
    return Nights(
        moved_from=tuple(DAYS[day] for day, _ in moved),
        moved_to=tuple(DAYS[to] for _, to in moved),
        people=float(people.sum()),
        before=tuple(np.bincount(was, weights=people, minlength=8).tolist()),
        after=tuple(np.bincount(now, weights=people, minlength=8).tolist()),
        more=float(people[now > was].sum()),
        fewer=float(people[now < was].sum()),
    )
