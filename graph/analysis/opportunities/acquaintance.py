"""Who is tied to whom, and what it takes to work along a tie."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from graph.analysis.memory import remembered
from graph.model import TieKind
from graph.network import Flags, Floats, Index, Network

TIE_COST = {
    TieKind.INTEGRATION: 0.1,
    TieKind.DELIVERS_WITH: 0.2,
    TieKind.COORDINATION: 0.3,
    TieKind.COOPERATION: 0.4,
    TieKind.FUNDS: 0.5,
    TieKind.SUPPORTS: 0.5,
    TieKind.MEMBER_OF: 0.6,
    TieKind.REFERS_TO: 0.6,
    TieKind.AWARENESS: 0.8,
}
"""Coordination cost of working along a tie that somebody stated, by its kind."""

DISCOVERABLE_COST = 0.3
"""More for a tie that was only discovered (a shared board, site, funder or trustee)."""

PARTNER_COST = 0.5
"""Each organisation at the table, whatever it brings, an introducer too."""

COLD_COST = 2.5
"""An introduction that nobody known could make."""

_HUNDREDTHS = 1_000

Starts = npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Acquaintance:
    """Ties between organisations, the cheapest of each pair, in rows (CSR), both ways round.

    Attributes
    ----------
    network
        The snapshot.
    offset
        Where the ties of each organisation begin, shape (organisations + 1,).
    other
        The organisations tied, ascending within each one's, shape (2 * pairs,).
    cost
        What it takes to work along each, shape (2 * pairs,).
    tie
        The row of each among the ties, shape (2 * pairs,).
    """

    network: Network
    offset: Starts
    other: Index
    cost: Floats
    tie: Index

    def known(self, row: int) -> tuple[Index, Floats]:
        """Whom an organisation is tied to, ascending, and at what cost."""
        place = slice(self.offset[row], self.offset[row + 1])
        return self.other[place], self.cost[place]

    def _place(self, left: int, right: int) -> int:
        start, end = int(self.offset[left]), int(self.offset[left + 1])
        place = start + int(np.searchsorted(self.other[start:end], right))
        return place if place < end and self.other[place] == right else -1

    def tied(self, left: int, right: int) -> bool:
        """Whether any tie joins two organisations."""
        return self._place(left, right) >= 0

    def tie_between(self, left: int, right: int) -> int:
        """The row of the cheapest tie of two organisations; -1 where there is none."""
        place = self._place(left, right)
        return int(self.tie[place]) if place >= 0 else -1

    def cost_between(self, left: int, right: int) -> float:
        """What it takes to work along the tie of two organisations; infinity without one."""
        place = self._place(left, right)
        return float(self.cost[place]) if place >= 0 else float("inf")

    def introducer(self, left: int, right: int) -> int:
        """Who knows both at the least cost, the smaller row of equals; -1 where nobody does."""
        mine, costs = self.known(left)
        theirs, their_costs = self.known(right)
        both, one, two = np.intersect1d(mine, theirs, assume_unique=True, return_indices=True)
        if not len(both):
            return -1
        return int(both[np.argmin(np.round(costs[one] + their_costs[two], 9))])

    def working_cost(self, left: int, right: int, *, known: bool = False) -> float:
        """What it takes for two organisations to work together, both at the table.

        Along their tie; or by way of whoever knows both, who sits at the table too; or by a
        cold introduction. ``known`` where somebody is known to know both though no tie says so.
        """
        if self.tied(left, right):
            return self.cost_between(left, right) + 2 * PARTNER_COST
        through = self.introducer(left, right)
        if through >= 0:
            way = self.cost_between(left, through) + self.cost_between(through, right)
            return min(way + PARTNER_COST, COLD_COST) + 2 * PARTNER_COST
        return (PARTNER_COST if known else COLD_COST) + 2 * PARTNER_COST


@remembered(most=1)
def acquaintance_in(network: Network) -> Acquaintance:
    """The ties of a network, the cheapest of each pair (of equals, the first by id)."""
    ties, size = network.ties, len(network.organisations)
    words, kind = np.unique(ties.kind, return_inverse=True)
    by_kind = np.array([TIE_COST[TieKind(word)] for word in words.tolist()], dtype=np.float64)  # type: ignore[call-arg]
    cost = by_kind[kind] + np.where(ties.validated, 0.0, DISCOVERABLE_COST)
    less, more = np.minimum(ties.left, ties.right), np.maximum(ties.left, ties.right)
    pair = less.astype(np.int64) * size + more
    # One key to sort by, as costs are whole hundredths below ten.
    order = np.argsort(pair * _HUNDREDTHS + np.rint(cost * 100).astype(np.int64), kind="stable")
    order = order[less[order] != more[order]]
    order = order[np.diff(pair[order], prepend=-1) != 0]
    ends = (np.append(less[order], more[order]), np.append(more[order], less[order]))
    rows = csr_array((np.append(order, order), ends), shape=(size, size))
    rows.sort_indices()
    tie = rows.data.astype(np.int32)
    return Acquaintance(
        network=network,
        offset=rows.indptr.astype(np.int64),
        other=rows.indices.astype(np.int32),
        cost=cost[tie],
        tie=tie,
    )


def placed_organisations(network: Network) -> tuple[Floats, Flags]:
    """Where organisations are: their site, else the first site that they use.

    Returns
    -------
    points
        Shape (organisations, 2), metres; NaN where no site is known.
    placed
        Whether one is.
    """
    site = network.organisations.site.copy()
    for table in (network.activities, network.assets):
        used = np.flatnonzero((table.site >= 0) & (table.organisation >= 0))[::-1]
        first = np.full(len(site), -1, dtype=np.int32)
        first[table.organisation[used]] = table.site[used]
        site = np.where(site >= 0, site, first)
    placed = site >= 0
    points = np.full((len(site), 2), np.nan)
    points[placed, 0] = network.sites.easting[site[placed]]
    points[placed, 1] = network.sites.northing[site[placed]]
    return points, placed
