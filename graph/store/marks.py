"""Marks: which changes a snapshot holds, so that what came since can be told exactly.

Changes are kept in another order than that of their moments: of two writers at once the later
by the clock may be the sooner done, and clocks of two machines differ. So a mark holds the ids
of all changes of the last seconds before its newest. What is there now from that moment on, and
is not among them, came since; that this is all of it is proved by counting.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from neo4j import Transaction

from graph.store import reading
from graph.store.images import kind_named
from graph.store.statements import statement

MARGIN = timedelta(seconds=15)
MOST_CHANGES = 500
MOST_TOUCHED = 5_000

Touched = dict[type, set[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Which changes a snapshot holds.

    Attributes
    ----------
    count
        How many: the revision.
    newest
        The id of the newest by its moment, empty where there is none.
    since, ids
        A moment, as the graph keeps it, and the ids of those that are not before it.
    """

    count: int
    newest: str
    since: str
    ids: frozenset[str]

    @property
    def key(self) -> str:
        """The revision and the newest change.

        A graph that was put back from a copy and then went another way has the same revision
        as before, but another key.
        """
        return f"{self.count}-{self.newest or 'new'}"


def mark_now(transaction: Transaction) -> Mark:
    """The mark of what a transaction sees."""
    count = int(reading.revision(transaction))
    newest = transaction.run(statement("change/newest")).single(strict=True)[0]
    if newest is None:
        return Mark(count=count, newest="", since="", ids=frozenset())
    return _mark(count, _since(transaction, _before(newest)))


def mark_after(mark: Mark, transaction: Transaction) -> tuple[Mark, tuple[str, ...] | None]:
    """The mark of what a transaction sees, and the ids of the changes that came after another.

    They are None where that cannot be told for sure, or they are many.
    """
    found = _since(transaction, mark.since) if mark.since else []
    if not found:
        return mark_now(transaction), None
    count = int(reading.revision(transaction))
    there = {id for _, id in found}
    new = there - mark.ids
    is_sure = mark.ids <= there and count - mark.count == len(new) <= MOST_CHANGES
    return _mark(count, found), tuple(sorted(new)) if is_sure else None


def mark_of_key(key: str, transaction: Transaction) -> Mark | None:
    """The mark of a snapshot that was kept under a key; None where the graph has no such past."""
    count, _, newest = key.partition("-")
    found = transaction.run(statement("change/moment"), id=newest).single()
    if found is None or not count.isdigit():
        return None
    return Mark(count=int(count), newest=newest, since=found["at"], ids=frozenset([newest]))


def touched_by(transaction: Transaction, changes: Sequence[str]) -> Touched | None:
    """Which records some changes touched; None where that is not known of all, or is much.

    Travel times, which come by the million, are not told one by one.
    """
    ids = list(changes)
    size = transaction.run(statement("change/sizes"), ids=ids).single(strict=True)[0]
    if size > MOST_TOUCHED:
        return None
    single = transaction.run(statement("version/touched"), ids=ids).values()
    many = transaction.run(statement("version/arrived"), ids=ids).values()
    found = [*((kind, [id]) for kind, id in single), *many]
    touched: Touched = {}
    try:
        for kind, named in found:
            touched.setdefault(kind_named(kind), set()).update(named)
    except KeyError:
        return None  # a newer Hedgerow's
    return touched if sum(len(named) for _, named in found) == size else None


def _since(transaction: Transaction, moment: str) -> list[tuple[str, str]]:
    """Moments and ids of the changes from a moment on, newest first."""
    found = transaction.run(statement("change/since"), since=moment).single(strict=True)
    return sorted(((at, id) for at, id in found[0]), reverse=True)


def _mark(count: int, found: Sequence[tuple[str, str]]) -> Mark:
    """The mark of a number of changes, the newest of which are given, newest first."""
    latest, newest = found[0]
    since = max(found[-1][0], _before(latest))
    ids = frozenset(id for at, id in found if at >= since)
    return Mark(count=count, newest=newest, since=since, ids=ids)


def _before(moment: str) -> str:
    return (datetime.fromisoformat(moment) - MARGIN).isoformat(timespec="microseconds")
