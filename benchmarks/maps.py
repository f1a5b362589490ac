"""Maps of all England: making one square beside what people would pick instead.

The outlines are a coverage of as many areas as England has small ones, drawn with a seed
around its towns (:mod:`benchmarks.settlement`), with about as many corners as the real ones.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import mapbox_vector_tile  # type: ignore[import-untyped]
import numpy as np
import shapely

from benchmarks.england import england
from benchmarks.measuring import Row, faster, times
from graph.network import Floats
from maps.bands import BANDS, Square, square_at
from maps.geometry import coarsened, in_degrees
from maps.plates import Plate, plate_of, rows_in, square_text

NEAR = BANDS[-2]
"""The band in which small areas are drawn first."""

WAVES = 8
SQUARES = 40
EXTENT = 4_096


def making_a_square() -> Row:
    """Some squares of small areas as TopoJSON, beside Mapbox vector tiles of the same areas."""
    plate, shapes, ids = _plate()
    squares = _squares(plate)

    def ours() -> None:
        for square in squares:
            square_text(plate, square, ids, ids)

    def other() -> None:
        for square in squares:
            rows = rows_in(plate, square)
            features = [
                {"geometry": shapes[row], "properties": {"id": ids[row]}} for row in rows.tolist()
            ]
            mapbox_vector_tile.encode(
                {"name": "areas", "features": features},
                default_options={"quantize_bounds": square.box, "extents": EXTENT},
            )

    return faster(
        "Making the squares of a map of England's small areas",
        times(ours, other, repeats=7, other_repeats=3),
        least=3,
        note=(
            f"{len(squares)} squares of zoom {NEAR.zoom} with"
            f" {sum(len(rows_in(plate, square)) for square in squares):,} areas beside"
            " mapbox-vector-tile on outlines coarsened already"
        ),
    )


def _squares(plate: Plate) -> list[Square]:
    """The squares around some areas, evenly through all of them."""
    rows = np.linspace(0, len(plate.boxes) - 1, SQUARES).astype(int)
    middles = (plate.boxes[rows, :2] + plate.boxes[rows, 2:]) / 2
    found = {square_at(float(x), float(y), NEAR.zoom): None for x, y in middles}
    return list(found)


@cache
def _plate() -> tuple[Plate, Any, list[str]]:
    """All small areas in the near band, their outlines in degrees, and their ids."""
    areas = england().network.areas
    rows = england().network.demand_areas
    points = np.column_stack([areas.easting[rows], areas.northing[rows]])
    shapes = coarsened(_coverage(points), NEAR.tolerance_m)
    degrees = in_degrees(shapes)
    centres = np.column_stack([areas.longitude[rows], areas.latitude[rows]])
    return plate_of(degrees, centres, NEAR), degrees, [str(id) for id in areas.id[rows]]


def _coverage(points: Floats) -> Any:
    """One outline an area: what is nearest to each centre, with borders that wander."""
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points)))
    at, cell = shapely.STRtree(cells).query(shapely.points(points), predicate="intersects")
    whole = np.empty(len(points), dtype=object)
    whole[at] = cells[cell]
    finer = shapely.segmentize(whole, 400.0)

    def wandering(corners: Floats) -> Floats:
        # The same corner moves the same way in both areas, so that they still meet.
        x, y = corners[:, 0], corners[:, 1]
        along = sum(np.sin(x / (90 * n) + y / (70 * n)) for n in range(1, WAVES)) * 12
        across = sum(np.cos(x / (80 * n) - y / (60 * n)) for n in range(1, WAVES)) * 12
        return np.column_stack([x + along, y + across])

    return np.asarray(shapely.transform(finer, wandering), dtype=object)
