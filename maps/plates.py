"""One kind of area at one band of zoom, and the squares that are cut from it as TopoJSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import shapely

from graph.network import Floats
from maps.bands import Band, Square
from maps.outlines import compact
from maps.polylines import polylines
from maps.topology import Shapes, Topology, topology_of

Rows = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Plate:
    """The areas of one kind as they are drawn in one band.

    Attributes
    ----------
    topology
        Their outlines; an area that has none is drawn as a round mark.
    boxes
        Shape (areas, 4): west, south, east, north of each, degrees; NaN for
        one that is not drawn at all.
    step
        The grid that corners stand on, degrees.
    """

    topology: Topology
    boxes: Floats
    step: float

    def columns(self) -> dict[str, npt.NDArray[Any]]:
        """The arrays by name, to be kept."""
        return {**self.topology.columns(), "boxes": self.boxes, "step": np.array(self.step)}

    @classmethod
    def of_columns(cls, columns: dict[str, npt.NDArray[Any]]) -> Self:
        """Made again from what was kept; raise KeyError where an array is missing."""
        return cls(
            topology=Topology.of_columns(columns),
            boxes=columns["boxes"],
            step=float(columns["step"]),
        )


def plate_of(shapes: Shapes, centres: Floats, band: Band) -> Plate:
    """A plate of areas.

    Parameters
    ----------
    shapes
        One an area, EPSG:4326 degrees, already as coarse as the band; None or
        empty where there is no outline.
    centres
        Shape (areas, 2): longitude and latitude, where an area without an
        outline is marked; NaN where not known.
    band
        Whose grid the corners are put on.
    """
    boxes = shapely.bounds(shapes)
    bare = np.isnan(boxes[:, 0])
    boxes[bare] = np.hstack([centres[bare], centres[bare]])
    return Plate(topology=topology_of(shapes, band.step), boxes=boxes, step=band.step)


def rows_in(plate: Plate, square: Square) -> Rows:
    """Which areas reach into a square, in their order."""
    west, south, east, north = square.box
    boxes = plate.boxes
    return np.flatnonzero(
        (boxes[:, 0] <= east)
        & (boxes[:, 2] >= west)
        & (boxes[:, 1] <= north)
        & (boxes[:, 3] >= south)
    )


def square_text(plate: Plate, square: Square, ids: Sequence[str], names: Sequence[str]) -> str:
    """The areas that reach into a square, as TopoJSON.

    Each is there whole, so that nothing is cut at the square's edge; an area
    that reaches into several squares is in each of them.

    Parameters
    ----------
    plate
        What the square is cut from.
    square
        Which one.
    ids, names
        Of all the plate's areas.

    Returns
    -------
    str
        A topology with one object, ``areas``: Polygons, MultiPolygons and, for
        areas without an outline, Points; each with its id, and as
        properties its name and its number ``n`` on the plate. Unlike plain
        TopoJSON, each arc is one text, an encoded polyline
        (:func:`maps.polylines.polylines`), a third as long as its numbers.
    """
    rows = rows_in(plate, square)
    west, south = (int(np.floor(edge / plate.step)) for edge in square.box[:2])
    polygons, arcs = _arcs_of(plate.topology, rows)
    geometries: list[dict[str, Any]] = []
    for row, own in zip(rows.tolist(), polygons, strict=True):
        shape = _shape(own) if own else _mark(plate, row, west, south)
        if shape is not None:
            about = {"id": ids[row], "properties": {"n": row, "name": names[row]}}
            geometries.append({**shape, **about})
    return compact(
        {
            "type": "Topology",
            "transform": {
                "scale": [plate.step, plate.step],
                "translate": [_plain(west * plate.step), _plain(south * plate.step)],
            },
            "objects": {"areas": {"type": "GeometryCollection", "geometries": geometries}},
            "arcs": _lines(plate.topology, arcs, west, south),
        }
    )


def _plain(degrees: float) -> float:
    return round(degrees, 6)


def _shape(polygons: list[list[list[int]]]) -> dict[str, Any]:
    if len(polygons) == 1:
        return {"type": "Polygon", "arcs": polygons[0]}
    return {"type": "MultiPolygon", "arcs": polygons}


def _mark(plate: Plate, row: int, west: int, south: int) -> dict[str, Any] | None:
    """A point where an area has no outline; None where its outline is too small to be drawn."""
    x, y, east, north = plate.boxes[row].tolist()
    if x != east or y != north:
        return None
    at = [round(x / plate.step) - west, round(y / plate.step) - south]
    return {"type": "Point", "coordinates": at}


def _arcs_of(
    topology: Topology, rows: Rows
) -> tuple[list[list[list[list[int]]]], npt.NDArray[np.int64]]:
    """The polygons of some areas as rings of arc numbers, renumbered, and which arcs those are."""
    polygons = _spread(topology.area_ends, rows)
    rings = _spread(topology.polygon_ends, polygons)
    refs = topology.refs[_spread(topology.ring_ends, rings)]
    arcs, number = np.unique(np.where(refs < 0, ~refs, refs), return_inverse=True)
    flat = np.where(refs < 0, ~number, number).tolist()
    ring_sizes = np.diff(topology.ring_ends)[rings].tolist()
    polygon_sizes = np.diff(topology.polygon_ends)[polygons].tolist()
    area_sizes = np.diff(topology.area_ends)[rows].tolist()
    return _nested(_nested(_nested(flat, ring_sizes), polygon_sizes), area_sizes), arcs


def _nested(flat: list[Any], sizes: list[int]) -> list[Any]:
    """A list cut into lists of those lengths."""
    answer, at = [], 0
    for size in sizes:
        answer.append(flat[at : at + size])
        at += size
    return answer


def _spread(ends: npt.NDArray[np.int64], rows: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    """The numbers of all parts of some rows of a list with offsets, in order."""
    sizes = ends[rows + 1] - ends[rows]
    before = np.cumsum(sizes) - sizes
    spread: npt.NDArray[np.int64] = np.repeat(ends[rows] - before, sizes) + np.arange(sizes.sum())
    return spread


def _lines(topology: Topology, arcs: npt.NDArray[np.int64], west: int, south: int) -> list[str]:
    """Arcs as encoded polylines, each from its first corner."""
    at = _spread(topology.arc_ends, arcs)
    points = topology.points[at].astype(np.int64) - (west, south)
    return polylines(points, np.diff(topology.arc_ends)[arcs])
