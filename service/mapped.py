"""Which areas the map of a question draws near, whatever its table puts together."""

from __future__ import annotations

import numpy as np

from graph.analysis.nesting import demand_inside
from graph.model import AreaKind
from graph.network import Index, Network
from maps.grounds import MARGIN, Bounds, bounds_of
from service.asked import Asked
from service.findings import keep


def mapped_kind(asked: Asked) -> AreaKind | None:
    """The kind of area that is drawn: the one asked for, or that of most areas with people.

    None where there are none.
    """
    if asked.options.roll_up is not None:
        return asked.options.roll_up
    network = asked.network
    kinds, counts = np.unique(network.areas.kind[_rows(asked)], return_counts=True)
    count = dict(zip(kinds.tolist(), counts.tolist(), strict=True))
    # The largest kind of several that are as many.
    return max(AreaKind, key=lambda kind: count.get(kind.value, 0)) if count else None


def mapped_bounds(asked: Asked) -> Bounds:
    """The corners around the areas of a question, or around the outline that was drawn."""
    if (shape := asked.question.shape) is not None:
        west, south, east, north = shape.bounds
        return bounds_of([(west, south), (east, north)], margin=MARGIN)
    areas, rows = asked.network.areas, _rows(asked)
    return bounds_of(
        zip(areas.longitude[rows].tolist(), areas.latitude[rows].tolist(), strict=True),
        margin=MARGIN,
    )


def _rows(asked: Asked) -> Index:
    """The areas with people that the question is about."""
    network, within = asked.network, asked.options.within
    return keep("mapped areas", network, within, lambda: _inside(network, within))


def _inside(network: Network, within: str | None) -> Index:
    rows: Index = network.demand_areas[demand_inside(network, within)]
    return rows
