"""Encoded polylines: many small steps in few letters.

The format of Google's "Encoded Polyline Algorithm Format", which map software
knows: differences from corner to corner, five bits to a letter.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

_BITS = 5
_MORE = 0x20
_FIRST = 63


def polylines(points: npt.NDArray[np.int64], sizes: npt.NDArray[Any]) -> list[str]:
    """Lines as texts.

    Parameters
    ----------
    points
        Shape (points, 2): whole numbers, line by line.
    sizes
        How many points each line has, at least one.

    Returns
    -------
    list of str
        One a line: its first point, then the steps from point to point, x
        before y. Empty for no lines.
    """
    if not len(points):
        return []
    steps = points.copy()
    steps[1:] -= points[:-1]
    firsts = np.cumsum(sizes) - sizes
    steps[firsts] = points[firsts]
    flat = steps.ravel()
    whole = np.where(flat < 0, ~(flat << 1), flat << 1)
    most = max(1, -(-int(whole.max()).bit_length() // _BITS))
    shifts = _BITS * np.arange(most)
    parts = whole[:, None] >> shifts
    used = np.maximum((parts > 0).sum(axis=1), 1)
    there = np.arange(most) < used[:, None]
    last = np.arange(most) == used[:, None] - 1
    letters = ((parts & (_MORE - 1)) | np.where(last, 0, _MORE)) + _FIRST
    text = letters[there].astype(np.uint8).tobytes().decode("ascii")
    ends = np.cumsum(np.add.reduceat(used, 2 * firsts)).tolist()
    return [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]
