"""How small areas add up to the areas compared: totals, means over young people, newest days."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array, diags_array

from graph.analysis.drawn import Drawn
from graph.analysis.nesting import demand_inside, rolled_up
from graph.model import AreaKind
from graph.network import Days, Floats, Index, Network


@dataclass(frozen=True, kw_only=True, eq=False)
class Sums:
    """How the demand areas add up to the areas compared.

    Attributes
    ----------
    rows
        Rows of the areas compared.
    shares
        The share of each demand area's people that counts for each area compared, sparse,
        of shape (compared, demand areas).
    weights
        The same times people: what means are weighted by. Where nobody of the ages lives,
        areas count by their shares alone.
    """

    rows: Index
    shares: csr_array
    weights: csr_array

    def total(self, values: Floats) -> Floats:
        """Sum by shares; ``values`` one an area, or of shape (demand areas, n)."""
        answer: Floats = np.asarray(self.shares @ values, dtype=np.float64)
        return answer

    def mean(self, values: Floats) -> Floats:
        """Mean weighted by people, over what is known; NaN where nothing is."""
        known = ~np.isnan(values)
        weight = self.weights @ known.astype(np.float64)
        total = self.weights @ np.where(known, values, 0.0)
        answer: Floats = np.divide(total, weight, out=np.full(len(total), np.nan), where=weight > 0)
        return answer

    @cached_property
    def means(self) -> csr_array:
        """What makes means of values that are all known, in one product; a row sums to 1."""
        whole = np.asarray(self.weights.sum(axis=1)).ravel()
        return csr_array(diags_array(1.0 / np.where(whole > 0, whole, 1.0)) @ self.weights)

    def newest(self, values: Days) -> Days:
        """The newest of the days of all its parts, NaT where none has one."""
        entries = self.shares.tocoo()
        answer = np.full(self.shares.shape[0], np.datetime64("NaT"), dtype="datetime64[D]")
        np.fmax.at(answer, entries.row, values[entries.col])
        return answer

    def in_order(self, order: Index) -> Sums:
        """The same areas in another order."""
        return Sums(
            rows=self.rows[order], shares=self.shares[order, :], weights=self.weights[order, :]
        )


def sums_of(
    network: Network,
    people: Floats,
    *,
    roll_up: AreaKind | None = None,
    within: str | None = None,
    drawn: Drawn | None = None,
) -> Sums:
    """How the demand areas add up to the areas that a question compares.

    Parameters
    ----------
    people
        Young people in each demand area.
    roll_up, within
        As in :func:`~graph.analysis.gaps.find_gaps`.
    drawn
        Areas count with the share of their people inside it, those without one not at all.

    Returns
    -------
    Sums
        In the order of rows; none where nothing lies in what was asked about.

    Raises
    ------
    NotFound
        There is no area ``within``, or none of an id that ``drawn`` names.
    """
    if roll_up is None:
        rows, shares = _as_they_are(network, within)
    else:
        rows, shares = rolled_up(network, roll_up, within)
    if drawn is not None:
        cut = csr_array(shares @ diags_array(drawn.inside(network)))
        left = np.flatnonzero(np.asarray(cut.sum(axis=1)).ravel() > 0)
        rows, shares = rows[left], csr_array(cut[left, :])
    weights = csr_array(shares @ diags_array(people))
    bare = np.asarray(weights.sum(axis=1)).ravel() == 0
    if bare.any():
        weights = csr_array(weights + diags_array(bare.astype(np.float64)) @ shares)
    return Sums(rows=rows, shares=shares, weights=weights)


def _as_they_are(network: Network, within: str | None) -> tuple[Index, csr_array]:
    inside = np.flatnonzero(demand_inside(network, within))
    shape = (len(inside), len(network.demand_areas))
    shares = csr_array((np.ones(len(inside)), (np.arange(len(inside)), inside)), shape=shape)
    return network.demand_areas[inside], shares
