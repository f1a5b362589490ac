"""Outlines that people draw or upload: short enough for an address, and checked to be sound.

An outline travels in addresses (:mod:`maps.rings`), so that an answer about it can be shared
and nothing has to be kept.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon, shape
from shapely.geometry.base import BaseGeometry

from graph.errors import InvalidData
from graph.projection import to_degrees, to_grid
from maps.rings import decoded, encoded, polygons_of

MOST_CORNERS = 200
MOST_SIGNS = 4_000
"""The longest text of an outline."""

WEST, SOUTH, EAST, NORTH = -8.7, 49.7, 2.1, 61.0
"""Great Britain: outlines lie within."""

FIRST_TOLERANCE_M, LAST_TOLERANCE_M = 5.0, 20_000.0


@dataclass(frozen=True, kw_only=True)
class Shape:
    """An outline that was found to be sound.

    Attributes
    ----------
    text
        As it stands in addresses; two outlines are equal where their texts are.
    geometry
        One or several polygons, EPSG:4326 degrees.
    """

    text: str

    @cached_property
    def geometry(self) -> MultiPolygon:
        """The polygons, EPSG:4326 degrees."""
        return decoded(self.text)

    @property
    def geojson(self) -> str:
        """The outline as GeoJSON text."""
        return str(shapely.to_geojson(self.geometry))

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east and north, degrees."""
        west, south, east, north = self.geometry.bounds
        return west, south, east, north

    @property
    def corners(self) -> int:
        """How many corners it has."""
        return sum(len(ring.coords) - 1 for ring in _rings(self.geometry))

    @property
    def area_km2(self) -> float:
        """Its land, square kilometres of the British grid."""
        return float(_on_grid(self.geometry).area) / 1e6


def read_shape(text: str) -> Shape:
    """The outline of a text, if it is sound.

    Raises
    ------
    InvalidData
        It cannot be read, has fewer than three or more than :data:`MOST_CORNERS` corners,
        crosses itself, or lies outside Great Britain.
    """
    if len(text) > MOST_SIGNS:
        raise InvalidData(f"The outline is too long for an address: {MOST_SIGNS:,} signs at most.")
    found = Shape(text=text)
    _check(found.geometry)
    return Shape(text=encoded(found.geometry))


def shape_of(polygons: BaseGeometry) -> Shape:
    """The outline of some polygons in degrees, made simpler until it fits into an address.

    Raises
    ------
    InvalidData
        It is no area, crosses itself, or lies outside Great Britain.
    """
    parts = [part for part in getattr(polygons, "geoms", [polygons]) if isinstance(part, Polygon)]
    whole = MultiPolygon([part for part in parts if not part.is_empty])
    _check(whole, most=None)
    grid, tolerance = _on_grid(whole), FIRST_TOLERANCE_M
    text = encoded(whole)
    while _corners(text) > MOST_CORNERS or len(text) > MOST_SIGNS or not decoded(text).is_valid:
        if tolerance > LAST_TOLERANCE_M:
            raise InvalidData("The outline has too many separate parts; use fewer.")
        text = encoded(_coarser(grid, tolerance))
        tolerance *= 1.6
    return read_shape(text)


def shape_from_geojson(text: str) -> Shape:
    """The outline in a GeoJSON text: all its polygons together, made simpler until they fit.

    Raises
    ------
    InvalidData
        It is not GeoJSON, holds no polygon, or the outline is not sound.
    """
    try:
        found = json.loads(text)
        polygons = [shape(each) for each in _geometries(found)]
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError) as problem:
        raise InvalidData(
            "This is not GeoJSON; save the outline as GeoJSON and send that."
        ) from problem
    except shapely.errors.ShapelyError as problem:
        raise InvalidData("The outline is not whole: a ring needs four positions.") from problem
    if not polygons:
        raise InvalidData("There is no polygon in it; an outline is a Polygon or a MultiPolygon.")
    for each in polygons:
        _check(each, most=None)
    return shape_of(shapely.union_all(polygons))


def _geometries(found: Any) -> Iterable[dict[str, Any]]:
    """The polygons of a GeoJSON object, whatever it wraps them in."""
    kind = found["type"]
    if kind in ("Polygon", "MultiPolygon"):
        yield found
    elif kind == "Feature" and found["geometry"]:
        yield from _geometries(found["geometry"])
    elif kind in ("FeatureCollection", "GeometryCollection"):
        for each in found["features" if kind == "FeatureCollection" else "geometries"]:
            yield from _geometries(each)


def _check(polygons: BaseGeometry, most: int | None = MOST_CORNERS) -> None:
    if polygons.is_empty:
        raise InvalidData("An outline needs at least three corners.")
    west, south, east, north = polygons.bounds
    if not all(math.isfinite(edge) for edge in (west, south, east, north)):
        raise InvalidData("The outline has a corner that is nowhere.")
    if west < WEST or east > EAST or south < SOUTH or north > NORTH:
        raise InvalidData(
            f"The outline lies outside Great Britain: longitudes {WEST:g} to {EAST:g}, latitudes "
            f"{SOUTH:g} to {NORTH:g}, in degrees (EPSG:4326)."
        )
    corners = sum(len(ring.coords) - 1 for ring in _rings(polygons))
    if most is not None and corners > most:
        raise InvalidData(f"The outline has {corners:,} corners; {most} at most fit.")
    if not polygons.is_valid or polygons.area <= 0:
        raise InvalidData("The outline crosses itself; draw it so that no two of its sides cross.")


def _coarser(grid: BaseGeometry, tolerance: float) -> MultiPolygon:
    """A simpler outline in degrees; parts smaller than the tolerance go, bar the largest."""
    simple = shapely.make_valid(shapely.simplify(grid, tolerance))
    parts = [part for part in polygons_of(simple) if part.area > 0]
    largest = max(part.area for part in parts)
    kept = [part for part in parts if part.area >= min(largest, tolerance**2)]
    filled = [
        Polygon(part.exterior, [r for r in part.interiors if Polygon(r).area >= tolerance**2])
        for part in kept
    ]
    return MultiPolygon(polygons_of(_in_degrees(MultiPolygon(filled))))


def _rings(geometry: BaseGeometry) -> list[Any]:
    return [
        ring for part in polygons_of(geometry) for ring in (part.exterior, *part.interiors) if ring
    ]


def _on_grid(geometry: BaseGeometry) -> BaseGeometry:
    return shapely.transform(geometry, lambda at: np.column_stack(to_grid(at[:, 0], at[:, 1])))


def _in_degrees(geometry: BaseGeometry) -> BaseGeometry:
    return shapely.transform(geometry, lambda at: np.column_stack(to_degrees(at[:, 0], at[:, 1])))


def _corners(text: str) -> int:
    return sum(len(ring.coords) - 1 for ring in _rings(decoded(text)))
