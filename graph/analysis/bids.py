"""Bids: the offers that count for one place, the cheapest few of each role."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from graph.analysis.places import Place
from graph.analysis.roles import Bid, Offer, Role
from graph.network import Flags, Floats

MOST_BIDS = 10
"""Organisations considered for each role of one place, those at the least cost."""

WIDE_COST = 0.3
"""More for one that serves a whole county rather than the place."""

COST_PER_KM = 0.03
"""Of each kilometre along the way between what is offered and the place."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Market:
    """All offers, with their positions in columns (NaN for what has no place)."""

    offers: tuple[Offer, ...]
    points: Floats
    farthest_m: Floats
    tied_to_areas: Flags

    @classmethod
    def of(cls, offers: Iterable[Offer]) -> Market:
        """The market of some offers."""
        listed = tuple(offers)
        nowhere = (float("nan"), float("nan"))
        return cls(
            offers=listed,
            points=np.array([offer.point or nowhere for offer in listed]).reshape(-1, 2),
            farthest_m=np.array([offer.farthest_m for offer in listed], dtype=np.float64),
            tied_to_areas=np.array([bool(offer.areas) for offer in listed], dtype=bool),
        )

    def bids(self, place: Place, *, detour: float) -> dict[Role, list[Bid]]:
        """Every offer that counts for a place, by role, the cheapest first."""
        away = np.hypot(*(self.points - place.centre).T) * detour
        worth = (away <= self.farthest_m) | self.tied_to_areas
        found: dict[Role, list[Bid]] = {}
        for number in np.flatnonzero(worth).tolist():
            offer, distance = self.offers[number], float(away[number])
            bid = _bid(offer, place, None if offer.point is None else distance)
            if bid is not None:
                found.setdefault(offer.role, []).append(bid)
        for bids in found.values():
            bids.sort(key=lambda bid: round(bid.cost, 9))
        return found


def _bid(offer: Offer, place: Place, distance_m: float | None) -> Bid | None:
    """An offer held against a place; None where it does not count there."""
    local = bool(offer.areas & place.near)
    wide = bool(offer.areas & place.wide)
    near = distance_m is not None and distance_m <= offer.farthest_m
    if not (local or wide or (near and not offer.must_serve)):
        return None
    if local:
        more = 0.0
    elif distance_m is None or not near or offer.must_serve:
        more = WIDE_COST
    else:
        more = COST_PER_KM * distance_m / 1000
    return Bid(offer=offer, cost=offer.cost + more, distance_m=distance_m)


def cheapest_by_organisation(bids: Iterable[Bid]) -> list[Bid]:
    """The cheapest bid of each organisation, and the :data:`MOST_BIDS` cheapest of those.

    ``bids`` are in order of cost; of equal ones the first counts.
    """
    first: dict[int, Bid] = {}
    for bid in bids:
        first.setdefault(bid.offer.organisation, bid)
    ordered = sorted(first.values(), key=lambda bid: (round(bid.cost, 9), bid.offer.organisation))
    return ordered[:MOST_BIDS]
