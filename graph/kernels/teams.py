"""The cheapest team in a sparse graph of ties: the group Steiner forest, exactly.

Dynamic programming over (organisation, set of roles), best first (DPBF: Ding, Yu, Wang, Qin,
Zhang and Lin 2007, ICDE), with the halving of PrunedDP (Li, Qin, Yu and Mao 2016, SIGMOD):
an optimal tree has a middle from which no branch weighs more than half of it, so nothing
dearer than half of the best team known is ever grown. Parts that no tie joins are joined by
cold introductions of one cost, by an exact dynamic program over set partitions.
docs/decisions/0007 has the argument.

A state is ``slot * sets + set``: an organisation reached, and the roles of a tree rooted at it.
Where a state came from: the state it grew from (0 or more), minus the set that it was merged
with (-1 to ``1 - sets``), or ``-sets - bid``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from graph.kernels.compiled import compiled
from graph.kernels.heap import Items, popped, pushed
from graph.network import Floats, Index

Long = npt.NDArray[np.int64]

SIGNATURE = (
    "Tuple((float64, int64[::1], int32[:,::1], int64))"
    "(int64[::1], int32[::1], float64[::1], int32[::1], int32[::1], float64[::1],"
    " int64, float64, float64, int64)"
)


class Search(NamedTuple):
    """What one search has found so far."""

    sets: int
    cold: float
    slot_of: Index
    node_of: Index
    cost: Floats
    back: Long
    keys: Floats
    items: Items
    best: Floats
    at: Long
    cover: Floats
    split: Long
    size: Long
    least: Floats


SLOTS, HEAP = 0, 1


@compiled()
def _covered(s: Search) -> None:
    """The cheapest way to have each set of roles, its trees joined cold (set partitions)."""
    for set_ in range(1, s.sets):
        s.cover[set_], s.split[set_] = s.best[set_], set_
        lowest = set_ & -set_
        part = (set_ - 1) & set_
        while part:
            if part & lowest:
                cost = s.best[part] + s.cold + s.cover[set_ ^ part]
                if cost < s.cover[set_]:
                    s.cover[set_], s.split[set_] = cost, part
            part = (part - 1) & set_


@compiled()
def _slot(s: Search, node: int) -> int:
    """The slot of a node, a new one if need be; -1 where there is no room."""
    slot = int(s.slot_of[node])
    if slot < 0:
        slot = int(s.size[SLOTS])
        if slot >= len(s.node_of):
            return -1
        s.size[SLOTS] = slot + 1
        s.slot_of[node], s.node_of[slot] = slot, node
        s.cost[slot * s.sets : (slot + 1) * s.sets] = np.inf
    return slot


@compiled()
def _kept(s: Search, state: int, cost: float, back: int, grows: bool) -> bool:
    """Keep a cheaper way to a state, to be grown from in its turn; False where the heap is full."""
    set_ = state % s.sets
    s.cost[state], s.back[state] = cost, back
    if cost < s.best[set_]:
        s.best[set_], s.at[set_] = cost, state
        _covered(s)
        s.least[0] = min(s.least[0], s.cover[s.sets - 1])
    if grows and 2.0 * cost < s.least[0]:
        if s.size[HEAP] >= len(s.keys):
            return False
        s.size[HEAP] = pushed(s.keys, s.items, s.size[HEAP], cost, state)
    return True


@compiled()
def _merged(s: Search, state: int) -> bool:
    """Join the tree of a state with every tree of other roles at the same organisation."""
    set_ = state % s.sets
    root, cost = state - set_, s.cost[state]
    rest = (s.sets - 1) ^ set_
    other = rest
    while other:
        both = cost + s.cost[root + other]
        joined = root + (set_ | other)
        worth = min(s.cost[joined], s.least[0], s.cover[set_ | other] + s.cold)
        if both < worth and not _kept(s, joined, both, -other, True):
            return False
        other = (other - 1) & rest
    return True


@compiled()
def _grown(s: Search, state: int, offset: Long, other: Index, edge: Floats) -> bool:
    """Take the tree of a state one tie further; False where there is no room."""
    set_ = state % s.sets
    node, cost = s.node_of[state // s.sets], s.cost[state]
    for tie in range(offset[node], offset[node + 1]):
        further = cost + edge[tie]
        if further >= s.least[0] or further >= s.cover[set_] + s.cold:
            continue
        half = 2.0 * further < s.least[0]
        slot = s.slot_of[other[tie]]
        if slot < 0:
            if not half:
                continue
            slot = _slot(s, other[tie])
            if slot < 0:
                return False
        there = slot * s.sets + set_
        if further < s.cost[there]:
            if not _kept(s, there, further, state, half):
                return False
            if not half and not _merged(s, there):
                return False
    return True


@compiled()
def _seeded(s: Search, nodes: Index, roles: Index, costs: Floats) -> bool:
    """Every bid as a tree of one organisation, then those who could take several roles."""
    for bid in range(len(nodes)):
        slot = _slot(s, nodes[bid])
        if slot < 0:
            return False
        state = slot * s.sets + (1 << roles[bid])
        if costs[bid] < s.cost[state] and costs[bid] < s.cold:
            s.cost[state], s.back[state] = costs[bid], -s.sets - bid
            set_ = 1 << roles[bid]
            if costs[bid] < s.best[set_]:
                s.best[set_], s.at[set_] = costs[bid], state
    _covered(s)
    s.least[0] = min(s.least[0], s.cover[s.sets - 1])
    for slot in range(s.size[SLOTS]):
        for role in range(64):
            set_ = 1 << role
            if set_ >= s.sets:
                break
            state = slot * s.sets + set_
            if s.cost[state] < np.inf and not _kept(s, state, s.cost[state], s.back[state], True):
                return False
    return True


@compiled()
def _traced(s: Search, roles: int) -> tuple[Long, Index]:
    """Who takes each role (by bid), and the ties used, read back from the states."""
    takes = np.full(roles, -1, np.int64)
    edges = np.empty((len(s.node_of), 2), np.int32)
    waiting = np.empty(len(s.node_of) + s.sets, np.int64)
    ties, size, left = 0, 0, s.sets - 1
    while left:
        part = s.split[left]
        waiting[size] = s.at[part]
        size += 1
        left ^= part
    while size:
        size -= 1
        state = waiting[size]
        back, set_ = s.back[state], state % s.sets
        if back >= 0:
            edges[ties, 0] = s.node_of[back // s.sets]
            edges[ties, 1] = s.node_of[state // s.sets]
            ties += 1
            waiting[size] = back
            size += 1
        elif back > -s.sets:
            waiting[size] = state - set_ + (-back)
            waiting[size + 1] = state - set_ + (set_ ^ -back)
            size += 2
        else:
            role = 0
            while (1 << role) != set_:
                role += 1
            takes[role] = -back - s.sets
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
    s = Search(
        sets=sets,
        cold=cold,
        slot_of=np.full(len(offset) - 1, -1, np.int32),
        node_of=np.empty(room, np.int32),
        cost=np.empty(room * sets),
        back=np.empty(room * sets, np.int64),
        keys=np.empty(room * sets),
        items=np.empty(room * sets, np.int64),
        best=np.full(sets, np.inf),
        at=np.full(sets, -1, np.int64),
        cover=np.zeros(sets),
        split=np.zeros(sets, np.int64),
        size=np.zeros(2, np.int64),
        least=np.array([below]),
    )
    none = (np.empty(0, np.int64), np.empty((0, 2), np.int32))
    if not _seeded(s, nodes, roles, costs):
        return -1.0, none[0], none[1], room
    while s.size[HEAP]:
        s.size[HEAP] = popped(s.keys, s.items, s.size[HEAP])
        key, state = s.keys[s.size[HEAP]], s.items[s.size[HEAP]]
        if 2.0 * key >= s.least[0]:
            break
        if key > s.cost[state] or key >= s.cover[state % sets] + cold:
            continue
        if not (_merged(s, state) and _grown(s, state, offset, other, edge)):
            return -1.0, none[0], none[1], room
    if s.cover[sets - 1] >= below:
        return np.inf, none[0], none[1], s.size[SLOTS]
    takes, ties = _traced(s, count)
    return s.cover[sets - 1], takes, ties, s.size[SLOTS]
