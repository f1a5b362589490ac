"""Neighbours: which small areas lie next to each other, as far as their centres tell.

Outlines are no part of the snapshot, so that a shared border is not known. Two areas are taken
for neighbours where no third centre lies within the circle whose diameter joins theirs (the
Gabriel graph: Gabriel and Sokal 1969, Systematic Zoology 18), and they are not too far apart.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.spatial import Delaunay, QhullError

from graph.analysis.columns import points_of
from graph.analysis.memory import remembered
from graph.network import Floats, Network

NEIGHBOURS_M = 5_000.0
"""Metres in the straight line beyond which two centres are no neighbours."""

_TOLERANCE_M2 = 1.0

Pairs = npt.NDArray[np.int64]


@remembered(most=1)
def neighbouring(network: Network) -> csr_array:
    """Which demand areas are neighbours: 1 both ways round, shape (demand areas, demand areas)."""
    rows = network.demand_areas
    areas = network.areas
    return neighbour_graph(points_of(areas.easting[rows], areas.northing[rows]))


def neighbour_graph(points: Floats, *, farthest_m: float = NEIGHBOURS_M) -> csr_array:
    """The Gabriel graph of points, without its long edges; points on one spot are neighbours.

    Parameters
    ----------
    points
        Shape (points, 2), metres.

    Returns
    -------
    sparse array of shape (points, points)
        Symmetric, 1 for neighbours.
    """
    size = len(points)
    spots, spot = np.unique(points, axis=0, return_inverse=True)
    spot = spot.ravel()
    first = np.full(len(spots), size, dtype=np.int64)
    np.minimum.at(first, spot, np.arange(size))
    pairs = first[_gabriel(spots, farthest_m)].reshape(-1, 2)
    # The first of each spot stands for it; the others are joined to the first.
    others = np.flatnonzero(first[spot] != np.arange(size))
    left = np.concatenate([pairs[:, 0], first[spot[others]]])
    right = np.concatenate([pairs[:, 1], others])
    ends = (np.concatenate([left, right]), np.concatenate([right, left]))
    return csr_array((np.ones(2 * len(left), dtype=np.int8), ends), shape=(size, size))


def _gabriel(spots: Floats, farthest_m: float) -> Pairs:
    """Pairs of different points, no third within the circle whose diameter joins them."""
    pairs, opposite = _candidates(spots)
    if not len(pairs):
        return pairs
    left, right = spots[pairs[:, 0]], spots[pairs[:, 1]]
    kept = np.hypot(*(left - right).T) <= farthest_m
    for third in opposite.T:
        known = third >= 0
        within = ((left - spots[third]) * (right - spots[third])).sum(axis=1)
        # Below a right angle at the third, it lies outside; on the circle it parts them too.
        kept &= ~known | (within > _TOLERANCE_M2)
    answer: Pairs = np.unique(pairs[kept], axis=0)
    return answer


def _candidates(spots: Floats) -> tuple[Pairs, Pairs]:
    """Edges of the Delaunay triangulation, and the third points of their triangles (-1: none).

    Points on one line have no triangle: each then has its two next on the line.
    """
    nothing = np.zeros((0, 2), dtype=np.int64), np.zeros((0, 1), dtype=np.int64)
    if len(spots) < 2:
        return nothing
    try:
        triangles = Delaunay(spots - spots.mean(axis=0)).simplices.astype(np.int64)
    except QhullError:
        order = np.lexsort((spots[:, 1], spots[:, 0]))
        pairs = np.sort(np.column_stack([order[:-1], order[1:]]).astype(np.int64), axis=1)
        return pairs, np.full((len(pairs), 1), -1, dtype=np.int64)
    edges = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [0, 2]]])
    third = np.concatenate([triangles[:, 2], triangles[:, 0], triangles[:, 1]])
    edges = np.sort(edges, axis=1)
    order = np.lexsort((third, edges[:, 1], edges[:, 0]))
    edges, third = edges[order], third[order]
    begins = np.flatnonzero(np.any(np.diff(edges, axis=0, prepend=-1), axis=1))
    many = np.diff(np.append(begins, len(edges)))
    opposite = np.full((len(begins), 2), -1, dtype=np.int64)
    opposite[:, 0] = third[begins]
    opposite[many > 1, 1] = third[begins[many > 1] + 1]
    return edges[begins], opposite
