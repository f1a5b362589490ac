"""``/duplication``: where provision overlaps, and whether that is more than is needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, Response, jsonify, request

from graph.analysis.duplication import Duplication, Overlap
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
from service.sheets.duplication import DUPLICATION
from service.take_away import csv_file, geojson_file, script_file

views = Blueprint("duplication", __name__)

PER_PAGE = 25
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
    cluster
        The other overlaps of its cluster.
    """

    template: ClassVar[str] = "duplication/overlap.html"
    section: ClassVar[str] = "/duplication"
    asked: Asked
    found: Duplication
    row: Overlap
    cluster: tuple[Overlap, ...]
    legend: Legend


@views.get("/duplication")
@access.public
def duplication() -> Response:
    """The page."""
    asked = read_asked()
    found = None if asked.problems else _found(asked)
    rows = found.rows if found else ()
    paging = asked.paging("/duplication", len(rows), PER_PAGE)
    return DuplicationPage(
        title="Duplication",
        asked=asked,
        problems=asked.problems,
        answer_words=duplication_answer(found) if found else Answer(heading="Duplication"),
        found=found,
        rows=rows[paging.slice],
        paging=paging,
        legend=duplication_legend(row.verdict for row in rows[:DRAWN]),
    ).answer()


@views.get("/duplication/<id>")
@access.public
def overlap(id: str) -> Response:
    """The evidence for one overlap."""
    asked = asked_rightly()
    found = _found(asked)
    row = found.row(id)
    return OverlapPage(
        title=f"{row.left.name} and {row.right.name}",
        crumbs=(Crumb(text="Duplication", address=asked.address("/duplication")),),
        asked=asked,
        found=found,
        row=row,
        cluster=tuple(other for other in found.cluster_rows(row.cluster) if other.id != row.id),
        legend=duplication_legend([row.verdict]),
    ).answer()


@views.get("/duplication.csv")
@access.public
def duplication_csv() -> Response:
    """Every row as CSV."""
    return csv_file(DUPLICATION, _found(asked_rightly()).rows)


@views.get("/duplication.geojson")
@access.public
def duplication_geojson() -> Response:
    """Every row as GeoJSON."""
    return geojson_file(DUPLICATION, _found(asked_rightly()).rows)


@views.get("/duplication/map.js")
@access.public
def duplication_script() -> Response:
    """The map's script; with ``row`` for that overlap alone."""
    asked = asked_rightly()
    chosen = request.args.get("row", "")
    rows = _drawn(_found(asked), chosen)
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
    rows = _drawn(_found(asked), request.args.get("row", ""))
    return jsonify(rows=overlap_features(rows))


def _found(asked: Asked) -> Duplication:
    return findings.duplication(asked.network, asked.options, today=today())


def _drawn(found: Duplication, chosen: str) -> tuple[Overlap, ...]:
    return (found.row(chosen),) if chosen else found.rows[:DRAWN]


def _bounds(rows: tuple[Overlap, ...], *, close: bool) -> Bounds:
    positions = [(side.longitude, side.latitude) for row in rows for side in (row.left, row.right)]
    if close:
        return bounds_of(positions, margin=CLOSE_MARGIN, least_span=CLOSE_SPAN)
    return bounds_of(positions)
