"""Which features lie in a box: points by where they are, areas by their outlines."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely

from graph.network import Floats, Network
from service.exports import Sheet
from service.findings import keep
from service.ogc.asking import Box
from service.ogc.collections import Collection
from service.opened import store

MOST_EXACT = 2_000
"""Of how many areas at the edge of a box the outlines are looked at; of more, their own boxes."""


def in_box(
    network: Network, collection: Collection, box: Box, sheet: Sheet[Any], rows: Sequence[Any]
) -> list[Any]:
    """The rows whose shapes meet a box; what has no place meets none."""
    if collection.resource.outlined:
        return _areas_in(network, collection, box, sheet, rows)
    return [row for row in rows if _holds(box, *sheet.position(row))]


def _holds(box: Box, longitude: float, latitude: float) -> bool:
    if not (math.isfinite(longitude) and box[1] <= latitude <= box[3]):
        return False
    west, east = box[0], box[2]
    if west <= east:
        return west <= longitude <= east
    return longitude >= west or longitude <= east


def _areas_in(
    network: Network, collection: Collection, box: Box, sheet: Sheet[Any], rows: Sequence[Any]
) -> list[Any]:
    known = outline_boxes(network, collection)
    sides = [box] if box[0] <= box[2] else [(box[0], *box[1:2], 180.0, box[3]), (-180.0, *box[1:])]
    ids = [str(sheet.columns[0].cell(row)) for row in rows]
    found, edge = [], []
    for place, (id, row) in enumerate(zip(ids, rows, strict=True)):
        own = known.get(id)
        if own is None:
            met = _holds(box, *sheet.position(row))
        else:
            met = any(_meets(own, side) for side in sides)
            if met and not any(_inside(own, side) for side in sides):
                edge.append(place)
        if met:
            found.append(place)
    if edge and len(edge) <= MOST_EXACT:
        outlines = store().boundaries(ids=[ids[place] for place in edge])
        shapes = shapely.union_all([shapely.box(*side) for side in sides])
        away = {
            place
            for place in edge
            if not shapely.intersects(shapely.from_geojson(outlines[ids[place]]), shapes)
        }
        found = [place for place in found if place not in away]
    return [rows[place] for place in found]


def outline_boxes(network: Network, collection: Collection) -> dict[str, Floats]:
    """The box of each outlined area of a collection, by its id."""

    def work() -> dict[str, Floats]:
        outlines = store().boundaries(kind=collection.kind)
        boxes = shapely.bounds(
            shapely.from_geojson(np.array(list(outlines.values()), dtype=object))
        )
        return dict(zip(outlines, boxes.reshape(-1, 4), strict=True))

    return keep("ogc boxes", network, collection.kind, work)


def _meets(own: Floats, box: Sequence[float]) -> bool:
    return bool(own[0] <= box[2] and own[2] >= box[0] and own[1] <= box[3] and own[3] >= box[1])


def _inside(own: Floats, box: Sequence[float]) -> bool:
    return bool(own[0] >= box[0] and own[2] <= box[2] and own[1] >= box[1] and own[3] <= box[3])
