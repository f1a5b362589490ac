"""The snapshot that every analysis reads: one revision of the graph, in columns, never changed.

A :class:`Network` holds a typed table per kind of record. The large kinds are
columns (NumPy arrays, one row a record); the small ones, which analyses read
one by one, are tuples of model objects. References between tables are row
numbers (``int32``, -1 where there is none), so that an analysis works on
arrays; ids and names are there to explain what it found.

The columns of each table are laid down in :mod:`graph.layout`; import them from here.
Rows are in the order of ids, so that results are the same whatever order the records came in.
Build one with :func:`graph.tables.network_of`; edit one with :func:`dataclasses.replace`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from graph.layout import (
    ActivityTable,
    AreaTable,
    AssetTable,
    Codes,
    Days,
    Flags,
    Floats,
    GrantTable,
    Index,
    OrganisationTable,
    Pairs,
    PopulationTable,
    RequestTable,
    SiteTable,
    Table,
    Text,
    TieTable,
    TimesTable,
    TravelTable,
    WithinTable,
)
from graph.model import (
    AgeRange,
    Agreement,
    Dismissal,
    Indicator,
    Need,
    Outcome,
    Partnership,
    Priority,
    Scenario,
    Seat,
    Source,
)

__all__ = [
    "ActivityTable",
    "AreaTable",
    "AssetTable",
    "Codes",
    "Days",
    "Flags",
    "Floats",
    "GrantTable",
    "Index",
    "Network",
    "OrganisationTable",
    "Pairs",
    "PopulationTable",
    "RequestTable",
    "SiteTable",
    "Table",
    "Text",
    "TieTable",
    "TimesTable",
    "TravelTable",
    "WithinTable",
]


@dataclass(frozen=True, kw_only=True, eq=False)
class Network:
    """One revision of the graph.

    Attributes
    ----------
    revision
        Which revision; two networks of one revision of one graph are equal.
    population, within
        People of the areas, and how areas nest.
    sessions, availability
        Weekly times of the activities, and of the assets.
    wanted_times, wanted_in
        Weekly times of the requests; requests (left) and the areas that they are wanted in (right).
    serves
        Organisations (left) and the areas that they serve (right).
    stands_in
        Sites (left) and the areas that they stand in (right).
    benefits
        Grants (left) and their beneficiary areas (right).
    delivers_with
        Activities (left) and their partner organisations (right).
    travel
        How long it takes to get from areas to sites, where somebody imported that.
    """

    revision: str
    areas: AreaTable
    population: PopulationTable
    within: WithinTable
    sites: SiteTable
    stands_in: Pairs
    organisations: OrganisationTable
    serves: Pairs
    assets: AssetTable
    availability: TimesTable
    requests: RequestTable
    wanted_times: TimesTable
    wanted_in: Pairs
    activities: ActivityTable
    sessions: TimesTable
    delivers_with: Pairs
    grants: GrantTable
    benefits: Pairs
    ties: TieTable
    needs: tuple[Need, ...] = ()
    priorities: tuple[Priority, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    partnerships: tuple[Partnership, ...] = ()
    seats: tuple[Seat, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    sources: tuple[Source, ...] = ()
    travel: TravelTable = field(default_factory=TravelTable)
    scenarios: tuple[Scenario, ...] = ()
    dismissals: tuple[Dismissal, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing at all in it."""
        return not (len(self.areas) or len(self.organisations) or len(self.sites))

    def young_people(self, ages: AgeRange) -> Floats:
        """Young people of some ages in each area.

        Within a band, people are taken to be spread evenly over its years of
        age: 13 to 16 of a 10 to 14 band is two fifths of it.

        Returns
        -------
        array of shape (areas,)
            People; 0 where no population is known.
        """
        bands = self.population
        shared = np.minimum(bands.age_to, ages.age_to) - np.maximum(bands.age_from, ages.age_from)
        part = np.clip(shared + 1, 0, None) / (bands.age_to - bands.age_from + 1)
        people = np.bincount(bands.area, weights=bands.people * part, minlength=len(self.areas))
        return people.astype(np.float64)

    @cached_property
    def demand_areas(self) -> Index:
        """Rows of the areas that demand is counted in, in row order.

        Those with a population and a position that no smaller area with a
        population lies in: small areas where there are some, parishes elsewhere.
        """
        peopled = np.zeros(len(self.areas), dtype=bool)
        peopled[self.population.area] = True
        counted = peopled & np.isfinite(self.areas.easting)
        covered = np.zeros(len(self.areas), dtype=bool)
        covered[self.within.outer[counted[self.within.inner]]] = True
        return np.flatnonzero(counted & ~covered).astype(np.int32)
