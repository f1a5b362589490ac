"""Shared catchments: who can reach both of two activities, and what they have already."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from graph.analysis.access import catchments
from graph.analysis.candidates import Candidates
from graph.analysis.columns import points_of
from graph.analysis.served import Served
from graph.model import AgeRange
from graph.network import Floats, Index

_PIECE = 5_000


@dataclass(frozen=True, kw_only=True, eq=False)
class Shared:
    """The shared catchments of pairs of activities; arrays have one entry a pair.

    Attributes
    ----------
    share
        Likeness of the two catchments, 0 to 1: young people weighted by their pull
        to the weaker of the two over the stronger. Where nobody is known to live
        near either, the two circles' shared area over the area of either.
    people
        Young people, of the ages both take, within reach of both.
    hours
        Hours a week within reach for each of them, a mean; NaN where there are none.
    below
        How many of them live where the standard is not met.
    """

    share: Floats
    people: Floats
    hours: Floats
    below: Floats


@dataclass(frozen=True, kw_only=True, eq=False)
class Grounds:
    """Who is within reach of each site: sites with activities by demand areas, in two forms."""

    row_of_site: Index
    pull: csr_array
    reach: csr_array
    points: Floats

    def both(self, left: int, right: int) -> Index:
        """Positions of the demand areas within reach of both of two sites."""
        one = _row(self.reach, int(self.row_of_site[left]))
        other = _row(self.reach, int(self.row_of_site[right]))
        return np.intersect1d(one, other, assume_unique=True)


def _row(matrix: csr_array, row: int) -> Index:
    found: Index = matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]].astype(np.int32)
    return found


def catchment_grounds(served: Served) -> Grounds:
    """Who is within reach of each site that has an activity of the slice."""
    network = served.network
    site = network.activities.site
    used = np.unique(site[served.provision.counts & (site >= 0)])
    points = points_of(network.sites.easting[used], network.sites.northing[used])
    pairs = catchments(points, served.centres, served.reach)
    row_of_site = np.full(len(network.sites), -1, dtype=np.int32)
    row_of_site[used] = np.arange(len(used), dtype=np.int32)
    ones = np.ones(len(pairs.left))
    return Grounds(
        row_of_site=row_of_site,
        pull=pairs.matrix(),
        reach=csr_array((ones, (pairs.left, pairs.right)), shape=pairs.shape),
        points=points,
    )


def shared_catchments(
    served: Served, grounds: Grounds, pairs: Candidates, *, standard_hours_per_week: float
) -> Shared:
    """The shared catchments of some pairs of activities."""
    activities = served.network.activities
    left = grounds.row_of_site[activities.site[pairs.left]]
    right = grounds.row_of_site[activities.site[pairs.right]]
    low = np.maximum(activities.age_from[pairs.left], activities.age_from[pairs.right])
    high = np.minimum(activities.age_to[pairs.left], activities.age_to[pairs.right])
    low = np.maximum(low, served.slice.ages.age_from)
    high = np.minimum(high, served.slice.ages.age_to)
    found = np.zeros((4, len(pairs)))
    for age_from, age_to in np.unique(np.column_stack([low, high]), axis=0).tolist():
        ages = AgeRange(age_from=age_from, age_to=age_to)
        people = served.network.young_people(ages)[served.areas]
        of_ages = np.flatnonzero((low == age_from) & (high == age_to))
        for start in range(0, len(of_ages), _PIECE):
            some = of_ages[start : start + _PIECE]
            short = np.where(served.below(standard_hours_per_week), people, 0.0)
            found[:, some] = _measured(served, grounds, left[some], right[some], people, short)
    share, count, hours, below = found
    return Shared(share=share, people=count, hours=hours, below=below)


def _measured(
    served: Served, grounds: Grounds, left: Index, right: Index, people: Floats, short: Floats
) -> Floats:
    """Share, people, hours and people below the standard of pairs of sites, shape (4, pairs)."""
    weaker = csr_array(csr_array(grounds.pull[left, :]).minimum(grounds.pull[right, :])) @ people
    pulled = grounds.pull @ people
    either = pulled[left] + pulled[right] - weaker
    circles = circle_likeness(grounds.points[left], grounds.points[right], served.reach.straight_m)
    share = np.divide(weaker, either, out=circles, where=either > 0)
    both = csr_array(csr_array(grounds.reach[left, :]).minimum(grounds.reach[right, :]))
    count = both @ people
    hours = np.full(len(left), np.nan)
    np.divide(both @ (people * served.hours), count, out=hours, where=count > 0)
    return np.vstack([share, count, hours, both @ short])


def circle_likeness(left: Floats, right: Floats, radius: float) -> Floats:
    """Shared area of two circles of one radius over the area of either, 0 to 1."""
    half = np.clip(np.hypot(*(left - right).T) / (2 * radius), 0.0, 1.0)
    lens = 2 * (np.arccos(half) - half * np.sqrt(1 - half**2)) / np.pi
    answer: Floats = lens / (2 - lens)
    return answer
