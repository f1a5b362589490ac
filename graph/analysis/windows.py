"""Free windows: when a venue could take one more session."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from graph.analysis.slices import Slice
from graph.analysis.weekly import DAYS, times_by_owner
from graph.model import Day, Season, WeeklyTime
from graph.network import Network

LEAST_HOURS = 1.5
"""The shortest free window that a session, its setting up and clearing away, fits into."""

WEEKDAY = (time(15, 30), time(21, 30))
"""From the end of school to the way home."""

WEEKEND = (time(10, 0), time(18, 0))

_WEEKEND_DAYS = {Day.SATURDAY, Day.SUNDAY}


def free_windows(network: Network, slice: Slice) -> dict[int, tuple[WeeklyTime, ...]]:
    """When each asset is free for a session of a slice.

    Its stated availability, within the hours that young people can use
    (:data:`WEEKDAY`, :data:`WEEKEND`), on the slice's days and in its season,
    less the activities already held at its site (whatever room they are in),
    where at least :data:`LEAST_HOURS` are left.

    Returns
    -------
    dict
        Windows by row of the assets, the longest first, then in the week's
        order; assets without a free window, or of which nobody said, are not in it.
    """
    busy: dict[int, list[WeeklyTime]] = {}
    for activity, sessions in times_by_owner(network.sessions).items():
        site = int(network.activities.site[activity])
        if site >= 0:
            busy.setdefault(site, []).extend(sessions)
    found = {}
    for asset, offered in times_by_owner(network.availability).items():
        site = int(network.assets.site[asset])
        taken = busy.get(site, []) if site >= 0 else []
        free = [
            left
            for time in offered
            if (usable := usable_part(time, slice)) is not None
            for left in without(usable, taken)
            if left.hours >= LEAST_HOURS
        ]
        if free:
            found[asset] = tuple(sorted(free, key=_longest_first))
    return found


def _longest_first(window: WeeklyTime) -> tuple[float, int, WeeklyTime]:
    return -window.hours, DAYS.index(window.day), window


def usable_part(window: WeeklyTime, slice: Slice) -> WeeklyTime | None:
    """The part of a window that a slice could use; None where there is none."""
    if slice.days and window.day not in slice.days:
        return None
    if slice.season is not Season.ALL_YEAR and not window.season.meets(slice.season):
        return None
    start, end = WEEKEND if window.day in _WEEKEND_DAYS else WEEKDAY
    start, end = max(start, window.start), min(end, window.end)
    return replace(window, start=start, end=end) if start < end else None


def without(window: WeeklyTime, taken: list[WeeklyTime]) -> list[WeeklyTime]:
    """What is left of a window when the times that meet it are taken out of it."""
    left = [window]
    for other in taken:
        if window.shared_hours(other) == 0:
            continue
        parts = []
        for part in left:
            if part.shared_hours(other) == 0:
                parts.append(part)
                continue
            if part.start < other.start:
                parts.append(replace(part, end=other.start))
            if other.end < part.end:
                parts.append(replace(part, start=other.end))
        left = parts
    return left
