"""``/where-next``: where new sessions would lift the most, found at once and then proven."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from flask import Blueprint, Response, abort, jsonify, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from graph.analysis.progress import Progress
from graph.analysis.where_next import WhereNext, Wish, find_where_next
from graph.analysis.where_next.new_session import NewSession, new_sessions, session_ids
from graph.analysis.where_next.session_team import with_teams
from graph.errors import NotFound
from maps.elements import script_of
from maps.grounds import CLOSE_MARGIN, MARGIN, bounds_of
from maps.legends import Legend
from maps.where_next import (
    SCALE,
    hall_badges,
    lifted_positions,
    lifted_shading,
    lifted_values,
    share_in_words,
    where_next_legend,
    where_next_map,
)
from service import access, findings
from service.answers import Answer
from service.asked import FIELDS, Asked, beside_fields, read_asked
from service.forms.paging import Paging
from service.forms.query import Query
from service.forms.where_next import WISH_NAMES, Wishes, read_wish
from service.opened import today
from service.outlines import context_kind, ground, levels_address, outlined
from service.pages import Crumb, Page
from service.proving import Proof, proofs
from service.shaded import level_answer, level_template
from service.sheets.where_next import WHERE_NEXT
from service.take_away import map_file, script_file, table_file
from service.views.opportunities import EVIDENCE
from service.where_next import gathers, proof_words, spread_words, where_next_answer
from service.workings import Unfinished

views = Blueprint("where_next", __name__)

AROUND = 0.2
"""Degrees of latitude that the map shows at least, some 22 kilometres: whom a hall is near."""

PER_PAGE = 15
NUMBERED = 100
"""Halls with a number on the map."""

PROOF_WAIT_S = 0.7
"""How long the page waits for a proof that may be done at once."""

LOOK_AGAIN_S = 3
"""After which a page whose proof goes on is loaded again, later the longer it takes."""


@dataclass(frozen=True, kw_only=True)
class WhereNextPage(Page):
    """New sessions, on a map and in a table.

    Attributes
    ----------
    asked, wish, wishes
        The question, what was wished for, and what can be.
    answer_words, proof_told
        The heading and the lead, and how good the answer is.
    spread_told, gathered
        Where those lifted live, and whether several sessions are for one place.
    proof
        How far the proof is, None where the question was wrong.
    rows, paging
        The rows of this page of the table.
    teams_going
        Whether their teams are still being searched.
    legend
        Of the map.
    look_again_s
        After how many seconds to load the page again, 0 for never.
    """

    template: ClassVar[str] = "where_next/index.html"
    section: ClassVar[str] = "/where-next"
    asked: Asked
    wish: Wish
    wishes: Wishes
    answer_words: Answer
    spread_told: str
    gathered: bool
    proof_told: str
    proof: Proof | None
    rows: Sequence[NewSession]
    paging: Paging
    teams_going: bool
    legend: Legend
    look_again_s: int


@dataclass(frozen=True, kw_only=True)
class NewSessionPage(Page):
    """The evidence for one new session.

    Attributes
    ----------
    asked, found
        The question, and the choice that the row stands in.
    row
        The session, with its team.
    evidence
        Where the record of a kind is shown.
    """

    template: ClassVar[str] = "where_next/session.html"
    section: ClassVar[str] = "/where-next"
    asked: Asked
    found: WhereNext
    row: NewSession
    legend: Legend
    evidence: dict[str, str]


@views.get("/where-next")
@access.public
def where_next() -> Response:
    """The page."""
    asked, wish = _read()
    proof = None if asked.problems else proof_of(asked, wish, wait=PROOF_WAIT_S)
    rows = new_sessions(proof.found) if proof else ()
    paging = asked.paging("/where-next", len(rows), PER_PAGE)
    shown, teamed = tuple(rows[paging.slice]), True
    if proof and shown:
        try:
            shown = _with_teams(asked, wish, proof.found, shown)
        except Unfinished:
            teamed = False
    return WhereNextPage(
        title="Where next",
        asked=asked,
        wish=wish,
        wishes=Wishes(),
        problems=asked.problems,
        answer_words=where_next_answer(proof.found) if proof else Answer(heading="Where next"),
        spread_told=spread_words(proof.found) if proof else "",
        gathered=gathers(proof.found) if proof else False,
        proof_told=proof_words(proof) if proof else "",
        proof=proof,
        rows=shown,
        teams_going=not teamed,
        paging=paging,
        legend=where_next_legend(),
        look_again_s=_look_again_s(proof, teamed=teamed),
    ).answer()


@views.get("/where-next/<id>")
@access.public
def session(id: str) -> AnyResponse:
    """The evidence for one new session; the whole answer where a better one has replaced it."""
    asked, wish = wished_rightly()
    found = proof_of(asked, wish).found
    ids = session_ids(found)
    if id not in ids:
        if id in session_ids(found, all=True):
            return redirect(asked.address("/where-next"), code=303)
        raise NotFound("new session", id)
    (row,) = _with_teams(asked, wish, found, (new_sessions(found)[ids.index(id)],))
    return NewSessionPage(
        title=row.hall,
        crumbs=(Crumb(text="Where next", address=asked.address("/where-next")),),
        asked=asked,
        found=found,
        row=row,
        legend=where_next_legend(),
        evidence=EVIDENCE,
    ).answer()


@views.get("/where-next.csv")
@views.get("/where-next.xlsx")
@access.public
def where_next_csv() -> Response:
    """Every row as CSV or a workbook."""
    return table_file(WHERE_NEXT, every_session())


@views.get("/where-next.geojson")
@views.get("/where-next.gpkg")
@access.public
def where_next_geojson() -> Response:
    """Every row as GeoJSON or a GeoPackage."""
    return map_file(WHERE_NEXT, every_session())


@views.get("/where-next/map.js")
@access.public
def where_next_script() -> Response:
    """The map's script; with ``row`` it looks at that hall."""
    asked, wish = wished_rightly()
    found, chosen = proof_of(asked, wish).found, request.args.get("row", "")
    rows = [row for row in new_sessions(found) if not chosen or row.id == chosen]
    below = ground(
        bounds_of(
            [(row.longitude, row.latitude) for row in rows] + lifted_positions(found, rows),
            margin=CLOSE_MARGIN if chosen else MARGIN,
            least_span=AROUND,
        ),
        asked.network,
        context_kind(asked.network),
        asked.options.within,
    )
    made = where_next_map(
        below,
        data=asked.address("/where-next/map.json"),
        values=level_template(asked.address("/where-next/values.json")),
        href=asked.template("/where-next"),
    )
    return script_file(script_of(made))


@views.get("/where-next/map.json")
@access.public
def where_next_values() -> Response:
    """What the map draws: whom the sessions would lift, and the halls by number."""
    asked, wish = wished_rightly()
    found, kind = proof_of(asked, wish).found, context_kind(asked.network)
    few = not levels_address(asked.network, kind, asked.options.within)
    known = outlined(asked.network, kind) if kind and few else frozenset[str]()
    return jsonify(
        values=lifted_values(found, known) if few else None,
        rows=hall_badges(new_sessions(found)[:NUMBERED]),
    )


@views.get("/where-next/values.json")
@access.public
def where_next_level() -> Response:
    """The classes of one level of a large map; with ``n`` what is told of one of its areas."""
    asked, wish = wished_rightly()
    return level_answer(
        asked.network,
        lifted_shading(proof_of(asked, wish).found),
        SCALE,
        href=lambda _: "/areas/{id}",
        spoken=share_in_words,
    )


def _read() -> tuple[Asked, Wish]:
    """The question of this request and what is wished for; the address keeps both."""
    asked, query = read_asked(), Query(request.args)
    wish = read_wish(query)
    own = tuple((name, request.args[name]) for name in WISH_NAMES if request.args.get(name))
    problems = (*asked.problems, *beside_fields(query.problems, FIELDS | set(WISH_NAMES)))
    return replace(asked, query=(*asked.query, *own), problems=problems), wish


def wished_rightly() -> tuple[Asked, Wish]:
    """As :func:`_read`, for answers that are not the page; 400 where it is wrong."""
    asked, wish = _read()
    if asked.problems:
        abort(400, " ".join(problem.message for problem in asked.problems))
    return asked, wish


def every_session() -> tuple[NewSession, ...]:
    """Every session of the question of this request, with its team."""
    asked, wish = wished_rightly()
    found = proof_of(asked, wish).found
    return _with_teams(asked, wish, found, tuple(new_sessions(found)))


def _with_teams(
    asked: Asked, wish: Wish, found: WhereNext, rows: tuple[NewSession, ...]
) -> tuple[NewSession, ...]:
    """Some sessions with their teams; Unfinished is raised where the search takes a while."""
    key = (asked.options, wish, today(), tuple(row.id for row in rows))

    def work(progress: Progress) -> tuple[NewSession, ...]:
        return with_teams(found, rows, progress)

    return findings.worked_out(
        "where next teams", asked.network, key, work, "Teams for new sessions"
    )


def _look_again_s(proof: Proof | None, *, teamed: bool) -> int:
    if proof is not None and proof.going:
        return max(LOOK_AGAIN_S, proof.seconds // 4)
    return 0 if teamed else LOOK_AGAIN_S


def proof_of(asked: Asked, wish: Wish, *, wait: float = 0.0) -> Proof:
    """What was found at once, and how far its proof is."""
    network, options, day = asked.network, asked.options, today()

    def work(_: Progress) -> WhereNext:
        return find_where_next(
            network,
            slice=options.slice,
            reach=options.reach,
            method=options.method,
            standard_hours_per_week=options.standard_hours_per_week,
            within=options.within,
            wish=wish,
            today=day,
        )

    key = (options, wish, day)
    found = findings.worked_out("where next", network, key, work, "Where next")
    return proofs().look((network.revision, *key), found, wait=wait)
