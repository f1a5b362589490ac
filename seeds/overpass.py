"""Overpass's own JSON ("elements" of OpenStreetMap) as GeoJSON features."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

_SORTS = ("node", "way", "relation")


def is_overpass(document: object) -> bool:
    """Whether a JSON document is what Overpass answers where ``[out:json]`` is asked for."""
    return (
        isinstance(document, dict)
        and isinstance(document.get("elements"), list)
        and "features" not in document
    )


def geojson_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """The elements that have tags, as a GeoJSON document.

    A way stands by its outline (``out geom``, or nodes of the same document) or its centre
    (``out center``), a relation by its centre or the middle of its bounds. Where none of it is
    there, the feature has no geometry.
    """
    elements = [one for one in document["elements"] if isinstance(one, dict)]
    nodes = {
        one["id"]: _position(one)
        for one in elements
        if one.get("type") == "node" and isinstance(one.get("id"), int)
    }
    features = [
        {
            "type": "Feature",
            "properties": {"@id": f"{one.get('type')}/{one.get('id')}", "tags": one["tags"]},
            "geometry": _geometry(one, nodes),
        }
        for one in elements
        if one.get("type") in _SORTS and isinstance(one.get("tags"), dict) and one["tags"]
    ]
    return {"type": "FeatureCollection", "features": features}


def _geometry(one: Mapping[str, Any], nodes: Mapping[Any, Any]) -> dict[str, Any] | None:
    at = _position(one) or _position(one.get("center"))
    if at is not None:
        return {"type": "Point", "coordinates": at}
    line = one.get("geometry")
    line = [_position(each) for each in line] if isinstance(line, list) else _along(one, nodes)
    if len(line) > 1 and None not in line:
        closed = len(line) > 3 and line[0] == line[-1]
        sort, shape = ("Polygon", [line]) if closed else ("LineString", line)
        return {"type": sort, "coordinates": shape}
    middle = _middle(one.get("bounds"))
    return {"type": "Point", "coordinates": middle} if middle else None


def _along(one: Mapping[str, Any], nodes: Mapping[Any, Any]) -> list[Any]:
    ids = one.get("nodes")
    return [nodes.get(id) for id in ids] if isinstance(ids, list) and _plain(ids) else []


def _plain(ids: Iterable[object]) -> bool:
    return all(isinstance(id, int) for id in ids)


def _position(one: object) -> list[float] | None:
    if not isinstance(one, dict):
        return None
    longitude, latitude = one.get("lon"), one.get("lat")
    if not isinstance(longitude, int | float) or not isinstance(latitude, int | float):
        return None
    return [longitude, latitude]


def _middle(bounds: object) -> list[float] | None:
    if not isinstance(bounds, dict):
        return None
    ends = [bounds.get(name) for name in ("minlon", "maxlon", "minlat", "maxlat")]
    west, east, south, north = (one if isinstance(one, int | float) else None for one in ends)
    if west is None or east is None or south is None or north is None:
        return None
    return [(west + east) / 2, (south + north) / 2]
