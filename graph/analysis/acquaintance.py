"""What it takes for two organisations to work together: ties there are, introductions to make."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

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
"""Each further organisation at the table, whatever it brings."""

INTRODUCTION_COST = 0.5
"""An introduction by an organisation that knows both, on top of half its two ties' costs."""

COLD_COST = 2.5
"""An introduction that nobody known could make."""

DISTANCE_COST_PER_KM = 0.01
"""Of an introduction, for each kilometre in the straight line between the two."""


MOST_AT_ONCE = 1_000
"""Organisations of which all pairs are worked out at once: 8 MB."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Acquaintance:
    """Ties between organisations; rows are rows of the organisations.

    Attributes
    ----------
    network
        The snapshot.
    ties
        For each pair of organisations tied (the smaller row first), the cheapest tie:
        its cost and its row among the ties.
    """

    network: Network
    ties: dict[tuple[int, int], tuple[float, int]]

    @cached_property
    def known(self) -> dict[int, dict[int, float]]:
        """Whom each organisation is tied to, and at what cost."""
        found: dict[int, dict[int, float]] = {}
        for (left, right), (cost, _) in self.ties.items():
            found.setdefault(left, {})[right] = cost
            found.setdefault(right, {})[left] = cost
        return found

    def introducer(self, left: int, right: int) -> int:
        """Who knows both at the least cost, the smaller row of equals; -1 where nobody does."""
        mine, theirs = self.known.get(left, {}), self.known.get(right, {})
        both = mine.keys() & theirs.keys()
        return min(both, key=lambda row: (round(mine[row] + theirs[row], 9), row), default=-1)

    def validated(self, left: int, right: int) -> bool:
        """Whether the cheapest tie of two tied organisations was stated by one of them."""
        _, tie = self.ties[min(left, right), max(left, right)]
        return bool(self.network.ties.validated[tie])


def acquaintance_in(network: Network) -> Acquaintance:
    """The ties of a network, the cheapest of each pair."""
    cost_of = {str(kind): cost for kind, cost in TIE_COST.items()}
    ties = network.ties
    found: dict[tuple[int, int], tuple[float, int]] = {}
    for row in range(len(ties)):
        left, right = sorted((int(ties.left[row]), int(ties.right[row])))
        cost = cost_of[ties.kind[row]] + (0.0 if ties.validated[row] else DISCOVERABLE_COST)
        if (left, right) not in found or (cost, row) < found[left, right]:
            found[left, right] = (cost, row)
    return Acquaintance(network=network, ties=found)


@dataclass(frozen=True, kw_only=True, eq=False)
class Working:
    """What it takes for organisations to work together, for all or for some of them.

    A county's organisations are worked out once; of a country's, those around each place.
    """

    acquaintance: Acquaintance
    points: Floats

    @cached_property
    def whole(self) -> Floats | None:
        """For all organisations; None where they are too many."""
        size = len(self.points)
        if size > MOST_AT_ONCE:
            return None
        return working_costs(self.acquaintance, np.arange(size, dtype=np.int32), self.points)

    def among(self, rows: Index) -> Floats:
        """As :func:`working_costs`, for some organisations in ascending order."""
        if self.whole is not None:
            return self.whole[np.ix_(rows, rows)]
        return working_costs(self.acquaintance, rows, self.points[rows])


def working_costs(acquaintance: Acquaintance, rows: Index, points: Floats) -> Floats:
    """What it takes for each two of some organisations to work together.

    Parameters
    ----------
    rows
        The organisations, in ascending order.
    points
        Where each is, shape (organisations, 2), metres; NaN where that is not known.

    Returns
    -------
    array of shape (organisations, organisations)
        The tie's cost, or an introduction's, and :data:`PARTNER_COST` for the further partner.
        Infinity on the diagonal.
    """
    met = _met(acquaintance, rows)
    # The two ties of the best introducer: a min-plus product, one acquaintance at a time.
    through = np.full((len(rows), len(rows)), np.inf)
    for known in met.T:
        knows = np.flatnonzero(np.isfinite(known))
        block = np.ix_(knows, knows)
        through[block] = np.minimum(through[block], known[knows, np.newaxis] + known[knows])
    introduced = np.where(np.isfinite(through), INTRODUCTION_COST + through / 2, COLD_COST)
    apart = np.hypot(*(points[:, np.newaxis, :] - points[np.newaxis, :, :]).transpose(2, 0, 1))
    introduced += DISTANCE_COST_PER_KM * np.nan_to_num(apart) / 1000
    position = {int(row): place for place, row in enumerate(rows)}
    for place, row in enumerate(rows.tolist()):
        for other, cost in acquaintance.known.get(row, {}).items():
            if other in position:
                introduced[place, position[other]] = cost
    np.fill_diagonal(introduced, np.inf)
    answer: Floats = introduced + PARTNER_COST
    return answer


def _met(acquaintance: Acquaintance, rows: Index) -> Floats:
    """Cost of the tie of each of some organisations with each that two of them know."""
    count: dict[int, int] = {}
    for row in rows.tolist():
        for other in acquaintance.known.get(row, {}):
            count[other] = count.get(other, 0) + 1
    shared = sorted(other for other, times in count.items() if times > 1)
    column = {other: place for place, other in enumerate(shared)}
    met = np.full((len(rows), len(shared)), np.inf)
    for place, row in enumerate(rows.tolist()):
        for other, cost in acquaintance.known.get(row, {}).items():
            if other in column:
                met[place, column[other]] = cost
    return met


def tied(acquaintance: Acquaintance, rows: set[int]) -> set[int]:
    """Organisations tied to any of some, they themselves left out."""
    found = {other for row in rows for other in acquaintance.known.get(row, {})}
    return found - rows


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
