"""What every map stands on: its frame, outlines, names and the numbers of its rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from maps.elements import FetchedLayer, FetchedMap, Json
from maps.legends import NOBODY, UNMAPPED, Scale, Swatch
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
ACCESS_LINES = (
    "{1} a week within reach of each young person",
    "{2} of {3} young people are below the standard",
)
"""What is told of an area that is coloured by the time within reach."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What every map stands on.

    Attributes
    ----------
    bounds
        South-west and north-east corners, as latitude and longitude.
    shapes
        The address of the outlines of few areas, empty where there are none.
    levels
        The address of the levels of many areas (:mod:`maps.atlas`), which are
        fetched by squares; empty where ``shapes`` are all.
    names
        The address of the names of places (:func:`maps.outlines.names`), empty for none.
    tiles
        The background.
    """

    bounds: Bounds
    shapes: str = ""
    levels: str = ""
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
    if ground.levels:
        fetched = {"levels": ground.levels, "tiled": ground.tiled, **options}
        made.add_child(FetchedLayer("outline", "levels", fetched))
    elif ground.shapes:
        fetched = {"shapes": ground.shapes, "tiled": ground.tiled, **options}
        made.add_child(FetchedLayer("outline", "outline", fetched))


def shaded(
    made: FetchedMap,
    ground: Ground,
    *,
    data: str,
    values: str,
    scale: Scale,
    lines: Sequence[str],
    href: str,
) -> None:
    """Areas filled by their class, which say their numbers when they are pressed.

    Parameters
    ----------
    made, ground
        The map and what it stands on.
    data
        Where few areas get their values by id, under ``values``: ``areas`` and ``points``.
    values
        Where each level of many areas gets its own (:func:`maps.shading.values`),
        with ``{level}`` and ``{version}``, and ``{n}`` for one area.
    scale
        What the classes are.
    lines
        What is told of an area: texts with ``{1}`` for its number in words, ``{2}`` and so
        on for its sums and its people.
    href
        The address of an area's page, with ``{id}``.
    """
    options: dict[str, Json] = {
        "tiled": ground.tiled,
        "swatches": [own.options() for own in scale.swatches],
        "unmapped": UNMAPPED.options(),
        "nobody": NOBODY.options(),
        "lines": list(lines),
        "href": href,
        "link": EVIDENCE,
    }
    if ground.levels:
        fetched: dict[str, Json] = {"levels": ground.levels, "values": values, **options}
        made.add_child(FetchedLayer("areas", "levels", fetched))
    else:
        fetched = {"shapes": ground.shapes, "data": data, **options}
        made.add_child(FetchedLayer("areas", "areas", fetched))


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
