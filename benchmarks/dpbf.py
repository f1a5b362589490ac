"""DPBF as published, compiled like our own kernels: what the team search stands beside.

Ding, Yu, Wang, Qin, Zhang and Lin 2007, ICDE: trees rooted at each organisation for each set of
roles, in one queue, the cheapest first; a tree that is settled grows along each tie and merges
with each settled tree of other roles at the same root. Cold introductions join the cheapest
trees of the sets (set partitions); it ends when no tree left could make the answer cheaper.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

Floats = npt.NDArray[np.float64]
Long = npt.NDArray[np.int64]
Index = npt.NDArray[np.int32]


@njit(error_model="numpy")
def _pushed(keys: Floats, items: Long, size: int, key: float, item: int) -> int:
    at = size
    while at > 0:
        above = (at - 1) >> 1
        if keys[above] <= key:
            break
        keys[at], items[at] = keys[above], items[above]
        at = above
    keys[at], items[at] = key, item
    return size + 1


@njit(error_model="numpy")
def _popped(keys: Floats, items: Long, size: int) -> int:
    size -= 1
    first_key, first_item, key, item = keys[0], items[0], keys[size], items[size]
    at, below = 0, 1
    while below < size:
        if below + 1 < size and keys[below + 1] < keys[below]:
            below += 1
        if key <= keys[below]:
            break
        keys[at], items[at] = keys[below], items[below]
        at, below = below, 2 * below + 1
    keys[at], items[at] = key, item
    keys[size], items[size] = first_key, first_item
    return size


@njit(error_model="numpy")
def _covered(best: Floats, cover: Floats, cold: float) -> None:
    for set_ in range(1, len(best)):
        cover[set_] = best[set_]
        lowest, part = set_ & -set_, (set_ - 1) & set_
        while part:
            if part & lowest:
                cover[set_] = min(cover[set_], best[part] + cold + cover[set_ ^ part])
            part = (part - 1) & set_


@njit(error_model="numpy")
def cheapest(
    offset: Long,
    other: Index,
    edge: Floats,
    nodes: Index,
    roles: Index,
    costs: Floats,
    count: int,
    cold: float,
) -> float:
    """What the cheapest team costs, its bids as they are; the graph as in our own search."""
    sets, size, room = 1 << count, 0, 1 << 16
    cost = np.full((len(offset) - 1) * sets, np.inf)
    settled = np.zeros(len(cost), np.bool_)
    keys, items = np.empty(room), np.empty(room, np.int64)
    best, cover = np.full(sets, np.inf), np.zeros(sets)
    cover[1:] = np.inf
    for bid in range(len(nodes)):
        state = nodes[bid] * sets + (1 << roles[bid])
        if costs[bid] < cost[state]:
            cost[state] = costs[bid]
            if size + 2 > room:
                keys, items, room = np.append(keys, keys), np.append(items, items), 2 * room
            size = _pushed(keys, items, size, costs[bid], state)
    while size:
        size = _popped(keys, items, size)
        key, state = keys[size], items[size]
        if key >= cover[sets - 1]:
            break
        if settled[state]:
            continue
        settled[state] = True
        node, set_ = state // sets, state % sets
        if key < best[set_]:
            best[set_] = key
            _covered(best, cover, cold)
        while size + (offset[node + 1] - offset[node]) + sets > room:
            keys, items, room = np.append(keys, keys), np.append(items, items), 2 * room
        for tie in range(offset[node], offset[node + 1]):
            there = other[tie] * sets + set_
            if key + edge[tie] < cost[there]:
                cost[there] = key + edge[tie]
                size = _pushed(keys, items, size, cost[there], there)
        rest = (sets - 1) ^ set_
        part = rest
        while part:
            at = node * sets + part
            joined = node * sets + (set_ | part)
            if settled[at] and key + cost[at] < cost[joined]:
                cost[joined] = key + cost[at]
                size = _pushed(keys, items, size, cost[joined], joined)
            part = (part - 1) & rest
    return float(cover[sets - 1])
