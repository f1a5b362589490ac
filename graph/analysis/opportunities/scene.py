"""The scene: what all opportunities of one question are found in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array
from scipy.spatial import cKDTree

from graph.analysis.access.served import Served
from graph.analysis.columns import points_of
from graph.analysis.need import deprivation_of, need_percentiles, percentiles
from graph.analysis.nesting import MOSTLY, demand_inside, nesting_shares
from graph.analysis.opportunities.acquaintance import Acquaintance
from graph.analysis.opportunities.doors import doors_reached
from graph.analysis.opportunities.market import Market
from graph.analysis.opportunities.places import WIDE
from graph.analysis.opportunities.roles import Bid, Offer, Role
from graph.analysis.standard import Standard
from graph.network import Flags, Floats, Index
from graph.projection import to_degrees


@dataclass(frozen=True, kw_only=True, eq=False)
class Scene:
    """What all opportunities of one question are found in.

    Attributes
    ----------
    served, standard
        The slice, its access, and the standard.
    market
        All offers.
    acquaintance
        Ties between organisations.
    within
        The area asked about, None for all.
    """

    served: Served
    standard: Standard
    market: Market
    acquaintance: Acquaintance
    within: str | None

    @cached_property
    def shares(self) -> csr_array:
        """Nesting of all areas."""
        return nesting_shares(self.served.network)

    @cached_property
    def of_demand(self) -> csr_array:
        """Share of each demand area (row) in each area (column)."""
        return csr_array(self.shares[self.served.areas, :])

    @cached_property
    def inside(self) -> Flags:
        """Areas that the question is about: those with people of the demand areas asked about."""
        asked = demand_inside(self.served.network, self.within).astype(np.float64)
        return np.asarray(self.of_demand.T @ asked) > 0

    @cached_property
    def small(self) -> Flags:
        """Areas of the size of a parish or a ward, or smaller."""
        kinds = [str(kind) for kind in WIDE]
        answer: Flags = ~np.isin(self.served.network.areas.kind, kinds)
        return answer

    @cached_property
    def people(self) -> Floats:
        """Young people in each area."""
        return np.asarray(self.of_demand.T @ self.served.people, dtype=np.float64)

    @cached_property
    def short(self) -> Floats:
        """Young people below the standard in each area."""
        below = self.served.short(self.standard.hours_per_week)
        return np.asarray(self.of_demand.T @ below, dtype=np.float64)

    @cached_property
    def with_activity(self) -> Flags:
        """Areas in which an activity of the slice has a site."""
        network = self.served.network
        used = np.unique(network.activities.site[self.served.provision.counts])
        used = used[used >= 0]
        within = np.isin(network.stands_in.left, used)
        stands = np.zeros(len(network.areas))
        stands[network.stands_in.right[within]] = 1.0
        unnamed = np.setdiff1d(used, network.stands_in.left)
        if len(unnamed) and len(self.served.areas):
            sites = points_of(network.sites.easting[unnamed], network.sites.northing[unnamed])
            stands[self.served.areas[self._tree.query(sites)[1]]] = 1.0
        mostly = csr_array(self.shares >= MOSTLY).astype(np.float64)
        return np.asarray(mostly.T @ stands) > 0

    @cached_property
    def need(self) -> Floats:
        """How deep the need of each area is, a mean over its people; NaN where nobody lives.

        Need percentile minus access percentile of the demand areas, -100 to 100.
        """
        served = self.served
        deprivation = deprivation_of(served.network, served.areas)
        depth = need_percentiles(deprivation, served.people) - percentiles(served.hours)
        return self._mean(served.people, depth)

    def _mean(self, weight: Floats, values: Floats) -> Floats:
        """A mean over the demand areas of each area; NaN where they weigh nothing."""
        total = np.asarray(self.of_demand.T @ weight)
        summed = np.asarray(self.of_demand.T @ (weight * values))
        answer: Floats = np.divide(summed, total, out=np.full(len(total), np.nan), where=total > 0)
        return answer

    def doors_reached(self, area: int) -> Flags | None:
        """Sites that most young people of an area reach by travel times; None by straight lines."""
        share = np.asarray(self.of_demand[:, [area]].todense()).ravel()
        members = np.flatnonzero(share).astype(np.int32)
        return doors_reached(self.served, members, (share * self.served.people)[members])

    @cached_property
    def _tree(self) -> cKDTree:
        return cKDTree(self.served.centres)

    def nearest(self, points: Floats) -> Index:
        """Rows of the demand areas whose centres are nearest to points; -1 where there is none."""
        areas = self.served.areas
        if not len(areas) or not len(points):
            return np.full(len(points), -1, dtype=np.int32)
        return areas[self._tree.query(points)[1]]

    @cached_property
    def centres(self) -> Floats:
        """Middle of each area, of its small areas where it states none; NaN if not known.

        Easting and northing, shape (areas, 2), metres.
        """
        areas = self.served.network.areas
        stated = points_of(areas.easting, areas.northing)
        alike = np.ones(len(self.served.areas))
        means = [self._mean(alike, column) for column in self.served.centres.T]
        answer: Floats = np.where(np.isfinite(stated), stated, np.column_stack(means))
        return answer

    def centre(self, area: int) -> Floats | None:
        """Middle of one area; None if it is not known."""
        middle: Floats = self.centres[area]
        return middle if np.isfinite(middle).all() else None


def degrees(point: Floats) -> tuple[float, float]:
    """Latitude and longitude of one position in metres."""
    longitude, latitude = to_degrees(point[:1], point[1:])
    return float(latitude[0]), float(longitude[0])


def nearest_bid(
    scene: Scene,
    role: Role,
    point: Floats,
    fits: Callable[[Offer], bool] | None = None,
    *,
    area: int = -1,
) -> tuple[int, Bid] | None:
    """The nearest offer of a role that reaches a point, and fits; None where there is none.

    Of offers at one distance, the first of the market. With it comes its number there. By
    travel times a venue is one that most young people of ``area`` (a row) reach.
    """
    market = scene.market
    numbers = market.of_role(role)
    away = np.hypot(*(market.points[numbers] - point).T) * scene.served.reach.detour
    near = away <= market.farthest_m[numbers]
    doors = scene.doors_reached(area) if role is Role.VENUE and area >= 0 else None
    if doors is not None:
        near = market.venues_at(scene.served.network, doors)[numbers]
    reaching = np.flatnonzero(near)
    for place in reaching[np.argsort(np.round(away[reaching], 3), kind="stable")].tolist():
        number = int(numbers[place])
        offer = market.offer(number)
        if fits is None or fits(offer):
            return number, Bid(offer=offer, cost=offer.cost, distance_m=float(away[place]))
    return None
