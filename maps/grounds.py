"""What every map stands on: its frame, outlines, names and the numbers of its rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from maps.elements import FetchedLayer, FetchedMap, Json
from maps.legends import Swatch
from maps.tiles import NO_TILES, Tiles

Bounds = tuple[tuple[float, float], tuple[float, float]]

GREAT_BRITAIN: Bounds = ((49.9, -7.6), (58.7, 1.8))
LEAST_SPAN = 0.04
"""Degrees of latitude that a map shows at least, some 4 kilometres."""

MARGIN = 0.03
CLOSE_MARGIN = 0.25
"""What is shown beyond the outermost positions, of a county and of one row's places."""

CLOSE_SPAN = 0.01

EVIDENCE = "See the evidence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What every map stands on.

    Attributes
    ----------
    bounds
        South-west and north-east corners, as latitude and longitude.
    shapes
        The address of the outlines, empty where there are none.
    names
        The address of the names of places (:func:`maps.outlines.names`), empty for none.
    tiles
        The background.
    """

    bounds: Bounds
    shapes: str = ""
    names: str = ""
    tiles: Tiles = NO_TILES

    @property
    def tiled(self) -> bool:
        """Whether there are tiles behind."""
        return bool(self.tiles.address)


def bounds_of(
    positions: Iterable[tuple[float, float]],
    *,
    margin: float = MARGIN,
    least_span: float = LEAST_SPAN,
) -> Bounds:
    """The corners around positions (longitude, latitude); Great Britain for none.

    ``margin`` is shown beyond the outermost, as a share of the whole, and at
    least ``least_span`` degrees of latitude.
    """
    known = [(x, y) for x, y in positions if x == x and y == y]
    if not known:
        return GREAT_BRITAIN
    west, east = min(x for x, _ in known), max(x for x, _ in known)
    south, north = min(y for _, y in known), max(y for _, y in known)
    short = max(margin * (north - south), (least_span - (north - south)) / 2)
    narrow = max(margin * (east - west), (1.5 * least_span - (east - west)) / 2)
    return (
        (round(south - short, 4), round(west - narrow, 4)),
        (round(north + short, 4), round(east + narrow, 4)),
    )


def bare_map(slug: str, ground: Ground, **options: Json) -> FetchedMap:
    """A map with its background and nothing on it yet."""
    made = FetchedMap(slug, {"bounds": ground.bounds, "tiled": ground.tiled, **options})
    if (layer := ground.tiles.layer()) is not None:
        made.add_child(layer)
    return made


def labels(made: FetchedMap, ground: Ground) -> None:
    """The names of places, where there are any."""
    if ground.names:
        made.add_child(
            FetchedLayer("labels", "labels", {"data": ground.names}, name="Names of places")
        )


def outline(made: FetchedMap, ground: Ground, **options: Json) -> None:
    """The outlines of the areas below what is drawn."""
    if ground.shapes:
        fetched = {"shapes": ground.shapes, "tiled": ground.tiled, **options}
        made.add_child(FetchedLayer("outline", "outline", fetched))


def chosen(made: FetchedMap, shape: str) -> None:
    """The bold outline of an area that a map is about."""
    if shape:
        made.add_child(FetchedLayer("chosen", "chosen", {"shapes": shape}))


def line_styles(swatches: Mapping[str, Swatch]) -> dict[str, Json]:
    """How lines of each sort are drawn, from their swatches."""
    return {key: {"colour": own.colour, "line": own.line} for key, own in swatches.items()}


def row_badges(data: str, href: str, **options: Json) -> FetchedLayer:
    """The numbers of the rows, and what shows when one is chosen."""
    fetched = {"data": data, "href": href, "link": EVIDENCE, "styles": {}, **options}
    return FetchedLayer("rows", "rows", fetched, name="Numbers of the rows")
