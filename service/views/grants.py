"""``/grants``: who gave whom how much, where it is spent; and the same to take away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar

from flask import Blueprint, Response, current_app, jsonify, request

from graph.errors import InvalidData, NotFound
from graph.model import Grant
from maps.elements import script_of
from maps.grants import grant_values, grants_legend, grants_map, kinds_among
from maps.grounds import bounds_of
from maps.legends import Legend
from service import access
from service.config import Config
from service.forms.paging import Paging
from service.forms.query import Query
from service.granted import GrantLine, Sum, in_order, line_of, sum_of
from service.granted_map import drawn, placed_grants_sheet
from service.opened import network, store
from service.origins import Origin, origin
from service.outlines import context_kind, ground
from service.pages import Crumb, Page
from service.take_away import map_file, named, script_file
from service.taking.grant_files import MEDIA, grants_file
from service.taking.three_sixty_giving import known_grants, package_of

views = Blueprint("grants", __name__)

MOST_PAGES = 100_000
HOME = Crumb(text="Home", address="/")


@dataclass(frozen=True, kw_only=True)
class GrantsPage(Page):
    """All grants, the newest first.

    Attributes
    ----------
    all
        What they come to.
    rows
        Those of this page of the list.
    legend
        Of the map, None where there is nothing to draw.
    unplaced
        How many the map cannot show.
    """

    template: ClassVar[str] = "grants/index.html"
    section: ClassVar[str] = "/directory"
    all: Sum
    rows: tuple[GrantLine, ...]
    pages: Paging
    legend: Legend | None
    unplaced: int


@dataclass(frozen=True, kw_only=True)
class GrantPage(Page):
    """One grant.

    Attributes
    ----------
    it, line
        The grant, and the same as a line of a table.
    """

    template: ClassVar[str] = "grants/grant.html"
    section: ClassVar[str] = "/directory"
    it: Grant
    line: GrantLine
    origin: Origin


def _postcodes() -> Path | None:
    """The local file of postcodes, None where there is none."""
    config: Config = current_app.config["HEDGEROW"]
    return config.postcodes


@views.get("/grants")
@access.public
def grants() -> Response:
    """A page of the list."""
    known, query = network(), Query(request.args)
    number = query.whole("page", "The page", default=1, low=1, high=MOST_PAGES)
    pages = Paging.of("/grants", request.args, total=len(known.grants), number=number)
    rows, shown = in_order(known, range(len(known.grants)))[pages.slice], drawn(known, _postcodes())
    return GrantsPage(
        title="Grants",
        crumbs=(HOME, Crumb(text="Directory", address="/directory")),
        problems=tuple(query.problems),
        all=sum_of(known),
        rows=tuple(line_of(known, row) for row in rows),
        pages=pages,
        legend=grants_legend(kinds_among(shown.marks)) if shown.marks else None,
        unplaced=shown.unplaced,
    ).answer()


@views.get("/grants/map.js")
@access.public
def grants_script() -> Response:
    """The map's script."""
    known = network()
    marks = drawn(known, _postcodes()).marks
    positions = [(mark.longitude, mark.latitude) for mark in marks]
    below = ground(bounds_of(positions), known, context_kind(known))
    made = grants_map(below, data="/grants/map.json", kinds=kinds_among(marks))
    return script_file(script_of(made))


@views.get("/grants/map.json")
@access.public
def grants_values() -> Response:
    """What the map draws."""
    return jsonify(grant_values(drawn(network(), _postcodes()).marks))


@views.get("/grants.geojson")
@views.get("/grants.gpkg")
@access.public
def grants_geojson() -> Response:
    """Every grant at its place, and what that rests on, as GeoJSON or a GeoPackage."""
    known = network()
    return map_file(
        placed_grants_sheet(known, _postcodes()), in_order(known, range(len(known.grants)))
    )


@views.get("/grants/360giving.<ending>")
@access.public
def as_360giving(ending: str) -> Response:
    """The grants by 360Giving's standard: json, csv or xlsx."""
    suffix = f".{ending}"
    if suffix not in MEDIA:
        raise NotFound("file of grants", ending[:40])
    try:
        package = package_of(known_grants(store()), today=date.today())
    except InvalidData as nothing:
        raise NotFound("file of grants", ending) from nothing
    answer = Response(grants_file(package, suffix), content_type=MEDIA[suffix])
    return named(answer, f"360giving{suffix}")


@views.get("/grants/<id>")
@access.public
def grant(id: str) -> Response:
    """One grant's page."""
    it, known = store().record(Grant, id), network()
    row = known.grants.rows.get(id)
    if row is None:
        raise NotFound("grant", id)
    return GrantPage(
        title=it.name,
        crumbs=(HOME, Crumb(text="Grants", address="/grants")),
        it=it,
        line=line_of(known, row),
        origin=origin(known, it.source_id, it.verified_on),
    ).answer()
