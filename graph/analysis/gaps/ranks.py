"""Ranks of the areas compared in many replicates at once, by the rule that ranks a finding."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.analysis.gaps.compared import Compared
from graph.network import Flags, Floats, Index

DECIMALS = 9
_SCALE = 10.0**DECIMALS
_GAP = 1_000.0
"""More than any gap: sets the mapped before the unmapped, and the short before the met."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Standing:
    """What stays the same in every replicate; arrays have one entry an area compared.

    Attributes
    ----------
    need
        Need percentile.
    unmapped
        Whether nothing is known of the area: it ranks last whatever is drawn.
    tie
        Its place among areas whose gaps are equal: most young people short first, then
        by row; a permutation of 0 to the number of areas less one.
    """

    need: Floats
    unmapped: Flags
    tie: Index

    @classmethod
    def of(cls, compared: Compared) -> Standing:
        """The standing of areas compared."""
        order = np.lexsort((compared.rows, -np.round(compared.short, DECIMALS)))
        tie = np.empty(len(order), dtype=np.int32)
        tie[order] = np.arange(len(order))
        return cls(need=compared.need, unmapped=compared.unmapped, tie=tie)


def ranks_of(standing: Standing, hours: Floats, met: Flags) -> Index:
    """Ranks of areas in some replicates.

    Parameters
    ----------
    standing
        What the replicates share.
    hours
        Hours a week within reach, of shape (areas, replicates).
    met
        Whether nobody is below the standard, of the same shape.

    Returns
    -------
    array of shape (replicates, areas)
        Ranks from 1, as :attr:`~graph.analysis.gaps.compared.Compared.order` ranks one finding.
    """
    size, replicates = hours.shape
    bits = max(1, int(size - 1).bit_length())
    tie = standing.tie.astype(np.int64)
    last = np.empty(size, dtype=np.int64)
    last[tie] = np.arange(size)
    answer = np.empty((replicates, size), dtype=np.int32)
    own = np.arange(1, size + 1, dtype=np.int32)
    for number in range(replicates):
        gap = np.round(standing.need - _percentiles(hours[:, number]), DECIMALS)
        key = (2.0 * standing.unmapped + met[:, number]) * _GAP - gap + _GAP
        # One whole number holds key and tie, so that one plain sort ranks without a draw.
        coded = (np.rint(key * _SCALE).astype(np.int64) << bits) | tie
        coded.sort()
        answer[number, last[coded & ((1 << bits) - 1)]] = own
    return answer


def _percentiles(values: Floats) -> Floats:
    """Mid-rank percentiles of known values: :func:`~graph.analysis.need.percentiles`, faster."""
    rounded = np.round(values, DECIMALS)
    order = np.argsort(rounded)
    placed = rounded[order]
    size = len(values)
    edges = np.flatnonzero(placed[1:] != placed[:-1]) + 1
    below = np.concatenate([[0], edges])
    upto = np.concatenate([edges, [size]])
    answer = np.empty(size)
    answer[order] = np.repeat(50.0 * (below + upto) / size, upto - below)
    return answer
