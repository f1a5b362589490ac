"""Outlines of areas for the maps, coarsened once for each revision and kept."""

from __future__ import annotations

import hashlib
from urllib.parse import urlencode

import numpy as np
from flask import current_app

from graph.analysis.nesting import MOSTLY, nesting_shares, shares_in
from graph.model import AreaKind
from graph.network import Network
from maps.atlas import MOST_FAR
from maps.outlines import MOST_NAMES, names, outlines, places_of
from maps.pages import Bounds, Ground
from maps.tiles import Tiles
from service.atlases import MOST_AT_ONCE
from service.findings import keep
from service.opened import store

CONTEXT = (AreaKind.PARISH, AreaKind.WARD, AreaKind.LOCAL_AUTHORITY, AreaKind.MSOA, AreaKind.LSOA)
"""Kinds that a map of points stands on: the first of which outlines are known."""


LARGE_CONTEXT = (
    AreaKind.WARD,
    AreaKind.MSOA,
    AreaKind.LSOA,
    AreaKind.PARISH,
    AreaKind.LOCAL_AUTHORITY,
)
"""The same for a large graph, where larger areas stand for these far out."""

NAMED = (AreaKind.PARISH, AreaKind.LOCAL, AreaKind.WARD, AreaKind.LOCAL_AUTHORITY)
"""Kinds whose names stand on the maps: the first that there is."""


def outlines_text(network: Network, kind: AreaKind, within: str | None) -> str:
    """The outlines of the areas of a kind, of those in ``within`` where it is given.

    Raises
    ------
    NotFound
        There is no area ``within``.
    """

    def work() -> str:
        places = places_of(network, _rows(network, kind, within))
        # Ids are only named where they are few: a whole kind is one plain question.
        ids = [place.id for place in places] if within else None
        return outlines(places, store().boundaries(kind=kind, ids=ids))

    return keep("outlines", network, (kind, within), work)


def version_of(text: str) -> str:
    """A short hash of a text, for its address."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def names_text(network: Network, within: str | None = None) -> str:
    """The names that stand on the maps, whatever is drawn below them.

    Of the first kind that is few enough: everywhere, or else in ``within``.

    Raises
    ------
    NotFound
        There is no area ``within``.
    """

    def work() -> str:
        for kind in NAMED:
            for where in dict.fromkeys((None, within)):
                rows = _rows(network, kind, where)
                if 0 < len(rows) <= MOST_NAMES:
                    return names(places_of(network, rows))
        return names(())

    return keep("names", network, within, work)


def ground(
    bounds: Bounds,
    network: Network,
    kind: AreaKind | None,
    within: str | None = None,
    *,
    around: str | None = None,
) -> Ground:
    """What a map stands on: the outlines of a kind of area, names, and the tiles that were set.

    ``within`` keeps outlines and names to an area; ``around`` the names alone.
    Where the areas are many, or have no outlines of their own, they are
    fetched level by level and square by square instead (:mod:`service.atlases`).
    """
    config = current_app.config["HEDGEROW"]
    levels = levels_address(network, kind, within)
    return Ground(
        bounds=bounds,
        shapes="" if levels else outlines_address(network, kind, within),
        levels=levels,
        names=_address("/map/names.json", names_text(network, within or around), within or around),
        tiles=Tiles(address=config.tiles, attribution=config.tiles_attribution),
    )


def is_large(network: Network) -> bool:
    """Whether the areas of a graph are too many to be drawn from one file."""
    return len(network.areas) > MOST_AT_ONCE


def levels_address(network: Network, kind: AreaKind | None, within: str | None = None) -> str:
    """Where the browser gets the levels of a map of a kind of area; empty for a map of few."""
    if kind is None or not is_large(network):
        return ""
    if within is not None:
        rows = _rows(network, kind, within)
        if len(rows) <= MOST_FAR and _has_outlines(network, kind, within):
            return ""
    return f"/map/levels/{kind.value}.json"


def _has_outlines(network: Network, kind: AreaKind, within: str) -> bool:
    return '"Feature"' in outlines_text(network, kind, within)


def outlined(network: Network, kind: AreaKind) -> frozenset[str]:
    """Ids of the areas of a kind that have an outline."""
    return keep("outlined", network, kind, lambda: frozenset(store().boundaries(kind=kind)))


def outlines_address(network: Network, kind: AreaKind | None, within: str | None = None) -> str:
    """Where the browser gets the outlines of a kind; empty for no kind.

    The version is of the text itself: it outlives changes of anything else,
    and another graph at the same address never meets the outlines of this one.
    """
    if kind is None:
        return ""
    text = outlines_text(network, kind, within)
    return _address(f"/map/boundaries/{kind.value}.json", text, within)


def _address(path: str, text: str, within: str | None) -> str:
    asked = {"v": version_of(text)} | ({"within": within} if within else {})
    return f"{path}?{urlencode(asked)}"


def area_shape(network: Network, area_id: str | None) -> str:
    """Where the browser gets the outline of one area; empty for no area."""
    if area_id is None:
        return ""
    kind = AreaKind(str(network.areas.kind[network.areas.row(area_id)]))
    return outlines_address(network, kind, area_id)


def context_kind(network: Network) -> AreaKind | None:
    """The kind of area that maps of points stand on, None where there are no outlines."""
    present = {str(kind) for kind in np.unique(network.areas.kind)}
    if is_large(network):
        return next((kind for kind in LARGE_CONTEXT if kind.value in present), None)
    for kind in CONTEXT:
        if kind.value in present and outlined(network, kind):
            return kind
    return None


def _rows(network: Network, kind: AreaKind, within: str | None) -> list[int]:
    of_kind = network.areas.kind == kind.value
    if within is not None:
        area = network.areas.row(within)
        of_kind &= shares_in(network, nesting_shares(network), area) >= MOSTLY
    return [int(row) for row in np.flatnonzero(of_kind)]
