"""Covering: the most young people short lifted to the standard by so many new sessions.

The maximal covering location problem (Church and ReVelle 1974, Papers of the Regional Science
Association 32), with room at each site: everybody counts once, and a session lifts
no more people than it has room for. Found by greedy search and swaps; beside the answer stands a
bound that no other choice can beat.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from graph.kernels.covering import cover as cover_sites
from graph.kernels.multipliers import least_bound
from graph.network import Floats, Index

TRIES = 40_000
"""Swaps that are tried at most."""

BOUND_WORK = 100_000_000
"""Pairs of an area and a site that the rounds of the bound look at, all together."""

BOUND_ROUNDS = (20, 600)
"""Rounds of the bound, at least and at most."""

NEAR = 0.001
"""A greedy answer proven nearer to the best than this share is not swapped any more."""

PROVEN = 1e-7
"""An answer is the best where the bound is above it by less than this share."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Covering:
    """Who could be served where; arrays as :func:`graph.kernels.covering.cover` takes them.

    Attributes
    ----------
    start, member
        The areas within reach of each site, the heaviest first.
    weight, people
        Of each area: what one person counts, above 0, and how many there are, above 0.
    first, room
        The sessions that each site could hold, the largest first, and how many people each
        serves; infinity where room does not count.
    """

    start: Index
    member: Index
    weight: Floats
    people: Floats
    first: Index
    room: Floats

    @property
    def sites(self) -> int:
        """How many sites."""
        return len(self.start) - 1

    @property
    def arrays(self) -> tuple[Index, Index, Floats, Floats, Index, Floats]:
        """All of it, in the order in which the kernels take it."""
        return (self.start, self.member, self.weight, self.people, self.first, self.room)

    @property
    def roomy(self) -> bool:
        """Whether room does not count."""
        return bool(np.isinf(self.room).all())

    def worth_of(self, served: Floats) -> float:
        """What the people served are worth, ``served`` one entry a pair."""
        return float(served @ self.weight[self.member])

    def kept(self, sites: Index, sessions: Index) -> Covering:
        """Some of the sites in ascending order, with so many sessions of each."""
        length = np.diff(self.start)[sites]
        start = np.concatenate([[0], np.cumsum(length)]).astype(np.int32)
        first = np.concatenate([[0], np.cumsum(sessions)]).astype(np.int32)
        return replace(
            self,
            start=start,
            member=self.member[_ranges(self.start[sites], length)],
            first=first,
            room=self.room[_ranges(self.first[sites], sessions)],
        )


def _ranges(begin: Index, length: Index) -> Index:
    """The numbers from each beginning on, so many each, in one array."""
    total = int(length.sum())
    ends = np.cumsum(length)
    answer: Index = np.arange(total) + np.repeat(begin - (ends - length), length)
    return answer


@dataclass(frozen=True, kw_only=True, eq=False)
class Cover:
    """A choice of sessions.

    Attributes
    ----------
    opened
        Sessions at each site, the largest first, shape (sites,).
    worth
        Weight of the people served.
    bound
        No choice of as many sessions is worth more.
    prices, worths
        What shows the bound: a price for each area, and what each session is worth at those; None
        where the gains of greedy search show it alone.
    """

    opened: Index
    worth: float
    bound: float
    prices: Floats | None = None
    worths: Floats | None = None

    @property
    def proven(self) -> bool:
        """Whether no choice is better, but for the rounding of sums."""
        return self.bound <= self.worth * (1 + PROVEN) + 1e-9

    @property
    def below(self) -> float:
        """By which share the answer is below the best possible at most, 0 to 1."""
        return 0.0 if self.proven else 1 - self.worth / self.bound


def covering_of(
    starts: npt.NDArray[np.integer[Any]],
    sites: Index,
    *,
    weight: Floats,
    people: Floats,
    rooms: Sequence[Floats],
) -> Covering:
    """The problem of some areas and sites.

    Parameters
    ----------
    starts, sites
        The sites that each area reaches: ``sites[starts[i]:starts[i + 1]]`` of area ``i``.
        Areas are in descending order of weight.
    weight, people
        Of each area.
    rooms
        For each site, how many people each of its sessions serves, in descending order.
    """
    shape, counts = (len(people), len(rooms)), [len(room) for room in rooms]
    whom = csr_array((np.ones(len(sites), dtype=np.int8), sites, starts), shape=shape).tocsc()
    whom.sort_indices()
    return Covering(
        start=whom.indptr.astype(np.int32),
        member=whom.indices.astype(np.int32),
        weight=np.ascontiguousarray(weight, dtype=np.float64),
        people=np.ascontiguousarray(people, dtype=np.float64),
        first=np.concatenate([[0], np.cumsum(counts)]).astype(np.int32),
        room=np.concatenate([*rooms, np.zeros(0)]).astype(np.float64),
    )


def cover(problem: Covering, *, sessions: int, tries: int = TRIES) -> Cover:
    """So many sessions that serve the most, nearly, and the proven bound beside them.

    The bound is the lower of two: what is served and the gains of the next best sessions
    (Nemhauser, Wolsey and Fisher 1978), and a Lagrangian relaxation.

    Parameters
    ----------
    sessions
        How many to open, at least 1; fewer are where no more can serve anybody.
    tries
        Swaps that are tried; 0 for greedy alone.
    """
    found = _first(problem, sessions, 0)
    if found.proven:
        return found
    found = tightened(problem, found, sessions=sessions)
    if not tries or found.below <= NEAR:
        return found
    swapped = _first(problem, sessions, tries)
    bound = max(swapped.worth, min(found.bound, swapped.bound))
    return replace(found, opened=swapped.opened, worth=swapped.worth, bound=bound)


def _first(problem: Covering, sessions: int, tries: int) -> Cover:
    """Greedy search and swaps, with the bound that their gains show."""
    _, opened, served, gains = cover_sites(*problem.arrays, sessions, tries)
    worth = problem.worth_of(served)
    # One more session at a site adds no more than its next one, and none more than that.
    left = np.diff(problem.first) - opened
    more = np.repeat(gains, np.minimum(left, sessions))
    bound = worth + float(np.sort(more)[::-1][:sessions].sum())
    return Cover(opened=opened, worth=worth, bound=max(worth, bound))


def tightened(problem: Covering, found: Cover, *, sessions: int, times: int = 1) -> Cover:
    """The same choice with a tighter bound, and the prices that show it.

    Parameters
    ----------
    times
        How much work, in multiples of :data:`BOUND_WORK`. A problem so small that the rounds
        at once were as many as there ever are is not looked at again.
    """
    fewest, most = BOUND_ROUNDS
    if found.prices is not None and len(problem.member) * most <= BOUND_WORK:
        return found
    rounds = int(np.clip(times * BOUND_WORK / max(1, len(problem.member)), fewest, most))
    prices = np.zeros(len(problem.weight)) if found.prices is None else found.prices
    bound, prices, worths = least_bound(*problem.arrays, sessions, found.worth, prices, rounds)
    bound = max(found.worth, min(found.bound, bound))
    return replace(found, bound=bound, prices=prices, worths=worths)


def laid_out(problem: Covering, opened: Index) -> tuple[Index, Floats]:
    """Who goes where once those sessions are open, and which matters most.

    Returns
    -------
    order
        The site of each session, each the one that adds most to those before it.
    served
        People of each pair, shape (pairs,).
    """
    sites = np.flatnonzero(opened).astype(np.int32)
    part = problem.kept(sites, opened[sites])
    order, _, people, _ = cover_sites(*part.arrays, int(opened.sum()), 0)
    served = np.zeros(len(problem.member))
    served[_ranges(problem.start[sites], np.diff(problem.start)[sites])] = people
    return sites[order], served
