"""Areas on a grid for tests of large maps, and TopoJSON read back by the book."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import shapely
from shapely.geometry import MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from graph.model import Area, AreaKind, Boundary
from graph.projection import to_degrees
from tests.builders import ORIGIN_EASTING, ORIGIN_NORTHING, an_area

SIDE_M = 1_000.0


def cell(column: int, row: int, *, side_m: float = SIDE_M, corners: int = 1) -> Polygon:
    """A square of a grid in degrees, with so many corners to a side."""
    steps = [n / corners for n in range(corners)]
    ring = (
        [(s, 0.0) for s in steps]
        + [(1.0, s) for s in steps]
        + [(1.0 - s, 1.0) for s in steps]
        + [(0.0, 1.0 - s) for s in steps]
    )
    at = [
        (ORIGIN_EASTING + side_m * (column + x), ORIGIN_NORTHING + side_m * (row + y))
        for x, y in ring
    ]
    return Polygon([tuple(map(float, to_degrees(x, y))) for x, y in at])


def grid_areas(
    columns: int, rows: int, *, kind: AreaKind = AreaKind.LSOA, within: int = 0
) -> Iterator[Area]:
    """Areas of a grid, 100 people each; every ``within`` squares each way make a district."""
    for column in range(columns):
        for row in range(rows):
            holds = {f"d-{column // within:02}-{row // within:02}": 1.0} if within else None
            yield an_area(
                f"a-{column:03}-{row:03}",
                SIDE_M * (column + 0.5),
                SIDE_M * (row + 0.5),
                kind=kind,
                within=holds,
            )
    if within:
        for column in range(-(-columns // within)):
            for row in range(-(-rows // within)):
                yield an_area(
                    f"d-{column:02}-{row:02}", None, kind=AreaKind.LOCAL_AUTHORITY, people=None
                )


def grid_boundaries(columns: int, rows: int) -> Iterator[Boundary]:
    """Their outlines."""
    for column in range(columns):
        for row in range(rows):
            yield Boundary(
                area_id=f"a-{column:03}-{row:03}",
                geometry=shapely.to_geojson(shapely.set_precision(cell(column, row), 1e-6)),
            )


def read_topology(text: str) -> dict[str, tuple[int, str, BaseGeometry]]:
    """Number, name and shape of each area of a square, by id."""
    told = json.loads(text)
    scale, translate = told["transform"]["scale"], told["transform"]["translate"]

    def placed(x: float, y: float) -> tuple[float, float]:
        return x * scale[0] + translate[0], y * scale[1] + translate[1]

    arcs = [[placed(*point) for point in read_line(line)] for line in told["arcs"]]
    found = {}
    for area in told["objects"]["areas"]["geometries"]:
        if area["type"] == "Point":
            shape: BaseGeometry = Point(placed(*area["coordinates"]))
        elif area["type"] == "Polygon":
            shape = _polygon(area["arcs"], arcs)
        else:
            shape = MultiPolygon([_polygon(part, arcs) for part in area["arcs"]])
        found[area["id"]] = (area["properties"]["n"], area["properties"]["name"], shape)
    return found


def _polygon(rings: Sequence[Sequence[int]], arcs: Sequence[Any]) -> Polygon:
    outer, *holes = [_ring(refs, arcs) for refs in rings]
    return Polygon(outer, holes)


def _ring(refs: Sequence[int], arcs: Sequence[Any]) -> list[tuple[float, float]]:
    ring: list[tuple[float, float]] = []
    for ref in refs:
        arc = arcs[ref] if ref >= 0 else arcs[~ref][::-1]
        assert not ring or ring[-1] == arc[0], "arcs of a ring must meet"
        ring += arc if not ring else arc[1:]
    assert ring[0] == ring[-1], "a ring must close"
    return ring


def read_line(text: str) -> list[tuple[int, int]]:
    """The points of an encoded polyline, letter by letter."""
    numbers, value, shift = [], 0, 0
    for letter in text:
        bits = ord(letter) - 63
        value |= (bits & 31) << shift
        shift += 5
        if bits < 32:
            numbers.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    points, x, y = [], 0, 0
    for east, north in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + east, y + north
        points.append((x, y))
    return points
