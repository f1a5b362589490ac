"""Two sets of points on one grid: sums over what lies within reach, either way, no pair kept."""

from __future__ import annotations

import math
from copy import copy
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from graph.analysis.access.decay import CODES, limits_of
from graph.analysis.pieces import in_pieces, pieces
from graph.analysis.slices import Decay, Reach
from graph.kernels.circles import pairs_within, sums_around
from graph.kernels.grid import extent, sorted_into_cells
from graph.network import Floats, Index

CELLS = 1_000_000
"""At most about that many cells, however small the reach."""

_SLACK = 1.0 + 1e-9
Starts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """One set of points in the order of cells: which, where each cell begins, coordinates."""

    order: Index
    starts: Index
    east: Floats
    north: Floats


class Circles:
    """Two sets of points laid on one grid.

    Parameters
    ----------
    left, right
        Arrays of shape (n, 2) and (m, 2), metres; a point that is NaN reaches nothing.
    reach
        How far people go.
    """

    def __init__(self, left: Floats, right: Floats, reach: Reach) -> None:
        self.shape = (len(left), len(right))
        self.reach = reach
        self._points = tuple(
            np.ascontiguousarray(points, dtype=np.float64).reshape(-1, 2)
            for points in (left, right)
        )
        self.limits = limits_of(reach, detour=reach.detour)
        self._west, self._south, east, north = extent(*self._points).tolist()
        wide, high = east - self._west, north - self._south
        straight = reach.straight_m * _SLACK
        self._side = max(straight / 2, math.sqrt(wide * high / CELLS), (wide + high) / CELLS)
        self._ratio = straight / self._side
        self._columns, self._rows = int(wide / self._side) + 1, int(high / self._side) + 1

    def under(self, reach: Reach) -> Circles:
        """The same points with another decay of the same reach."""
        other = copy(self)
        other.reach = reach
        return other

    def restricted(self, kept: Index) -> Circles:
        """The same for some of the right points, numbered by their place in ``kept``."""
        return Circles(self._points[0], self._points[1][kept], self.reach)

    def sum_left(self, values: Floats) -> Floats:
        """For each left point, the sum of the right ones' values within its reach."""
        return self.to_left(values, decay=Decay.UNIFORM)

    @cached_property
    def _left(self) -> Sorted:
        return self._sorted(self._points[0])

    @cached_property
    def _right(self) -> Sorted:
        return self._sorted(self._points[1])

    def _sorted(self, points: Floats) -> Sorted:
        order, starts, east, north = sorted_into_cells(
            points, self._west, self._south, self._side, self._columns, self._rows
        )
        return Sorted(order=order, starts=starts, east=east, north=north)

    def to_left(
        self, values: Floats, *, decay: Decay | None = None, squared: bool = False
    ) -> Floats:
        """For each left point, the weighted sum of the right ones' values within its reach.

        Parameters
        ----------
        values
            One a right point.
        decay
            Instead of the reach's own.
        squared
            Whether to weigh with the square of the weight.

        Returns
        -------
        array of shape (n,)
            0 where nothing is in reach.
        """
        return self._sums(self._left, self._right, values, self.shape[0], decay, squared)

    def to_right(
        self, values: Floats, *, decay: Decay | None = None, squared: bool = False
    ) -> Floats:
        """For each right point, the weighted sum of the left ones' values; see :meth:`to_left`."""
        return self._sums(self._right, self._left, values, self.shape[1], decay, squared)

    def _sums(
        self,
        near: Sorted,
        others: Sorted,
        values: Floats,
        size: int,
        decay: Decay | None,
        squared: bool,
    ) -> Floats:
        sums = np.zeros(len(near.order))
        ordered = np.ascontiguousarray(values[others.order], dtype=np.float64)
        kind = CODES[decay or self.reach.decay]

        def piece(_: int, first: int, last: int) -> None:
            sums_around(
                near.starts,
                near.east,
                near.north,
                others.starts,
                others.east,
                others.north,
                ordered,
                self._columns,
                self._rows,
                self._ratio,
                kind,
                self.limits,
                squared,
                first,
                last,
                sums,
            )

        in_pieces(self._pieces(near), piece)
        answer = np.zeros(size)
        answer[near.order] = sums
        return answer

    def _pieces(self, near: Sorted) -> list[tuple[int, int]]:
        """Ranges of cells; how much there is to look at is guessed as if points lay evenly."""
        share = min(1.0, (2 * self._ratio + 1) ** 2 / (self._columns * self._rows))
        return pieces(near.starts, work=self.shape[0] * self.shape[1] * share)

    def count(self) -> Floats:
        """How many right points are within reach of each left one, shape (n,)."""
        return self.to_left(np.ones(self.shape[1]), decay=Decay.UNIFORM)

    def pairs(self) -> tuple[Starts, Index, Floats]:
        """Every pair within reach.

        Returns
        -------
        tuple of arrays
            Where the pairs of each left point begin, shape (n + 1,); the right one of each
            pair, for one left point in the order of the grid; and its metres along the way.
        """
        starts = np.zeros(self.shape[0] + 1, dtype=np.int64)
        np.cumsum(self.count().astype(np.int64), out=starts[1:])
        right = np.empty(starts[-1], dtype=np.int32)
        metres = np.empty(starts[-1])
        left, others = self._left, self._right

        def piece(_: int, first: int, last: int) -> None:
            pairs_within(
                left.order,
                left.starts,
                left.east,
                left.north,
                others.order,
                others.starts,
                others.east,
                others.north,
                self._columns,
                self._rows,
                self._ratio,
                float(self.limits[2]),
                self.reach.detour,
                first,
                last,
                starts,
                right,
                metres,
            )

        in_pieces(self._pieces(left), piece)
        return starts, right, metres
