"""The newest snapshot: read whole once, then renewed with what changed since.

A renewal reads only the records that changes touched (:mod:`graph.store.marks`) and puts them in
their place (:mod:`graph.renewal`), which gives the same snapshot as reading everything. Where what
changed is much, or is not told of every record (travel times are not), everything is read.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar

from neo4j import Transaction

from graph.analysis.progress import Progress
from graph.errors import DanglingReference, StoreError
from graph.model import Record, Tie, TimesTo
from graph.network import Network
from graph.renewal import renewed
from graph.store import marks, reading, travel
from graph.store.columns import frozen
from graph.store.connection import Connection
from graph.store.gate import Gate
from graph.store.kinds import KIND_OF, NODES
from graph.store.marks import Mark, Touched
from graph.store.snapshots import SnapshotFolder
from graph.tables import network_of

Read = TypeVar("Read")

FREE_TRIES = 2
MOST_TRIES = 8
RECORDS_A_WORD = 5_000
RENEWED_BEFORE_KEPT = 200
"""Changes that a snapshot was renewed over before it is kept on disk anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """A snapshot, which changes it holds, and the revision of the one that was kept on disk."""

    network: Network
    mark: Mark
    kept: int


class Newest:
    """The newest snapshot of a graph; safe to share between threads.

    Parameters
    ----------
    connection, gate
        Of the graph.
    folder
        Where snapshots are kept on disk.
    """

    def __init__(self, connection: Connection, gate: Gate, folder: SnapshotFolder) -> None:
        self._connection, self._gate, self._folder = connection, gate, folder
        self._held: _Held | None = None
        self._lock = threading.Lock()

    def snapshot(self, progress: Progress) -> Network:
        """The graph at one revision.

        Raises
        ------
        StoreError
            The graph kept changing while it was read.
        """
        with self._lock:
            revision = self._connection.read(reading.revision)
            if self._held is None or self._held.network.revision != revision:
                held = self._held or self._from_disk()
                self._held = (held and self._renewed(held)) or self.read_whole(progress)
                self._keep(self._held)
            return self._held.network

    def forget(self) -> None:
        """Forget what is in memory: the next snapshot is taken from disk, or read."""
        with self._lock:
            self._held = None

    def read_whole(self, progress: Progress) -> _Held:
        """Read everything, again where somebody wrote meanwhile."""

        def read(transaction: Transaction) -> tuple[Mark, list[Record], list[TimesTo]]:
            return (
                marks.mark_now(transaction),
                list(_told(reading.everything(transaction), total, progress)),
                list(travel.read(transaction)),
            )

        total = self._connection.read(_total)
        mark, records, times = self._still(read, lambda found: found[0])
        network = network_of(records, revision=str(mark.count), times=times)
        return _Held(network=frozen(network), mark=mark, kept=-RENEWED_BEFORE_KEPT)

    def _from_disk(self) -> _Held | None:
        """The newest snapshot on disk that the graph has been at."""
        for key in self._folder.kept():
            mark = self._connection.read(partial(marks.mark_of_key, key))
            network = self._folder.load(key) if mark else None
            if mark and network and network.revision == str(mark.count):
                return _Held(network=network, mark=mark, kept=mark.count)
        return None

    def _renewed(self, held: _Held) -> _Held | None:
        """A snapshot with what changed since; None where everything is to be read."""

        def read(transaction: Transaction) -> tuple[Mark, Touched | None, list[Record]]:
            mark, changes = marks.mark_after(held.mark, transaction)
            touched = None if changes is None else marks.touched_by(transaction, changes)
            return mark, touched, list(_records(transaction, touched or {}))

        mark, touched, records = self._still(read, lambda found: found[0])
        if touched is None:
            return None
        try:
            network = renewed(held.network, records, touched=touched, revision=str(mark.count))
        except DanglingReference:
            return None
        return _Held(network=frozen(network), mark=mark, kept=held.kept)

    def _still(self, read: Callable[[Transaction], Read], mark_of: Callable[[Read], Mark]) -> Read:
        """What was read while nobody wrote; after some tries nobody may write meanwhile."""
        for tries in range(MOST_TRIES):
            with self._gate.still() if tries >= FREE_TRIES else contextlib.nullcontext():
                found = self._connection.read(read)
                after = self._connection.read(reading.revision)
            if after == str(mark_of(found).count):
                return found
        raise StoreError("The graph kept changing while it was read; try again in a moment.")

    def _keep(self, held: _Held) -> None:
        """Keep a snapshot on disk, unless one is there that is quickly renewed to it."""
        if held.mark.count - held.kept >= RENEWED_BEFORE_KEPT or held.mark.count < held.kept:
            self._folder.keep(held.mark.key, held.network)
            self._held = replace(held, kept=held.mark.count)


def _records(transaction: Transaction, touched: Touched) -> Iterator[Any]:
    """The touched records that are there and that snapshots hold."""
    for kind, ids in touched.items():
        if kind is Tie:
            yield from reading.ties(transaction, sorted(ids))
        elif KIND_OF[kind].label not in reading.NOT_IN_SNAPSHOTS:
            yield from reading.records(transaction, KIND_OF[kind], sorted(ids))


def _total(transaction: Transaction) -> int:
    """How many records a snapshot is made of."""
    labels = [kind.label for kind in NODES if kind.label not in reading.NOT_IN_SNAPSHOTS]
    nodes = sum(reading.count(transaction, label) for label in labels)
    return nodes + reading.count_ties(transaction)


def _told(records: Iterable[Record], total: int, progress: Progress) -> Iterator[Record]:
    """The same records, telling now and then how many came by."""
    for number, record in enumerate(records):
        if number % RECORDS_A_WORD == 0:
            progress("Reading the graph", min(number, total), total)
        yield record
