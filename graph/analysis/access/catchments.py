"""Catchments: which places are within reach of which, kept pair by pair."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from graph.analysis.access.circles import Circles
from graph.analysis.access.decay import decay_weights
from graph.analysis.pieces import in_pieces, pieces
from graph.analysis.slices import Decay, Method, Reach
from graph.kernels.sums import many_to_left, restricted_to, to_left, to_right
from graph.network import Floats, Index

Starts = npt.NDArray[np.int64]

FEWEST = 1e-9
"""Young people, weighted, who count as nobody: what is left of sums that should be nothing."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Catchments:
    """Which places are within reach of which, one entry a pair.

    Twelve bytes a pair are kept; what is worked out from them is kept once it was asked for.

    Attributes
    ----------
    shape
        How many places on the left (demand) and on the right (supply).
    starts
        Where the pairs of each place on the left begin, shape (left + 1,).
    right
        The place on the right of each pair; positions, not rows of a table.
    distance_m
        Along the way: straight line times detour, or travel time at the mode's pace.
    reach
        How far people go; its decay says how the pull falls.
    method
        Which weights :attr:`weight` holds.
    """

    shape: tuple[int, int]
    starts: Starts
    right: Index
    distance_m: Floats
    reach: Reach
    method: Method = Method.E2SFCA

    def __len__(self) -> int:
        return len(self.right)

    @cached_property
    def left(self) -> Index:
        """The place on the left of each pair, in order."""
        rows = np.arange(self.shape[0], dtype=np.int32)
        return np.repeat(rows, np.diff(self.starts))

    @cached_property
    def weight(self) -> Floats:
        """The pull of each pair under the method, 0 to 1.

        The decay's for E2SFCA, 1 for 2SFCA; for 3SFCA the decay's times the share that the
        place on the left gives to this one of all that it reaches.
        """
        decay = Decay.UNIFORM if self.method is Method.TWO_STEP else self.reach.decay
        weights = decay_weights(self.distance_m, replace(self.reach, decay=decay))
        if self.method is not Method.THREE_STEP:
            return weights
        choice = _sums_left(self, weights, np.ones(self.shape[1]))[self.left]
        shared: Floats = np.divide(weights**2, choice, out=np.zeros_like(choice), where=choice > 0)
        return shared

    def by(self, method: Method) -> Catchments:
        """The same pairs with the weights of a method."""
        return self if method is self.method else replace(self, method=method)

    def matrix(self) -> csr_array:
        """The weights as a sparse matrix, left by right."""
        return csr_array((self.weight, self.right, self.starts), shape=self.shape)

    def sum_left(self, values: Floats) -> Floats:
        """For each place on the left, the sum of ``values`` over what is within its reach."""
        return _sums_left(self, np.ones(len(self)), values)

    def to_left(self, values: Floats) -> Floats:
        """For each place on the left, the weighted sum of values of those on the right."""
        return _sums_left(self, self.weight, values)

    def to_right(self, values: Floats) -> Floats:
        """For each place on the right, the weighted sum of values of those on the left."""
        ranges, column = pieces(self.starts, work=len(self)), _column(values)
        sums, weights = np.zeros((len(ranges), self.shape[1])), self.weight

        def piece(number: int, first: int, last: int) -> None:
            to_right(self.starts, self.right, weights, column, first, last, sums[number])

        in_pieces(ranges, piece)
        total: Floats = sums[0] if len(sums) == 1 else sums.sum(axis=0)
        return total

    def many_to_left(self, values: Floats) -> Floats:
        """As :meth:`to_left` for each column of values, shape (left, columns)."""
        answer = np.zeros((self.shape[0], values.shape[1]))
        weights, columns = self.weight, _column(values)

        def piece(_: int, first: int, last: int) -> None:
            many_to_left(self.starts, self.right, weights, columns, first, last, answer)

        in_pieces(pieces(self.starts, work=len(self) * values.shape[1]), piece)
        return answer

    def restricted(self, kept: Index) -> Catchments:
        """The pairs of some places on the right, numbered by their place in ``kept``."""
        place = np.full(self.shape[1], -1, dtype=np.int32)
        place[kept] = np.arange(len(kept), dtype=np.int32)
        starts, right, metres = restricted_to(self.starts, self.right, self.distance_m, place)
        return replace(
            self,
            shape=(self.shape[0], len(kept)),
            starts=starts,
            right=right,
            distance_m=metres,
        )

    @cached_property
    def turned(self) -> Catchments:
        """The same pairs with left and right exchanged, and the weights they have here."""
        numbers = np.arange(len(self))
        columns = csr_array((numbers, self.right, self.starts), shape=self.shape).tocsc()
        turned = replace(
            self,
            shape=(self.shape[1], self.shape[0]),
            starts=columns.indptr.astype(np.int64),
            right=columns.indices.astype(np.int32),
            distance_m=self.distance_m[columns.data],
        )
        vars(turned)["weight"] = self.weight[columns.data]
        return turned


def shares(supply: Floats, drawn: Floats) -> Floats:
    """What each place gives for each young person that draws from it.

    Parameters
    ----------
    supply, drawn
        Of shapes that go together.

    Returns
    -------
    array
        0 where nobody draws, or fewer than :data:`FEWEST`.
    """
    out = np.zeros(np.broadcast(supply, drawn).shape)
    return np.divide(supply, drawn, out=out, where=drawn >= FEWEST)


def catchments(left: Floats, right: Floats, reach: Reach) -> Catchments:
    """Pairs of places within reach of each other.

    Parameters
    ----------
    left, right
        Arrays of shape (n, 2) and (m, 2): eastings and northings, metres (EPSG:27700); a
        place that is NaN reaches nothing.
    reach
        How far people go.

    Returns
    -------
    Catchments
        In order of left; none where either side is empty.
    """
    circles = Circles(left, right, reach)
    starts, others, metres = circles.pairs()
    return Catchments(
        shape=circles.shape, starts=starts, right=others, distance_m=metres, reach=reach
    )


def _sums_left(pairs: Catchments, weights: Floats, values: Floats) -> Floats:
    answer = np.zeros(pairs.shape[0])
    column = _column(values)

    def piece(_: int, first: int, last: int) -> None:
        to_left(pairs.starts, pairs.right, weights, column, first, last, answer)

    in_pieces(pieces(pairs.starts, work=len(pairs)), piece)
    return answer


def _column(values: Floats) -> Floats:
    return np.ascontiguousarray(values, dtype=np.float64)
