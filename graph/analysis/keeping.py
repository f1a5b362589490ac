"""Who keeps which place: the hall that goes with an organisation, and the hall that does not."""

from __future__ import annotations

import numpy as np

from graph.model import AssetKind
from graph.network import Index, Network

PLACE_KINDS = (AssetKind.VENUE, AssetKind.ROOM, AssetKind.OUTDOOR_SPACE)
"""Assets that are a place; others are kept at one and can be taken away from it."""


def sole_keepers(network: Network) -> Index:
    """The organisation that alone keeps each site, shape (sites,); -1 for nobody or several."""
    assets = network.assets
    kinds = [str(kind) for kind in PLACE_KINDS]
    kept = np.isin(assets.kind, kinds) & (assets.site >= 0) & (assets.organisation >= 0)
    site, keeper = assets.site[kept], assets.organisation[kept]
    least = np.full(len(network.sites), np.iinfo(np.int32).max, dtype=np.int32)
    most = np.full(len(network.sites), -1, dtype=np.int32)
    np.minimum.at(least, site, keeper)
    np.maximum.at(most, site, keeper)
    alone: Index = np.where(least == most, most, np.int32(-1)).astype(np.int32)
    return alone
