"""Weekly times out of the snapshot, and which pairs of them come from two owners."""

from __future__ import annotations

from datetime import time

import numpy as np

from graph.model import Day, Season, WeeklyTime
from graph.network import Index, TimesTable

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


def times_by_owner(times: TimesTable) -> dict[int, tuple[WeeklyTime, ...]]:
    """The weekly times of each owner that has any, in the week's order."""
    found: dict[int, list[WeeklyTime]] = {}
    for row in np.lexsort((times.start, times.day, times.owner)).tolist():
        found.setdefault(int(times.owner[row]), []).append(weekly_time(times, row))
    return {owner: tuple(listed) for owner, listed in found.items()}


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


def products(left: Index, right: Index, owners: Index, size: int) -> tuple[Index, Index, Index]:
    """Every row of one owner with every row of another, for many pairs of owners.

    Parameters
    ----------
    left, right
        Owners of each pair, shape (pairs,).
    owners
        The owner of each row, in ascending order.
    size
        How many owners there are.

    Returns
    -------
    tuple of arrays
        The pair, a row of its left owner and a row of its right owner.
    """
    count = np.bincount(owners, minlength=size)
    first = np.cumsum(count) - count
    many = count[left] * count[right]
    pair = np.repeat(np.arange(len(left)), many)
    place = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
    wide = np.maximum(count[right][pair], 1)
    return (
        pair.astype(np.int32),
        (first[left][pair] + place // wide).astype(np.int32),
        (first[right][pair] + place % wide).astype(np.int32),
    )
