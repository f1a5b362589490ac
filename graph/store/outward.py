"""What is handed out beside a snapshot: what no analysis reads, of all records at once."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from neo4j import Transaction

from graph.model import Contact, Record
from graph.store import reading
from graph.store.connection import Connection
from graph.store.kinds import KIND_OF
from graph.store.statements import statement


class Outward:
    """Reads what feeds and files tell and snapshots do not hold; safe to share between threads."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def contacts(self) -> tuple[Contact, ...]:
        """Every contact detail, by id; who may see which is for whoever hands them out."""
        found = self._connection.read(
            lambda transaction: reading.records(transaction, KIND_OF[Contact])
        )
        return tuple(sorted(cast("list[Contact]", found), key=lambda one: one.id))

    def last_changes(self, kind: type[Record]) -> dict[str, datetime]:
        """When each record of a kind was last added, changed or taken out, by id."""

        def work(transaction: Transaction) -> dict[str, datetime]:
            last: dict[str, str] = {}
            for ids, at in transaction.run(
                statement("version/arrivals"), kind=kind.__name__
            ).values():
                for id in ids:
                    last[id] = max(at, last.get(id, ""))
            for id, at in transaction.run(
                statement("version/last_single"), kind=kind.__name__
            ).values():
                last[id] = max(at, last.get(id, ""))
            return {id: datetime.fromisoformat(at) for id, at in last.items()}

        return self._connection.read(work)

    def newest_change(self) -> datetime | None:
        """The moment of the newest change; None where there is none."""
        at = self._connection.read(
            lambda transaction: transaction.run(statement("change/newest")).single(strict=True)[0]
        )
        return datetime.fromisoformat(at) if at else None
