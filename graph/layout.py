"""The tables of a snapshot: which columns each kind of record has, in arrays of one length."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from graph.errors import NotFound
from graph.model import Mode

Text = npt.NDArray[np.object_]
Codes = npt.NDArray[np.str_]
Index = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Days = npt.NDArray[np.datetime64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Table:
    """Columns of one length; row ``i`` of each belongs to one record."""

    id: Text

    def __len__(self) -> int:
        return len(self.id)

    @cached_property
    def rows(self) -> dict[str, int]:
        """Row number by id."""
        return {id: row for row, id in enumerate(self.id)}

    def row(self, id: str) -> int:
        """The row of an id; raise :class:`~graph.errors.NotFound` where there is none."""
        try:
            return self.rows[id]
        except KeyError:
            raise NotFound(type(self).__name__.removesuffix("Table").lower(), id) from None


@dataclass(frozen=True, kw_only=True, eq=False)
class AreaTable(Table):
    """Areas. ``easting``, ``northing`` in metres (EPSG:27700), NaN where not known."""

    name: Text
    kind: Codes
    latitude: Floats
    longitude: Floats
    easting: Floats
    northing: Floats
    deprivation_decile: Floats
    deprivation_score: Floats
    deprivation_index: Text
    rural: Floats
    source: Text
    verified_on: Days


@dataclass(frozen=True, kw_only=True, eq=False)
class PopulationTable:
    """People by age band, long form: one row an area and band, ages inclusive."""

    area: Index
    age_from: Index
    age_to: Index
    people: Floats

    def __len__(self) -> int:
        return len(self.area)


@dataclass(frozen=True, kw_only=True, eq=False)
class WithinTable:
    """Which area lies in which, with the share of the inner one's population (0 to 1)."""

    inner: Index
    outer: Index
    share: Floats

    def __len__(self) -> int:
        return len(self.inner)


@dataclass(frozen=True, kw_only=True, eq=False)
class Pairs:
    """A many-to-many relation: row ``left[i]`` of one table with row ``right[i]`` of another."""

    left: Index
    right: Index

    def __len__(self) -> int:
        return len(self.left)


@dataclass(frozen=True, kw_only=True, eq=False)
class SiteTable(Table):
    """Sites. ``easting``, ``northing`` in metres (EPSG:27700)."""

    name: Text
    address: Text
    postcode: Text
    latitude: Floats
    longitude: Floats
    easting: Floats
    northing: Floats
    blurred: Flags
    source: Text
    verified_on: Days


@dataclass(frozen=True, kw_only=True, eq=False)
class OrganisationTable(Table):
    """Organisations; ``site`` is a row of the sites, -1 where it has none."""

    name: Text
    kind: Codes
    description: Text
    website: Text
    site: Index
    source: Text
    verified_on: Days


@dataclass(frozen=True, kw_only=True, eq=False)
class AssetTable(Table):
    """Assets; ``organisation`` (the keeper) and ``site`` are rows, -1 where there is none."""

    name: Text
    kind: Codes
    organisation: Index
    site: Index
    description: Text
    quantity: Floats
    unit: Text
    capacity: Floats
    conditions: Text
    borrowers: Codes
    cost_pounds_per_hour: Floats
    step_free: Floats
    themes: Text
    source: Text
    verified_on: Days


@dataclass(frozen=True, kw_only=True, eq=False)
class RequestTable(Table):
    """Requests; ``organisation`` (who asks) and ``site`` are rows, -1 where there is none.

    ``wanted`` is a :class:`~graph.model.AssetKind` value. ``age_from`` and ``age_to`` are NaN
    and ``theme`` is empty where nobody said what it is for.
    """

    name: Text
    wanted: Codes
    organisation: Index
    site: Index
    description: Text
    quantity: Floats
    unit: Text
    capacity: Floats
    age_from: Floats
    age_to: Floats
    theme: Codes
    most_pounds_per_hour: Floats
    step_free: Flags
    starts_on: Days
    ends_on: Days
    stage: Codes
    source: Text
    verified_on: Days


@dataclass(frozen=True, kw_only=True, eq=False)
class TimesTable:
    """Weekly times, long form: ``owner`` is a row of the activities, assets or requests.

    ``day`` is 0 (Monday) to 6; ``start``, ``end`` are minutes from midnight;
    ``season`` is a :class:`~graph.model.Season` value.
    """

    owner: Index
    day: Index
    start: Index
    end: Index
    season: Codes

    def __len__(self) -> int:
        return len(self.owner)


@dataclass(frozen=True, kw_only=True, eq=False)
class ActivityTable(Table):
    """Activities; ``organisation`` and ``site`` are rows, -1 where there is none.

    ``outcomes`` holds the ids of the outcomes that each is said to contribute to, a tuple.
    """

    name: Text
    organisation: Index
    site: Index
    theme: Codes
    age_from: Index
    age_to: Index
    audience: Codes
    places: Floats
    cost_pounds: Floats
    entry: Codes
    outcomes: Text
    description: Text
    website: Text
    source: Text
    verified_on: Days


@dataclass(frozen=True, kw_only=True, eq=False)
class GrantTable(Table):
    """Grants; ``funder`` and ``recipient`` are rows of the organisations; ``regrant`` may be "".

    ``codes_elsewhere`` has a tuple of codes for each.
    """

    name: Text
    description: Text
    identifier: Text
    programme: Text
    funder: Index
    recipient: Index
    amount_pounds: Floats
    awarded_on: Days
    starts_on: Days
    ends_on: Days
    regrant: Codes
    latitude: Floats
    longitude: Floats
    place_name: Text
    codes_elsewhere: Text
    head_office: Text
    source: Text


@dataclass(frozen=True, kw_only=True, eq=False)
class TieTable(Table):
    """Ties; ``left`` (from) and ``right`` (to) are rows of the organisations."""

    left: Index
    right: Index
    kind: Codes
    validated: Flags
    source: Text
    verified_on: Days


def _nowhere() -> Index:
    return np.zeros(0, dtype=np.int32)


def _nothing() -> Floats:
    return np.zeros(0)


def _wordless() -> Codes:
    return np.zeros(0, dtype=np.str_)


@dataclass(frozen=True, kw_only=True, eq=False)
class TravelTable:
    """Travel times, long form, in order of mode, area and site; one row for each three.

    ``area`` and ``site`` are rows; ``mode`` is a :class:`~graph.model.Mode` value;
    ``minutes`` are from door to door; ``source`` is a place in the network's sources,
    -1 where nobody said.
    """

    area: Index = field(default_factory=_nowhere)
    site: Index = field(default_factory=_nowhere)
    mode: Codes = field(default_factory=_wordless)
    minutes: Floats = field(default_factory=_nothing)
    source: Index = field(default_factory=_nowhere)

    def __len__(self) -> int:
        return len(self.area)

    def of(self, mode: Mode) -> slice:
        """Where the rows of one mode stand; an empty slice where there are none."""
        return slice(
            int(np.searchsorted(self.mode, mode.value, "left")),
            int(np.searchsorted(self.mode, mode.value, "right")),
        )
