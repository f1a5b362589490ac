"""The search for a team at one place: who is asked, when they could, and what binds them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graph.analysis.access.served import Served
from graph.analysis.opportunities.acquaintance import COLD_COST, PARTNER_COST, Acquaintance
from graph.analysis.opportunities.bids import Bids, bids_for
from graph.analysis.opportunities.cases import (
    Case,
    borrowing_cases,
    may_borrow,
    meeting_days,
    meeting_times,
    session_of,
    times_agree,
)
from graph.analysis.opportunities.doors import doors_reached
from graph.analysis.opportunities.eligibility import for_profit
from graph.analysis.opportunities.market import Market
from graph.analysis.opportunities.places import Place
from graph.analysis.opportunities.roles import ROLES, Bid, Role
from graph.analysis.opportunities.teams import Graph, Team, cheapest_team
from graph.model import WeeklyTime
from graph.network import Flags

NEEDED = (Role.VENUE, Role.DELIVERER, Role.MONEY, Role.YOUTH_LEAD)
"""What every session needs."""

WALK_M = 2_400.0
"""Metres along the way to the venue, for most young people of a place, that need no transport."""

MOSTLY = 0.5

Rating = tuple[int, bool, float]


@dataclass(frozen=True, kw_only=True, eq=False)
class Found:
    """The team found for a place.

    Attributes
    ----------
    place
        The place.
    bids
        What each role is filled with, in the order of the roles.
    numbers
        The offer behind each, in the market.
    missing
        Roles that nobody known could fill.
    ties
        Pairs of organisations (rows) along whose ties the team hangs together.
    cost
        Of ties, cold introductions, distances and partners.
    session
        When all of them can, None where that is not known.
    """

    place: Place
    bids: tuple[Bid, ...]
    numbers: tuple[int, ...]
    missing: tuple[Role, ...]
    ties: tuple[tuple[int, int], ...]
    cost: float
    session: WeeklyTime | None

    @property
    def venue(self) -> Bid | None:
        """The venue's bid, None where there is none."""
        return self.with_role(Role.VENUE)

    def with_role(self, role: Role) -> Bid | None:
        """The bid for a role, None where it is missing or not needed."""
        return next((bid for bid in self.bids if bid.offer.role is role), None)

    @property
    def takers(self) -> tuple[int, ...]:
        """The organisations with a role, each once: who delivers first."""
        first = sorted(self.bids, key=lambda bid: bid.offer.role is not Role.DELIVERER)
        return tuple(dict.fromkeys(bid.offer.organisation for bid in first))

    @property
    def rating(self) -> Rating:
        """Fewer missing roles first, then having a venue, then the lower cost."""
        return len(self.missing), Role.VENUE in self.missing, self.cost


@dataclass(frozen=True, kw_only=True, eq=False)
class Searcher:
    """What teams are searched in.

    Attributes
    ----------
    served
        The slice and its access.
    market
        All offers.
    graph
        Ties, with a further partner's cost on each.
    """

    served: Served
    market: Market
    graph: Graph

    @cached_property
    def for_profit(self) -> Flags:
        """Organisations that may work for profit."""
        return for_profit(self.served.network)

    @classmethod
    def of(cls, served: Served, market: Market, acquaintance: Acquaintance) -> Searcher:
        """The searcher of a question."""
        return cls(
            served=served,
            market=market,
            graph=Graph(
                offset=acquaintance.offset,
                other=acquaintance.other,
                cost=acquaintance.cost + PARTNER_COST,
                cold=COLD_COST + PARTNER_COST,
            ),
        )

    def bids(self, place: Place, used: frozenset[int] = frozenset()) -> Bids:
        """Every bid for a place but the venue windows that another place has taken already."""
        served = self.served
        doors = doors_reached(served, place.members, served.people[place.members])
        found = bids_for(
            self.market,
            place,
            areas=len(served.network.areas),
            detour=served.reach.detour,
            venues=None if doors is None else self.market.venues_at(served.network, doors),
        )
        taken = np.isin(found.number, list(used))
        return found.taken(~taken) if taken.any() else found

    def team_at(
        self, place: Place, *, used: frozenset[int] = frozenset(), bids: Bids | None = None
    ) -> Found | None:
        """The cheapest team at one place; None where nobody could fill any role.

        Both a venue within walking distance of most of its young people, and one further away
        with transport, are tried; every case of who may borrow; and where those chosen could
        not all come at one time, every time at which somebody could. Fewer missing roles win,
        then having a venue, then the lower cost.

        Parameters
        ----------
        used
            Offers of venue windows that another place has taken already.
        bids
            Those to choose from, where they are known already.
        """
        bids = self.bids(place, used) if bids is None else bids
        best: Found | None = None
        for roles, kept in self.ways(place, bids):
            best = self.best_of(place, bids, roles, kept, best)
        return best

    def best_of(
        self, place: Place, bids: Bids, roles: Sequence[Role], kept: Flags, best: Found | None
    ) -> Found | None:
        """The better of the best so far and the best team of the bids kept.

        All of them together first: where those chosen then may stand together, no case is
        cheaper; and where even they are not cheaper than the best so far, no case is.
        """
        found = self._solved(place, bids, roles, kept, best)
        if found is None:
            return best
        if times_agree(found.bids) and may_borrow(bids.market, found.numbers, self.for_profit):
            return found
        for case in borrowing_cases(bids, kept, self.for_profit):
            best = self._best(place, bids, roles, case, best)
        return best

    def ways(self, place: Place, bids: Bids) -> Iterator[tuple[tuple[Role, ...], Flags]]:
        """What a session needs with a venue to walk to, and with one to be driven to."""
        venue = bids.of_role(Role.VENUE)
        walked = self._walked(place, bids, venue)
        transport = bids.of_role(Role.TRANSPORT)
        yield NEEDED, ~transport & (~venue | walked)
        if (venue & ~walked).any():
            yield (*NEEDED, Role.TRANSPORT), ~venue | ~walked

    def _walked(self, place: Place, bids: Bids, venue: Flags) -> Flags:
        """Venues that most young people of a place can walk to."""
        served, rows = self.served, np.flatnonzero(venue)
        centres, people = served.centres[place.members], served.people[place.members]
        apart = bids.points[rows][:, np.newaxis, :] - centres[np.newaxis, :, :]
        near = np.hypot(apart[..., 0], apart[..., 1]) * served.reach.detour <= WALK_M
        walked = np.zeros(len(bids), dtype=bool)
        walked[rows] = near @ people >= MOSTLY * people.sum()
        return walked

    def _best(
        self, place: Place, bids: Bids, roles: Sequence[Role], case: Case, best: Found | None
    ) -> Found | None:
        """The better of the best so far and the best of one case."""
        found = self._solved(place, bids, roles, case.kept, best)
        if found is None:
            return best
        if times_agree(found.bids):
            return found
        # The times of those chosen do not meet: every day on its own, then every time of it.
        for day in meeting_days(bids, case.kept):
            found = self._solved(place, bids, roles, day, best)
            if found is None or times_agree(found.bids):
                best = found or best
                continue
            for kept in meeting_times(bids, day):
                best = self._solved(place, bids, roles, kept, best) or best
        return best

    def _solved(
        self, place: Place, bids: Bids, roles: Sequence[Role], kept: Flags, best: Found | None
    ) -> Found | None:
        """The cheapest team of some of the bids, where it is better than the best so far."""
        numbers = np.array([ROLES.index(role) for role in roles])
        rows = np.flatnonzero(kept)
        there = np.bincount(bids.role[rows], minlength=len(ROLES))[numbers] > 0
        missing = tuple(role for role, known in zip(roles, there, strict=True) if not known)
        rating = (len(missing), Role.VENUE in missing)
        if not there.any() or (best is not None and rating > best.rating[:2]):
            return None
        place_of = np.full(len(ROLES), -1, dtype=np.int32)
        place_of[numbers[there]] = np.arange(there.sum(), dtype=np.int32)
        rows = rows[place_of[bids.role[rows]] >= 0]
        below = float("inf")
        if best is not None and rating == best.rating[:2]:
            below = best.cost - PARTNER_COST
        team = cheapest_team(
            self.graph,
            organisation=bids.organisation[rows],
            role=place_of[bids.role[rows]],
            cost=bids.cost[rows],
            roles=int(there.sum()),
            below=below,
        )
        return None if team is None else self._found(place, bids, rows.tolist(), missing, team)

    def _found(
        self, place: Place, bids: Bids, rows: list[int], missing: tuple[Role, ...], team: Team
    ) -> Found:
        chosen = sorted((rows[taken] for taken in team.takes), key=lambda row: int(bids.role[row]))
        listed = tuple(bids.bid(row) for row in chosen)
        return Found(
            place=place,
            bids=listed,
            numbers=tuple(int(bids.number[row]) for row in chosen),
            missing=missing,
            ties=team.ties,
            cost=team.cost + PARTNER_COST,
            session=session_of(listed),
        )
