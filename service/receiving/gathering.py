"""Working out what a reading would do to the graph; nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from graph.errors import RowError
from graph.model import Area, Boundary, Delivery, Record, Source, TravelTime
from graph.model.deliveries import delivery_id
from graph.network import Network
from graph.store import Store
from graph.store.images import image_of, kind_named, record_of_image
from graph.store.kinds import NODES, noun_of
from seeds.reading import Progress, Reading, counted
from service.receiving.coming import Coming
from service.receiving.identity import (
    Identity,
    followed,
    gone_of,
    identity_of,
    last_deliveries,
    source_of,
)
from service.receiving.naming import Key, Missing, named_by, renamed
from service.receiving.standing import placed
from service.receiving.threeway import Kept, merged, same
from service.receiving.wording import MIXED

_WHOLE = (Source, Boundary)
"""What nobody edits here: what comes replaces what is there."""

_ORDER = {kind.record: number for number, kind in enumerate(NODES)}
_LAST = len(_ORDER)


def coming_of(
    store: Store,
    reading: Reading,
    *,
    whole: bool,
    today: date,
    progress: Progress | None = None,
) -> Coming:
    """What a reading would do to the graph.

    Parameters
    ----------
    store
        The graph; nothing is written.
    reading
        What a source says.
    whole
        Whether that is all that the source has, so that what is missing from it has vanished.
    today
        The day of the import.
    progress
        Told the stage, what is done and what there is to do; it may raise
        :class:`~graph.errors.Interrupted`.
    """
    report = progress or (lambda _stage, _done, _total: None)
    report("Comparing with the graph", 0, len(reading.records))
    network = store.snapshot()
    sources = _dated(store, reading.records, today)
    records, refused = _distinct(reading)
    delivered = [one for one in records if not isinstance(one, (*_WHOLE, TravelTime))]
    last = last_deliveries(store, sources)
    is_all = whole and bool(delivered) and not reading.partial
    gone = followed(store, gone_of(reading, last.values())) if is_all else ()
    identity = identity_of(store, network, delivered, last, gone=gone)
    work = _Work(
        store=store,
        network=network,
        reading=reading,
        today=today,
        identity=identity,
        here=identity.here,
    )
    work.refused += refused
    work.take([*sources, *(one for one in records if isinstance(one, Boundary))], delivered)
    report("Placing sites", 0, len(delivered))
    work.now.update(placed(store, network, work.now, work.here))
    if is_all:
        work.mark_vanished(gone)
    report("Comparing with the graph", len(reading.records), len(reading.records))
    times = [one for one in records if isinstance(one, TravelTime)]
    return work.coming(sources, times, whole=whole)


def _dated(store: Store, records: Iterable[Record], today: date) -> list[Source]:
    """The sources of a reading with the day on which each was first read."""
    sources = [one for one in records if isinstance(one, Source)]
    known = store.records(Source, [one.id for one in sources])
    dated = []
    for source in sources:
        before = known.get(source.id)
        day = before.retrieved_on if isinstance(before, Source) else today
        dated.append(source if source.retrieved_on else replace(source, retrieved_on=day))
    return dated


def _distinct(reading: Reading) -> tuple[list[Record], list[RowError]]:
    """The records but the sources, each id once, in an order in which what is named comes first."""
    found: dict[Key, Record] = {}
    refused: list[RowError] = []
    for record in reading.records:
        if isinstance(record, Source):
            continue
        first = found.setdefault((type(record), record.id), record)
        if first != record:
            refused.append(
                RowError(
                    file=source_of(record),
                    row=0,
                    column="id",
                    message=f"The {noun_of(type(record))} “{record.id}” comes twice with different "
                    "contents; the first was taken.",
                )
            )
    ordered = sorted(found.values(), key=lambda one: _ORDER.get(type(one), _LAST))
    return ordered, refused


@dataclass(slots=True, kw_only=True)
class _Work:
    """What is found out of a reading, step by step.

    Attributes
    ----------
    here, now
        Records of the graph, and what they come to be, by class and id.
    """

    store: Store
    network: Network
    reading: Reading
    today: date
    identity: Identity
    here: dict[Key, Record]
    now: dict[Key, Record] = field(default_factory=dict)
    refused: list[RowError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    absent: list[Record] = field(default_factory=list)
    vanished: list[Record] = field(default_factory=list)
    returned: list[Record] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)

    # -- what comes ------------------------------------------------------------

    def take(self, plain: Sequence[Record], delivered: Sequence[Record]) -> None:
        """Take what replaces what is there, and merge what is delivered with what is there."""
        ids = self.identity.ids
        self._read({(type(one), one.id) for one in plain})
        self._read({(kind, id) for (kind, _), id in ids.items()} - self.here.keys() - ids.keys())
        for record in plain:
            self.now[type(record), record.id] = record
        named = [(one, renamed(one, ids[type(one), one.id], ids)) for one in delivered]
        there = self._existing(new for _, new in named)
        there |= {(Area, new.id) for _, new in named if isinstance(new, Area)}  # lie in each other
        missing = Missing(
            reading=self.reading,
            is_there=lambda kind, id: (kind, id) in self.now or (kind, id) in there,
        )
        for old, new in named:
            key = type(new), new.id
            before = self.identity.delivery(old)
            here = self.now.get(key, self.here.get(key))
            if here is None and before is not None and before.vanished_on is None:
                missing.absent[key] = new
                continue
            complete = missing.without(new, here)
            if complete is not None:
                self._merge(old, complete, here, before)
        self.absent += missing.absent.values()
        self.refused += missing.refused
        self.notes += missing.notes()

    def _read(self, keys: Iterable[Key]) -> None:
        by_kind: dict[type, list[str]] = {}
        for kind, id in keys:
            by_kind.setdefault(kind, []).append(id)
        for kind, ids in by_kind.items():
            found = self.store.records(kind, ids)
            self.here.update({(kind, id): record for id, record in found.items()})

    def _existing(self, records: Iterable[Record]) -> set[Key]:
        """What records name that the graph has."""
        wanted: dict[type, set[str]] = {}
        for record in records:
            for _, other, id in named_by(record):
                wanted.setdefault(other, set()).add(id)
        areas = self.network.areas.rows
        found: set[Key] = set()
        for kind, ids in wanted.items():
            there = {id for id in ids if (kind, id) in self.here}
            rest = ids - there
            there |= rest & areas.keys() if kind is Area else self.store.existing(kind, rest)
            found.update((kind, id) for id in there)
        return found

    def _merge(
        self, old: Record, new: Record, here: Record | None, before: Delivery | None
    ) -> None:
        key = type(new), new.id
        others = self.identity.under_other_ids(old)
        said = before or (others[-1] if others else None)
        if here is None:
            self.now[key] = new
        elif same(here, new):
            self.now[key] = here
        else:
            told = record_of_image(said.image) if said is not None and said.image else None
            base = None if told is None or type(told) is not type(new) else told
            self.now[key], kept = merged(here, new, base)
            self.kept += kept
        if said is not None and said.vanished_on is not None:
            self.returned.append(self.now[key])
        for one in others:
            if one.vanished_on is not None:
                self._mark(one, vanished_on=None)
        self._deliver(old, new, before)

    def _deliver(self, old: Record, new: Record, before: Delivery | None) -> None:
        """Remember what was delivered, where it is not what was delivered last.

        What names no source was written here and comes back: nobody delivered it.
        """
        if not source_of(old):
            return
        image = image_of(new)
        if (
            before is not None
            and before.image == image
            and before.record_id == new.id
            and before.vanished_on is None
        ):
            return
        number = 1 if before is None else before.number + 1
        kind, source = type(old).__name__, source_of(old)
        self.deliveries.append(
            Delivery(
                id=delivery_id(source, kind, old.id, number),
                source_id=source,
                kind=kind,
                incoming_id=old.id,
                number=number,
                record_id=new.id,
                image=image,
                delivered_on=self.today,
            )
        )

    # -- what comes no more ----------------------------------------------------

    def mark_vanished(self, gone: Sequence[Delivery]) -> None:
        """Mark what its source has no longer, under whatever id."""
        gone = [one for one in gone if one.vanished_on is None]
        self._read({(kind_named(one.kind), one.record_id) for one in gone})
        told: dict[Key, Record] = {}
        for one in sorted(gone, key=lambda each: (each.kind, each.incoming_id)):
            record = self.here.get((kind_named(one.kind), one.record_id))
            if record is None or (type(record), record.id) in self.now:
                continue  # taken out here: nobody needs to be told; or it comes under another id
            told[type(record), record.id] = record
            self._mark(one, vanished_on=self.today)
        self.vanished += told.values()
        if self.vanished and self.reading.refused and not self.reading.seen:
            number = len(self.reading.refused) + self.reading.more_refused
            self.notes.append(
                f"{counted(number, 'row', 'rows')} could not be read; what they "
                "hold may be among what is no longer in the source."
            )

    def _mark(self, one: Delivery, *, vanished_on: date | None) -> None:
        """Remember that a source has something no longer, or has it again."""
        number = one.number + 1
        self.deliveries.append(
            replace(
                one,
                id=delivery_id(one.source_id, one.kind, one.incoming_id, number),
                number=number,
                change_id="",
                vanished_on=vanished_on,
            )
        )

    # -- the outcome -----------------------------------------------------------

    def coming(
        self, sources: Sequence[Source], times: Sequence[TravelTime], *, whole: bool
    ) -> Coming:
        """All of it together."""
        added: dict[str, int] = {}
        changed: dict[str, int] = {}
        unchanged: dict[str, int] = {}
        records: list[Record] = [*times]
        before: dict[Key, Record] = {}
        for key, record in self.now.items():
            here = self.here.get(key)
            if here == record:
                counts = unchanged
            else:
                counts = added if here is None else changed
                records.append(record)
                if here is not None:
                    before[key] = here
            counts[key[0].__name__] = counts.get(key[0].__name__, 0) + 1
        return Coming(
            reading=self.reading,
            whole=whole,
            today=self.today,
            revision=self.network.revision,
            records=tuple(records),
            sources=tuple(sources),
            before=before,
            added=added,
            changed=changed,
            unchanged=unchanged,
            refused=(*self.reading.refused, *self.refused),
            more_refused=self.reading.more_refused,
            notes=(*self._mixed(), *self.reading.notes, *self.notes),
            kept=tuple(self.kept),
            absent=tuple(self.absent),
            vanished=tuple(self.vanished),
            returned=tuple(self.returned),
            linked=tuple(self.identity.linked),
            doubtful=tuple(self.identity.doubtful),
            deliveries=tuple(self.deliveries),
        )

    def _mixed(self) -> tuple[str, ...]:
        """That invented records would stand beside real ones, where that is so."""
        there = any(source.illustrative for source in self.network.sources)
        return (MIXED,) if there and self.reading.records else ()
