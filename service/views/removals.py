"""``/bin`` and ``/rows/<kind>/<id>/remove``: taking rows out, and putting them back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from flask import Blueprint, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from graph.errors import ChangedMeanwhile, DanglingReference
from graph.model import Account, Deed, Organisation, Record
from service import access
from service.care import refuse_others
from service.history import Doers, may_read, sourced, told_missing
from service.kinds import (
    kind_of,
    link_to,
    names_in,
    noun_of,
    the_row,
    title_of,
    word_of,
)
from service.opened import network, store
from service.pages import Crumb, Page, Problem
from service.removal import REMOVABLE, Bundle, Removal, bundles, may_put_back, removal_of
from service.saving import Plan, save, stamps_of, write
from service.signing.session import signed_in
from service.undoing import undo_of

views = Blueprint("removals", __name__)

DONE = {
    "removed": "It was taken out. It lies here until it is forgotten.",
    "waits": "A steward will look at it first.",
    "put-back": "It was put back.",
}
MOST_NOTE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row in a list: what it is, what it is called, and where its history is."""

    noun: str
    title: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BinLine:
    """What was taken out at once.

    Attributes
    ----------
    change_id
        By which change.
    about, others
        The row that it was about, and those that went with it.
    who, at, why
        Who took it out, when, and in which words.
    until
        Until when it can be put back.
    """

    change_id: str
    about: Line
    others: tuple[Line, ...]
    who: str
    at: datetime
    why: str
    until: datetime


@dataclass(frozen=True, kw_only=True)
class BinPage(Page):
    """What was taken out and can be put back.

    Attributes
    ----------
    lines
        Newest first.
    days
        For how long things lie here.
    done
        What was just done, empty for nothing.
    """

    template: ClassVar[str] = "removals/index.html"
    lines: tuple[BinLine, ...]
    days: int
    done: str


@dataclass(frozen=True, kw_only=True)
class RemovePage(Page):
    """Whether a row is to be taken out.

    Attributes
    ----------
    word, id, noun, name
        Which row.
    with_it, changed
        What goes with it, and what would only name it no longer.
    reasons
        Why it cannot be taken out.
    note
        Why it is to go, as typed.
    back
        The page that one came from.
    days
        For how long it can be put back.
    """

    template: ClassVar[str] = "removals/remove.html"
    word: str
    id: str
    noun: str
    name: str
    with_it: tuple[Line, ...]
    changed: tuple[Line, ...]
    reasons: tuple[str, ...]
    note: str
    back: str
    days: int


@views.get("/rows/<word>/<id>/remove")
@access.contributors
def ask(word: str, id: str) -> AnyResponse:
    """Ask whether a row is to go, and say what goes with it."""
    return _ask(word, _removal(word, id)).answer()


@views.post("/rows/<word>/<id>/remove")
@access.contributors
def remove(word: str, id: str) -> AnyResponse:
    """Take a row out, with what goes with it."""
    removal = _removal(word, id)
    note = " ".join(request.form.get("note", "").split())
    if removal.reasons:
        return _ask(word, removal).answer(409)
    if len(note) > MOST_NOTE or not note.isprintable():
        words = f"Say why in up to {MOST_NOTE} characters, on one line."
        return _ask(word, removal, Problem(message=words, field="note")).answer()
    try:
        saved = save(removal.plan(via="page “Take it out”", note=note))
    except (ChangedMeanwhile, DanglingReference) as problem:
        return _ask(word, _removal(word, id), Problem(message=str(problem))).answer(409)
    return redirect(f"/bin?done={'waits' if saved.proposal else 'removed'}", 303)


@views.get("/bin")
@access.contributors
def show() -> AnyResponse:
    """Show what was taken out of what is one's own, or in one's care."""
    return _bin().answer()


@views.post("/bin/<change_id>/put-back")
@access.contributors
def put_back(change_id: str) -> AnyResponse:
    """Put back what a change took out."""
    account = signed_in()
    bundle = next((one for one in bundles(account) if one.change.id == change_id), None)
    if bundle is None:
        abort(404, "It lies in the bin no longer: somebody put it back, or it was forgotten.")
    assert account is not None
    problem = _put_back(bundle, account)
    if problem:
        return _bin(Problem(message=problem)).answer(409)
    return redirect("/bin?done=put-back", 303)


def _put_back(bundle: Bundle, account: Account) -> str:
    """Put rows back; why that cannot be, in a sentence, empty where it was done."""
    ids = {one.id for one in bundle.records}
    missing = [told for record in bundle.records if (told := told_missing(record, besides=ids))]
    if missing:
        return missing[0]
    undone = undo_of(store(), bundle.change.id, only=(Deed.REMOVED, Deed.CHANGED))
    records = [sourced(one) for one in undone.records] or [sourced(one) for one in bundle.records]
    title = title_of(bundle.records[0], names_in(network(), bundle.records))
    plan = Plan(
        records=records,
        stamps=undone.stamps or stamps_of(()),
        message=f"Put back “{title}”",
        via="bin",
        as_it_was=True,
    )
    whole = any(isinstance(one, Organisation) for one in bundle.records)
    try:
        if whole and may_put_back(account, bundle.records, network()):
            write(plan, by=account.id)
        else:
            save(plan)
    except (ChangedMeanwhile, DanglingReference) as problem:
        return str(problem)
    return ""


def _removal(word: str, id: str) -> Removal:
    kind = kind_of(word)
    if kind not in REMOVABLE:
        abort(404)
    record = the_row(kind, id)
    account = signed_in()
    if not may_read(account, kind, record):
        abort(404)
    refuse_others(account, [record], network())
    return removal_of(record, account)


def _ask(word: str, removal: Removal, *problems: Problem) -> RemovePage:
    record = removal.record
    link = link_to(record)
    return RemovePage(
        title=f"Take out “{link.text}”?",
        crumbs=(
            Crumb(text="Home", address="/"),
            Crumb(text=link.text, address=link.address or "/directory"),
        ),
        problems=problems,
        word=word,
        id=record.id,
        noun=noun_of(record),
        name=link.text,
        with_it=_lines(removal.with_it),
        changed=_lines(old for old, _ in removal.changed),
        reasons=removal.reasons,
        note=request.form.get("note", ""),
        back=link.address or "/directory",
        days=_days(),
    )


def _bin(*problems: Problem) -> BinPage:
    who = Doers(named=True)
    return BinPage(
        title="Taken out",
        crumbs=(Crumb(text="Home", address="/"),),
        problems=problems,
        lines=tuple(_bin_line(one, who) for one in bundles(signed_in())),
        days=_days(),
        done=DONE.get(request.args.get("done", ""), ""),
    )


def _bin_line(bundle: Bundle, who: Doers) -> BinLine:
    first, *others = _lines(bundle.records)
    return BinLine(
        change_id=bundle.change.id,
        about=first,
        others=tuple(others),
        who=who.of(bundle.change),
        at=bundle.change.at,
        why=bundle.change.message,
        until=bundle.until,
    )


def _lines(records: object) -> tuple[Line, ...]:
    listed: list[Record] = list(records)  # type: ignore[call-overload]
    names = names_in(network(), listed)
    names |= {one.id: str(one.name) for one in listed if isinstance(one, Organisation)}
    return tuple(
        Line(
            noun=noun_of(one),
            title=title_of(one, names),
            address=f"/history/{word_of(one)}/{one.id}" if word_of(one) else "",
        )
        for one in listed
    )


def _days() -> int:
    from flask import current_app

    days: int = current_app.config["HEDGEROW"].bin_days
    return days
