"""``/freshness``: how long ago rows were checked, by area and organisation; who can be asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

import numpy as np
from flask import Blueprint, Response, abort, current_app, flash, jsonify, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from graph.analysis.freshness import AGES, Age, Tally, by_area, by_organisation
from graph.model import Account, AreaKind
from graph.network import Flags, Network
from maps.elements import script_of
from maps.freshness import (
    SCALE,
    freshness_legend,
    freshness_map,
    freshness_shading,
    freshness_values,
    share_in_words,
)
from maps.grounds import MARGIN, bounds_of
from maps.legends import Legend
from service import access
from service.findings import keep
from service.formats import count
from service.forms.paging import Paging
from service.forms.query import Query
from service.forms.question import area_names, read_area
from service.opened import network, store
from service.outlines import ground, levels_address, outlined
from service.pages import Page, Problem
from service.post import office
from service.reminding import Reminders, due_rows, remind
from service.rights import looks_after, organisations_in
from service.saving import is_staff
from service.shaded import level_answer, level_template
from service.sheets.freshness import freshness_sheet
from service.signing.session import now, own_account
from service.take_away import script_file, table_file
from service.views.gaps import kinds_in

views = Blueprint("freshness", __name__)

PER_PAGE = 25
MOST_AREAS = 25
"""How many areas the page lists; all of them are in the file."""
MOST_LETTERS = 50
"""How many letters are written at one press of the button."""
SMALL = 2_000
"""Of more areas than this, larger ones answer where nobody chose a kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a table: an organisation, or an area.

    Attributes
    ----------
    id, name
        Which.
    counts
        Rows of each age.
    total, share
        How many rows there are, and the share that was checked within a year.
    oldest
        The oldest check, None where there is none.
    """

    id: str
    name: str
    counts: tuple[int, ...]
    total: int
    share: float
    oldest: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Whether an organisation can be asked.

    Attributes
    ----------
    due
        How many of its rows are due.
    whom
        Who would be written to, in words that name nobody.
    written_at
        When it was written to last, None where it never was.
    may
        Whether whoever looks may let it be written to now.
    """

    due: int
    whom: str
    written_at: datetime | None
    may: bool


@dataclass(frozen=True, kw_only=True)
class FreshnessPage(Page):
    """How fresh everything is.

    Attributes
    ----------
    lead
        The answer in a sentence.
    ages
        The headings of the counts.
    areas, areas_in_all
        The areas that are listed, the least checked first; none for whoever is no staff.
    elsewhere
        How many rows have no place.
    organisations, asking, paging
        Those of this page of the table, the oldest first, and how each can be asked.
    kinds, roll_up, area_name, area_names
        For the filters.
    staff, may_write
        Whether whoever looks sees everything, and may let letters be written.
    """

    template: ClassVar[str] = "freshness/index.html"
    section: ClassVar[str] = "/freshness"
    lead: str
    ages: tuple[Age, ...]
    areas: tuple[Line, ...]
    areas_in_all: int
    elsewhere: int
    organisations: tuple[Line, ...]
    asking: tuple[Asking, ...]
    paging: Paging
    kinds: tuple[AreaKind, ...]
    roll_up: AreaKind | None
    area_name: str
    area_names: tuple[tuple[str, str], ...]
    legend: Legend
    staff: bool
    may_write: bool
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What is asked for."""

    roll_up: AreaKind | None
    area_id: str | None
    area_name: str
    page: int
    problems: tuple[Problem, ...]

    def address(self, path: str) -> str:
        given = request.args.to_dict()
        kept = tuple((n, given[n]) for n in ("roll_up", "area") if given.get(n))
        return Paging(path=path, asked=kept, total=0, number=1).address(1)


@views.get("/freshness")
@access.keepers_and_staff
def show() -> AnyResponse:
    """The page."""
    account, known, asked = own_account(), network(), _read()
    staff = is_staff(account)
    tally = _organisations(account, asked)
    paging = Paging.of(
        "/freshness", request.args, total=len(tally), number=asked.page, per_page=PER_PAGE
    )
    places = tally.oldest_first[paging.slice].tolist()
    areas = _areas(asked) if staff else None
    lines = tuple(_line(known, tally, place, areas=False) for place in places)
    return FreshnessPage(
        title="Freshness",
        problems=asked.problems,
        lead=_lead(tally, staff=staff),
        ages=AGES,
        areas=()
        if areas is None
        else tuple(
            _line(known, areas, place, areas=True) for place in areas.order[:MOST_AREAS].tolist()
        ),
        areas_in_all=0 if areas is None else len(areas),
        elsewhere=0 if areas is None else areas.elsewhere,
        organisations=lines,
        asking=_asking(account, lines),
        paging=paging,
        kinds=kinds_in(known),
        roll_up=asked.roll_up,
        area_name=asked.area_name,
        area_names=area_names(known),
        legend=freshness_legend(),
        staff=staff,
        may_write=access.may(access.stewards),
        query=asked.address("/freshness").removeprefix("/freshness"),
    ).answer()


@views.post("/freshness/write")
@access.stewards
def write() -> AnyResponse:
    """Write to an organisation, or to all that one looks after whose turn it is."""
    account, known = own_account(), network()
    given = request.form.getlist("organisation")
    late = _late(known)
    wanted = [id for id in given or late if looks_after(account, id, known)]
    if given and not wanted:
        abort(403, "This organisation is looked after by other stewards.")
    letters = remind(
        store(),
        current_app.config["HEDGEROW"],
        now=now(),
        post=office.of_app(current_app).post,
        only=frozenset(wanted),
        most=MOST_LETTERS,
    )
    words = f"{count(len(letters), 'letter')} written.".capitalize()
    if len(letters) == MOST_LETTERS:
        words += " Press again for more."
    elif not letters:
        words += " Nobody else is due who can be written to now."
    flash(words)
    return redirect("/freshness", 303)


@views.get("/freshness.csv")
@views.get("/freshness.xlsx")
@access.keepers_and_staff
def organisations_csv() -> AnyResponse:
    """Every organisation that one may see as CSV, the oldest first."""
    tally = _organisations(own_account(), _rightly())
    return table_file(freshness_sheet(network(), tally, areas=False), tally.oldest_first.tolist())


@views.get("/freshness/areas.csv")
@views.get("/freshness/areas.xlsx")
@access.staff
def areas_csv() -> AnyResponse:
    """Every area as CSV, the least checked first."""
    tally = _areas(_rightly())
    return table_file(freshness_sheet(network(), tally, areas=True), tally.order.tolist())


@views.get("/freshness/map.js")
@access.staff
def script() -> AnyResponse:
    """The map's script."""
    asked, known = _rightly(), network()
    tally = _areas(asked)
    areas = known.areas
    positions = zip(
        areas.longitude[tally.rows].tolist(), areas.latitude[tally.rows].tolist(), strict=True
    )
    below = ground(bounds_of(positions, margin=MARGIN), known, _kind(asked), asked.area_id)
    made = freshness_map(
        below,
        data=asked.address("/freshness/map.json"),
        values=level_template(asked.address("/freshness/values.json")),
    )
    return script_file(script_of(made))


@views.get("/freshness/map.json")
@access.staff
def values() -> AnyResponse:
    """What the map draws: the class of each area."""
    asked, known = _rightly(), network()
    kind = _kind(asked)
    few = not levels_address(known, kind, asked.area_id)
    there = outlined(known, kind) if kind and few else frozenset[str]()
    return jsonify(values=freshness_values(known, _areas(asked), there) if few else None)


@views.get("/freshness/values.json")
@access.staff
def level() -> Response:
    """The classes of one level of a large map; with ``n`` what is told of one of its areas."""
    return level_answer(
        network(),
        freshness_shading(_areas(_rightly())),
        SCALE,
        href=lambda _: "/areas/{id}",
        spoken=share_in_words,
    )


def _read() -> _Asked:
    query, known = Query(request.args), network()
    area_id, area_name = read_area(query, known)
    roll_up = query.word("roll_up", AreaKind, "The kind of area")
    if roll_up is None and len(known.demand_areas) > SMALL:
        roll_up = AreaKind.LOCAL_AUTHORITY
    return _Asked(
        roll_up=roll_up,
        area_id=area_id,
        area_name=area_name,
        page=query.whole("page", "The page", default=1, low=1, high=100_000),
        problems=tuple(query.problems),
    )


def _rightly() -> _Asked:
    asked = _read()
    if asked.problems:
        abort(400, " ".join(problem.message for problem in asked.problems))
    return asked


def _areas(asked: _Asked) -> Tally:
    known, today = network(), now().date()
    return keep(
        "freshness of areas",
        known,
        (today, asked.roll_up, asked.area_id),
        lambda: by_area(known, today=today, roll_up=asked.roll_up, within=asked.area_id),
    )


def _organisations(account: Account, asked: _Asked) -> Tally:
    """The organisations that somebody may see, in the area that is asked about."""
    known = network()
    wanted: Flags = np.ones(len(known.organisations), dtype=bool)
    if not is_staff(account):
        wanted[:] = [id in account.organisation_ids for id in known.organisations.id.tolist()]
    if asked.area_id is not None:
        wanted &= organisations_in(known, [asked.area_id])
    return by_organisation(known, today=now().date()).only(wanted)


def _kind(asked: _Asked) -> AreaKind | None:
    """The kind of area that the map draws."""
    if asked.roll_up is not None:
        return asked.roll_up
    known = network()
    kinds, counts = np.unique(known.areas.kind[known.demand_areas], return_counts=True)
    return AreaKind(str(kinds[counts.argmax()])) if len(kinds) else None


def _line(known: Network, tally: Tally, place: int, *, areas: bool) -> Line:
    row, oldest = int(tally.rows[place]), tally.oldest[place]
    table = known.areas if areas else known.organisations
    return Line(
        id=str(table.id[row]),
        name=str(table.name[row]),
        counts=tuple(tally.counts[place].tolist()),
        total=int(tally.total[place]),
        share=float(tally.share_checked[place]),
        oldest=None if np.isnat(oldest) else oldest.astype(date),
    )


def _asking(account: Account, lines: tuple[Line, ...]) -> tuple[Asking, ...]:
    """How each organisation of some lines can be asked."""
    known = network()
    reminders = Reminders(store(), current_app.config["HEDGEROW"], now=now())
    late = _late(known)
    found = []
    for line in lines:
        reader, due = reminders.reader(line.id), len(late.get(line.id, ()))
        last = reminders.written_at(line.id)
        found.append(
            Asking(
                due=due,
                whom=reader.whom if reader else "Nobody to write to",
                written_at=last,
                may=bool(due and reader)
                and reminders.has_had_peace(line.id)
                and looks_after(account, line.id, known),
            )
        )
    return tuple(found)


def _lead(tally: Tally, *, staff: bool) -> str:
    rows, fresh = int(tally.total.sum()), int(tally.counts[:, :2].sum())
    if not rows:
        return "There is no row yet."
    never = int(tally.counts[:, -1].sum())
    whose = "rows" if staff else "of your rows"
    words = f"{fresh:,} of {rows:,} {whose} were checked within a year"
    return f"{words}; {never:,} never were." if never else f"{words}."


def _late(known: Network) -> dict[str, tuple[tuple[str, str], ...]]:
    """Which rows are due, by whose they are."""
    days, moment = current_app.config["HEDGEROW"].remind_days, now()
    return keep(
        "due rows",
        known,
        (moment.date(), days),
        lambda: due_rows(known, now=moment, days=days),
    )
