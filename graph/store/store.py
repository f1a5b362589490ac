"""The store: one way to read the graph and one way to write it."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from neo4j import Transaction

from graph.errors import HedgerowError, NotFound, StoreError
from graph.model import (
    Activity,
    Area,
    AreaKind,
    Asset,
    Change,
    Grant,
    Organisation,
    Partnership,
    Record,
    Request,
    Site,
    Source,
    TimesTo,
)
from graph.network import Network
from graph.store import reading, schema, travel
from graph.store.about import About, product_of
from graph.store.accounts import Accounts, Events
from graph.store.columns import frozen
from graph.store.connection import Address, Connection, OutsideServer
from graph.store.desk import Desk
from graph.store.embedded import EmbeddedServer
from graph.store.gate import Gate
from graph.store.kinds import ACCOUNTS, EVENTS, KIND_OF, Label
from graph.store.snapshots import SnapshotFolder
from graph.store.statements import statement
from graph.store.versions import Versions
from graph.store.wishes import wish_of
from graph.store.writing import Progress, Writer, Written
from graph.tables import network_of

T = TypeVar("T")

FREE_TRIES = 2
MOST_SNAPSHOT_TRIES = 8
RECORDS_A_WORD = 5_000


class Store:
    """A graph, open for reading and writing; safe to share between threads.

    Attributes
    ----------
    accounts, events
        Who may sign in, and what happened to accounts.
    desk
        Letters, drafts, proposals: what people and stewards work on beside the network.
    versions
        What became of each record.
    """

    def __init__(
        self,
        connection: Connection,
        graph: schema.Graph,
        *,
        data: Path,
        embedded: EmbeddedServer | None,
    ) -> None:
        self._connection = connection
        self._graph = graph
        self._embedded = embedded
        self._gate = Gate(data)
        self.accounts = Accounts(connection, self._gate, ACCOUNTS)
        self.events = Events(connection, self._gate, EVENTS)
        self.desk = Desk(connection, self._gate)
        self.versions = Versions(connection)
        self._snapshots = SnapshotFolder(data, graph.identity)
        self._snapshot: Network | None = None
        self._loading = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close it; the embedded server stops after its last user."""
        self._connection.close()

    # -- reading --------------------------------------------------------------

    def revision(self) -> str:
        """Which revision the graph is at; every write that changes anything raises it."""
        return self._connection.read(reading.revision)

    def snapshot(self, *, progress: Progress | None = None) -> Network:
        """The graph at one revision, kept in memory and on disk until the graph has another.

        Parameters
        ----------
        progress
            Told how much was read, where the graph has to be read; it may raise
            :class:`~graph.errors.Interrupted`.

        Raises
        ------
        StoreError
            The graph kept changing while it was read.
        """
        with self._loading:
            if self._snapshot is None or self._snapshot.revision != self.revision():
                self._snapshot = self._kept_snapshot(progress or _quiet)
            return self._snapshot

    def _kept_snapshot(self, progress: Progress) -> Network:
        key = self._connection.read(reading.newest)
        network = self._snapshots.load(key)
        if network is None or network.revision != key.partition("-")[0]:
            key, network = self._read_snapshot(progress)
            self._snapshots.keep(key, network)
        return network

    def _read_snapshot(self, progress: Progress) -> tuple[str, Network]:
        """Read everything, again where somebody wrote meanwhile."""

        def work(transaction: Transaction) -> tuple[str, list[Record], list[TimesTo]]:
            return (
                reading.newest(transaction),
                list(_told(reading.everything(transaction), total, progress)),
                list(travel.read(transaction)),
            )

        total = sum(self.counts().values())
        for tries in range(MOST_SNAPSHOT_TRIES):
            with self._gate.still() if tries >= FREE_TRIES else contextlib.nullcontext():
                key, records, times = self._connection.read(work)
                same = self._connection.read(reading.newest) == key
            if same:
                revision = key.partition("-")[0]
                return key, frozen(network_of(records, revision=revision, times=times))
        raise StoreError("The graph kept changing while it was read; try again in a moment.")

    def _one(self, kind: type[T], id: str) -> T:
        found: list[Any] = self._connection.read(
            lambda transaction: reading.records(transaction, KIND_OF[kind], [id])
        )
        if not found:
            raise NotFound(kind.__name__.lower(), id)
        one: T = found[0]
        return one

    def area(self, id: str) -> Area:
        """The area with an id; raise :class:`~graph.errors.NotFound` where there is none."""
        return self._one(Area, id)

    def organisation(self, id: str) -> Organisation:
        """The organisation with an id; raise NotFound where there is none."""
        return self._one(Organisation, id)

    def site(self, id: str) -> Site:
        """The site with an id; raise NotFound where there is none."""
        return self._one(Site, id)

    def asset(self, id: str) -> Asset:
        """The asset with an id; raise NotFound where there is none."""
        return self._one(Asset, id)

    def request(self, id: str) -> Request:
        """The request with an id; raise NotFound where there is none."""
        return self._one(Request, id)

    def activity(self, id: str) -> Activity:
        """The activity with an id; raise NotFound where there is none."""
        return self._one(Activity, id)

    def grant(self, id: str) -> Grant:
        """The grant with an id; raise NotFound where there is none."""
        return self._one(Grant, id)

    def partnership(self, id: str) -> Partnership:
        """The partnership with an id; raise NotFound where there is none."""
        return self._one(Partnership, id)

    def boundaries(
        self, *, kind: AreaKind | None = None, ids: Iterable[str] | None = None
    ) -> dict[str, str]:
        """Outlines by area id, as GeoJSON geometry text, in id order.

        Parameters
        ----------
        kind
            Only areas of this kind.
        ids
            Only these areas; those without an outline are left out.
        """
        listed = None if ids is None else sorted(set(ids))
        named = None if kind is None else kind.value

        def work(transaction: Transaction) -> dict[str, str]:
            if listed is not None:
                found = [
                    values
                    for part in reading.in_parts(listed)
                    for values in transaction.run(
                        statement("boundary/of_areas"), ids=part, kind=named
                    ).values()
                ]
            elif named is not None:
                found = transaction.run(statement("boundary/of_kind"), kind=named).values()
            else:
                found = transaction.run(statement("boundary/all")).values()
            return dict(sorted(found))

        return self._connection.read(work)

    def recent_changes(self, most: int = 10) -> tuple[Change, ...]:
        """The newest changes, newest first."""
        return self._connection.read(lambda transaction: reading.changes(transaction, most))

    def counts(self) -> dict[str, int]:
        """How many records there are, by label, in the order of the schema."""

        def work(transaction: Transaction) -> dict[str, int]:
            found = {
                label.value: reading.count(transaction, label)
                for label in Label
                if label is not Label.TRAVEL_TIMES  # a node holds many of them
            }
            return {
                **found,
                "Tie": reading.count_ties(transaction),
                "TravelTime": travel.count(transaction),
            }

        return self._connection.read(work)

    def about(self) -> About:
        """What this store talks to, and what is wrong with it."""
        product, number = product_of(self._connection.agent())
        return About(
            address=self._connection.place.uri,
            product=product,
            version=number,
            embedded=self._embedded is not None,
            pid=self._embedded.pid() if self._embedded else None,
            schema=self._graph.schema,
            revision=self.revision(),
            problems=self._problems(),
        )

    def _problems(self) -> tuple[str, ...]:
        try:
            if self._embedded is not None:
                self._embedded.check_room()
        except HedgerowError as problem:
            return (str(problem),)
        return ()

    # -- writing --------------------------------------------------------------

    def write(
        self,
        records: Iterable[Record],
        *,
        by: str,
        message: str,
        source: Source | None = None,
        remove: Iterable[tuple[type, str]] = (),
        via: str = "",
        expected: Mapping[tuple[type, str], str | None] | None = None,
        progress: Progress | None = None,
    ) -> Written:
        """Add, change and remove records in one transaction: all is kept, or nothing.

        A record whose id is there already replaces what is there, wholly;
        one that equals what is there is left alone. Where there is nothing
        to do no change is recorded and the revision stays.

        Parameters
        ----------
        records
            What is to be there afterwards.
        by, message
            Who does it and what it is, for the record of changes.
        source
            Where the facts come from; written too.
        remove
            Classes and ids of what is to be gone; ids that are not there are passed over.
        via
            By what way it is done, for the record of changes.
        expected
            By class and id, the stamp (:func:`~graph.store.images.stamp_of`) of a record as
            whoever writes has seen it, None where there was none.
        progress
            Told the stage, what is done and what there is to do; may raise
            :class:`~graph.errors.Interrupted`, and then nothing is kept.

        Raises
        ------
        ChangedMeanwhile
            A record is not as it was expected.
        DanglingReference
            A record names one that is not there, or names one that is to go.
        WriteConflict
            Other writers kept getting in the way.
        InvalidData
            Two different records of one kind have one id.
        """
        wish = wish_of(
            records,
            by=by,
            message=message,
            source=source,
            remove=remove,
            via=via,
            expected=expected,
        )
        with self._gate.writing():
            return self._connection.write(Writer(wish, progress))


def _quiet(_stage: str, _done: int, _total: int) -> None:
    """Nobody listens."""


def _told(records: Iterable[Record], total: int, progress: Progress) -> Iterator[Record]:
    """The same records, telling now and then how many came by."""
    for number, record in enumerate(records):
        if number % RECORDS_A_WORD == 0:
            progress("Reading the graph", min(number, total), total)
        yield record


def open_store(
    *,
    data: Path,
    uri: str = "",
    username: str = "neo4j",
    password: str = "",
    database: str = "",
) -> Store:
    """Open the graph: at an address, or else the embedded one of a data folder.

    Parameters
    ----------
    data
        The data folder.
    uri, username, password, database
        Where a Neo4j answers, as the driver takes them. With no ``uri`` the
        embedded server of the data folder is attached to, or started.

    Raises
    ------
    StoreError
        Of some kind, in one line that says what is wrong and what would be right.
    """
    embedded = None if uri else EmbeddedServer(data)
    server = embedded or OutsideServer(
        place=Address(uri=uri, username=username, password=password, database=database)
    )
    try:
        connection = Connection(server)
    except BaseException:
        server.close()
        raise
    try:
        return Store(connection, schema.prepare(connection), data=data, embedded=embedded)
    except BaseException:
        connection.close()
        raise
