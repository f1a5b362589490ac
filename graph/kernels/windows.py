"""Free windows: stretches of time less what is on at the same place, in one pass."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph.kernels.compiled import compiled
from graph.network import Index

Long = npt.NDArray[np.int64]


@compiled("int32[:,::1](int32[:,::1], int64[::1], int32[:,::1], int64)")
def free_pieces(offered: Index, first: Long, busy: Index, least: int) -> Index:
    """What is left of weekly times when the times that meet them are taken out.

    Parameters
    ----------
    offered
        Shape (times, 4): the place, start and end in minutes, the season (0 all year, 1 and 2
        its parts). A place is one site on one day; below 0 for where nothing is on.
    first
        Where the busy times of each place begin, shape (places + 1,).
    busy
        Shape (busy times, 3): start, end and season, by place and start.
    least
        Minutes that a piece must have.

    Returns
    -------
    array of shape (pieces, 3)
        The row of ``offered``, and the start and end of each piece, in order.
    """
    room = len(offered) + len(busy) + 1
    found = np.empty((room, 3), np.int32)
    count = 0
    for row in range(len(offered)):
        place, at = offered[row, 0], offered[row, 1]
        end, season = offered[row, 2], offered[row, 3]
        begins = first[place] if place >= 0 else 0
        ends = first[place + 1] if place >= 0 else 0
        if count + ends - begins + 1 > len(found):
            more = np.empty((2 * len(found) + ends - begins + 1, 3), np.int32)
            more[:count] = found[:count]
            found = more
        for other in range(begins, ends):
            starts, stops, when = busy[other, 0], busy[other, 1], busy[other, 2]
            if starts >= end or stops <= at or (when != season and when != 0 and season != 0):
                continue
            if starts - at >= least:
                found[count, 0], found[count, 1], found[count, 2] = row, at, starts
                count += 1
            at = max(at, stops)
        if end - at >= least:
            found[count, 0], found[count, 1], found[count, 2] = row, at, end
            count += 1
    return found[:count].copy()
