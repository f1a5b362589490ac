"""The one way to write: compare with what is there, then add, change and remove in one change."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from neo4j import Transaction

from graph.errors import ChangedMeanwhile
from graph.model import Change, Organisation, Source, Tie, TravelTime
from graph.store import reading, references, travel, versions
from graph.store.connection import Overtaken
from graph.store.images import stamp_of
from graph.store.kinds import KIND_OF, NODES, Kind, Link, name_of
from graph.store.labels import Label
from graph.store.rows import Row, references_of, row_of
from graph.store.statements import for_label, for_link, statement
from graph.store.wishes import Wish

ROWS_AT_ONCE = 2_000
TEXT_AT_ONCE = 4_000_000
MOST_HELD = 500

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a write did, by name of kind; a kind with none is left out.

    Attributes
    ----------
    added, changed, unchanged, removed
        How many records.
    change
        The change that was kept, None where there was nothing to do.
    """

    added: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    unchanged: dict[str, int] = field(default_factory=dict)
    removed: dict[str, int] = field(default_factory=dict)
    change: Change | None = None


class Writer:
    """Carries out one wish; called again it begins anew, or finds that it was done before.

    Parameters
    ----------
    wish
        What is wanted.
    progress
        Told the stage, what is done and what there is to do; it may raise
        :class:`~graph.errors.Interrupted`.
    recorded
        Whether a change is recorded also where no record changes.
    """

    def __init__(self, wish: Wish, progress: Progress | None, *, recorded: bool = False) -> None:
        self._wish, self._recorded = wish, recorded
        self._before: dict[type, list[Any]] = {}
        self._progress: Progress = progress or (lambda _stage, _done, _total: None)
        self._tried: Written | None = None
        self._times = 0

    def __call__(self, transaction: Transaction) -> Written:
        """Do it within a transaction."""
        self._times += 1
        if self._was_kept(transaction):
            assert self._tried is not None
            return self._tried
        self._refuse_unexpected(transaction)
        self._hold(transaction)
        new, changed, unchanged = self._compared(transaction)
        times = travel.plan(
            transaction,
            self._wish.records.get(TravelTime, {}),
            self._wish.remove.get(TravelTime, ()),
        )
        records = [record for found in (new, changed) for each in found.values() for record in each]
        references.refuse_missing_sources(
            transaction, [*records, *times.examples], self._wish.records.get(Source, {})
        )
        self._add(transaction, new)
        self._change(transaction, changed)
        self._join(transaction, new, changed)
        self._time(transaction, times)
        removed = self._remove(transaction)
        counts = {
            "added": _counts({**_sizes(new), TravelTime: times.added}),
            "changed": _counts({**_sizes(changed), TravelTime: times.changed}),
            "unchanged": _counts({**unchanged, TravelTime: times.unchanged}),
            "removed": _counts({**_sizes(removed), TravelTime: times.removed}),
        }
        change = self._kept_change(transaction, counts)
        if change is not None:
            versions.keep(transaction, change, added=new, changed=self._before, removed=removed)
        self._tried = Written(**counts, change=change)
        return self._tried

    def _was_kept(self, transaction: Transaction) -> bool:
        """Whether an earlier try was kept although its answer got lost."""
        if self._tried is None or self._tried.change is None:
            return False
        return bool(reading.existing_ids(transaction, Label.CHANGE, [self._tried.change.id]))

    def _refuse_unexpected(self, transaction: Transaction) -> None:
        """Refuse to write where a record is not as whoever writes has seen it.

        The record is held first: of two who look at the same moment one waits, and then sees
        what the other did.
        """
        for kind, wanted in self._wish.expected.items():
            if kind in KIND_OF:
                hold = for_label("hold", KIND_OF[kind].label)
                transaction.run(hold, ids=sorted(wanted)).consume()
                found = reading.records(transaction, KIND_OF[kind], sorted(wanted))
            else:
                transaction.run(statement("tie/hold"), ids=sorted(wanted)).consume()
                found = reading.ties(transaction, sorted(wanted))
            there = {record.id: stamp_of(record) for record in found}
            for id, stamp in sorted(wanted.items()):
                if there.get(id) != stamp:
                    raise ChangedMeanwhile(name_of(kind), id)

    def _hold(self, transaction: Transaction) -> None:
        """Hold the few records of a small write, so that what is kept as their past was theirs."""
        for kind, wanted in self._wish.records.items():
            if kind in KIND_OF and len(wanted) <= MOST_HELD:
                hold = for_label("hold", KIND_OF[kind].label)
                transaction.run(hold, ids=sorted(wanted)).consume()
            elif kind is Tie and len(wanted) <= MOST_HELD:
                rows = [_place(tie) for tie in wanted.values()]
                transaction.run(statement("tie/hold_between"), rows=rows).consume()

    def _compared(
        self, transaction: Transaction
    ) -> tuple[dict[type, list[Any]], dict[type, list[Any]], dict[type, int]]:
        new: dict[type, list[Any]] = {}
        changed: dict[type, list[Any]] = {}
        unchanged: dict[type, int] = {}
        total = sum(len(wanted) for wanted in self._wish.records.values())
        done = 0
        for kind, wanted in self._wish.records.items():
            self._progress("Comparing", done, total)
            if kind is TravelTime:
                continue  # travel.plan compares those
            there = {record.id: record for record in self._there(transaction, kind, wanted)}
            for id, stamp in self._wish.expected.get(kind, {}).items():
                if stamp is None and id in there:  # added since that was asked
                    raise ChangedMeanwhile(name_of(kind), id)
            new[kind] = [record for id, record in wanted.items() if id not in there]
            changed[kind] = [
                record for id, record in wanted.items() if id in there and there[id] != record
            ]
            self._before[kind] = [there[record.id] for record in changed[kind]]
            unchanged[kind] = len(wanted) - len(new[kind]) - len(changed[kind])
            done += len(wanted)
        self._progress("Comparing", total, total)
        return new, changed, unchanged

    def _there(self, transaction: Transaction, kind: type, wanted: Mapping[str, Any]) -> list[Any]:
        """The records of a kind with the ids of some; read all where that is less work.

        No server finds a tie by its id quickly. It is looked for between its organisations,
        and everywhere when organisations are to go, or when that led to a second tie of one id,
        which the server refuses.
        """
        if kind is Tie:
            again = self._times > 1 or Organisation in self._wish.remove
            return reading.ties_like(transaction, list(wanted.values()), anywhere=again)
        there = KIND_OF[kind]
        number = reading.count(transaction, there.label)
        if not number:
            return []
        return reading.records(transaction, there, list(wanted) if len(wanted) < number else None)

    def _add(self, transaction: Transaction, new: Mapping[type, Sequence[Any]]) -> None:
        total = sum(len(records) for kind, records in new.items() if kind is not Tie)
        done = 0
        for kind in NODES:
            create = statement(f"{kind.folder}/create")
            for rows in in_batches(map(row_of, new.get(kind.record, ()))):
                self._progress("Adding", done, total)
                transaction.run(create, rows=rows).consume()
                done += len(rows)
        self._progress("Adding", done, total)

    def _change(self, transaction: Transaction, changed: Mapping[type, Sequence[Any]]) -> None:
        """Replace properties, then drop what the records named before.

        The properties come first, and one of them is always another: that locks the record
        on Neo4j, and tells the embedded server, which passes over what stays the same, that it
        was changed. So of two writers one sees all that the other did.
        """
        total = sum(len(records) for kind, records in changed.items() if kind is not Tie)
        done = 0
        for kind in NODES:
            for rows in in_batches(_turned(changed.get(kind.record, ()))):
                self._progress("Changing", done, total)
                transaction.run(for_label("change", kind.label), rows=rows).consume()
                ids = [row["id"] for row in rows]
                for link in kind.links:
                    start, end = reading.ends_of(kind, link)
                    name = "drop_from_end" if link.inward else "drop_from_start"
                    transaction.run(for_link(name, start, link.type, end), ids=ids).consume()
                done += len(rows)
        self._progress("Changing", done, total)
        self._change_ties(transaction, changed.get(Tie, ()))

    def _change_ties(self, transaction: Transaction, ties: Sequence[Tie]) -> None:
        """Replace properties of ties; those that come to join others are taken away first."""
        pairs = list(zip(self._before.get(Tie, ()), ties, strict=True))
        staying = [tie for before, tie in pairs if _ends(before) == _ends(tie)]
        moving = [before for before, tie in pairs if _ends(before) != _ends(tie)]
        changing = (
            {**_place(tie), "properties": row}
            for tie, row in zip(staying, _turned(staying), strict=True)
        )
        for name, rows in (("tie/change", changing), ("tie/drop", map(_place, moving))):
            for part in in_batches(rows):
                done = transaction.run(statement(name), rows=part).single(strict=True)[0]
                if done != len(part):
                    raise Overtaken("somebody else changes the same ties")

    def _join(
        self,
        transaction: Transaction,
        new: Mapping[type, Sequence[Any]],
        changed: Mapping[type, Sequence[Any]],
    ) -> None:
        links = [
            (kind, link, rows)
            for kind in NODES
            for link, rows in _link_rows(
                kind, (*new.get(kind.record, ()), *changed.get(kind.record, ()))
            )
        ]
        before = {tie.id: _ends(tie) for tie in self._before.get(Tie, ())}
        moved = [tie for tie in changed.get(Tie, ()) if before[tie.id] != _ends(tie)]
        ties = [*new.get(Tie, ()), *moved]
        total = len(ties) + sum(len(rows) for _, _, rows in links)
        done = 0
        for kind, link, rows in links:
            create = for_link("create", *reading.typed(kind, link))
            for part in in_batches(rows):
                self._progress("Joining", done, total)
                made = transaction.run(create, rows=part).single(strict=True)[0]
                if made != len(part):
                    references.refuse_missing(transaction, kind, link, part)
                done += len(part)
        for part in in_batches(map(_tie_row, ties)):
            self._progress("Joining", done, total)
            made = transaction.run(statement("tie/create"), rows=part).single(strict=True)[0]
            if made != len(part):
                references.refuse_missing_ends(transaction, ties)
            done += len(part)
        self._progress("Joining", done, total)

    def _time(self, transaction: Transaction, plan: travel.Plan) -> None:
        """Put travel times where they are wanted, once their areas and sites are there."""
        references.refuse_missing_places(transaction, plan.create)
        travel.drop(transaction, plan.drop)
        total = sum(len(times.area_ids) for times in plan.create)
        done = 0
        for rows in travel.batches(plan.create):
            self._progress("Keeping travel times", done, total)
            travel.create(transaction, rows)
            done += sum(len(row["area_ids"]) for row in rows)
        self._progress("Keeping travel times", done, total)

    def _remove(self, transaction: Transaction) -> dict[type, list[Any]]:
        """Remove what is there, once nothing that stays names it."""
        going: dict[type, list[Any]] = {}
        for kind, wanted in self._wish.remove.items():
            if kind is TravelTime:
                continue  # they are gone by now
            if kind is Tie:
                going[kind] = reading.ties(transaction, sorted(wanted))
            else:
                going[kind] = reading.records(transaction, KIND_OF[kind], sorted(wanted))
        leaving = {kind: {record.id for record in records} for kind, records in going.items()}
        total = sum(len(ids) for ids in leaving.values())
        done = 0
        for part in reading.in_parts(sorted(leaving.get(Tie, ()))):
            transaction.run(statement("tie/remove"), ids=part).consume()
            done += len(part)
        for kind, ids in leaving.items():
            if kind is not Tie and ids:
                references.refuse_named(transaction, KIND_OF[kind], sorted(ids), leaving)
        for kind, ids in leaving.items():
            if kind is Tie:
                continue
            for part in reading.in_parts(sorted(ids)):
                self._progress("Removing", done, total)
                transaction.run(for_label("remove", KIND_OF[kind].label), ids=part).consume()
                done += len(part)
        self._progress("Removing", done, total)
        return going

    def _kept_change(
        self, transaction: Transaction, counts: Mapping[str, Mapping[str, int]]
    ) -> Change | None:
        """Keep the change; None where there was nothing to do, and none is wanted all the same."""
        totals = {name: sum(counts[name].values()) for name in ("added", "changed", "removed")}
        if not any(totals.values()) and not self._recorded:
            return None
        change = Change(
            id=uuid.uuid4().hex,
            at=datetime.now(UTC),
            by=self._wish.by,
            message=self._wish.message,
            via=self._wish.via,
            source_id=self._wish.source_id,
            **totals,
        )
        transaction.run(statement("change/record"), row=row_of(change)).consume()
        return change


def _sizes(found: Mapping[type, Sized]) -> dict[type, int]:
    return {kind: len(records) for kind, records in found.items()}


def _counts(numbers: Mapping[type, int]) -> dict[str, int]:
    return {name_of(kind): number for kind, number in numbers.items() if number}


def in_batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Rows in parts; the next part is made while the server is at work on this one."""
    parts = _parts(rows)
    part = next(parts, None)
    with ThreadPoolExecutor(1) as beside:
        while part:
            coming = beside.submit(next, parts, None)
            yield part
            part = coming.result()


def _parts(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Rows in parts that are large enough to be fast and small enough to be sent."""
    part: list[Row] = []
    size = 0
    for row in rows:
        length = sum([len(value) for value in row.values() if value.__class__ is str])
        if part and (len(part) == ROWS_AT_ONCE or size + length > TEXT_AT_ONCE):
            yield part
            part, size = [], 0
        part.append(row)
        size += length
    if part:
        yield part


def _turned(records: Iterable[Any]) -> Iterator[Row]:
    """Rows with a word that is another in each change, even where all else stays the same."""
    turn = uuid.uuid4().hex[:8]
    for record in records:
        yield {**row_of(record), "turn": turn}


def _ends(tie: Tie) -> tuple[str, str]:
    return tie.from_id, tie.to_id


def _place(tie: Tie) -> Row:
    return {"id": tie.id, "from_id": tie.from_id, "to_id": tie.to_id}


def _tie_row(tie: Tie) -> Row:
    return {**row_of(tie), **_place(tie)}


def _link_rows(kind: Kind, records: Sequence[Any]) -> Iterator[tuple[Link, list[Row]]]:
    """The relationships that records ask for, link by link."""
    if not kind.links or not records:
        return
    named = [(record.id, references_of(record)) for record in records]
    for link in kind.links:
        rows = [
            {
                "start": other if link.inward else owner,
                "end": owner if link.inward else other,
                "position": position if link.many else None,
                "share": share,
            }
            for owner, by_field in named
            for position, (other, share) in enumerate(by_field[link.field])
        ]
        if rows:
            yield link, rows
