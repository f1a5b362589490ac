"""Halls: venues, rooms and outdoor spaces that are free for one more session, and when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.analysis.opportunities.eligibility import LENDING
from graph.analysis.opportunities.offers import LEAST_CAPACITY, ROOMS
from graph.analysis.provision import ASSUMED_PLACES, TERM_WEEKS_SHARE
from graph.analysis.slices import Slice
from graph.analysis.windows import SEASONS, Windows, free_times, window_of
from graph.model import Season, WeeklyTime
from graph.network import Flags, Floats, Index, Network

SESSION_HOURS = 2.0
"""How long a new session is, where the hall is free for longer."""

SESSION_PLACES = 30
"""Places of a new session, where the hall has room for more: what a small team can look after."""

_SHARES = {Season.TERM: TERM_WEEKS_SHARE, Season.HOLIDAYS: 1 - TERM_WEEKS_SHARE}


@dataclass(frozen=True, kw_only=True, eq=False)
class Halls:
    """New sessions that could open, one entry each; those of one site never meet.

    Attributes
    ----------
    site
        Rows of the sites that the halls stand at.
    free
        The halls, as rows of the assets, and when each is free.
    places
        Young people at a time: the hall's capacity (where nobody said,
        :data:`~graph.analysis.provision.ASSUMED_PLACES`), at most what was asked for.
    places_assumed
        Whether nobody said how many the hall holds.
    hours
        Hours of the session in a week that counts.
    """

    site: Index
    free: Windows
    places: Floats
    places_assumed: Flags
    hours: Floats

    def __len__(self) -> int:
        return len(self.site)

    @property
    def asset(self) -> Index:
        """Rows of the halls among the assets."""
        return self.free.asset

    @property
    def place_hours(self) -> Floats:
        """Places times hours a week."""
        answer: Floats = self.places * self.hours
        return answer

    def window(self, row: int) -> WeeklyTime:
        """When the hall of one session is free."""
        free = self.free
        numbers = (free.day[row], free.start[row], free.end[row], free.season[row])
        day, start, end, season = (int(number) for number in numbers)
        return window_of(day, start, end, season)


def free_halls(network: Network, *, slice: Slice, places: int = SESSION_PLACES) -> Halls:
    """Every session that a hall is free for, in a steady order.

    A hall counts where its keeper and its site are known, it is lent to others, it holds at
    least :data:`~graph.analysis.opportunities.offers.LEAST_CAPACITY` or nobody said how many,
    and it has a free window (:func:`~graph.analysis.windows.free_times`). One session fits into
    one window. Windows of one site that meet, of whatever room, give one session: the one with
    the most place-hours.

    Parameters
    ----------
    slice
        Whose sessions, on which days and in which season.
    places
        Places of a session at most.

    Returns
    -------
    Halls
        In order of sites, at each site those with the most place-hours first; empty where
        no hall is free.
    """
    assets = network.assets
    usable = np.isin(assets.kind, [str(kind) for kind in ROOMS])
    usable &= (assets.organisation >= 0) & (assets.site >= 0)
    usable &= np.isin(assets.borrowers, [str(word) for word in LENDING])
    usable &= ~(assets.capacity < LEAST_CAPACITY)
    free = free_times(network, slice)
    free = free.taken(np.flatnonzero(usable[free.asset]).astype(np.int32))
    unsaid = np.isnan(assets.capacity[free.asset])
    room = np.where(unsaid, ASSUMED_PLACES, assets.capacity[free.asset])
    found = Halls(
        site=assets.site[free.asset],
        free=free,
        places=np.minimum(room, float(places)),
        places_assumed=unsaid,
        hours=_hours(free, slice),
    )
    columns = (free.start, free.day, free.season, found.asset, -np.round(found.place_hours, 9))
    return _taken(found, _apart(found, np.lexsort((*columns, found.site)).astype(np.int32)))


def _hours(free: Windows, slice: Slice) -> Floats:
    """Hours of a session in each window, in a week of the season asked for.

    In an average week where none is: then a window of term time counts for the share of it.
    """
    length: Floats = np.minimum((free.end - free.start) / 60, SESSION_HOURS)
    if slice.season is not Season.ALL_YEAR:
        return length
    shares = np.array([_SHARES.get(season, 1.0) for season in SEASONS])
    counted: Floats = length * shares[free.season]
    return counted


def _apart(found: Halls, order: Index) -> Index:
    """The first of the sessions that meet; at one site only one thing is on at a time."""
    free, kept = found.free, list[int]()
    at, begins, taken = -1, 0, list[tuple[int, int, int, int]]()
    columns = (found.site, free.day, free.start, free.end, free.season)
    for row, site, day, start, end, season in zip(
        order.tolist(), *(column[order].tolist() for column in columns), strict=True
    ):
        if site != at:
            at, begins = site, len(taken)
        met = any(
            day == other[0] and start < other[2] and other[1] < end and _same(season, other[3])
            for other in taken[begins:]
        )
        if not met:
            taken.append((day, start, end, season))
            kept.append(row)
    return np.array(kept, dtype=np.int32)


def _same(season: int, other: int) -> bool:
    """Whether two seasons, by their numbers, share a week."""
    return 0 in (season, other) or season == other


def _taken(found: Halls, rows: Index) -> Halls:
    return Halls(
        site=found.site[rows],
        free=found.free.taken(rows),
        places=found.places[rows],
        places_assumed=found.places_assumed[rows],
        hours=found.hours[rows],
    )
