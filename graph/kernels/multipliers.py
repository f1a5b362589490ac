"""How good a covering can be at best: the bound of a Lagrangian relaxation, found by subgradients.

Each person may count at several sessions, at a price for each area that settles how
much that is worth; whatever the prices, the best that is then possible is no less than the
truth. Without room this is the relaxation of Galvão and ReVelle 1996 (European
Journal of Operational Research 88); steps after Held, Wolfe and Crowder 1974 (Mathematical
Programming 6).
"""

from __future__ import annotations

import numpy as np

from graph.kernels.compiled import compiled
from graph.kernels.covering import sites_of_areas
from graph.network import Floats, Index

PATIENCE = 12
"""Rounds without a better bound after which the steps are halved."""

LEAST_STEP = 1e-5
"""A bound that is better by less than this share of itself counts as none."""


@compiled()
def worth(
    places: tuple[int, int],
    member: Index,
    value: Floats,
    people: Floats,
    room: Floats,
    worths: Floats,
    taken: Floats,
) -> None:
    """What each session of a site is worth at some prices, and whom the site would take.

    ``places`` are the bounds of its pairs; ``value`` is what is left of a person's weight after
    the price. Fills ``worths``, one a session, and ``taken``, one a pair.
    """
    begin, end = places
    total = 0.0
    for pair in range(begin, end):
        taken[pair - begin] = people[member[pair]] if value[member[pair]] > 0 else 0.0
        total += taken[pair - begin]
    worths[:] = 0.0
    if len(room) and total <= room[0]:
        for pair in range(begin, end):
            worths[0] += taken[pair - begin] * value[member[pair]]
        return
    order = np.argsort(-value[member[begin:end]])
    session, left = 0, room[0] if len(room) else 0.0
    for at in order:
        area = member[begin + at]
        wanted, taken[at] = taken[at], 0.0
        while wanted > 0 and session < len(room):
            some = min(wanted, left)
            worths[session] += some * value[area]
            taken[at] += some
            wanted -= some
            left -= some
            if left <= 0:
                session += 1
                left = room[session] if session < len(room) else 0.0


@compiled()
def best_sessions(worths: Floats, first: Index, most: int) -> tuple[Index, float]:
    """How many sessions of each site are among the most worth, and what those are worth.

    Of equal ones the first, so that a site's sessions are taken in their order.
    """
    chosen = np.zeros(len(first) - 1, np.int32)
    edge = 0.0
    if most < len(worths):
        edge = max(np.partition(worths, len(worths) - most)[len(worths) - most], 0.0)
    left, total = most, 0.0
    for option in range(len(worths)):
        left -= worths[option] > edge
    for site in range(len(chosen)):
        for option in range(first[site], first[site + 1]):
            equal = worths[option] == edge and edge > 0 and left > 0
            if worths[option] > edge or equal:
                left -= equal
                chosen[site] += 1
                total += worths[option]
    return chosen, total


@compiled()
def move(price: Floats, weight: Floats, people: Floats, served: Floats, length: float) -> None:
    """One step of the prices: up where too many are served, down where too few."""
    norm = 0.0
    for area in range(len(price)):
        wrong = served[area] - people[area]
        if (wrong > 0 and price[area] < weight[area]) or (wrong < 0 and price[area] > 0):
            norm += wrong * wrong / people[area]
    if norm <= 0:
        return
    for area in range(len(price)):
        wrong = served[area] - people[area]
        moved = price[area] + length / norm * wrong / people[area]
        price[area] = min(max(moved, 0.0), weight[area])


@compiled(
    "Tuple((float64, float64[::1], float64[::1]))(int32[::1], int32[::1], float64[::1], "
    "float64[::1], int32[::1], float64[::1], int64, float64, float64[::1], int64)"
)
def least_bound(
    start: Index,
    member: Index,
    weight: Floats,
    people: Floats,
    first: Index,
    room: Floats,
    most: int,
    floor: float,
    prices: Floats,
    rounds: int,
) -> tuple[float, Floats, Floats]:
    """The least upper bound found in some rounds.

    Parameters
    ----------
    start, member, weight, people, first, room, most
        As :func:`graph.kernels.covering.cover` takes them.
    floor
        A value that is known to be possible; the rounds end where the bound meets it.
    prices
        To begin from, one an area, 0 to its weight.
    rounds
        At most so many.

    Returns
    -------
    bound
        No choice of ``most`` sessions is worth more.
    prices
        Those that show it.
    worths
        What each session is worth at those prices.
    """
    sites, areas = len(start) - 1, len(weight)
    owner = np.empty(len(member), np.int32)
    longest = 0
    for site in range(sites):
        owner[start[site] : start[site + 1]] = site
        longest = max(longest, start[site + 1] - start[site])
    begin, sites_of = sites_of_areas(member, owner, areas)
    price, value, stale = prices.copy(), weight - prices, np.ones(sites, np.bool_)
    worths, taken, served = np.zeros(len(room)), np.zeros(longest), np.zeros(areas)
    best, best_price, best_worths = np.inf, prices.copy(), worths.copy()
    step, patience = 1.0, 0
    for _ in range(rounds):
        for site in range(sites):
            if stale[site]:
                stale[site] = False
                own = slice(first[site], first[site + 1])
                places = (start[site], start[site + 1])
                worth(places, member, value, people, room[own], worths[own], taken)
        chosen, bound = best_sessions(worths, first, most)
        bound += (price * people).sum()
        patience += 1
        if bound < best:
            patience = patience if bound > best - LEAST_STEP * abs(best) else 0
            best = bound
            best_price[:] = price
            best_worths[:] = worths
        if best <= floor:
            break
        if patience > PATIENCE:
            step, patience = step / 2, 0
            if step < LEAST_STEP:
                break
        served[:] = 0.0
        for site in range(sites):
            if not chosen[site]:
                continue
            places = (start[site], start[site + 1])
            some = room[first[site] : first[site] + chosen[site]]
            worth(places, member, value, people, some, np.zeros(len(some)), taken)
            for pair in range(places[0], places[1]):
                served[member[pair]] += taken[pair - places[0]]
        move(price, weight, people, served, step * (bound - floor))
        for area in range(areas):
            if weight[area] - price[area] != value[area]:
                value[area] = weight[area] - price[area]
                for at in range(begin[area], begin[area + 1]):
                    stale[sites_of[at]] = True
    return best, best_price, best_worths
