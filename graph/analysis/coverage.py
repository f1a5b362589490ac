"""Data coverage: how much is known about a place, for unmapped is not unserved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from graph.analysis.access import catchments, sums_in_reach
from graph.analysis.columns import points_of
from graph.analysis.slices import Reach
from graph.model import Term
from graph.network import Days, Flags, Floats, Index, Network

CHECKED_WITHIN_MONTHS = 24
"""A record counts as verified when somebody said within so many months that it is right."""

GOOD_PER_THOUSAND = 5.0
"""Verified records per thousand young people from which on a place is well mapped."""

GOOD_RECORDS = 3
"""The fewest verified records of a well mapped place."""


class Coverage(Term):
    """How much is known about an area: unmapped is not unserved."""

    GOOD = "good", "Well mapped"
    THIN = "thin", "Thinly mapped"
    UNMAPPED = "unmapped", "Not mapped yet"


@dataclass(frozen=True, kw_only=True, eq=False)
class Mapped:
    """What is known around some places; arrays have one entry a place.

    Attributes
    ----------
    records
        Verified records at sites within reach.
    activities
        How many of those are activities.
    per_thousand
        Verified records per thousand young people who live within the same reach.
    newest
        The newest day of a check among them, NaT where there is none.
    """

    records: Index
    activities: Index
    per_thousand: Floats
    newest: Days

    def level(self, place: int) -> Coverage:
        """How well mapped one place is."""
        if not self.records[place]:
            return Coverage.UNMAPPED
        good = (
            self.records[place] >= GOOD_RECORDS
            and self.per_thousand[place] >= GOOD_PER_THOUSAND
            and self.activities[place] > 0
        )
        return Coverage.GOOD if good else Coverage.THIN

    @property
    def unmapped(self) -> Flags:
        """Places without any verified record within reach."""
        answer: Flags = self.records == 0
        return answer


def months_before(today: date, months: int) -> date:
    """The same day of the month so many months ago, or that month's 28th if later."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return date(year, month + 1, min(today.day, 28))


def mapped_around(network: Network, *, people: Floats, reach: Reach, today: date) -> Mapped:
    """How well the demand areas of a network are mapped.

    Records are sites, and the assets, activities and organisations at them.

    Parameters
    ----------
    people
        Young people in each demand area.
    reach
        Records and young people within it of the area's centre count.
    today
        Checks older than :data:`CHECKED_WITHIN_MONTHS` before it no longer count.
    """
    records, activities, newest = _checks(network, months_before(today, CHECKED_WITHIN_MONTHS))
    rows = network.demand_areas
    centres = points_of(network.areas.easting[rows], network.areas.northing[rows])
    checked = np.flatnonzero(records > 0)
    sites = points_of(network.sites.easting[checked], network.sites.northing[checked])
    pairs = catchments(centres, sites, reach)
    near = pairs.sum_left(records[checked])
    around = sums_in_reach(centres, centres, people, reach)
    latest = np.full(len(rows), np.datetime64("NaT"), dtype="datetime64[D]")
    np.fmax.at(latest, pairs.left, newest[checked][pairs.right])
    per_thousand = np.divide(1000 * near, around, out=1000 * near, where=around > 0)
    return Mapped(
        records=near.astype(np.int32),
        activities=pairs.sum_left(activities[checked]).astype(np.int32),
        per_thousand=per_thousand,
        newest=latest,
    )


def _checks(network: Network, since: date) -> tuple[Floats, Floats, Days]:
    """Verified records, verified activities and the newest check at each site."""
    size = len(network.sites)
    records, activities = np.zeros(size), np.zeros(size)
    newest = np.full(size, np.datetime64("NaT"), dtype="datetime64[D]")
    for site, checked in (
        (np.arange(size), network.sites.verified_on),
        (network.assets.site, network.assets.verified_on),
        (network.organisations.site, network.organisations.verified_on),
        (network.activities.site, network.activities.verified_on),
    ):
        fresh = (site >= 0) & (checked >= np.datetime64(since))
        records += np.bincount(site[fresh], minlength=size)
        np.fmax.at(newest, site[fresh], checked[fresh])
    activity = network.activities
    fresh = (activity.site >= 0) & (activity.verified_on >= np.datetime64(since))
    activities += np.bincount(activity.site[fresh], minlength=size)
    return records, activities, newest
