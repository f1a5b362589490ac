"""Background tiles, where a place has chosen some; every map can be read without."""

from __future__ import annotations

from dataclasses import dataclass

import folium


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiles:
    """Where background tiles come from.

    Attributes
    ----------
    address
        With ``{z}``, ``{x}`` and ``{y}``; empty for no tiles.
    attribution
        The words (HTML) that their owner asks for.
    """

    address: str = ""
    attribution: str = ""

    def layer(self) -> folium.TileLayer | None:
        """The tile layer, None where there are no tiles."""
        if not self.address:
            return None
        layer = folium.TileLayer(
            tiles=self.address,
            attr=self.attribution or "Background map",
            name="Background map",
            overlay=True,
            opacity=0.55,
        )
        layer._id = "tiles"
        return layer


NO_TILES = Tiles()
