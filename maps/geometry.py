"""Outlines: drawn simpler without gaps, how much they overlap, and which of them hold a point.

Geometries come and go as GeoJSON text in EPSG:4326 degrees; lengths and areas
are measured on the British grid (EPSG:27700).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from graph.projection import to_degrees, to_grid

DECIMALS = 6

Shapes = npt.NDArray[Any]


def simplify_coverage(geometries: Mapping[str, str], tolerance_m: float) -> dict[str, str]:
    """Outlines with fewer vertices that still meet along their shared edges.

    Neighbours stay neighbours: an edge that two outlines share (the same
    vertices in both) is simplified once for both, so no slivers open between
    them.

    Parameters
    ----------
    geometries
        GeoJSON Polygon or MultiPolygon texts by area id. They should form a
        coverage (not overlap); where they do overlap, those edges are simplified each for itself.
    tolerance_m
        Metres, 0 or more: about the size of the detail that goes. 0 changes nothing.

    Returns
    -------
    dict
        GeoJSON texts by the same ids, in the same order; empty for none.

    Notes
    -----
    Coverage simplification by vertex removal after Visvalingam and Whyatt
    (1993), as GEOS does it (``coverage_simplify``), in grid metres.
    """
    if not geometries or tolerance_m <= 0:
        return dict(geometries)
    simple = shapely.coverage_simplify(on_grid(geometries), tolerance_m)
    texts = shapely.to_geojson(in_degrees(simple))
    return {id: str(text) for id, text in zip(geometries, texts, strict=True)}


def overlap_shares(
    inner: Mapping[str, str], outer: Mapping[str, str]
) -> list[tuple[str, str, float]]:
    """The share of each inner area's land that lies in each outer area.

    Parameters
    ----------
    inner, outer
        GeoJSON Polygon or MultiPolygon texts by area id; valid outlines.

    Returns
    -------
    list of (inner id, outer id, share)
        Share above 0, at most 1, of the inner area's land in square metres of
        the grid; by inner id, then outer id. Areas that only touch are not
        among them. Empty where either is empty.
    """
    if not inner or not outer:
        return []
    insides, outsides = on_grid(inner), on_grid(outer)
    inner_ids, outer_ids = list(inner), list(outer)
    left, right = shapely.STRtree(outsides).query(insides, predicate="intersects")
    areas = shapely.area(insides)
    shared = shapely.area(shapely.intersection(insides[left], outsides[right]))
    whole = np.where(areas[left] > 0, areas[left], np.inf)
    shares = np.clip(shared / whole, 0.0, 1.0)
    return sorted(
        (inner_ids[i], outer_ids[o], float(share))
        for i, o, share in zip(left, right, shares, strict=True)
        if share > 0
    )


def areas_at(
    points: Sequence[tuple[float, float]], geometries: Mapping[str, str]
) -> list[list[str]]:
    """Which areas hold each point.

    Parameters
    ----------
    points
        Longitudes and latitudes.
    geometries
        GeoJSON Polygon or MultiPolygon texts by area id.

    Returns
    -------
    list of lists of ids
        One list a point, in the order of the points, each by id; empty where
        no area holds it. A point on an edge belongs to the areas on both sides.
    """
    found: list[list[str]] = [[] for _ in points]
    if not points or not geometries:
        return found
    ids = list(geometries)
    shapes = shapely.from_geojson(list(geometries.values()))
    at, area = shapely.STRtree(shapes).query(shapely.points(points), predicate="intersects")
    for point, row in zip(at, area, strict=True):
        found[int(point)].append(ids[int(row)])
    return [sorted(held) for held in found]


def areas_m2(geometries: Mapping[str, str]) -> dict[str, float]:
    """Land of each area in square metres of the grid, by id; empty for none."""
    if not geometries:
        return {}
    return dict(zip(geometries, shapely.area(on_grid(geometries)).tolist(), strict=True))


def coarsened(shapes: Shapes, tolerance_m: float) -> Shapes:
    """Shapes on the grid with fewer corners that still meet along their shared edges.

    As :func:`simplify_coverage`; and islets that could not be seen go, but for an area's largest.

    Parameters
    ----------
    shapes
        Polygons and MultiPolygons on the grid, None for an area without; not changed.
    tolerance_m
        Metres, above 0.
    """
    answer = shapes.copy()
    there = ~shapely.is_missing(shapes)
    if there.any():
        answer[there] = shapely.coverage_simplify(
            _without_islets(shapes[there], tolerance_m**2), tolerance_m
        )
    return answer


def _without_islets(shapes: Shapes, least_m2: float) -> Shapes:
    """Areas without parts smaller than that; their largest part always stays."""
    parts, area = shapely.get_parts(shapes, return_index=True)
    if len(parts) == len(shapes):
        return shapes
    size = shapely.area(parts)
    most = np.zeros(len(shapes))
    np.maximum.at(most, area, size)
    kept = (size >= least_m2) | (size == most[area])
    if kept.all():
        return shapes
    answer = shapes.copy()
    fewer = np.unique(area[~kept])
    stays = kept & np.isin(area, fewer)
    answer[fewer] = shapely.multipolygons(parts[stays], indices=np.searchsorted(fewer, area[stays]))
    return answer


def dissolved(shapes: Shapes) -> Any:
    """Neighbours as one shape, without the borders between them; None for none.

    Parameters
    ----------
    shapes
        Polygons and MultiPolygons on the grid.
    """
    if not len(shapes):
        return None
    try:
        together = shapely.coverage_union_all(shapes)
    except shapely.errors.GEOSException:  # they overlap somewhere, by metres
        together = shapely.union_all(shapes, grid_size=1.0)
    if not shapely.is_valid(together):
        together = shapely.make_valid(together, method="structure", keep_collapsed=False)
    polygons = [
        part
        for part in shapely.get_parts(shapely.get_parts([together]))
        if shapely.get_type_id(part) == shapely.GeometryType.POLYGON
    ]
    return shapely.multipolygons(polygons) if polygons else None


def on_grid(geometries: Mapping[str, str]) -> Shapes:
    """GeoJSON geometry texts as shapes on the grid, in their order."""
    if not geometries:
        return np.empty(0, dtype=object)
    shapes = shapely.from_geojson(list(geometries.values()))

    def moved(at: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return np.column_stack(to_grid(at[:, 0], at[:, 1]))

    return np.asarray(shapely.transform(shapes, moved))


def in_degrees(shapes: Shapes) -> Shapes:
    """Shapes on the grid in degrees, to six decimals; None stays None."""

    def moved(at: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        degrees: npt.NDArray[np.float64] = np.column_stack(to_degrees(at[:, 0], at[:, 1]))
        return degrees.round(DECIMALS)

    return np.asarray(shapely.transform(shapes, moved), dtype=object)
