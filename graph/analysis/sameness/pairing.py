"""Pairing: all pairs of records that are worth holding against each other, without trying all.

Pairs next to each other come from the tree of positions. Pairs of like names come from the
groups of three letters that few names have: two names that are alike enough share some.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from graph.analysis.sameness.blocks import FAR_M, NEXT_TO_M, Blocks, worth
from graph.network import Floats

Rows = npt.NDArray[np.int64]

AT_ONCE = 2_000
"""Records that are multiplied with all others at once."""

LEAST_RARE = 0.1
"""The least cosine of the rare groups alone; what all groups give is more."""

RARE = 400
"""A group of letters that more names have tells little, and is left out of the first look."""


def pairs_worth(blocks: Blocks) -> Iterator[tuple[int, int]]:
    """Rows of two records worth holding against each other, the lower first, each pair once."""
    vectors = blocks.letters.vectors
    many = np.diff(blocks.letters.columns.indptr)
    rare = csr_array(vectors[:, np.flatnonzero(many <= RARE)])
    across, near = csr_array(rare.T), _next_to(blocks)
    for begin in range(0, vectors.shape[0], AT_ONCE):
        found = csr_array(rare[begin : begin + AT_ONCE] @ across).tocoo()
        left, right = (ends.astype(np.int64) for ends in found.coords)
        left = left + begin
        kept = (left < right) & (found.data >= LEAST_RARE)
        left, right = left[kept], right[kept]
        kept = ~(_metres(blocks, left, right) > FAR_M)
        first, last = np.searchsorted(near[:, 0], [begin, begin + AT_ONCE])
        left = np.append(left[kept], near[first:last, 0])
        right = np.append(right[kept], near[first:last, 1])
        pairs = np.unique(left * vectors.shape[0] + right)
        left, right = pairs // vectors.shape[0], pairs % vectors.shape[0]
        fit = worth(_cosines(vectors, left, right), _metres(blocks, left, right))
        yield from zip(left[fit].tolist(), right[fit].tolist(), strict=True)


def _metres(blocks: Blocks, left: Rows, right: Rows) -> Floats:
    """Metres between two records each; NaN where either has no place."""
    answer: Floats = np.hypot(*(blocks.points[left] - blocks.points[right]).T)
    return answer


def _next_to(blocks: Blocks) -> Rows:
    """Pairs next to each other, shape (pairs, 2), the lower row first and in its order."""
    if blocks.tree is None:
        return np.zeros((0, 2), dtype=np.int64)
    found = blocks.tree.query_pairs(NEXT_TO_M, output_type="ndarray")
    pairs: Rows = np.sort(blocks.placed[found].astype(np.int64).reshape(-1, 2), axis=1)
    return pairs[np.argsort(pairs[:, 0], kind="stable")]


def _cosines(vectors: csr_array, left: Rows, right: Rows) -> Floats:
    if not len(left):
        return np.zeros(0)
    answer: Floats = np.asarray(vectors[left].multiply(vectors[right]).sum(axis=1)).ravel()
    return answer
