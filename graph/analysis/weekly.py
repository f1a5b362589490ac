"""Weekly times out of the snapshot, and which pairs of them come from two owners."""

from __future__ import annotations

from datetime import time

import numpy as np

from graph.model import Day, Season, WeeklyTime
from graph.network import TimesTable

DAYS = tuple(Day)


def weekly_time(times: TimesTable, row: int) -> WeeklyTime:
    """One row as a weekly time."""
    start, end = int(times.start[row]), int(times.end[row])
    return WeeklyTime(
        day=DAYS[int(times.day[row])],
        start=time(*divmod(start, 60)),
        end=time(*divmod(end, 60)),
        season=Season(times.season[row]),
    )


class Sessions:
    """The weekly times of owners in words, each made when it is asked for."""

    def __init__(self, times: TimesTable) -> None:
        self._times = times
        self._order = np.lexsort((times.start, times.day, times.owner))
        self._owners = times.owner[self._order]

    def rows(self, owner: int) -> list[int]:
        """The rows of the times of one owner in the week's order."""
        ends = np.array([owner, owner + 1], dtype=self._owners.dtype)
        first, last = np.searchsorted(self._owners, ends)
        found: list[int] = self._order[first:last].tolist()
        return found

    def of(self, owner: int) -> tuple[str, ...]:
        """The times of one owner in the week's order; empty where it has none."""
        return tuple(str(weekly_time(self._times, row)) for row in self.rows(owner))
