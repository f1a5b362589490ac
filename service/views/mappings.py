"""``/import/spreadsheet``: any spreadsheet, guessed, put right, looked at, brought in at once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, cast

from flask import Blueprint, Response, current_app, redirect, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from graph.errors import FileRefused, NotFound, RowError
from seeds.mapped.fields import ITSELF, Listed, MappedField
from seeds.mapped.grid import Grid, read_grid
from seeds.mapped.guess import guess, named_after
from seeds.mapped.lists import FIELDS
from seeds.mapped.mapping import Mapping
from seeds.mapped.reader import MOST_UNKNOWN, Mapped, Unknown, mapped
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
from service.mappings import drafts, saved
from service.mappings.around import around_of
from service.mappings.drafts import Draft
from service.mappings.looking import ColumnLine, column_lines
from service.opened import network
from service.pages import Crumb, Page, Problem

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
    draft = drafts.begin(drafts_folder(), file, access.doer())
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
    draft, mapping = draft_of(token)
    return _columns(draft, Asked(mapping=mapping))


@views.post(f"{HOME}/<token>")
@access.administrators_or_local
def choose(token: str) -> AnyResponse:
    """Keep which column is which field, and go on."""
    draft, mapping = draft_of(token)
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
    found = mapped_of(draft, asked.mapping)
    return redirect(f"{HOME}/{token}/{'words' if found.unknown else 'look'}", 303)


def _columns(draft: Draft, asked: Asked) -> Response:
    mapping = asked.mapping
    grid = read_grid(draft.file, mapping.head)
    return ColumnsPage(
        title="Which column is what?",
        crumbs=crumbs_of(),
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
    draft, mapping = draft_of(token)
    return _words(draft, Asked(mapping=mapping))


@views.post(f"{HOME}/<token>/words")
@access.administrators_or_local
def choose_words(token: str) -> AnyResponse:
    """Keep what words are to be read as, and go on."""
    draft, mapping = draft_of(token)
    asked = read_words_form(request.form, mapping, MOST_UNKNOWN)
    if asked.problems:
        return _words(draft, Asked(mapping=mapping, problems=asked.problems))
    drafts.decide(draft, asked.mapping, access.doer())
    return redirect(f"{HOME}/{token}/look", 303)


def _words(draft: Draft, asked: Asked) -> Response:
    found = mapped_of(draft, asked.mapping)
    chosen = tuple(request.form.get(f"word-{at}", "") for at in range(len(found.unknown)))
    return WordsPage(
        title="What do these words mean?",
        crumbs=crumbs_of(draft),
        problems=asked.problems,
        draft=draft,
        unknown=found.unknown,
        chosen=chosen,
        with_terms=frozenset(one.field.name for one in found.unknown if has_words(one.field)),
    ).answer()


# -- what they share ------------------------------------------------------------------


def draft_of(token: str) -> tuple[Draft, Mapping]:
    """Somebody's draft, with what was decided; where it went instead once it is brought in."""
    try:
        draft = drafts.find(drafts_folder(), token, access.doer())
        if draft.mapping is not None:
            return draft, draft.mapping
    except NotFound:
        pass
    if job := drafts.job_of(drafts_folder(), token, access.doer()):
        answer = redirect(f"/import/jobs/{job}", 303)
    else:
        message = "That spreadsheet is not here, or was sent over a day ago. Send it to go on."
        answer = _send(Problem(message=message, field="file"), status=404)
    raise HTTPException(response=answer)


def mapped_of(draft: Draft, mapping: Mapping) -> Mapped:
    """A draft's rows as a mapping reads them."""
    grid = read_grid(draft.file, mapping.head)
    return mapped(grid, mapping, around=around_of(network(), config().postcodes))


def _send(
    *problems: Problem, refused: tuple[RowError, ...] = (), status: int | None = None
) -> Response:
    return SheetPage(
        title="Bring any spreadsheet in",
        crumbs=CRUMBS,
        problems=problems,
        known=_saved(),
        refused=refused[:MOST_SHOWN],
    ).answer(422 if refused else status)


def _saved() -> tuple[Mapping, ...]:
    return saved.saved(saved.folder_of(config().data))


def crumbs_of(draft: Draft | None = None) -> tuple[Crumb, ...]:
    """Where somebody is."""
    steps = (*CRUMBS, Crumb(text="Any spreadsheet", address=HOME))
    return (*steps, Crumb(text="Columns", address=f"{HOME}/{draft.token}")) if draft else steps


def config() -> Config:
    """The settings."""
    return cast(Config, current_app.config["HEDGEROW"])


def drafts_folder() -> Path:
    """Where drafts lie."""
    return drafts.folder_of(config().data)
