"""``/history/<kind>/<id>``: what became of a row, step by step, and putting a version back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from graph.errors import ChangedMeanwhile, DanglingReference, NotFound
from graph.model import Record
from graph.store import stamp_of
from graph.store.versions import Past
from service import access
from service.care import refuse_others
from service.editing.differences import Difference, differences
from service.formats import moment
from service.history import Step, may_read, sourced, steps_of, told_missing
from service.kinds import kind_of, link_to, names_in, noun_of, title_of
from service.opened import network, store
from service.pages import Crumb, Page, Problem
from service.saving import Plan, save
from service.signing.session import signed_in

views = Blueprint("history", __name__)

DONE = {
    "put-back": "It was put back. What it was until now is kept below.",
    "waits": "A steward will look at it before it shows.",
    "removed": "It was taken out. Until it is forgotten it can be put back.",
    "merged": "The two are one now.",
    "told-apart": "The two are told apart again, as they were.",
}


@dataclass(frozen=True, kw_only=True)
class HistoryPage(Page):
    """What became of a row.

    Attributes
    ----------
    word, id
        Which row: the word of its kind, and its id.
    noun
        What it is, within a sentence.
    address
        Its page, empty where it has none or is gone.
    there
        Whether it is still there.
    steps
        Its life, newest first.
    done
        What was just done, in a sentence; empty for nothing.
    became
        The row that it became part of, None where it became part of none.
    merge_id
        By which merge.
    """

    template: ClassVar[str] = "history/index.html"
    section: ClassVar[str] = "/directory"
    word: str
    id: str
    noun: str
    address: str
    there: bool
    steps: tuple[Step, ...]
    done: str
    became: tuple[str, str] | None
    merge_id: str


@dataclass(frozen=True, kw_only=True)
class PutBackPage(Page):
    """Whether a version is to be put back.

    Attributes
    ----------
    word, id, change_id
        Which version of which row: as it was after that change.
    at
        When it became so.
    told
        What would be different, as it is now and as it would be.
    stamp
        What the row is now, so that nothing is lost that comes between.
    """

    template: ClassVar[str] = "history/put_back.html"
    section: ClassVar[str] = "/directory"
    word: str
    id: str
    change_id: str
    at: str
    told: tuple[Difference, ...]
    stamp: str


@views.get("/history/<word>/<id>")
@access.public
def history(word: str, id: str) -> AnyResponse:
    """Show what became of a row."""
    kind = kind_of(word)
    past, now = _past(kind, id)
    return _page(word, id, past, now).answer()


@views.get("/history/<word>/<id>/put-back/<change_id>")
@access.contributors
def ask(word: str, id: str, change_id: str) -> AnyResponse:
    """Show what putting a version back would change."""
    past, now = _past(kind_of(word), id)
    step = _version(past, change_id)
    _refuse(step, now)
    return _ask(word, id, step, now).answer()


@views.post("/history/<word>/<id>/put-back/<change_id>")
@access.contributors
def put_back(word: str, id: str, change_id: str) -> AnyResponse:
    """Make a row what it was after a change: a new change, which is kept like any other."""
    kind = kind_of(word)
    past, now = _past(kind, id)
    step = _version(past, change_id)
    _refuse(step, now)
    assert step.after is not None
    missing = told_missing(step.after)
    if missing:
        return _ask(word, id, step, now, Problem(message=missing)).answer(409)
    stamp = request.form.get("stamp", "") or None
    plan = Plan(
        records=[sourced(step.after)],
        before=[now] if now else [],
        stamps={(kind, id): stamp},
        message=f"Put back “{title_of(step.after)}” as it was on {moment(step.change.at)}",
        via="history page",
        as_it_was=True,
    )
    try:
        saved = save(plan)
    except ChangedMeanwhile:
        words = "Somebody changed it while you were looking. This is how it is now; look again."
        return _ask(word, id, step, now, Problem(message=words)).answer(409)
    except DanglingReference as problem:
        return _ask(word, id, step, now, Problem(message=str(problem))).answer(409)
    done = "waits" if saved.proposal else "put-back"
    return redirect(f"/history/{word}/{id}?done={done}", 303)


def _past(kind: type[Record], id: str) -> tuple[tuple[Past, ...], Record | None]:
    """The past of a row and what it is now; as if it were not there for who may not read it."""
    past, now = store().versions.of(kind, id), store().find(kind, id)
    known = [now, *(step.before for step in past)]
    if not (past or now) or not may_read(signed_in(), kind, *known):
        raise NotFound(noun_of(kind), id)
    return past, now


def _refuse(step: Past, now: Record | None) -> None:
    """Refuse whoever may not change a row: an older version may tell more than the newest."""
    refuse_others(signed_in(), [one for one in (now, step.after) if one is not None], network())


def _version(past: tuple[Past, ...], change_id: str) -> Past:
    step = next((one for one in past if one.change.id == change_id), None)
    if step is None or step.after is None:
        abort(404, "This version is not kept, or not any more.")
    return step


def _page(word: str, id: str, past: tuple[Past, ...], now: Record | None) -> HistoryPage:
    kind = kind_of(word)
    some = now or next((one.before for one in past if one.before is not None), None)
    names = names_in(network(), (some,))
    title = title_of(some, names) if some else noun_of(kind).capitalize()
    address = link_to(now, names).address if now else ""
    merges = () if now else store().desk.merges.of_gone(kind.__name__, id)
    merge = next((one for one in merges if one.undone_at is None), None)
    other = store().find(kind, merge.kept_id) if merge else None
    return HistoryPage(
        title=f"What became of “{title}”",
        crumbs=_crumbs(title, address),
        word=word,
        id=id,
        noun=noun_of(kind),
        address=address,
        there=now is not None,
        steps=tuple(steps_of(past, signed_in(), now=now)),
        done=DONE.get(request.args.get("done", ""), ""),
        became=(title_of(other), link_to(other).address) if other else None,
        merge_id=merge.id if merge else "",
    )


def _ask(word: str, id: str, step: Past, now: Record | None, *problems: Problem) -> PutBackPage:
    assert step.after is not None
    names = names_in(network(), (now, step.after))
    title = title_of(step.after, names)
    return PutBackPage(
        title=f"Put back “{title}” as it was?",
        crumbs=(*_crumbs(title, ""), Crumb(text="History", address=f"/history/{word}/{id}")),
        problems=problems,
        word=word,
        id=id,
        change_id=step.change.id,
        at=moment(step.change.at),
        told=differences(now, step.after, names),
        stamp=stamp_of(now) if now else "",
    )


def _crumbs(title: str, address: str) -> tuple[Crumb, ...]:
    here = (Crumb(text=title, address=address),) if address else ()
    return (Crumb(text="Home", address="/"), Crumb(text="Directory", address="/directory"), *here)
