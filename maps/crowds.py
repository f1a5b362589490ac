"""Crowds: how many things of each kind are in a place, where single marks would be too many."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from graph.network import Floats
from maps.bands import Square, columns_rows
from maps.features import position

PARTS = 3
"""A square is parted this many times into four: eight crowds by eight."""

Kinds = npt.NDArray[np.integer[Any]]


def crowds(longitude: Floats, latitude: Floats, kind: Kinds, square: Square) -> list[list[Any]]:
    """Points of a square as crowds.

    Parameters
    ----------
    longitude, latitude
        Degrees, all within the square.
    kind
        The number of each point's kind.
    square
        Where they are.

    Returns
    -------
    list
        One a crowd, by column and row: longitude and latitude of its middle (the mean of its
        points), and pairs of kind and count. Empty for no points.
    """
    if not len(longitude):
        return []
    column, row = columns_rows(longitude, latitude, square.zoom + PARTS)
    size = 2**PARTS
    cell = (column - square.x * size) * size + (row - square.y * size)
    places, member = np.unique(cell, return_inverse=True)
    count = np.bincount(member)
    x = np.bincount(member, weights=longitude) / count
    y = np.bincount(member, weights=latitude) / count
    kinds = int(kind.max()) + 1
    each = np.bincount(member * kinds + kind, minlength=len(places) * kinds)
    found = []
    for place, counts in enumerate(each.reshape(len(places), kinds)):
        there = np.flatnonzero(counts)
        pairs = [[int(one), int(counts[one])] for one in there]
        found.append([*position(float(x[place]), float(y[place])), pairs])
    return found
