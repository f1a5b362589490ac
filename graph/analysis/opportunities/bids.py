"""Bids: the offers that count for one place, each with what its distance adds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.analysis.opportunities.market import Market
from graph.analysis.opportunities.places import Place
from graph.analysis.opportunities.roles import ROLES, Bid, Role
from graph.network import Flags, Floats, Index

WIDE_COST = 0.3
"""More for one that serves a whole county rather than the place."""

COST_PER_KM = 0.03
"""Of each kilometre along the way between what is offered and the place."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Bids:
    """Offers held against one place; columns have one entry a bid, in the market's order.

    Attributes
    ----------
    market, number
        The market, and which of its offers.
    cost
        With distance.
    distance_m
        From the place's centre along the way, NaN for what has no place.
    wide
        Those who serve only the larger area around it.
    """

    market: Market
    number: Index
    cost: Floats
    distance_m: Floats
    wide: Flags

    def __len__(self) -> int:
        return len(self.number)

    @property
    def role(self) -> Index:
        """Number of each one's role."""
        return self.market.role[self.number]

    @property
    def organisation(self) -> Index:
        """Row of who makes each."""
        return self.market.organisation[self.number]

    @property
    def window(self) -> Index:
        """Shape (bids, 4), as in the market."""
        return self.market.window[self.number]

    @property
    def points(self) -> Floats:
        """Shape (bids, 2)."""
        return self.market.points[self.number]

    def of_role(self, role: Role) -> Flags:
        """Which are for a role."""
        answer: Flags = self.role == ROLES.index(role)
        return answer

    def taken(self, kept: Flags) -> Bids:
        """Some of them."""
        return Bids(
            market=self.market,
            number=self.number[kept],
            cost=self.cost[kept],
            distance_m=self.distance_m[kept],
            wide=self.wide[kept],
        )

    def bid(self, place: int) -> Bid:
        """One of them, with its record."""
        away = float(self.distance_m[place])
        return Bid(
            offer=self.market.offer(int(self.number[place])),
            cost=float(self.cost[place]),
            distance_m=None if np.isnan(away) else away,
            wide=bool(self.wide[place]),
        )


def bids_for(
    market: Market, place: Place, *, areas: int, detour: float, venues: Flags | None = None
) -> Bids:
    """Every offer that counts for a place: whoever serves it, or is near enough.

    Parameters
    ----------
    areas
        How many areas the network has.
    detour
        Metres along the way for one in the straight line.
    venues
        Which of all offers are venues that the place's people reach by travel times; None
        where straight lines tell.
    """
    serving = [_serving(market, rows, areas) for rows in (place.near, place.wide)]
    timed = np.zeros(0, dtype=np.int32) if venues is None else np.flatnonzero(venues)
    number = np.unique(
        np.concatenate([market.around(place.centre, detour=detour), *serving, timed])
    ).astype(np.int32)
    away = np.hypot(*(market.points[number] - place.centre).T) * detour
    must_serve = market.must_serve[number]
    near = away <= market.farthest_m[number]
    if venues is not None:
        near = np.where(market.role[number] == ROLES.index(Role.VENUE), venues[number], near)
    local, wide = (np.isin(number, found, assume_unique=True) for found in serving)
    kept = local | wide | (near & ~must_serve)
    # Whoever serves the place adds nothing; whoever is near its way; others serve it widely.
    widely = ~local & (~near | must_serve)
    more = np.where(widely, WIDE_COST, COST_PER_KM * np.nan_to_num(away) / 1000)
    return Bids(
        market=market,
        number=number[kept],
        cost=(market.cost[number] + np.where(local, 0.0, more))[kept],
        distance_m=away[kept],
        wide=widely[kept],
    )


def _serving(market: Market, rows: frozenset[int], areas: int) -> Index:
    """Numbers of the offers that serve any of some areas."""
    wanted = np.zeros(areas, dtype=bool)
    wanted[list(rows)] = True
    return np.unique(market.offer_of[wanted[market.area_of]])
