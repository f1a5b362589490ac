"""Which record each one that comes is: by earlier deliveries, by its id, or by a match."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from graph.model import Delivery, Record, Site, Source
from graph.network import Network
from graph.store import Store
from graph.store.images import kind_named
from seeds.reading import Reading
from service.merging import same_place
from service.receiving.matching import Match, matches_of
from service.receiving.naming import Key

MOST_MERGES = 20


@dataclass(slots=True)
class Identity:
    """Which record of the graph each one that comes is.

    Attributes
    ----------
    last
        By source, kind and incoming id: what was delivered last.
    before
        By kind and incoming id: what the source said of it under ids that it has no longer, the
        last of them last.
    ids
        By kind and incoming id: the id here, of all that comes.
    here
        What the graph has of it, by class and id.
    linked, doubtful
        Matches found now.
    """

    last: dict[tuple[str, str, str], Delivery]
    before: dict[Key, tuple[Delivery, ...]] = field(default_factory=dict)
    ids: dict[Key, str] = field(default_factory=dict)
    here: dict[Key, Record] = field(default_factory=dict)
    linked: list[Match] = field(default_factory=list)
    doubtful: list[Match] = field(default_factory=list)

    def delivery(self, record: Record) -> Delivery | None:
        """What was delivered last for one that comes."""
        return self.last.get((source_of(record), type(record).__name__, record.id))

    def under_other_ids(self, record: Record) -> tuple[Delivery, ...]:
        """What was delivered last for it under the ids that it had before."""
        return self.before.get((type(record), record.id), ())


def source_of(record: Record) -> str:
    """The source that a record rests on."""
    return getattr(record, "source_id", None) or ""


def last_deliveries(
    store: Store, sources: Iterable[Source]
) -> dict[tuple[str, str, str], Delivery]:
    """What some sources delivered last, by source, kind and incoming id."""
    return {
        (one.source_id, one.kind, one.incoming_id): one
        for source in sources
        for one in store.deliveries.of_source(source.id)
    }


def gone_of(reading: Reading, last: Iterable[Delivery]) -> tuple[Delivery, ...]:
    """Of what was delivered last, what a reading of the whole source has no longer."""
    present = {(type(one).__name__, one.id) for one in reading.records}
    return tuple(
        one
        for one in last
        if (one.kind, one.incoming_id) not in present and one.incoming_id not in reading.seen
    )


def identity_of(
    store: Store,
    network: Network,
    records: Sequence[Record],
    last: dict[tuple[str, str, str], Delivery],
    *,
    gone: Collection[Delivery] = (),
) -> Identity:
    """Which record of the graph each one that comes is.

    Parameters
    ----------
    gone
        Of what was delivered last, what the source has no longer: where ids change at the source,
        what comes under a new one may be one of these.
    """
    found = Identity(last=last)
    by_kind: defaultdict[type, list[Record]] = defaultdict(list)
    for record in records:
        by_kind[type(record)].append(record)
    new: list[Record] = []
    for kind, listed in by_kind.items():
        known = {one.id: one_before for one in listed if (one_before := found.delivery(one))}
        ids = {one.id for one in listed} | {each.record_id for each in known.values()}
        there = store.records(kind, ids)
        found.here.update({(kind, id): record for id, record in there.items()})
        for record in listed:
            before = known.get(record.id)
            if before is not None:
                found.ids[kind, record.id] = _now(store, kind, before.record_id, there)
            else:
                found.ids[kind, record.id] = record.id
                if record.id not in there:
                    new.append(record)
    _match(store, network, new, found, gone)
    return found


def _now(store: Store, kind: type, id: str, there: Iterable[str]) -> str:
    """The id of a record, or of the one that it became part of here."""
    for _ in range(MOST_MERGES):
        if id in there or store.existing(kind, [id]):
            return id
        merges = store.desk.merges.of_gone(kind.__name__, id)
        kept = next((one.kept_id for one in merges if one.undone_at is None), None)
        if kept is None:
            return id
        id = kept
    return id


def followed(store: Store, deliveries: Iterable[Delivery]) -> tuple[Delivery, ...]:
    """Deliveries of records that became part of others here, as deliveries of those."""
    listed = tuple(deliveries)
    ids: defaultdict[str, set[str]] = defaultdict(set)
    for one in listed:
        ids[one.kind].add(one.record_id)
    there = {kind: store.existing(kind_named(kind), each) for kind, each in ids.items()}
    return tuple(
        one
        if one.record_id in there[one.kind]
        else replace(one, record_id=_now(store, kind_named(one.kind), one.record_id, ()))
        for one in listed
    )


def _match(
    store: Store,
    network: Network,
    new: Sequence[Record],
    found: Identity,
    gone: Collection[Delivery],
) -> None:
    """Link what comes for the first time to what is here, and sites at one place to each other."""
    if not new:
        return
    kinds = {type(record).__name__: type(record) for record in new}
    sources = {(type(record).__name__, record.id): source_of(record) for record in new}
    # Two of one source are two things, unless a person says otherwise.
    left = {one.id for one in gone}
    taken = {
        (one.source_id, one.kind, one.record_id)
        for one in followed(store, found.last.values())
        if one.id not in left
    }
    free: defaultdict[tuple[str, str, str], list[Delivery]] = defaultdict(list)
    for one in sorted(gone, key=lambda each: (str(each.delivered_on), each.number)):
        free[one.source_id, one.kind, one.record_id].append(one)
    for match in matches_of(network, new, identifiers=store.identifiers()):
        place = sources[match.kind, match.incoming_id], match.kind, match.record_id
        if match.certain and place not in taken:
            key = kinds[match.kind], match.incoming_id
            found.ids[key] = match.record_id
            found.linked.append(match)
            if place in free:
                found.before[key] = tuple(free[place])
        else:
            found.doubtful.append(replace(match, certain=False))
    first: dict[tuple[str, float, float], str] = {}
    for record in new:
        if isinstance(record, Site):
            id = first.setdefault(same_place(record), found.ids[Site, record.id])
            found.ids[Site, record.id] = id
