"""``/opportunities``: which partners could fill a gap together, and who could introduce them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, Response, jsonify, request

from graph.analysis.opportunities import Opportunities, Opportunity
from graph.errors import NotFound
from maps.elements import script_of
from maps.layers import opportunity_features
from maps.legends import Legend, opportunities_legend
from maps.pages import CLOSE_MARGIN, MARGIN, bounds_of, opportunities_map
from service import access, findings
from service.answers import Answer, opportunities_answer
from service.asked import Asked, asked_rightly, read_asked
from service.forms.paging import Paging
from service.opened import today
from service.outlines import context_kind, ground
from service.pages import Crumb, Page
from service.sheets.opportunities import OPPORTUNITIES
from service.take_away import csv_file, geojson_file, script_file

views = Blueprint("opportunities", __name__)

PER_PAGE = 15
EVIDENCE = {
    "asset": "/assets/",
    "activity": "/activities/",
    "organisation": "/organisations/",
    "area": "/areas/",
}
"""Where the record that speaks for a part is shown; the other kinds have no page of their own."""


@dataclass(frozen=True, kw_only=True)
class OpportunitiesPage(Page):
    """Every opportunity, on a map and in a list.

    Attributes
    ----------
    asked
        The question.
    answer_words
        The heading and the lead.
    found
        The finding, None where the question was wrong.
    rows, paging
        The rows of this page of the list.
    legend
        Of the map.
    """

    template: ClassVar[str] = "opportunities/index.html"
    section: ClassVar[str] = "/opportunities"
    asked: Asked
    answer_words: Answer
    found: Opportunities | None
    rows: tuple[Opportunity, ...]
    paging: Paging
    legend: Legend


@dataclass(frozen=True, kw_only=True)
class OpportunityPage(Page):
    """The evidence for one opportunity.

    Attributes
    ----------
    asked, found
        The question, and the finding that the row stands in.
    row
        The opportunity.
    evidence
        Where the record of a kind is shown.
    """

    template: ClassVar[str] = "opportunities/opportunity.html"
    section: ClassVar[str] = "/opportunities"
    asked: Asked
    found: Opportunities
    row: Opportunity
    legend: Legend
    evidence: dict[str, str]


@views.get("/opportunities")
@access.public
def opportunities() -> Response:
    """The page."""
    asked = read_asked()
    found = None if asked.problems else _found(asked)
    rows = found.rows if found else ()
    paging = asked.paging("/opportunities", len(rows), PER_PAGE)
    return OpportunitiesPage(
        title="Opportunities",
        asked=asked,
        problems=asked.problems,
        answer_words=opportunities_answer(found) if found else Answer(heading="Opportunities"),
        found=found,
        rows=rows[paging.slice],
        paging=paging,
        legend=opportunities_legend(),
    ).answer()


@views.get("/opportunities/<id>")
@access.public
def opportunity(id: str) -> Response:
    """The evidence for one opportunity."""
    asked = asked_rightly()
    found = _found(asked)
    row = _row(found, id)
    return OpportunityPage(
        title=row.title,
        crumbs=(Crumb(text="Opportunities", address=asked.address("/opportunities")),),
        asked=asked,
        found=found,
        row=row,
        legend=opportunities_legend(),
        evidence=EVIDENCE,
    ).answer()


@views.get("/opportunities.csv")
@access.public
def opportunities_csv() -> Response:
    """Every row as CSV."""
    return csv_file(OPPORTUNITIES, _found(asked_rightly()).rows)


@views.get("/opportunities.geojson")
@access.public
def opportunities_geojson() -> Response:
    """Every row as GeoJSON."""
    return geojson_file(OPPORTUNITIES, _found(asked_rightly()).rows)


@views.get("/opportunities/map.js")
@access.public
def opportunities_script() -> Response:
    """The map's script; with ``row`` for that opportunity and its team alone."""
    asked = asked_rightly()
    chosen = request.args.get("row", "")
    rows = _drawn(_found(asked), chosen)
    below = ground(
        bounds_of(_positions(rows, parts=bool(chosen)), margin=CLOSE_MARGIN if chosen else MARGIN),
        asked.network,
        context_kind(asked.network),
    )
    more = {"row": chosen} if chosen else {}
    made = opportunities_map(
        below,
        data=asked.address("/opportunities/map.json", **more),
        href=asked.template("/opportunities"),
        strong=rows[0].area_ids if chosen else (),
        all=bool(chosen),
    )
    return script_file(script_of(made))


@views.get("/opportunities/map.json")
@access.public
def opportunities_values() -> Response:
    """What the map draws: numbers, and the teams' places and links."""
    asked = asked_rightly()
    rows = _drawn(_found(asked), request.args.get("row", ""))
    return jsonify(rows=opportunity_features(rows))


def _found(asked: Asked) -> Opportunities:
    return findings.opportunities(asked.network, asked.options, today=today())


def _row(found: Opportunities, id: str) -> Opportunity:
    for row in found.rows:
        if row.id == id:
            return row
    raise NotFound("opportunity", id)


def _drawn(found: Opportunities, chosen: str) -> tuple[Opportunity, ...]:
    return (_row(found, chosen),) if chosen else found.rows


def _positions(rows: tuple[Opportunity, ...], *, parts: bool) -> list[tuple[float, float]]:
    positions = [(row.longitude, row.latitude) for row in rows]
    if parts:
        positions += [
            (part.longitude, part.latitude)
            for row in rows
            for part in row.parts
            if part.longitude is not None and part.latitude is not None
        ]
    return positions
