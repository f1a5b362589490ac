"""The nearest activities of a slice, even beyond reach: evidence that a person can check."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from scipy.spatial import cKDTree

from graph.analysis.access.reaching import in_reach
from graph.analysis.access.served import Served
from graph.analysis.columns import points_of
from graph.analysis.wording import counted, distance
from graph.network import Floats, Index

NEAREST = 3
"""How many activities are named as evidence."""

FARTHEST_M = 60_000.0
"""How far the nearest is looked for by travel times; beyond, it is told by the straight line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearby:
    """An activity that counts, or nearly counts, for an area.

    ``distance_m`` is along the way: the straight line times detour, or where the question
    goes by travel times the way that one goes in ``minutes``, None where it does not;
    ``within_reach`` tells whether it counted.
    """

    activity_id: str
    name: str
    organisation_id: str
    organisation: str
    distance_m: float
    place_hours_per_week: float
    within_reach: bool
    minutes: float | None = None

    @property
    def away(self) -> str:
        """How far it is, in words: in minutes where the question goes by travel times."""
        if self.minutes is not None:
            return counted(max(1.0, self.minutes), "minute")
        return distance(self.distance_m)


class Nearest:
    """Finds the nearest activities of a slice for one point after another.

    Parameters
    ----------
    served
        The slice.
    """

    def __init__(self, served: Served) -> None:
        # Not the whole: its pairs are large, and whoever asks may keep this for long.
        self._network, self._provision = served.network, served.provision
        self._reach = served.reach

    @cached_property
    def _counting(self) -> tuple[Index, Index, Index]:
        """Activities that count, by site; their sites; and where each site's begin and end."""
        activities = self._network.activities
        found = np.flatnonzero(self._provision.counts & (activities.site >= 0))
        rows: Index = found[np.argsort(activities.site[found], kind="stable")].astype(np.int32)
        sites, first = np.unique(activities.site[rows], return_index=True)
        ends: Index = np.append(first, len(rows)).astype(np.int32)
        places: Index = sites.astype(np.int32)
        return rows, places, ends

    @cached_property
    def _tree(self) -> cKDTree:
        sites, places = self._network.sites, self._counting[1]
        return cKDTree(points_of(sites.easting[places], sites.northing[places]))

    def of(self, point: Floats, *, area: int | None = None) -> tuple[Nearby, ...]:
        """The nearest activities to a point.

        Parameters
        ----------
        point
            Easting and northing, metres; nothing is near a point that is NaN.
        area
            The row of the area whose travel times count: of the area whose centre it is, or
            of where most of its people live; None for any point.

        Returns
        -------
        tuple
            Up to :data:`NEAREST` activities, by distance, then id; empty where the slice has
            no activity with a place and a time.
        """
        rows, sites, first = self._counting
        if not (len(sites) and np.isfinite(point).all()):
            return ()
        found, metres = self._sites_near(point, area)
        ordered = sorted(
            (away, row)
            for place, away in zip(found, metres, strict=True)
            for row in rows[first[place] : first[place + 1]].tolist()
        )
        return tuple(self._nearby(row, away) for away, row in ordered[:NEAREST])

    def _sites_near(self, point: Floats, area: int | None) -> tuple[list[int], list[float]]:
        """The nearest sites by their place, and the metres along the way to each."""
        sites = self._counting[1]
        if area is not None and self._reach.by_table:
            far = replace(self._reach, reach_m=FARTHEST_M)
            pairs = in_reach(self._network, np.array([area], dtype=np.int32), sites, far)
            best = np.argsort(pairs.distance_m, kind="stable")[:NEAREST]
            if len(best):
                return pairs.right[best].tolist(), pairs.distance_m[best].tolist()
        ranks = list(range(1, min(NEAREST, len(sites)) + 1))
        straight, found = self._tree.query(point, k=ranks)
        metres = np.asarray(straight) * self._reach.detour
        return np.asarray(found).tolist(), metres.tolist()

    def rows_near(self, points: Floats) -> Index:
        """Rows of all activities of the slice at the sites nearest to any of some points."""
        rows, sites, first = self._counting
        placed = points[np.isfinite(points).all(axis=1)]
        if not (len(sites) and len(placed)):
            return rows[:0]
        ranks = list(range(1, min(NEAREST, len(sites)) + 1))
        near = np.zeros(len(sites), dtype=bool)
        near[np.unique(self._tree.query(placed, k=ranks)[1])] = True
        answer: Index = np.sort(rows[np.repeat(near, np.diff(first))])
        return answer

    def _nearby(self, row: int, distance_m: float) -> Nearby:
        activities, organisations = self._network.activities, self._network.organisations
        organisation = int(activities.organisation[row])
        return Nearby(
            activity_id=activities.id[row],
            name=activities.name[row],
            organisation_id=organisations.id[organisation],
            organisation=organisations.name[organisation],
            distance_m=distance_m,
            place_hours_per_week=float(self._provision.place_hours[row]),
            within_reach=distance_m <= self._reach.reach_m,
            minutes=distance_m / self._reach.metres_per_minute if self._reach.by_table else None,
        )


def nearest_activities(served: Served, points: Floats, areas: Index) -> list[tuple[Nearby, ...]]:
    """The nearest activities of the slice to each of some points.

    Parameters
    ----------
    points, areas
        Of shapes (n, 2) and (n,); as for :meth:`Nearest.of`.
    """
    nearest = Nearest(served)
    return [
        nearest.of(point, area=area) for point, area in zip(points, areas.tolist(), strict=True)
    ]


def nearest_to_people(served: Served, people: Floats) -> tuple[Nearby, ...]:
    """The nearest to the middle of some young people; by travel times, to where most live.

    Parameters
    ----------
    people
        By demand area, shape (areas,). Where there are none, nothing is near.
    """
    if people.sum() <= 0:
        return ()
    middle = people @ served.centres / people.sum()
    return Nearest(served).of(middle, area=int(served.areas[int(np.argmax(people))]))
