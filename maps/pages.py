"""The maps of the pages, one function a map: folium maps that fetch what they draw.

Addresses come from outside: nothing here knows the routes. ``shapes`` answers
:func:`maps.outlines.outlines`, ``data`` the values of :mod:`maps.layers`;
``href`` is the address of a row's evidence with ``{id}`` where its id stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from maps.elements import FetchedLayer, FetchedMap, Json, Search, layer_control
from maps.grounds import (
    ACCESS_LINES,
    CLOSE_MARGIN,
    CLOSE_SPAN,
    GREAT_BRITAIN,
    LEAST_SPAN,
    MARGIN,
    Bounds,
    Ground,
    bare_map,
    bounds_of,
    chosen,
    labels,
    line_styles,
    outline,
    row_badges,
    shaded,
)
from maps.legends import INTRODUCTION, SESSIONS, TIE, VERDICTS, Scale
from maps.symbols import ROLES, Symbol

__all__ = [
    "CLOSE_MARGIN",
    "CLOSE_SPAN",
    "GREAT_BRITAIN",
    "LEAST_SPAN",
    "MARGIN",
    "Bounds",
    "Ground",
    "Kind",
    "answers_map",
    "bounds_of",
    "duplication_map",
    "explorer_map",
    "gaps_map",
    "locator_map",
    "opportunities_map",
    "points_of",
]


SESSIONS_ZOOM = 11
"""From which zoom on a map of many areas draws where sessions happen."""


def gaps_map(
    ground: Ground,
    *,
    data: str,
    href: str,
    standard_hours_per_week: float,
    values: str = "",
    sessions: str = "",
    drawn: str = "",
) -> FetchedMap:
    """Areas by time within reach, the widest gaps numbered, sessions as dots.

    ``values`` is where levels of many areas get theirs (:func:`maps.grounds.shaded`),
    ``sessions`` where a square of the zoom :data:`SESSIONS_ZOOM` does, with ``{x}`` and ``{y}``;
    ``drawn`` the address of an outline that somebody drew, empty for none.
    """
    made = bare_map("gaps", ground)
    shaded(
        made,
        ground,
        data=data,
        values=values,
        scale=Scale.of_access(standard_hours_per_week),
        lines=ACCESS_LINES,
        href=href,
    )
    dots: dict[str, Json] = {"data": data, "part": "sessions", "colour": SESSIONS.colour}
    if ground.levels:
        dots |= {"squares": sessions, "from": SESSIONS_ZOOM}
    made.add_child(FetchedLayer("sessions", "dots", dots, name=SESSIONS.label))
    chosen(made, drawn)
    labels(made, ground)
    made.add_child(row_badges(data, href))
    made.add_child(layer_control())
    return made


def duplication_map(ground: Ground, *, data: str, href: str, closest: int = 15) -> FetchedMap:
    """Overlaps: the two sites of each, the line between them, its number."""
    made = bare_map("duplication", ground, closest=closest)
    outline(made, ground)
    labels(made, ground)
    styles = line_styles({verdict.value: swatch for verdict, swatch in VERDICTS.items()})
    made.add_child(row_badges(data, href, styles=styles))
    made.add_child(layer_control())
    return made


def opportunities_map(
    ground: Ground, *, data: str, href: str, strong: tuple[str, ...] = (), all: bool = False
) -> FetchedMap:
    """Opportunities by number; the team of the one that is chosen, or with ``all`` of each.

    ``strong`` are ids of areas that are outlined boldly.
    """
    made = bare_map("opportunities", ground, closest=12)
    outline(made, ground, strong=strong)
    labels(made, ground)
    symbols = {key: symbol.options() for key, symbol in ROLES.items()}
    styles = line_styles({"tie": TIE, "introduction": INTRODUCTION})
    made.add_child(row_badges(data, href, styles=styles, symbols=symbols, all=all))
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
    squares: str = "",
) -> FetchedMap:
    """Everything that has a place, by kind.

    ``search`` is the id of the search box, ``area_shape`` the address of the
    outline of an area that was asked for; ``squares`` that of a square with ``{z}``,
    ``{x}`` and ``{y}`` where things are too many for ``data``.
    """
    made = bare_map("explorer", ground)
    outline(made, ground, href=area_href, link="See this area")
    chosen(made, area_shape)
    labels(made, ground)
    for kind in kinds:
        made.add_child(points_of(kind, {"squares": squares} if squares else {"data": data}))
    made.add_child(layer_control())
    made.add_child(Search({"input": search}))
    return made


def answers_map(
    ground: Ground,
    *,
    data: str,
    kinds: Iterable[Kind],
    at: tuple[float, float] | None,
    title: str,
    symbol: Symbol,
) -> FetchedMap:
    """What would meet a request, by kind, around where it is wanted.

    ``at`` is its longitude and latitude, None where that is not known, with ``title`` and
    ``symbol`` for its mark.
    """
    made = bare_map("answers", ground, closest=12)
    outline(made, ground)
    labels(made, ground)
    for kind in kinds:
        made.add_child(points_of(kind, {"data": data}))
    if at is not None:
        place: dict[str, Json] = {"at": at, "title": title, "symbol": symbol.options()}
        made.add_child(FetchedLayer("place", "place", place))
    made.add_child(layer_control())
    return made


def points_of(kind: Kind, source: dict[str, Json]) -> FetchedLayer:
    """The layer of one kind of thing."""
    options: dict[str, Json] = {
        **source,
        "kind": kind.key,
        "label": kind.symbol.label,
        "symbol": kind.symbol.options(),
        "href": kind.href,
        "link": kind.link,
    }
    slug = f"kind_{kind.key.replace('-', '_')}"
    return FetchedLayer(slug, "points", options, name=kind.symbol.label)


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
    made = bare_map("locator", ground, closest=12, whole=False)
    outline(made, ground)
    chosen(made, area_shape)
    labels(made, ground)
    if at is not None:
        place: dict[str, Json] = {"at": at, "title": title, "symbol": symbol.options()}
        made.add_child(FetchedLayer("place", "place", place))
    return made
