"""``/import/spreadsheet/…/look``: what a spreadsheet would do, and bringing it in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, cast

from flask import Blueprint, Response, current_app, flash, redirect
from werkzeug.wrappers import Response as AnyResponse

from graph.errors import NotFound
from graph.store import Store
from seeds.mapped.mapping import Mapping
from seeds.mapped.reader import Mapped, read_mapped
from service import access
from service.config import Config
from service.jobs import Jobs, Outcome, Progress
from service.mappings import drafts, saved
from service.mappings.around import around_of
from service.mappings.drafts import Draft
from service.mappings.looking import Line, csv_of, lines_of
from service.opened import store
from service.pages import Page
from service.receiving import Coming, coming_of, receive
from service.take_away import own_file
from service.views.mappings import HOME, MOST_SHOWN, config, crumbs_of, draft_of, mapped_of
from service.weighed import outcome_of

views = Blueprint("mapped_rows", __name__)


@dataclass(frozen=True, kw_only=True)
class LookPage(Page):
    """What a spreadsheet would do.

    Attributes
    ----------
    found, coming
        What was read, and what it would do to the graph.
    columns, lines
        The columns that are read, and the first rows, the refused ones first.
    refused
        How many rows are refused.
    """

    template: ClassVar[str] = "mappings/look.html"
    draft: Draft
    found: Mapped
    coming: Coming
    told: tuple[str, ...]
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    refused: int


@views.get(f"{HOME}/<token>/look")
@access.administrators_or_local
def look(token: str) -> Response:
    """What it would do; nothing is written."""
    draft, mapping = draft_of(token)
    found = mapped_of(draft, mapping)
    coming = coming_of(store(), found.reading, whole=False, today=date.today())
    shown, lines = lines_of(found, MOST_SHOWN)
    told = outcome_of(coming.report()).lines
    return LookPage(
        title="What it would do",
        crumbs=crumbs_of(draft),
        draft=draft,
        found=found,
        coming=coming,
        told=tuple(line for line in told if line not in coming.notes),
        columns=shown,
        lines=lines,
        refused=len({mark.row for mark in found.marks if mark.refuses}),
    ).answer()


@views.get(f"{HOME}/<token>/look.csv")
@access.administrators_or_local
def rows(token: str) -> Response:
    """Every row, with what becomes of it."""
    draft, mapping = draft_of(token)
    return own_file(csv_of(mapped_of(draft, mapping)), "preview.csv", "text/csv; charset=utf-8")


@views.get(f"{HOME}/<token>/mapping.json")
@access.administrators_or_local
def document(token: str) -> Response:
    """The mapping as a file."""
    _, mapping = draft_of(token)
    return own_file(mapping.to_json(), f"{mapping.id}.json", "application/json")


@views.post(f"{HOME}/<token>/save")
@access.administrators_or_local
def save(token: str) -> AnyResponse:
    """Save the mapping by its name."""
    _, mapping = draft_of(token)
    saved.save(saved.folder_of(config().data), mapping)
    flash(f"Saved: the mapping “{mapping.name}”. It can be chosen for the next file.")
    return redirect(f"{HOME}/{token}/look", 303)


@views.post(f"{HOME}/<token>/bring")
@access.administrators_or_local
def bring(token: str) -> AnyResponse:
    """Bring the rows in that can be taken: all in one change, or nothing."""
    draft, mapping = draft_of(token)
    jobs = cast(Jobs, current_app.extensions["hedgerow.jobs"])
    open_store, settings, doer = store(), config(), access.doer()
    id, _ = jobs.room()
    try:
        taken = drafts.take(draft, doer, job=id)
    except NotFound:  # of two who press the button one goes on
        draft_of(token)
        raise

    def work(progress: Progress) -> Outcome:
        try:
            outcome = _brought(open_store, settings, taken, mapping, doer, progress)
        except BaseException:
            drafts.put_back(taken)  # it may be tried again
            raise
        drafts.spend(taken)
        return outcome

    job = jobs.start(id, f"{mapping.name[:80]} from {draft.file.name[:80]}", work)
    return redirect(f"/import/jobs/{job.id}", 303)


def _brought(
    open_store: Store,
    settings: Config,
    draft: Draft,
    mapping: Mapping,
    doer: str,
    progress: Progress,
) -> Outcome:
    around = around_of(open_store.snapshot(), settings.postcodes)
    found = read_mapped(draft.file, mapping, around=around, progress=progress)
    coming = coming_of(
        open_store, found.reading, whole=False, today=date.today(), progress=progress
    )
    report = receive(
        open_store,
        coming,
        by=doer,
        message=f"Imported {draft.file.name} as “{mapping.name}”",
        via="import page",
        progress=progress,
    )
    return outcome_of(report)
