"""What is kept in the graph beside the network: accounts, letters, drafts and the like.

To keep one is no change to the network: it makes no revision, so that nobody's findings are
worked out anew because somebody signed out. No snapshot holds any of it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Generic, Protocol, TypeVar

from neo4j import Transaction

from graph.errors import DanglingReference, NotFound
from graph.model import (
    Account,
    Delivery,
    Doubt,
    Draft,
    Event,
    Letter,
    Merge,
    Proposal,
    Reminded,
    SpentLink,
    Standing,
    Token,
)
from graph.store import reading
from graph.store.connection import Connection
from graph.store.kinds import Kind
from graph.store.rows import references_of, row_of
from graph.store.statements import for_label, for_link, statement

Kept = TypeVar(
    "Kept",
    Account,
    Delivery,
    Doubt,
    Draft,
    Event,
    Letter,
    Merge,
    Proposal,
    Reminded,
    SpentLink,
    Standing,
    Token,
)


class Writing(Protocol):
    """Whatever lets one write while nobody needs stillness."""

    def writing(self) -> AbstractContextManager[None]:
        """Be one of those who write."""


class Beside(Generic[Kept]):
    """The records of one kind beside the network; safe to share between threads."""

    def __init__(self, connection: Connection, gate: Writing, kind: Kind) -> None:
        self._connection, self._gate, self._kind = connection, gate, kind

    def all(self) -> tuple[Kept, ...]:
        """Every one, by id."""
        found = self._connection.read(lambda transaction: reading.records(transaction, self._kind))
        return tuple(sorted(found, key=lambda one: str(one.id)))

    def one(self, id: str) -> Kept:
        """The one of an id; raise :class:`~graph.errors.NotFound` where there is none."""
        found = self.find(id)
        if found is None:
            raise NotFound(self._kind.label.value.lower(), id)
        return found

    def find(self, id: str) -> Kept | None:
        """The one of an id, None where there is none."""
        found: list[Kept] = self._connection.read(
            lambda transaction: reading.records(transaction, self._kind, [id])
        )
        return found[0] if found else None

    def keep(self, record: Kept) -> None:
        """Add a record, or put it in the place of the one that has its id.

        Raises
        ------
        DanglingReference
            It names something that is not there.
        """
        with self._gate.writing():
            self._connection.write(lambda transaction: self._kept(transaction, record))

    def add(self, record: Kept) -> bool:
        """Add a record; False, and nothing done, where its id is there already."""

        def work(transaction: Transaction) -> bool:
            if reading.existing_ids(transaction, self._kind.label, [record.id]):
                return False
            self._check(transaction, record)
            # Created and never changed: whoever comes at the same moment collides and looks again.
            self._create(transaction, record)
            return True

        with self._gate.writing():
            return self._connection.write(work)

    def change(self, id: str, edit: Callable[[Kept], Kept]) -> Kept:
        """Change a record as it is now; of two who do so at the same moment one waits.

        Parameters
        ----------
        edit
            What to make of the record; it may be asked more than once. What it raises is raised,
            and nothing is kept.

        Raises
        ------
        NotFound
            There is no such record.
        """
        with self._gate.writing():
            return self._connection.write(lambda transaction: self._changed(transaction, id, edit))

    def remove(self, *ids: str) -> None:
        """Take records away; those that are not there are passed over."""

        def work(transaction: Transaction) -> None:
            transaction.run(for_label("remove", self._kind.label), ids=list(ids)).consume()

        if ids:
            with self._gate.writing():
                self._connection.write(work)

    def _changed(self, transaction: Transaction, id: str, edit: Callable[[Kept], Kept]) -> Kept:
        """Change a record within a transaction; it is held first, so that what is read stays."""
        transaction.run(for_label("hold", self._kind.label), ids=[id]).consume()
        found: list[Kept] = reading.records(transaction, self._kind, [id])
        if not found:
            raise NotFound(self._kind.label.value.lower(), id)
        changed = edit(found[0])
        if changed != found[0]:
            self._kept(transaction, changed)
        return changed

    def _kept(self, transaction: Transaction, record: Kept) -> None:
        """Keep a record within a transaction."""
        self._check(transaction, record)
        label = self._kind.label
        if not reading.existing_ids(transaction, label, [record.id]):
            self._create(transaction, record)
            return
        transaction.run(for_label("change", label), rows=[row_of(record)]).consume()
        self._join(transaction, record)

    def _check(self, transaction: Transaction, record: Kept) -> None:
        """Refuse a record that cannot be kept beside the others."""

    def _create(self, transaction: Transaction, record: Kept) -> None:
        rows = [row_of(record)]
        transaction.run(statement(f"{self._kind.folder}/create"), rows=rows).consume()
        self._join(transaction, record)

    def _join(self, transaction: Transaction, record: Any) -> None:
        """Let a record name what it names, and nothing else."""
        if not self._kind.links:
            return
        named = references_of(record)
        for link in self._kind.links:
            ends = self._kind.label, link.type, link.other
            transaction.run(for_link("drop_from_start", *ends), ids=[record.id]).consume()
            ids = [id for id, _ in named[link.field]]
            missing = set(ids) - reading.existing_ids(transaction, link.other, ids)
            for id in sorted(missing):
                raise DanglingReference(
                    f"There is no {link.other.value.lower()} “{id}” for "
                    f"this {self._kind.label.value.lower()}; nothing was kept."
                )
            wanted = [
                {"start": record.id, "end": id, "position": place, "share": None}
                for place, id in enumerate(ids)
            ]
            if wanted:
                transaction.run(for_link("create", *ends), rows=wanted).consume()

    def _of(self, name: str, **parameters: Any) -> tuple[Kept, ...]:
        """The records whose ids a statement returns, in its order."""

        def work(transaction: Transaction) -> tuple[Kept, ...]:
            ids = [str(found["id"]) for found in transaction.run(statement(name), **parameters)]
            there = {one.id: one for one in reading.records(transaction, self._kind, ids) if ids}
            return tuple(there[id] for id in ids if id in there)

        return self._connection.read(work)
