"""Sums over everything within reach of each point, from coordinates, without keeping pairs."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph.kernels.compiled import compiled
from graph.kernels.decay import pull
from graph.kernels.grid import half_width

Floats = npt.NDArray[np.float64]
Index = npt.NDArray[np.int32]

_LANES = 8
_FAR_AWAY = 1e12  # metres; fills the last lanes with points that nobody reaches


@compiled()
def _near(
    cell: int,
    starts: Index,
    columns: int,
    rows: int,
    ratio: float,
    runs: npt.NDArray[np.int64],
) -> int:
    """Note the runs of places that can be within reach of a cell; answer how many places."""
    span = int(np.ceil(ratio))
    row = cell // columns
    column = cell - row * columns
    found = 0
    for line in range(2 * span + 1):
        other = row - span + line
        runs[line, 0] = runs[line, 1] = 0
        if 0 <= other < rows:
            wide = half_width(line - span, span, ratio)
            runs[line, 0] = starts[other * columns + max(column - wide, 0)]
            runs[line, 1] = starts[other * columns + min(column + wide, columns - 1) + 1]
        found += runs[line, 1] - runs[line, 0]
    return found


@compiled()
def _dot(weight: Floats, value: Floats, count: int) -> float:
    """The sum of products, in eight sums of their own, in the same order on every machine."""
    a = b = c = d = e = f = g = h = 0.0
    for k in range(0, count, 8):
        a += weight[k] * value[k]
        b += weight[k + 1] * value[k + 1]
        c += weight[k + 2] * value[k + 2]
        d += weight[k + 3] * value[k + 3]
        e += weight[k + 4] * value[k + 4]
        f += weight[k + 5] * value[k + 5]
        g += weight[k + 6] * value[k + 6]
        h += weight[k + 7] * value[k + 7]
    return ((a + b) + (c + d)) + ((e + f) + (g + h))


@compiled(
    "void(int32[::1], float64[::1], float64[::1], int32[::1], float64[::1], float64[::1],"
    "float64[::1], int64, int64, float64, int64, float64[::1], boolean, int64, int64, float64[::1])"
)
def sums_around(
    starts: Index,
    east: Floats,
    north: Floats,
    other_starts: Index,
    other_east: Floats,
    other_north: Floats,
    values: Floats,
    columns: int,
    rows: int,
    ratio: float,
    kind: int,
    limits: Floats,
    squared: bool,
    first: int,
    last: int,
    answer: Floats,
) -> None:
    """For each point of some cells, the weighted sum of the others' values within its reach.

    The others near a cell are gathered once for all of its points, into arrays without a
    break, over which the processor runs several at a time.

    Parameters
    ----------
    starts, east, north
        The points, sorted into cells (:func:`~graph.kernels.grid.sorted_into_cells`).
    other_starts, other_east, other_north, values
        The others on the same grid, and a value of each in that order.
    columns, rows, ratio
        Of the grid; ``ratio`` is the reach in the straight line over a cell's side.
    kind, limits
        Of the decay (:mod:`graph.kernels.decay`), for squares of straight metres.
    squared
        Whether to weigh with the square of the weight.
    first, last
        The cells, the last one not included.
    answer
        Filled for the points of those cells, in their order.
    """
    runs = np.empty((2 * int(np.ceil(ratio)) + 1, 2), dtype=np.int64)
    x, y, value, weight = np.empty(512), np.empty(512), np.empty(512), np.empty(512)
    for cell in range(first, last):
        if starts[cell] == starts[cell + 1]:
            continue
        found = _near(cell, other_starts, columns, rows, ratio, runs)
        padded = (found + _LANES - 1) // _LANES * _LANES
        if padded > len(x):
            x, y, value = np.empty(2 * padded), np.empty(2 * padded), np.empty(2 * padded)
            weight = np.empty(2 * padded)
        at = 0
        for line in range(len(runs)):
            for k in range(runs[line, 0], runs[line, 1]):
                x[at], y[at], value[at] = other_east[k], other_north[k], values[k]
                at += 1
        for k in range(found, padded):
            x[k], y[k], value[k] = _FAR_AWAY, _FAR_AWAY, 0.0
        for i in range(starts[cell], starts[cell + 1]):
            for k in range(padded):
                dx, dy = x[k] - east[i], y[k] - north[i]
                weight[k] = dx * dx + dy * dy
            pull(kind, weight, padded, limits)
            if squared:
                for k in range(padded):
                    weight[k] *= weight[k]
            answer[i] = _dot(weight, value, padded)


@compiled(
    "void(int32[::1], int32[::1], float64[::1], float64[::1], int32[::1], int32[::1],"
    "float64[::1], float64[::1], int64, int64, float64, float64, float64, int64, int64,"
    "int64[::1], int32[::1], float64[::1])"
)
def pairs_within(
    order: Index,
    starts: Index,
    east: Floats,
    north: Floats,
    other_order: Index,
    other_starts: Index,
    other_east: Floats,
    other_north: Floats,
    columns: int,
    rows: int,
    ratio: float,
    far: float,
    detour: float,
    first: int,
    last: int,
    begins: npt.NDArray[np.int64],
    others: Index,
    metres: Floats,
) -> None:
    """Write down the pairs within reach of the points of some cells.

    Parameters
    ----------
    order, starts, east, north, other_order, other_starts, other_east, other_north
        The points and the others, sorted into cells of one grid.
    columns, rows, ratio, first, last
        As in :func:`sums_around`.
    far, detour
        The greatest square of straight metres in reach, and metres along the way for each.
    begins
        Where the pairs of each point begin, by its own number.
    others, metres
        Filled: the other one of each pair, and the metres along the way.
    """
    runs = np.empty((2 * int(np.ceil(ratio)) + 1, 2), dtype=np.int64)
    square, who = np.empty(512), np.empty(512, dtype=np.int32)
    for cell in range(first, last):
        if starts[cell] == starts[cell + 1]:
            continue
        found = _near(cell, other_starts, columns, rows, ratio, runs)
        if found > len(square):
            square, who = np.empty(2 * found), np.empty(2 * found, dtype=np.int32)
        for i in range(starts[cell], starts[cell + 1]):
            kept = 0
            for line in range(len(runs)):
                for k in range(runs[line, 0], runs[line, 1]):
                    dx, dy = other_east[k] - east[i], other_north[k] - north[i]
                    square[kept] = dx * dx + dy * dy
                    who[kept] = other_order[k]
                    kept += square[kept] <= far
            begin = begins[order[i]]
            for k in range(kept):
                others[begin + k] = who[k]
                metres[begin + k] = np.sqrt(square[k]) * detour
