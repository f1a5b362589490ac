"""Outlines of areas for the maps, coarsened once for each revision and kept."""

from __future__ import annotations

from urllib.parse import urlencode

import numpy as np

from graph.analysis.nesting import MOSTLY, nesting_shares, shares_in
from graph.model import AreaKind
from graph.network import Network
from maps.outlines import outlines, places_of
from service.findings import keep
from service.opened import store

CONTEXT = (AreaKind.PARISH, AreaKind.WARD, AreaKind.LOCAL_AUTHORITY, AreaKind.MSOA, AreaKind.LSOA)
"""Kinds that a map of points stands on: the first of which outlines are known."""


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


def outlined(network: Network, kind: AreaKind) -> frozenset[str]:
    """Ids of the areas of a kind that have an outline."""
    return keep("outlined", network, kind, lambda: frozenset(store().boundaries(kind=kind)))


def outlines_address(network: Network, kind: AreaKind | None, within: str | None = None) -> str:
    """Where the browser gets the outlines of a kind; empty for no kind."""
    if kind is None:
        return ""
    asked = {"v": network.revision} | ({"within": within} if within else {})
    return f"/map/boundaries/{kind.value}.json?{urlencode(asked)}"


def area_shape(network: Network, area_id: str | None) -> str:
    """Where the browser gets the outline of one area; empty for no area."""
    if area_id is None:
        return ""
    kind = AreaKind(str(network.areas.kind[network.areas.row(area_id)]))
    return outlines_address(network, kind, area_id)


def context_kind(network: Network) -> AreaKind | None:
    """The kind of area that maps of points stand on, None where there are no outlines."""
    present = {str(kind) for kind in network.areas.kind}
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
