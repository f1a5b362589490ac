"""Which areas the sites that come stand in."""

from __future__ import annotations

from collections.abc import Mapping

from graph.model import Area, AreaKind, Record, Site
from graph.network import Network
from graph.store import Store
from service.completion import stand_in
from service.receiving.naming import Key


def placed(
    store: Store, network: Network, now: Mapping[Key, Record], here: Mapping[Key, Record]
) -> dict[Key, Record]:
    """The sites that are new or have moved, with the areas that they stand in.

    Sites that stay where they are keep their areas. Where the graph has no boundaries there is
    nothing to find.
    """
    sites = [
        record
        for key, record in now.items()
        if isinstance(record, Site) and _is_to_be_placed(record, here.get(key))
    ]
    if not sites or not store.counts().get("Boundary"):
        return {}
    kinds = {
        id: AreaKind(str(kind))
        for id, kind in zip(network.areas.id, network.areas.kind, strict=True)
    }
    kinds |= {one.id: one.kind for one in now.values() if isinstance(one, Area)}
    return {(Site, site.id): site for site in stand_in(sites, store.boundaries(), kinds)}


def _is_to_be_placed(site: Site, before: Record | None) -> bool:
    if not isinstance(before, Site):
        return True
    return not before.area_ids or _place(site) != _place(before)


def _place(site: Site) -> tuple[float, float]:
    return site.latitude, site.longitude
