"""Free windows: when a venue could take one more session."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import time

import numpy as np
import numpy.typing as npt

from graph.analysis.slices import Slice
from graph.analysis.weekly import DAYS
from graph.kernels.windows import free_pieces
from graph.model import Day, Season, WeeklyTime
from graph.network import Index, Network, TimesTable

LEAST_HOURS = 1.5
"""The shortest free window that a session, its setting up and clearing away, fits into."""

WEEKDAY = (time(15, 30), time(21, 30))
"""From the end of school to the way home."""

WEEKEND = (time(10, 0), time(18, 0))

SEASONS = (Season.ALL_YEAR, Season.TERM, Season.HOLIDAYS)
"""Seasons by their number in columns: all year, and its two parts."""

LEAST_MINUTES = round(LEAST_HOURS * 60)

Places = npt.NDArray[np.int64]

_APART = 10_000
"""More minutes than a day has: what belongs to different days does not meet."""

_WEEKEND_DAYS = {Day.SATURDAY, Day.SUNDAY}


@dataclass(frozen=True, kw_only=True, eq=False)
class Windows:
    """Weekly times of assets in columns; rows of one asset stand together.

    ``day`` is 0 (Monday) to 6, ``start`` and ``end`` minutes from midnight, ``season`` a
    number of :data:`SEASONS`.
    """

    asset: Index
    day: Index
    start: Index
    end: Index
    season: Index

    def __len__(self) -> int:
        return len(self.asset)

    def taken(self, rows: Index) -> Windows:
        """Some of the rows."""
        return Windows(
            asset=self.asset[rows],
            day=self.day[rows],
            start=self.start[rows],
            end=self.end[rows],
            season=self.season[rows],
        )


def window_of(day: int, start: int, end: int, season: int) -> WeeklyTime:
    """One weekly time, from its numbers."""
    return WeeklyTime(
        day=DAYS[day],
        start=time(*divmod(start, 60)),
        end=time(*divmod(end, 60)),
        season=SEASONS[season],
    )


def stated_windows(times: TimesTable) -> Windows:
    """Weekly times as columns of numbers, by owner, day and start."""
    season = np.zeros(len(times), dtype=np.int32)
    for number, name in enumerate(SEASONS):
        season[times.season == str(name)] = number
    order = np.lexsort((times.end, times.start, times.day, times.owner))
    return Windows(
        asset=times.owner[order],
        day=times.day[order],
        start=times.start[order],
        end=times.end[order],
        season=season[order],
    )


def free_times(network: Network, slice: Slice) -> Windows:
    """When each asset is free for a session of a slice.

    Its stated availability, within the hours that young people can use
    (:data:`WEEKDAY`, :data:`WEEKEND`), on the slice's days and in its season,
    less the activities already held at its site (whatever room they are in)
    and the times for which it is lent already (:func:`less_lent`), where at
    least :data:`LEAST_HOURS` are left.

    Returns
    -------
    Windows
        By asset, the longest first, then in the week's order. Assets without a free
        window, or of which nobody said, are not in it.
    """
    usable = _usable(stated_windows(network.availability), slice)
    found = less_lent(network, less_sessions(network, usable), least=LEAST_MINUTES)
    return found.taken(
        np.lexsort(
            (found.season, found.end, found.start, found.day, found.start - found.end, found.asset)
        ).astype(np.int32)
    )


def less_sessions(network: Network, windows: Windows, *, least: int = 1) -> Windows:
    """What is left of assets' times when the activities held at their sites are taken out.

    Parameters
    ----------
    least
        Minutes that a piece must have.
    """
    first, busy = _busy(network)
    site = network.assets.site[windows.asset]
    place = np.where(site >= 0, site.astype(np.int64) * 7 + windows.day, -1)
    return _less(windows, place, first, busy, least)


def less_lent(network: Network, windows: Windows, *, least: int = 1) -> Windows:
    """What is left of assets' times when those are taken out for which each is lent already.

    Agreements count from the day on which both sides have said yes until they end; one without
    weekly times takes nothing out.

    Parameters
    ----------
    least
        Minutes that a piece must have.
    """
    rows = network.assets.rows
    held = [
        (rows[one.asset_id], DAYS.index(time.day), time.start_minute, time.end_minute, time.season)
        for one in network.agreements
        if one.in_force and one.asset_id in rows
        for time in one.times
    ]
    if not held:
        return windows.taken(np.flatnonzero(windows.end - windows.start >= least).astype(np.int32))
    lent = Windows(
        asset=np.array([row for row, *_ in held], dtype=np.int32),
        day=np.array([day for _, day, *_ in held], dtype=np.int32),
        start=np.array([start for _, _, start, _, _ in held], dtype=np.int32),
        end=np.array([end for *_, end, _ in held], dtype=np.int32),
        season=np.array([SEASONS.index(season) for *_, season in held], dtype=np.int32),
    )
    first, busy = _by_place(lent, lent.asset, len(network.assets))
    place = windows.asset.astype(np.int64) * 7 + windows.day
    return _less(windows, place, first, busy, least)


def _less(windows: Windows, place: Places, first: Places, busy: Index, least: int) -> Windows:
    """What is left of times when those that are busy at their places are taken out."""
    offered = np.column_stack([place, windows.start, windows.end, windows.season])
    pieces = free_pieces(np.ascontiguousarray(offered, dtype=np.int32), first, busy, least)
    row, start, end = (np.ascontiguousarray(column) for column in pieces.T)
    return replace(windows.taken(row), start=start, end=end)


def by_season(windows: Windows) -> Windows:
    """The same times with each that holds all year as two: in term, and in the holidays."""
    always = np.flatnonzero(windows.season == 0).astype(np.int32)
    some = np.flatnonzero(windows.season != 0).astype(np.int32)
    rows = np.concatenate([some, always, always])
    season = np.concatenate(
        [windows.season[some], np.full(len(always), 1), np.full(len(always), 2)]
    ).astype(np.int32)
    found = replace(windows.taken(rows), season=season)
    order = np.lexsort((found.season, found.end, found.start, found.day, found.asset))
    return found.taken(order.astype(np.int32))


def of_the_year(windows: Windows) -> Windows:
    """The reverse of :func:`by_season`: what holds in both parts of the year holds all year."""
    order = np.lexsort((windows.season, windows.end, windows.start, windows.day, windows.asset))
    found = windows.taken(order.astype(np.int32))
    alike = np.ones(max(len(found) - 1, 0), dtype=bool)
    for column in (found.asset, found.day, found.start, found.end):
        alike &= column[1:] == column[:-1]
    both = np.append(alike & (found.season[1:] == 2) & (found.season[:-1] == 1), False)[
        : len(found)
    ]
    kept = np.flatnonzero(~np.append(False, both)[: len(found)]).astype(np.int32)
    return replace(found, season=np.where(both, 0, found.season).astype(np.int32)).taken(kept)


def joined(windows: Windows) -> Windows:
    """Times of one asset, day and season that touch or meet, as one.

    Returns
    -------
    Windows
        By asset, day, season and start.
    """
    order = np.lexsort((windows.start, windows.season, windows.day, windows.asset))
    found = windows.taken(order.astype(np.int32))
    if not len(found):
        return found
    group = (found.asset.astype(np.int64) * 7 + found.day) * len(SEASONS) + found.season
    begin, end = group * _APART + found.start, group * _APART + found.end
    latest = np.maximum.accumulate(end)
    first = np.append(True, begin[1:] > latest[:-1])
    last = np.append(np.flatnonzero(first)[1:] - 1, len(found) - 1)
    kept = found.taken(np.flatnonzero(first).astype(np.int32))
    return replace(kept, end=(latest - group * _APART)[last].astype(np.int32))


def _usable(stated: Windows, slice: Slice) -> Windows:
    """The part of each time that a slice could use."""
    weekend = np.isin(stated.day, [DAYS.index(day) for day in _WEEKEND_DAYS])
    kept = np.isin(stated.day, [DAYS.index(day) for day in slice.days or DAYS])
    if number := SEASONS.index(slice.season):
        kept &= np.isin(stated.season, (0, number))
    pieces = []
    for span in _spans(slice):
        week, ends = (
            [max(span[0], pair[0].hour * 60 + pair[0].minute) for pair in (WEEKDAY, WEEKEND)],
            [min(span[1], pair[1].hour * 60 + pair[1].minute) for pair in (WEEKDAY, WEEKEND)],
        )
        start = np.maximum(stated.start, np.where(weekend, week[1], week[0]))
        end = np.minimum(stated.end, np.where(weekend, ends[1], ends[0]))
        rows = np.flatnonzero(kept & (start < end)).astype(np.int32)
        pieces.append((rows, start[rows], end[rows]))
    row, start, end = (
        np.concatenate(column).astype(np.int32) for column in zip(*pieces, strict=True)
    )
    return replace(stated.taken(row), start=start, end=end)


def _spans(slice: Slice) -> list[tuple[int, int]]:
    """The stretches of a day that a slice asks for, parts that follow each other as one."""
    spans: list[tuple[int, int]] = []
    for part in sorted(slice.parts, key=lambda part: part.begins):
        if spans and spans[-1][1] == part.begins:
            spans[-1] = (spans[-1][0], part.ends)
        else:
            spans.append((part.begins, part.ends))
    return spans or [(0, 24 * 60)]


def _busy(network: Network) -> tuple[Places, Index]:
    """The sessions held at each site on each day: where each one's begin, and the times."""
    held = stated_windows(network.sessions)
    site = network.activities.site[held.asset]
    known = np.flatnonzero(site >= 0).astype(np.int32)
    return _by_place(held.taken(known), site[known], len(network.sites))


def _by_place(held: Windows, where: Index, size: int) -> tuple[Places, Index]:
    """Busy times by where they are and their day: where each one's begin, and the times."""
    place = where.astype(np.int64) * 7 + held.day
    order = np.lexsort((held.season, held.end, held.start, place))
    first = np.zeros(7 * size + 1, dtype=np.int64)
    np.cumsum(np.bincount(place, minlength=7 * size), out=first[1:])
    times = np.column_stack([held.start[order], held.end[order], held.season[order]])
    return first, np.ascontiguousarray(times, dtype=np.int32)


def free_windows(network: Network, slice: Slice) -> dict[int, tuple[WeeklyTime, ...]]:
    """As :func:`free_times`, as weekly times by row of the assets."""
    found: dict[int, list[WeeklyTime]] = {}
    free = free_times(network, slice)
    columns = (free.asset, free.day, free.start, free.end, free.season)
    for asset, *numbers in zip(*(column.tolist() for column in columns), strict=True):
        found.setdefault(asset, []).append(window_of(*numbers))
    return {asset: tuple(listed) for asset, listed in found.items()}
