"""Who is near: activities and assets around a point, and the young people within reach of it."""

from __future__ import annotations

import numpy as np

from graph.analysis.slices import Reach
from graph.model import AgeRange
from graph.network import Floats, Index, Network


def ways_to_sites(network: Network, easting: float, northing: float, reach: Reach) -> Floats:
    """Metres along the way from a point to each site, shape (sites,).

    The straight line on the British grid times the reach's declared detour;
    NaN everywhere where the point is not known.
    """
    sites = network.sites
    straight = np.hypot(sites.easting - easting, sites.northing - northing)
    return np.asarray(straight * reach.detour, dtype=np.float64)


def nearest_rows(site: Index, ways: Floats, reach: Reach, *, most: int) -> list[tuple[int, float]]:
    """Rows of things within reach by the site each stands at, nearest first, with their metres.

    Parameters
    ----------
    site
        The site's row of each thing, -1 for none; those are left out.
    ways
        From :func:`ways_to_sites`.
    most
        How many at most.
    """
    if not len(site) or not len(ways):
        return []
    way = np.where(site >= 0, ways[np.clip(site, 0, None)], np.nan)
    near = np.flatnonzero(way <= reach.reach_m)
    order = near[np.lexsort((near, way[near]))][:most]
    return [(int(row), float(way[row])) for row in order]


def young_people_within_reach(
    network: Network, easting: float, northing: float, ages: AgeRange, reach: Reach
) -> float:
    """Young people of some ages in the areas whose centre is within reach of a point."""
    rows = network.demand_areas
    straight = np.hypot(
        network.areas.easting[rows] - easting, network.areas.northing[rows] - northing
    )
    return float(network.young_people(ages)[rows][straight <= reach.straight_m].sum())
