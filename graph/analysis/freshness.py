"""Freshness: how long ago somebody last said that each row is right, by organisation and area.

Rows are organisations, assets, activities, and requests that are still open: what people keep.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy.sparse import csc_array
from scipy.spatial import cKDTree

from graph.analysis.columns import points_of
from graph.analysis.coverage import months_before
from graph.analysis.memory import remembered
from graph.analysis.nesting import demand_inside, rolled_up
from graph.model import AreaKind, RequestStage, Term
from graph.network import Days, Flags, Floats, Index, Network

Counts = npt.NDArray[np.int64]


class Age(Term):
    """How long ago somebody said that a row is right."""

    HALF_YEAR = "half_year", "Under 6 months ago"
    YEAR = "year", "6 to 12 months ago"
    TWO_YEARS = "two_years", "1 to 2 years ago"
    OLDER = "older", "Over 2 years ago"
    NEVER = "never", "Never"


AGES: tuple[Age, ...] = tuple(Age)
"""The ages by their numbers in a column."""

MONTHS = (6, 12, 24)
"""Up to how many months ago the first ages reach, the last day included."""


def age_of(day: date | None, *, today: date) -> Age:
    """The age of one check; a day to come counts as today."""
    column = np.array([day], dtype="datetime64[D]")
    return AGES[int(ages_of(column, today=today)[0])]


def ages_of(checked: Days, *, today: date) -> npt.NDArray[np.int8]:
    """The age of each of some checks, as numbers of :data:`AGES`; never for NaT."""
    found = np.full(len(checked), AGES.index(Age.OLDER), dtype=np.int8)
    for number in reversed(range(len(MONTHS))):
        found[checked >= np.datetime64(months_before(today, MONTHS[number]))] = number
    found[np.isnat(checked)] = AGES.index(Age.NEVER)
    return found


@dataclass(frozen=True, kw_only=True, eq=False)
class Rows:
    """Every row that somebody keeps; arrays have one entry a row.

    Attributes
    ----------
    kind
        0 for an organisation, 1 an asset, 2 an activity, 3 a request.
    row
        Its row in the network's table of that kind.
    organisation
        The row of whose it is, -1 where it is nobody's.
    site
        The row of where it is, else of where its organisation is; -1 where neither is known.
    checked
        When somebody last said that it is right, NaT where nobody did.
    """

    kind: npt.NDArray[np.int8]
    row: Index
    organisation: Index
    site: Index
    checked: Days

    def __len__(self) -> int:
        return len(self.row)


@remembered(most=1)
def kept_rows(network: Network) -> Rows:
    """The rows of a network: kind by kind, each in the order of its table."""
    organisations, requests = network.organisations, network.requests
    everyone = np.arange(len(organisations), dtype=np.int32)
    open_now = np.flatnonzero(requests.stage == RequestStage.OPEN.value).astype(np.int32)
    parts = [(everyone, everyone, organisations.site, organisations.verified_on)]
    for table in (network.assets, network.activities):
        rows = np.arange(len(table), dtype=np.int32)
        parts.append((rows, table.organisation, table.site, table.verified_on))
    parts.append(
        (
            open_now,
            requests.organisation[open_now],
            requests.site[open_now],
            requests.verified_on[open_now],
        )
    )
    row, organisation, site, checked = (
        np.concatenate([part[place] for part in parts]) for place in range(4)
    )
    homes = np.append(organisations.site, np.int32(-1))
    return Rows(
        kind=np.repeat(np.arange(4, dtype=np.int8), [len(part[0]) for part in parts]),
        row=row,
        organisation=organisation,
        site=np.where(site >= 0, site, homes[organisation]),
        checked=checked.astype("datetime64[D]"),
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class Tally:
    """How fresh the rows of some organisations or areas are; one entry each.

    Attributes
    ----------
    rows
        Rows of the network's table of organisations, or of areas.
    counts
        Shape (rows, 5): how many of their rows are of each age of :data:`AGES`.
    oldest
        The oldest check among them; NaT where nothing was ever checked.
    elsewhere
        How many rows belong to none of them.
    """

    rows: Index
    counts: Counts
    oldest: Days
    elsewhere: int

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def total(self) -> Counts:
        """How many rows each has."""
        answer: Counts = self.counts.sum(axis=1)
        return answer

    @cached_property
    def share_checked(self) -> Floats:
        """The share of each one's rows that were checked within a year; 0 where it has none."""
        fresh = self.counts[:, :2].sum(axis=1).astype(np.float64)
        answer: Floats = np.divide(fresh, self.total, out=np.zeros(len(self)), where=self.total > 0)
        return answer

    @cached_property
    def order(self) -> Index:
        """The least share checked first, then most rows that are not; without any row last."""
        stale = self.total - self.counts[:, :2].sum(axis=1)
        keys = np.arange(len(self)), -stale, self.share_checked, self.total == 0
        return np.lexsort(keys).astype(np.int32)

    @cached_property
    def oldest_first(self) -> Index:
        """Those with rows that nobody ever checked first, then by the oldest check."""
        never = self.counts[:, -1]
        day = np.where(np.isnat(self.oldest), np.datetime64("9999-12-31"), self.oldest)
        keys = np.arange(len(self)), -never, day, never == 0
        return np.lexsort(keys).astype(np.int32)

    def only(self, wanted: Flags) -> Tally:
        """The same for some of them."""
        return Tally(
            rows=self.rows[wanted],
            counts=self.counts[wanted],
            oldest=self.oldest[wanted],
            elsewhere=self.elsewhere,
        )


def by_organisation(network: Network, *, today: date) -> Tally:
    """How fresh what each organisation keeps is, its own row among it.

    Parameters
    ----------
    today
        The day from which ages are counted.

    Returns
    -------
    Tally
        One entry an organisation, in the order of the table; none for an empty network.
    """
    rows = kept_rows(network)
    whole = np.arange(len(network.organisations), dtype=np.int32)
    return _tally(whole, rows.organisation, rows.checked, today)


def by_area(
    network: Network, *, today: date, roll_up: AreaKind | None = None, within: str | None = None
) -> Tally:
    """How fresh the rows in each area are.

    A row is where its site stands; of a site that names none of these areas, the area counts
    that holds most people of the small area whose centre is nearest.

    Parameters
    ----------
    today
        The day from which ages are counted.
    roll_up
        The kind of area to answer for; None for those that people are counted in.
    within
        Only areas mostly inside this one; None for all.

    Returns
    -------
    Tally
        One entry an area with people; none where there are none.

    Raises
    ------
    NotFound
        There is no area ``within``.
    """
    rows = kept_rows(network)
    areas, of_demand = _areas(network, roll_up, within)
    place = np.append(_places(network, areas, of_demand), np.int32(-1))
    return _tally(areas, place[rows.site], rows.checked, today)


def _areas(network: Network, kind: AreaKind | None, within: str | None) -> tuple[Index, Index]:
    """The areas to answer for, and for each demand area which of them it goes with, or -1."""
    demand = network.demand_areas
    if kind is None:
        inside = demand_inside(network, within)
        numbers = np.cumsum(inside) - 1
        return demand[inside], np.where(inside, numbers, -1).astype(np.int32)
    rows, shares = rolled_up(network, kind, within)
    if not len(rows) or not len(demand):
        return rows, np.full(len(demand), -1, dtype=np.int32)
    columns = csc_array(shares)
    best = np.asarray(columns.argmax(axis=0)).ravel().astype(np.int32)
    there = np.asarray(columns.sum(axis=0)).ravel() > 0
    return rows, np.where(there, best, np.int32(-1))


def _places(network: Network, areas: Index, of_demand: Index) -> Index:
    """Which of some areas each site stands in, -1 for none of them."""
    sites, demand = network.sites, network.demand_areas
    found = np.full(len(sites), -1, dtype=np.int32)
    if len(demand) and len(sites):
        centres = points_of(network.areas.easting[demand], network.areas.northing[demand])
        found = of_demand[cKDTree(centres).query(points_of(sites.easting, sites.northing))[1]]
    for known, into in ((demand, of_demand), (areas, np.arange(len(areas), dtype=np.int32))):
        at = np.full(len(network.areas), -2, dtype=np.int32)
        at[known] = into
        stands = network.stands_in
        named = at[stands.right] > -2
        found[stands.left[named]] = at[stands.right[named]]
    return found


def _tally(groups: Index, place: Index, checked: Days, today: date) -> Tally:
    """Count some rows by the place of the group that each belongs to, -1 for none."""
    inside = place >= 0
    size, kinds = len(groups), len(AGES)
    ages = ages_of(checked[inside], today=today)
    counts = np.bincount(place[inside] * kinds + ages, minlength=size * kinds)
    oldest = np.full(size, np.datetime64("NaT"), dtype="datetime64[D]")
    np.fmin.at(oldest, place[inside], checked[inside])
    return Tally(
        rows=groups,
        counts=counts.reshape(size, kinds).astype(np.int64),
        oldest=oldest,
        elsewhere=int(np.count_nonzero(~inside)),
    )
