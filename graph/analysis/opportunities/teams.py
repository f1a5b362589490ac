"""The cheapest connected team that covers every role, exactly, in a sparse graph of ties.

The group Steiner tree problem (team formation: Lappas, Liu and Terzi 2009, KDD), with cold
introductions between parts that no tie joins. :mod:`graph.kernels.teams` has the search.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from graph.kernels.teams import cheapest_forest
from graph.network import Floats, Index

MOST_ROLES = 7
"""Time about doubles with each role; no question here has more than five."""

_ROOM = 4_096
_MARGIN = 1e-9
_FEW = 60


@dataclass(frozen=True, kw_only=True, eq=False)
class Graph:
    """Organisations and what it takes to work along their ties, in rows (CSR), both ways round.

    Attributes
    ----------
    offset, other, cost
        ``other[offset[i]:offset[i + 1]]`` are tied to ``i``, at those costs, above 0.
    cold
        Of joining two parts of a team that no tie joins, above 0.
    """

    offset: npt.NDArray[np.int64]
    other: Index
    cost: Floats
    cold: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A team.

    Attributes
    ----------
    cost
        Of its ties, its cold introductions and the bids taken.
    takes
        For each role, the bid that takes it.
    ties
        Pairs of organisations, the smaller first, in order; one tree for each part of the team.
    touched
        How many organisations the search looked at.
    """

    cost: float
    takes: tuple[int, ...]
    ties: tuple[tuple[int, int], ...]
    touched: int


def cheapest_team(
    graph: Graph,
    *,
    organisation: Index,
    role: Index,
    cost: Floats,
    roles: int,
    below: float = float("inf"),
) -> Team | None:
    """The cheapest team in which every role is taken by a bid.

    Parameters
    ----------
    graph
        Who is tied to whom.
    organisation, role, cost
        The bids: who would take which role (0 to ``roles - 1``), at what cost, 0 or more. One
        organisation may take several roles.
    roles
        How many roles there are.
    below
        Only a team cheaper than this is looked for.

    Returns
    -------
    Team or None
        None where some role has no bid, or no team is cheaper than ``below``. With no role the
        team is empty and costs nothing. Of equal teams, the same one always.

    Raises
    ------
    ValueError
        More than :data:`MOST_ROLES` roles.
    """
    if roles > MOST_ROLES:
        raise ValueError(f"{roles} roles are more than the {MOST_ROLES} that can be searched.")
    if roles == 0:
        return Team(cost=0.0, takes=(), ties=(), touched=0) if below > 0 else None
    least = np.array([cost[role == one].min(initial=np.inf) for one in range(roles)])
    if not np.isfinite(least).all():
        return None
    floor = float(least.sum())
    if floor >= below:
        return None
    further = cost - least[role]
    limit = below - floor - _MARGIN
    first = None
    few = _cheapest_few(role, further) if np.isinf(limit) else np.arange(len(role))
    if len(few) < len(role):
        # The best of the cheapest few is a team, and what is as dear need not be looked at.
        first = _forest(graph, organisation[few], role[few], further[few], roles, limit)
        limit = limit if first is None else first.cost - _MARGIN
    found = _forest(graph, organisation, role, further, roles, limit)
    if found is not None:
        return replace(found, cost=found.cost + floor)
    if first is None:
        return None
    return replace(
        first, cost=first.cost + floor, takes=tuple(int(few[bid]) for bid in first.takes)
    )


def _cheapest_few(role: Index, cost: Floats) -> npt.NDArray[np.int64]:
    """The cheapest bids of each role, in order; all of them where there are not many."""
    order = np.lexsort((cost, role))
    within = np.arange(len(order)) - np.searchsorted(role[order], role[order])
    return np.sort(order[within < _FEW])


def _forest(
    graph: Graph, organisation: Index, role: Index, cost: Floats, roles: int, below: float
) -> Team | None:
    """The team of bids whose cheapest of each role is 0; None where none is cheap enough."""
    room = max(_ROOM, 4 * len(organisation))
    while True:
        found, takes, ties, touched = cheapest_forest(
            graph.offset,
            graph.other,
            graph.cost,
            np.ascontiguousarray(organisation, dtype=np.int32),
            np.ascontiguousarray(role, dtype=np.int32),
            np.ascontiguousarray(cost, dtype=np.float64),
            roles,
            graph.cold,
            below,
            room,
        )
        if found >= 0:
            break
        room *= 4
    if not np.isfinite(found):
        return None
    return Team(
        cost=float(found),
        takes=tuple(takes.tolist()),
        ties=tuple(sorted((min(pair), max(pair)) for pair in ties.tolist())),
        touched=int(touched),
    )
