"""The cheapest team in a sparse graph of ties: the group Steiner forest, exactly.

Dynamic programming over (organisation, set of roles), best first (DPBF: Ding, Yu, Wang, Qin,
Zhang and Lin 2007, ICDE), with the halving of PrunedDP (Li, Qin, Yu and Mao 2016, SIGMOD):
an optimal tree has a middle from which no branch weighs more than half of it, so nothing
dearer than half of the best team known is ever grown. Parts that no tie joins are joined by
cold introductions of one cost, by an exact dynamic program over set partitions.
docs/decisions/0008 has the argument.

A state is ``spot * sets + set``: an organisation reached, and the roles of a tree rooted at it.
Where a state came from (``back``): the state it grew from (0 or more), minus the set that it was
merged with (-1 to ``1 - sets``), or ``-sets - bid``.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from graph.kernels.compiled import compiled
from graph.network import Floats, Index

Long = npt.NDArray[np.int64]
Records = Any
"""An array of one of the records below; NumPy's types cannot say so."""

STATE = np.dtype([("cost", np.float64), ("back", np.int64)], align=True)
"""A tree: what it costs, and where it came from."""

SPOT = np.dtype([("node", np.int64), ("held", np.int64)], align=True)
"""An organisation reached: which one, and the roles of all of its trees."""

ENTRY = np.dtype([("key", np.float64), ("item", np.int64)], align=True)
"""An entry of the heap, the smallest key first."""

SUBSET = np.dtype(
    [("best", np.float64), ("cover", np.float64), ("at", np.int64), ("split", np.int64)],
    align=True,
)
"""A set of roles: its cheapest tree and where that is, its cheapest forest and its first part."""

NOW = np.dtype(
    [
        ("least", np.float64),
        ("cold", np.float64),
        ("sets", np.int64),
        ("spots", np.int64),
        ("waiting", np.int64),
    ],
    align=True,
)
"""Where the search is: a team must cost less than ``least``; ``waiting`` are in the heap."""

SIGNATURE = (
    "Tuple((float64, int64[::1], int32[:,::1], int64))"
    "(int64[::1], int32[::1], float64[::1], int32[::1], int32[::1], float64[::1],"
    " int64, float64, float64, int64)"
)


@compiled()
def _pushed(heap: Records, now: Records, key: float, item: int) -> bool:
    """Add an entry to the heap; False where there is no room."""
    at = now[0].waiting
    if at >= len(heap):
        return False
    now[0].waiting = at + 1
    while at > 0:
        above = (at - 1) >> 1
        if heap[above].key <= key:
            break
        heap[at].key, heap[at].item = heap[above].key, heap[above].item
        at = above
    heap[at].key, heap[at].item = key, item
    return True


@compiled()
def _popped(heap: Records, now: Records) -> tuple[float, int]:
    """Take the first entry out."""
    size = now[0].waiting - 1
    now[0].waiting = size
    first_key, first_item = heap[0].key, heap[0].item
    key, item = heap[size].key, heap[size].item
    at, below = 0, 1
    while below < size:
        if below + 1 < size and heap[below + 1].key < heap[below].key:
            below += 1
        if key <= heap[below].key:
            break
        heap[at].key, heap[at].item = heap[below].key, heap[below].item
        at, below = below, 2 * below + 1
    heap[at].key, heap[at].item = key, item
    return first_key, first_item


@compiled()
def _covered(subsets: Records, now: Records) -> None:
    """The cheapest way to have each set of roles, its trees joined cold (set partitions)."""
    sets, cold = now[0].sets, now[0].cold
    for set_ in range(1, sets):
        least, split = subsets[set_].best, set_
        lowest = set_ & -set_
        part = (set_ - 1) & set_
        while part:
            if part & lowest:
                cost = subsets[part].best + cold + subsets[set_ ^ part].cover
                if cost < least:
                    least, split = cost, part
            part = (part - 1) & set_
        subsets[set_].cover, subsets[set_].split = least, split
    now[0].least = min(now[0].least, subsets[sets - 1].cover)


@compiled()
def _spot(spots: Records, states: Records, now: Records, spot_of: Index, node: int) -> int:
    """The spot of a node, a new one if need be; -1 where there is no room."""
    spot = int(spot_of[node])
    if spot < 0:
        spot = now[0].spots
        if spot >= len(spots):
            return -1
        now[0].spots = spot + 1
        spot_of[node] = spot
        spots[spot].node, spots[spot].held = node, 0
        sets = now[0].sets
        for state in range(spot * sets, (spot + 1) * sets):
            states[state].cost = np.inf
    return spot


@compiled()
def _kept(
    states: Records,
    spots: Records,
    subsets: Records,
    heap: Records,
    now: Records,
    state: int,
    cost: float,
    back: int,
) -> bool:
    """Keep a cheaper way to a state, to be grown from in its turn; False where there is no room."""
    sets = now[0].sets
    spot, set_ = state // sets, state % sets
    states[state].cost, states[state].back = cost, back
    spots[spot].held |= set_
    if cost < subsets[set_].best:
        subsets[set_].best, subsets[set_].at = cost, state
        _covered(subsets, now)
    if 2.0 * cost < now[0].least:
        return _pushed(heap, now, cost, state)
    return True


@compiled()
def _merged(
    states: Records, spots: Records, subsets: Records, heap: Records, now: Records, state: int
) -> bool:
    """Join the tree of a state with every tree of other roles at the same organisation."""
    sets, cold = now[0].sets, now[0].cold
    set_ = state % sets
    root, cost = state - set_, states[state].cost
    rest = spots[state // sets].held & ~set_
    other = rest
    while other:
        both, joined = cost + states[root + other].cost, set_ | other
        worth = min(states[root + joined].cost, now[0].least, subsets[joined].cover + cold)
        if both < worth and not _kept(
            states, spots, subsets, heap, now, root + joined, both, -other
        ):
            return False
        other = (other - 1) & rest
    return True


@compiled()
def _grown(
    states: Records,
    spots: Records,
    subsets: Records,
    heap: Records,
    now: Records,
    spot_of: Index,
    state: int,
    offset: Long,
    other: Index,
    edge: Floats,
) -> bool:
    """Take the tree of a state one tie further; False where there is no room."""
    sets = now[0].sets
    set_ = state % sets
    node, cost = spots[state // sets].node, states[state].cost
    dearest = subsets[set_].cover + now[0].cold
    for tie in range(offset[node], offset[node + 1]):
        further = cost + edge[tie]
        if further >= now[0].least or further >= dearest:
            continue
        half = 2.0 * further < now[0].least
        spot = int(spot_of[other[tie]])
        if spot < 0:
            if not half:
                continue
            spot = _spot(spots, states, now, spot_of, other[tie])
            if spot < 0:
                return False
        there = spot * sets + set_
        if further < states[there].cost:
            if not _kept(states, spots, subsets, heap, now, there, further, state):
                return False
            if not half and not _merged(states, spots, subsets, heap, now, there):
                return False
    return True


@compiled()
def _seeded(
    states: Records,
    spots: Records,
    subsets: Records,
    heap: Records,
    now: Records,
    spot_of: Index,
    nodes: Index,
    roles: Index,
    costs: Floats,
) -> bool:
    """Every bid as a tree of one organisation."""
    sets, cold = now[0].sets, now[0].cold
    for bid in range(len(nodes)):
        if costs[bid] >= now[0].least:
            continue
        set_ = 1 << roles[bid]
        spot = _spot(spots, states, now, spot_of, nodes[bid])
        if spot < 0:
            return False
        state = spot * sets + set_
        if costs[bid] < min(states[state].cost, cold) and not _kept(
            states, spots, subsets, heap, now, state, costs[bid], -sets - bid
        ):
            return False
    return True


@compiled()
def _traced(states: Records, spots: Records, subsets: Records, roles: int) -> tuple[Long, Index]:
    """Who takes each role (by bid), and the ties used, read back from the states."""
    sets = 1 << roles
    takes = np.full(roles, -1, np.int64)
    edges = np.empty((len(spots), 2), np.int32)
    waiting = np.empty(len(spots) + sets, np.int64)
    ties, size, left = 0, 0, sets - 1
    while left:
        part = subsets[left].split
        waiting[size] = subsets[part].at
        size += 1
        left ^= part
    while size:
        size -= 1
        state = waiting[size]
        back, set_ = states[state].back, state % sets
        if back >= 0:
            edges[ties, 0] = spots[back // sets].node
            edges[ties, 1] = spots[state // sets].node
            ties += 1
            waiting[size] = back
            size += 1
        elif back > -sets:
            waiting[size] = state - set_ - back
            waiting[size + 1] = state - set_ + (set_ ^ -back)
            size += 2
        else:
            role = 0
            while (1 << role) != set_:
                role += 1
            takes[role] = -back - sets
    return takes, edges[:ties].copy()


@compiled(SIGNATURE)
def cheapest_forest(
    offset: Long,
    other: Index,
    edge: Floats,
    nodes: Index,
    roles: Index,
    costs: Floats,
    count: int,
    cold: float,
    below: float,
    room: int,
) -> tuple[float, Long, Index, int]:
    """The cheapest trees, joined cold, in which every role is taken by somebody.

    Parameters
    ----------
    offset, other, edge
        The ties of each organisation in rows (CSR), both ways round: ``other[i]`` is tied at
        ``edge[i]``, above 0. Shapes (organisations + 1,), (ties,), (ties,).
    nodes, roles, costs
        The bids: who would take which role (0 to ``count - 1``) at what cost, 0 or more, the
        cheapest of each role at 0.
    count
        How many roles, 1 to 7; each has a bid.
    cold
        Of joining two trees without a tie.
    below
        Only a team cheaper than this is looked for.
    room
        Organisations that the search may touch.

    Returns
    -------
    cost
        Infinity where there is none below; -1 where the room was too small.
    takes
        The bid that takes each role.
    ties
        Pairs of organisations, shape (ties, 2).
    touched
        How many organisations the search touched.
    """
    sets = 1 << count
    states, spots = np.empty(room * sets, STATE), np.empty(room, SPOT)
    heap, subsets, now = np.empty(room * sets, ENTRY), np.zeros(sets, SUBSET), np.zeros(1, NOW)
    spot_of = np.full(len(offset) - 1, -1, np.int32)
    now[0].cold, now[0].sets, now[0].least = cold, sets, below
    for set_ in range(1, sets):
        subsets[set_].best = subsets[set_].cover = np.inf
    enough = _seeded(states, spots, subsets, heap, now, spot_of, nodes, roles, costs)
    while enough and now[0].waiting:
        key, state = _popped(heap, now)
        if 2.0 * key >= now[0].least:
            break
        if key > states[state].cost or key >= subsets[state % sets].cover + cold:
            continue
        enough = _merged(states, spots, subsets, heap, now, state) and _grown(
            states, spots, subsets, heap, now, spot_of, state, offset, other, edge
        )
    takes, ties = np.empty(0, np.int64), np.empty((0, 2), np.int32)
    if not enough:
        return -1.0, takes, ties, room
    if subsets[sets - 1].cover >= below:
        return np.inf, takes, ties, now[0].spots
    takes, ties = _traced(states, spots, subsets, count)
    return subsets[sets - 1].cover, takes, ties, now[0].spots
