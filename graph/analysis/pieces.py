"""Work over many rows, split between two threads where there is much of it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

SPLIT_FROM = 4_000_000
"""Pairs from which work is split; below that, two threads wait for each other, and on a busy
machine for everybody else, longer than they save."""

PIECES = 8


def pieces(begins: npt.ArrayLike, *, work: float) -> list[tuple[int, int]]:
    """Ranges of rows with about the same to do in each.

    Parameters
    ----------
    begins
        Where each row's entries begin, one more than there are rows.
    work
        About how many pairs there are to look at, which says whether splitting pays.

    Returns
    -------
    list of pairs of rows
        First row and the one after the last; all rows in one where there is little to do.
    """
    edges = np.asarray(begins)
    rows = len(edges) - 1
    if work < SPLIT_FROM or rows < PIECES:
        return [(0, rows)]
    cuts = np.searchsorted(edges, np.linspace(edges[0], edges[-1], PIECES + 1)[1:-1]).tolist()
    return list(zip([0, *cuts], [*cuts, rows], strict=True))


def even_pieces(size: int) -> list[tuple[int, int]]:
    """Ranges of the same size, or about; all in one where there is little to do."""
    if size < max(SPLIT_FROM, PIECES):
        return [(0, size)]
    cuts = [size * piece // PIECES for piece in range(PIECES + 1)]
    return list(pairwise(cuts))


def in_pieces(ranges: list[tuple[int, int]], do: Callable[[int, int, int], None]) -> None:
    """Do the work of every range; ``do`` is given its number, first row and row after the last.

    Ranges write to places of their own, so that no number depends on which of them runs when.
    """
    if len(ranges) == 1:
        do(0, *ranges[0])
        return
    waiting = [_pool().submit(do, number, *rows) for number, rows in enumerate(ranges)]
    for one in waiting:
        one.result()


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=2, thread_name_prefix="pieces")
