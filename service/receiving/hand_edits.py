"""Edits made here since a file was brought in: bringing it in again keeps them.

Nobody remembers what a file of places said last; the past of each record tells it. A field that a
person changed after the last import that changed it was edited here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import fields
from types import SimpleNamespace
from typing import Any

from graph.model import Record
from graph.store import Store
from graph.store.versions import Past
from seeds.reading import Progress
from service.receiving.threeway import Kept, merged
from service.receiving.undoing import TOOK_BACK, is_import


def with_hand_edits(
    store: Store, records: Iterable[Record], *, progress: Progress | None = None
) -> tuple[list[Record], tuple[Kept, ...]]:
    """Records that come, each with the fields that somebody changed here since its last import.

    A record that no import brought comes as it is: the row that names it says all of it.

    Parameters
    ----------
    store
        The graph; nothing is written.
    records
        What comes, under the ids that it has here.
    progress
        Told how many have been looked at; it may raise :class:`~graph.errors.Interrupted`.

    Returns
    -------
    records
        In the same order.
    kept
        What stays as it is here although the file says something else.
    """
    listed = list(records)
    ids: defaultdict[type[Record], list[str]] = defaultdict(list)
    for record in listed:
        ids[type(record)].append(record.id)
    here = {kind: store.records(kind, some) for kind, some in ids.items()}
    found: list[Record] = []
    kept: list[Kept] = []
    for done, record in enumerate(listed):
        if progress is not None and done % 100 == 0:
            progress("Looking for edits made here", done, len(listed))
        there = here[type(record)].get(record.id)
        if there is None or there == record:
            found.append(record)
            continue
        before = _brought(there, store.versions.of(type(record), record.id))
        both, stays = (record, ()) if before is None else merged(there, record, before)
        found.append(both)
        kept += stays
    return found, tuple(kept)


def _brought(there: Record, past: Iterable[Past]) -> Any | None:
    """The fields of a record without what people did to them since imports set them last.

    Imports that were taken back do not count. None where no import ever had to do with it.
    """
    names = [one.name for one in fields(there)]
    before = {name: getattr(there, name) for name in names}
    settled: set[str] = set()
    imported = False
    undone = 0
    for step in past:
        if step.change.message.startswith(TOOK_BACK):
            undone += 1
        elif is_import(step.change) and undone:
            undone -= 1
        else:
            imported |= is_import(step.change)
            changed = set(_changed(step, names)) - settled
            if is_import(step.change):
                settled |= changed
                if step.before is None:
                    break  # it came with this import; what was there earlier was another
            else:
                before |= {name: getattr(step.before, name) for name in changed}
    return SimpleNamespace(**before) if imported else None


def _changed(step: Past, names: Iterable[str]) -> Iterator[str]:
    """The fields that a step changed; none where the record came or went with it."""
    if step.before is not None and step.after is not None:
        for name in names:
            if getattr(step.before, name) != getattr(step.after, name):
                yield name
