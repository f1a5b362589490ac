"""Need: where young people are many and places deprived."""

from __future__ import annotations

import numpy as np

from graph.network import Floats, Index, Network

_ROUNDED = 9
"""Decimals to which numbers are compared, so that sums in another order rank the same."""


def percentiles(values: Floats) -> Floats:
    """Mid-rank percentile of each value among all of them, 0 to 100; NaN stays NaN.

    ``100 * (below + equal / 2) / count``: one value alone stands at 50.
    """
    answer = np.full(len(values), np.nan)
    known = np.flatnonzero(~np.isnan(values))
    if len(known):
        rounded = np.round(values[known], _ROUNDED)
        ordered = np.sort(rounded)
        below = np.searchsorted(ordered, rounded, side="left")
        upto = np.searchsorted(ordered, rounded, side="right")
        answer[known] = 50.0 * (below + upto) / len(known)
    return answer


def deprivation_of(network: Network, rows: Index) -> Floats:
    """How deprived some areas are, higher is more; NaN where not known.

    The index's score where every one of the areas that says anything has
    one, else ``11 - decile``: scores and deciles do not mix.
    """
    score = network.areas.deprivation_score[rows]
    decile = network.areas.deprivation_decile[rows]
    said = ~(np.isnan(score) & np.isnan(decile))
    if said.any() and not np.isnan(score[said]).any():
        return score
    return 11.0 - decile


def need_percentiles(deprivation: Floats, people: Floats) -> Floats:
    """Need of areas among each other, 0 to 100.

    The mean of two percentiles with equal weight, deprivation and number of
    young people, put into percentiles again. Where an area's deprivation is not known,
    its young people alone count.
    """
    parts = np.vstack([percentiles(deprivation), percentiles(people)])
    known = ~np.isnan(parts)
    count = known.sum(axis=0)
    total = np.where(known, parts, 0.0).sum(axis=0)
    return percentiles(np.divide(total, count, out=np.zeros(len(people)), where=count > 0))
