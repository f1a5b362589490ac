"""``/our/<id>/rows.xlsx`` and back: all rows in a spreadsheet, with a preview of what changes."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from flask import Blueprint, current_app, flash, redirect, request
from werkzeug.wrappers import Response

from graph.errors import ChangedMeanwhile, FileRefused, NotFound, RowError
from graph.model import Account, Organisation
from service import access
from service.bulk import shelf
from service.bulk.down import csv_of, workbook_of
from service.bulk.sheets import SHEETS
from service.bulk.up import MOST_ROWS, Preview, preview
from service.care import refuse_others
from service.config import Config
from service.formats import count
from service.forms.upload import keep as keep_files
from service.keeping import rows_of
from service.opened import network, store, today
from service.pages import Crumb, Page, Problem
from service.saving import Plan, save, waits
from service.signing import limits
from service.signing.session import own_account
from service.take_away import own_file

views = Blueprint("spreadsheets", __name__)

VIA = "spreadsheet"
MOST_SHOWN = 200
"""Rows, or things that are wrong, that a preview lists."""

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, kw_only=True)
class SendPage(Page):
    """The form that takes a spreadsheet.

    Attributes
    ----------
    organisation
        Whose rows.
    most_rows
        How many rows a file may have.
    refused
        What was wrong with the file that was sent, by row and column.
    """

    template: ClassVar[str] = "spreadsheets/send.html"
    section: ClassVar[str] = "/our"
    organisation: Organisation
    most_rows: int
    refused: tuple[RowError, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PreviewPage(Page):
    """What a spreadsheet would change.

    Attributes
    ----------
    organisation
        Whose rows.
    found
        What would change.
    token_word
        The word for what is shown; empty where it cannot be kept.
    waits
        Whether it waits for a steward.
    most
        How many rows are listed.
    """

    template: ClassVar[str] = "spreadsheets/preview.html"
    section: ClassVar[str] = "/our"
    organisation: Organisation
    found: Preview
    token_word: str
    waits: bool
    most: int


@views.get("/our/<id>/rows.xlsx")
@access.contributors
def workbook(id: str) -> Response:
    """All rows as a workbook."""
    it, _ = _kept(id)
    return own_file(workbook_of(rows_of(it)), f"{it.id}.xlsx", _WORKBOOK)


@views.get("/our/<id>/<word>.csv")
@access.contributors
def one_kind(id: str, word: str) -> Response:
    """The rows of one kind as CSV."""
    it, _ = _kept(id)
    if word not in SHEETS:
        raise NotFound("kind of row", word)
    sheet = SHEETS[word]
    text = csv_of(sheet, rows_of(it)[sheet.kind])
    return own_file(text, f"{it.id}-{word}.csv", "text/csv; charset=utf-8")


@views.get("/our/<id>/spreadsheet")
@access.contributors
def form(id: str) -> Response:
    """Ask for a spreadsheet."""
    return _send(_kept(id)[0])


@views.post("/our/<id>/spreadsheet")
@access.contributors
@limits.at_most("30 per 15 minutes", limits.whoever)
def look(id: str) -> Response:
    """Show what a spreadsheet would change; nothing is kept of it."""
    it, account = _kept(id)
    file = request.files.get("file")
    if file is None or not file.filename:
        return _send(it, Problem(message="Choose a file to send.", field="file"))
    try:
        with tempfile.TemporaryDirectory() as room:
            (path,) = keep_files([file], Path(room))
            found = preview(path, it, rows_of(it), today=today())
    except FileRefused as refused:
        words = "The file cannot be used; what is wrong stands below."
        return _send(it, Problem(message=words, field="file"), refused=refused.errors)
    token = ""  # nosec B105 # none yet
    if found.records and not found.refused:
        token = shelf.put(_folder(), found, account_id=account.id, organisation_id=it.id)
    return PreviewPage(
        title="What would change",
        crumbs=_crumbs(it),
        organisation=it,
        found=found,
        token_word=token,
        waits=waits(account, {it.id}),
        most=MOST_SHOWN,
    ).answer(422 if found.refused else 200)


@views.post("/our/<id>/spreadsheet/<token>")
@access.contributors
def keep(id: str, token: str) -> Response:
    """Keep what was shown, all of it or nothing; where edits wait each row is proposed."""
    it, account = _kept(id)
    held = shelf.take(_folder(), token, account_id=account.id, organisation_id=it.id)
    is_waiting = waits(account, {it.id})
    try:
        for plan in _plans(it, held, apart=is_waiting):
            save(plan)
    except ChangedMeanwhile:
        flash(
            "Somebody changed one of these rows after you looked, so nothing was saved. Take the "
            "spreadsheet down again, or send yours once more to see what it would change now."
        )
        return redirect(f"/our/{it.id}/spreadsheet", 303)
    finally:
        shelf.throw(_folder(), token)
    rows = count(len(held.records), "row")
    flash(f"Thank you. A steward looks at {rows}." if is_waiting else f"Saved: {rows}.")
    return redirect(f"/our/{it.id}", 303)


def _plans(it: Organisation, held: shelf.Shelved, *, apart: bool) -> list[Plan]:
    """One change of all rows, or one of each row where a steward decides on each."""
    before = {
        (type(one), one.id): store().find(type(one), one.id)
        for one in held.records
        if held.stamps[type(one), one.id] is not None
    }
    parts = [[one] for one in held.records] if apart else [list(held.records)]
    return [
        Plan(
            records=part,
            before=[
                there for one in part if (there := before.get((type(one), one.id))) is not None
            ],
            stamps={(type(one), one.id): held.stamps[type(one), one.id] for one in part},
            message=f"Changed {count(len(part), 'row')} of {it.name}",
            via=VIA,
        )
        for part in parts
    ]


def _kept(id: str) -> tuple[Organisation, Account]:
    """An organisation that whoever asks may change."""
    account = own_account()
    it = store().organisation(id)
    refuse_others(account, [it], network())
    return it, account


def _send(it: Organisation, *problems: Problem, refused: tuple[RowError, ...] = ()) -> Response:
    return SendPage(
        title="Send a spreadsheet back",
        crumbs=_crumbs(it),
        problems=problems,
        organisation=it,
        most_rows=MOST_ROWS,
        refused=refused[:MOST_SHOWN],
    ).answer(422 if refused else None)


def _crumbs(it: Organisation) -> tuple[Crumb, ...]:
    return Crumb(text="Home", address="/"), Crumb(text=it.name, address=f"/our/{it.id}")


def _folder() -> Path:
    config: Config = current_app.config["HEDGEROW"]
    return shelf.folder_of(config.data)
