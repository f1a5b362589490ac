"""The nearest activities of a slice, even beyond reach: evidence that a person can check."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from graph.analysis.columns import points_of
from graph.analysis.served import Served
from graph.network import Floats

NEAREST = 3
"""How many activities are named as evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearby:
    """An activity that counts, or nearly counts, for an area.

    ``distance_m`` is along the way (straight line times detour);
    ``within_reach`` tells whether it counted.
    """

    activity_id: str
    name: str
    organisation_id: str
    organisation: str
    distance_m: float
    place_hours_per_week: float
    within_reach: bool


def nearest_activities(served: Served, points: Floats) -> list[tuple[Nearby, ...]]:
    """The nearest activities of the slice to some points.

    Parameters
    ----------
    served
        The slice.
    points
        Array of shape (n, 2), metres; a point that is NaN has none near.

    Returns
    -------
    list of tuples
        For each point up to :data:`NEAREST` activities, by distance, then
        id; empty where the slice has no activity with a place and a time.
    """
    network, activities = served.network, served.network.activities
    counting = np.flatnonzero(served.provision.counts & (activities.site >= 0))
    answer: list[tuple[Nearby, ...]] = [()] * len(points)
    placed = np.flatnonzero(np.isfinite(points).all(axis=1))
    if not (len(counting) and len(placed)):
        return answer
    sites = np.unique(activities.site[counting])
    at_site: dict[int, list[int]] = {int(site): [] for site in sites}
    for row in counting:
        at_site[int(activities.site[row])].append(int(row))
    tree = cKDTree(points_of(network.sites.easting[sites], network.sites.northing[sites]))
    ranks = list(range(1, min(NEAREST, len(sites)) + 1))
    straight, found = tree.query(points[placed], k=ranks)
    metres = (np.asarray(straight) * served.reach.detour).tolist()
    for point, near, away in zip(placed.tolist(), sites[found].tolist(), metres, strict=True):
        ordered = sorted(
            (distance, row)
            for site, distance in zip(near, away, strict=True)
            for row in at_site[site]
        )
        answer[point] = tuple(_nearby(served, row, away) for away, row in ordered[:NEAREST])
    return answer


def _nearby(served: Served, row: int, distance_m: float) -> Nearby:
    activities, organisations = served.network.activities, served.network.organisations
    organisation = int(activities.organisation[row])
    return Nearby(
        activity_id=activities.id[row],
        name=activities.name[row],
        organisation_id=organisations.id[organisation],
        organisation=organisations.name[organisation],
        distance_m=distance_m,
        place_hours_per_week=float(served.provision.place_hours[row]),
        within_reach=distance_m <= served.reach.reach_m,
    )
