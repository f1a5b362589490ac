"""The areas that a question compares: small ones as they are, larger ones summed by shares."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array, diags_array

from graph.analysis.access import catchments
from graph.analysis.columns import points_of
from graph.analysis.coverage import Coverage, Mapped
from graph.analysis.need import deprivation_of, need_percentiles, percentiles
from graph.analysis.nesting import demand_inside, rolled_up
from graph.analysis.provision import site_sums, sites_with
from graph.analysis.served import Served
from graph.model import AreaKind, Audience
from graph.network import Days, Floats, Index
from graph.projection import to_grid


@dataclass(frozen=True, kw_only=True, eq=False)
class Compared:
    """The areas compared, in row order; arrays have one entry an area.

    Attributes
    ----------
    rows
        Rows of the areas.
    rolled
        Whether they were summed from smaller ones.
    latitude, longitude, points
        Their centres, in degrees and in metres (shape (areas, 2)).
    people, short
        Young people, and those of them below the standard.
    hours
        Hours a week within reach for each young person, a mean over them.
    deprivation
        As in :func:`~graph.analysis.need.deprivation_of`.
    need, access
        Percentiles among these areas.
    coverage
        How well each is mapped.
    records, checked_activities, per_thousand, newest
        As in :class:`~graph.analysis.coverage.Mapped`; a mean over young
        people for a rolled-up area, its newest check the newest of all.
    activities, assumed, referred, specialist, untimed
        Activities of the slice within reach, and how many of them have no places
        said, are by referral, are for one audience; and how many more have no times.
    """

    rows: Index
    rolled: bool
    latitude: Floats
    longitude: Floats
    points: Floats
    people: Floats
    short: Floats
    hours: Floats
    deprivation: Floats
    need: Floats
    access: Floats
    coverage: tuple[Coverage, ...]
    records: Floats
    checked_activities: Floats
    per_thousand: Floats
    newest: Days
    activities: Floats
    assumed: Floats
    referred: Floats
    specialist: Floats
    untimed: Floats

    @cached_property
    def gap(self) -> Floats:
        """Need percentile minus access percentile."""
        answer: Floats = self.need - self.access
        return answer


@dataclass(frozen=True, kw_only=True, eq=False)
class _Shares:
    """How the demand areas add up to the areas compared: a sparse array, compared by demand."""

    shares: csr_array
    weights: csr_array

    def total(self, values: Floats) -> Floats:
        answer: Floats = np.asarray(self.shares @ values, dtype=np.float64)
        return answer

    def mean(self, values: Floats) -> Floats:
        """Mean weighted by people, over what is known; NaN where nothing is."""
        known = ~np.isnan(values)
        weight = self.weights @ known.astype(np.float64)
        total = self.weights @ np.where(known, values, 0.0)
        answer: Floats = np.divide(total, weight, out=np.full(len(total), np.nan), where=weight > 0)
        return answer

    def newest(self, values: Days) -> Days:
        entries = self.shares.tocoo()
        answer = np.full(self.shares.shape[0], np.datetime64("NaT"), dtype="datetime64[D]")
        np.fmax.at(answer, entries.row, values[entries.col])
        return answer


def compared_areas(
    served: Served,
    mapped: Mapped,
    *,
    standard_hours_per_week: float,
    roll_up: AreaKind | None,
    within: str | None,
) -> Compared:
    """The areas that a question compares, with all that is known of each.

    Raises
    ------
    NotFound
        There is no area ``within``.
    """
    rows, sums = _sums(served, roll_up, within)
    network = served.network
    latitude, longitude, points = _centres(served, rows, sums)
    people, hours = sums.total(served.people), sums.mean(served.hours)
    deprivation = sums.mean(deprivation_of(network, served.areas))
    one = np.ones(len(network.activities))
    provision = served.provision
    specialist = network.activities.audience != str(Audience.EVERYONE)
    return Compared(
        rows=rows,
        rolled=roll_up is not None,
        latitude=latitude,
        longitude=longitude,
        points=points,
        people=people,
        short=sums.total(served.short(standard_hours_per_week)),
        hours=hours,
        deprivation=deprivation,
        need=need_percentiles(deprivation, people),
        access=percentiles(hours),
        coverage=_coverage(mapped, sums),
        records=sums.mean(mapped.records.astype(np.float64)),
        checked_activities=sums.mean(mapped.activities.astype(np.float64)),
        per_thousand=sums.mean(mapped.per_thousand),
        newest=sums.newest(mapped.newest),
        activities=sums.mean(served.sites_near(one)),
        assumed=sums.mean(served.sites_near(provision.places_assumed.astype(np.float64))),
        referred=sums.mean(served.sites_near(provision.referred.astype(np.float64))),
        specialist=sums.mean(served.sites_near(specialist.astype(np.float64))),
        untimed=sums.mean(_untimed_near(served)),
    )


def _sums(served: Served, roll_up: AreaKind | None, within: str | None) -> tuple[Index, _Shares]:
    if roll_up is None:
        inside = np.flatnonzero(demand_inside(served.network, within))
        rows = served.areas[inside]
        shape = (len(inside), len(served.areas))
        shares = csr_array((np.ones(len(inside)), (np.arange(len(inside)), inside)), shape=shape)
    else:
        rows, shares = rolled_up(served.network, roll_up, within)
    weights = csr_array(shares @ diags_array(served.people))
    bare = np.asarray(weights.sum(axis=1)).ravel() == 0
    # Where nobody of these ages lives, areas count by their shares alone.
    weights = csr_array(weights + diags_array(bare.astype(np.float64)) @ shares)
    return rows, _Shares(shares=shares, weights=weights)


def _centres(served: Served, rows: Index, sums: _Shares) -> tuple[Floats, Floats, Floats]:
    """Centres in degrees and metres; a rolled-up area without one gets that of its people."""
    areas = served.network.areas
    latitude, longitude = areas.latitude[rows], areas.longitude[rows]
    easting, northing = areas.easting[rows], areas.northing[rows]
    unplaced = ~np.isfinite(easting)
    if unplaced.any():
        latitude = np.where(unplaced, sums.mean(areas.latitude[served.areas]), latitude)
        longitude = np.where(unplaced, sums.mean(areas.longitude[served.areas]), longitude)
        easting, northing = to_grid(longitude, latitude)
    return latitude, longitude, points_of(easting, northing)


def _coverage(mapped: Mapped, sums: _Shares) -> tuple[Coverage, ...]:
    """Not mapped, or well mapped, where most young people live in places that are."""
    levels = [mapped.level(place) for place in range(len(mapped.records))]
    unmapped = sums.mean(np.array([level is Coverage.UNMAPPED for level in levels], dtype=float))
    good = sums.mean(np.array([level is Coverage.GOOD for level in levels], dtype=float))
    return tuple(
        Coverage.UNMAPPED if bare > 0.5 else Coverage.GOOD if well > 0.5 else Coverage.THIN
        for bare, well in zip(unmapped, good, strict=True)
    )


def _untimed_near(served: Served) -> Floats:
    """Activities of the slice within reach of which nobody said the times."""
    sites = served.network.sites
    at_site = site_sums(served.network, served.provision.times_unknown.astype(np.float64))
    rows = sites_with(at_site)
    points = points_of(sites.easting[rows], sites.northing[rows])
    return catchments(served.centres, points, served.reach).sum_left(at_site[rows])
