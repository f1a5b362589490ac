"""The rings of GeoJSON geometries as numbers, checked one by one."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Positions = npt.NDArray[np.float64]


class Broken(Exception):
    """What is wrong with one outline."""


def polygons_of(geometry: object) -> list[list[Positions]]:
    """The polygons of a GeoJSON geometry as lists of rings; raise :class:`Broken` for others."""
    if not isinstance(geometry, dict):
        raise Broken("The feature has no outline.")
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind not in ("Polygon", "MultiPolygon"):
        raise Broken(f"The feature is a {str(kind)[:30]}; a boundary is a Polygon or MultiPolygon.")
    polygons = [coordinates] if kind == "Polygon" else coordinates
    if not isinstance(polygons, list) or not polygons:
        raise Broken("The outline is empty.")
    return [_rings(polygon) for polygon in polygons]


def _rings(polygon: object) -> list[Positions]:
    if not isinstance(polygon, list) or not polygon:
        raise Broken("The outline has a part without rings.")
    return [_ring(ring) for ring in polygon]


def _ring(ring: object) -> Positions:
    positions = _plain_positions(ring)
    if not np.isfinite(positions).all():
        raise Broken("A position holds a number without end.")
    if not np.array_equal(positions[0], positions[-1]):
        first = ", ".join(f"{value:g}" for value in positions[0])
        raise Broken(f"A ring is not closed: it begins at {first} and ends elsewhere.")
    return positions


def _plain_positions(ring: object) -> Positions:
    """A ring's positions as numbers; rings of pairs, which nearly all are, in one go."""
    if isinstance(ring, list) and len(ring) >= 4:
        try:
            found = np.array(ring)
        except (ValueError, OverflowError):
            found = np.empty(0)  # positions of different lengths, say
        if found.ndim == 2 and found.shape[1] >= 2 and found.dtype.kind in "iuf":
            return found[:, :2].astype(np.float64)
    if not isinstance(ring, list) or not all(
        isinstance(position, list) and len(position) >= 2 for position in ring
    ):
        raise Broken("A ring is not a list of positions [longitude, latitude].")
    if len(ring) < 4:
        raise Broken(f"A ring has {len(ring)} positions; a closed ring has at least 4.")
    try:
        found = np.array([position[:2] for position in ring])
    except ValueError as error:
        raise Broken("A position holds something that is not a number.") from error
    if found.dtype.kind not in "iuf" or found.ndim != 2:
        raise Broken("A position holds something that is not a number.")
    return found.astype(np.float64)
