"""``/suggest/<kind>/<id>``: anybody may say that something is wrong, and what would be right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, abort, flash, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from graph.errors import InvalidData
from graph.model import Contact, Record, Site, Tie
from graph.model.accounts import read_email
from graph.model.things import require_text
from graph.store import stamp_of
from service import access
from service.care import may_change_row
from service.editing.attempts import attempt, inputs_of, typed_of
from service.editing.fields import Field
from service.editing.kinds import FIELDS
from service.kinds import kind_of, link_to, noun_of, the_row, word_of
from service.opened import network
from service.pages import Crumb, Page, Problem
from service.rows import seen_as
from service.saving import Plan, propose, stamps_of
from service.signing import limits
from service.signing.session import signed_in

views = Blueprint("suggest", __name__)

MOST_NOTE = 2_000
_HIDDEN = ("address", "postcode")


@dataclass(frozen=True, kw_only=True)
class SuggestPage(Page):
    """A form to say what is wrong with a row.

    Attributes
    ----------
    word, id, noun, name
        Which row.
    fields, typed
        What can be corrected, and what the inputs hold.
    seen
        The stamp of the version that the form was made from.
    note, email
        What was typed.
    may_change
        Whether whoever asks could change the row itself.
    signed
        Whether whoever asks is signed in, and hears of it there.
    opened
        Whether the fields are shown at once.
    """

    template: ClassVar[str] = "suggest/index.html"
    section: ClassVar[str] = "/directory"
    word: str
    id: str
    noun: str
    name: str
    back: str
    fields: tuple[Field, ...]
    typed: Mapping[str, Sequence[str]]
    seen: str
    note: str
    email: str
    may_change: bool
    signed: bool
    opened: bool


@views.get("/suggest/<word>/<id>")
@access.public
def form(word: str, id: str) -> AnyResponse:
    """Show the form."""
    record = _record(word, id)
    return _page(record, typed_of(record, _fields(record)), stamp_of(record)).answer()


@views.post("/suggest/<word>/<id>")
@access.public
@limits.at_most("10 per hour", limits.whoever)
def keep(word: str, id: str) -> AnyResponse:
    """Keep what somebody suggests, for a steward."""
    record, sent = _record(word, id), request.form.to_dict(flat=False)
    fields, stamp = _fields(record), request.form.get("seen", "")
    seen = seen_as(record, stamp) or record
    typed = inputs_of(fields, sent)
    tried = attempt(seen, fields, typed)
    problems = [Problem(message=str(one), field=one.field) for one in tried.problems]
    note = request.form.get("note", "").replace("\r\n", "\n").strip()
    email, wrong = _email(request.form.get("email", ""))
    problems += wrong
    problems += _wrong_with(note, is_needed=tried.record == seen)
    if problems or tried.record is None:
        return _page(record, typed, stamp, *problems, note=note, email=email).answer()
    plan = Plan(
        records=[tried.record],
        before=[seen],
        stamps=stamps_of([seen]),
        message=f"Suggested for “{link_to(seen).text}”",
        via="suggestion",
        note=note,
        as_it_was=True,
    )
    propose(plan, signed_in(), email=email)
    flash("Thank you. A steward looks at what you suggest before anything changes.")
    return redirect(link_to(record).address or "/directory", 303)


def _record(word: str, id: str) -> Record:
    kind = kind_of(word)
    if kind in (Contact, Tie):  # a contact is private, a tie is its two sides' to tell
        abort(404)
    return the_row(kind, id)


def _fields(record: Record) -> tuple[Field, ...]:
    """What can be corrected field by field; of other rows one says in words what is wrong.

    Of a place that must not be found nothing is among them that would tell where it is.
    """
    fields = FIELDS.get(type(record), ())
    if isinstance(record, Site) and record.blurred:
        return tuple(field for field in fields if field.name not in _HIDDEN)
    return fields


def _email(text: str) -> tuple[str, list[Problem]]:
    if not text.strip():
        return "", []
    try:
        return read_email(text), []
    except InvalidData as problem:
        return text, [Problem(message=str(problem), field="email")]


def _wrong_with(note: str, *, is_needed: bool) -> list[Problem]:
    if is_needed and not note:
        words = "Say what is wrong, or correct it below."
        return [Problem(message=words, field="note")]
    try:
        require_text(note, "note", longest=MOST_NOTE)
    except InvalidData as problem:
        return [Problem(message=str(problem), field="note")]
    return []


def _page(
    record: Record,
    typed: Mapping[str, Sequence[str]],
    seen: str,
    *problems: Problem,
    note: str = "",
    email: str = "",
) -> SuggestPage:
    link, fields = link_to(record), _fields(record)
    names = {name for field in fields for name in field.inputs()}
    return SuggestPage(
        title=f"What is wrong with “{link.text}”?",
        crumbs=(
            Crumb(text="Home", address="/"),
            Crumb(text=link.text, address=link.address or "/directory"),
        ),
        problems=problems,
        word=word_of(record),
        id=record.id,
        noun=noun_of(record),
        name=link.text,
        back=link.address or "/directory",
        fields=fields,
        typed=typed,
        seen=seen,
        note=note,
        email=email,
        may_change=may_change_row(signed_in(), record, network()),
        signed=signed_in() is not None,
        opened=any(problem.field in names for problem in problems),
    )
