"""``/changes``: everything that was changed, by whom and by what way, for staff."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, request
from werkzeug.wrappers import Response as AnyResponse

from graph.model import Change, Deed, Record, Version
from graph.store.images import kind_named
from service import access
from service.forms.paging import Paging
from service.forms.query import Query
from service.history import Doers
from service.kinds import names_in, noun_of, title_of, word_of
from service.opened import network, store
from service.pages import Crumb, Page
from service.receiving.undoing import is_import

views = Blueprint("changes", __name__)

MOST_TOLD = 8
"""Rows of one change that are named one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowLine:
    """One row that a change touched: what was done, what it is, and where its history is."""

    deed: str
    noun: str
    title: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One change.

    Attributes
    ----------
    change
        The change.
    who, source
        Who made it, and where the facts came from.
    rows
        Rows that it touched, as many as are named.
    more
        How many more it touched.
    may_take_back
        Whether it is an import that whoever looks may take back.
    """

    change: Change
    who: str
    source: str
    rows: tuple[RowLine, ...]
    more: int
    may_take_back: bool


@dataclass(frozen=True, kw_only=True)
class ChangesPage(Page):
    """All changes, newest first.

    Attributes
    ----------
    lines
        Those of this page.
    pages
        Which page it is.
    """

    template: ClassVar[str] = "changes/index.html"
    section: ClassVar[str] = "/queue"
    lines: tuple[ChangeLine, ...]
    pages: Paging


@views.get("/changes")
@access.staff
def changes() -> AnyResponse:
    """Show all changes."""
    query = Query(request.args)
    number = query.whole("page", "The page", default=1, low=1, high=1_000_000)
    total = int(store().revision())
    pages = Paging.of("/changes", request.args, total=total, number=number)
    found = store().recent_changes(pages.per_page, skip=pages.first_row)
    who = Doers(named=True)
    sources = {source.id: source.name for source in network().sources}
    return ChangesPage(
        title="All changes",
        crumbs=(Crumb(text="Home", address="/"),),
        problems=tuple(query.problems),
        lines=tuple(_line(one, who, sources) for one in found),
        pages=pages,
    ).answer()


def _line(change: Change, who: Doers, sources: dict[str, str]) -> ChangeLine:
    total = change.added + change.changed + change.removed
    versions = store().versions.of_change(change.id) if total <= 2 * MOST_TOLD else ()
    rows = tuple(_row(one) for one in versions[:MOST_TOLD])
    return ChangeLine(
        change=change,
        who=who.of(change),
        source=sources.get(change.source_id or "", ""),
        rows=rows,
        more=total - len(rows),
        may_take_back=is_import(change) and access.may(access.administrators_or_local),
    )


def _row(version: Version) -> RowLine:
    kind: type[Record] = kind_named(version.kind)
    past = store().versions.of(kind, version.record_id)
    record = next((one for step in past for one in (step.after, step.before) if one), None)
    names = names_in(network(), (record,))
    word = word_of(kind)
    return RowLine(
        deed=Deed(version.deed).label,
        noun=noun_of(kind),
        title=title_of(record, names) if record else version.record_id,
        address=f"/history/{word}/{version.record_id}" if word else "",
    )
