"""Outlines that people draw or upload: short enough for an address, and checked to be sound.

An outline travels in addresses (:mod:`maps.rings`), so that an answer about it can be shared
and nothing has to be kept.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
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

WINDING_M, MOST_WINDING = 50.0, 20_000
"""How many corners are too many once all detail of so many metres is gone."""

LEAST_M2 = 100.0
"""The smallest outline, square metres."""

MOST_RINGS = MOST_CORNERS // 3
"""How many parts, and how many holes, can fit into an outline."""

MOST_LOST = 0.1
"""The share of its land that an outline may lose with the parts that do not fit."""

MOST_TOGETHER, MOST_READ = 10_000, 60_000
"""Corners of several polygons that are laid together, and that are made fewer for it first:
where polygons cross, each corner costs much time."""

FEWER_DEGREES = 0.0005
"""How fine the borders stay that are made simpler before they are laid together, some 40 m."""

MOST_CROSSING = 500
"""Corners on the sides at which several polygons do more than touch."""

NOT_READ = (ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError)
"""What reading a text that is not GeoJSON fails with."""

TOO_MANY_PARTS = (
    "The outline has too many separate or winding parts; use fewer, or make it simpler."
)


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
    whole = _largest(whole)
    grid, tolerance, found = _on_grid(whole), FIRST_TOLERANCE_M, whole
    if grid.area < LEAST_M2:
        raise InvalidData(f"The outline is smaller than {LEAST_M2:g} square metres.")
    while not (text := _fitting(found)):
        winding = tolerance > WINDING_M and shapely.get_num_coordinates(found) > MOST_WINDING
        if tolerance > LAST_TOLERANCE_M or winding:
            raise InvalidData(TOO_MANY_PARTS)
        far_off = shapely.get_num_coordinates(found) > 10 * MOST_CORNERS
        found = _coarser(grid, tolerance)
        tolerance *= 4.0 if far_off else 1.6
    return read_shape(text)


def shape_from_geojson(text: str) -> Shape:
    """The outline in a GeoJSON text: all its polygons together, made simpler until they fit.

    Raises
    ------
    InvalidData
        It is not GeoJSON, holds no polygon, or the outline is not sound.
    """
    try:
        found = json.loads(text, parse_constant=_nowhere)
        polygons = [shape(each) for each in _geometries(found)]
    except NOT_READ as problem:
        raise InvalidData(
            "This is not GeoJSON; save the outline as GeoJSON and send that."
        ) from problem
    except shapely.errors.ShapelyError as problem:
        raise InvalidData("The outline is not whole: a ring needs four positions.") from problem
    if not polygons:
        raise InvalidData("There is no polygon in it; an outline is a Polygon or a MultiPolygon.")
    for each in polygons:
        _check(each, most=None)
    return shape_of(_together(polygons))


def _nowhere(word: str) -> float:
    """Refuse NaN and Infinity, which Python's reader of JSON would take for numbers."""
    raise ValueError(word)


def _together(polygons: Sequence[BaseGeometry]) -> BaseGeometry:
    """All polygons as one outline; raise InvalidData where that would take too long."""
    if len(polygons) == 1:
        return polygons[0]
    parts = [part for each in polygons for part in polygons_of(each)]
    corners = _corners(parts)
    if MOST_TOGETHER < corners <= MOST_READ:
        parts = list(shapely.coverage_simplify(parts, FEWER_DEGREES))  # shared borders stay so
    if _corners(parts) > MOST_TOGETHER:
        raise InvalidData(
            f"Its {len(polygons):,} polygons have {corners:,} corners between them, which is more "
            "than can be laid together; join them into one polygon first."
        )
    if _corners(parts) > MOST_CROSSING < _corners(shapely.coverage_invalid_edges(parts)):
        raise InvalidData("Its polygons cross each other too often; join them into one first.")
    return shapely.union_all(parts)


def _corners(parts: Iterable[BaseGeometry]) -> int:
    return int(shapely.get_num_coordinates(list(parts)).sum())


def _largest(whole: MultiPolygon) -> MultiPolygon:
    """The parts and the holes that can fit, the largest; raise InvalidData where much is lost."""
    parts = list(whole.geoms)
    holes = [(at, Polygon(ring)) for at, part in enumerate(parts) for ring in part.interiors]
    stays = _largest_places([part.area for part in parts])
    stays_open = _largest_places([hole.area for _, hole in holes])
    lost = sum(part.area for at, part in enumerate(parts) if at not in stays)
    lost += sum(hole.area for at, (_, hole) in enumerate(holes) if at not in stays_open)
    if lost > MOST_LOST * whole.area:
        raise InvalidData(TOO_MANY_PARTS)
    opened = [holes[place] for place in sorted(stays_open)]
    return MultiPolygon(
        [
            Polygon(part.exterior, [hole.exterior for of, hole in opened if of == at])
            for at, part in enumerate(parts)
            if at in stays
        ]
    )


def _largest_places(areas: list[float]) -> frozenset[int]:
    """The places of the largest areas, as many as fit."""
    return frozenset(sorted(range(len(areas)), key=lambda at: (-areas[at], at))[:MOST_RINGS])


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


def _fitting(found: MultiPolygon) -> str:
    """The text of an outline; empty where it is too long, or not sound with corners rounded."""
    if shapely.get_num_coordinates(found) > 2 * MOST_CORNERS:  # rounding hardly takes any away
        return ""
    text = encoded(found)
    try:
        rounded = decoded(text)
    except InvalidData:  # a ring that is no wider than a corner is exact
        return ""
    corners = sum(len(ring.coords) - 1 for ring in _rings(rounded))
    return text if corners <= MOST_CORNERS and len(text) <= MOST_SIGNS and rounded.is_valid else ""
