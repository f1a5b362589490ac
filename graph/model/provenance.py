"""Where facts come from, who may change them, and what was changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from graph.model.terms import Term
from graph.model.things import Thing, require_text, require_web_address


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Thing):
    """Who says so: a file, a feed, a person's word.

    Attributes
    ----------
    licence
        The licence's name ("Open Government Licence v3.0"), empty where none is stated.
    attribution
        The words that the licence asks to be shown.
    website
        Where it can be had.
    retrieved_on
        When it was read.
    illustrative
        True where the facts are invented; pages then say so.
    """

    licence: str = ""
    attribution: str = ""
    website: str = ""
    retrieved_on: date | None = None
    illustrative: bool = False

    def __post_init__(self) -> None:
        Thing.__post_init__(self)
        require_text(self.licence, "licence", longest=300)
        require_text(self.attribution, "attribution", longest=1_000)
        require_web_address(self.website, "website")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One write to the graph, kept for ever.

    Attributes
    ----------
    id
        Unique.
    at
        When, UTC.
    by
        Who: an account's id, or "command line".
    message
        What was done, in a sentence.
    via
        By what way: the page, the file or the command that it was done with.
    source_id
        Where the facts came from.
    added, changed, removed
        How many records.
    """

    id: str
    at: datetime
    by: str
    message: str
    via: str = ""
    source_id: str | None = None
    added: int = 0
    changed: int = 0
    removed: int = 0


class Deed(Term):
    """What a change did to one record."""

    ADDED = "added", "Added"
    CHANGED = "changed", "Changed"
    REMOVED = "removed", "Taken out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What one change did to one record.

    Attributes
    ----------
    id
        Unique.
    kind
        The name of the record's class.
    record_id
        Its id.
    deed
        What was done.
    before
        The record as it was, as :func:`graph.store.images.image_of` writes it; empty where it
        was added, or where what it was has been forgotten.
    """

    id: str
    kind: str
    record_id: str
    deed: Deed
    before: str = ""
