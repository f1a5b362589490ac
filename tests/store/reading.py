"""Everything that a store holds, read record by record, for comparing with what was written."""

from __future__ import annotations

from typing import Any

from neo4j import Transaction

from graph.store import Store, travel
from graph.store import reading as records_of
from graph.store.kinds import NODES


def all_records(store: Store) -> dict[tuple[str, str], Any]:
    """Every record in the graph, by kind and id."""

    def work(transaction: Transaction) -> list[Any]:
        found = [one for kind in NODES for one in records_of.records(transaction, kind)]
        times = travel.single(travel.read(transaction))
        return [*found, *records_of.ties(transaction), *times]

    return keyed(store._connection.read(work))


def keyed(records: Any) -> dict[tuple[str, str], Any]:
    """Records by kind and id."""
    return {(type(one).__name__, one.id): one for one in records}
