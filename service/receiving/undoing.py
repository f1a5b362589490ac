"""Taking an import back as a whole: the graph becomes what it was before it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.errors import ChangedMeanwhile, DanglingReference, ImportBuiltOn, InvalidData
from graph.model import Change, Deed, Delivery, Record, Source, Version
from graph.store import Store, stamp_of
from graph.store.images import kind_named, record_of_image
from graph.store.kinds import noun_of
from graph.store.versions import Past
from seeds.reading import Progress, counted, first_few
from service.receiving.building import made_one, told_since
from service.receiving.report import ImportReport
from service.receiving.wording import name_of

MOST_STAMPED = 1_000
"""Rows that are looked at once more, one by one, while they are written."""

TOOK_BACK = "Took back: "
_WAYS = ("import", "Import")


@dataclass(frozen=True, slots=True, kw_only=True)
class Untaking:
    """What taking an import back comes to.

    Attributes
    ----------
    change
        The import.
    records
        Rows as they were before it.
    remove
        Rows that it added.
    leaving
        Ids of the deliveries that came with it.
    stamps
        What the rows are now.
    reasons
        What stands in its way, a sentence each; empty where nothing does.
    later
        Rows that somebody changed since.
    """

    change: Change
    records: tuple[Record, ...] = ()
    remove: tuple[Record, ...] = ()
    leaving: tuple[str, ...] = ()
    stamps: Mapping[tuple[type, str], str | None]
    reasons: tuple[str, ...] = ()
    later: tuple[Record, ...] = ()


def is_import(change: Change) -> bool:
    """Whether a change brought in what somebody else says, by what way it says it was done."""
    if change.message.startswith(TOOK_BACK):
        return False
    return change.message.startswith("Imported") or any(way in change.via for way in _WAYS)


def untaking_of(store: Store, change_id: str) -> Untaking:
    """What taking an import back would come to; nothing is written.

    Raises
    ------
    NotFound
        There is no such change.
    """
    change = store.change(change_id)
    deliveries = store.deliveries.of_change(change_id)
    singles = store.versions.of_change(change_id)
    touched = store.versions.touched([change_id])
    reasons = _of_itself(change, deliveries, sum(map(len, touched.values())))
    past = _before(singles)
    later = _later(store, change, touched)
    added = _added(store, touched, singles)
    reasons += _changed_since(store, deliveries, later.values())
    reasons += told_since(store, change, deliveries, added)
    reasons += made_one(store, added)
    if past.forgotten:
        reasons.append(f"What {counted(past.forgotten, 'row', 'rows')} held before is not kept.")
    going, named = _unnamed(store, added)
    reasons += named
    now = {
        (kind, id): record
        for kind, ids in past.ids.items()
        for id, record in store.records(kind, ids).items()
    }
    stamps: dict[tuple[type, str], str | None] = {(type(one), one.id): None for one in past.records}
    stamps |= {key: stamp_of(record) for key, record in now.items()}
    if len(going) <= MOST_STAMPED:
        stamps |= {(type(one), one.id): stamp_of(one) for one in going}
    return Untaking(
        change=change,
        records=tuple(past.records),
        remove=tuple(going),
        leaving=tuple(one.id for one in deliveries),
        stamps=stamps,
        reasons=tuple(reasons),
        later=tuple(one for one in later.values() if one is not None),
    )


def _of_itself(change: Change, deliveries: Sequence[Delivery], touched: int) -> list[str]:
    """Why a change cannot be taken back whatever happened since."""
    reasons = []
    if change.message.startswith(TOOK_BACK):
        reasons.append("It took an import back itself; bring the files in again instead.")
    elif not deliveries and not is_import(change):
        reasons.append("It is no import.")
    if touched < change.added + change.changed + change.removed:
        reasons.append(
            "What it did to travel times is not kept; import the times that were there before."
        )
    return reasons


def _changed_since(
    store: Store, deliveries: Sequence[Delivery], later: Collection[Record | None]
) -> list[str]:
    """That somebody, or the source itself, went on from what an import left."""
    if later:
        return [
            (
                f"{counted(len(later), 'row was', 'rows were')} changed since: "
                f"{first_few([_told(one) for one in later])}. Take the later changes back "
                "first, or change the rows by hand."
            )
        ]
    if store.deliveries.superseded(deliveries):
        return ["The same source was imported again since; take the later import back first."]
    return []


def undo_import(
    store: Store,
    change_id: str,
    *,
    by: str,
    via: str,
    progress: Progress | None = None,
) -> ImportReport:
    """Take an import back as a whole, as a change like any other.

    Parameters
    ----------
    change_id
        The change that it was.
    by, via
        Who does it, and by what way.
    progress
        Told how far it is; it may raise :class:`~graph.errors.Interrupted`.

    Raises
    ------
    ImportBuiltOn
        Somebody went on from what it brought; nothing was changed.
    NotFound
        There is no such change.
    """
    undo = untaking_of(store, change_id)
    if undo.reasons:
        raise ImportBuiltOn(undo.reasons)
    try:
        written = store.write(
            undo.records,
            remove=[(type(one), one.id) for one in undo.remove],
            by=by,
            message=f"{TOOK_BACK}{undo.change.message}"[:1_000],
            via=via,
            expected=undo.stamps,
            then=store.deliveries.leaving(undo.leaving),
            recorded=True,
            progress=progress,
        )
    except (ChangedMeanwhile, DanglingReference) as problem:
        raise ImportBuiltOn([str(problem)]) from None
    return ImportReport(
        added=written.added,
        changed=written.changed,
        unchanged=written.unchanged,
        removed=written.removed,
        change=written.change,
    )


@dataclass(slots=True, kw_only=True)
class _Before:
    """Rows as they were before, their ids by class, and how many are kept no longer."""

    records: list[Record]
    ids: dict[type[Record], set[str]]
    forgotten: int


def _before(singles: Iterable[Version]) -> _Before:
    found = _Before(records=[], ids=defaultdict(set), forgotten=0)
    for version in singles:
        if version.deed is Deed.ADDED:
            continue
        try:
            record = record_of_image(version.before) if version.before else None
        except InvalidData:
            record = None
        if record is None:
            found.forgotten += 1
        else:
            found.records.append(record)
            found.ids[type(record)].add(record.id)
    return found


def _later(
    store: Store, change: Change, touched: Mapping[type[Record], set[str]]
) -> dict[tuple[type[Record], str], Record | None]:
    """Rows that are not as the import left them, by class and id; None where they are gone."""
    found: dict[tuple[type[Record], str], Record | None] = {}
    for kind, ids in touched.items():
        for id in sorted(store.versions.since(change, kind, ids)):
            now = store.find(kind, id)
            step: Past = next(
                one for one in store.versions.of(kind, id) if one.change.id == change.id
            )
            if now != step.after:
                found[kind, id] = now
    return found


def _added(
    store: Store, touched: Mapping[type[Record], set[str]], singles: Iterable[Version]
) -> dict[tuple[type[Record], str], Record]:
    """Rows that the import added, as they are."""
    others = {
        (kind_named(one.kind), one.record_id) for one in singles if one.deed is not Deed.ADDED
    }
    return {
        (kind, id): record
        for kind, ids in touched.items()
        for id, record in store.records(
            kind, [id for id in ids if (kind, id) not in others]
        ).items()
    }


def _unnamed(
    store: Store, added: Mapping[tuple[type[Record], str], Record]
) -> tuple[list[Record], list[str]]:
    """Rows that can go, and what stands in the way; a source that others rest on simply stays."""
    going: defaultdict[type[Record], set[str]] = defaultdict(set)
    for kind, id in added:
        going[kind].add(id)
    named = store.versions.named_by_others(going)
    stays = {key for key in named if key[0] is Source}
    told = [
        f"the {noun_of(kind)} “{name_of(added[kind, id])}” (by the {noun_of(owner)} “{owner_id}”)"
        for (kind, id), (owner, owner_id) in named.items()
        if kind is not Source
    ]
    reasons = [f"Other rows name what it brought: {first_few(told)}."] if told else []
    return [record for key, record in added.items() if key not in stays], reasons


def _told(record: Record | None) -> str:
    return "one that was taken out" if record is None else f"“{name_of(record)}”"
