"""What is drawn, as GeoJSON features (RFC 7946)."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

Json = Any
POINT_DECIMALS = 5


def collection(features: Iterable[dict[str, Json]]) -> dict[str, Json]:
    """Features as a FeatureCollection."""
    return {"type": "FeatureCollection", "features": list(features)}


def known(longitude: float | None, latitude: float | None) -> bool:
    """Whether a position is there to be drawn."""
    return (
        longitude is not None
        and latitude is not None
        and math.isfinite(longitude)
        and math.isfinite(latitude)
    )


def position(longitude: float, latitude: float) -> list[float]:
    """A position as GeoJSON has it, to about a metre."""
    return [round(longitude, POINT_DECIMALS), round(latitude, POINT_DECIMALS)]


def point_feature(
    longitude: float, latitude: float, properties: dict[str, Json]
) -> dict[str, Json]:
    """A point with its words."""
    geometry = {"type": "Point", "coordinates": position(longitude, latitude)}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def line_feature(
    start: tuple[float, float], end: tuple[float, float], properties: dict[str, Json]
) -> dict[str, Json]:
    """A line between two positions (longitude, latitude)."""
    geometry = {"type": "LineString", "coordinates": [position(*start), position(*end)]}
    return {"type": "Feature", "geometry": geometry, "properties": properties}
