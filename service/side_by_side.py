"""Side by side: a record that came and one that was here, for whoever says whether they are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from graph.model import Account, Doubt, Record
from graph.network import Network
from graph.store import Store
from graph.store.images import kind_named
from service.care import looks_after_row
from service.kinds import names_in, noun_of, title_of, word_of
from service.pages import Crumb
from service.twins import Choice, choices_of

Key = tuple[type[Record], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtLine:
    """A record that came and one that was here, side by side.

    Attributes
    ----------
    doubt
        The two, how likely they are one, and why.
    word
        The kind's word in addresses.
    noun
        What they are, within a sentence.
    new, known
        What the two are called, and where each can be looked at.
    source
        Who delivered the one that came; empty where that is not known.
    sides
        Fields in which they differ: what it is called, of the one that came, of the other.
    """

    doubt: Doubt
    word: str
    noun: str
    new: Crumb
    known: Crumb
    source: str
    sides: tuple[Choice, ...]

    @property
    def per_cent(self) -> int:
        """How likely they are one, in whole per cent, at most 99: only people can say so."""
        return min(99, round(self.doubt.probability * 100))


def in_care(account: Account, ends: Iterable[Key], store: Store, known: Network) -> frozenset[Key]:
    """Which of some records an account looks after, by class and id: all are read at once."""
    ids: defaultdict[type[Record], set[str]] = defaultdict(set)
    for kind, id in ends:
        ids[kind].add(id)
    return frozenset(
        (kind, id)
        for kind, each in ids.items()
        for id, record in store.records(kind, each).items()
        if looks_after_row(account, record, known)
    )


def doubt_line(one: Doubt, store: Store, known: Network) -> DoubtLine:
    """The two records of a doubt, side by side.

    Raises
    ------
    NotFound
        One of them is not here any more.
    """
    kind = kind_named(one.kind)
    word = word_of(kind)
    new, here = store.record(kind, one.new_id), store.record(kind, one.known_id)
    sources = {each.id: each.name for each in known.sources}
    return DoubtLine(
        doubt=one,
        word=word,
        noun=noun_of(here),
        new=Crumb(text=title_of(new), address=page_of(word, one.new_id)),
        known=Crumb(text=title_of(here), address=page_of(word, one.known_id)),
        source=sources.get(one.source_id, ""),
        sides=choices_of(new, here, names_in(known, (new, here))),
    )


def page_of(word: str, id: str) -> str:
    """Where a record can be looked at."""
    return f"/{'history/places' if word == 'places' else word}/{id}"
