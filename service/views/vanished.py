"""``/freshness/vanished``: what outside sources had and have no longer; a person decides on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from flask import Blueprint, Response

from graph.store.images import kind_named
from service import access
from service.kinds import link_to, noun_of, title_of, word_of
from service.opened import network, store
from service.pages import Crumb, Page
from service.removal import REMOVABLE

views = Blueprint("vanished", __name__)

MOST_SHOWN = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Vanished:
    """A row that its source has no longer.

    Attributes
    ----------
    noun, name, address
        What it is, what it is called, and its page.
    source, since
        Who has it no longer, and since when.
    removal
        Where it can be taken out; empty where it cannot by itself.
    """

    noun: str
    name: str
    address: str
    source: str
    since: date | None
    removal: str


@dataclass(frozen=True, kw_only=True)
class VanishedPage(Page):
    """What sources have no longer, the newest first.

    Attributes
    ----------
    rows, rows_in_all
        Those that are listed, and how many there are.
    """

    template: ClassVar[str] = "freshness/vanished.html"
    section: ClassVar[str] = "/freshness"
    rows: tuple[Vanished, ...]
    rows_in_all: int


@views.get("/freshness/vanished")
@access.staff
def vanished() -> Response:
    """Show what sources have no longer."""
    found = store().deliveries.vanished()
    sources = {source.id: source.name for source in network().sources}
    by_kind: dict[str, set[str]] = {}
    for one in found:
        by_kind.setdefault(one.kind, set()).add(one.record_id)
    there = {
        (kind, id): record
        for kind, ids in by_kind.items()
        for id, record in store().records(kind_named(kind), ids).items()
    }
    rows = []
    for one in found:
        record = there.get((one.kind, one.record_id))
        if record is None:
            continue  # somebody took it out
        removable = isinstance(record, REMOVABLE)
        rows.append(
            Vanished(
                noun=noun_of(record),
                name=title_of(record),
                address=link_to(record).address,
                source=sources.get(one.source_id, one.source_id),
                since=one.vanished_on,
                removal=f"/rows/{word_of(record)}/{record.id}/remove" if removable else "",
            )
        )
    return VanishedPage(
        title="No longer in their sources",
        crumbs=(
            Crumb(text="Home", address="/"),
            Crumb(text="Freshness", address="/freshness"),
        ),
        rows=tuple(rows[:MOST_SHOWN]),
        rows_in_all=len(rows),
    ).answer()
