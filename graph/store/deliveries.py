"""Deliveries: what outside sources said of records, kept beside the network."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from neo4j import Transaction

from graph.errors import ChangedMeanwhile
from graph.model import Delivery
from graph.model.deliveries import Gone, delivery_id
from graph.store import reading
from graph.store.beside import Beside
from graph.store.rows import record_of, row_of
from graph.store.statements import for_label, statement
from graph.store.writing import Written, in_batches


class Deliveries(Beside[Delivery]):
    """What sources said of their records, and since when they say nothing of them any more."""

    def of_source(self, id: str) -> tuple[Delivery, ...]:
        """The last thing that a source said of each of its records, by kind and id."""
        newest = {
            (one.kind, one.incoming_id): one for one in self._read("delivery/of_source", id=id)
        }
        return tuple(newest.values())

    def of_record(self, kind: str, id: str) -> tuple[Delivery, ...]:
        """What each source said last of a record, by source.

        Parameters
        ----------
        kind
            The name of the record's class.
        id
            Its id.
        """
        return self.of_records(kind, [id])

    def of_records(self, kind: str, ids: Sequence[str]) -> tuple[Delivery, ...]:
        """What each source said last of some records of a kind."""
        found = [
            one
            for part in reading.in_parts(ids)
            for one in self._read("delivery/of_records", kind=kind, ids=part)
        ]
        return self._last(found)

    def of_change(self, id: str) -> tuple[Delivery, ...]:
        """What came with a change, by kind and id."""
        return self._read("delivery/of_change", id=id)

    def superseded(self, deliveries: Sequence[Delivery]) -> tuple[Delivery, ...]:
        """Those after which their source said something else."""
        last = {one.id for one in self._last(deliveries)}
        return tuple(one for one in deliveries if one.id not in last)

    def vanished(self) -> tuple[Delivery, ...]:
        """What sources had and have no longer, the newest first."""
        found = self._last(self._read("delivery/vanished"))
        return tuple(sorted(found, key=lambda one: (str(one.vanished_on), one.id), reverse=True))

    def gone(self, kind: str) -> dict[str, Gone]:
        """Which records of a kind no source has any more that had them, by their ids.

        Parameters
        ----------
        kind
            The name of the records' class.
        """
        ids = sorted({one.record_id for one in self.vanished() if one.kind == kind})
        if not ids:
            return {}

        def work(transaction: Transaction) -> list[tuple[Delivery, str | None]]:
            query = statement("delivery/of_records")
            return [
                (record_of(Delivery, row, {}), at)
                for part in reading.in_parts(ids)
                for row, at in transaction.run(query, kind=kind, ids=part).values()
            ]

        last: dict[tuple[str, str, str], tuple[Delivery, str | None]] = {}
        for one, at in sorted(self._connection.read(work), key=lambda each: each[0].number):
            last[one.record_id, one.source_id, one.incoming_id] = one, at
        found: dict[str, Gone] = {}
        had = {record for (record, _, _), (one, _) in last.items() if one.vanished_on is None}
        for (record, _, _), (one, at) in sorted(last.items()):
            before = found.get(record)
            if record in had or one.vanished_on is None:
                continue
            if before is None or before.vanished_on < one.vanished_on:
                moment = datetime.fromisoformat(at) if at else None
                found[record] = Gone(
                    source_id=one.source_id, vanished_on=one.vanished_on, at=moment
                )
        return found

    def arriving(self, deliveries: Sequence[Delivery]) -> Callable[[Transaction, Written], None]:
        """What keeps deliveries as a part of a transaction (``Store.write(then=…)``).

        Each gets the id of the change that is written. Somebody who brought the same in at the
        same moment is told by :class:`~graph.errors.ChangedMeanwhile`.
        """

        def work(transaction: Transaction, written: Written) -> None:
            if not deliveries or written.change is None:
                return
            change = written.change.id
            ids = [one.id for one in deliveries]
            there = reading.existing_ids(transaction, self._kind.label, ids)
            if there:
                first = reading.records(transaction, self._kind, sorted(there)[:1])[0]
                if first.change_id == change:
                    return  # an earlier try of the same, whose answer got lost
                raise ChangedMeanwhile("delivery", first.incoming_id)
            create = statement("delivery/create")
            rows = (row_of(replace(one, change_id=change)) for one in deliveries)
            for part in in_batches(rows):
                transaction.run(create, rows=part).consume()

        return work

    def leaving(self, ids: Iterable[str]) -> Callable[[Transaction, Written], None]:
        """What takes deliveries away as a part of a transaction (``Store.write(then=…)``)."""
        gone = sorted(ids)

        def work(transaction: Transaction, _written: Written) -> None:
            for part in reading.in_parts(gone):
                transaction.run(for_label("remove", self._kind.label), ids=part).consume()

        return work

    def _read(self, name: str, **parameters: Any) -> tuple[Delivery, ...]:
        def work(transaction: Transaction) -> tuple[Delivery, ...]:
            found = transaction.run(statement(name), **parameters)
            read = [record_of(Delivery, row[0], {}) for row in found]
            return tuple(sorted(read, key=lambda one: (one.kind, one.incoming_id, one.number)))

        return self._connection.read(work)

    def _last(self, deliveries: Sequence[Delivery]) -> tuple[Delivery, ...]:
        """Those after which their source said nothing else."""
        next_ids = {
            one.id: delivery_id(one.source_id, one.kind, one.incoming_id, one.number + 1)
            for one in deliveries
        }
        if not next_ids:
            return ()
        there = self._connection.read(
            lambda transaction: reading.existing_ids(
                transaction, self._kind.label, sorted(next_ids.values())
            )
        )
        return tuple(one for one in deliveries if next_ids[one.id] not in there)
