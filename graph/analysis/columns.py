"""Sums over columns of the snapshot, and positions out of them."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from graph.model import Theme
from graph.network import Floats

THEMES: dict[str, Theme] = {str(theme): theme for theme in Theme}
"""Themes by the words that columns hold."""


def totals(rows: npt.NDArray[np.integer[Any]], values: npt.ArrayLike, size: int) -> Floats:
    """The sum of the values of each row, shape (size,); 0 for a row that has none."""
    weights = np.asarray(values, dtype=np.float64)
    return np.bincount(rows, weights=weights, minlength=size).astype(np.float64)


def points_of(easting: Floats, northing: Floats) -> Floats:
    """Positions as an array of shape (n, 2), metres."""
    return np.column_stack([easting, northing]).astype(np.float64)
