"""The stock: every asset that may answer a request, where it is, when it is free, what it says."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from graph.analysis.memory import remembered
from graph.analysis.opportunities.acquaintance import placed_organisations
from graph.analysis.opportunities.lots import assets_of, site_points
from graph.analysis.opportunities.offers import ROOMS
from graph.analysis.windows import (
    Windows,
    by_season,
    joined,
    less_lent,
    less_sessions,
    stated_windows,
)
from graph.model import AssetKind
from graph.network import Flags, Floats, Index, Network

ANSWERS: dict[AssetKind, tuple[AssetKind, ...]] = {
    **{kind: (kind,) for kind in AssetKind},
    AssetKind.VENUE: (AssetKind.VENUE, AssetKind.ROOM),
    AssetKind.ROOM: (AssetKind.ROOM, AssetKind.VENUE),
    AssetKind.STAFF_TIME: (AssetKind.STAFF_TIME, AssetKind.VOLUNTEER_TIME),
    AssetKind.VOLUNTEER_TIME: (AssetKind.VOLUNTEER_TIME, AssetKind.STAFF_TIME),
}
"""Which kinds of asset may answer a request for each."""

SHORTEST_WORD = 3
"""Letters from which a word tells what something is."""

_COMMON = """
and any are can for from has have into its not our out own that the them they this who whose with
you your somebody someone something some one two three young people person youth adult day days week
weeks weekend month year years evening evenings night nights term time hour hours set kit good new
use used run need needs want wants help about around teach teacher trainer training coach worker
course place big small little still yearly
"""
COMMON = frozenset(_COMMON.split())
"""Words that say nothing of what a thing is."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Stock:
    """Assets of a network as what may be asked for.

    Attributes
    ----------
    network
        The snapshot.
    points
        Where each asset is: its site, else where its keeper is; shape (assets, 2), metres, NaN
        where neither is known.
    free
        When each is free, by asset, in term and in the holidays: its stated times, joined where
        they touch, less when each is lent already, and for places less what is on at their site.
    stated
        Whether anybody said when each is free, shape (assets,).
    """

    network: Network
    points: Floats
    free: Windows
    stated: Flags

    def answering(self, wanted: str) -> Index:
        """Rows of the assets of the kinds that may answer; those without a keeper do not."""
        if wanted not in self._by_kind:
            self._by_kind[wanted] = assets_of(self.network, ANSWERS[AssetKind(wanted)])
        return self._by_kind[wanted]

    @cached_property
    def _by_kind(self) -> dict[str, Index]:
        return {}

    def free_times(self, asset: int) -> Windows:
        """When one asset is free."""
        first, last = np.searchsorted(self.free.asset, [asset, asset + 1])
        return self.free.taken(np.arange(first, last, dtype=np.int32))

    def words(self, asset: int) -> frozenset[str]:
        """The words of an asset's name that say what it is, not whose or where."""
        if asset not in self._words:
            self._words[asset] = self._telling(asset)
        return self._words[asset]

    @cached_property
    def _words(self) -> dict[int, frozenset[str]]:
        return {}

    def _telling(self, asset: int) -> frozenset[str]:
        network, assets = self.network, self.network.assets
        keeper, site = int(assets.organisation[asset]), int(assets.site[asset])
        other = telling_words(str(network.organisations.name[keeper])) if keeper >= 0 else set()
        if site >= 0:
            other |= telling_words(str(network.sites.name[site]))
        served = slice(*np.searchsorted(network.serves.left, [keeper, keeper + 1]).tolist())
        for area in network.serves.right[served].tolist():
            other |= telling_words(str(network.areas.name[area]))
        return frozenset(telling_words(str(assets.name[asset])) - other)


@remembered(most=1)
def stock_in(network: Network) -> Stock:
    """The stock of a network."""
    assets = network.assets
    placed, _ = placed_organisations(network)
    keeper = assets.organisation
    own = np.where(
        (keeper >= 0)[:, None], np.vstack([placed, np.full((1, 2), np.nan)])[keeper], np.nan
    )
    windows = joined(by_season(stated_windows(network.availability)))
    stated = np.zeros(len(assets), dtype=bool)
    stated[windows.asset] = True
    place = np.isin(assets.kind, [str(kind) for kind in ROOMS])[windows.asset]
    rooms = less_sessions(network, windows.taken(np.flatnonzero(place).astype(np.int32)))
    others = windows.taken(np.flatnonzero(~place).astype(np.int32))
    both = replace(
        rooms,
        asset=np.concatenate([rooms.asset, others.asset]),
        day=np.concatenate([rooms.day, others.day]),
        start=np.concatenate([rooms.start, others.start]),
        end=np.concatenate([rooms.end, others.end]),
        season=np.concatenate([rooms.season, others.season]),
    )
    both = less_lent(network, both)
    order = np.lexsort((both.season, both.end, both.start, both.day, both.asset))
    return Stock(
        network=network,
        points=site_points(network, assets.site, own),
        free=both.taken(order.astype(np.int32)),
        stated=stated,
    )


def telling_words(text: str) -> set[str]:
    """The words of a text that tell what a thing is: folded, in the singular, no common ones."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(one if one.isalnum() else " " for one in plain if one not in "'’\u0301")
    return {
        one.removesuffix("s") if len(one) > SHORTEST_WORD + 1 else one
        for one in letters.split()
        if len(one) >= SHORTEST_WORD and one not in COMMON
    }
