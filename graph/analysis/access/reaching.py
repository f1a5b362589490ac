"""Which areas reach which sites: the only place where areas and sites of a network meet."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from graph.analysis.access.catchments import Catchments, catchments
from graph.analysis.access.circles import Circles
from graph.analysis.columns import points_of
from graph.analysis.memory import remembered
from graph.analysis.slices import Decay, Reach
from graph.errors import OptionOutOfRange
from graph.network import Flags, Floats, Index, Network, SiteTable

MOST_PAIRS = 15_000_000
"""Pairs that are kept in memory (180 MB); beyond that they are found anew for each sum."""
MOST_TIMED_PAIRS = 30_000_000
"""Pairs that are kept where a table of travel times counts: none of them can be found anew."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Around:
    """The demand areas and all sites of a network, and who of them is within reach.

    Attributes
    ----------
    areas
        Rows of the demand areas.
    pairs
        Demand areas (by position) on the left, sites (by row) on the right; circles to look
        around in where the pairs would be more than :data:`MOST_PAIRS`.
    """

    areas: Index
    pairs: Catchments | Circles

    def restricted(self, sites: Index) -> Catchments | Circles:
        """The same for some of the sites, numbered by their place in ``sites``."""
        return self.pairs.restricted(sites)


class _Ground:
    """What reach depends on, equal where two networks share those tables.

    A what-if that closes a session has the tables of today's network, so that it finds
    today's pairs ready.
    """

    def __init__(self, network: Network) -> None:
        self.network = network
        tables = (network.areas, network.population, network.within, network.travel)
        self.tables = tuple(map(id, tables))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Ground) and self.tables == other.tables

    def __hash__(self) -> int:
        return hash(self.tables)


def around_demand(network: Network, *, reach: Reach) -> Around:
    """Who reaches what in a network.

    Parameters
    ----------
    network
        The snapshot; the empty network has nothing within reach of anything.
    reach
        How far people go.

    Raises
    ------
    OptionOutOfRange
        It goes by a table of travel times, and so far that the pairs would not fit.
    """
    return _weighed(network.sites, ground=_Ground(network), reach=reach)


@remembered(most=2)
def _weighed(sites: SiteTable, *, ground: _Ground, reach: Reach) -> Around:
    """As :func:`around_demand`; kept with its weights, once they were asked for."""
    found = _found(sites, ground=ground, reach=replace(reach, decay=Decay.STEP))
    if isinstance(found.pairs, Circles):
        return replace(found, pairs=found.pairs.under(reach))
    return replace(found, pairs=replace(found.pairs, reach=reach))


@remembered(most=2)
def _found(sites: SiteTable, *, ground: _Ground, reach: Reach) -> Around:
    """As :func:`around_demand`; the pairs are the same whatever the decay."""
    network, areas = ground.network, ground.network.demand_areas
    every = np.arange(len(sites), dtype=np.int32)
    circles = Circles(_centres(network, areas), _doors(network, every), reach)
    many = int(circles.count().sum())
    if not reach.by_table and many > MOST_PAIRS:
        return Around(areas=areas, pairs=circles)
    if reach.by_table and many > MOST_TIMED_PAIRS:
        raise OptionOutOfRange(
            f"So far a reach has {many:,} pairs of an area and a place in this graph; with travel "
            f"times {MOST_TIMED_PAIRS:,} fit. Ask for fewer minutes, or by straight lines.",
            option="minutes",
        )
    return Around(areas=areas, pairs=in_reach(network, areas, every, reach))


def in_reach(network: Network, areas: Index, sites: Index, reach: Reach) -> Catchments:
    """Pairs of areas and sites within reach of each other.

    By straight lines and the detour; where the reach asks for the travel-time table, a pair
    whose area and site both stand in it (for that mode) goes by it, and is out of reach where
    it holds no time for the two. A place that stands nowhere in the table, such as a site
    that a scenario opens, still goes by straight lines.

    Parameters
    ----------
    network
        The snapshot.
    areas, sites
        Rows of the two tables, each at most once.
    reach
        How far people go.

    Returns
    -------
    Catchments
        Areas on the left, sites on the right, both by their position in what was given;
        no pair where either side is empty. A time of the table counts as the metres that
        the mode goes in it (:data:`~graph.analysis.slices.METRES_PER_MINUTE`).
    """
    pairs = catchments(_centres(network, areas), _doors(network, sites), reach)
    if not reach.by_table:
        return pairs
    timed = timed_places(network, reach)
    straight = ~(timed[0][areas][pairs.left] & timed[1][sites][pairs.right])
    left, right, metres = _timed_pairs(network, areas, sites, reach)
    left = np.concatenate([pairs.left[straight], left])
    right = np.concatenate([pairs.right[straight], right])
    metres = np.concatenate([pairs.distance_m[straight], metres])
    order = np.lexsort((right, left))
    starts = np.zeros(len(areas) + 1, dtype=np.int64)
    np.cumsum(np.bincount(left, minlength=len(areas)), out=starts[1:])
    return replace(pairs, starts=starts, right=right[order], distance_m=metres[order])


def timed_places(network: Network, reach: Reach) -> tuple[Flags, Flags]:
    """Which areas and which sites stand in the travel-time table for the reach's mode."""
    travel, asked = network.travel, network.travel.of(reach.mode)
    areas, sites = np.zeros(len(network.areas), bool), np.zeros(len(network.sites), bool)
    areas[travel.area[asked]] = True
    sites[travel.site[asked]] = True
    return areas, sites


def _timed_pairs(
    network: Network, areas: Index, sites: Index, reach: Reach
) -> tuple[Index, Index, Floats]:
    """The pairs of the travel-time table within reach: positions and metres at the pace."""
    travel, asked = network.travel, network.travel.of(reach.mode)
    left = _positions(areas, len(network.areas))[travel.area[asked]]
    right = _positions(sites, len(network.sites))[travel.site[asked]]
    metres = travel.minutes[asked] * reach.metres_per_minute
    kept = (left >= 0) & (right >= 0) & (metres <= reach.reach_m)
    return left[kept], right[kept], metres[kept]


def _positions(rows: Index, size: int) -> Index:
    answer = np.full(size, -1, dtype=np.int32)
    answer[rows] = np.arange(len(rows), dtype=np.int32)
    return answer


def _centres(network: Network, areas: Index) -> Floats:
    return points_of(network.areas.easting[areas], network.areas.northing[areas])


def _doors(network: Network, sites: Index) -> Floats:
    return points_of(network.sites.easting[sites], network.sites.northing[sites])
