"""``/what-if``: build a scenario, compare it with today, share it, keep it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from flask import Blueprint, Response, jsonify, redirect, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from graph.analysis.scenario.comparison import AreaChange, Comparison
from graph.analysis.scenario.edits import MOST_EDITS
from graph.model import AreaKind, Audience, Scenario, Theme
from maps.elements import script_of
from maps.grounds import CLOSE_MARGIN, MARGIN, Bounds, bounds_of
from maps.legends import Legend, Scale
from maps.pairs import pair_legend, side_map, side_shading, side_values
from service import access
from service.answers import Answer
from service.asked import beside_fields
from service.finder import Hit, Hits, find_named, hit_of
from service.forms.paging import Paging
from service.forms.query import Query
from service.forms.scenario import FIELDS_ABOUT, KEEP_FIELDS, Do, fields_given, read_change
from service.opened import store
from service.outlines import ground, levels_address, outlined
from service.pages import Page, Problem
from service.scenario import (
    PATH,
    ScenarioAsked,
    compared,
    example_addresses,
    read_asked_scenario,
    scenario_asked_rightly,
)
from service.scenario_answer import counter_reading, how_worked_out, scenario_answer, scenario_title
from service.shaded import level_answer, level_template
from service.sheets.what_if import WHAT_IF
from service.take_away import map_file, script_file, table_file
from service.views.gaps import kinds_in

views = Blueprint("what_if", __name__)

PER_PAGE = 25
SIDES = ("today", "then")
MOST_OUTLINES = 2_000
"""In how many rows of a file the outlines stand; longer ones have the centres alone."""


@dataclass(frozen=True, kw_only=True)
class WhatIfPage(Page):
    """A scenario beside today, and what it is built with.

    Attributes
    ----------
    asked
        The scenario and the question.
    found
        The comparison, None where there are no edits or something was wrong.
    answer_words, reading
        The heading and the lead, and how else they may be read.
    how
        What the numbers rest on.
    title_words
        The scenario in a few words.
    rows, paging
        The areas of this page of the table.
    legend
        Of the two maps.
    share
        The whole address.
    hits, searched
        What was found by name, and the name.
    about
        What a change is being made about, None for nothing.
    places
        Places to choose from for a move.
    given
        What stands in the fields of the forms.
    kept
        All kept scenarios.
    examples
        Addresses and words of scenarios to begin with.
    """

    template: ClassVar[str] = "what_if/index.html"
    section: ClassVar[str] = PATH
    asked: ScenarioAsked
    found: Comparison | None
    answer_words: Answer
    reading: str
    how: tuple[str, ...]
    title_words: str
    rows: tuple[AreaChange, ...]
    paging: Paging
    legend: Legend
    share: str
    hits: tuple[Hits, ...]
    searched: str
    about: Hit | None
    places: tuple[Hits, ...]
    given: dict[str, str]
    kept: tuple[Scenario, ...]
    examples: tuple[tuple[str, str], ...]
    kinds: tuple[AreaKind, ...]
    themes: tuple[Theme, ...] = tuple(Theme)
    audiences: tuple[Audience, ...] = tuple(Audience)
    most_edits: int = MOST_EDITS


@views.get("/what-if")
@access.public
def what_if() -> Response:
    """The page."""
    return scenario_page(read_asked_scenario())


@views.get("/what-if/add")
@access.public
def add() -> AnyResponse:
    """The scenario with the change that a form asks for; the form again where it is wrong."""
    asked = read_asked_scenario()
    query, about = Query(request.args), request.args.get("about", "")
    do = query.word("do", Do, "What happens")
    if do is None:
        if about and not query.problems:
            query.wrong("Choose what happens to it.", "")
        return scenario_page(asked, tuple(query.problems))
    change = read_change(query, asked.asked.network, do=do, about=about)
    if len(asked.edits) >= MOST_EDITS:
        query.wrong(f"A scenario has 0 to {MOST_EDITS} changes; take one out first.", "")
    problems = (*asked.problems, *query.problems)
    if change.edit is not None and not problems:
        return redirect(asked.more(change.edit), code=303)
    return scenario_page(asked, tuple(query.problems), places=change.places)


@views.get("/what-if.csv")
@views.get("/what-if.xlsx")
@access.public
def as_csv() -> Response:
    """Every area that changes, as CSV or a workbook."""
    return table_file(WHAT_IF, compared(scenario_asked_rightly()).rows)


@views.get("/what-if.geojson")
@views.get("/what-if.gpkg")
@access.public
def as_geojson() -> Response:
    """Every area that changes, for a map: its outline where it is known, else its centre."""
    rows = compared(scenario_asked_rightly()).rows
    ids = [row.area_id for row in rows] if len(rows) <= MOST_OUTLINES else []
    outlines = store().boundaries(ids=ids) if ids else {}
    return map_file(WHAT_IF, rows, outlines)


@views.get("/what-if/map.js")
@access.public
def maps_script() -> Response:
    """The script of both maps."""
    asked = scenario_asked_rightly()
    found, known = compared(asked), asked.asked.network
    below = ground(_looked_at(found), known, _kind(asked, found), asked.asked.options.within)
    sides = (
        script_of(
            side_map(
                side,
                below,
                data=asked.address(f"{PATH}/map.json", side=side),
                values=level_template(asked.address(f"{PATH}/values.json", side=side)),
                href="/areas/{id}",
                standard_hours_per_week=found.standard_hours_per_week,
            )
        )
        for side in SIDES
    )
    return script_file("".join(sides))


@views.get("/what-if/map.json")
@access.public
def side_of_few() -> Response:
    """What the map of one side draws where the areas are few: their values by id."""
    asked = scenario_asked_rightly()
    found, known = compared(asked), asked.asked.network
    kind = _kind(asked, found)
    few = not levels_address(known, kind, asked.asked.options.within)
    values = side_values(
        known,
        found.columns,
        outlined(known, kind) if kind else frozenset(),
        after=_after(),
        standard_hours_per_week=found.standard_hours_per_week,
    )
    return jsonify(values=values if few else None)


@views.get("/what-if/values.json")
@access.public
def side_of_many() -> Response:
    """The classes of one level of a large map's side; with ``n`` what is told of one area."""
    asked = scenario_asked_rightly()
    found = compared(asked)
    return level_answer(
        asked.asked.network,
        side_shading(found.columns, after=_after()),
        Scale.of_access(found.standard_hours_per_week),
        href=lambda _: "/areas/{id}",
    )


def _looked_at(found: Comparison) -> Bounds:
    """What both maps look at first: where anything changes, or else everything compared."""
    columns = found.columns
    moved = columns.changes
    chosen = moved if moved.any() else np.ones_like(moved)
    longitude, latitude = columns.longitude[chosen], columns.latitude[chosen]
    return bounds_of(
        zip(longitude.tolist(), latitude.tolist(), strict=True),
        margin=CLOSE_MARGIN if moved.any() else MARGIN,
    )


def _after() -> bool:
    """Whether this request is about the side of then."""
    return request.args.get("side", "") == SIDES[1]


def _kind(asked: ScenarioAsked, found: Comparison) -> AreaKind | None:
    """The kind of most of the areas compared, the largest of several; None for no areas."""
    kinds, counts = np.unique(
        asked.asked.network.areas.kind[found.columns.rows], return_counts=True
    )
    count = dict(zip(kinds.tolist(), counts.tolist(), strict=True))
    return max(AreaKind, key=lambda kind: count.get(kind.value, 0)) if count else None


def scenario_page(
    asked: ScenarioAsked,
    problems: tuple[Problem, ...] = (),
    *,
    places: tuple[Hits, ...] = (),
    given: MultiDict[str, str] | None = None,
) -> Response:
    """The page of a scenario; ``given`` is what was sent, where it is not the address."""
    known = asked.asked.network
    sent = request.args if given is None else given
    found = compared(asked) if asked.edits and not asked.asked.problems else None
    rows = found.rows if found else ()
    paging = asked.paging(len(rows), PER_PAGE)
    searched = sent.get("q", "")[:200].strip()
    about = hit_of(known, sent.get("about", ""))
    words = scenario_answer(found) if found else _invitation(asked)
    return WhatIfPage(
        title=asked.kept.name if asked.kept else "What if",
        asked=asked,
        problems=(*asked.problems, *beside_fields(problems, _fields(asked, about))),
        found=found,
        answer_words=words,
        reading=counter_reading(found) if found else "",
        how=how_worked_out(found) if found else (),
        title_words=scenario_title(found.notes) if found else "",
        rows=tuple(rows[paging.slice]),
        paging=paging,
        legend=pair_legend(found.standard_hours_per_week if found else 0.5),
        share=request.host_url.rstrip("/") + asked.address(),
        hits=tuple(find_named(known, searched)) if searched else (),
        searched=searched,
        about=about,
        places=places,
        given=fields_given(sent),
        kept=known.scenarios,
        examples=() if asked.edits else example_addresses(known),
        kinds=kinds_in(known),
    ).answer()


def _fields(asked: ScenarioAsked, about: Hit | None) -> set[str]:
    """The fields that the page's forms have."""
    return {
        "q",
        *(FIELDS_ABOUT[about.kind] if about else ()),
        *(KEEP_FIELDS if asked.edits else ()),
    }


def _invitation(asked: ScenarioAsked) -> Answer:
    if asked.edits:
        return Answer(heading="What if")
    return Answer(
        heading="What if something closed, opened or changed?",
        lead="Choose what happens, and see who would have less within reach, and who more: "
        "by place, by age, and by how deprived the places are.",
    )
