"""Who is served: demand, supply and access of one slice, which all findings start from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graph.analysis.access import Catchments, access_hours
from graph.analysis.columns import points_of
from graph.analysis.memory import remembered
from graph.analysis.provision import Provision, provision_in, site_sums, sites_with
from graph.analysis.reaching import in_reach
from graph.analysis.slices import Method, Reach, Slice
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
    pairs
        Demand areas (left) and supply sites (right) within reach.
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
    pairs: Catchments
    hours: Floats

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
        return self.pairs.sum_left(at_site[self.sites])


@remembered(most=8)
def who_is_served(
    network: Network, *, slice: Slice, reach: Reach, method: Method = Method.E2SFCA
) -> Served:
    """Demand, supply and access of a slice; empty arrays where the network has no people."""
    provision = provision_in(network, slice)
    at_site = site_sums(network, provision.place_hours)
    rows, sites = network.demand_areas, sites_with(at_site)
    people = network.young_people(slice.ages)[rows]
    pairs = in_reach(network, rows, sites, reach)
    return Served(
        network=network,
        slice=slice,
        reach=reach,
        method=method,
        areas=rows,
        people=people,
        provision=provision,
        sites=sites,
        supply=at_site[sites],
        pairs=pairs,
        hours=access_hours(people, at_site[sites], pairs, method=method),
    )


def served_in_slices(
    network: Network,
    *,
    slices: Sequence[Slice],
    reach: Reach,
    method: Method = Method.E2SFCA,
) -> tuple[Served, ...]:
    """Demand, supply and access of many slices, such as forty themes, in their order."""
    return tuple(
        who_is_served(network, slice=slice, reach=reach, method=method) for slice in slices
    )
