"""The maps of the pages, one function a map: folium maps that fetch what they draw.

Addresses come from outside: nothing here knows the routes. ``shapes`` answers
:func:`maps.outlines.outlines`, ``data`` the values of :mod:`maps.layers`;
``href`` is the address of a row's evidence with ``{id}`` where its id stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from maps.elements import FetchedLayer, FetchedMap, Json, Search, layer_control
from maps.legends import INTRODUCTION, NOBODY, SESSIONS, TIE, UNMAPPED, VERDICTS, Scale, Swatch
from maps.symbols import ROLES, Symbol
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


def _map(slug: str, ground: Ground, **options: Json) -> FetchedMap:
    made = FetchedMap(slug, {"bounds": ground.bounds, "tiled": ground.tiled, **options})
    if (layer := ground.tiles.layer()) is not None:
        made.add_child(layer)
    return made


def _labels(made: FetchedMap, ground: Ground) -> None:
    if ground.names:
        made.add_child(
            FetchedLayer("labels", "labels", {"data": ground.names}, name="Names of places")
        )


def _outline(made: FetchedMap, ground: Ground, **options: Json) -> None:
    if ground.shapes:
        fetched = {"shapes": ground.shapes, "tiled": ground.tiled, **options}
        made.add_child(FetchedLayer("outline", "outline", fetched))


def _chosen(made: FetchedMap, shape: str) -> None:
    """The bold outline of an area that a map is about."""
    if shape:
        made.add_child(FetchedLayer("chosen", "chosen", {"shapes": shape}))


def _styles(swatches: Mapping[str, Swatch]) -> dict[str, Json]:
    return {key: {"colour": own.colour, "line": own.line} for key, own in swatches.items()}


def _rows(data: str, href: str, **options: Json) -> FetchedLayer:
    fetched = {"data": data, "href": href, "link": EVIDENCE, "styles": {}, **options}
    return FetchedLayer("rows", "rows", fetched, name="Numbers of the rows")


def gaps_map(ground: Ground, *, data: str, href: str, standard_hours_per_week: float) -> FetchedMap:
    """Areas by time within reach, the widest gaps numbered, sessions as dots."""
    made = _map("gaps", ground)
    areas: dict[str, Json] = {
        "shapes": ground.shapes,
        "data": data,
        "tiled": ground.tiled,
        "swatches": [own.options() for own in Scale.of_access(standard_hours_per_week).swatches],
        "unmapped": UNMAPPED.options(),
        "nobody": NOBODY.options(),
        "lines": [
            "{1} a week within reach of each young person",
            "{2} of {3} young people are below the standard",
        ],
        "href": href,
        "link": EVIDENCE,
    }
    made.add_child(FetchedLayer("areas", "areas", areas))
    dots: dict[str, Json] = {"data": data, "part": "sessions", "colour": SESSIONS.colour}
    made.add_child(FetchedLayer("sessions", "dots", dots, name=SESSIONS.label))
    _labels(made, ground)
    made.add_child(_rows(data, href))
    made.add_child(layer_control())
    return made


def duplication_map(ground: Ground, *, data: str, href: str, closest: int = 15) -> FetchedMap:
    """Overlaps: the two sites of each, the line between them, its number."""
    made = _map("duplication", ground, closest=closest)
    _outline(made, ground)
    _labels(made, ground)
    styles = _styles({verdict.value: swatch for verdict, swatch in VERDICTS.items()})
    made.add_child(_rows(data, href, styles=styles))
    made.add_child(layer_control())
    return made


def opportunities_map(
    ground: Ground, *, data: str, href: str, strong: tuple[str, ...] = (), all: bool = False
) -> FetchedMap:
    """Opportunities by number; the team of the one that is chosen, or with ``all`` of each.

    ``strong`` are ids of areas that are outlined boldly.
    """
    made = _map("opportunities", ground, closest=12)
    _outline(made, ground, strong=strong)
    _labels(made, ground)
    symbols = {key: symbol.options() for key, symbol in ROLES.items()}
    styles = _styles({"tie": TIE, "introduction": INTRODUCTION})
    made.add_child(_rows(data, href, styles=styles, symbols=symbols, all=all))
    made.add_child(layer_control())
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of thing on the explorer.

    Attributes
    ----------
    key
        In the data.
    symbol
        Its mark, whose label names it.
    href
        The address of one, with ``{id}``.
    link
        The words of the way there.
    """

    key: str
    symbol: Symbol
    href: str
    link: str


def explorer_map(
    ground: Ground,
    *,
    data: str,
    kinds: Iterable[Kind],
    search: str,
    area_href: str,
    area_shape: str = "",
) -> FetchedMap:
    """Everything that has a place, by kind.

    ``search`` is the id of the search box, ``area_shape`` the address of the
    outline of an area that was asked for.
    """
    made = _map("explorer", ground)
    _outline(made, ground, href=area_href, link="See this area")
    _chosen(made, area_shape)
    _labels(made, ground)
    for kind in kinds:
        options: dict[str, Json] = {
            "data": data,
            "kind": kind.key,
            "label": kind.symbol.label,
            "symbol": kind.symbol.options(),
            "href": kind.href,
            "link": kind.link,
        }
        slug = f"kind_{kind.key.replace('-', '_')}"
        made.add_child(FetchedLayer(slug, "points", options, name=kind.symbol.label))
    made.add_child(layer_control())
    made.add_child(Search({"input": search}))
    return made


def locator_map(
    ground: Ground,
    *,
    at: tuple[float, float] | None,
    title: str,
    symbol: Symbol,
    area_shape: str = "",
) -> FetchedMap:
    """A small map of one place among the areas around it.

    ``at`` is its longitude and latitude, None for what has no position;
    ``area_shape`` the address of the outline of an area that it is about.
    """
    made = _map("locator", ground, closest=12, whole=False)
    _outline(made, ground)
    _chosen(made, area_shape)
    _labels(made, ground)
    if at is not None:
        place: dict[str, Json] = {"at": at, "title": title, "symbol": symbol.options()}
        made.add_child(FetchedLayer("place", "place", place))
    return made
