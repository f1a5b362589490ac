"""Places to act: neighbouring areas short of provision, joined so that one session could serve."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.spatial import cKDTree

from graph.analysis.coverage import Mapped
from graph.analysis.nesting import demand_inside, nesting_shares
from graph.analysis.served import Served
from graph.model import AreaKind
from graph.network import Floats, Index, Network

NEIGHBOURS_M = 5_000.0
"""Areas whose centres lie within so many metres, in the straight line, of the place's first."""

MOST_AREAS = 12
"""The most areas of one place to act."""

WIDE = (AreaKind.COUNTRY, AreaKind.REGION, AreaKind.COUNTY, AreaKind.LOCAL_AUTHORITY)
"""Kinds of area so large that serving one does not mean serving each place in it."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Place:
    """A place to act.

    Attributes
    ----------
    members
        Positions of its areas among the demand areas, most young people short first.
    centre
        Easting and northing of the middle of its young people, metres, shape (2,).
    young_people
        Those below the standard in it.
    unmapped
        Whether most of them live where nothing is mapped.
    near
        Rows of areas: its own, those within them, and those around it of the size of a
        ward or a parish.
    wide
        Rows of the larger areas that it lies in.
    """

    members: Index
    centre: Floats
    young_people: float
    unmapped: bool
    near: frozenset[int]
    wide: frozenset[int]


def places_to_act(
    served: Served,
    mapped: Mapped,
    *,
    standard_hours_per_week: float,
    within: str | None,
    most: int,
) -> tuple[Place, ...]:
    """Neighbouring areas below the standard, joined.

    The area with the most young people short takes in those of the areas left that lie
    within :data:`NEIGHBOURS_M` of its centre, the nearest first, up to
    :data:`MOST_AREAS`; then the next, until none is left.

    Returns
    -------
    tuple of Place
        The first ``most``: mapped before unmapped, then most young people
        short first; empty where nobody is short.

    Raises
    ------
    NotFound
        There is no area ``within``.
    """
    short = served.short(standard_hours_per_week)
    open_ = (short > 0) & demand_inside(served.network, within)
    rows = np.flatnonzero(open_)
    if not len(rows):
        return ()
    tree = cKDTree(served.centres[rows])
    groups = []
    for seed in rows[np.lexsort((rows, -np.round(short[rows], 6)))].tolist():
        if not open_[seed]:
            continue
        near = rows[tree.query_ball_point(served.centres[seed], NEIGHBOURS_M)]
        near = near[open_[near]]
        away = np.hypot(*(served.centres[near] - served.centres[seed]).T)
        joined = near[np.lexsort((near, np.round(away, 3)))][:MOST_AREAS]
        open_[joined] = False
        people = float(short[joined].sum())
        bare = bool(short[joined][mapped.unmapped[joined]].sum() > people / 2)
        groups.append((bare, -round(people, 6), seed, joined))
    shares = nesting_shares(served.network)
    return tuple(
        _place(served, shares, joined, short, unmapped=bare)
        for bare, _, _, joined in sorted(groups, key=lambda group: group[:3])[:most]
    )


def _place(
    served: Served, shares: csr_array, joined: Index, short: Floats, *, unmapped: bool
) -> Place:
    members = joined[np.lexsort((joined, -np.round(short[joined], 6)))].astype(np.int32)
    people = float(short[members].sum())
    near, wide = around(served.network, shares, served.areas[members])
    return Place(
        members=members,
        centre=short[members] @ served.centres[members] / people,
        young_people=people,
        unmapped=unmapped,
        near=near,
        wide=wide,
    )


def around(
    network: Network, shares: csr_array, rows: Index
) -> tuple[frozenset[int], frozenset[int]]:
    """Areas near some areas, and the larger ones that those lie in (rows of the areas)."""
    own = np.zeros(len(network.areas))
    own[rows] = 1.0
    outer = np.flatnonzero(np.asarray(shares.T @ own) > 0)
    inner = np.flatnonzero(np.asarray(shares @ own) > 0)
    large = np.isin(network.areas.kind[outer], [str(kind) for kind in WIDE])
    near = {*outer[~large].tolist(), *inner.tolist(), *rows.tolist()}
    return frozenset(near), frozenset(outer[large].tolist()) - near
