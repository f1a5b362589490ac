"""``/gaps``: where young people are short of provision, and where nobody has looked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, Response, jsonify, request

from graph.analysis.gaps import Coverage, Gap, Gaps
from graph.errors import NotFound
from graph.model import AreaKind
from graph.network import Network
from maps.elements import script_of
from maps.layers import area_values, gap_badges, session_sites
from maps.legends import Legend, gaps_legend
from maps.pages import CLOSE_MARGIN, MARGIN, bounds_of, gaps_map
from service import access, findings
from service.answers import Answer, gaps_answer
from service.asked import FIELDS, Asked, asked_rightly, read_asked
from service.forms.paging import Paging
from service.opened import store, today
from service.outlines import ground, outlined
from service.pages import Crumb, Page
from service.sheets.gaps import GAPS
from service.take_away import csv_file, geojson_file, script_file

views = Blueprint("gaps", __name__)

PER_PAGE = 25
NUMBERED = 15
"""How many of the widest gaps have a number on the map."""


@dataclass(frozen=True, kw_only=True)
class GapsPage(Page):
    """Every area's gap, on a map and in a table.

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
    kinds
        Kinds of area to answer for.
    """

    template: ClassVar[str] = "gaps/index.html"
    section: ClassVar[str] = "/gaps"
    asked: Asked
    answer_words: Answer
    found: Gaps | None
    rows: tuple[Gap, ...]
    paging: Paging
    legend: Legend
    kinds: tuple[AreaKind, ...]
    numbered: int = NUMBERED


@dataclass(frozen=True, kw_only=True)
class GapPage(Page):
    """The evidence for one area.

    Attributes
    ----------
    asked, found
        The question, and the finding that the row stands in.
    row
        The area's.
    """

    template: ClassVar[str] = "gaps/area.html"
    section: ClassVar[str] = "/gaps"
    asked: Asked
    found: Gaps
    row: Gap
    legend: Legend


@views.get("/gaps")
@access.public
def gaps() -> Response:
    """The page."""
    asked = read_asked({*FIELDS, "roll_up"})
    found = None if asked.problems else _found(asked)
    rows = found.rows if found else ()
    paging = asked.paging("/gaps", len(rows), PER_PAGE)
    return GapsPage(
        title="Gaps",
        asked=asked,
        problems=asked.problems,
        answer_words=gaps_answer(found) if found else Answer(heading="Gaps"),
        found=found,
        rows=rows[paging.slice],
        paging=paging,
        legend=gaps_legend(found.standard_hours_per_week if found else 0.5),
        kinds=kinds_in(asked.network),
    ).answer()


@views.get("/gaps/<id>")
@access.public
def gap(id: str) -> Response:
    """The evidence for one area."""
    asked = asked_rightly()
    found = _found(asked)
    row = _row(found, id)
    return GapPage(
        title=row.area,
        crumbs=(Crumb(text="Gaps", address=asked.address("/gaps")),),
        asked=asked,
        found=found,
        row=row,
        legend=gaps_legend(found.standard_hours_per_week),
    ).answer()


@views.get("/gaps.csv")
@access.public
def gaps_csv() -> Response:
    """Every row as CSV."""
    return csv_file(GAPS, _found(asked_rightly()).rows)


@views.get("/gaps.geojson")
@access.public
def gaps_geojson() -> Response:
    """Every row as GeoJSON: the area's outline where it is known, its centre elsewhere."""
    rows = _found(asked_rightly()).rows
    outlines = store().boundaries(ids=[row.area_id for row in rows]) if rows else {}
    return geojson_file(GAPS, rows, outlines)


@views.get("/gaps/map.js")
@access.public
def gaps_script() -> Response:
    """The map's script; with ``row`` it looks at that area and what is near."""
    asked = asked_rightly()
    found = _found(asked)
    chosen = request.args.get("row", "")
    positions = (
        _around(asked.network, _row(found, chosen))
        if chosen
        else [(row.longitude, row.latitude) for row in found.rows]
    )
    below = ground(
        bounds_of(positions, margin=CLOSE_MARGIN if chosen else MARGIN),
        asked.network,
        _kind(found),
        asked.options.within,
    )
    return script_file(
        script_of(
            gaps_map(
                below,
                data=asked.address("/gaps/map.json"),
                href=asked.template("/gaps"),
                standard_hours_per_week=found.standard_hours_per_week,
            )
        )
    )


@views.get("/gaps/map.json")
@access.public
def gaps_values() -> Response:
    """What the map draws: values of areas, numbers of the widest gaps, where sessions are."""
    asked = asked_rightly()
    found = _found(asked)
    kind = _kind(found)
    known = outlined(asked.network, kind) if kind else frozenset()
    short = [r for r in found.rows if r.short > 0 and r.coverage is not Coverage.UNMAPPED]
    return jsonify(
        values=area_values(found, known),
        rows=gap_badges(short[:NUMBERED], found.standard_hours_per_week),
        sessions=session_sites(asked.network, found.rows),
    )


def _found(asked: Asked) -> Gaps:
    return findings.gaps(asked.network, asked.options, today=today())


def _row(found: Gaps, id: str) -> Gap:
    for row in found.rows:
        if row.area_id == id:
            return row
    raise NotFound("gap", id)


def kinds_in(network: Network) -> tuple[AreaKind, ...]:
    """The kinds of area that there are, the largest first."""
    present = {str(kind) for kind in network.areas.kind}
    return tuple(kind for kind in AreaKind if kind.value in present)


def _kind(found: Gaps) -> AreaKind | None:
    """The kind of most of the areas compared, None for no areas."""
    kinds = [row.kind for row in found.rows]
    return max(AreaKind, key=kinds.count) if kinds else None


def _around(network: Network, row: Gap) -> list[tuple[float, float]]:
    """The positions of an area and of the sessions nearest to it."""
    positions = [(row.longitude, row.latitude)]
    for near in row.nearest:
        site = int(network.activities.site[network.activities.row(near.activity_id)])
        if site >= 0:
            sites = network.sites
            positions.append((float(sites.longitude[site]), float(sites.latitude[site])))
    return positions
