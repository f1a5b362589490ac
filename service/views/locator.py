"""``/map/locator.js``: the small map of a detail page, of one place among the areas around it."""

from __future__ import annotations

import math

from flask import Blueprint, Response, request

from graph.errors import NotFound
from graph.model import AssetKind
from graph.network import Network
from maps.elements import script_of
from maps.pages import Bounds, bounds_of, locator_map
from maps.spots import SYMBOLS, spot_kind
from maps.symbols import AREA, ORGANISATION, Symbol
from service import access
from service.listings import THEMES
from service.opened import network
from service.outlines import area_shape, context_kind, ground
from service.take_away import script_file

views = Blueprint("locator", __name__)

AROUND = 0.04
"""Degrees of latitude to each side of a place that the map shows."""


@views.get("/map/locator.js")
@access.public
def locator() -> Response:
    """The map of the record ``id`` of a ``type``; 404 where there is none."""
    known = network()
    type, id = request.args.get("type", ""), request.args.get("id", "")
    if type == "areas":
        row = known.areas.row(id)
        at = (float(known.areas.longitude[row]), float(known.areas.latitude[row]))
        name, symbol, shape = str(known.areas.name[row]), AREA, area_shape(known, id)
    else:
        name, symbol, at = _record(known, type, id)
        shape = ""
    placed = math.isfinite(at[0])
    below = ground(_around(at) if placed else bounds_of(()), known, context_kind(known))
    mark = at if placed and not shape else None
    return script_file(
        script_of(locator_map(below, at=mark, title=name, symbol=symbol, area_shape=shape))
    )


def _record(known: Network, type: str, id: str) -> tuple[str, Symbol, tuple[float, float]]:
    """The name, the mark and the position of an organisation, asset or activity."""
    if type == "organisations":
        row = known.organisations.row(id)
        name, site = known.organisations.name[row], known.organisations.site[row]
        symbol = ORGANISATION
    elif type == "assets":
        row = known.assets.row(id)
        name, site = known.assets.name[row], known.assets.site[row]
        symbol = SYMBOLS[spot_kind(AssetKind(str(known.assets.kind[row])))]
    elif type == "activities":
        row = known.activities.row(id)
        name, site = known.activities.name[row], known.activities.site[row]
        symbol = SYMBOLS[spot_kind(THEMES[str(known.activities.theme[row])])]
    else:
        raise NotFound("kind of record", type[:50] or "nothing")
    if site < 0:
        raise NotFound("place", id)
    return (
        str(name),
        symbol,
        (float(known.sites.longitude[site]), float(known.sites.latitude[site])),
    )


def _around(at: tuple[float, float]) -> Bounds:
    longitude, latitude = at
    return bounds_of(
        (
            (longitude - 1.6 * AROUND, latitude - AROUND),
            (longitude + 1.6 * AROUND, latitude + AROUND),
        )
    )
