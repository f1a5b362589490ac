"""Effects: what a change of supply at a few sites does to whose access, worked out exactly."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graph.analysis.access.incremental import Tally, resizing, tally_of
from graph.analysis.access.served import EPSILON, Served
from graph.analysis.duplication.grounds import Grounds
from graph.kernels.effects import told_of_change
from graph.model import AgeRange
from graph.network import Floats, Index

AGE_GROUPS = ((0, 10), (11, 13), (14, 16), (17, 19), (20, 120))
"""The ages that effects are told apart by, both ends included."""

FIFTHS = (
    "Most deprived fifth",
    "Second fifth",
    "Middle fifth",
    "Fourth fifth",
    "Least deprived fifth",
    "Deprivation not known",
)
"""The groups of areas that effects are told apart by, by their deprivation in the country."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Place-hours a week more at a site (its row), or less: below 0."""

    site: int
    place_hours: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a change does to some young people.

    Attributes
    ----------
    label
        Who they are, empty for all of them.
    people
        Those who live within reach of a site that changes.
    losing, gaining
        Those who have less, or more, within reach than before.
    hours_lost, hours_gained
        Hours a week that each of those loses or gains, a mean; 0 where there are none.
    falling, rising
        Those who fall below the standard, and those who rise to it.
    short
        Those losing who are below it already.
    """

    label: str = ""
    people: float
    losing: float
    hours_lost: float
    gaining: float
    hours_gained: float
    falling: float
    rising: float
    short: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """An effect as a whole, by deprivation and by ages, groups without people left out."""

    whole: Effect
    by_deprivation: tuple[Effect, ...]
    by_ages: tuple[Effect, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Access:
    """Access that changes are worked out on: one slice held against one standard.

    Attributes
    ----------
    served
        The access before any change.
    enough
        The standard, hours a week.
    grounds
        Who is within reach of the sites with an activity, and people by age.
    """

    served: Served
    enough: float
    grounds: Grounds

    @cached_property
    def fifths(self) -> Index:
        """The place in :data:`FIFTHS` of each demand area."""
        decile = self.served.network.areas.deprivation_decile[self.served.areas]
        known = np.isfinite(decile)
        fifth = np.ceil(np.where(known, decile, 1.0) / 2) - 1
        return np.where(known, fifth, len(FIFTHS) - 1).astype(np.int32)

    @cached_property
    def tally(self) -> Tally:
        """The sums that a change moves only near its sites."""
        return tally_of(self.served)

    def change(self, changes: tuple[Change, ...]) -> tuple[Index, Floats]:
        """How access changes; see :func:`~graph.analysis.access.incremental.resizing`.

        Returns
        -------
        tuple
            The demand areas (by position, ascending) that may feel it, and the hours a week
            more that each young person there has.
        """
        supply: dict[int, float] = {}
        for change in changes:
            offered = supply.get(change.site, float(self.tally.supply[change.site]))
            # What is taken away is at most what there is, but for the rounding of sums.
            supply[change.site] = max(0.0, offered + change.place_hours)
        changed = resizing(self.tally, supply)
        return changed.areas, changed.hours - self.served.hours[changed.areas]

    def reached(self, site: int) -> Index:
        """The demand areas within reach of a site with an activity (its row), ascending."""
        return self.grounds.reached(site)

    def effect(self, changes: tuple[Change, ...], ages: AgeRange) -> Effect:
        """What changes do to the young people of some ages, all told."""
        return self._told(self.change(changes), ages)

    def breakdown(self, changes: tuple[Change, ...], ages: AgeRange) -> Breakdown:
        """The same, by deprivation and by ages as well."""
        change = self.change(changes)
        told = self._columns(change, ages, self.fifths, len(FIFTHS))
        by_deprivation = tuple(
            _effect(line, label) for line, label in zip(told, FIFTHS, strict=True) if line[0] > 0
        )
        groups = [
            AgeRange(age_from=max(low, ages.age_from), age_to=min(high, ages.age_to))
            for low, high in AGE_GROUPS
            if max(low, ages.age_from) <= min(high, ages.age_to)
        ]
        by_ages = (self._told(change, group, label=f"Ages {group}") for group in groups)
        return Breakdown(
            whole=_effect(told.sum(axis=0)),
            by_deprivation=by_deprivation,
            by_ages=tuple(one for one in by_ages if one.people > 0),
        )

    def _told(self, change: tuple[Index, Floats], ages: AgeRange, label: str = "") -> Effect:
        together = np.zeros(len(self.served.areas), dtype=np.int32)
        return _effect(self._columns(change, ages, together, 1)[0], label)

    def _columns(
        self, change: tuple[Index, Floats], ages: AgeRange, group: Index, groups: int
    ) -> Floats:
        under, upto = self.age_rows(ages)
        return told_of_change(
            *change,
            self.served.hours,
            self.grounds.people[upto],
            self.grounds.people[under],
            self.enough - EPSILON,
            EPSILON,
            group,
            groups,
        )

    def age_rows(self, ages: AgeRange) -> tuple[int, int]:
        """Rows of ``grounds.people`` between which the slice's people of some ages stand."""
        first, years = self.served.slice.ages.age_from, len(self.grounds.people) - 1
        under = min(max(ages.age_from - first, 0), years)
        return under, min(max(ages.age_to - first + 1, under), years)

    def young_people(self, areas: Index, ages: AgeRange) -> Floats:
        """Young people of some ages of the slice in some demand areas."""
        under, upto = self.age_rows(ages)
        found: Floats = self.grounds.people[upto, areas] - self.grounds.people[under, areas]
        return found


def _effect(told: Floats, label: str = "") -> Effect:
    people, losing, lost, gaining, gained, falling, rising, short = told.tolist()
    return Effect(
        label=label,
        people=people,
        losing=losing,
        hours_lost=lost / losing if losing > 0 else 0.0,
        gaining=gaining,
        hours_gained=gained / gaining if gaining > 0 else 0.0,
        falling=falling,
        rising=rising,
        short=short,
    )
