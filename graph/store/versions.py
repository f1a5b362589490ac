"""Versions: what each change did to each record, so that nothing that was is lost.

Of a record that a change altered or took out, what it was before is kept (an image); what it was
after is what it was before the next, or what it is now. Records that come by the hundred, as
imports bring them, are kept as one list to a change (an Arrival). Travel times, which come by the
million, are counted by the change alone.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from neo4j import Transaction

from graph.errors import InvalidData
from graph.model import Change, Deed, Record, Tie, TravelTime, Version
from graph.store import reading
from graph.store.connection import Connection
from graph.store.images import image_of, kind_named, record_of_image
from graph.store.kinds import KIND_OF
from graph.store.references import naming
from graph.store.rows import record_of, row_of
from graph.store.statements import statement

MOST_SINGLE = 100
"""New records of one kind in one change that are kept one by one."""

IDS_TOGETHER = 1_000
VERSIONS_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """One step in the life of a record.

    Attributes
    ----------
    version
        What was done; its id is empty where it came among many.
    change
        When, by whom, by what way.
    before, after
        The record on either side of it; None where it was not there, or was forgotten.
    """

    version: Version
    change: Change
    before: Record | None
    after: Record | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Binned:
    """A record that was taken out and can be put back.

    Attributes
    ----------
    record
        As it was.
    change
        Who took it out, and when.
    """

    record: Record
    change: Change


class Versions:
    """The past of a graph's records; safe to share between threads."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, kind: type[Record], id: str) -> tuple[Past, ...]:
        """What became of a record, newest first; empty where nothing is known."""

        def work(transaction: Transaction) -> tuple[Past, ...]:
            steps = _steps(transaction, kind, id)
            after = now(transaction, kind, id)
            found = []
            for version, change in reversed(steps):
                before = _record(version)
                found.append(Past(version=version, change=change, before=before, after=after))
                after = before
            return tuple(found)

        return self._connection.read(work)

    def of_change(self, id: str) -> tuple[Version, ...]:
        """What a change did to single records, by kind and id."""

        def work(transaction: Transaction) -> tuple[Version, ...]:
            found = transaction.run(statement("version/of_change"), change=id)
            versions = (record_of(Version, row[0], {}) for row in found)
            return tuple(sorted(versions, key=lambda one: (one.kind, one.record_id)))

        return self._connection.read(work)

    def touched(self, change_ids: Sequence[str]) -> dict[type[Record], set[str]]:
        """Which records some changes added, altered or took out, travel times left aside."""

        def work(transaction: Transaction) -> dict[type[Record], set[str]]:
            found: dict[type[Record], set[str]] = {}
            for id in change_ids:
                for row in transaction.run(statement("version/of_change"), change=id):
                    known = found.setdefault(kind_named(row[0]["kind"]), set())
                    known.add(row[0]["record_id"])
                for row in transaction.run(statement("version/arrivals_of_change"), change=id):
                    found.setdefault(kind_named(row[0]["kind"]), set()).update(row[0]["record_ids"])
            return found

        return self._connection.read(work)

    def since(self, change: Change, kind: type[Record], ids: Iterable[str]) -> set[str]:
        """Which of some records other changes altered or took out after one."""
        at = change.at.isoformat(timespec="microseconds")

        def work(transaction: Transaction) -> set[str]:
            return {
                str(row["id"])
                for part in reading.in_parts(sorted(ids))
                for row in transaction.run(
                    statement("version/since"),
                    kind=kind.__name__,
                    ids=part,
                    at=at,
                    change=change.id,
                )
            }

        return self._connection.read(work)

    def named_by_others(
        self, going: Mapping[type[Record], set[str]]
    ) -> dict[tuple[type[Record], str], tuple[type[Record], str]]:
        """What is to go and is named by a record that stays, with one such record.

        Parameters
        ----------
        going
            Ids by class; travel times are left aside.
        """

        def work(
            transaction: Transaction,
        ) -> dict[tuple[type[Record], str], tuple[type[Record], str]]:
            found: dict[tuple[type[Record], str], tuple[type[Record], str]] = {}
            for kind, ids in going.items():
                if kind not in KIND_OF or not ids:
                    continue
                for owner, owner_id, id in naming(transaction, KIND_OF[kind], sorted(ids)):
                    if owner_id not in going.get(owner, ()):
                        found.setdefault((kind, id), (owner, owner_id))
            return found

        return self._connection.read(work)

    def bin(self, *, since: datetime) -> tuple[Binned, ...]:
        """What was taken out since a moment and is not there again, newest first."""

        def work(transaction: Transaction) -> tuple[Binned, ...]:
            found = transaction.run(
                statement("version/removed_since"), since=since.isoformat(timespec="microseconds")
            ).values()
            newest: dict[tuple[str, str], Binned] = {}
            for row, change in found:
                version = record_of(Version, row, {})
                record = _record(version)
                if record is not None:
                    binned = Binned(record=record, change=record_of(Change, change, {}))
                    newest.setdefault((version.kind, version.record_id), binned)
            gone = [
                key
                for key, one in newest.items()
                if now(transaction, type(one.record), key[1]) is None
            ]
            return tuple(newest[key] for key in gone)

        return self._connection.read(work)

    def forget(self, *, before: datetime) -> int:
        """Forget what records were that were taken out before a moment and are not there again.

        That they were there, and who took them out, is kept.

        Returns
        -------
        int
            How many records were forgotten.
        """
        limit = before.isoformat(timespec="microseconds")

        def work(transaction: Transaction) -> int:
            found = transaction.run(statement("version/removed")).values()
            gone = [
                {"kind": kind, "id": id}
                for kind, id, at in found
                if at < limit and now(transaction, kind_named(kind), id) is None
            ]
            if gone:
                transaction.run(statement("version/forget"), rows=gone).consume()
            return len(gone)

        return self._connection.write(work)


def _record(version: Version) -> Record | None:
    """What a record was before; None where that is not kept, or no record may be so any more."""
    try:
        return record_of_image(version.before) if version.before else None
    except InvalidData:
        return None


def _steps(transaction: Transaction, kind: type[Record], id: str) -> list[tuple[Version, Change]]:
    """What was done to a record, oldest first."""
    named = kind.__name__
    found = [
        (record_of(Version, row, {}), record_of(Change, change, {}))
        for row, change in transaction.run(
            statement("version/of_record"), kind=named, id=id
        ).values()
    ]
    arrived = Version(id="", kind=named, record_id=id, deed=Deed.ADDED)
    found += [
        (arrived, record_of(Change, row[0], {}))
        for row in transaction.run(statement("version/arrival_of"), kind=named, id=id)
    ]
    return sorted(found, key=lambda one: (one[1].at, one[1].id))


def now(transaction: Transaction, kind: type[Record], id: str) -> Record | None:
    """The record as it is; None where it is not there."""
    found: Sequence[Any]
    if kind is Tie:
        found = reading.ties(transaction, [id])
    else:
        found = reading.records(transaction, KIND_OF[kind], [id])
    return found[0] if found else None


def keep(
    transaction: Transaction,
    change: Change,
    *,
    added: Mapping[type, Sequence[Any]],
    changed: Mapping[type, Sequence[Any]],
    removed: Mapping[type, Sequence[Any]],
) -> None:
    """Keep what a change did.

    Parameters
    ----------
    added
        New records, by class.
    changed, removed
        Records as they were before, by class.
    """
    singles: list[Version] = []
    for kind, records in added.items():
        if kind is TravelTime:
            continue
        if len(records) > MOST_SINGLE:
            rows = [
                {"id": uuid.uuid4().hex, "kind": kind.__name__, "record_ids": ids}
                for ids in _in_parts([record.id for record in records])
            ]
            transaction.run(statement("version/arrive"), change=change.id, rows=rows).consume()
        else:
            singles += [_version(record, Deed.ADDED) for record in records]
    for before, deed in ((changed, Deed.CHANGED), (removed, Deed.REMOVED)):
        singles += [_version(one, deed) for each in before.values() for one in each]
    for start in range(0, len(singles), VERSIONS_AT_ONCE):
        rows = [row_of(version) for version in singles[start : start + VERSIONS_AT_ONCE]]
        transaction.run(statement("version/create"), change=change.id, rows=rows).consume()


def _version(record: Any, deed: Deed) -> Version:
    return Version(
        id=uuid.uuid4().hex,
        kind=type(record).__name__,
        record_id=record.id,
        deed=deed,
        before="" if deed is Deed.ADDED else image_of(record),
    )


def _in_parts(ids: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(ids), IDS_TOGETHER):
        yield list(ids[start : start + IDS_TOGETHER])
