"""A binary heap in two arrays: the smallest key first, of equal keys the smallest item."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph.kernels.compiled import compiled
from graph.network import Floats

Items = npt.NDArray[np.int64]


@compiled()
def pushed(keys: Floats, items: Items, size: int, key: float, item: int) -> int:
    """Add an item to a heap of some size, in place; the new size. There must be room."""
    at = size
    while at > 0:
        above = (at - 1) >> 1
        if keys[above] < key or (keys[above] == key and items[above] <= item):
            break
        keys[at], items[at] = keys[above], items[above]
        at = above
    keys[at], items[at] = key, item
    return size + 1


@compiled()
def popped(keys: Floats, items: Items, size: int) -> int:
    """Take the first item out, in place; the new size.

    What was taken stands behind the heap, at the new size.
    """
    size -= 1
    first_key, first_item = keys[0], items[0]
    key, item = keys[size], items[size]
    at, below = 0, 1
    while below < size:
        right = below + 1
        if right < size and (
            keys[right] < keys[below]
            or (keys[right] == keys[below] and items[right] < items[below])
        ):
            below = right
        if key < keys[below] or (key == keys[below] and item <= items[below]):
            break
        keys[at], items[at] = keys[below], items[below]
        at, below = below, 2 * below + 1
    keys[at], items[at] = key, item
    keys[size], items[size] = first_key, first_item
    return size
