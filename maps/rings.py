"""Outlines as short texts for addresses, and back.

Each ring is the differences of its corners, in base 32 with the signs of base 64 that need no
escaping (the "encoded polyline" of Google Maps, with the alphabet of RFC 4648's base64url). A
point stands between the rings of a polygon, a tilde between polygons.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from graph.errors import InvalidData

DECIMALS = 5
"""Of a degree: about a metre."""

_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_NUMBER = {sign: number for number, sign in enumerate(_SIGNS)}
_SCALE = 10**DECIMALS
_RING, _POLYGON = ".", "~"


def encoded(polygons: MultiPolygon) -> str:
    """The text of polygons, their corners rounded; the same for the same outline."""
    whole = [orient(part) for part in polygons_of(polygons)]
    return _POLYGON.join(
        _RING.join(_ring_text(ring.coords) for ring in (part.exterior, *part.interiors))
        for part in whole
    )


def _ring_text(coords: Any) -> str:
    text: list[str] = []
    before = (0, 0)
    rounded = [(round(x * _SCALE), round(y * _SCALE)) for x, y, *_ in coords]
    for at in rounded[:-1]:  # a ring ends where it began
        if at == before and text:
            continue
        for now, last in zip(at, before, strict=True):
            text.append(_number_text(now - last))
        before = at
    return "".join(text)


def _number_text(number: int) -> str:
    left = number << 1 if number >= 0 else ~(number << 1)
    signs = []
    while left >= 32:
        signs.append(_SIGNS[32 | (left & 31)])
        left >>= 5
    signs.append(_SIGNS[left])
    return "".join(signs)


def decoded(text: str) -> MultiPolygon:
    """The polygons of a text; raise :class:`InvalidData` where it is none."""
    try:
        return MultiPolygon([_polygon(part) for part in text.split(_POLYGON)])
    except (KeyError, ValueError, OverflowError, shapely.errors.ShapelyError) as problem:
        raise InvalidData(
            "The outline in the address cannot be read; it may have been cut off. Draw it again."
        ) from problem


def _polygon(text: str) -> Polygon:
    outer, *holes = (_ring(ring) for ring in text.split(_RING))
    return Polygon(outer, holes)


def _ring(text: str) -> list[tuple[float, float]]:
    numbers, number, shift = [], 0, 0
    for sign in text:
        value = _NUMBER[sign]
        number |= (value & 31) << shift
        shift += 5
        if value < 32:
            numbers.append(~(number >> 1) if number & 1 else number >> 1)
            number, shift = 0, 0
        if shift > 40:
            raise ValueError("a number without an end")
    if shift or len(numbers) % 2 or len(numbers) < 6:
        raise ValueError("not whole")
    easts, norths = np.cumsum(numbers[::2]) / _SCALE, np.cumsum(numbers[1::2]) / _SCALE
    return list(zip(easts.tolist(), norths.tolist(), strict=True))


def polygons_of(geometry: BaseGeometry) -> list[Polygon]:
    """The polygons of a geometry, whatever it wraps them in; none for lines and points."""
    if isinstance(geometry, Polygon):
        return [geometry]
    return [each for part in getattr(geometry, "geoms", ()) for each in polygons_of(part)]
