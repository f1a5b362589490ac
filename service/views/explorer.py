"""``/map``: everything that has a place, by kind, with a search box and the areas around."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from flask import Blueprint, Response, abort, jsonify, request

from graph.model import AreaKind, AssetKind, Audience, OrganisationKind, Theme
from graph.network import Index, Network
from maps.bands import Square, columns_rows
from maps.crowds import crowds
from maps.elements import script_of
from maps.legends import Legend, explorer_legend
from maps.pages import Kind, bounds_of, explorer_map
from maps.spots import SYMBOLS, Spot, spot_kind, spot_values
from service import access, findings
from service.asked import beside_fields
from service.directory import Entry, Found, RecordType, Wanted, search, type_of
from service.entries import Entries
from service.forms.paging import Paging
from service.forms.query import Query
from service.forms.question import area_names
from service.forms.wanted import WANTED_NAMES, read_wanted
from service.opened import network
from service.outlines import area_shape, context_kind, ground, names_text, outlines_text, version_of
from service.pages import Page
from service.take_away import FOR_EVER, script_file

views = Blueprint("explorer", __name__)

PER_PAGE = 25
MOST_POINTS = 3_000
"""How many points a browser is given at once; more are fetched by squares."""

MOST_SINGLE = 200
"""How many points of a square are single marks; of more, crowds are, but for the nearest zoom."""

NEAREST = 14
"""The zoom of the smallest squares that are fetched."""

FIELDS = ("q", "type", "kind", "theme", "audience", "area")
LINKS = {
    RecordType.ORGANISATIONS: "See this organisation",
    RecordType.ASSETS: "See what it is and who may use it",
    RecordType.ACTIVITIES: "See this activity",
}


@dataclass(frozen=True, kw_only=True)
class MapPage(Page):
    """The map explorer.

    Attributes
    ----------
    wanted, area_name
        What was asked for.
    area_names
        To choose from.
    placed
        How many of what was found have a place; ``unplaced``, how many have none.
    rows, paging
        This page of the list.
    legend
        Of the kinds that are there.
    script
        Where the map's script is.
    directory
        The directory with the same question.
    narrowed
        Whether anything but a name was asked for.
    """

    template: ClassVar[str] = "explorer/index.html"
    section: ClassVar[str] = "/map"
    wanted: Wanted
    area_name: str
    area_names: tuple[tuple[str, str], ...]
    placed: int
    unplaced: int
    rows: tuple[Entry, ...]
    paging: Paging
    legend: Legend
    script: str
    directory: str
    narrowed: bool
    types: tuple[RecordType, ...] = tuple(t for t in RecordType if t is not RecordType.REQUESTS)
    organisation_kinds: tuple[OrganisationKind, ...] = tuple(OrganisationKind)
    asset_kinds: tuple[AssetKind, ...] = tuple(AssetKind)
    themes: tuple[Theme, ...] = tuple(Theme)
    audiences: tuple[Audience, ...] = tuple(a for a in Audience if a is not Audience.EVERYONE)


@views.get("/map")
@access.public
def explorer() -> Response:
    """The page."""
    known, query = network(), Query(request.args)
    wanted, area_name = read_wanted(query, known)
    number = query.whole("page", "The page", default=1, low=1, high=100_000)
    found = _found(known, wanted)
    if query.problems:
        found = found.none()
    rows = found.placed()
    paging = _paging("/map", len(rows), number)
    shown = _kinds(rows)
    return MapPage(
        title="Map",
        problems=beside_fields(query.problems, FIELDS),
        wanted=wanted,
        area_name=area_name,
        area_names=area_names(known),
        placed=len(rows),
        unplaced=len(found) - len(rows),
        rows=rows[paging.slice],
        paging=paging,
        legend=explorer_legend(tuple(SYMBOLS[kind] for kind in shown)),
        script=paging.address(1, path="/map/explorer.js"),
        directory=paging.address(1, path="/directory"),
        narrowed=any(name != "q" for name, _ in paging.asked),
    ).answer()


@views.get("/map/explorer.js")
@access.public
def explorer_script() -> Response:
    """The map's script."""
    known, wanted = network(), _wanted_rightly()
    rows = _found(known, wanted).placed()
    below = ground(
        bounds_of(rows.positions()),
        known,
        context_kind(known),
        around=wanted.area_id,
    )
    types = {spot_kind(kind): type_of(kind) for kind in rows.kinds()}
    made = explorer_map(
        below,
        data=_paging("/map/points.json", 0, 1).address(1),
        kinds=[
            Kind(
                key=key,
                symbol=SYMBOLS[key],
                href=f"/{types[key].value}/{{id}}",
                link=LINKS[types[key]],
            )
            for key in _kinds(rows)
        ],
        search="q",
        area_href="/areas/{id}",
        area_shape=area_shape(known, wanted.area_id),
        squares=_squares() if len(rows) > MOST_POINTS else "",
    )
    return script_file(script_of(made))


@views.get("/map/points.json")
@access.public
def explorer_points() -> Response:
    """The points that the map draws."""
    rows = _found(network(), _wanted_rightly()).placed()
    return jsonify(spot_values(_spots(rows[:MOST_POINTS])))


@views.get("/map/spots/<int:z>/<int:x>/<int:y>.json")
@access.public
def explorer_square(z: int, x: int, y: int) -> Response:
    """What is in one square: single points where they are few, else crowds of them."""
    square = Square(zoom=z, x=x, y=y)
    rows = _found(network(), _wanted_rightly()).placed()
    longitude, latitude = rows.entries.longitude, rows.entries.latitude
    column, row = columns_rows(longitude[rows.places], latitude[rows.places], z)
    places = rows.places[(column == x) & (row == y)]
    if len(places) <= MOST_SINGLE or z >= NEAREST:
        return jsonify(spot_values(_spots(Found(rows.entries, places[:MOST_POINTS]))))
    return jsonify(
        kinds=list(SYMBOLS),
        crowds=crowds(longitude[places], latitude[places], _numbers(rows.entries, places), square),
    )


def _squares() -> str:
    """The address of one square of the question, with ``{z}``, ``{x}`` and ``{y}``."""
    return _paging("/map/spots/{z}/{x}/{y}.json", 0, 1).address(1)


def _numbers(entries: Entries, places: Index) -> Index:
    """The place of the kind of spot of some entries in :data:`SYMBOLS`."""
    order = {key: number for number, key in enumerate(SYMBOLS)}
    kinds = [order[spot_kind(entries.kind_at(place))] for place in range(len(entries.kinds))]
    return np.array(kinds, dtype=np.int32)[entries.kind[places]]


@views.get("/map/boundaries/<kind>.json")
@access.public
def boundaries(kind: str) -> Response:
    """The outlines of a kind of area; under its version a browser may keep them for ever."""
    if kind not in set(AreaKind):
        abort(404, f"There are no areas of the kind “{kind[:50]}”.")
    text = outlines_text(network(), AreaKind(kind), request.args.get("within") or None)
    return _versioned(text, "application/geo+json")


@views.get("/map/names.json")
@access.public
def place_names() -> Response:
    """The names that stand on every map; kept like the outlines."""
    text = names_text(network(), request.args.get("within") or None)
    return _versioned(text, "application/json")


def _versioned(text: str, kind: str) -> Response:
    """A text that a browser may keep for ever under its own version, and not without it."""
    answer = Response(text, content_type=kind)
    if request.args.get("v") == version_of(text):
        answer.headers["Cache-Control"] = FOR_EVER
    return answer


def _wanted_rightly() -> Wanted:
    query = Query(request.args)
    wanted, _ = read_wanted(query, network())
    if query.problems:
        abort(400, " ".join(problem.message for problem in query.problems))
    return wanted


def _found(known: Network, wanted: Wanted) -> Found:
    found = search(known, findings.directory(known), wanted)
    return found.without(RecordType.REQUESTS)  # what is wanted is not there


def _kinds(rows: Found) -> tuple[str, ...]:
    """The kinds of spot that there are, in the order of the legend."""
    present = {spot_kind(kind) for kind in rows.kinds()}
    return tuple(kind for kind in SYMBOLS if kind in present)


def _spots(rows: Iterable[Entry]) -> list[Spot]:
    return [
        Spot(
            kind=spot_kind(row.kind),
            id=row.id,
            name=row.name,
            longitude=row.longitude,
            latitude=row.latitude,
        )
        for row in rows
    ]


def _paging(path: str, total: int, number: int) -> Paging:
    asked = tuple(
        (name, value)
        for name in WANTED_NAMES
        for value in request.args.getlist(name)
        if value.strip()
    )
    last = max(1, -(-total // PER_PAGE))
    return Paging(path=path, asked=asked, total=total, number=min(number, last), per_page=PER_PAGE)
