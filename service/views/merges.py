"""``/merge/…`` and ``/queue/same``: two records of one thing become one, and which may be."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, abort, flash, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from graph.analysis.sameness import Kind as Sort
from graph.analysis.sameness import Same, find_pairs
from graph.errors import ChangedMeanwhile, DanglingReference, InvalidData, NotYours
from graph.model import (
    Activity,
    Asset,
    Dismissal,
    Doubt,
    Merge,
    Organisation,
    Record,
    Site,
)
from graph.network import Network
from graph.store import stamp_of
from graph.store.images import kind_named
from service import access
from service.care import looks_after_row
from service.doubts import FINDING, open_doubts, pair_digest, said_to_be_two
from service.findings import worked_out
from service.forms.paging import Paging
from service.forms.query import Query
from service.kinds import kind_of, link_to, names_in, noun_of, the_row, title_of, word_of
from service.opened import network, store, today
from service.pages import Crumb, Page, Problem
from service.side_by_side import DoubtLine, Key, doubt_line, in_care, page_of
from service.signing.session import now, own_account
from service.twins import (
    MERGEABLE,
    Choice,
    Pick,
    Union,
    choices_of,
    merge,
    part,
    parting_of,
    union_of,
)

views = Blueprint("merges", __name__)

CRUMBS = (Crumb(text="Home", address="/"), Crumb(text="What waits", address="/queue"))
SAME = Crumb(text="May be the same", address="/queue/same")
MOST_PAIRS = 500
_CLASSES: dict[Sort, type[Record]] = {
    Sort.SITE: Site,
    Sort.ORGANISATION: Organisation,
    Sort.ASSET: Asset,
    Sort.ACTIVITY: Activity,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PairLine:
    """Two records that may be one thing, and where each can be looked at."""

    it: Same
    word: str
    left: str
    right: str


@dataclass(frozen=True, kw_only=True)
class SamePage(Page):
    """Which records may be the same thing.

    Attributes
    ----------
    doubts
        What imports left to a person, the likest first.
    lines
        What looks as if it were entered twice, the likest first.
    pages
        Which page of all of them it is.
    """

    template: ClassVar[str] = "merge/same.html"
    section: ClassVar[str] = "/queue"
    doubts: tuple[DoubtLine, ...]
    lines: tuple[PairLine, ...]
    pages: Paging


@dataclass(frozen=True, kw_only=True)
class MergePage(Page):
    """Two records, field by field, and what moves.

    Attributes
    ----------
    word, kept, gone
        The two.
    noun
        What they are, within a sentence.
    choices, picked
        The fields in which they differ, and whose value is picked.
    moving, dropping
        What would name the one that stays, and what would be said twice: how many of what.
    people
        How many people keep the rows of the one that goes.
    seen
        A word for all that it looks at.
    """

    template: ClassVar[str] = "merge/index.html"
    section: ClassVar[str] = "/queue"
    word: str
    kept: Record
    gone: Record
    noun: str
    choices: tuple[Choice, ...]
    picked: dict[str, Pick]
    moving: tuple[tuple[str, tuple[str, ...]], ...]
    dropping: tuple[str, ...]
    journeys: int
    people: int
    seen: str


@dataclass(frozen=True, kw_only=True)
class PartPage(Page):
    """Whether two that became one are to be told apart again.

    Attributes
    ----------
    it
        How they became one.
    address
        The history of the one that stayed.
    later
        What somebody changed since, which stands in the way: what it is called, and its history.
    forgotten
        Whether what was is kept no longer.
    """

    template: ClassVar[str] = "merge/part.html"
    section: ClassVar[str] = "/queue"
    it: Merge
    address: str
    later: tuple[tuple[str, str], ...]
    forgotten: bool


@views.get("/queue/same")
@access.stewards
def same() -> AnyResponse:
    """Show which records may be the same."""
    known, account, query = network(), own_account(), Query(request.args)
    number = query.whole("page", "The page", default=1, low=1, high=1_000_000)
    asked: list[Doubt | Same] = [*open_doubts(store(), known)]
    doubted = {_ends(one) for one in asked}
    likely = [one for one in pairs(known) if _ends(one) not in doubted]
    waiting = [(one, _ends(one)) for one in (*asked, *likely)]
    mine = in_care(account, {end for _, ends in waiting for end in ends}, store(), known)
    found = [one for one, ends in waiting if ends <= mine]
    pages = Paging.of("/queue/same", request.args, total=len(found), number=number)
    shown = found[pages.slice]
    return SamePage(
        title="Rows that may be the same",
        crumbs=CRUMBS,
        problems=tuple(query.problems),
        doubts=tuple(doubt_line(one, store(), known) for one in shown if isinstance(one, Doubt)),
        lines=tuple(_pair_line(one) for one in shown if isinstance(one, Same)),
        pages=pages,
    ).answer()


@views.post("/queue/same/another")
@access.stewards
def another() -> AnyResponse:
    """Remember that two records are two things."""
    word, left, right = (request.form.get(name, "") for name in ("word", "left", "right"))
    one, other = _two(word, *sorted((left, right)))
    digest = pair_digest(type(one), one.id, other.id)
    said = Dismissal(
        id=f"dismissal.{FINDING}.{digest}",
        finding=FINDING,
        finding_id=digest,
        kind=word,
        title=f"{link_to(one).text} and {link_to(other).text} may be the same {noun_of(one)}",
        reason="They are two things.",
        dismissed_on=today(),
    )
    store().write([said], by=own_account().id, via="queue", message=f"Set aside: {said.title}")
    flash(f"“{link_to(one).text}” and “{link_to(other).text}” will not be asked about again.")
    return redirect("/queue/same", 303)


@views.get("/merge/<word>/<id>/<other>")
@access.stewards
def ask(word: str, id: str, other: str) -> AnyResponse:
    """Show two records side by side."""
    return _page(*_two(word, id, other)).answer()


@views.post("/merge/<word>/<id>/<other>")
@access.stewards
def do(word: str, id: str, other: str) -> AnyResponse:
    """Make two records one."""
    kept, gone = _two(word, id, other)
    try:
        union = union_of(store(), kept, gone, _picked(kept, gone))
    except InvalidData as problem:
        return _page(kept, gone, Problem(message=str(problem), field=problem.field)).answer()
    if request.form.get("seen") != _seen(union):
        words = "Somebody changed one of them while you were looking. Look again."
        return _page(kept, gone, Problem(message=words)).answer(409)
    try:
        done = merge(store(), union, by=own_account().id, at=now())
    except (ChangedMeanwhile, DanglingReference) as problem:
        return _page(kept, gone, Problem(message=str(problem))).answer(409)
    flash(f"The two are one now: “{title_of(union.merged)}”.")
    return redirect(f"/merges/{done.id}", 303)


@views.get("/merges/<id>")
@access.stewards
def merged(id: str) -> AnyResponse:
    """Show how two became one, and offer to tell them apart again."""
    return _part(_merge(id)).answer()


@views.post("/merges/<id>/undo")
@access.stewards
def undo(id: str) -> AnyResponse:
    """Tell two apart again."""
    it = _merge(id)
    try:
        part(store(), it, parting_of(store(), it), by=own_account().id, at=now())
    except (ChangedMeanwhile, DanglingReference, InvalidData) as problem:
        return _part(_merge(id), Problem(message=str(problem))).answer(409)
    flash("The two are told apart again, as they were.")
    return redirect(f"/merges/{id}", 303)


def pairs(known: Network) -> tuple[Same, ...]:
    """Which records may be the same thing, without those that somebody said are two."""
    found: tuple[Same, ...] = worked_out(
        "same",
        known,
        None,
        lambda _: find_pairs(known, most=MOST_PAIRS),
        "Rows that may be the same",
    )
    said = said_to_be_two(known)
    return tuple(one for one in found if _digest_of(one) not in said)


def _ends(one: Doubt | Same) -> frozenset[Key]:
    """The two records that may be one, by class and id."""
    if isinstance(one, Doubt):
        kind = kind_named(one.kind)
        return frozenset(((kind, one.new_id), (kind, one.known_id)))
    kind = _CLASSES[one.left.kind]
    return frozenset(((kind, one.left.id), (kind, one.right.id)))


def _pair_line(one: Same) -> PairLine:
    word = word_of(_CLASSES[one.left.kind])
    return PairLine(
        it=one,
        word=word,
        left=page_of(word, one.left.id),
        right=page_of(word, one.right.id),
    )


def _digest_of(one: Same) -> str:
    return pair_digest(_CLASSES[one.left.kind], one.left.id, one.right.id)


def _two(word: str, id: str, other: str) -> tuple[Record, Record]:
    """Two records that whoever asks looks after."""
    kind = kind_of(word)
    if kind not in MERGEABLE or id == other:
        abort(404)
    found = the_row(kind, id), the_row(kind, other)
    for one in found:
        if not looks_after_row(own_account(), one, network()):
            raise NotYours(title_of(one))
    return found


def _picked(kept: Record, gone: Record) -> dict[str, Pick]:
    picked = {}
    for choice in choices_of(kept, gone):
        given = request.form.get(choice.name, "")
        picked[choice.name] = Pick(given) if given in list(choice.offered) else choice.usual
    return picked


def _seen(union: Union) -> str:
    text = ".".join(sorted(stamp_of(one) for one in union.touched))
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def _page(kept: Record, gone: Record, *problems: Problem) -> MergePage:
    names = names_in(network(), (kept, gone))
    union = union_of(store(), kept, gone, {})
    moving: dict[str, list[str]] = {}
    whole = names_in(network(), (old for old, _ in union.moved))
    for old, _ in union.moved:
        moving.setdefault(noun_of(old), []).append(title_of(old, whole))
    dropped = Counter(noun_of(one) for one in union.dropped)
    keepers = store().accounts.keeping(gone.id) if isinstance(gone, Organisation) else ()
    return MergePage(
        title=f"Are these one {noun_of(kept)}?",
        crumbs=(*CRUMBS, SAME),
        problems=problems,
        word=word_of(kept),
        kept=kept,
        gone=gone,
        noun=noun_of(kept),
        choices=choices_of(kept, gone, names),
        picked=_picked(kept, gone),
        moving=tuple((noun, tuple(sorted(titles))) for noun, titles in sorted(moving.items())),
        dropping=tuple(f"{number} × {noun}" for noun, number in sorted(dropped.items())),
        journeys=len(union.moved_journeys) if isinstance(gone, Site) else 0,
        people=len(keepers),
        seen=_seen(union),
    )


def _merge(id: str) -> Merge:
    """How two became one, for who looks after the one that stayed."""
    it = store().desk.merges.one(id)
    kind = kind_named(it.kind)
    past = [store().find(kind, it.kept_id), store().find(kind, it.gone_id)]
    past += [step.before for step in store().versions.of(kind, it.gone_id)]
    known = [one for one in past if one is not None]
    if not known or not all(looks_after_row(own_account(), one, network()) for one in known[:2]):
        raise NotYours(it.title)
    return it


def _part(it: Merge, *problems: Problem) -> PartPage:
    kind = kind_named(it.kind)
    parting = parting_of(store(), it) if it.undone_at is None else None
    return PartPage(
        title=it.title,
        crumbs=CRUMBS,
        problems=problems,
        it=it,
        address=f"/history/{word_of(kind)}/{it.kept_id}",
        later=tuple(
            (
                f"{title_of(one.record) if one.record else one.id} ({noun_of(one.kind)})",
                f"/history/{word_of(one.kind)}/{one.id}" if word_of(one.kind) else "",
            )
            for one in (parting.later if parting else ())
        ),
        forgotten=bool(parting and parting.forgotten),
    )
