"""``/requests/<id>``: what somebody asks for, and what others have that would meet it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify

from graph.analysis.opportunities.answers import Answer, Answers, answers_to
from graph.analysis.opportunities.wants import want_of
from graph.analysis.wording import distance
from graph.model import Request
from graph.network import Network
from graph.projection import to_degrees
from maps.elements import script_of
from maps.legends import Legend, explorer_legend
from maps.pages import CLOSE_MARGIN, Kind, answers_map, bounds_of
from maps.spots import SYMBOLS, Spot, spot_kind, spot_values
from maps.symbols import AREA, Symbol
from service import access, links, listings
from service.agreements.sides import own_organisations
from service.findings import usual
from service.formats import count, lower_first
from service.opened import network, store, today
from service.origins import Origin, origin
from service.outlines import context_kind, ground
from service.pages import Crumb, Page
from service.place import Place, place_of
from service.rows import may_change_row
from service.sheets.answers import ANSWERS
from service.signing.session import signed_in
from service.take_away import map_file, script_file, table_file

views = Blueprint("requests", __name__)

SHOWN, TAKEN = 10, 200
"""How many that fit a page shows, and how many a file holds."""


@dataclass(frozen=True, kw_only=True)
class RequestPage(Page):
    """A request and what would meet it.

    Attributes
    ----------
    it
        The request.
    asker
        Who asks.
    place, areas
        Where it is wanted: a site, or areas; neither is near who asks.
    times, amount
        When, and how much of what, in words.
    found
        What would meet it.
    lead
        The answer in a sentence.
    legend
        Of the map; None where nothing has a place.
    asks
        What an address ends with that asks for an answer; empty for who may not ask.
    may_change
        Whether whoever looks keeps it.
    """

    template: ClassVar[str] = "requests/index.html"
    section: ClassVar[str] = "/directory"
    it: Request
    asker: links.Link
    place: Place | None
    areas: tuple[links.Link, ...]
    times: tuple[str, ...]
    amount: str
    found: Answers
    lead: str
    legend: Legend | None
    asks: str
    may_change: bool
    origin: Origin


@views.get("/requests/<id>")
@access.public
def request(id: str) -> Response:
    """One request's page."""
    it, known = store().request(id), network()
    found = _found(known, id)
    return RequestPage(
        title=it.name,
        crumbs=(
            Crumb(text="Home", address="/"),
            Crumb(text="Directory", address="/directory"),
            Crumb(text="Requests", address="/directory?type=requests"),
        ),
        it=it,
        asker=links.of_id(known, "organisations", it.organisation_id),
        place=place_of(known, it.site_id),
        areas=tuple(links.of_id(known, "areas", area_id) for area_id in it.area_ids),
        times=tuple(listings.words_of(time) for time in sorted(it.times)),
        amount=listings.amount(it.quantity, it.unit, it.capacity),
        found=found,
        lead=lead(it, found),
        legend=_legend(known, id, found),
        asks=_asks(it),
        may_change=may_change_row(it),
        origin=origin(known, it.source_id, it.verified_on),
    ).answer()


def _asks(it: Request) -> str:
    """The question of an address by which those who ask go on to ask a keeper."""
    if it.organisation_id not in own_organisations(signed_in()):
        return ""
    return urlencode({"request": it.id, "for": it.organisation_id})


@views.get("/requests/<id>/answers.csv")
@views.get("/requests/<id>/answers.xlsx")
@access.public
def answers_csv(id: str) -> Response:
    """What fits and what nearly fits, as CSV or a workbook."""
    return table_file(ANSWERS, _rows(_found(network(), id, most=TAKEN)))


@views.get("/requests/<id>/answers.geojson")
@views.get("/requests/<id>/answers.gpkg")
@access.public
def answers_geojson(id: str) -> Response:
    """The same as GeoJSON; what has no place has no geometry."""
    return map_file(ANSWERS, _rows(_found(network(), id, most=TAKEN)))


def found_answers(known: Network, id: str) -> Answers:
    """What would meet a request, as many as a file holds; raise NotFound where there is none."""
    return _found(known, id, most=TAKEN)


@views.get("/requests/<id>/map.js")
@access.public
def answers_script(id: str) -> Response:
    """The map's script."""
    known = network()
    rows, at = _placed(_found(known, id)), _position(known, id)
    positions = [(row.longitude, row.latitude) for row in rows] + ([at] if at else [])
    below = ground(bounds_of(positions, margin=CLOSE_MARGIN), known, context_kind(known))
    made = answers_map(
        below,
        data=f"/requests/{id}/map.json",
        kinds=[
            Kind(
                key=key,
                symbol=SYMBOLS[key],
                href="/assets/{id}",
                link="See what it is and who may use it",
            )
            for key in _kinds(rows)
        ],
        at=at,
        title="Where it is wanted",
        symbol=WANTED,
    )
    return script_file(script_of(made))


@views.get("/requests/<id>/map.json")
@access.public
def answers_values(id: str) -> Response:
    """The points that the map draws."""
    spots = [
        Spot(
            kind=spot_kind(row.kind),
            id=row.asset_id,
            name=row.asset,
            longitude=row.longitude,
            latitude=row.latitude,
        )
        for row in _placed(_found(network(), id))
    ]
    return jsonify(spot_values(spots))


WANTED = Symbol(
    label="Where it is wanted", outline=AREA.outline, fill=AREA.fill, drawing=AREA.drawing
)


def lead(it: Request, found: Answers) -> str:
    """The answer to “who has it?” in a sentence."""
    kinds = lower_first(it.wanted.label)
    among = f"of {found.looked_at:,} that others have" if found.looked_at else "that others have"
    if not found.fitting:
        nearly = f"; {count(len(found.nearly), 'thing')} nearly would" if found.nearly else ""
        return f"Nothing known here would do yet ({kinds}, {among}){nearly}."
    best = found.fitting[0]
    what = f"{best.asset} of {best.keeper}"
    far = "" if best.distance_m is None else f" ({distance(best.distance_m)} away)"
    if found.fitting_in_all == 1:
        return f"{what}{far} would do, and nothing else {among}."
    return f"{found.fitting_in_all:,} {among} would do. The best fit is {what}{far}."


def _found(known: Network, id: str, most: int = SHOWN) -> Answers:
    return answers_to(known, id, reach=usual(known).reach, today=today(), most=most)


def _rows(found: Answers) -> tuple[Answer, ...]:
    return (*found.fitting, *found.nearly)


def _placed(found: Answers) -> list[Answer]:
    """What would do and has a place; where nothing would, what nearly does."""
    rows = found.fitting or found.nearly
    return [row for row in rows if math.isfinite(row.longitude)]


def _position(known: Network, id: str) -> tuple[float, float] | None:
    """Longitude and latitude of where it is wanted, None where that is not known."""
    points = want_of(known, known.requests.row(id)).points
    if not len(points):
        return None
    longitude, latitude = to_degrees(points[:1, 0], points[:1, 1])
    return float(longitude[0]), float(latitude[0])


def _kinds(rows: list[Answer]) -> tuple[str, ...]:
    present = {spot_kind(row.kind) for row in rows}
    return tuple(kind for kind in SYMBOLS if kind in present)


def _legend(known: Network, id: str, found: Answers) -> Legend | None:
    rows, at = _placed(found), _position(known, id)
    if at is None and not rows:
        return None
    wanted = () if at is None else (WANTED,)
    return explorer_legend((*wanted, *(SYMBOLS[kind] for kind in _kinds(rows))))
