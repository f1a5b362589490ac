"""Undoing one change: what it touched becomes what it was, where nobody went on since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.model import Deed, Record
from graph.store import Store, stamp_of
from graph.store.images import kind_named
from service.saving import Stamps


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """A row that somebody changed after the change that is to be undone.

    Attributes
    ----------
    kind, id
        Which row.
    record
        As it is now, None where it was taken out.
    """

    kind: type[Record]
    id: str
    record: Record | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """What undoing a change comes to.

    Attributes
    ----------
    records
        Rows as they were before it.
    remove
        Rows that it added, as they are.
    stamps
        What all of them are now.
    later
        Rows that stand in the way: somebody changed them since.
    forgotten
        Whether some of what was is kept no longer.
    """

    records: tuple[Record, ...]
    remove: tuple[Record, ...]
    stamps: Stamps
    later: tuple[Later, ...]
    forgotten: bool


def undo_of(store: Store, change_id: str, *, only: Sequence[Deed] = tuple(Deed)) -> Undo:
    """What undoing a change would come to.

    Parameters
    ----------
    only
        Which of its deeds are undone.
    """
    records: list[Record] = []
    remove: list[Record] = []
    later: list[Later] = []
    stamps: dict[tuple[type, str], str | None] = {}
    forgotten = False
    for version in store.versions.of_change(change_id):
        if version.deed not in only:
            continue
        kind, id = kind_named(version.kind), version.record_id
        now = store.find(kind, id)
        past = store.versions.of(kind, id)
        step = next(one for one in past if one.change.id == change_id)
        if now != step.after:
            later.append(Later(kind=kind, id=id, record=now))
            continue
        stamps[kind, id] = stamp_of(now) if now else None
        if step.before is not None:
            records.append(step.before)
        elif version.deed is Deed.ADDED:
            remove += [now] if now else []
        else:
            forgotten = True
    return Undo(
        records=tuple(records),
        remove=tuple(remove),
        stamps=stamps,
        later=tuple(later),
        forgotten=forgotten,
    )
