"""What lies in an outline that somebody drew: each small area's share of people inside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from graph.analysis.drawn import Drawn
from graph.network import Index, Network
from graph.projection import to_grid
from maps.geometry import areas_at, overlap_shares
from maps.shapes import Shape
from service.findings import keep
from service.opened import store

MOST_OUTLINED = 1_500
"""Of how many areas the outlines are laid over a drawn one; beyond, their centres decide."""

AROUND_M = 20_000.0
"""How far outside an outline the centre of an area that it cuts into may lie."""

SLIVER = 0.01
"""A smaller share than this comes of lines that were drawn by hand, and counts as none."""


def drawn_by(network: Network, shape: Shape) -> Drawn:
    """What lies in an outline, worked out once for a network."""
    return keep(
        "drawn",
        network,
        shape.text,
        lambda: shares_inside(network, shape, lambda ids: store().boundaries(ids=ids)),
    )


def shares_inside(
    network: Network, shape: Shape, outlines: Callable[[Sequence[str]], Mapping[str, str]]
) -> Drawn:
    """What lies in an outline.

    The people of a small area are taken to be spread evenly over its land: where its own
    outline is known, the share of its land inside counts. Where it is not, or where more
    than :data:`MOST_OUTLINED` areas are near, all of an area counts whose centre is inside.

    Parameters
    ----------
    outlines
        Answers GeoJSON texts of outlines by area id, for some ids.
    """
    rows = _near(network, shape)
    ids = [str(network.areas.id[row]) for row in rows]
    known = outlines(ids) if len(ids) <= MOST_OUTLINED else {}
    found = {
        id: share
        for id, _, share in overlap_shares(
            {id: known[id] for id in ids if id in known}, {"drawn": shape.geojson}
        )
    }
    areas = network.areas
    bare = [(id, row) for id, row in zip(ids, rows.tolist(), strict=True) if id not in known]
    centres = [(float(areas.longitude[row]), float(areas.latitude[row])) for _, row in bare]
    for (id, _), holds in zip(bare, areas_at(centres, {"drawn": shape.geojson}), strict=True):
        if holds:
            found[id] = 1.0
    return Drawn(
        shares=tuple(
            (id, share if share < 1 - SLIVER else 1.0)
            for id, share in sorted(found.items())
            if share >= SLIVER
        )
    )


def _near(network: Network, shape: Shape) -> Index:
    """Rows of the demand areas that the outline may cut into."""
    west, south, east, north = shape.bounds
    x, y = to_grid(np.array([west, west, east, east]), np.array([south, north, south, north]))
    rows = network.demand_areas
    easting, northing = network.areas.easting[rows], network.areas.northing[rows]
    near = (
        (easting >= x.min() - AROUND_M)
        & (easting <= x.max() + AROUND_M)
        & (northing >= y.min() - AROUND_M)
        & (northing <= y.max() + AROUND_M)
    )
    answer: Index = rows[near]
    return answer
