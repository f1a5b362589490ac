"""Coverings worked out slowly: every choice of sessions, each with the best flow of people."""

from __future__ import annotations

from itertools import product

import numpy as np
from scipy.optimize import linprog

from graph.analysis.where_next.covering import Covering, covering_of


def a_covering(
    reach: list[list[int]],
    *,
    people: list[float],
    rooms: list[list[float]],
    weight: list[float] | None = None,
) -> Covering:
    """A problem from the areas within reach of each site; weights must descend (1 each if none)."""
    pairs = sorted((area, site) for site, areas in enumerate(reach) for area in areas)
    counts = np.bincount(np.array([area for area, _ in pairs], dtype=int), minlength=len(people))
    return covering_of(
        np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        np.array([site for _, site in pairs], dtype=np.int32),
        weight=np.array(weight or [1.0] * len(people)),
        people=np.array(people, dtype=np.float64),
        rooms=[np.array(room, dtype=np.float64) for room in rooms],
    )


def worth_by_flow(problem: Covering, opened: tuple[int, ...]) -> float:
    """The most weight that some sessions can serve: a linear program of all flows."""
    pairs, areas = len(problem.member), len(problem.people)
    if not pairs:
        return 0.0
    owner = np.repeat(np.arange(problem.sites), np.diff(problem.start))
    room = [
        problem.room[problem.first[site] : problem.first[site] + count].sum()
        for site, count in enumerate(opened)
    ]
    limits = np.zeros((areas + problem.sites, pairs))
    limits[problem.member, np.arange(pairs)] = 1
    limits[areas + owner, np.arange(pairs)] = 1
    most = np.concatenate([problem.people, np.minimum(room, problem.people.sum())])
    found = linprog(-problem.weight[problem.member], A_ub=limits, b_ub=most)
    return float(-found.fun)


def best_worth(problem: Covering, sessions: int) -> float:
    """The most weight that any choice of so many sessions can serve."""
    counts = [range(int(count) + 1) for count in np.diff(problem.first)]
    return max(
        (worth_by_flow(problem, opened) for opened in product(*counts) if sum(opened) <= sessions),
        default=0.0,
    )
