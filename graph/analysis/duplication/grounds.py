"""Grounds: who is within reach of each site, in the form that overlaps are worked out from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from graph.analysis.access.reaching import in_reach
from graph.analysis.access.served import Served
from graph.analysis.columns import points_of
from graph.kernels.overlaps import cell_keys, pulled_by_age
from graph.model import AgeRange
from graph.network import Floats, Index

Longs = npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Grounds:
    """Who is within reach of each site that has an activity of the slice.

    Attributes
    ----------
    sites
        Rows of those sites, so ordered that near ones mostly stand together.
    place_of_site
        Where each site of the network stands among them, -1 where it does not.
    points, keys
        Metres, shape (those sites, 2), and the squares of the map that they lie in.
    first_area, areas, weights
        The demand areas within reach of each, ascending, and their pull: those of ``sites[k]``
        stand from ``first_area[k]`` up to ``first_area[k + 1]``.
    people
        Young people below each age, from the slice's first age on: shape (years + 1, areas).
    pulled
        The same by pull to each site, summed: shape (those sites, years + 1).
    """

    sites: Index
    place_of_site: Index
    points: Floats
    keys: Longs
    first_area: Longs
    areas: Index
    weights: Floats
    people: Floats
    pulled: Floats

    def reached(self, site: int) -> Index:
        """Positions of the demand areas within reach of a site (its row), ascending."""
        place = int(self.place_of_site[site])
        return self.areas[self.first_area[place] : self.first_area[place + 1]]

    def both(self, left: int, right: int) -> Index:
        """Positions of the demand areas within reach of both of two sites (their rows)."""
        found: Index = np.intersect1d(self.reached(left), self.reached(right), assume_unique=True)
        return found

    def turned(self, size: int) -> tuple[Longs, Index]:
        """The sites that reach each of so many demand areas, as compressed rows."""
        owner = np.repeat(np.arange(len(self.sites), dtype=np.int32), np.diff(self.first_area))
        counts = np.bincount(self.areas, minlength=size)
        first = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        return first, owner[np.argsort(self.areas, kind="stable")]


def catchment_grounds(served: Served) -> Grounds:
    """Who is within reach of each site that has an activity of the slice."""
    network = served.network
    site = network.activities.site
    used = np.unique(site[served.provision.counts & (site >= 0)]).astype(np.int32)
    points = points_of(network.sites.easting[used], network.sites.northing[used])
    keys = cell_keys(points, served.reach.straight_m)
    order = np.argsort(keys, kind="stable")
    sites, points, keys = used[order], points[order], keys[order]
    place_of_site = np.full(len(network.sites), -1, dtype=np.int32)
    place_of_site[sites] = np.arange(len(sites), dtype=np.int32)
    pull = _pull(served, sites)
    first_area, areas = pull.indptr.astype(np.int64), pull.indices.astype(np.int32)
    people = people_below_ages(served)
    return Grounds(
        sites=sites,
        place_of_site=place_of_site,
        points=points,
        keys=keys,
        first_area=first_area,
        areas=areas,
        weights=pull.data,
        people=people,
        pulled=pulled_by_age(first_area, areas, pull.data, people),
    )


def _pull(served: Served, sites: Index) -> csr_array:
    """The pull of the demand areas to some sites: sparse, shape (sites, areas), sorted."""
    if np.array_equal(np.sort(sites), served.sites):
        pairs, column = served.pairs, served.sites
    else:
        # An activity without a single place counts, but brings its site no supply.
        pairs, column = in_reach(served.network, served.areas, sites, served.reach), sites
    place = np.empty(len(served.network.sites), dtype=np.int32)
    place[sites] = np.arange(len(sites), dtype=np.int32)
    shape = (len(sites), len(served.areas))
    found = csr_array((pairs.weight, (place[column][pairs.right], pairs.left)), shape=shape)
    found.sort_indices()
    return found


def people_below_ages(served: Served) -> Floats:
    """Young people of the slice below each age: shape (years + 1, demand areas)."""
    first, last = served.slice.ages.age_from, served.slice.ages.age_to
    below = [
        served.network.young_people(AgeRange(age_from=first, age_to=age))[served.areas]
        for age in range(first, last + 1)
    ]
    return np.vstack([np.zeros(len(served.areas)), *below])
