"""Everything of the network that has a place, as points for the map explorer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from graph.model import Theme
from graph.network import Flags, Index, Network
from maps.layers import POINT_DECIMALS
from maps.symbols import ACTIVITIES, ASSETS, ORGANISATION, Symbol, activity_key

ORGANISATIONS = "organisations"

SYMBOLS: dict[str, Symbol] = {ORGANISATIONS: ORGANISATION, **ACTIVITIES, **ASSETS}
"""Symbol by kind of spot, in the order of the legend."""

_GROUP_OF = {theme.value: activity_key(theme.group) for theme in Theme}


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A record with a place.

    Attributes
    ----------
    kind
        A key of :data:`SYMBOLS`.
    table
        ``organisations``, ``assets`` or ``activities``.
    id, name
        The record's.
    theme
        An activity's theme, empty for the others.
    site
        Row of its site.
    longitude, latitude
        Of the site, EPSG:4326 degrees.
    """

    kind: str
    table: str
    id: str
    name: str
    theme: str
    site: int
    longitude: float
    latitude: float


def spots(network: Network) -> tuple[Spot, ...]:
    """Every organisation, asset and activity that has a site, in order of kind and name."""
    organisations, assets, activities = network.organisations, network.assets, network.activities
    found = [
        *_spots(network, "organisations", organisations, [ORGANISATIONS] * len(organisations)),
        *_spots(network, "assets", assets, [str(kind) for kind in assets.kind]),
        *_spots(
            network,
            "activities",
            activities,
            [_GROUP_OF[str(theme)] for theme in activities.theme],
            [str(theme) for theme in activities.theme],
        ),
    ]
    order = {kind: place for place, kind in enumerate(SYMBOLS)}
    return tuple(sorted(found, key=lambda spot: (order[spot.kind], spot.name, spot.id)))


def _spots(
    network: Network,
    table: str,
    records: Any,
    kinds: Sequence[str],
    themes: Sequence[str] = (),
) -> Iterable[Spot]:
    sites = network.sites
    for row, site in enumerate(records.site.tolist()):
        if site < 0 or not np.isfinite(sites.longitude[site]):
            continue
        yield Spot(
            kind=kinds[row],
            table=table,
            id=str(records.id[row]),
            name=str(records.name[row]),
            theme=themes[row] if themes else "",
            site=site,
            longitude=float(sites.longitude[site]),
            latitude=float(sites.latitude[site]),
        )


def area_rows(network: Network, area: int, *, least_share: float = 0.5) -> Index:
    """The area and those that lie in it, directly or through others, by at least that share."""
    within = network.within
    strong = within.share >= least_share
    inner, outer = within.inner[strong], within.outer[strong]
    inside = np.zeros(len(network.areas), dtype=bool)
    inside[area] = True
    while True:
        more = inner[inside[outer] & ~inside[inner]]
        if not len(more):
            return np.flatnonzero(inside).astype(np.int32)
        inside[more] = True


def sites_in(network: Network, area: int) -> Flags:
    """Which sites stand in an area or in one that lies in it; shape (sites,)."""
    rows = np.zeros(len(network.areas), dtype=bool)
    rows[area_rows(network, area)] = True
    pairs = network.stands_in
    standing = np.zeros(len(network.sites), dtype=bool)
    standing[pairs.left[rows[pairs.right]]] = True
    return standing


def spot_values(shown: Sequence[Spot]) -> dict[str, Any]:
    """Spots for the browser: kinds, and points as longitude, latitude, kind, id, name.

    A list a point and not a GeoJSON feature, which would weigh twice as much.
    """
    kinds = list(dict.fromkeys(spot.kind for spot in shown))
    number = {kind: place for place, kind in enumerate(kinds)}
    return {
        "kinds": kinds,
        "points": [
            [
                round(spot.longitude, POINT_DECIMALS),
                round(spot.latitude, POINT_DECIMALS),
                number[spot.kind],
                spot.id,
                spot.name,
            ]
            for spot in shown
        ],
    }


def kind_choices() -> tuple[tuple[str, str], ...]:
    """Kinds and their words, for the filter."""
    return tuple((key, symbol.label) for key, symbol in SYMBOLS.items())
