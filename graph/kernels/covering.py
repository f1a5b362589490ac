"""Covering: which sites to open so that the most young people are served, soon and nearly best.

Greedy (Nemhauser, Wolsey and Fisher 1978, Mathematical Programming 14: at least 1 - 1/e of the
best, as a rule far more), lazily (Minoux 1978), then swaps of one open site for another (Teitz
and Bart 1968, Operations Research 16), all on exact gains.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush

import numpy as np

from graph.kernels.compiled import compiled
from graph.kernels.flow import Flow, add_room, gain_of, new_flow, take_room
from graph.network import Flags, Floats, Index

LOG = 65_536
"""Changes of a trial that are kept to be taken back."""

ALIKE = 1e-4
"""Gains that differ by less than this share of themselves are as good as each other."""

WORTH = 1e-7
"""The least gain of a swap."""


@compiled()
def sites_of_areas(member: Index, owner: Index, areas: int) -> tuple[Index, Index]:
    """The pairs the other way round: where each area's sites begin, and the sites."""
    begin = np.zeros(areas + 1, np.int32)
    for area in member:
        begin[area + 1] += 1
    for area in range(areas):
        begin[area + 1] += begin[area]
    at, sites = begin[:-1].copy(), np.empty(len(member), np.int32)
    for pair in range(len(member)):
        sites[at[member[pair]]] = owner[pair]
        at[member[pair]] += 1
    return begin, sites


@compiled()
def next_gain(
    flow: Flow, first: Index, room: Floats, opened: Index, site: int, log: tuple[Index, Floats]
) -> float:
    """What the next session at a site would add; 0 where there is none."""
    option = first[site] + opened[site]
    if option >= first[site + 1]:
        return 0.0
    return gain_of(flow, site, room[option], log[0], log[1])


@compiled()
def open_greedily(
    flow: Flow,
    first: Index,
    room: Floats,
    most: int,
    opened: Index,
    gains: Floats,
    log: tuple[Index, Floats],
) -> Index:
    """Open what adds most, one after another; the sites in that order.

    ``gains`` ends as upper bounds of what the next session at each site would add.
    """
    for site in range(len(gains)):
        gains[site] = next_gain(flow, first, room, opened, site, log)
    waiting = [(-gains[site], site) for site in range(len(gains))]
    heapify(waiting)
    order = np.empty(most, np.int32)
    count = 0
    while count < most and len(waiting):
        _, site = heappop(waiting)
        gains[site] = next_gain(flow, first, room, opened, site, log)
        if gains[site] <= WORTH:
            continue
        # The others' gains are of an earlier time: none of them adds more than that now.
        others = -waiting[0][0] if len(waiting) else 0.0
        if gains[site] < others * (1 - ALIKE):
            heappush(waiting, (-gains[site], site))
            continue
        add_room(flow, site, room[first[site] + opened[site]])
        opened[site] += 1
        order[count] = site
        count += 1
        gains[site] = next_gain(flow, first, room, opened, site, log)
        heappush(waiting, (-gains[site], site))
    return order[:count]


@compiled()
def around(flow: Flow, begin: Index, sites: Index, site: int, marked: Flags, found: Index) -> int:
    """The sites that share an area with one, itself among them; how many."""
    count = 0
    for pair in range(flow.start[site], flow.start[site + 1]):
        area = flow.member[pair]
        for at in range(begin[area], begin[area + 1]):
            if not marked[sites[at]]:
                marked[sites[at]] = True
                found[count] = sites[at]
                count += 1
    for at in range(count):
        marked[found[at]] = False
    found[:count].sort()
    return count


@compiled()
def swap(
    flow: Flow,
    first: Index,
    room: Floats,
    opened: Index,
    gains: Floats,
    tries: int,
    log: tuple[Index, Floats],
) -> None:
    """Exchange one session for another while that serves more, up to so many trials.

    What an exchange adds is at most what the newcomer adds to all that is open
    now, so that most need no trial.
    """
    sites, left = len(gains), tries
    begin, members_of = sites_of_areas(flow.member, flow.owner, len(flow.weight))
    marked, near = np.zeros(sites, np.bool_), np.empty(sites, np.int32)
    quiet, here = 0, 0
    while quiet < sites and left > 0:
        here = (here + 1) % sites
        quiet += 1
        if not opened[here]:
            continue
        size = room[first[here] + opened[here] - 1]
        opened[here] -= 1
        loss = take_room(flow, here, size)
        best, most = -1, loss + WORTH
        count = around(flow, begin, members_of, here, marked, near)
        for at in range(count + 1):
            other = int(near[at] if at < count else np.argmax(gains))
            if other == here or gains[other] <= most - loss:
                continue
            gain = next_gain(flow, first, room, opened, other, log)
            left -= 1
            if gain > most:
                best, most = other, gain
        chosen = best if best >= 0 else here
        add_room(flow, chosen, room[first[chosen] + opened[chosen]])
        opened[chosen] += 1
        if best < 0:
            continue
        quiet = 0
        for changed in (here, best):
            count = around(flow, begin, members_of, changed, marked, near)
            for at in range(count):
                gains[near[at]] = next_gain(flow, first, room, opened, near[at], log)
                left -= 1


@compiled(
    "Tuple((int32[::1], int32[::1], float64[::1], float64[::1]))(int32[::1], int32[::1], "
    "float64[::1], float64[::1], int32[::1], float64[::1], int64, int64)"
)
def cover(
    start: Index,
    member: Index,
    weight: Floats,
    people: Floats,
    first: Index,
    room: Floats,
    most: int,
    tries: int,
) -> tuple[Index, Index, Floats, Floats]:
    """Open sessions so that the most weight of people is served.

    Parameters
    ----------
    start, member
        The areas within reach of each site, the heaviest first: those of site ``j`` are
        ``member[start[j]:start[j + 1]]``.
    weight, people
        Of each area: what one person counts, and how many there are.
    first, room
        The sessions that each site could hold, the largest first: ``room[first[j]:first[j + 1]]``
        people each; infinity where room does not count.
    most
        Sessions to open.
    tries
        Trials of the swaps; 0 for greedy alone.

    Returns
    -------
    order
        Sites in the order in which the greedy search opened them.
    opened
        Sessions open at each site after the swaps.
    served
        People of each pair.
    gains
        What one more session at each site would add at most.
    """
    flow = new_flow(start, member, weight, people)
    log = (np.empty(LOG, np.int32), np.empty(LOG))
    opened, gains = np.zeros(len(start) - 1, np.int32), np.zeros(len(start) - 1)
    order = open_greedily(flow, first, room, most, opened, gains, log)
    if tries and len(gains):
        for site in range(len(gains)):
            gains[site] = next_gain(flow, first, room, opened, site, log)
        swap(flow, first, room, opened, gains, tries, log)
        for site in range(len(gains)):
            gains[site] = next_gain(flow, first, room, opened, site, log)
    return order, opened, flow.people, gains
