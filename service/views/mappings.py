"""``/import/spreadsheet``: any spreadsheet, guessed, put right, looked at, brought in at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar, cast

from flask import Blueprint, Response, current_app, flash, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from graph.errors import FileRefused, NotFound, RowError
from graph.store import Store
from seeds.mapped.fields import ITSELF, Listed, MappedField
from seeds.mapped.grid import Grid, read_grid
from seeds.mapped.guess import guess, named_after
from seeds.mapped.lists import FIELDS
from seeds.mapped.mapping import Mapping
from seeds.mapped.reader import MOST_UNKNOWN, Mapped, Unknown, mapped, read_mapped
from seeds.mapped.sources import ROWS
from service import access
from service.config import Config
from service.forms.columns import (
    LEFT_OUT,
    Asked,
    asked_otherwise,
    has_words,
    read_columns_form,
    read_words_form,
)
from service.jobs import Jobs, Outcome, Progress
from service.mappings import drafts, saved
from service.mappings.around import around_of
from service.mappings.drafts import Draft
from service.mappings.looking import ColumnLine, Line, column_lines, csv_of, lines_of
from service.opened import network, store
from service.pages import Crumb, Page, Problem
from service.receiving import Coming, coming_of, receive
from service.take_away import own_file
from service.weighed import outcome_of

views = Blueprint("mappings", __name__)

HOME = "/import/spreadsheet"
MOST_SHOWN = 200
CRUMBS = (Crumb(text="Home", address="/"), Crumb(text="Bring data in", address="/import"))


@dataclass(frozen=True, kw_only=True)
class SheetPage(Page):
    """The form that takes a spreadsheet.

    Attributes
    ----------
    known
        The mappings that are saved.
    refused
        What was wrong with the file that was sent.
    """

    template: ClassVar[str] = "mappings/send.html"
    known: tuple[Mapping, ...]
    most_rows: int = ROWS
    refused: tuple[RowError, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ColumnsPage(Page):
    """Which column is which field.

    Attributes
    ----------
    draft, grid, mapping
        The file, its table, and what is chosen.
    lines
        One for each column.
    fields
        What a column can be.
    otherwise
        The fields of which one may say what is read where a row says nothing.
    """

    template: ClassVar[str] = "mappings/columns.html"
    draft: Draft
    grid: Grid
    mapping: Mapping
    lines: tuple[ColumnLine, ...]
    fields: tuple[MappedField, ...]
    otherwise: tuple[MappedField, ...]
    itself: str = ITSELF
    listed: tuple[Listed, ...] = tuple(Listed)


@dataclass(frozen=True, kw_only=True)
class WordsPage(Page):
    """What words that are not understood are to be read as."""

    template: ClassVar[str] = "mappings/words.html"
    draft: Draft
    unknown: tuple[Unknown, ...]
    chosen: tuple[str, ...]
    with_terms: frozenset[str]
    left_out: str = LEFT_OUT


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


# -- sending --------------------------------------------------------------------------


@views.get(HOME)
@access.administrators_or_local
def form() -> Response:
    """Ask for a spreadsheet."""
    return _send()


@views.post(HOME)
@access.administrators_or_local
def begin() -> AnyResponse:
    """Keep a file, find its table, and go on to its columns."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return _send(Problem(message="Choose a spreadsheet to send.", field="file"))
    name = request.form.get("mapping", "")
    mapping = next((one for one in _saved() if one.id == name), None) if name else None
    draft = drafts.begin(_folder(), file, access.doer())
    try:
        grid = read_grid(draft.file, mapping.head if mapping else None)
    except FileRefused as refused:
        drafts.throw(draft)
        words = "The file cannot be used; what is wrong stands below."
        return _send(Problem(message=words, field="file"), refused=refused.errors)
    drafts.decide(draft, mapping or _guessed(grid), access.doer())
    return redirect(f"{HOME}/{draft.token}", 303)


def _guessed(grid: Grid, listed: Listed | None = None, name: str = "") -> Mapping:
    found = guess(grid, listed)
    return Mapping(
        name=name or named_after(grid.file),
        listed=found.listed,
        columns=found.fields or {grid.columns[0]: "name"},
        otherwise=found.otherwise,
        sheet=grid.sheet,
        header_row=grid.header_row,
        header_rows=grid.header_rows,
    )


# -- columns --------------------------------------------------------------------------


@views.get(f"{HOME}/<token>")
@access.administrators_or_local
def columns(token: str) -> Response:
    """Which column is which field."""
    draft, mapping = _draft(token)
    return _columns(draft, Asked(mapping=mapping))


@views.post(f"{HOME}/<token>")
@access.administrators_or_local
def choose(token: str) -> AnyResponse:
    """Keep which column is which field, and go on."""
    draft, mapping = _draft(token)
    grid = read_grid(draft.file, mapping.head)
    if request.form.get("again"):
        given = request.form.get("listed", "")
        listed = next((one for one in Listed if one.value == given), mapping.listed)
        drafts.decide(draft, _guessed(grid, listed, mapping.name), access.doer())
        return redirect(f"{HOME}/{token}", 303)
    asked = read_columns_form(request.form, grid, mapping)
    if asked.problems:
        return _columns(draft, asked)
    drafts.decide(draft, asked.mapping, access.doer())
    found = _mapped(draft, asked.mapping)
    return redirect(f"{HOME}/{token}/{'words' if found.unknown else 'look'}", 303)


def _columns(draft: Draft, asked: Asked) -> Response:
    mapping = asked.mapping
    grid = read_grid(draft.file, mapping.head)
    return ColumnsPage(
        title="Which column is what?",
        crumbs=_crumbs(),
        problems=asked.problems,
        draft=draft,
        grid=grid,
        mapping=mapping,
        lines=column_lines(grid, mapping),
        fields=FIELDS[mapping.listed],
        otherwise=asked_otherwise(mapping.listed),
    ).answer()


# -- words ----------------------------------------------------------------------------


@views.get(f"{HOME}/<token>/words")
@access.administrators_or_local
def words(token: str) -> Response:
    """What is not understood, with a choice of our words."""
    draft, mapping = _draft(token)
    return _words(draft, Asked(mapping=mapping))


@views.post(f"{HOME}/<token>/words")
@access.administrators_or_local
def choose_words(token: str) -> AnyResponse:
    """Keep what words are to be read as, and go on."""
    draft, mapping = _draft(token)
    asked = read_words_form(request.form, mapping, MOST_UNKNOWN)
    if asked.problems:
        return _words(draft, Asked(mapping=mapping, problems=asked.problems))
    drafts.decide(draft, asked.mapping, access.doer())
    return redirect(f"{HOME}/{token}/look", 303)


def _words(draft: Draft, asked: Asked) -> Response:
    found = _mapped(draft, asked.mapping)
    chosen = tuple(request.form.get(f"word-{at}", "") for at in range(len(found.unknown)))
    return WordsPage(
        title="What do these words mean?",
        crumbs=_crumbs(draft),
        problems=asked.problems,
        draft=draft,
        unknown=found.unknown,
        chosen=chosen,
        with_terms=frozenset(one.field.name for one in found.unknown if has_words(one.field)),
    ).answer()


# -- looking, saving, bringing in ---------------------------------------------------------


@views.get(f"{HOME}/<token>/look")
@access.administrators_or_local
def look(token: str) -> Response:
    """What it would do; nothing is written."""
    draft, mapping = _draft(token)
    found = _mapped(draft, mapping)
    coming = coming_of(store(), found.reading, whole=False, today=date.today())
    shown, lines = lines_of(found, MOST_SHOWN)
    told = outcome_of(coming.report()).lines
    return LookPage(
        title="What it would do",
        crumbs=_crumbs(draft),
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
    draft, mapping = _draft(token)
    return own_file(csv_of(_mapped(draft, mapping)), "preview.csv", "text/csv; charset=utf-8")


@views.get(f"{HOME}/<token>/mapping.json")
@access.administrators_or_local
def document(token: str) -> Response:
    """The mapping as a file."""
    _, mapping = _draft(token)
    return own_file(mapping.to_json(), f"{mapping.id}.json", "application/json")


@views.post(f"{HOME}/<token>/save")
@access.administrators_or_local
def save(token: str) -> AnyResponse:
    """Save the mapping by its name."""
    _, mapping = _draft(token)
    saved.save(saved.folder_of(_config().data), mapping)
    flash(f"Saved: the mapping “{mapping.name}”. It can be chosen for the next file.")
    return redirect(f"{HOME}/{token}/look", 303)


@views.post(f"{HOME}/<token>/bring")
@access.administrators_or_local
def bring(token: str) -> AnyResponse:
    """Bring the rows in that can be taken: all in one change, or nothing."""
    draft, mapping = _draft(token)
    jobs = cast(Jobs, current_app.extensions["hedgerow.jobs"])
    open_store, config, doer = store(), _config(), access.doer()

    def work(progress: Progress) -> Outcome:
        outcome = _brought(open_store, config, draft, mapping, doer, progress)
        drafts.throw(draft)
        return outcome

    job = jobs.begin(f"{mapping.name[:80]} from {draft.file.name[:80]}", work)
    return redirect(f"/import/jobs/{job.id}", 303)


def _brought(
    open_store: Store,
    config: Config,
    draft: Draft,
    mapping: Mapping,
    doer: str,
    progress: Progress,
) -> Outcome:
    around = around_of(open_store.snapshot(), config.postcodes)
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


# -- what they share ------------------------------------------------------------------


def _draft(token: str) -> tuple[Draft, Mapping]:
    draft = drafts.find(_folder(), token, access.doer())
    if draft.mapping is None:
        raise NotFound("spreadsheet", token)
    return draft, draft.mapping


def _mapped(draft: Draft, mapping: Mapping) -> Mapped:
    grid = read_grid(draft.file, mapping.head)
    return mapped(grid, mapping, around=around_of(network(), _config().postcodes))


def _send(*problems: Problem, refused: tuple[RowError, ...] = ()) -> Response:
    return SheetPage(
        title="Bring any spreadsheet in",
        crumbs=CRUMBS,
        problems=problems,
        known=_saved(),
        refused=refused[:MOST_SHOWN],
    ).answer(422 if refused else None)


def _saved() -> tuple[Mapping, ...]:
    return saved.saved(saved.folder_of(_config().data))


def _crumbs(draft: Draft | None = None) -> tuple[Crumb, ...]:
    steps = (*CRUMBS, Crumb(text="Any spreadsheet", address=HOME))
    return (*steps, Crumb(text="Columns", address=f"{HOME}/{draft.token}")) if draft else steps


def _config() -> Config:
    return cast(Config, current_app.config["HEDGEROW"])


def _folder() -> Path:
    return drafts.folder_of(_config().data)
