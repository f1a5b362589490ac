"""Where a record is: the words, the position and the areas around it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.model import AreaKind
from graph.network import Network
from service import links
from service.links import Link

_ORDER = {kind.value: order for order, kind in enumerate(AreaKind)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something is.

    Attributes
    ----------
    row
        The site's row.
    name, address
        As people write them.
    latitude, longitude, easting, northing
        The position, EPSG:4326 degrees and British grid metres.
    blurred
        Whether the position is deliberately rough.
    areas
        The areas that it stands in, the largest first.
    """

    row: int
    name: str
    address: str
    latitude: float
    longitude: float
    easting: float
    northing: float
    blurred: bool
    areas: tuple[Link, ...]


def place_of(network: Network, site_id: str | None) -> Place | None:
    """The place of a site; None for no site, or one newer than the snapshot."""
    row = network.sites.rows.get(site_id, -1) if site_id else -1
    if row < 0:
        return None
    sites = network.sites
    stands = network.stands_in.right[network.stands_in.left == row]
    order = sorted((int(r) for r in np.unique(stands)), key=lambda r: _order(network, r))
    parts = (str(sites.address[row]), str(sites.postcode[row]))
    return Place(
        row=row,
        name=str(sites.name[row]),
        address=", ".join(part for part in parts if part),
        latitude=float(sites.latitude[row]),
        longitude=float(sites.longitude[row]),
        easting=float(sites.easting[row]),
        northing=float(sites.northing[row]),
        blurred=bool(sites.blurred[row]),
        areas=tuple(links.area(network, r) for r in order),
    )


def _order(network: Network, row: int) -> tuple[int, str]:
    return _ORDER[str(network.areas.kind[row])], str(network.areas.name[row])
