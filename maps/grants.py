"""The map of grants: a mark for each place, whose shape says what the place rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from graph.model import AssetKind, GrantPlace
from maps.elements import FetchedMap, layer_control
from maps.features import position
from maps.grounds import Ground, bare_map, labels, outline
from maps.legends import Legend, Swatch
from maps.pages import Kind, points_of
from maps.symbols import (
    ASSETS,
    CIRCLE,
    DIAMOND,
    GREY,
    ORGANISATION,
    RUST,
    SLATE,
    SQUARE,
    Symbol,
)

SPENT, WORKS, OFFICE = "spent", "works", "office"

SYMBOLS: dict[str, Symbol] = {
    SPENT: Symbol(
        label=GrantPlace.AREA.label,
        outline=DIAMOND,
        fill=SLATE,
        drawing=ASSETS[AssetKind.MONEY.value].drawing,
    ),
    WORKS: Symbol(
        label=GrantPlace.RECIPIENT_AREA.label,
        outline=CIRCLE,
        fill=GREY,
        drawing=ORGANISATION.drawing,
    ),
    OFFICE: Symbol(
        label=GrantPlace.HEAD_OFFICE.label,
        outline=SQUARE,
        fill=RUST,
        drawing=ASSETS[AssetKind.VENUE.value].drawing,
    ),
}
"""Symbol by kind of mark, the most trustworthy first."""

WARNINGS = {
    SPENT: "the area that it is for, or a point in it",
    WORKS: "nobody said where the money is spent",
    OFFICE: "the money may be spent elsewhere",
}

_KINDS = {
    GrantPlace.AREA: SPENT,
    GrantPlace.POINT: SPENT,
    GrantPlace.RECIPIENT_AREA: WORKS,
    GrantPlace.HEAD_OFFICE: OFFICE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantMark:
    """One or more grants at one place.

    Attributes
    ----------
    kind
        A key of :data:`SYMBOLS`.
    name
        Of the place.
    lines
        What is told of the grants there.
    href, link
        The address that its popup leads to, and the words of the way there.
    longitude, latitude
        EPSG:4326 degrees.
    """

    kind: str
    name: str
    lines: tuple[str, ...]
    href: str
    link: str
    longitude: float
    latitude: float


def mark_kind(place: GrantPlace) -> str:
    """The kind of mark for what a grant's place rests on.

    Raises
    ------
    KeyError
        The place is not known: there is nothing to mark.
    """
    return _KINDS[place]


def kinds_among(marks: Iterable[GrantMark]) -> tuple[str, ...]:
    """The kinds that there are among marks, in the order of the legend."""
    present = {mark.kind for mark in marks}
    return tuple(kind for kind in SYMBOLS if kind in present)


def grants_legend(kinds: Sequence[str]) -> Legend:
    """What the marks of some kinds mean, and what to beware of."""
    return Legend(
        title="What a grant’s place rests on",
        swatches=tuple(
            Swatch(label=f"{SYMBOLS[kind].label}: {WARNINGS[kind]}", symbol=SYMBOLS[kind])
            for kind in kinds
        ),
    )


def grant_values(marks: Sequence[GrantMark]) -> dict[str, Any]:
    """Marks for the browser: points with the words of their popups."""
    kinds = kinds_among(marks)
    number = {kind: place for place, kind in enumerate(kinds)}
    return {
        "kinds": list(kinds),
        "points": [
            [
                *position(mark.longitude, mark.latitude),
                number[mark.kind],
                "",
                mark.name,
                {"lines": list(mark.lines), "href": mark.href, "link": mark.link},
            ]
            for mark in marks
        ],
    }


def grants_map(ground: Ground, *, data: str, kinds: Sequence[str]) -> FetchedMap:
    """Where grants are spent, by what is known of it; ``data`` answers :func:`grant_values`."""
    made = bare_map("grants", ground, closest=13)
    outline(made, ground)
    labels(made, ground)
    for kind in kinds:
        # Each point brings the address of its own page.
        shown = Kind(key=kind, symbol=SYMBOLS[kind], href="", link="")
        made.add_child(points_of(shown, {"data": data}))
    made.add_child(layer_control())
    return made
