"""Bringing in what was weighed, taking the table of it away, and taking an import back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, cast

from flask import Blueprint, Response, abort, current_app, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from graph.model import Change
from service import access
from service.history import Doers
from service.jobs import Jobs
from service.opened import store
from service.pages import Crumb, Page
from service.receiving import untaking_of
from service.take_away import own_file
from service.weighed import READING, TABLE, bringing, taking_back

views = Blueprint("weighed_imports", __name__)


@dataclass(frozen=True, kw_only=True)
class TakeBackPage(Page):
    """Whether an import is to be taken back.

    Attributes
    ----------
    change, who
        Which import, and who did it.
    reasons
        What stands in its way; empty where nothing does.
    going, back
        How many rows would go, and how many would be what they were.
    """

    template: ClassVar[str] = "imports/take_back.html"
    change: Change
    who: str
    reasons: tuple[str, ...]
    going: int
    back: int


def _jobs() -> Jobs:
    return cast(Jobs, current_app.extensions["hedgerow.jobs"])


@views.post("/import/jobs/<id>/bring-in")
@access.administrators_or_local
def bring_in(id: str) -> AnyResponse:
    """Bring in what was weighed."""
    open_store, jobs = store(), _jobs()
    job = jobs.get(id)
    if not job.asks or not (jobs.shelf(id) / READING).exists():
        abort(409, "There is nothing here that waits: it was brought in already.")
    work = bringing(open_store, jobs.shelf(id), by=access.doer())
    begun = jobs.begin(job.title, work)
    return redirect(url_for("imports.show", id=begun.id), code=303)


@views.get("/import/jobs/<id>/preview.csv")
@access.administrators_or_local
def preview(id: str) -> Response:
    """All that an import would do, row by row."""
    jobs = _jobs()
    table = jobs.shelf(id) / TABLE if jobs.get(id).asks else None
    if table is None or not table.exists():
        abort(404)
    return own_file(table.read_bytes(), TABLE, "text/csv; charset=utf-8")


@views.get("/import/changes/<id>/take-back")
@access.administrators_or_local
def ask(id: str) -> AnyResponse:
    """Say what taking an import back would do, and what stands in its way."""
    undo = untaking_of(store(), id)
    return TakeBackPage(
        title="Take this import back?",
        crumbs=(Crumb(text="Home", address="/"), Crumb(text="Bring data in", address="/import")),
        change=undo.change,
        who=Doers(named=True).of(undo.change),
        reasons=undo.reasons,
        going=len(undo.remove),
        back=len(undo.records),
    ).answer()


@views.post("/import/changes/<id>/take-back")
@access.administrators_or_local
def take_back(id: str) -> AnyResponse:
    """Take an import back."""
    open_store, jobs = store(), _jobs()
    change = open_store.change(id)
    work = taking_back(open_store, id, by=access.doer())
    begun = jobs.begin(f"Take back: {change.message}"[:200], work)
    return redirect(url_for("imports.show", id=begun.id), code=303)
