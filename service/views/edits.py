"""``/rows/<kind>/<id>/edit``: all fields of a row on one page; two edits at once are both shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import Blueprint, flash, redirect, request
from werkzeug.wrappers import Response

from graph.errors import ChangedMeanwhile, InvalidData
from graph.model import Activity, Asset, Organisation
from graph.model import Request as Wanted
from service import access, rows
from service.access import safe_path
from service.editing.attempts import attempt, inputs_of, typed_of
from service.editing.meetings import Met, changed, chosen, hidden_of, keep_name, meet
from service.pages import Crumb, Page, Problem
from service.rights import owner_of
from service.rows import Row, changeable

views = Blueprint("edits", __name__)

VIA = "edit form"
TRIES = 3
"""Times that a save is tried anew where others save the same row in the same moment."""

_PAGES: dict[type, str] = {
    Asset: "/assets/{id}",
    Activity: "/activities/{id}",
    Organisation: "/organisations/{id}",
    Wanted: "/requests/{id}",
}


@dataclass(frozen=True, kw_only=True)
class EditPage(Page):
    """The form of a row.

    Attributes
    ----------
    row
        The row, its fields, and whether what is changed waits.
    typed
        What the inputs hold.
    seen
        The stamp of the version that the form was made from.
    back
        Where one goes on to.
    """

    template: ClassVar[str] = "edits/index.html"
    section: ClassVar[str] = "/our"
    row: Row
    typed: Mapping[str, Sequence[str]]
    seen: str
    back: str


@dataclass(frozen=True, kw_only=True)
class MeetingPage(Page):
    """Two edits that met, field by field.

    Attributes
    ----------
    met
        The fields in which they differ.
    hidden
        What was typed, to be carried along.
    """

    template: ClassVar[str] = "edits/meeting.html"
    section: ClassVar[str] = "/our"
    row: Row
    met: tuple[Met, ...]
    hidden: tuple[tuple[str, str], ...]
    seen: str
    back: str


@views.get("/rows/<kind>/<id>/edit")
@access.contributors
def form(kind: str, id: str) -> Response:
    """Show the form of a row as it is now."""
    row = changeable(kind, id)
    return _form(row, typed_of(row.record, row.fields), row.stamp)


@views.post("/rows/<kind>/<id>/edit")
@access.contributors
def keep(kind: str, id: str) -> Response:
    """Keep what was typed, or show what somebody else has changed meanwhile."""
    for _ in range(TRIES):
        try:
            return _kept(changeable(kind, id))
        except ChangedMeanwhile:
            continue
    return _kept(changeable(kind, id))


def _kept(row: Row) -> Response:
    stamp = request.form.get("seen", "")
    seen = rows.seen_as(row.record, stamp) or row.record
    sent = request.form.to_dict(flat=False)
    choices = {name: sent[name] for name in map(keep_name, row.fields) if name in sent}
    typed = inputs_of(row.fields, sent)
    typed = inputs_of(row.fields, chosen({**typed, **choices}, seen, row.fields))
    mine = attempt(seen, row.fields, typed)
    if mine.record is None:
        problems = [Problem(message=str(one), field=one.field) for one in mine.problems]
        return _form(row, typed, stamp, problems)
    if _overtaken(row, seen, stamp) and (met := meet(seen, row.record, mine.record, row.fields)):
        return _meeting(row, met, typed)
    try:
        wanted = rows.merged(row.record, mine.record, row.fields)
    except InvalidData as problem:
        return _form(row, typed, stamp, [Problem(message=str(problem), field=problem.field)])
    saved = rows.keep(
        row,
        wanted,
        message=f"Changed the {row.noun} “{row.record.name}”",
        via=VIA,
    )
    flash(rows.told(saved, f"“{wanted.name}”"))
    return redirect(_back(row.record), 303)


def _overtaken(row: Row, seen: Any, stamp: str) -> bool:
    """Whether somebody changed a field of a row since a form was made from it."""
    if stamp == row.stamp:
        return False
    return seen is row.record or changed(seen, row.record, row.fields)


def _form(
    row: Row, typed: Mapping[str, Sequence[str]], seen: str, problems: Sequence[Problem] = ()
) -> Response:
    return EditPage(
        title=f"Change {row.record.name}",
        crumbs=_crumbs(row),
        problems=tuple(problems),
        row=row,
        typed=typed,
        seen=seen,
        back=_back(row.record),
    ).answer()


def _meeting(row: Row, met: tuple[Met, ...], typed: Mapping[str, Sequence[str]]) -> Response:
    return MeetingPage(
        title="Somebody else changed this meanwhile",
        crumbs=_crumbs(row),
        row=row,
        met=met,
        hidden=hidden_of(typed),
        seen=row.stamp,
        back=_back(row.record),
    ).answer(409)


def _crumbs(row: Row) -> tuple[Crumb, ...]:
    home = Crumb(text="Home", address="/")
    return home, Crumb(text=str(row.record.name), address=page_of(row.record))


def page_of(record: Any) -> str:
    """Where a row is shown: its own page, or that of whose it is."""
    own = _PAGES.get(type(record))
    if own is not None:
        return own.format(id=record.id)
    owner = owner_of(record)
    return f"/our/{owner}" if owner else "/our"


def _back(record: Any) -> str:
    wanted = request.values.get("next", "")
    back = safe_path(wanted) if wanted else "/"
    return page_of(record) if back == "/" else back
