"""Illustrative outlines: each parish is what lies nearer to its point than to any other's.

The parish outlines of the demo are not the real ones. They are Voronoi cells
of the parish points, clipped to a coast drawn by hand from about two hundred
points, so that the map has shapes to colour and neighbours that touch.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry
from shapely.ops import polygonize

from graph.projection import to_degrees, to_grid

DECIMALS = 5
"""About a metre."""


def _degrees(shape: BaseGeometry) -> BaseGeometry:
    def turn(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        east, north = to_degrees(points[:, 0], points[:, 1])
        return np.column_stack([east, north]).round(DECIMALS)

    return shapely.transform(shape, turn)


def _geojson(shape: BaseGeometry) -> str:
    return json.dumps(json.loads(shapely.to_geojson(_degrees(shape))), separators=(",", ":"))


def _coast(outline: Sequence[tuple[float, float]]) -> shapely.Polygon:
    east, north = to_grid([point[0] for point in outline], [point[1] for point in outline])
    return shapely.Polygon(np.column_stack([east, north]))


def outlines(
    points: Mapping[str, tuple[float, float]], outline: Sequence[tuple[float, float]]
) -> tuple[dict[str, str], str]:
    """The outline of each area, and of the whole.

    Edges and coast are cut at each other before they are joined to faces, so
    that neighbours share every corner and no sliver lies between them.

    Parameters
    ----------
    points
        Longitude and latitude by area id; at least two.
    outline
        Longitude and latitude around the coast, in order, not closed.

    Returns
    -------
    tuple
        GeoJSON geometry texts (EPSG:4326, five decimals) by area id in the
        order of ids, and the GeoJSON text of the whole.
    """
    ids = sorted(points)
    coast = _coast(outline)
    east, north = to_grid([points[id][0] for id in ids], [points[id][1] for id in ids])
    centres = [shapely.Point(x, y) for x, y in zip(east, north, strict=True)]
    edges = shapely.voronoi_polygons(
        shapely.MultiPoint(centres), extend_to=coast.buffer(10_000), only_edges=True
    )
    lines = shapely.union_all([edges, coast.exterior])
    nearest = shapely.STRtree(centres)
    faces: defaultdict[str, list[BaseGeometry]] = defaultdict(list)
    for face in polygonize(lines):
        inside = face.representative_point()
        if coast.contains(inside):
            faces[ids[int(nearest.nearest(inside))]].append(face)
    joined = {id: _geojson(shapely.union_all(faces[id])) for id in ids if faces[id]}
    return joined, _geojson(coast)
