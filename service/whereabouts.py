"""Where something is, from what people type: a postcode, an address, the name of a place."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from graph.errors import InvalidData
from graph.model import AreaKind, Site
from graph.network import Network
from graph.projection import to_grid
from service.completion import stand_in
from service.finder import Kind, find_named
from service.opened import store
from service.postcodes import looks_like_postcode, postcode_point, read_postcode

MOST_OFFERED = 5
NEAR_M = 250.0
"""Known places so near a point are offered as the place itself."""

LOOKED_THROUGH_M = {
    AreaKind.LSOA: 15_000.0,
    AreaKind.WARD: 25_000.0,
    AreaKind.PARISH: 25_000.0,
    AreaKind.MSOA: 25_000.0,
}
"""How far from a point the middle of an area may be that holds it; others are all looked at."""

_POSTCODE = re.compile(r"\b([A-Za-z]{1,2}[0-9][A-Za-z0-9]? ?[0-9][A-Za-z]{2})\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """One place that what was typed may mean.

    Attributes
    ----------
    label, detail
        In words.
    latitude, longitude
        EPSG:4326 degrees.
    site_id
        The known place that it is, None for a mere point.
    postcode
        Its postcode, empty where not known.
    rough
        Whether it is only about there.
    """

    label: str
    detail: str
    latitude: float
    longitude: float
    site_id: str | None = None
    postcode: str = ""
    rough: bool = False


def find_whereabouts(
    network: Network, text: str, *, postcodes: Path | None
) -> tuple[Whereabouts, ...]:
    """The places that a text may mean, the likeliest first; empty where nothing is known.

    Raises
    ------
    InvalidData
        It is meant as a postcode and is none, or lies nowhere that is known.
    """
    found: list[Whereabouts] = []
    match = _POSTCODE.search(text)
    postcode = read_postcode(match[1]) if match else None
    if postcode is None and looks_like_postcode(text):
        raise InvalidData(
            f"“{text.strip()[:30]}” is not a postcode; one looks like TR1 1AA. You can also type "
            "the name of the place, or click the map.",
            field="where",
        )
    if postcode is not None:
        at = postcode_point(network, postcode, postcodes)
        if at is None and postcode == read_postcode(text):
            raise InvalidData(
                f"Nobody here knows where {postcode} is. Type the name of the parish or of the "
                "place instead, or click the map.",
                field="where",
            )
        if at is not None:
            (latitude, longitude), exact = at
            found += near_places(network, latitude, longitude)
            found.append(
                Whereabouts(
                    label=postcode,
                    detail="the postcode" if exact else "about there: move the mark on the map",
                    latitude=latitude,
                    longitude=longitude,
                    postcode=postcode,
                    rough=not exact,
                )
            )
    if not found:
        found += _named(network, text)
    return tuple(dict.fromkeys(found))[:MOST_OFFERED]


def near_places(network: Network, latitude: float, longitude: float) -> list[Whereabouts]:
    """Known places around a point, the nearest first; blurred ones are never told."""
    easting, northing = to_grid(longitude, latitude)
    sites = network.sites
    metres = np.hypot(sites.easting - float(easting), sites.northing - float(northing))
    metres[sites.blurred.astype(bool)] = np.inf
    rows = np.flatnonzero(metres <= NEAR_M)
    ordered = rows[np.lexsort((rows, metres[rows]))][:MOST_OFFERED]
    return [_known(network, int(row), f"{metres[row]:.0f} m away") for row in ordered]


def _named(network: Network, text: str) -> list[Whereabouts]:
    """Places and areas by name: the whole text, else its parts between commas."""
    parts = [text, *[part for part in text.split(",") if part.strip() != text.strip()]]
    for part in parts:
        found: list[Whereabouts] = []
        for hits in find_named(network, part, kinds=(Kind.SITE, Kind.AREA)):
            for hit in hits.hits:
                if hit.kind is Kind.SITE:
                    row = network.sites.rows[hit.id]
                    if not network.sites.blurred[row]:
                        found.append(_known(network, row, hit.detail))
                else:
                    row = network.areas.rows[hit.id]
                    at = float(network.areas.latitude[row]), float(network.areas.longitude[row])
                    if math.isfinite(at[0]):
                        found.append(
                            Whereabouts(
                                label=hit.name,
                                detail=f"{hit.detail}: the middle of it; move the mark on the map",
                                latitude=at[0],
                                longitude=at[1],
                                rough=True,
                            )
                        )
        if found:
            return found
    return []


def _known(network: Network, row: int, detail: str) -> Whereabouts:
    sites = network.sites
    return Whereabouts(
        label=str(sites.name[row]),
        detail=detail,
        latitude=float(sites.latitude[row]),
        longitude=float(sites.longitude[row]),
        site_id=str(sites.id[row]),
        postcode=str(sites.postcode[row]),
    )


def placed(network: Network, site: Site) -> Site:
    """A site with the areas that it stands in.

    Raises
    ------
    InvalidData
        It stands in no area that is known, although some are.
    """
    easting, northing = to_grid(site.longitude, site.latitude)
    areas = network.areas
    metres = np.hypot(areas.easting - float(easting), areas.northing - float(northing))
    kinds = {str(id): AreaKind(str(kind)) for id, kind in zip(areas.id, areas.kind, strict=True)}
    far = np.zeros(len(areas), dtype=bool)
    for kind, most in LOOKED_THROUGH_M.items():
        far |= (areas.kind == kind.value) & (metres > most)
    near = [str(id) for id in areas.id[~far]]
    boundaries = store().boundaries(ids=near)
    (standing,) = stand_in([site], boundaries, kinds)
    if boundaries and not standing.area_ids:
        raise InvalidData(
            "This point lies in no area that is known here. Move the mark on the map to where "
            "it is, or ask whoever looks after this picture to add the area.",
            field="latitude",
        )
    return standing
