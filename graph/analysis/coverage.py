"""Data coverage: how much is known about a place, for unmapped is not unserved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from graph.analysis.access import Catchments, sums_in_reach
from graph.analysis.access.reaching import around_demand, in_reach
from graph.analysis.columns import points_of
from graph.analysis.memory import remembered
from graph.analysis.slices import Reach
from graph.model import AgeRange, Term
from graph.network import Days, Flags, Floats, Index, Network

Levels = npt.NDArray[np.int8]

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


LEVELS: tuple[Coverage, ...] = tuple(Coverage)
"""The levels by their numbers in a column: :attr:`Mapped.levels`."""

GOOD, THIN, UNMAPPED = range(3)

_PIECE = 4_000


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

    @cached_property
    def levels(self) -> Levels:
        """How well mapped each place is: numbers of :data:`LEVELS`."""
        good = (
            (self.records >= GOOD_RECORDS)
            & (self.per_thousand >= GOOD_PER_THOUSAND)
            & (self.activities > 0)
        )
        answer: Levels = np.where(self.records == 0, UNMAPPED, np.where(good, GOOD, THIN))
        return answer.astype(np.int8)

    def level(self, place: int) -> Coverage:
        """How well mapped one place is."""
        return LEVELS[int(self.levels[place])]

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
    rows = network.demand_areas
    centres = points_of(network.areas.easting[rows], network.areas.northing[rows])
    around = sums_in_reach(centres, centres, people, reach)
    return _mapped(network, around, reach, today)


@remembered(most=8)
def coverage_of(network: Network, *, ages: AgeRange, reach: Reach, today: date) -> Mapped:
    """The same for the young people of some ages, worked out once for a network."""
    return _mapped(network, people_around(network, ages=ages, reach=reach), reach, today)


@remembered(most=8)
def people_around(network: Network, *, ages: AgeRange, reach: Reach) -> Floats:
    """Young people who live within reach of each demand area, shape (demand areas,)."""
    rows = network.demand_areas
    centres = points_of(network.areas.easting[rows], network.areas.northing[rows])
    return sums_in_reach(centres, centres, network.young_people(ages)[rows], reach)


def _mapped(network: Network, around: Floats, reach: Reach, today: date) -> Mapped:
    near, activities, newest = _checks_around(network, reach=reach, today=today)
    per_thousand = np.divide(1000 * near, around, out=1000 * near, where=around > 0)
    return Mapped(
        records=near.astype(np.int32),
        activities=activities.astype(np.int32),
        per_thousand=per_thousand,
        newest=newest,
    )


@remembered(most=4)
def _checks_around(network: Network, *, reach: Reach, today: date) -> tuple[Floats, Floats, Days]:
    """Verified records, verified activities and the newest check within reach of each area.

    Taken in pieces, so that all of England by car fits into memory.
    """
    records, activities, newest = _checks(network, months_before(today, CHECKED_WITHIN_MONTHS))
    rows = network.demand_areas
    checked = np.flatnonzero(records > 0).astype(np.int32)
    near, active = np.zeros(len(rows)), np.zeros(len(rows))
    latest = np.full(len(rows), np.datetime64("NaT"), dtype="datetime64[D]")
    around = around_demand(network, reach=reach).pairs
    whole = around.restricted(checked) if isinstance(around, Catchments) else None
    for start in range(0, len(rows), _PIECE if whole is None else max(1, len(rows))):
        piece = np.s_[start : start + _PIECE] if whole is None else np.s_[:]
        pairs = in_reach(network, rows[piece], checked, reach) if whole is None else whole
        near[piece] = pairs.sum_left(records[checked])
        active[piece] = pairs.sum_left(activities[checked])
        some = np.flatnonzero(np.diff(pairs.starts))
        if len(some):
            latest[start + some] = np.maximum.reduceat(
                newest[checked][pairs.right], pairs.starts[some]
            )
    return near, active, latest


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
