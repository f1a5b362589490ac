"""A uniform grid: points sorted into square cells, so that what is near is found at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph.kernels.compiled import compiled

Floats = npt.NDArray[np.float64]
Index = npt.NDArray[np.int32]


@compiled("float64[::1](float64[:, ::1], float64[:, ::1])")
def extent(left: Floats, right: Floats) -> Floats:
    """West, south, east and north of the points that are somewhere; zeros where none is."""
    west = south = np.inf
    east = north = -np.inf
    for points in (left, right):
        for i in range(len(points)):
            x, y = points[i, 0], points[i, 1]
            if np.isfinite(x) and np.isfinite(y):
                west, east = min(west, x), max(east, x)
                south, north = min(south, y), max(north, y)
    if west > east:
        return np.zeros(4)
    return np.array([west, south, east, north])


@compiled(
    "Tuple((int32[::1], int32[::1], float64[::1], float64[::1]))"
    "(float64[:, ::1], float64, float64, float64, int64, int64)"
)
def sorted_into_cells(
    points: Floats, west: float, south: float, side: float, columns: int, rows: int
) -> tuple[Index, Index, Floats, Floats]:
    """Sort points by their cell, row by row from the south-west.

    Parameters
    ----------
    points
        Shape (n, 2), none west or south of the corner; NaN lies in no cell.
    west, south, side
        The corner of the first cell, and how wide and high a cell is.
    columns, rows
        Of cells.

    Returns
    -------
    tuple of arrays
        Which point stands at each place of the order; where in the order each cell begins
        (one more than there are cells); and the points' two coordinates in that order.
    """
    cells = np.full(len(points), -1, dtype=np.int32)
    starts = np.zeros(columns * rows + 1, dtype=np.int32)
    for i in range(len(points)):
        x, y = points[i, 0], points[i, 1]
        if np.isfinite(x) and np.isfinite(y):
            column = min(int((x - west) / side), columns - 1)
            row = min(int((y - south) / side), rows - 1)
            cells[i] = row * columns + column
            starts[cells[i] + 1] += 1
    for cell in range(columns * rows):
        starts[cell + 1] += starts[cell]
    placed = starts[columns * rows]
    order = np.empty(placed, dtype=np.int32)
    east, north = np.empty(placed), np.empty(placed)
    next_in = starts[:-1].copy()
    for i in range(len(points)):
        if cells[i] >= 0:
            at = next_in[cells[i]]
            next_in[cells[i]] += 1
            order[at], east[at], north[at] = i, points[i, 0], points[i, 1]
    return order, starts, east, north


@compiled()
def half_width(up: int, span: int, ratio: float) -> int:
    """How many cells to each side can hold a point in reach, ``up`` rows away.

    ``ratio`` is the reach in cell sides; ``span`` the most that can be, its ceiling.
    """
    rise = max(abs(up) - 1, 0)
    wide = span
    while wide > 0 and (wide - 1) * (wide - 1) + rise * rise > ratio * ratio:
        wide -= 1
    return wide
