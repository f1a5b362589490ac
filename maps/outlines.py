"""Outlines for the browser: many areas in one small GeoJSON text.

Shapes and values travel apart: outlines change rarely and are kept by the
browser for ever under their version, values are fetched for each question.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from graph.analysis.nesting import nesting_shares
from graph.network import Index, Network
from maps.geometry import simplify_coverage

DECIMALS = 4
"""Of a degree: some 10 metres, less than a pixel at the scale of a county."""

MOST_BYTES = 120_000
"""What the outlines of a county may weigh; leaves room for page and values in 300 KB."""

MOST_NAMES = 1_000

FIRST_TOLERANCE_M = 40.0
LAST_TOLERANCE_M = 1_280.0

Ring = list[list[float]]
Simplify = Callable[[Mapping[str, str], float], dict[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An area as the map names it.

    Attributes
    ----------
    id, name
        The area's.
    longitude, latitude
        Where its label stands, degrees; NaN where not known.
    people
        What its label is worth where room is short: the larger goes first.
    """

    id: str
    name: str
    longitude: float
    latitude: float
    people: float


def places_of(network: Network, rows: Sequence[int] | Index) -> tuple[Place, ...]:
    """Some areas of a network as places, in the order of ``rows``.

    The people of one that has no count of its own are those of the areas in it.
    """
    bands, areas = network.population, network.areas
    people = np.bincount(bands.area, weights=bands.people, minlength=len(areas))
    bare = [row for row in rows if people[row] == 0]
    if bare and people.any():
        counted = np.zeros(len(areas))
        counted[network.demand_areas] = people[network.demand_areas]
        people[bare] = nesting_shares(network)[:, bare].T @ counted
    return tuple(
        Place(
            id=str(areas.id[row]),
            name=str(areas.name[row]),
            longitude=float(areas.longitude[row]),
            latitude=float(areas.latitude[row]),
            people=float(people[row]),
        )
        for row in rows
    )


def outlines(
    places: Sequence[Place],
    geometries: Mapping[str, str],
    *,
    most_bytes: int = MOST_BYTES,
    simplify: Simplify = simplify_coverage,
) -> str:
    """The outlines of places as one GeoJSON FeatureCollection.

    Coarsened together, so that neighbours keep a shared border, until the
    text fits; at the last tolerance it is as long as it is.

    Parameters
    ----------
    places
        In the order that they are drawn; those without a geometry are left out.
    geometries
        GeoJSON geometry texts by area id, EPSG:4326.
    most_bytes
        How long the text may be.
    simplify
        Coarsens a coverage to a tolerance in metres.

    Returns
    -------
    str
        Features with ``id`` and ``name``. No places give an empty collection.
    """
    wanted = {place.id: geometries[place.id] for place in places if place.id in geometries}
    tolerance = FIRST_TOLERANCE_M
    while True:
        coarse = simplify(wanted, tolerance) if wanted else {}
        text = _collection(places, coarse)
        size = len(text.encode())
        if size <= most_bytes or tolerance >= LAST_TOLERANCE_M:
            return text
        # Outlines halve, roughly, when the tolerance doubles.
        tolerance *= 4 if size > 3 * most_bytes else 2


def names(places: Sequence[Place], *, most: int = MOST_NAMES) -> str:
    """Where the names of places stand, as JSON: longitude, latitude and name of each.

    The most peopled first, at most so many; those without a position are left out.
    """
    placed = [p for p in places if math.isfinite(p.longitude) and math.isfinite(p.latitude)]
    placed.sort(key=lambda place: (-place.people, place.name, place.id))
    return compact(
        {"names": [[round(p.longitude, 3), round(p.latitude, 3), p.name] for p in placed[:most]]}
    )


def _collection(places: Sequence[Place], geometries: Mapping[str, str]) -> str:
    features = []
    for place in places:
        if place.id not in geometries:
            continue
        geometry = rounded(json.loads(geometries[place.id]))
        if geometry is None:
            continue
        properties = {"name": place.name}
        features.append(
            {"type": "Feature", "id": place.id, "properties": properties, "geometry": geometry}
        )
    return compact({"type": "FeatureCollection", "features": features})


def rounded(geometry: Mapping[str, object], decimals: int = DECIMALS) -> dict[str, object] | None:
    """A Polygon or MultiPolygon at some decimals, without the points that fall together.

    Rings that vanish are left out; None where nothing is left, or for another
    type of geometry.
    """
    coordinates = geometry.get("coordinates")
    if not isinstance(coordinates, list):
        return None
    if geometry.get("type") == "Polygon":
        polygon = _rings(coordinates, decimals)
        return {"type": "Polygon", "coordinates": polygon} if polygon else None
    if geometry.get("type") != "MultiPolygon":
        return None
    polygons = [rings for rings in (_rings(polygon, decimals) for polygon in coordinates) if rings]
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "MultiPolygon", "coordinates": polygons} if polygons else None


def _rings(polygon: Sequence[Sequence[Sequence[float]]], decimals: int) -> list[Ring]:
    """The rings of one polygon, wound as RFC 7946 asks; none where its outer ring vanishes."""
    kept: list[Ring] = []
    for number, ring in enumerate(polygon):
        points: Ring = []
        for x, y, *_ in ring:
            point = [round(x, decimals), round(y, decimals)]
            if not points or points[-1] != point:
                points.append(point)
        if len(points) >= 4:
            # Outer rings run against the clock, holes with it.
            kept.append(points if (_turn(points) > 0) == (number == 0) else points[::-1])
        elif number == 0:
            return []
    return kept


def _turn(ring: Ring) -> float:
    """Twice the signed area of a ring; above 0 where it runs against the clock."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))


def compact(value: object) -> str:
    """JSON without blanks, other scripts' letters as they are; NaN is an error."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
