"""Who is served: demand, supply and access of one slice, which all findings start from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graph.analysis.access.catchments import Catchments
from graph.analysis.access.circles import Circles
from graph.analysis.access.floating import access_hours, access_in_slices
from graph.analysis.access.reaching import Around, around_demand, in_reach
from graph.analysis.columns import points_of
from graph.analysis.memory import remembered
from graph.analysis.provision import Provision, provision_in, site_sums, sites_with
from graph.analysis.slices import Method, Reach, Slice
from graph.model import AgeRange
from graph.network import Flags, Floats, Index, Network

EPSILON = 1e-9
"""Hours a week below which a shortfall is a rounding of sums and not a shortfall."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Served:
    """Demand, supply and access of one slice.

    Attributes
    ----------
    slice, reach, method
        What was asked, how far people go, and how supply is shared.
    areas
        Rows of the demand areas, shape (demand areas,).
    people
        Young people of the slice's ages in each of them.
    provision
        What each activity offers.
    sites
        Rows of the sites with supply, shape (supply sites,).
    supply
        Place-hours a week at each of them.
    hours
        Hours a week within reach for each young person, shape (demand areas,).
    """

    network: Network
    slice: Slice
    reach: Reach
    method: Method
    areas: Index
    people: Floats
    provision: Provision
    sites: Index
    supply: Floats
    hours: Floats

    @cached_property
    def pairs(self) -> Catchments:
        """Demand areas (left) and supply sites (right) within reach, with the method's weights.

        ``hours`` is both steps with these weights, whatever the method.
        """
        within = around_demand(self.network, reach=self.reach)
        pairs = within.restricted(self.sites)
        if isinstance(pairs, Circles):
            pairs = in_reach(self.network, self.areas, self.sites, self.reach)
        return pairs.by(self.method)

    @cached_property
    def centres(self) -> Floats:
        """Positions of the demand areas, shape (demand areas, 2), metres."""
        areas = self.network.areas
        return points_of(areas.easting[self.areas], areas.northing[self.areas])

    def below(self, hours_per_week: float) -> Flags:
        """Demand areas below a standard."""
        return self.hours < hours_per_week - EPSILON

    def short(self, hours_per_week: float) -> Floats:
        """Young people below a standard in each demand area: all of them or none."""
        return np.where(self.below(hours_per_week), self.people, 0.0)

    def sites_near(self, values: Floats) -> Floats:
        """For each demand area, the sum of an activity's value over those within reach.

        ``values`` has one entry an activity; activities that do not count give nothing.
        """
        at_site = site_sums(self.network, np.where(self.provision.counts, values, 0.0))
        within = around_demand(self.network, reach=self.reach)
        return within.pairs.sum_left(at_site)


@remembered(most=4)
def who_is_served(
    network: Network, *, slice: Slice, reach: Reach, method: Method = Method.E2SFCA
) -> Served:
    """Demand, supply and access of a slice.

    Parameters
    ----------
    network
        The snapshot.
    slice, reach, method
        What is asked, how far people go, how supply is shared.

    Returns
    -------
    Served
        Empty arrays where the network has no people.
    """
    return served_in_slices(network, slices=(slice,), reach=reach, method=method)[0]


def served_in_slices(
    network: Network,
    *,
    slices: Sequence[Slice],
    reach: Reach,
    method: Method = Method.E2SFCA,
) -> tuple[Served, ...]:
    """Demand, supply and access of many slices, such as forty themes, in their order.

    They share who is within reach of what; those of equal ages also what people draw from
    each site, so that all of them are one product of a sparse matrix with a column a slice.
    Each answer is that of :func:`who_is_served`.
    """
    within = around_demand(network, reach=reach)
    offered = [provision_in(network, slice) for slice in slices]
    at_site = [site_sums(network, one.place_hours) for one in offered]
    hours: list[Floats] = [np.zeros(0)] * len(slices)
    for ages in dict.fromkeys(slice.ages for slice in slices):
        of_ages = [at for at, slice in enumerate(slices) if slice.ages == ages]
        found = _hours(network, ages, [at_site[at] for at in of_ages], within, method)
        for at, column in zip(of_ages, found, strict=True):
            hours[at] = column
    return tuple(
        Served(
            network=network,
            slice=slice,
            reach=reach,
            method=method,
            areas=network.demand_areas,
            people=network.young_people(slice.ages)[network.demand_areas],
            provision=offered[at],
            sites=sites_with(at_site[at]),
            supply=at_site[at][sites_with(at_site[at])],
            hours=hours[at],
        )
        for at, slice in enumerate(slices)
    )


def _hours(
    network: Network,
    ages: AgeRange,
    at_site: list[Floats],
    within: Around,
    method: Method,
) -> list[Floats]:
    """Hours of several supplies, of all sites each, for people of the same ages."""
    people = network.young_people(ages)[network.demand_areas]
    pairs = within.pairs
    if method is Method.THREE_STEP:
        # Who shares himself over what depends on which sites have supply in the slice.
        return [
            access_hours(people, supply[kept], within.restricted(kept), method=method)
            for supply in at_site
            for kept in (sites_with(supply),)
        ]
    if len(at_site) == 1 or not isinstance(pairs, Catchments):
        return [access_hours(people, supply, pairs, method=method) for supply in at_site]
    found = access_in_slices(people, np.column_stack(at_site), pairs, method=method)
    return list(found.T)
