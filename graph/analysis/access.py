"""Access: hours a week within reach for each young person (E2SFCA).

The enhanced two-step floating catchment area method of Luo and Qi (2009),
"An enhanced two-step floating catchment area (E2SFCA) method for measuring
spatial accessibility to primary care physicians", Health & Place 15(4).

Step 1, at each site ``j``: its place-hours shared over the young people in
its reach, near ones more, ``R_j = S_j / sum_i P_i w_ij``. Step 2, at each area
``i``: what it can reach, ``A_i = sum_j R_j w_ij``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.spatial import cKDTree

from graph.analysis.columns import totals
from graph.analysis.slices import Decay, Method, Reach
from graph.network import Floats, Index

STEP_WEIGHTS = (1.0, 0.68, 0.22)
"""Luo and Qi's weights of the near, middle and far third of the reach."""

_PIECE = 2_000
_EDGE = float(np.exp(-0.5))


@dataclass(frozen=True, kw_only=True, eq=False)
class Catchments:
    """Which places are within reach of which, one entry a pair.

    Attributes
    ----------
    shape
        How many places on the left (demand) and on the right (supply).
    left, right
        Positions (not rows of a table) of the two.
    distance_m
        Along the way: straight line times detour.
    weight
        The pull at that distance, 0 to 1.
    """

    shape: tuple[int, int]
    left: Index
    right: Index
    distance_m: Floats
    weight: Floats

    def matrix(self) -> csr_array:
        """The weights as a sparse matrix, left by right."""
        return csr_array((self.weight, (self.left, self.right)), shape=self.shape)

    def sum_left(self, values: Floats) -> Floats:
        """For each place on the left, the sum of ``values`` over what is within its reach."""
        return totals(self.left, values[self.right], self.shape[0])


def decay_weights(distance_m: Floats, reach: Reach) -> Floats:
    """The pull of a place at some distances.

    Parameters
    ----------
    distance_m
        Metres along the way, of any shape.
    reach
        How far people go, and which decay.

    Returns
    -------
    array of that shape
        1 at the door, 0 beyond the reach. Stepped: Luo and Qi's three bands, each
        a third of the reach. Gaussian: the continuous form of Dai (2010), Health
        & Place 16(5), ``(exp(-(d/r)^2/2) - exp(-1/2)) / (1 - exp(-1/2))``,
        which falls to 0 at the reach.
    """
    part = distance_m / reach.reach_m
    inside = part <= 1.0
    match reach.decay:
        case Decay.STEP:
            near, middle, far = STEP_WEIGHTS
            weight = np.where(part <= 1 / 3, near, np.where(part <= 2 / 3, middle, far))
        case Decay.UNIFORM:
            weight = np.ones_like(part)
        case Decay.EXPONENTIAL:
            weight = np.exp(-3.0 * part)
        case Decay.POWER:
            weight = (np.maximum(part, 0.1) / 0.1) ** -1.5
        case Decay.LINEAR:
            weight = 1.0 - part
        case _:
            weight = (np.exp(-0.5 * part**2) - _EDGE) / (1.0 - _EDGE)
    return np.where(inside, np.maximum(weight, 0.0), 0.0)


def catchments(left: Floats, right: Floats, reach: Reach) -> Catchments:
    """Pairs of places within reach of each other.

    Parameters
    ----------
    left, right
        Arrays of shape (n, 2) and (m, 2): eastings and northings, metres (EPSG:27700).
    reach
        How far people go.

    Returns
    -------
    Catchments
        In order of left, then right; none where either side is empty.
    """
    shape = (len(left), len(right))
    if not all(shape):
        none = np.zeros(0, dtype=np.int32)
        empty = np.zeros(0)
        return Catchments(shape=shape, left=none, right=none, distance_m=empty, weight=empty)
    found = cKDTree(left).sparse_distance_matrix(
        cKDTree(right), reach.straight_m, output_type="ndarray"
    )
    order = np.lexsort((found["j"], found["i"]))
    distance_m = found["v"][order] * reach.detour
    return Catchments(
        shape=shape,
        left=found["i"][order].astype(np.int32),
        right=found["j"][order].astype(np.int32),
        distance_m=distance_m,
        weight=decay_weights(distance_m, reach),
    )


def access_hours(
    people: Floats, supply: Floats, pairs: Catchments, *, method: Method = Method.E2SFCA
) -> Floats:
    """Hours a week within reach for each young person (both steps of E2SFCA).

    Parameters
    ----------
    people
        Young people at each place on the left, shape (n,).
    supply
        Place-hours a week at each place on the right, shape (m,).
    pairs
        Who is within reach of what.

    Returns
    -------
    array of shape (n,)
        0 where nothing is in reach. A site in whose reach nobody lives
        offers nothing to anybody (its share ``R_j`` is 0), so that
        ``sum(people * hours)`` is the supply of all the other sites.
    """
    weight = pairs.weight
    if method is Method.TWO_STEP:
        weight = (weight > 0).astype(np.float64)
    elif method is Method.THREE_STEP:
        drawn = totals(pairs.left, weight, pairs.shape[0])[pairs.left]
        weight = np.divide(weight**2, drawn, out=np.zeros_like(drawn), where=drawn > 0)
    demand = totals(pairs.right, people[pairs.left] * weight, pairs.shape[1])
    ratio = np.divide(supply, demand, out=np.zeros_like(demand), where=demand > 0)
    return totals(pairs.left, ratio[pairs.right] * weight, pairs.shape[0])


def sums_in_reach(left: Floats, right: Floats, values: Floats, reach: Reach) -> Floats:
    """For each place on the left, the sum of values of the places within its reach.

    Taken in pieces, so that all of England by car fits into memory.

    Parameters
    ----------
    left, right
        Arrays of shape (n, 2) and (m, 2), metres.
    values
        Of shape (m,).

    Returns
    -------
    array of shape (n,)
        0 where nothing is in reach.
    """
    answer = np.zeros(len(left))
    if not len(right):
        return answer
    tree = cKDTree(right)
    for start in range(0, len(left), _PIECE):
        piece = cKDTree(left[start : start + _PIECE])
        found = piece.sparse_distance_matrix(tree, reach.straight_m, output_type="ndarray")
        answer[start : start + _PIECE] = totals(found["i"], values[found["j"]], piece.n)
    return answer
