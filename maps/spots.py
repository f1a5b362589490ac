"""What the map explorer shows as points: one mark for each record with a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graph.model import AssetKind, OrganisationKind, Theme
from maps.features import POINT_DECIMALS
from maps.symbols import ACTIVITIES, ASSETS, ORGANISATION, Symbol, activity_key

ORGANISATIONS = "organisations"

SYMBOLS: dict[str, Symbol] = {ORGANISATIONS: ORGANISATION, **ACTIVITIES, **ASSETS}
"""Symbol by kind of spot, in the order of the legend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A record with a place.

    Attributes
    ----------
    kind
        A key of :data:`SYMBOLS`.
    id, name
        The record's.
    longitude, latitude
        EPSG:4326 degrees.
    """

    kind: str
    id: str
    name: str
    longitude: float
    latitude: float


def spot_kind(kind: OrganisationKind | AssetKind | Theme) -> str:
    """The kind of spot for an organisation, an asset or an activity of a theme."""
    if isinstance(kind, Theme):
        return activity_key(kind.group)
    return kind.value if isinstance(kind, AssetKind) else ORGANISATIONS


def kinds_of(spots: Sequence[Spot]) -> tuple[str, ...]:
    """The kinds that there are among spots, in the order of the legend."""
    present = {spot.kind for spot in spots}
    return tuple(kind for kind in SYMBOLS if kind in present)


def spot_values(spots: Sequence[Spot]) -> dict[str, Any]:
    """Spots for the browser: kinds, and points as longitude, latitude, kind, id, name.

    A list a point and not a GeoJSON feature, which would weigh twice as much.
    """
    kinds = kinds_of(spots)
    number = {kind: place for place, kind in enumerate(kinds)}
    return {
        "kinds": list(kinds),
        "points": [
            [
                round(spot.longitude, POINT_DECIMALS),
                round(spot.latitude, POINT_DECIMALS),
                number[spot.kind],
                spot.id,
                spot.name,
            ]
            for spot in spots
        ],
    }
