"""``/gaps``: where young people are short of provision, and where nobody has looked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from flask import Blueprint, Response, jsonify, request

from graph.analysis.gaps import Gap, Gaps
from graph.analysis.memory import remembered
from graph.model import AreaKind
from graph.network import Network
from maps.bands import Square
from maps.elements import script_of
from maps.layers import area_values, gap_badges, gaps_shading, session_sites, sessions_in
from maps.legends import Legend, Scale, gaps_legend
from maps.pages import CLOSE_MARGIN, SESSIONS_ZOOM, bounds_of, gaps_map
from service import access, findings
from service.answers import Answer, gaps_answer
from service.asked import GAPS_FIELDS, Asked, asked_rightly, read_asked
from service.curve import CurveChart, curve_chart
from service.forms.paging import Paging
from service.gaps import ROLLED_TO, found_gaps, found_with, rolls_up
from service.mapped import mapped_bounds, mapped_kind
from service.opened import store, today
from service.outlines import ground, levels_address, outlined
from service.pages import Crumb, Page
from service.shaded import level_answer, level_template
from service.sheets.gaps import MOST_WORDS, gaps_sheet
from service.take_away import map_file, script_file, table_file

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
    rolled_up
        Whether larger areas answer because the small ones would be too many to list.
    rows, paging
        The rows of this page of the table.
    curve
        How access lies along deprivation, None where it cannot be told.
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
    rolled_up: bool
    rows: tuple[Gap, ...]
    paging: Paging
    curve: CurveChart | None
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
    asked = read_asked(GAPS_FIELDS)
    found = None if asked.problems else found_gaps(asked)
    paging = asked.paging("/gaps", len(found.rows) if found else 0, PER_PAGE)
    return GapsPage(
        title="Gaps",
        asked=asked,
        problems=asked.problems,
        answer_words=gaps_answer(found) if found else Answer(heading="Gaps"),
        found=found,
        rolled_up=found is not None and rolls_up(asked),
        rows=found.rows[paging.slice] if found else (),
        paging=paging,
        curve=curve_chart(found.curve) if found else None,
        legend=gaps_legend(found.standard_hours_per_week if found else 0.5),
        kinds=kinds_in(asked.network),
    ).answer()


@views.get("/gaps/<id>")
@access.public
def gap(id: str) -> Response:
    """The evidence for one area."""
    asked = asked_rightly(GAPS_FIELDS)
    found = found_with(asked, id)
    row = found.row_of(id)
    return GapPage(
        title=row.area,
        crumbs=(Crumb(text="Gaps", address=asked.address("/gaps")),),
        asked=asked,
        found=found,
        row=row,
        legend=gaps_legend(found.standard_hours_per_week),
    ).answer()


@views.get("/gaps.csv")
@views.get("/gaps.xlsx")
@access.public
def gaps_csv() -> Response:
    """Every row as CSV or a workbook."""
    found = found_gaps(asked_rightly(GAPS_FIELDS))
    return table_file(gaps_sheet(found), range(len(found.rows)))


@views.get("/gaps.geojson")
@views.get("/gaps.gpkg")
@access.public
def gaps_geojson() -> Response:
    """Every row for a map: the area's outline where it is known, its centre elsewhere."""
    found = found_gaps(asked_rightly(GAPS_FIELDS))
    size = len(found.rows)
    ids = found.network.areas.id[found.columns.rows].tolist() if size <= MOST_WORDS else []
    outlines = store().boundaries(ids=ids) if ids else {}
    return map_file(gaps_sheet(found), range(size), outlines)


@views.get("/gaps/map.js")
@access.public
def gaps_script() -> Response:
    """The map's script; with ``row`` it looks at that area and what is near."""
    asked = asked_rightly(GAPS_FIELDS)
    chosen = request.args.get("row", "")
    found = found_with(asked, chosen) if chosen else found_gaps(asked)
    bounds = (
        bounds_of(_around(asked.network, found.row_of(chosen)), margin=CLOSE_MARGIN)
        if chosen
        else mapped_bounds(asked)
    )
    below = ground(bounds, asked.network, mapped_kind(asked), asked.options.within)
    return script_file(
        script_of(
            gaps_map(
                below,
                data=asked.address("/gaps/map.json", **({"row": chosen} if chosen else {})),
                values=level_template(asked.address("/gaps/values.json")),
                sessions=asked.address("/gaps/sessions/{x}/{y}.json"),
                href=asked.template("/gaps"),
                standard_hours_per_week=found.standard_hours_per_week,
                drawn=asked.address("/gaps/outline.json") if asked.question.shape else "",
            )
        )
    )


@views.get("/gaps/map.json")
@access.public
def gaps_values() -> Response:
    """What the map draws: values of areas, numbers of the widest gaps, where sessions are."""
    asked = asked_rightly(GAPS_FIELDS)
    chosen = request.args.get("row", "")
    found = found_with(asked, chosen) if chosen else found_gaps(asked)
    kind = mapped_kind(asked)
    few = not levels_address(asked.network, kind, asked.options.within)
    known = outlined(asked.network, kind) if kind and few else frozenset()
    short = ~found.columns.unmapped & ~found.columns.met
    return jsonify(
        values=area_values(_own(asked), known) if few else None,
        rows=gap_badges(
            found.rows[: min(NUMBERED, int(short.sum()))], found.standard_hours_per_week
        ),
        sessions=session_sites(found) if few else None,
    )


@views.get("/gaps/values.json")
@access.public
def gaps_level() -> Response:
    """The classes of one level of a large map; with ``n`` what is told of one of its areas."""
    asked = asked_rightly(GAPS_FIELDS)
    # The table's own areas, far out, are worked out already.
    listed = rolls_up(asked) and request.args.get("level") == ROLLED_TO.value
    own = found_gaps(asked) if listed else _own(asked)
    return level_answer(
        asked.network,
        gaps_shading(own),
        Scale.of_access(own.standard_hours_per_week),
        href=lambda kind: asked.address("/gaps/{id}", **({"roll_up": kind} if kind else {})),
    )


@views.get("/gaps/sessions/<int:x>/<int:y>.json")
@access.public
def gaps_sessions(x: int, y: int) -> Response:
    """Where sessions happen in one square of a large map."""
    square = Square(zoom=SESSIONS_ZOOM, x=x, y=y)
    return jsonify(sessions_in(_own(asked_rightly(GAPS_FIELDS)), square.box))


def _own(asked: Asked) -> Gaps:
    """The gaps of the areas that the map draws near, which the table may put together."""
    return findings.gaps(asked.network, asked.options, today=today())


@remembered(most=1)
def kinds_in(network: Network) -> tuple[AreaKind, ...]:
    """The kinds of area that there are, the largest first."""
    present = {str(kind) for kind in np.unique(network.areas.kind)}
    return tuple(kind for kind in AreaKind if kind.value in present)


def _around(network: Network, row: Gap) -> list[tuple[float, float]]:
    """The positions of an area and of the sessions nearest to it."""
    positions = [(row.longitude, row.latitude)]
    for near in row.nearest:
        site = int(network.activities.site[network.activities.row(near.activity_id)])
        if site >= 0:
            sites = network.sites
            positions.append((float(sites.longitude[site]), float(sites.latitude[site])))
    return positions
