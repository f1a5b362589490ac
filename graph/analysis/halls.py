"""Halls: venues, rooms and outdoor spaces that are free for one more session, and when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.analysis.offers import LEAST_CAPACITY
from graph.analysis.provision import ASSUMED_PLACES, TERM_WEEKS_SHARE
from graph.analysis.slices import Slice
from graph.analysis.windows import free_windows
from graph.model import AssetKind, Borrowers, Season, WeeklyTime
from graph.network import Flags, Floats, Index, Network

SESSION_HOURS = 2.0
"""How long a new session is, where the hall is free for longer."""

SESSION_PLACES = 30
"""Places of a new session, where the hall has room for more: what a small team can look after."""

KINDS = (AssetKind.VENUE, AssetKind.ROOM, AssetKind.OUTDOOR_SPACE)
_SHARE = {Season.TERM: TERM_WEEKS_SHARE, Season.HOLIDAYS: 1 - TERM_WEEKS_SHARE}


@dataclass(frozen=True, kw_only=True, eq=False)
class Halls:
    """New sessions that could open, one entry each; those of one site never meet.

    Attributes
    ----------
    asset
        Rows of the halls among the assets.
    site
        Rows of the sites that they stand at.
    windows
        When the hall is free.
    places
        Young people at a time: the hall's capacity (where nobody said,
        :data:`~graph.analysis.provision.ASSUMED_PLACES`), at most what was asked for.
    places_assumed
        Whether nobody said how many the hall holds.
    hours
        Hours of the session in a week that counts.
    """

    asset: Index
    site: Index
    windows: tuple[WeeklyTime, ...]
    places: Floats
    places_assumed: Flags
    hours: Floats

    def __len__(self) -> int:
        return len(self.asset)

    @property
    def place_hours(self) -> Floats:
        """Places times hours a week."""
        answer: Floats = self.places * self.hours
        return answer


def free_halls(network: Network, *, slice: Slice, places: int = SESSION_PLACES) -> Halls:
    """Every session that a hall is free for, in a steady order.

    A hall counts where its keeper and its site are known, it is lent to others, it holds at
    least :data:`~graph.analysis.offers.LEAST_CAPACITY` or nobody said how many, and it has
    a free window (:func:`~graph.analysis.windows.free_windows`). One session fits into one
    window. Windows of one site that meet, of whatever room, give one session: the one with the
    most place-hours.

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
    usable = np.isin(assets.kind, [str(kind) for kind in KINDS])
    usable &= (assets.organisation >= 0) & (assets.site >= 0)
    usable &= assets.borrowers != str(Borrowers.MEMBERS)
    usable &= ~(assets.capacity < LEAST_CAPACITY)
    unsaid = np.isnan(assets.capacity)
    held = np.minimum(np.where(unsaid, ASSUMED_PLACES, assets.capacity), float(places))
    found: dict[int, list[tuple[float, int, WeeklyTime]]] = {}
    for row, windows in free_windows(network, slice).items():
        if usable[row]:
            at_site = found.setdefault(int(assets.site[row]), [])
            at_site.extend((-held[row] * _hours(w, slice), row, w) for w in windows)
    chosen = [
        (site, row, window)
        for site in sorted(found)
        for _, row, window in _apart(sorted(found[site], key=lambda one: one[:2]))
    ]
    rows = np.array([row for _, row, _ in chosen], dtype=np.int32)
    return Halls(
        asset=rows,
        site=np.array([site for site, _, _ in chosen], dtype=np.int32),
        windows=tuple(window for _, _, window in chosen),
        places=held[rows],
        places_assumed=unsaid[rows],
        hours=np.array([_hours(window, slice) for _, _, window in chosen], dtype=np.float64),
    )


def _hours(window: WeeklyTime, slice: Slice) -> float:
    """Hours of a session in a window, in a week of the season asked for.

    In an average week where none is: then a window of term time counts for the share of it.
    """
    share = _SHARE.get(window.season, 1.0) if slice.season is Season.ALL_YEAR else 1.0
    return min(window.hours, SESSION_HOURS) * share


def _apart(
    options: list[tuple[float, int, WeeklyTime]],
) -> list[tuple[float, int, WeeklyTime]]:
    """The first of the options that meet; at one site only one thing is on at a time."""
    kept: list[tuple[float, int, WeeklyTime]] = []
    for option in options:
        if all(option[2].shared_hours(other[2]) == 0 for other in kept):
            kept.append(option)
    return kept
