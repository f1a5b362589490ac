"""``/duplication``: where provision overlaps, and whether that is more than is needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, Response, jsonify, request

from graph.analysis.duplication import Cluster, Duplication, Overlap, Verdict
from graph.analysis.duplication.clusters import LEAST_GROUP
from graph.analysis.duplication.outcomes import Reckoning
from maps.elements import script_of
from maps.layers import overlap_features
from maps.legends import Legend, duplication_legend
from maps.pages import (
    CLOSE_MARGIN,
    CLOSE_SPAN,
    Bounds,
    bounds_of,
    duplication_map,
)
from service import access, findings
from service.answers import Answer, duplication_answer
from service.asked import Asked, asked_rightly, read_asked
from service.forms.paging import Paging
from service.opened import today
from service.outlines import context_kind, ground
from service.pages import Crumb, Page
from service.sheets.duplication import duplication_sheet
from service.take_away import map_file, script_file, table_file

views = Blueprint("duplication", __name__)

PER_PAGE = 25
GROUPS = 5
DRAWN = 60
"""How many of the strongest overlaps the map draws; the table and the files have them all."""


@dataclass(frozen=True, kw_only=True)
class DuplicationPage(Page):
    """Every overlap, on a map and in a table.

    Attributes
    ----------
    asked
        The question.
    answer_words
        The heading and the lead.
    found
        The finding, None where the question was wrong.
    rows, paging
        The rows of this page of the table.
    groups
        The first clusters of at least :data:`LEAST_GROUP` services.
    legend
        Of the map.
    drawn
        How many rows the map draws at most.
    """

    template: ClassVar[str] = "duplication/index.html"
    section: ClassVar[str] = "/duplication"
    asked: Asked
    answer_words: Answer
    found: Duplication | None
    rows: tuple[Overlap, ...]
    groups: tuple[Cluster, ...]
    paging: Paging
    legend: Legend
    drawn: int = DRAWN


@dataclass(frozen=True, kw_only=True)
class OverlapPage(Page):
    """The evidence for one overlap.

    Attributes
    ----------
    asked, found
        The question, and the finding that the row stands in.
    row
        The overlap.
    reckoning
        What the suggestion would change, by deprivation and ages.
    group
        The cluster that both belong to, None for none.
    """

    template: ClassVar[str] = "duplication/overlap.html"
    section: ClassVar[str] = "/duplication"
    asked: Asked
    found: Duplication
    row: Overlap
    reckoning: Reckoning
    group: Cluster | None
    legend: Legend


@views.get("/duplication")
@access.public
def duplication() -> Response:
    """The page."""
    asked = read_asked()
    found = None if asked.problems else found_overlaps(asked)
    paging = asked.paging("/duplication", len(found.rows) if found else 0, PER_PAGE)
    return DuplicationPage(
        title="Duplication",
        asked=asked,
        problems=asked.problems,
        answer_words=duplication_answer(found) if found else Answer(heading="Duplication"),
        found=found,
        rows=found.rows[paging.slice] if found else (),
        groups=_largest(found) if found else (),
        paging=paging,
        legend=duplication_legend(_verdicts(found) if found else ()),
    ).answer()


def _largest(found: Duplication) -> tuple[Cluster, ...]:
    """The groups that the page shows: those of at least three services, the first of them."""
    return found.groups_of(at_least=LEAST_GROUP)[:GROUPS]


def _verdicts(found: Duplication) -> list[Verdict]:
    """The verdicts of the overlaps that the map draws."""
    tested = found.columns.tested
    return [tested.verdict(place) for place in range(min(DRAWN, len(found.rows)))]


@views.get("/duplication/<id>")
@access.public
def overlap(id: str) -> Response:
    """The evidence for one overlap."""
    asked = asked_rightly()
    found = found_overlaps(asked)
    row = found.row(id)
    return OverlapPage(
        title=f"{row.left.name} and {row.right.name}",
        crumbs=(Crumb(text="Duplication", address=asked.address("/duplication")),),
        asked=asked,
        found=found,
        row=row,
        reckoning=found.outcomes.reckoned(row.rank - 1),
        group=found.groups[row.cluster - 1] if row.cluster else None,
        legend=duplication_legend([row.verdict]),
    ).answer()


@views.get("/duplication.csv")
@views.get("/duplication.xlsx")
@access.public
def duplication_csv() -> Response:
    """Every row as CSV or a workbook."""
    found = found_overlaps(asked_rightly())
    return table_file(duplication_sheet(found), range(len(found.rows)))


@views.get("/duplication.geojson")
@views.get("/duplication.gpkg")
@access.public
def duplication_geojson() -> Response:
    """Every row as GeoJSON or a GeoPackage."""
    found = found_overlaps(asked_rightly())
    return map_file(duplication_sheet(found), range(len(found.rows)))


@views.get("/duplication/map.js")
@access.public
def duplication_script() -> Response:
    """The map's script; with ``row`` for that overlap alone."""
    asked = asked_rightly()
    chosen = request.args.get("row", "")
    rows = _drawn(found_overlaps(asked), chosen)
    below = ground(_bounds(rows, close=bool(chosen)), asked.network, context_kind(asked.network))
    more = {"row": chosen} if chosen else {}
    data = asked.address("/duplication/map.json", **more)
    href = asked.template("/duplication")
    return script_file(script_of(duplication_map(below, data=data, href=href)))


@views.get("/duplication/map.json")
@access.public
def duplication_values() -> Response:
    """What the map draws: each overlap's sites, line and number."""
    asked = asked_rightly()
    rows = _drawn(found_overlaps(asked), request.args.get("row", ""))
    return jsonify(rows=overlap_features(rows))


def found_overlaps(asked: Asked) -> Duplication:
    """The finding for a question."""
    return findings.duplication(asked.network, asked.options, today=today())


def _drawn(found: Duplication, chosen: str) -> tuple[Overlap, ...]:
    return (found.row(chosen),) if chosen else found.rows[:DRAWN]


def _bounds(rows: tuple[Overlap, ...], *, close: bool) -> Bounds:
    positions = [(side.longitude, side.latitude) for row in rows for side in (row.left, row.right)]
    if close:
        return bounds_of(positions, margin=CLOSE_MARGIN, least_span=CLOSE_SPAN)
    return bounds_of(positions)
