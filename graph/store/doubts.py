"""Doubts: whether what came is what was here already, kept beside the network for a person."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from neo4j import Transaction

from graph.model import Doubt
from graph.store import reading
from graph.store.beside import Beside
from graph.store.rows import row_of
from graph.store.statements import statement
from graph.store.writing import Written, in_batches


class Doubts(Beside[Doubt]):
    """Pairs of records that imports found to be alike, and did not dare to link."""

    def arising(self, doubts: Sequence[Doubt]) -> Callable[[Transaction, Written], None]:
        """What keeps doubts as a part of a transaction (``Store.write(then=…)``).

        A doubt that is known already stays as it is.
        """

        def work(transaction: Transaction, _written: Written) -> None:
            by_id = {one.id: one for one in doubts}
            if not by_id:
                return
            there = reading.existing_ids(transaction, self._kind.label, sorted(by_id))
            create = statement("doubt/create")
            rows = (row_of(one) for id, one in sorted(by_id.items()) if id not in there)
            for part in in_batches(rows):
                transaction.run(create, rows=part).consume()

        return work
