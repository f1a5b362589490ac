"""The store: one way to read the graph and one way to write it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from neo4j import Transaction

from graph.analysis.progress import quiet
from graph.errors import HedgerowError, NotFound
from graph.model import (
    Activity,
    Area,
    AreaKind,
    Asset,
    Change,
    Organisation,
    Record,
    Request,
    Site,
    Source,
    Tie,
    TravelTime,
)
from graph.network import Network
from graph.store import reading, schema, travel
from graph.store.about import About, product_of
from graph.store.accounts import Accounts, Events
from graph.store.archive import Archive
from graph.store.connection import Connection
from graph.store.deliveries import Deliveries
from graph.store.desk import Desk
from graph.store.doubts import Doubts
from graph.store.embedded import EmbeddedServer
from graph.store.gate import Gate
from graph.store.kinds import ACCOUNTS, DELIVERIES, DOUBTS, EVENTS, KIND_OF
from graph.store.newest import Newest
from graph.store.outward import Outward
from graph.store.people import People
from graph.store.references import naming
from graph.store.snapshots import SnapshotFolder
from graph.store.versions import Versions, now
from graph.store.wishes import wish_of
from graph.store.writing import Progress, Writer, Written

T = TypeVar("T")


class Store:
    """A graph, open for reading and writing; safe to share between threads.

    Attributes
    ----------
    identity
        The graph's own random name, made with it.
    accounts, events
        Who may sign in, and what happened to accounts.
    desk
        Letters, drafts, proposals: what people and stewards work on beside the network.
    deliveries
        What outside sources said of records.
    doubts
        Which of what they delivered may have been here already.
    versions
        What became of each record.
    outward
        What feeds and files hand out and no snapshot holds.
    people
        All that is held of one person.
    archive
        All of it, to be put by and put back.
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
        self.identity = graph.identity
        self._embedded = embedded
        self._gate = Gate(data)
        self.accounts = Accounts(connection, self._gate, ACCOUNTS)
        self.events = Events(connection, self._gate, EVENTS)
        self.desk = Desk(connection, self._gate)
        self.deliveries = Deliveries(connection, self._gate, DELIVERIES)
        self.doubts = Doubts(connection, self._gate, DOUBTS)
        self.versions = Versions(connection)
        self.outward = Outward(connection)
        folder = SnapshotFolder(data, graph.identity)
        self._newest = Newest(connection, self._gate, folder)
        self.archive = Archive(connection, self._gate, folder)
        self.people = People(connection, self._gate, folder, self.accounts, self.write)

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
        """The graph at one revision; after a small change only what changed is read.

        Parameters
        ----------
        progress
            Told how much of the graph was read; it may raise :class:`~graph.errors.Interrupted`.

        Raises
        ------
        StoreError
            The graph kept changing while it was read.
        """
        return self._newest.snapshot(progress or quiet)

    def forget_snapshot(self) -> None:
        """Forget the snapshot in memory: the next is taken from disk, or read."""
        self._newest.forget()

    def read_snapshot(self) -> Network:
        """The graph at one revision, all of it read from the server, as a check on the others."""
        return self._newest.read_whole(quiet).network

    def record(self, kind: type[T], id: str) -> T:
        """The record of a kind with an id; raise NotFound where there is none."""
        found: list[Any] = self._connection.read(
            lambda transaction: reading.records(transaction, KIND_OF[kind], [id])
        )
        if not found:
            raise NotFound(kind.__name__.lower(), id)
        one: T = found[0]
        return one

    def kept_by(self, kind: type[T], organisation_id: str) -> tuple[T, ...]:
        """An organisation's records of a kind, by name, as they are now.

        Parameters
        ----------
        kind
            One whose records name their organisation: assets, activities, requests, contacts.
        organisation_id
            Whose.
        """
        found: tuple[Any, ...] = self.referring(kind, "organisation_id", organisation_id)
        return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.id)))

    def find(self, kind: type[Record], id: str) -> Record | None:
        """The record of a kind with an id, None where there is none."""
        return self._connection.read(lambda transaction: now(transaction, kind, id))

    def records(self, kind: type[Record], ids: Iterable[str]) -> dict[str, Record]:
        """The records of a kind with some ids, by id; those that are not there are left out."""
        listed = sorted(set(ids))

        def work(transaction: Transaction) -> dict[str, Record]:
            if kind is Tie:
                found: list[Any] = reading.ties(transaction, listed)
            else:
                found = reading.records(transaction, KIND_OF[kind], listed)
            return {record.id: record for record in found}

        return self._connection.read(work) if listed else {}

    def existing(self, kind: type[Record], ids: Iterable[str]) -> set[str]:
        """Which of some ids records of a kind have."""
        listed = sorted(set(ids))
        return self._connection.read(
            lambda transaction: reading.existing_ids(transaction, KIND_OF[kind].label, listed)
        )

    def identifiers(self) -> dict[str, tuple[str, ...]]:
        """The org-ids of the organisations that have any, by the organisations' ids."""
        return self._connection.read(reading.identifiers)

    def naming(self, kind: type[Record], id: str) -> tuple[Record, ...]:
        """The records that name one, by kind and id; travel times to a site are left aside."""

        def work(transaction: Transaction) -> tuple[Record, ...]:
            found = naming(transaction, KIND_OF[kind], [id], travelled=False)
            owners = {(owner, owner_id) for owner, owner_id, _ in found}
            records = (now(transaction, *one) for one in sorted(owners, key=str))
            return tuple(record for record in records if record is not None)

        return () if kind not in KIND_OF else self._connection.read(work)

    def travel_times_to(self, site_id: str) -> tuple[TravelTime, ...]:
        """The travel times to a site, by id."""

        def work(transaction: Transaction) -> tuple[TravelTime, ...]:
            found = travel.single(travel.read(transaction, [site_id]))
            return tuple(sorted(found, key=lambda one: one.id))

        return self._connection.read(work)

    def referring(self, kind: type[T], field: str, id: str) -> tuple[T, ...]:
        """The records of a kind of which a field names a record, by id, as they are now."""
        found: list[Any] = self._connection.read(
            lambda transaction: reading.referring(transaction, KIND_OF[kind], field, id)
        )
        return tuple(sorted(found, key=lambda one: str(one.id)))

    def area(self, id: str) -> Area:
        """The area with an id; raise :class:`~graph.errors.NotFound` where there is none."""
        return self.record(Area, id)

    def organisation(self, id: str) -> Organisation:
        """The organisation with an id; raise NotFound where there is none."""
        return self.record(Organisation, id)

    def site(self, id: str) -> Site:
        """The site with an id; raise NotFound where there is none."""
        return self.record(Site, id)

    def asset(self, id: str) -> Asset:
        """The asset with an id; raise NotFound where there is none."""
        return self.record(Asset, id)

    def request(self, id: str) -> Request:
        """The request with an id; raise NotFound where there is none."""
        return self.record(Request, id)

    def activity(self, id: str) -> Activity:
        """The activity with an id; raise NotFound where there is none."""
        return self.record(Activity, id)

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
        return self._connection.read(
            lambda transaction: reading.outlines(transaction, named, listed)
        )

    def recent_changes(self, most: int = 10, *, skip: int = 0) -> tuple[Change, ...]:
        """The newest changes, newest first, without so many that are newer still."""
        return self._connection.read(lambda transaction: reading.changes(transaction, most, skip))

    def change(self, id: str) -> Change:
        """The change with an id; raise NotFound where there is none."""
        return self._connection.read(lambda transaction: reading.change(transaction, id))

    def counts(self) -> dict[str, int]:
        """How many records there are, by label, in the order of the schema."""
        return self._connection.read(
            lambda transaction: {
                **reading.counts(transaction),
                "TravelTime": travel.count(transaction),
            }
        )

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
        first: Callable[[Transaction], None] | None = None,
        then: Callable[[Transaction, Written], None] | None = None,
        recorded: bool = False,
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
        first, then
            What is done beside the network in the same transaction, before and after (such as
            :meth:`~graph.store.desk.Proposals.deciding`). It may be done several times, each
            time as if it were the first, and what it raises undoes everything.
        recorded
            Whether a change is recorded also where no record of the network changes.
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
        writer = Writer(wish, progress, recorded=recorded)

        def work(transaction: Transaction) -> Written:
            if first is not None:
                first(transaction)
            written = writer(transaction)
            if then is not None:
                then(transaction, written)
            return written

        with self._gate.writing():
            return self._connection.write(work)
