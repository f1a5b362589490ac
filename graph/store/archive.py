"""All that a graph holds, as parts that any other graph can be made of again.

A part is a list of rows of one sort: nodes of a label, relationships of a type between two
labels, and so on, each out of the closed lists of :mod:`graph.store.labels` and
:mod:`graph.store.kinds`. Nothing in it depends on which server keeps the graph, so that what comes
out of the embedded server goes into Neo4j, and back.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from neo4j import Transaction

from graph.analysis.progress import Progress, quiet
from graph.errors import ArchiveRefused, StoreError
from graph.model import Tie
from graph.store import reading, travel
from graph.store.connection import Connection
from graph.store.kinds import BESIDE, KIND_OF_LABEL, NODES
from graph.store.labels import Label, LinkType
from graph.store.rows import properties_of
from graph.store.snapshots import SnapshotFolder
from graph.store.statements import Statement, for_label, for_link, statement

ROWS_AT_ONCE = 1_000
TEXT_AT_ONCE = 2_000_000
"""Characters of text in one part, about: outlines are long."""
CLEARED_AT_ONCE = 5_000
TRIES = 3
"""How often a graph is told that others write to meanwhile."""

_MADE = (Label.VERSION, Label.ARRIVAL)
_BULK = {
    Label.CHANGE: "change/restore",
    Label.VERSION: "version/restore",
    Label.ARRIVAL: "version/restore_arrivals",
}
_LINKS: Mapping[tuple[str, ...], tuple[Label, LinkType, Label]] = {
    reading.typed(kind, link): reading.typed(kind, link)
    for kind in (*NODES, *BESIDE)
    for link in kind.links
}

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Rows of one sort.

    Attributes
    ----------
    sort
        ``nodes``, ``links``, ``ties``, ``made_by`` or ``travel_times``.
    of
        Which: a label; a label, a type and a label; nothing.
    rows
        What they say; dates are dates.
    """

    sort: str
    of: tuple[str, ...] = ()
    rows: Sequence[Row]


Take = Callable[[Part], None]
Standing = tuple[str, dict[str, int]]


class Still(Protocol):
    """Whatever lets one read while nobody writes."""

    def still(self) -> AbstractContextManager[None]:
        """Let nobody write."""

    def writing(self) -> AbstractContextManager[None]:
        """Be one of those who write."""


class Archive:
    """All of one graph, to be put by and to be put back.

    Parameters
    ----------
    connection, gate, folder
        Of the graph, and where its snapshots are kept.
    """

    def __init__(self, connection: Connection, gate: Still, folder: SnapshotFolder) -> None:
        self._connection, self._gate, self._folder = connection, gate, folder

    def put_by(self, begin: Callable[[], Take], *, progress: Progress = quiet) -> None:
        """Tell all that the graph holds at one revision, while nobody writes.

        Whoever shares the data folder waits. Others, on a machine of their own, do not: where they
        wrote meanwhile, all is told anew.

        Parameters
        ----------
        begin
            Called before anything is told, and again should the reading begin anew; what it
            gives is called with each part.
        progress
            Told how many sorts of rows were read.

        Raises
        ------
        StoreError
            Others wrote each time.
        """

        def work(transaction: Transaction) -> Standing:
            before = _standing(transaction)
            take = begin()
            told = tuple(_told(transaction))
            for number, (sort, of, rows) in enumerate(told):
                progress("Reading the graph", number, len(told))
                for part in _parts(rows):
                    take(Part(sort=sort, of=of, rows=part))
            progress("Reading the graph", len(told), len(told))
            return before

        with self._gate.still():
            for _ in range(TRIES):
                if self._connection.read(work) == self._connection.read(_standing):
                    return
        raise StoreError(
            "Others keep writing to this graph from another machine, so it was never still for "
            "long enough to be told as it is at one moment. Nothing was written; try again when "
            "it is quieter."
        )

    def is_empty(self) -> bool:
        """Whether there is nothing that putting back would meet."""

        def work(transaction: Transaction) -> bool:
            return not any(reading.count(transaction, label) for label in Label)

        return self._connection.read(work)

    def clear(self, *, progress: Progress = quiet) -> None:
        """Take everything out, part by part; who looks meanwhile sees a graph that is being made.

        From here on the graph counts as being restored, until :meth:`finish`.
        """
        self._mark("an archive")
        for number, label in enumerate(Label):
            progress("Taking out what was there", number, len(Label))
            while self._connection.write(partial(_cleared, label)):
                pass
        self._folder.clear()

    def put_back(self, parts: Iterable[Part], *, progress: Progress = quiet) -> None:
        """Make the graph out of parts; it has to be empty.

        The graph counts as being restored until :meth:`finish`; opening it says so.

        Raises
        ------
        ArchiveRefused
            A part is no part of a graph, or something that it names is not there.
        """
        self._mark("an archive")
        done = 0
        for part in parts:
            progress("Putting back", done, 0)
            _check(part)
            with self._gate.writing():
                self._connection.write(partial(_made, part))
            done += len(part.rows)

    def finish(self) -> None:
        """Say that the graph is whole again."""
        self._mark(None)
        self._folder.clear()

    def _mark(self, restoring: str | None) -> None:
        with self._gate.writing():
            self._connection.write(
                lambda transaction: transaction.run(
                    statement("graph/restoring"), restoring=restoring
                ).consume()
            )


def _standing(transaction: Transaction) -> Standing:
    """What is another once anybody wrote: the revision, and how many there are of everything."""
    return reading.revision(transaction), reading.counts(transaction)


def _told(transaction: Transaction) -> Iterator[tuple[str, tuple[str, ...], Iterator[Row]]]:
    """Every sort of rows, what is named before what names it."""
    for label in Label:
        if label is not Label.TRAVEL_TIMES:
            yield "nodes", (label.value,), _nodes(transaction, label)
    for start, type, end in _LINKS.values():
        text = for_link("read", start, type, end)
        yield "links", (start.value, type.value, end.value), _rows(transaction, text)
    yield "ties", (), _ties(transaction)
    for label in _MADE:
        yield "made_by", (label.value,), _rows(transaction, for_label("made_by", label))
    yield "travel_times", (), _times(transaction)


def _rows(transaction: Transaction, text: Statement) -> Iterator[Row]:
    for found in transaction.run(text):
        pairs = zip(found.keys(), found.values(), strict=True)
        yield {name: value for name, value in pairs if value is not None}


def _nodes(transaction: Transaction, label: Label) -> Iterator[Row]:
    known = _properties(label)
    for (row,) in transaction.run(for_label("read", label)):
        yield _plain(row, known)


def _ties(transaction: Transaction) -> Iterator[Row]:
    known = frozenset(properties_of(Tie))
    for row, from_id, to_id in transaction.run(statement("tie/read")):
        yield {**_plain(row, known), "from_id": from_id, "to_id": to_id}


def _times(transaction: Transaction) -> Iterator[Row]:
    for times in travel.read(transaction):
        yield {
            "site_id": times.site_id,
            "mode": times.mode.value,
            "source_id": times.source_id,
            "area_ids": list(times.area_ids),
            "minutes": list(times.minutes),
        }


def _plain(row: Row, known: frozenset[str]) -> Row:
    """Properties as Python's own values; what only the store itself uses is left out."""
    return {
        name: value.to_native() if hasattr(value, "to_native") else value
        for name, value in row.items()
        if value is not None and name in known
    }


def _parts(rows: Iterator[Row]) -> Iterator[list[Row]]:
    part: list[Row] = []
    size = 0
    for row in rows:
        part.append(row)
        size += sum(_length(value) for value in row.values())
        if len(part) >= ROWS_AT_ONCE or size >= TEXT_AT_ONCE:
            yield part
            part, size = [], 0
    if part:
        yield part


def _length(value: Any) -> int:
    if isinstance(value, str):
        return len(value)
    return 12 * len(value) if isinstance(value, list) else 8


def _properties(label: Label) -> frozenset[str]:
    """The properties that nodes of a label may have."""
    if label in _BULK:
        return frozenset(_NAMED[label])
    return frozenset(properties_of(KIND_OF_LABEL[label].record))


_NAMED = {
    Label.CHANGE: ("id", "at", "by", "message", "via", "source_id", "added", "changed", "removed"),
    Label.VERSION: ("id", "kind", "record_id", "deed", "before"),
    Label.ARRIVAL: ("id", "kind", "record_ids"),
}


def _cleared(label: Label, transaction: Transaction) -> int:
    found = transaction.run(for_label("clear", label), most=CLEARED_AT_ONCE).single(strict=True)
    return int(found[0])


def _check(part: Part) -> None:
    """Refuse what is no part of a graph of ours."""
    if not _is_known(part):
        raise ArchiveRefused(
            f"It holds {part.sort} of {' '.join(part.of) or 'nothing'}, which this Hedgerow does "
            "not know. A newer one wrote it, or it is damaged."
        )
    if part.sort == "nodes":
        strange = {name for row in part.rows for name in row} - _properties(Label(part.of[0]))
        if strange:
            raise ArchiveRefused(
                f"A {part.of[0]} has “{min(strange)[:60]}”, which this Hedgerow does not know. A "
                "newer one wrote it, or it is damaged."
            )


def _is_known(part: Part) -> bool:
    match part.sort, part.of:
        case "nodes", (label,):
            return label in {*Label} and label != Label.TRAVEL_TIMES
        case "links", of:
            return of in _LINKS
        case "made_by", (label,):
            return label in _MADE
        case (("ties" | "travel_times"), ()):
            return True
    return False


def _made(part: Part, transaction: Transaction) -> None:
    """Make what a part tells."""
    rows = [dict(row) for row in part.rows]
    if part.sort == "nodes":
        label = Label(part.of[0])
        name = _BULK.get(label) or f"{KIND_OF_LABEL[label].folder}/create"
        transaction.run(statement(name), rows=rows).consume()
        return
    if part.sort == "travel_times":
        made = travel.create(transaction, [_time(row) for row in rows])
    else:
        made = transaction.run(_joining(part), rows=rows).single(strict=True)[0]
    if made != len(rows):
        raise ArchiveRefused("Some of it names records that are not in it; it is damaged.")


def _joining(part: Part) -> Statement:
    if part.sort == "links":
        return for_link("create", *_LINKS[part.of])
    if part.sort == "made_by":
        return for_label("make_by", Label(part.of[0]))
    return statement("tie/create")


def _time(row: Row) -> dict[str, Any]:
    id = f"{row['mode']}|{row['site_id']}|{row.get('source_id') or ''}"
    return {**row, "id": id, "stamp": uuid.uuid4().hex}
