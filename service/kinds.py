"""The kinds of rows as words of addresses, and what a row is called and where its page is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from flask import abort

from graph.errors import NotFound
from graph.model import (
    Activity,
    Area,
    Asset,
    Contact,
    Grant,
    Indicator,
    Need,
    Organisation,
    Outcome,
    Partnership,
    Priority,
    Record,
    Request,
    Seat,
    Site,
    Tie,
)
from graph.network import Network, Table
from service.editing.kinds import WORDS as SINGLE
from service.links import Link
from service.opened import store

KINDS: dict[str, type[Record]] = {
    "organisations": Organisation,
    "assets": Asset,
    "activities": Activity,
    "requests": Request,
    "places": Site,
    "contacts": Contact,
    "ties": Tie,
    "seats": Seat,
    "grants": Grant,
    "areas": Area,
    "partnerships": Partnership,
    "priorities": Priority,
    "needs": Need,
    "outcomes": Outcome,
    "indicators": Indicator,
}
"""Classes of records by the word of an address.

Agreements are not among them: their past, their terms and their hours belong to two sides, who
change them together (:mod:`service.agreements`).
"""

WORDS = {kind: word for word, kind in KINDS.items()}

_NOUNS = {Site: "place", Contact: "contact detail", Request: "request for help"}
_PAGES = {"organisations", "assets", "activities", "requests", "areas"}
"""The words whose rows have pages of their own."""


def kind_of(word: str) -> type[Record]:
    """The class of a word of an address; a page that says so where there is none."""
    kind = KINDS.get(word) or SINGLE.get(word)
    if kind is None:
        abort(404)
    return kind


def word_of(record: Record | type[Record]) -> str:
    """The word of a record, or of a class of records; empty where rows have none."""
    kind = record if isinstance(record, type) else type(record)
    return WORDS.get(kind, "")


def noun_of(record: Record | type[Record]) -> str:
    """What a row is called within a sentence."""
    kind = record if isinstance(record, type) else type(record)
    return _NOUNS.get(kind, kind.__name__.lower())


def the_row(kind: type[Record], id: str) -> Record:
    """A row as it is now; raise NotFound where there is none."""
    found = store().find(kind, id)
    if found is None:
        raise NotFound(noun_of(kind), id)
    return found


def title_of(record: Record, names: dict[str, str] | None = None) -> str:
    """What a row is called: its name, and for a tie the two that it joins."""
    if isinstance(record, Tie):
        known = names or {}
        ends = (known.get(id, id) for id in (record.from_id, record.to_id))
        return " and ".join(ends)
    return str(getattr(record, "name", "") or record.id)


def link_to(record: Record, names: dict[str, str] | None = None) -> Link:
    """A row by its name, leading to its page where it has one."""
    word = word_of(record)
    address = f"/{word}/{record.id}" if word in _PAGES else ""
    return Link(text=title_of(record, names), address=address)


def names_in(network: Network, records: Iterable[Record | None]) -> dict[str, str]:
    """What the records that some records name are called, by id."""
    tables: tuple[Table, ...] = (
        network.organisations,
        network.sites,
        network.areas,
        network.assets,
        network.activities,
    )
    found: dict[str, str] = {}
    for record in records:
        for id in _ids_in(record):
            for table in tables:
                if id in table.rows:
                    names: Any = getattr(table, "name")  # noqa: B009 - each of these has names
                    found[id] = str(names[table.row(id)])
                    break
    return found


def _ids_in(record: Record | None) -> Iterable[str]:
    """The ids that a record holds, its own left aside."""
    for each in fields(record) if record is not None else ():
        if each.name.endswith("_id"):
            yield str(getattr(record, each.name))
        elif each.name.endswith("_ids"):
            yield from getattr(record, each.name)
