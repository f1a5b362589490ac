"""Areas put together by where they are, where no larger kind of area is known."""

from __future__ import annotations

import numpy as np

from graph.network import Floats, Index

_TRIES = 40


def cells_of(points: Floats, most: int) -> Index:
    """The cell that each area is put in.

    Parameters
    ----------
    points
        Shape (areas, 2): eastings and northings, metres; NaN where not known.
    most
        How many cells there may be, at least 1.

    Returns
    -------
    array of shape (areas,)
        Cells from 0, by column and row of a grid of squares that is as fine as
        ``most`` allows; -1 for an area without a position. Empty for none.
    """
    cells = np.full(len(points), -1, dtype=np.int32)
    placed = np.isfinite(points).all(axis=1)
    if not placed.any():
        return cells
    known = points[placed]
    low = known.min(axis=0)
    width = float(max((known.max(axis=0) - low).max(), 1.0))
    step = width / most
    for _ in range(_TRIES):
        columns = ((known - low) // step).astype(np.int64)
        found, number = np.unique(columns, axis=0, return_inverse=True)
        if len(found) <= most:
            break
        step *= 1.25
    cells[placed] = number.ravel()
    return cells
