"""Several teams for one place: each the cheapest that differs enough from those before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product

import numpy as np

from graph.analysis.opportunities.bids import Bids
from graph.analysis.opportunities.roles import ROLES
from graph.analysis.opportunities.team_search import Found, Searcher
from graph.network import Flags

TEAMS = 3
"""How many teams are shown for a place."""

OTHER_ROLES = 2
"""In how many roles each further team has other organisations than each team before it."""

Ban = frozenset[tuple[int, int]]


def diverse_teams(
    searcher: Searcher, first: Found, *, used: frozenset[int], teams: int = TEAMS
) -> tuple[Found, ...]:
    """A team and the cheapest that differ from it and from each other in enough roles.

    A role that a further team does not need counts as different. Exact: to differ from a team in
    two roles is to leave out who took some two of its roles, and every two are tried.

    Parameters
    ----------
    used
        Offers of venue windows that other places have taken.

    Returns
    -------
    tuple of Found
        The first, then as many as there are that miss no further role, by cost.
    """
    found = [first]
    bids = searcher.bids(first.place, used)
    while len(found) < teams:
        best: Found | None = None
        for needed, kept in searcher.ways(first.place, bids):
            for ban in _bans(found, {ROLES.index(role) for role in needed}):
                best = searcher.best_of(first.place, bids, needed, kept & ~_banned(bids, ban), best)
        if best is None or best.rating[:2] > first.rating[:2]:
            break
        found.append(best)
    return tuple(found)


def _bans(found: Sequence[Found], needed: set[int]) -> Iterator[Ban]:
    """Whom to leave out of which roles, so that what is left differs from each team before."""
    choices: list[list[Ban]] = []
    for team in found:
        takes = [
            (ROLES.index(bid.offer.role), bid.offer.organisation)
            for bid in team.bids
            if ROLES.index(bid.offer.role) in needed
        ]
        must = max(0, OTHER_ROLES - (len(team.bids) - len(takes)))
        choices.append([frozenset(some) for some in combinations(takes, must)])
    bans = {frozenset().union(*some) for some in product(*choices)}
    least = [ban for ban in bans if not any(other < ban for other in bans)]
    yield from sorted(least, key=sorted)


def _banned(bids: Bids, ban: Ban) -> Flags:
    answer: Flags = np.zeros(len(bids), dtype=bool)
    for role, organisation in ban:
        answer |= (bids.role == role) & (bids.organisation == organisation)
    return answer
