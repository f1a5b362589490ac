"""All of England in an embedded graph: loaded once for a whole run, and shared by what needs it."""

from __future__ import annotations

import atexit
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from benchmarks.england import england
from graph.model import Record
from graph.store import Store, open_store

RECORDS_AT_ONCE = 500_000
"""Records of one write: a change is one transaction, which the server holds in memory."""


class National:
    """The graph of England in a data folder of its own.

    Attributes
    ----------
    data
        The folder.
    store
        The graph, open.
    elements
        How many nodes and relationships it has.
    """

    def __init__(self, data: Path, store: Store) -> None:
        self.data, self.store = data, store

    @property
    def elements(self) -> int:
        """Records, and what they say of each other."""
        network = self.store.snapshot()
        nodes = sum(n for label, n in self.store.counts().items() if label != "Change")
        links = sum(
            len(pairs)
            for pairs in (
                *(network.within, network.stands_in, network.serves),
                *(network.benefits, network.delivers_with),
            )
        )
        own = sum(
            int((column >= 0).sum())
            for column in (
                *(network.organisations.site, network.assets.organisation, network.assets.site),
                *(network.activities.organisation, network.activities.site),
                *(network.grants.funder, network.grants.recipient),
            )
        )
        return nodes + links + own


def parts(records: Iterable[Record]) -> Iterator[list[Record]]:
    """Records in the parts that are written at once, each of one kind."""
    by_kind: defaultdict[type, list[Record]] = defaultdict(list)
    for record in records:
        by_kind[type(record)].append(record)
    for same in by_kind.values():
        for start in range(0, len(same), RECORDS_AT_ONCE):
            yield same[start : start + RECORDS_AT_ONCE]


def load(store: Store) -> None:
    """Write all of England into an empty graph, and say how long it took."""
    made, begins, number = england(), time.perf_counter(), 0
    print(made.said, flush=True)
    for part in parts(made.records()):
        store.write(part, by="bench", message="England")
        number += len(part)
        seconds = time.perf_counter() - begins
        print(f"  loaded {number:,} records after {seconds:,.0f} s", flush=True)


@cache
def national() -> National:
    """England, loaded when it is first asked for; it goes when the run ends."""
    folder = tempfile.TemporaryDirectory(prefix="hedgerow-england-")
    store = open_store(data=Path(folder.name))
    atexit.register(folder.cleanup)
    atexit.register(store.close)
    load(store)
    return National(Path(folder.name), store)
