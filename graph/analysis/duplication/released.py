"""Released: what the smaller of two activities could give up, and the nearest gap to use it in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from scipy.spatial import cKDTree

from graph.analysis.columns import THEMES, points_of
from graph.analysis.coverage import coverage_of
from graph.analysis.duplication.effects import Access, Effect
from graph.analysis.duplication.overlapping import Tested
from graph.model import AgeRange, Theme
from graph.network import Index

LEAST_RELEASED = 0.5
"""Place-hours a week below which there is nothing to release."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """Released place-hours used at the nearest site where the standard is not met.

    ``effect`` compares the suggestion and this use of it with today.
    """

    site_id: str
    site: str
    distance_m: float
    place_hours: float
    effect: Effect


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The two activities of an overlap, told apart by their place-hours.

    Attributes
    ----------
    smaller, larger
        Rows of the activities.
    site, other_site
        Rows of their sites.
    place_hours, released
        Of the smaller one, a week: all of them, and those above the standard.
    ages, both_ages
        The ages of the slice that the smaller one takes, and that both take.
    ages_of, shared_ages
        The ages that each takes, by row, and those that both take, in or out of the slice.
    themes
        The themes of the two.
    """

    smaller: int
    larger: int
    site: int
    other_site: int
    place_hours: float
    released: float
    ages: AgeRange
    both_ages: AgeRange
    ages_of: dict[int, range]
    shared_ages: range
    themes: frozenset[Theme]

    @classmethod
    def of(cls, tested: Tested, place: int) -> Pair:
        """The pair at one place among the overlaps."""
        activities, asked = tested.served.network.activities, tested.served.slice.ages
        smaller, larger = int(tested.smaller[place]), tested.larger(place)
        ages = {
            row: range(int(activities.age_from[row]), int(activities.age_to[row]) + 1)
            for row in (smaller, larger)
        }
        one, other = ages[smaller], ages[larger]
        shared = range(max(one.start, other.start), min(one.stop, other.stop))
        return cls(
            smaller=smaller,
            larger=larger,
            site=int(activities.site[smaller]),
            other_site=int(activities.site[larger]),
            place_hours=float(tested.served.provision.place_hours[smaller]),
            released=float(tested.releasable[place]),
            ages=_clipped(one, asked),
            both_ages=_clipped(shared, asked),
            ages_of=ages,
            shared_ages=shared,
            themes=frozenset(THEMES[activities.theme[row]] for row in (smaller, larger)),
        )


def _clipped(ages: range, asked: AgeRange) -> AgeRange:
    return AgeRange(
        age_from=max(ages.start, asked.age_from), age_to=min(ages.stop - 1, asked.age_to)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A site (its row) in a gap, and how far it is from another, along the way."""

    site: int
    site_id: str
    name: str
    distance_m: float

    def used(self, place_hours: float, effect: Effect) -> Use:
        """Place-hours used there."""
        return Use(
            site_id=self.site_id,
            site=self.name,
            distance_m=self.distance_m,
            place_hours=place_hours,
            effect=effect,
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Gaps:
    """Sites where a standard is not met: the demand area nearest to each is short and mapped.

    Where nobody has confirmed a record within reach, what looks short may be unmapped, so
    that no hours are sent there.
    """

    access: Access
    today: date

    @cached_property
    def sites(self) -> Index:
        """Rows of the sites."""
        served = self.access.served
        sites = served.network.sites
        if not (len(sites) and len(served.areas)):
            return np.zeros(0, dtype=np.int32)
        mapped = coverage_of(
            served.network, ages=served.slice.ages, reach=served.reach, today=self.today
        )
        short = (served.short(self.access.enough) > 0) & ~mapped.unmapped
        nearest = cKDTree(served.centres).query(points_of(sites.easting, sites.northing))[1]
        # A site whose place is kept vague is somebody's shelter, not a hall to be offered.
        found: Index = np.flatnonzero(short[nearest] & ~sites.blurred).astype(np.int32)
        return found

    @cached_property
    def tree(self) -> cKDTree:
        """Where they are."""
        sites = self.access.served.network.sites
        return cKDTree(points_of(sites.easting[self.sites], sites.northing[self.sites]))

    def nearest(self, site: int) -> Target | None:
        """The one nearest to a site (its row), never that itself; None where there is none."""
        sites = self.access.served.network.sites
        count = min(2, len(self.sites))
        if not count:
            return None
        here = (float(sites.easting[site]), float(sites.northing[site]))
        away, found = self.tree.query(here, k=list(range(1, count + 1)))
        for metres, place in zip(np.array(away).tolist(), np.array(found).tolist(), strict=True):
            row = int(self.sites[place])
            if row != site:
                return Target(
                    site=row,
                    site_id=str(sites.id[row]),
                    name=str(sites.name[row]),
                    distance_m=metres * self.access.served.reach.detour,
                )
        return None
