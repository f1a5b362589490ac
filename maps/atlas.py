"""An atlas: all areas of a graph as maps draw them, kind by kind and band by band.

Made once for a set of outlines, and kept. A map of a question's own areas
begins far out with larger ones (:meth:`Atlas.ladder`): those of a larger
kind, or, where none is known, cells of areas that lie together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from graph.analysis.nesting import nesting_shares
from graph.model import AreaKind
from graph.network import Index, Network
from maps.bands import BANDS
from maps.plates import Plate

MOST_FAR = 1_200
"""Areas of a kind that a map of everything still draws; of more it draws larger ones far out."""

APART = 0.8
"""Zooms between the levels of a map, at least; a level that is seen for less is left out."""

STEPS = (
    AreaKind.REGION,
    AreaKind.COUNTY,
    AreaKind.LOCAL_AUTHORITY,
    AreaKind.MSOA,
    AreaKind.WARD,
    AreaKind.LSOA,
)
"""Kinds that cover the land, which may stand for smaller ones."""


PLURALS = {
    AreaKind.COUNTRY: "countries",
    AreaKind.REGION: "regions",
    AreaKind.COUNTY: "counties",
    AreaKind.LOCAL_AUTHORITY: "local authorities",
    AreaKind.PARISH: "parishes and towns",
    AreaKind.WARD: "wards",
    AreaKind.MSOA: "middle-layer areas",
    AreaKind.LSOA: "small areas",
    AreaKind.LOCAL: "local areas",
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Level:
    """The areas of one kind, or the cells of one, in their own order.

    Attributes
    ----------
    key
        The kind's word; for cells that of the kind that they hold, and a number.
    ids, names
        The areas', by id; of cells made up.
    from_zoom
        Of the map, from which they are drawn; 0 for everywhere.
    plates
        By the zoom of the band.
    members
        For cells: the ids of the areas, and the cell of each; None for a kind.
    """

    key: str
    ids: tuple[str, ...]
    names: tuple[str, ...]
    from_zoom: float
    plates: Mapping[int, Plate]
    members: tuple[tuple[str, ...], Index] | None = None

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def label(self) -> str:
        """What it shows, in the plural, for people."""
        if self.members is not None:
            return "areas put together"
        return PLURALS[AreaKind(self.key)]

    def plate_at(self, zoom: int) -> Plate | None:
        """The plate of the band with a zoom; None where the level is not drawn in it."""
        return self.plates.get(zoom)

    def rows(self, network: Network) -> Index:
        """The rows of the areas in a network, -1 for one that is gone; of cells their numbers."""
        if self.members is not None:
            return np.arange(len(self), dtype=np.int32)
        at = network.areas.rows
        return np.array([at.get(id, -1) for id in self.ids], dtype=np.int32)

    def shares(self, network: Network, rows: Index) -> csr_array:
        """How much of each area's people lives in each of this level's, shape (level, rows)."""
        if self.members is None:
            own = self.rows(network)
            there = csr_array(nesting_shares(network)[rows][:, np.maximum(own, 0)].T)
            return csr_array(there.multiply((own >= 0)[:, None]))
        ids, cells = self.members
        cell = dict(zip(ids, cells.tolist(), strict=True))
        number = np.array([cell.get(str(network.areas.id[row]), -1) for row in rows], dtype=int)
        inside = np.flatnonzero(number >= 0)
        shape = (len(self), len(rows))
        return csr_array((np.ones(len(inside)), (number[inside], inside)), shape=shape)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Atlas:
    """The levels of a graph.

    Attributes
    ----------
    version
        Of the outlines, in letters and digits; part of the address of every square.
    levels
        By key.
    """

    version: str
    levels: Mapping[str, Level]

    def ladder(self, kind: AreaKind) -> tuple[Level, ...]:
        """The levels of a map of a kind of area, from far out to near; empty where there is none.

        The last is the kind itself. Where its areas are few it stands alone.
        """
        own = self.levels.get(kind.value)
        if own is None:
            return ()
        if own.from_zoom == 0:
            return (own,)
        larger = [
            level
            for step in STEPS
            if (level := self.levels.get(step.value)) is not None and len(level) < len(own)
        ]
        if not any(level.from_zoom == 0 for level in larger):
            cells = (self.levels.get(f"{kind.value}-{number}") for number in (1, 2))
            larger = [level for level in cells if level is not None]
        return _spaced(larger, own)


def _spaced(larger: list[Level], own: Level) -> tuple[Level, ...]:
    """Levels that are each seen for long enough; far out the finest that is still drawn there."""
    first = [level for level in larger if level.from_zoom == 0][-1:]
    chosen = list(first)
    for level in sorted(larger, key=lambda level: level.from_zoom):
        last = chosen[-1].from_zoom if chosen else 0.0
        if level.from_zoom >= max(last + APART, BANDS[1].zoom) and (
            own.from_zoom - level.from_zoom >= APART
        ):
            chosen.append(level)
    return (*chosen, own)
