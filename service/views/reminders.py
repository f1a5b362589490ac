"""``/reminder/<token>``: what the links of a reminder lead to, for whoever has the letter.

Opening a link shows what the row says now, and a button; only the button changes something. That
a row is still right is written at once; that it changed, or is gone, waits for a steward.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from flask import Blueprint, Response, current_app, flash, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from graph.errors import ChangedMeanwhile
from graph.model import Deed, Organisation, ProposalState, Record
from service import access, reminding
from service.editing.attempts import attempt, inputs_of, typed_of
from service.editing.differences import Difference, differences
from service.editing.fields import Field
from service.editing.kinds import FIELDS
from service.formats import count
from service.freshness import Checked, checked
from service.kinds import KINDS, link_to, names_in, noun_of
from service.links import Link
from service.opened import network, store
from service.pages import Page, Problem
from service.reminding import ALL, CHANGED, GONE, RIGHT, mark_of, still_due
from service.saving import Plan, propose, stamps_of, write
from service.signing import limits
from service.signing.links import LinkRefused, links
from service.signing.session import now
from service.views.mailed_links import ToldPage

views = Blueprint("reminders", __name__)

BY, VIA = "a reminder's link", "link of a reminder"
MOST_NOTE = 2_000
TITLES = {
    RIGHT: "Is “{name}” still right?",
    CHANGED: "What has changed about “{name}”?",
    GONE: "Is “{name}” gone?",
    ALL: "Is all of this still right?",
}
_LEFT_OUT = ("verified_on", "name", "outcome_ids")
"""Fields that the page tells otherwise, or by ids alone."""
_MEANWHILE = "Somebody changed this while you looked. This is how it is now."


@views.after_request
def keep_nowhere(response: Response) -> Response:
    """Let no cache keep a page whose address opens a door."""
    response.headers["Cache-Control"] = "no-store"
    return response


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A row as it is told on the page of a link.

    Attributes
    ----------
    link, noun
        What it is called, where its page is, and what it is.
    says
        What it says now, field by field.
    checked
        How fresh that is.
    """

    link: Link
    noun: str
    says: tuple[Difference, ...]
    checked: Checked


@dataclass(frozen=True, kw_only=True)
class ReminderPage(Page):
    """What a link asks, and its button.

    Attributes
    ----------
    asks
        What the link says of the rows.
    rows
        Which they are.
    seen
        A word for how they are, to tell whether they change before the button is pressed.
    fields, typed, note
        Of the form that says what has changed.
    """

    template: ClassVar[str] = "reminders/index.html"
    section: ClassVar[str] = "/directory"
    asks: str
    rows: tuple[Told, ...]
    seen: str
    fields: tuple[Field, ...] = ()
    typed: Mapping[str, Sequence[str]]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What a link that works is about: the answer that it gives, and the rows as they are."""

    token: str
    answer: str
    records: tuple[Any, ...]

    @property
    def seen(self) -> str:
        marks = " ".join(f"{one.id} {mark_of(one)}" for one in self.records)
        return hashlib.sha256(marks.encode()).hexdigest()[:24]


class _Over(Exception):
    """A link has nothing left to do; the page that says so."""

    def __init__(self, *sentences: str, link: Link | None = None) -> None:
        self.sentences = sentences
        self.link = link or Link(text="Look in the directory", address="/directory")
        super().__init__(sentences[0])


@views.get("/reminder/<token>")
@access.public
def show(token: str) -> AnyResponse:
    """Show what the row says now and what the link would do."""
    try:
        return _page(_asked(token)).answer()
    except _Over as over:
        return _told(over)


@views.post("/reminder/<token>")
@access.public
@limits.at_most("300 per hour")
def do(token: str) -> AnyResponse:
    """Do what the link says, once."""
    try:
        asked = _asked(token)
        if request.form.get("seen", "") != asked.seen and asked.answer != CHANGED:
            return _page(asked, Problem(message=_MEANWHILE)).answer(409)
        return _DOES[asked.answer](asked)
    except _Over as over:
        return _told(over)


def _asked(token: str) -> _Asked:
    """What a link is about; raise _Over where it has nothing left to do."""
    try:
        answer, word, id, mark = links().read(reminding.PURPOSE, token)
    except LinkRefused as refusal:
        raise _Over(
            str(refusal), "To say how a row is, open its page: everybody can suggest a correction."
        ) from None
    record: Any = store().find(KINDS[word], id)
    if record is None:
        raise _Over("This row is no longer here: somebody took it out meanwhile.")
    if answer == ALL:
        days = current_app.config["HEDGEROW"].remind_days
        rows = still_due(store(), network(), id, now=now(), days=days)
        if not rows:
            raise _Over("Nothing is left to check: all of it was checked.", link=link_to(record))
        return _Asked(token=token, answer=answer, records=rows)
    today = now().date()
    if answer == RIGHT and record.verified_on is not None and record.verified_on >= today:
        raise _Over("Somebody has already said today that this is right.", link=link_to(record))
    if answer == GONE:
        _refuse_other(record, mark)
    return _Asked(token=token, answer=answer, records=(record,))


def _refuse_other(record: Record, mark: str) -> None:
    """Let nobody ask to take out a row that is another than it was, or ask so twice."""
    link = link_to(record)
    if mark_of(record) != mark:
        raise _Over(
            "Somebody changed or checked this row since the letter was written.",
            "Look at it as it is now. If it is gone all the same, suggest so on its page.",
            link=link,
        )
    for one in store().desk.proposals.of_record(type(record).__name__, record.id):
        if one.deed is Deed.REMOVED and one.state is ProposalState.WAITING:
            raise _Over("It was said already that this is gone; a steward looks at it.", link=link)


def _still_right(asked: _Asked) -> AnyResponse:
    """Say that rows are right today; using the link up comes last, as it may be done again."""
    today = now().date()
    plan = Plan(
        records=[replace(one, verified_on=today) for one in asked.records],
        before=asked.records,
        stamps=stamps_of(asked.records),
        message=f"Still right, says whoever got the letter: {_names(asked.records)}",
        via=VIA,
        as_it_was=True,
    )
    try:
        write(plan, by=BY)
    except ChangedMeanwhile:
        return _page(_asked(asked.token), Problem(message=_MEANWHILE)).answer(409)
    _spend(asked)
    flash(f"Thank you: {count(len(asked.records), 'row')} checked today.")
    return _onward(asked)


def _has_changed(asked: _Asked) -> AnyResponse:
    """Keep what somebody says has changed, for a steward."""
    (record,) = asked.records
    fields = FIELDS[type(record)]
    typed = inputs_of(fields, request.form.to_dict(flat=False))
    tried = attempt(record, fields, typed)
    note = request.form.get("note", "").replace("\r\n", "\n").strip()
    problems = [Problem(message=str(one), field=one.field) for one in tried.problems]
    if tried.record == record and not note:
        problems.append(Problem(message="Say what has changed, or correct it below.", field="note"))
    if len(note) > MOST_NOTE:
        problems.append(Problem(message=f"Use at most {MOST_NOTE:,} characters.", field="note"))
    if problems or tried.record is None:
        return _page(asked, *problems, typed=typed, note=note).answer()
    return _proposed(
        asked,
        Plan(
            records=[replace(tried.record, verified_on=now().date())],
            before=[record],
            stamps=stamps_of([record]),
            message=f"Has changed, says whoever got the letter: {record.name}",
            via=VIA,
            note=note or "By the link of a reminder.",
            as_it_was=True,
        ),
    )


def _is_gone(asked: _Asked) -> AnyResponse:
    """Ask a steward to take a row out."""
    return _proposed(
        asked,
        Plan(
            remove=asked.records,
            before=asked.records,
            stamps=stamps_of(asked.records),
            message=f"Is gone, says whoever got the letter: {_names(asked.records)}",
            via=VIA,
            note="It is gone, says whoever got a reminder of it.",
        ),
    )


_DOES = {RIGHT: _still_right, ALL: _still_right, CHANGED: _has_changed, GONE: _is_gone}


def _proposed(asked: _Asked, plan: Plan) -> AnyResponse:
    """Keep a proposal; the link is used up first, so that nobody keeps two by it."""
    _spend(asked)
    propose(plan, None)
    flash("Thank you. A steward looks at what you said before anything changes.")
    return _onward(asked)


def _spend(asked: _Asked) -> None:
    try:
        links().spend(reminding.PURPOSE, asked.token)
    except LinkRefused as refusal:
        raise _Over(str(refusal), link=link_to(asked.records[0])) from None


def _onward(asked: _Asked) -> AnyResponse:
    first = asked.records[0]
    if asked.answer == ALL and not isinstance(first, Organisation):
        return redirect(f"/organisations/{first.organisation_id}", 303)
    return redirect(link_to(first).address, 303)


def _names(records: Sequence[Any]) -> str:
    first = str(records[0].name)
    return first if len(records) == 1 else f"{first} and {count(len(records) - 1, 'other')}"


def _page(
    asked: _Asked,
    *problems: Problem,
    typed: Mapping[str, Sequence[str]] | None = None,
    note: str = "",
) -> ReminderPage:
    first, today = asked.records[0], now().date()
    names = names_in(network(), asked.records)
    fields = FIELDS[type(first)] if asked.answer == CHANGED else ()
    return ReminderPage(
        title=TITLES[asked.answer].format(name=first.name),
        problems=problems,
        asks=asked.answer,
        rows=tuple(
            Told(
                link=link_to(one),
                noun=noun_of(one),
                says=tuple(
                    each
                    for each in differences(None, one, names)
                    if each.name not in _LEFT_OUT and each.after != "nothing"
                ),
                checked=checked(one.verified_on, today),
            )
            for one in asked.records
        ),
        seen=asked.seen,
        fields=fields,
        typed=typed if typed is not None else typed_of(first, fields),
        note=note,
    )


def _told(over: _Over) -> AnyResponse:
    return ToldPage(
        title="This link has nothing left to do",
        sentences=over.sentences,
        onward=over.link.address,
        onward_words=over.link.text,
    ).answer(410)
