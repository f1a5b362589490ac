"""The gaps near it: areas below the standard that it would help, with their ranks as gaps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.analysis.access.reaching import in_reach
from graph.analysis.columns import points_of
from graph.analysis.contribution.gained import Trial
from graph.analysis.contribution.offered import Offered
from graph.analysis.coverage import Coverage
from graph.analysis.gaps.finding import Gaps
from graph.analysis.nesting import demand_inside
from graph.analysis.opportunities.roles import Role
from graph.analysis.slices import Reach
from graph.model import AreaKind
from graph.network import Flags, Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Helped:
    """A gap that it would help.

    Attributes
    ----------
    rank
        Of the gap among all areas, 1 for the widest.
    area_id, area, kind, latitude, longitude
        Where.
    distance_m
        From it to the middle of the area along the way; None for what has no place.
    young_people, short
        Of the ages asked about, and those below the standard before.
    hours_before, hours_after
        Hours a week within reach; the same where nothing can be worked out.
    raised
        Young people who come to have the standard.
    coverage
        How well mapped it is.
    """

    rank: int
    area_id: str
    area: str
    kind: AreaKind
    latitude: float
    longitude: float
    distance_m: float | None
    young_people: float
    short: float
    hours_before: float
    hours_after: float
    raised: float
    coverage: Coverage


@dataclass(frozen=True, kw_only=True, eq=False)
class Near:
    """The demand areas that something could be of use to; arrays have one entry each.

    Attributes
    ----------
    useful
        Those within its distance, or in the areas where it counts.
    distance_m
        Along the way; NaN where it has no place.
    """

    useful: Flags
    distance_m: Floats


def near_to(offered: Offered, reach: Reach) -> Near:
    """Which demand areas something could be of use to.

    Money counts in the areas that its keeper serves, a request in those that it names; all else
    within its distance. What has no place, nor a keeper with one, is near to nothing.
    """
    then = offered.then
    rows = then.demand_areas
    nowhere = np.full(len(rows), np.nan)
    named = offered.areas
    if named is not None:
        inside = [demand_inside(then, id) for id in named]
        useful: Flags = np.any(inside, axis=0) if inside else np.zeros(len(rows), dtype=bool)
        return Near(useful=useful, distance_m=nowhere)
    if offered.point is None:
        return Near(useful=np.zeros(len(rows), dtype=bool), distance_m=nowhere)
    centres = points_of(then.areas.easting[rows], then.areas.northing[rows])
    metres = np.hypot(*(centres - offered.point).T) * reach.detour
    useful = metres <= offered.farthest_m(reach)
    if offered.site >= 0 and (offered.activity or offered.role is Role.VENUE):
        pairs = in_reach(then, rows, np.array([offered.site], dtype=np.int32), reach)
        useful = np.zeros(len(rows), dtype=bool)
        useful[pairs.left] = True
        metres = metres.copy()
        metres[pairs.left] = pairs.distance_m
    return Near(useful=useful, distance_m=metres)


def gaps_helped(
    offered: Offered, gaps: Gaps, near: Near, trial: Trial | None, *, most: int
) -> tuple[tuple[Helped, ...], float, int]:
    """The gaps that it would help.

    Parameters
    ----------
    gaps
        Of the network before it, of the areas that people are counted in.
    near, trial
        By demand area.
    most
        How many are told.

    Returns
    -------
    tuple
        The first ``most`` (most young people raised first, then most of them short, then by
        rank), all young people short in all of them, and how many gaps there are.
    """
    columns, demand = gaps.columns, offered.then.demand_areas
    place_of = {int(row): place for place, row in enumerate(columns.rows)}
    by_id = offered.before.areas.rows
    found = []
    for at in np.flatnonzero(near.useful).tolist():
        id = offered.then.areas.id[demand[at]]
        place = place_of.get(by_id.get(id, -1))
        if place is None or columns.short[place] <= 0:
            continue
        raised = 0.0
        if trial is not None and trial.change.newly_enough[at]:
            raised = float(trial.change.people[at])
        found.append((-raised, -float(columns.short[place]), place, at))
    found.sort()
    told = tuple(
        _helped(offered, gaps, near, trial, place=place, at=at, raised=-raised)
        for raised, _, place, at in found[:most]
    )
    return told, -sum(short for _, short, _, _ in found), len(found)


def _helped(
    offered: Offered,
    gaps: Gaps,
    near: Near,
    trial: Trial | None,
    *,
    place: int,
    at: int,
    raised: float,
) -> Helped:
    columns, areas = gaps.columns, offered.before.areas
    row, metres = int(columns.rows[place]), float(near.distance_m[at])
    before = float(columns.hours[place])
    return Helped(
        rank=place + 1,
        area_id=areas.id[row],
        area=areas.name[row],
        kind=AreaKind(areas.kind[row]),
        latitude=float(columns.latitude[place]),
        longitude=float(columns.longitude[place]),
        distance_m=None if np.isnan(metres) else metres,
        young_people=float(columns.people[place]),
        short=float(columns.short[place]),
        hours_before=before,
        hours_after=before if trial is None else float(trial.change.after[at]),
        raised=raised,
        coverage=columns.coverage(place),
    )
