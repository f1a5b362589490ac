"""Doors: which sites people reach by the imported travel times, and who reaches a site."""

from __future__ import annotations

import numpy as np

from graph.analysis.access.catchments import Catchments
from graph.analysis.access.reaching import around_demand
from graph.analysis.access.served import Served
from graph.analysis.nesting import MOSTLY
from graph.network import Flags, Floats, Index


def doors_reached(served: Served, areas: Index, people: Floats) -> Flags | None:
    """The sites that most of some people reach by the imported travel times.

    Parameters
    ----------
    served
        The question.
    areas, people
        Positions of some demand areas, and how many people of each count.

    Returns
    -------
    array of shape (sites,), or None
        None where the question goes by straight lines, or nobody counts.
    """
    pairs = _pairs(served)
    if pairs is None or people.sum() <= 0:
        return None
    reached = np.zeros(len(served.network.sites))
    for area, many in zip(areas.tolist(), people.tolist(), strict=True):
        reached[pairs.right[pairs.starts[area] : pairs.starts[area + 1]]] += many
    answer: Flags = reached >= MOSTLY * people.sum()
    return answer


def who_reaches(served: Served, site: int) -> Flags:
    """The demand areas within reach of a site, by the travel times or by straight lines."""
    pairs = _pairs(served)
    if pairs is not None:
        turned = pairs.turned
        near = np.zeros(len(served.areas), dtype=bool)
        near[turned.right[turned.starts[site] : turned.starts[site + 1]]] = True
        return near
    sites = served.network.sites
    door = np.array([sites.easting[site], sites.northing[site]])
    away = np.hypot(*(served.centres - door).T) * served.reach.detour
    answer: Flags = away <= served.reach.reach_m
    return answer


def _pairs(served: Served) -> Catchments | None:
    """Who reaches what by the travel times; None where the question goes by straight lines."""
    if not served.reach.by_table:
        return None
    pairs = around_demand(served.network, reach=served.reach).pairs
    return pairs if isinstance(pairs, Catchments) else None
