"""Who built on what an import added: other sources that told of it since, and people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from graph.model import Change, Delivery, Record
from graph.store import Store
from graph.store.images import kind_named
from seeds.reading import first_few
from service.receiving.naming import Key
from service.receiving.wording import name_of

Added = Mapping[tuple[type[Record], str], Record]
"""Rows that an import added, as they are, by class and id."""


def told_since(
    store: Store, change: Change, deliveries: Sequence[Delivery], added: Added
) -> list[str]:
    """That rows came from elsewhere too, or under another id, since: a sentence, or nothing.

    Who told of them would lose what they delivered.

    Parameters
    ----------
    change, deliveries
        The import, and what came with it.
    """
    own = {(one.source_id, one.kind, one.incoming_id) for one in deliveries}
    said = [
        one
        for one in _told(store, added)
        if one.vanished_on is None and (one.source_id, one.kind, one.incoming_id) not in own
    ]
    changes = {id: store.change(id) for id in {one.change_id for one in said}}
    since = [one for one in said if changes[one.change_id].at > change.at]
    if not since:
        return []
    names = {name_of(added[kind_named(one.kind), one.record_id]) for one in since}
    later = {one.change_id: changes[one.change_id] for one in since}.values()
    messages = [one.message for one in sorted(later, key=lambda one: one.at)]
    return [
        (
            f"What it brought came from elsewhere too, since: {_quoted(sorted(names))}. Take back "
            f"first, the last before the others: {_quoted(messages)}."
        )
    ]


def made_one(store: Store, added: Added) -> list[str]:
    """That others became one with such rows, who would go with them: a sentence, or nothing."""
    titles = [
        one.title
        for one in store.desk.merges.all()
        if one.undone_at is None and (kind_named(one.kind), one.kept_id) in added
    ]
    if not titles:
        return []
    return [f"What it brought became one with others: {_quoted(titles)}. Tell them apart first."]


def _told(store: Store, added: Iterable[Key]) -> list[Delivery]:
    """What each source said last of such rows."""
    ids: defaultdict[str, list[str]] = defaultdict(list)
    for kind, id in added:
        ids[kind.__name__].append(id)
    return [one for kind, each in ids.items() for one in store.deliveries.of_records(kind, each)]


def _quoted(words: Sequence[str]) -> str:
    return first_few([f"“{one}”" for one in words])
