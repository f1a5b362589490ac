"""A flow of young people to the sessions that they can reach, kept at its best all the time.

Sites are open with so much room; areas have people, each with a weight; a pair joins a site
to an area in its reach. The flow says how many people of an area go to a site. It is kept at the
greatest weight while room is added and taken away: whoever is served stays served
when a site opens, and an alternating path (a session takes over people of another, which then
takes others) finds what more could be served. Since weights are the areas' own, the sets of people
that can be served at once form a matroid (a transversal one: Edmonds and Fulkerson 1965,
Journal of Research of the NBS 69B), in which one such step after another stays optimal.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from graph.kernels.compiled import compiled
from graph.network import Flags, Floats, Index

EPSILON = 1e-9
"""People below which a number is a rounding of sums."""

RESERVE = 8_192
"""Changes that one alternating path may make: two for each open site, four thousand of them."""


class Flow(NamedTuple):
    """Who goes where; pairs lie in the order of sites, within each the heaviest area first.

    Attributes
    ----------
    start, member, owner
        The pairs of site ``j`` are ``start[j]`` to ``start[j + 1]``; ``member`` is the area
        of a pair, ``owner`` its site.
    weight, rest
        Of each area: what a person counts, and how many nobody serves.
    room, spare
        Of each site: places, and those of them that are free.
    people
        Of each pair: how many of the area go to the site.
    head, after, listed
        For each area a chain of its pairs with sites that were ever open.
    area_seen, site_seen, area_by, site_by, queue, clock
        The search's own: when each was reached last and by which pair.
    """

    start: Index
    member: Index
    owner: Index
    weight: Floats
    rest: Floats
    room: Floats
    spare: Floats
    people: Floats
    head: Index
    after: Index
    listed: Flags
    area_seen: Index
    site_seen: Index
    area_by: Index
    site_by: Index
    queue: Index
    clock: Index


@compiled()
def new_flow(start: Index, member: Index, weight: Floats, people: Floats) -> Flow:
    """Nobody goes anywhere yet, and no site is open."""
    sites, areas, pairs = len(start) - 1, len(weight), len(member)
    owner = np.empty(pairs, np.int32)
    for site in range(sites):
        owner[start[site] : start[site + 1]] = site
    return Flow(
        start,
        member,
        owner,
        weight,
        people.copy(),
        np.zeros(sites),
        np.zeros(sites),
        np.zeros(pairs),
        np.full(areas, -1, np.int32),
        np.full(pairs, -1, np.int32),
        np.zeros(sites, np.bool_),
        np.zeros(areas, np.int32),
        np.zeros(sites, np.int32),
        np.full(areas, -1, np.int32),
        np.full(sites, -1, np.int32),
        np.empty(sites, np.int32),
        np.zeros(1, np.int32),
    )


@compiled()
def meets_full(flow: Flow, site: int) -> bool:
    """Whether a site shares people with one that is full, so that handing over could help."""
    for pair in range(flow.start[site], flow.start[site + 1]):
        other = flow.head[flow.member[pair]]
        while other >= 0:
            there = flow.owner[other]
            if there != site and flow.spare[there] <= EPSILON and flow.people[other] > EPSILON:
                return True
            other = flow.after[other]
    return False


@compiled()
def direct_gain(flow: Flow, site: int, room: float) -> float:
    """What so much room at a site would add if nobody were handed over."""
    gain, left = 0.0, flow.spare[site] + room
    for pair in range(flow.start[site], flow.start[site + 1]):
        area = flow.member[pair]
        amount = min(left, flow.rest[area])
        gain += amount * flow.weight[area]
        left -= amount
        if left <= EPSILON:
            break
    return gain


@compiled()
def heaviest_by_others(flow: Flow, site: int) -> int:
    """The heaviest area that others could serve if a site took over some of theirs, -1 for none.

    Only sites that are full have people to hand over: one with room serves all it can already.
    """
    flow.clock[0] += 1
    now = flow.clock[0]
    flow.site_seen[site] = now
    for pair in range(flow.start[site], flow.start[site + 1]):
        flow.area_seen[flow.member[pair]] = now
        flow.area_by[flow.member[pair]] = pair
    flow.queue[0] = site
    best, at, waiting = -1, 0, 1
    while at < waiting:
        here = flow.queue[at]
        at += 1
        for pair in range(flow.start[here], flow.start[here + 1]):
            area = flow.member[pair]
            if here != site:
                if flow.area_seen[area] == now:
                    continue
                flow.area_seen[area] = now
                flow.area_by[area] = pair
                if flow.rest[area] > EPSILON and (
                    best < 0 or flow.weight[area] > flow.weight[best]
                ):
                    best = area
            other = flow.head[area]
            while other >= 0:
                there = flow.owner[other]
                full = flow.spare[there] <= EPSILON
                if full and flow.people[other] > EPSILON and flow.site_seen[there] != now:
                    flow.site_seen[there] = now
                    flow.site_by[there] = other
                    flow.queue[waiting] = there
                    waiting += 1
                other = flow.after[other]
    return best


@compiled()
def push(
    flow: Flow, site: int, end: int, log_at: Index, log_by: Floats, logged: int
) -> tuple[float, int]:
    """Serve people of the area just found from a site; how many, and the length of the log.

    The log keeps each pair changed and by how much (-1 - area for people no longer unserved),
    as far as it has room.
    """
    amount = min(flow.spare[site], flow.rest[end])
    pair = flow.area_by[end]
    while flow.owner[pair] != site:
        moved = flow.site_by[flow.owner[pair]]
        amount = min(amount, flow.people[moved])
        pair = flow.area_by[flow.member[moved]]
    flow.rest[end] -= amount
    flow.spare[site] -= amount
    if logged < len(log_at):
        log_at[logged], log_by[logged] = -1 - end, -amount
        logged += 1
    pair = flow.area_by[end]
    while True:
        flow.people[pair] += amount
        if logged < len(log_at):
            log_at[logged], log_by[logged] = pair, amount
            logged += 1
        if flow.owner[pair] == site:
            return amount, logged
        moved = flow.site_by[flow.owner[pair]]
        flow.people[moved] -= amount
        if logged < len(log_at):
            log_at[logged], log_by[logged] = moved, -amount
            logged += 1
        pair = flow.area_by[flow.member[moved]]


@compiled()
def fill(flow: Flow, site: int, log_at: Index, log_by: Floats) -> tuple[float, int]:
    """Fill the room that a site has, the heaviest first; the gain and the length of the log.

    Where the log runs out, what is left of the room counts at the best weight: never too little.
    An empty log is none.
    """
    gain, logged, at, handing = 0.0, 0, flow.start[site], meets_full(flow, site)
    while flow.spare[site] > EPSILON:
        if 0 < len(log_at) < logged + RESERVE:
            gain += min(flow.spare[site], flow.rest.sum()) * flow.weight.max()
            break
        end = heaviest_by_others(flow, site) if handing else -1
        while at < flow.start[site + 1] and flow.spare[site] > EPSILON:
            area = flow.member[at]
            if end >= 0 and flow.weight[area] < flow.weight[end]:
                break
            if flow.rest[area] > EPSILON:
                flow.area_by[area] = at
                amount, logged = push(flow, site, area, log_at, log_by, logged)
                gain += amount * flow.weight[area]
            at += 1
        if end < 0:
            break
        if flow.spare[site] > EPSILON:
            amount, logged = push(flow, site, end, log_at, log_by, logged)
            gain += amount * flow.weight[end]
    return gain, logged


@compiled()
def gain_of(flow: Flow, site: int, room: float, log_at: Index, log_by: Floats) -> float:
    """What so much more room at a site would add; the flow is as it was before."""
    if not meets_full(flow, site):
        return direct_gain(flow, site, room)
    spare = flow.spare[site]
    flow.spare[site] = spare + room
    gain, logged = fill(flow, site, log_at, log_by)
    for step in range(logged - 1, -1, -1):
        at = log_at[step]
        if at < 0:
            flow.rest[-1 - at] -= log_by[step]
        else:
            flow.people[at] -= log_by[step]
    flow.spare[site] = spare
    return gain


@compiled()
def add_room(flow: Flow, site: int, room: float) -> float:
    """Give a site more room and fill it; the gain."""
    if not flow.listed[site]:
        flow.listed[site] = True
        for pair in range(flow.start[site], flow.start[site + 1]):
            flow.after[pair] = flow.head[flow.member[pair]]
            flow.head[flow.member[pair]] = pair
    flow.room[site] += room
    flow.spare[site] += room
    gain, _ = fill(flow, site, np.empty(0, np.int32), np.empty(0))
    return gain


@compiled()
def ask_sites(flow: Flow, area: int, waiting: int) -> tuple[int, int]:
    """Reach the open sites around an area; how many now wait, and one with room or -1."""
    now = flow.clock[0]
    other = flow.head[area]
    while other >= 0:
        there = flow.owner[other]
        if flow.room[there] > 0 and flow.site_seen[there] != now:
            flow.site_seen[there] = now
            flow.site_by[there] = other
            if flow.spare[there] > EPSILON:
                return waiting, there
            flow.queue[waiting] = there
            waiting += 1
        other = flow.after[other]
    return waiting, -1


@compiled()
def way_back(flow: Flow, area: int) -> tuple[int, int]:
    """For people unserved: a site with room for them, else the lightest area to give way.

    Returns
    -------
    site, area
        -1 for what there is not; the area is only looked for where no site has room.
    """
    flow.clock[0] += 1
    now = flow.clock[0]
    flow.area_seen[area] = now
    lightest, at = -1, 0
    waiting, site = ask_sites(flow, area, 0)
    while site < 0 and at < waiting:
        here = flow.queue[at]
        at += 1
        for pair in range(flow.start[here], flow.start[here + 1]):
            inside = flow.member[pair]
            if flow.people[pair] <= EPSILON or flow.area_seen[inside] == now:
                continue
            flow.area_seen[inside] = now
            flow.area_by[inside] = pair
            if lightest < 0 or flow.weight[inside] < flow.weight[lightest]:
                lightest = inside
            waiting, site = ask_sites(flow, inside, waiting)
            if site >= 0:
                break
    return site, lightest


@compiled()
def serve_again(flow: Flow, area: int) -> float:
    """Serve people of an area who lost their session, if it is for the better; the gain."""
    gain = 0.0
    while flow.rest[area] > EPSILON:
        site, lightest = way_back(flow, area)
        amount = flow.rest[area]
        if site >= 0:
            amount = min(amount, flow.spare[site])
        elif lightest >= 0 and flow.weight[lightest] < flow.weight[area]:
            amount = min(amount, flow.people[flow.area_by[lightest]])
            site = flow.owner[flow.area_by[lightest]]
        else:
            return gain
        first, given = site, flow.spare[site] > EPSILON
        while flow.member[flow.site_by[site]] != area:
            moved = flow.area_by[flow.member[flow.site_by[site]]]
            amount = min(amount, flow.people[moved])
            site = flow.owner[moved]
        if given:
            flow.spare[first] -= amount
        else:
            flow.people[flow.area_by[lightest]] -= amount
            flow.rest[lightest] += amount
            gain -= amount * flow.weight[lightest]
        site = first
        while True:
            flow.people[flow.site_by[site]] += amount
            inside = flow.member[flow.site_by[site]]
            if inside == area:
                break
            flow.people[flow.area_by[inside]] -= amount
            site = flow.owner[flow.area_by[inside]]
        flow.rest[area] -= amount
        gain += amount * flow.weight[area]
    return gain


@compiled()
def take_room(flow: Flow, site: int, room: float) -> float:
    """Take room away from a site, all that it has where it has no more; the loss.

    The lightest of its people go first, and are served elsewhere where that is for the better.
    """
    left = flow.room[site] - room if room < flow.room[site] else 0.0
    begin, end = flow.start[site], flow.start[site + 1]
    used = flow.people[begin:end].sum()
    flow.room[site] = left
    flow.spare[site] = max(left - used, 0.0)
    cut, loss, pair = used - left, 0.0, end
    while pair > begin and cut > EPSILON:
        pair -= 1
        less = min(flow.people[pair], cut)
        flow.people[pair] -= less
        flow.rest[flow.member[pair]] += less
        loss += less * flow.weight[flow.member[pair]]
        cut -= less
    for again in range(pair, end):
        if flow.rest[flow.member[again]] > EPSILON:
            loss -= serve_again(flow, flow.member[again])
    return loss
