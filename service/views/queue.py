"""``/queue``: what waits for a steward; ``/account/proposals``: what became of one's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, abort, flash, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from graph.errors import AlreadyDecided, ChangedMeanwhile, DanglingReference, InvalidData
from graph.model import Proposal, ProposalState, Record
from graph.store.images import kind_named
from service import access
from service.deciding import Weighed, accept, decides, queue_of, refuse, rows_of, seen_of
from service.editing.attempts import attempt, inputs_of, typed_of
from service.editing.differences import Difference
from service.editing.fields import Field
from service.editing.kinds import FIELDS
from service.history import Doers
from service.kinds import link_to, noun_of, word_of
from service.opened import network, store
from service.pages import Crumb, Page, Problem
from service.saving import is_staff
from service.signing.session import own_account, signed_in

views = Blueprint("queue", __name__)

MOST_REASON = 500
CRUMBS = (Crumb(text="Home", address="/"), Crumb(text="What waits", address="/queue"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalLine:
    """A proposal in a list.

    Attributes
    ----------
    it
        The proposal.
    noun
        What it is about, within a sentence.
    who
        Who proposed it.
    whose
        The organisation whose row it is, empty where it is nobody's.
    """

    it: Proposal
    noun: str
    who: str
    whose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowLine:
    """One row of a proposal.

    Attributes
    ----------
    noun, title, address
        What it is, what it is called, and its history.
    told
        What would change, as it is now and as it would be.
    since
        What somebody else has changed since.
    clashes
        The fields that both have changed.
    is_new, goes, is_gone
        Whether it would be new, would go, or is gone already.
    """

    noun: str
    title: str
    address: str
    told: tuple[Difference, ...]
    since: tuple[Difference, ...]
    clashes: frozenset[str]
    is_new: bool
    goes: bool
    is_gone: bool


@dataclass(frozen=True, kw_only=True)
class QueuePage(Page):
    """What waits for a steward, oldest first."""

    template: ClassVar[str] = "queue/index.html"
    section: ClassVar[str] = "/queue"
    lines: tuple[ProposalLine, ...]


@dataclass(frozen=True, kw_only=True)
class ProposalPage(Page):
    """One proposal: what it would change, and deciding on it.

    Attributes
    ----------
    line
        The proposal.
    rows
        Its rows, the one that it is about first.
    seen
        A word for what is there now.
    editable
        Whether it can be edited before it is accepted.
    decided
        Who decided on it and when, empty where it waits.
    reason
        Why it is refused, as typed.
    """

    template: ClassVar[str] = "queue/proposal.html"
    section: ClassVar[str] = "/queue"
    line: ProposalLine
    rows: tuple[RowLine, ...]
    seen: str
    editable: bool
    decided: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class EditPage(Page):
    """A proposal that a steward edits before accepting it."""

    template: ClassVar[str] = "queue/edit.html"
    section: ClassVar[str] = "/queue"
    line: ProposalLine
    fields: tuple[Field, ...]
    typed: dict[str, list[str]]
    seen: str


@dataclass(frozen=True, kw_only=True)
class OwnPage(Page):
    """What somebody proposed, and what came of it."""

    template: ClassVar[str] = "queue/own.html"
    section: ClassVar[str] = "/account"
    lines: tuple[ProposalLine, ...]


@views.get("/queue")
@access.stewards
def queue() -> AnyResponse:
    """Show what waits for whoever asks."""
    who = Doers(named=True)
    lines = tuple(_line(one, who) for one in queue_of(signed_in()))
    return QueuePage(title="What waits for you", crumbs=CRUMBS[:1], lines=lines).answer()


@views.get("/queue/<id>")
@access.stewards
def proposal(id: str) -> AnyResponse:
    """Show one proposal."""
    return _page(_mine(id)).answer()


@views.get("/queue/<id>/edit")
@access.stewards
def edit(id: str) -> AnyResponse:
    """Show the form of what was proposed."""
    it = _mine(id)
    rows = rows_of(it)
    record = _editable(it, rows)
    if record is None:
        return redirect(f"/queue/{id}", 303)
    return _edit(it, rows, typed_of(record, FIELDS[type(record)])).answer()


@views.post("/queue/<id>/accept")
@access.stewards
def take(id: str) -> AnyResponse:
    """Do what was proposed, as it is or as the steward has edited it."""
    it = _mine(id)
    if it.state is not ProposalState.WAITING:
        return _page(it).answer(409)
    rows, account = rows_of(it), own_account()
    edited: dict[tuple[type[Record], str], Record] = {}
    record = _editable(it, rows)
    if request.form.get("edited") and record is not None:
        fields = FIELDS[type(record)]
        typed = inputs_of(fields, request.form.to_dict(flat=False))
        tried = attempt(record, fields, typed)
        if tried.record is None:
            problems = [Problem(message=str(one), field=one.field) for one in tried.problems]
            return _edit(it, rows, typed, *problems).answer()
        edited[type(record), record.id] = tried.record
    if request.form.get("seen") != seen_of(rows):
        words = "Somebody changed it while you were looking. This is how it is now; look again."
        return _page(it, Problem(message=words)).answer(409)
    if any(one.is_gone and one.proposed is not None for one in rows):
        words = "It was taken out since. Put it back first, or refuse this with a word of why."
        return _page(it, Problem(message=words)).answer(409)
    try:
        accept(it, rows, account, edited=edited)
    except AlreadyDecided as problem:
        return _page(_mine(id), Problem(message=str(problem))).answer(409)
    except (ChangedMeanwhile, DanglingReference, InvalidData) as problem:
        return _page(it, Problem(message=str(problem))).answer(409)
    flash(f"“{it.title}”: accepted.")
    return redirect("/queue", 303)


@views.post("/queue/<id>/refuse")
@access.stewards
def turn_down(id: str) -> AnyResponse:
    """Refuse what was proposed, with a reason."""
    it = _mine(id)
    reason = " ".join(request.form.get("reason", "").split())
    if not reason or len(reason) > MOST_REASON or not reason.isprintable():
        words = (
            f"Say why in up to {MOST_REASON} characters."
            if reason
            else "Say why not, in a few words; whoever proposed it reads them."
        )
        return _page(it, Problem(message=words, field="reason"), reason=reason).answer()
    try:
        refuse(it, own_account(), reason)
    except AlreadyDecided as problem:
        return _page(_mine(id), Problem(message=str(problem))).answer(409)
    flash(f"“{it.title}”: refused. Whoever proposed it sees your reason.")
    return redirect("/queue", 303)


@views.get("/account/proposals")
@access.signed_in
def own() -> AnyResponse:
    """Show somebody what they proposed."""
    account = own_account()
    who = Doers(named=is_staff(account))
    lines = tuple(_line(one, who) for one in store().desk.proposals.of_account(account.id))
    return OwnPage(
        title="What you suggested",
        crumbs=(Crumb(text="Home", address="/"), Crumb(text="Your account", address="/account")),
        lines=lines,
    ).answer()


def _mine(id: str) -> Proposal:
    """A proposal that whoever asks may decide on."""
    it = store().desk.proposals.one(id)
    if not decides(own_account(), it, network()):
        abort(403, "This proposal is for the stewards of where it belongs.")
    return it


def _editable(it: Proposal, rows: tuple[Weighed, ...]) -> Record | None:
    """The row that can be edited before it is accepted; None where it goes, or has no form."""
    first = next((one for one in rows if one.some.id == it.record_id), None)
    if first is None or first.wanted is None or first.is_gone:
        return None
    return first.wanted if type(first.wanted) in FIELDS else None


def _line(it: Proposal, who: Doers) -> ProposalLine:
    known, kind = network(), kind_named(it.kind)
    row = known.organisations.rows.get(it.organisation_id or "", -1)
    return ProposalLine(
        it=it,
        noun=noun_of(kind),
        who=who.name(it.by) if it.by else "somebody who was not signed in",
        whose=str(known.organisations.name[row]) if row >= 0 else "",
    )


def _row(one: Weighed) -> RowLine:
    word = word_of(one.some)
    return RowLine(
        noun=noun_of(one.some),
        title=link_to(one.some).text,
        address=f"/history/{word}/{one.some.id}" if word and one.now else "",
        told=one.told,
        since=one.since,
        clashes=one.clashes,
        is_new=one.before is None,
        goes=one.wanted is None,
        is_gone=one.is_gone,
    )


def _page(it: Proposal, *problems: Problem, reason: str = "") -> ProposalPage:
    rows, who = rows_of(it), Doers(named=True)
    waits = it.state is ProposalState.WAITING
    return ProposalPage(
        title=it.title,
        crumbs=CRUMBS,
        problems=problems,
        line=_line(it, who),
        rows=tuple(_row(one) for one in rows),
        seen=seen_of(rows),
        editable=_editable(it, rows) is not None,
        decided="" if waits else who.name(it.decided_by),
        reason=reason,
    )


def _edit(
    it: Proposal, rows: tuple[Weighed, ...], typed: dict[str, list[str]], *problems: Problem
) -> EditPage:
    record = _editable(it, rows)
    assert record is not None
    return EditPage(
        title=f"Edit and accept “{it.title}”",
        crumbs=(*CRUMBS, Crumb(text=it.title, address=f"/queue/{it.id}")),
        problems=problems,
        line=_line(it, Doers(named=True)),
        fields=FIELDS[type(record)],
        typed=typed,
        seen=seen_of(rows),
    )
