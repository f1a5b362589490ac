"""The market: all offers of one question in columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from graph.analysis.opportunities.lots import NO_WINDOW, Lot
from graph.analysis.opportunities.roles import KINDS, ROLES, Offer, Role
from graph.analysis.windows import window_of
from graph.network import Flags, Floats, Index, Network

Starts = npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Market:
    """All offers, one entry an offer, in the order of the lots that they come from.

    Attributes
    ----------
    lots, first
        The lots, and where the offers of each begin.
    role, organisation, kind, row
        Numbers of :data:`~graph.analysis.opportunities.roles.ROLES` and ``KINDS``, and rows of
        tables.
    cost
        Apart from distance.
    points
        Shape (offers, 2), metres; NaN for what has no place.
    farthest_m
        Metres along the way beyond which each does not count.
    must_serve, non_profit_only
        As in :class:`~graph.analysis.opportunities.lots.Lot`.
    window
        Shape (offers, 4): day, start, end, season.
    offer_of, area_of
        Offers and the areas that they serve, pair by pair.
    """

    lots: tuple[Lot, ...]
    first: Starts
    role: Index
    organisation: Index
    kind: Index
    row: Index
    cost: Floats
    points: Floats
    farthest_m: Floats
    must_serve: Flags
    non_profit_only: Flags
    window: Index
    offer_of: Index
    area_of: Index

    @classmethod
    def of(cls, lots: Iterable[Lot]) -> Market:
        """The market of some lots."""
        kept = tuple(lot for lot in lots if len(lot))
        sizes = np.array([len(lot) for lot in kept], dtype=np.int64)
        first = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)

        def each(values: list[float]) -> Floats:
            return np.repeat(np.array(values, dtype=np.float64), sizes)

        def all_of(parts: list[npt.NDArray[np.generic]], *shape: int) -> Floats:
            return np.concatenate([np.zeros((0, *shape)), *parts])

        nowhere = [np.full((len(lot), 2), np.nan) for lot in kept]
        anybody = [np.zeros(len(lot), dtype=bool) for lot in kept]
        return cls(
            lots=kept,
            first=first,
            role=each([lot.role_number for lot in kept]).astype(np.int32),
            organisation=all_of([lot.organisation for lot in kept]).astype(np.int32),
            kind=each([lot.kind_number for lot in kept]).astype(np.int32),
            row=all_of([lot.row for lot in kept]).astype(np.int32),
            cost=all_of([lot.cost for lot in kept]),
            points=all_of(
                [
                    none if lot.points is None else lot.points
                    for lot, none in zip(kept, nowhere, strict=True)
                ],
                2,
            ),
            farthest_m=each([lot.farthest_m for lot in kept]),
            must_serve=each([lot.must_serve for lot in kept]) > 0,
            non_profit_only=all_of(
                [
                    none if lot.non_profit_only is None else lot.non_profit_only
                    for lot, none in zip(kept, anybody, strict=True)
                ]
            )
            > 0,
            window=all_of([lot.windows for lot in kept], 4).astype(np.int32),
            offer_of=all_of(
                [lot.areas.left + start for lot, start in zip(kept, first, strict=False)]
            ).astype(np.int32),
            area_of=all_of([lot.areas.right for lot in kept]).astype(np.int32),
        )

    def __len__(self) -> int:
        return len(self.role)

    @cached_property
    def _eastward(self) -> tuple[Index, Floats]:
        """Numbers of the offers that have a place, from west to east, and their eastings."""
        order = np.argsort(self.points[:, 0], kind="stable").astype(np.int32)
        order = order[~np.isnan(self.points[order, 0])]
        return order, self.points[order, 0]

    def around(self, point: Floats, *, detour: float) -> Index:
        """Numbers of all offers that may reach a point, and of some that do not."""
        order, easting = self._eastward
        placed = np.isfinite(self.farthest_m)
        farthest = self.farthest_m[placed].max(initial=0.0) / detour
        first, last = np.searchsorted(easting, [point[0] - farthest, point[0] + farthest])
        near = order[first:last]
        found: Index = near[np.abs(self.points[near, 1] - point[1]) <= farthest]
        return found

    def of_role(self, role: Role) -> Index:
        """Numbers of the offers of a role, in order."""
        return np.flatnonzero(self.role == ROLES.index(role)).astype(np.int32)

    def venues_at(self, network: Network, doors: Flags) -> Flags:
        """Which offers are venues at some of the sites of a network."""
        answer = np.zeros(len(self), dtype=bool)
        numbers = self.of_role(Role.VENUE)
        answer[numbers] = doors[network.assets.site[self.row[numbers]]]
        return answer

    def offer(self, number: int) -> Offer:
        """One offer with its reasons."""
        place = int(np.searchsorted(self.first, number, side="right")) - 1
        lot, within = self.lots[place], number - int(self.first[place])
        day, start, end, season = self.window[number].tolist()
        east, north = self.points[number].tolist()
        return Offer(
            role=lot.role,
            organisation=int(self.organisation[number]),
            kind=KINDS[self.kind[number]],
            row=int(self.row[number]),
            cost=float(self.cost[number]),
            reasons=tuple(
                (words, float(points[within])) for words, points in lot.reasons if points[within]
            ),
            point=None if np.isnan(east) else (east, north),
            farthest_m=float(self.farthest_m[number]),
            window=None if day == NO_WINDOW else window_of(day, start, end, season),
        )
