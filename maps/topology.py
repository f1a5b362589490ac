"""Outlines as arcs: each border is kept once, for the areas on both its sides.

What TopoJSON calls a topology (Bostock, 2012), made from whole columns of
coordinates. Since both sides of a border are drawn from the same arc, no
sliver can open between them.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import shapely

Whole = npt.NDArray[np.int64]
Cells = npt.NDArray[np.int32]
Shapes = npt.NDArray[Any]

LEAST_CORNERS = 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Topology:
    """Arcs, and the areas that they bound.

    ``*_ends`` are offsets: part ``i`` of a list runs from ``ends[i]`` to ``ends[i + 1]``.

    Attributes
    ----------
    points
        Shape (points, 2): positions in whole steps of a grid, arc by arc.
    arc_ends
        Where each arc ends among the points.
    refs
        The arcs of each ring in turn: ``i`` as it is, ``~i`` backwards.
    ring_ends, polygon_ends, area_ends
        Where each ring ends among the refs, each polygon among the rings (its
        outer ring first), each area among the polygons.
    """

    points: Cells
    arc_ends: Whole
    refs: Cells
    ring_ends: Whole
    polygon_ends: Whole
    area_ends: Whole

    def __len__(self) -> int:
        """How many areas there are, those included of which nothing is left."""
        return len(self.area_ends) - 1

    def columns(self) -> dict[str, npt.NDArray[Any]]:
        """The arrays by name, to be kept."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @classmethod
    def of_columns(cls, columns: dict[str, npt.NDArray[Any]]) -> Self:
        """Made again from what was kept; raise KeyError where an array is missing."""
        return cls(**{field.name: columns[field.name] for field in fields(cls)})


def topology_of(shapes: Shapes, step: float) -> Topology:
    """Areas as a topology on a grid of positions.

    Parameters
    ----------
    shapes
        Polygons and MultiPolygons, one an area; empty ones are areas of which nothing is left.
    step
        The width of the grid, in the unit of the coordinates. Corners that
        fall together become one; a ring that keeps fewer than three is left out, and a
        polygon with its outer ring.

    Returns
    -------
    Topology
        With as many areas as there are shapes, in their order.
    """
    polygons, area = shapely.get_parts(shapes, return_index=True)
    rings, polygon = shapely.get_rings(polygons, return_index=True)
    corners, ring = shapely.get_coordinates(rings, return_index=True)
    outer = np.r_[True, polygon[1:] != polygon[:-1]] if len(polygon) else np.zeros(0, dtype=bool)
    places, sizes = _cleaned(np.rint(corners / step).astype(np.int64), ring, len(rings))
    kept = _kept(sizes, outer, polygon, len(polygons))
    points, arc_ends, refs, ring_ends = _arcs(places[np.repeat(kept, sizes)], sizes[kept])
    polygon_rings = np.bincount(polygon[kept], minlength=len(polygons))
    left = polygon_rings > 0
    return Topology(
        points=points,
        arc_ends=arc_ends,
        refs=refs,
        ring_ends=ring_ends,
        polygon_ends=_ends(polygon_rings[left]),
        area_ends=_ends(np.bincount(area[left], minlength=len(shapes))),
    )


def _ends(sizes: npt.NDArray[Any]) -> Whole:
    return np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)])


def _cleaned(places: Whole, ring: Whole, rings: int) -> tuple[Whole, Whole]:
    """Places without those that repeat the one before, and how many each ring keeps.

    A ring's last place, which closes it, goes as well.
    """
    if not len(places):
        return places.reshape(0, 2), np.zeros(rings, dtype=np.int64)
    first = np.r_[True, ring[1:] != ring[:-1]]
    moved = np.r_[True, np.any(places[1:] != places[:-1], axis=1)]
    keep = first | moved
    places, ring = places[keep], ring[keep]
    last = np.r_[ring[1:] != ring[:-1], True]
    places, ring = places[~last], ring[~last]
    return places, np.bincount(ring, minlength=rings)


def _kept(
    sizes: Whole, outer: npt.NDArray[np.bool_], polygon: Whole, polygons: int
) -> npt.NDArray[np.bool_]:
    """Which rings are drawn: a hole goes with its polygon."""
    enough = sizes >= LEAST_CORNERS
    drawn = np.zeros(polygons, dtype=bool)
    drawn[polygon[outer]] = enough[outer]
    kept: npt.NDArray[np.bool_] = enough & drawn[polygon]
    return kept


def _arcs(places: Whole, sizes: Whole) -> tuple[Cells, Whole, Cells, Whole]:
    """Cut rings where borders part; the points of the arcs, their ends, refs, and rings' ends."""
    if not len(sizes):
        none = np.zeros(1, dtype=np.int64)
        return np.zeros((0, 2), dtype=np.int32), none, np.zeros(0, dtype=np.int32), none
    corner, where = _numbered(places)
    starts = _ends(sizes)
    cut = _cuts(corner, starts, sizes)
    corner = corner[_turned(cut, starts, sizes)]
    after = np.arange(len(corner)) + 1
    after[starts[1:] - 1] = starts[:-1]
    cut = _cuts(corner, starts, sizes)
    begins = np.flatnonzero(cut)
    lengths = np.diff(np.r_[begins, len(corner)])
    ring = np.repeat(np.arange(len(sizes)), sizes)
    first, second = corner[begins], corner[after[begins]]
    lasts = begins + lengths - 1
    end = corner[after[lasts]]
    many = np.int64(len(where))
    key = np.minimum(_edge(first, second, many), _edge(corner[lasts], end, many))
    _, chosen, arc = np.unique(key, return_index=True, return_inverse=True)
    forward = (first == first[chosen][arc]) & (second == second[chosen][arc])
    points, ends = _points(corner, begins[chosen], lengths[chosen], end[chosen])
    return (
        where[points].astype(np.int32),
        ends,
        np.where(forward, arc, ~arc).astype(np.int32),
        _ends(np.bincount(ring[begins], minlength=len(sizes))),
    )


def _numbered(places: Whole) -> tuple[Whole, Whole]:
    """The number of each place, and the places by number."""
    key = (places[:, 0] << 32) + (places[:, 1] & 0xFFFFFFFF)
    _, first, number = np.unique(key, return_index=True, return_inverse=True)
    return number.astype(np.int64), places[first]


def _edge(one: Whole, other: Whole, many: np.int64) -> Whole:
    """A number for the edge between two corners, the same in both directions."""
    key: Whole = np.minimum(one, other) * many + np.maximum(one, other)
    return key


def _cuts(corner: Whole, starts: Whole, sizes: Whole) -> npt.NDArray[np.bool_]:
    """Where arcs begin: at corners whose neighbours differ from ring to ring.

    A ring without such a corner is one arc and begins at its least corner,
    whichever way and from wherever it was drawn.
    """
    before, after = np.arange(len(corner)) - 1, np.arange(len(corner)) + 1
    before[starts[:-1]] = starts[1:] - 1
    after[starts[1:] - 1] = starts[:-1]
    many = np.int64(corner.max() + 1)
    beside = _edge(corner[before], corner[after], many)
    order = np.argsort(corner, kind="stable")
    groups = np.flatnonzero(np.r_[True, np.diff(corner[order]) > 0])
    least = np.minimum.reduceat(beside[order], groups)
    most = np.maximum.reduceat(beside[order], groups)
    cut: npt.NDArray[np.bool_] = (least != most)[corner]
    alone = np.add.reduceat(cut.astype(np.int64), starts[:-1]) == 0
    lowest = np.repeat(np.minimum.reduceat(corner, starts[:-1]), sizes)
    cut |= np.repeat(alone, sizes) & (corner == lowest)
    return cut


def _turned(cut: npt.NDArray[np.bool_], starts: Whole, sizes: Whole) -> Whole:
    """Positions such that each ring begins where an arc does."""
    begins = np.flatnonzero(cut)
    first = begins[np.searchsorted(begins, starts[:-1])] - starts[:-1]
    step = np.arange(starts[-1]) - np.repeat(starts[:-1], sizes)
    turned: Whole = np.repeat(starts[:-1], sizes) + (
        (step + np.repeat(first, sizes)) % np.repeat(sizes, sizes)
    )
    return turned


def _points(corner: Whole, begins: Whole, lengths: Whole, end: Whole) -> tuple[Whole, Whole]:
    """The corners of arcs, each with the one where it ends, and the arcs' ends among them."""
    ends = _ends(lengths + 1)
    step = np.arange(ends[-1]) - np.repeat(ends[:-1], lengths + 1)
    at = np.minimum(np.repeat(begins, lengths + 1) + step, len(corner) - 1)
    points = corner[at]
    points[ends[1:] - 1] = end
    return points, ends
