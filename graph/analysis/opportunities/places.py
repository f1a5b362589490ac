"""Places to act: neighbouring areas short of provision, joined so that one session could serve."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from graph.analysis.access.served import Served
from graph.analysis.coverage import Mapped
from graph.analysis.need import deprivation_of, need_percentiles, percentiles
from graph.analysis.nesting import demand_inside, nesting_shares
from graph.analysis.opportunities.neighbours import neighbouring
from graph.model import AreaKind
from graph.network import Flags, Floats, Index, Network

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
    need
        How deep its need is, -100 to 100: need percentile minus access percentile, a mean over
        those young people.
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
    need: float
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
    deepest_first: bool = False,
) -> tuple[Place, ...]:
    """Neighbouring areas below the standard, joined.

    Areas below the standard that touch (:mod:`graph.analysis.opportunities.neighbours`) hang
    together. Of what hangs together, the area with the most young people short takes in its
    neighbours, and theirs, the nearest to it first, up to :data:`MOST_AREAS` and no farther than
    one session at its centre would be within reach of; then the next, until none is left.

    Parameters
    ----------
    most
        How many places.
    deepest_first
        The deepest need first, not the most young people.

    Returns
    -------
    tuple of Place
        The first ``most``: mapped before unmapped, then most young people
        short (or deepest need) first; empty where nobody is short.

    Raises
    ------
    NotFound
        There is no area ``within``.
    """
    short = served.short(standard_hours_per_week)
    open_: Flags = (short > 0) & demand_inside(served.network, within)
    if not open_.any():
        return ()
    network = served.network
    need = need_percentiles(deprivation_of(network, served.areas), served.people)
    gap = need - percentiles(served.hours)
    groups = []
    for joined in _joined(served, short, open_):
        people = float(short[joined].sum())
        bare = bool(short[joined][mapped.unmapped[joined]].sum() > people / 2)
        depth = float(short[joined] @ gap[joined] / people)
        order = (-round(depth, 6),) if deepest_first else ()
        groups.append(((bare, *order, -round(people, 6), int(joined[0])), joined, depth))
    groups.sort(key=lambda group: group[0])
    shares = nesting_shares(network)
    return tuple(
        _place(served, shares, joined, short, need=depth, unmapped=bool(key[0]))
        for key, joined, depth in groups[:most]
    )


def _joined(served: Served, short: Floats, open_: Flags) -> list[Index]:
    """Areas that hang together, cut to size; the seed of each first."""
    graph = neighbouring(served.network)
    graph = csr_array(graph.multiply(open_[:, np.newaxis]).multiply(open_[np.newaxis, :]))
    rows = np.flatnonzero(open_)
    seeds = rows[np.lexsort((rows, -np.round(short[rows], 6)))]
    _, component = connected_components(graph, directed=False)
    size = np.bincount(component)
    left = open_.copy()
    groups = []
    for seed in seeds.tolist():
        if not left[seed]:
            continue
        joined = [seed]
        if size[component[seed]] > 1:
            joined = _around_seed(served, graph, seed, left)
        left[joined] = False
        groups.append(np.array(joined, dtype=np.int32))
    return groups


def _around_seed(served: Served, graph: csr_array, seed: int, left: Flags) -> list[int]:
    """A seed and the areas left that hang together with it, the nearest to it first."""
    centres, farthest = served.centres, served.reach.straight_m
    joined: list[int] = []
    waiting, seen = [(0.0, seed)], {seed}
    while waiting and len(joined) < MOST_AREAS:
        _, area = heapq.heappop(waiting)
        joined.append(area)
        for other in graph.indices[graph.indptr[area] : graph.indptr[area + 1]].tolist():
            if left[other] and other not in seen:
                seen.add(other)
                away = float(np.hypot(*(centres[other] - centres[seed])))
                if away <= farthest:
                    heapq.heappush(waiting, (round(away, 3), other))
    return joined


def _place(
    served: Served,
    shares: csr_array,
    joined: Index,
    short: Floats,
    *,
    need: float,
    unmapped: bool,
) -> Place:
    members = joined[np.lexsort((joined, -np.round(short[joined], 6)))].astype(np.int32)
    people = float(short[members].sum())
    near, wide = around(served.network, shares, served.areas[members])
    return Place(
        members=members,
        centre=short[members] @ served.centres[members] / people,
        young_people=people,
        need=need,
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
