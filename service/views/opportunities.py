"""``/opportunities``: which partners could fill a gap together, and who could introduce them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, Response, jsonify, request

from graph.analysis.opportunities import Opportunities, Opportunity, Order, Role
from graph.analysis.opportunities.diversity import OTHER_ROLES
from graph.analysis.opportunities.roles import TEAM_ROLES
from graph.errors import NotFound
from maps.elements import script_of
from maps.layers import opportunity_features
from maps.legends import Legend, opportunities_legend
from maps.pages import CLOSE_MARGIN, MARGIN, bounds_of, opportunities_map
from service import access, findings
from service.answers import Answer, opportunities_answer, reached_and_needs
from service.asked import Asked
from service.forms.order import Ordered, ordered_rightly, read_ordered
from service.forms.paging import Paging
from service.opened import today
from service.outlines import context_kind, ground
from service.pages import Crumb, Page, Problem
from service.sheets.opportunities import OPPORTUNITIES
from service.take_away import map_file, script_file, table_file

views = Blueprint("opportunities", __name__)

PER_PAGE = 15
EVIDENCE = {
    "asset": "/assets/",
    "activity": "/activities/",
    "organisation": "/organisations/",
    "area": "/areas/",
}
"""Where the record that speaks for a part is shown; the other kinds have no page of their own."""

MOST_REASON = 500
"""Characters of a reason for setting an opportunity aside."""


@dataclass(frozen=True, kw_only=True)
class OpportunitiesPage(Page):
    """Every opportunity, on a map and in a list.

    Attributes
    ----------
    asked
        The question.
    answer_words
        The heading and the lead.
    order, orders
        What comes first, and what may.
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
    order: Order
    orders: tuple[Order, ...] = tuple(Order)
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
    lead
        How many it would reach, when, and what it needs first.
    teams
        Its team and others for the same place, side by side; empty for a simple one.
    evidence
        Where the record of a kind is shown.
    roles
        The rows of the teams side by side.
    other_roles
        In how many roles teams differ.
    reason
        What was given as a reason, for a form that came back with problems.
    most_reason
        How long a reason may be.
    """

    template: ClassVar[str] = "opportunities/opportunity.html"
    section: ClassVar[str] = "/opportunities"
    asked: Asked
    found: Opportunities
    row: Opportunity
    lead: str
    teams: tuple[Opportunity, ...]
    legend: Legend
    evidence: dict[str, str]
    reason: str = ""
    most_reason: int = MOST_REASON
    roles: tuple[Role, ...] = TEAM_ROLES
    other_roles: int = OTHER_ROLES


@views.get("/opportunities")
@access.public
def opportunities() -> Response:
    """The page."""
    ordered = read_ordered()
    asked = ordered.asked
    found = None if asked.problems else found_opportunities(ordered)
    rows = found.rows if found else ()
    paging = asked.paging("/opportunities", len(rows), PER_PAGE)
    return OpportunitiesPage(
        title="Opportunities",
        asked=asked,
        order=ordered.order,
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
    return opportunity_page(ordered_rightly(), id).answer()


def opportunity_page(
    ordered: Ordered, id: str, *, problems: tuple[Problem, ...] = (), reason: str = ""
) -> OpportunityPage:
    """The page of one opportunity, with what was wrong in the form on it."""
    asked, found = ordered.asked, found_opportunities(ordered)
    row = row_of(found, id)
    return OpportunityPage(
        title=row.title,
        crumbs=(Crumb(text="Opportunities", address=asked.address("/opportunities")),),
        asked=asked,
        found=found,
        row=row,
        lead=reached_and_needs(row),
        teams=found.teams(row),
        legend=opportunities_legend(),
        evidence=EVIDENCE,
        problems=problems,
        reason=reason,
    )


@views.get("/opportunities.csv")
@views.get("/opportunities.xlsx")
@access.public
def opportunities_csv() -> Response:
    """Every row as CSV or a workbook."""
    return table_file(OPPORTUNITIES, found_opportunities(ordered_rightly()).rows)


@views.get("/opportunities.geojson")
@views.get("/opportunities.gpkg")
@access.public
def opportunities_geojson() -> Response:
    """Every row as GeoJSON or a GeoPackage."""
    return map_file(OPPORTUNITIES, found_opportunities(ordered_rightly()).rows)


@views.get("/opportunities/map.js")
@access.public
def opportunities_script() -> Response:
    """The map's script; with ``row`` for that opportunity and its team alone."""
    ordered = ordered_rightly()
    asked, chosen = ordered.asked, request.args.get("row", "")
    rows = _drawn(found_opportunities(ordered), chosen)
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
    rows = _drawn(found_opportunities(ordered_rightly()), request.args.get("row", ""))
    return jsonify(rows=opportunity_features(rows))


def found_opportunities(ordered: Ordered) -> Opportunities:
    """What was found for a question, in the order asked for."""
    asked = ordered.asked
    return findings.opportunities(asked.network, asked.options, order=ordered.order, today=today())


def row_of(found: Opportunities, id: str) -> Opportunity:
    """One of the rows; raise :class:`~graph.errors.NotFound` where there is none of that id."""
    for row in found.rows:
        if row.id == id:
            return row
    raise NotFound("opportunity", id)


def _drawn(found: Opportunities, chosen: str) -> tuple[Opportunity, ...]:
    return (row_of(found, chosen),) if chosen else found.rows


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
