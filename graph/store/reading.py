"""Reading records out of the graph, within one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from neo4j import Transaction

from graph.errors import NotFound
from graph.model import Change, Record, Tie
from graph.store.connection import Overtaken
from graph.store.kinds import NODES, Kind, Link
from graph.store.labels import Label, LinkType
from graph.store.rows import record_of, reference_values
from graph.store.statements import for_label, for_link, statement

IDS_AT_ONCE = 5_000

# No analysis reads these, and they are the heaviest and the most private.
NOT_IN_SNAPSHOTS = (Label.BOUNDARY, Label.CONTACT, Label.USE, Label.REVIEW)

_Named = dict[str, dict[str, list[tuple[str, float | None]]]]


def in_parts(ids: Sequence[str]) -> Iterator[list[str]]:
    """Ids in parts that fit one statement."""
    for start in range(0, len(ids), IDS_AT_ONCE):
        yield list(ids[start : start + IDS_AT_ONCE])


def count(transaction: Transaction, label: Label) -> int:
    """How many records a label has."""
    return _number(transaction, for_label("count", label))


def count_ties(transaction: Transaction) -> int:
    """How many ties there are."""
    return _number(transaction, statement("tie/count"))


def counts(transaction: Transaction) -> dict[str, int]:
    """How many records there are, by label in the order of the schema, and ties."""
    labels = (label for label in Label if label is not Label.TRAVEL_TIMES)  # a node holds many
    found = {label.value: count(transaction, label) for label in labels}
    return {**found, "Tie": count_ties(transaction)}


def revision(transaction: Transaction) -> str:
    """The revision that this transaction sees: how many changes were made."""
    return str(_number(transaction, statement("change/revision")))


def _number(transaction: Transaction, text: Any) -> int:
    found = transaction.run(text).single(strict=True)
    return int(found[0])


def existing_ids(transaction: Transaction, label: Label, ids: Sequence[str]) -> set[str]:
    """Which of some ids a label has."""
    found: set[str] = set()
    for part in in_parts(ids):
        found.update(row[0] for row in transaction.run(for_label("ids", label), ids=part))
    return found


def records(transaction: Transaction, kind: Kind, ids: Sequence[str] | None = None) -> list[Any]:
    """Records of a kind: those with some ids, or all; in no order.

    Parameters
    ----------
    transaction
        Where to read.
    kind
        Which kind.
    ids
        None for every record; ids that are not there are passed over.
    """
    if ids is None:
        rows = [found[0] for found in transaction.run(for_label("read", kind.label))]
    else:
        rows = [
            found[0]
            for part in in_parts(ids)
            for found in transaction.run(for_label("find", kind.label), ids=part)
        ]
    if not rows:
        return []
    _refuse_half(rows)
    named = _named(transaction, kind, ids)
    return [
        record_of(kind.record, row, reference_values(kind.record, named.get(row["id"], {})))
        for row in rows
    ]


def outlines(
    transaction: Transaction, kind: str | None, ids: Sequence[str] | None
) -> dict[str, str]:
    """Outlines by area id, in id order: of some areas, of a kind of area, or all."""
    if ids is not None:
        found = [
            values
            for part in in_parts(ids)
            for values in _values(transaction, statement("boundary/of_areas"), ids=part, kind=kind)
        ]
    elif kind is not None:
        found = list(_values(transaction, statement("boundary/of_kind"), kind=kind))
    else:
        found = list(_values(transaction, statement("boundary/all")))
    return dict(sorted(found))


def identifiers(transaction: Transaction) -> dict[str, tuple[str, ...]]:
    """The org-ids of the organisations that have any, by the organisations' ids."""
    found = _values(transaction, statement("organisation/identifiers"))
    return {id: tuple(listed) for id, listed in sorted(found)}


def referring(transaction: Transaction, kind: Kind, field: str, id: str) -> list[Any]:
    """Records of a kind of which a field names a record; in no order."""
    (link,) = (link for link in kind.links if link.field == field)
    name, own = ("from_start", "end") if link.inward else ("from_end", "start")
    text = for_link(name, *typed(kind, link))
    ids = [str(found[own]) for found in transaction.run(text, ids=[id])]
    return records(transaction, kind, ids) if ids else []


def _named(transaction: Transaction, kind: Kind, ids: Sequence[str] | None) -> _Named:
    """What records of a kind name: by owner, by field, in order."""
    found: defaultdict[str, defaultdict[str, list[tuple[int, str, float | None]]]]
    found = defaultdict(lambda: defaultdict(list))
    for link in kind.links:
        for start, end, position, share in _relationships(transaction, kind, link, ids):
            owner, other = (end, start) if link.inward else (start, end)
            found[owner][link.field].append((position or 0, other, share))
    return {
        owner: {
            field: [(other, share) for _, other, share in sorted(each, key=lambda one: one[0])]
            for field, each in by_field.items()
        }
        for owner, by_field in found.items()
    }


def typed(kind: Kind, link: Link) -> tuple[Label, LinkType, Label]:
    """The label at the start, the type, and the label at the end of a link's relationships."""
    start, end = ends_of(kind, link)
    return start, link.type, end


def ends_of(kind: Kind, link: Link) -> tuple[Label, Label]:
    """The labels at the start and at the end of a link's relationships."""
    return (link.other, kind.label) if link.inward else (kind.label, link.other)


def _relationships(
    transaction: Transaction, kind: Kind, link: Link, ids: Sequence[str] | None
) -> Iterator[tuple[str, str, int | None, float | None]]:
    start, end = ends_of(kind, link)
    if ids is None:
        yield from _values(transaction, for_link("read", start, link.type, end))
        return
    name = "from_end" if link.inward else "from_start"
    for part in in_parts(ids):
        yield from _values(transaction, for_link(name, start, link.type, end), ids=part)


def _values(transaction: Transaction, text: Any, **parameters: Any) -> Iterator[Any]:
    for found in transaction.run(text, **parameters):
        yield found.values()


def ties(transaction: Transaction, ids: Sequence[str] | None = None) -> list[Tie]:
    """Ties: those with some ids, or all; in no order."""
    if ids is None:
        found = list(_values(transaction, statement("tie/read")))
    else:
        found = [
            values
            for part in in_parts(ids)
            for values in _values(transaction, statement("tie/find"), ids=part)
        ]
    return _ties(found)


def _ties(found: Iterable[Any]) -> list[Tie]:
    listed = list(found)
    _refuse_half(row for row, _, _ in listed)
    return [
        record_of(Tie, row, {"from_id": from_id, "to_id": to_id}) for row, from_id, to_id in listed
    ]


def _refuse_half(rows: Iterable[Mapping[str, Any]]) -> None:
    """Refuse what was taken out while it was read: the embedded server then gives it empty."""
    if not all(row.get("id") for row in rows):
        raise Overtaken("somebody else takes out what is being read")


def ties_like(transaction: Transaction, wanted: Sequence[Tie], *, anywhere: bool) -> list[Tie]:
    """The ties that are there of those with the ids of some; in no order.

    Parameters
    ----------
    transaction
        Where to read.
    wanted
        The ties.
    anywhere
        Whether to look at every tie: a tie may have come to join other organisations. Else
        only between the organisations of each, which does not depend on how many there are.
    """
    found = transaction.run(statement("tie/some"), most=len(wanted) + 1).single(strict=True)
    if not found[0]:
        return []
    if found[0] <= len(wanted):
        return ties(transaction)
    if anywhere:
        return ties(transaction, [tie.id for tie in wanted])
    rows = [{"id": tie.id, "from_id": tie.from_id, "to_id": tie.to_id} for tie in wanted]
    return _ties(
        values
        for start in range(0, len(rows), IDS_AT_ONCE)
        for values in _values(
            transaction, statement("tie/between"), rows=rows[start : start + IDS_AT_ONCE]
        )
    )


def change(transaction: Transaction, id: str) -> Change:
    """The change with an id; raise NotFound where there is none."""
    found = transaction.run(statement("change/one"), id=id).single()
    if found is None:
        raise NotFound("change", id)
    one: Change = record_of(Change, found[0], {})
    return one


def changes(transaction: Transaction, most: int, skip: int = 0) -> tuple[Change, ...]:
    """The newest changes, newest first, without so many that are newer still."""
    found = transaction.run(statement("change/recent"), most=most, skip=skip)
    return tuple(record_of(Change, row[0], {}) for row in found)


def everything(transaction: Transaction) -> Iterator[Record]:
    """Every record that a snapshot holds, kind by kind."""
    for kind in NODES:
        if kind.label not in NOT_IN_SNAPSHOTS:
            yield from records(transaction, kind)
    yield from ties(transaction)
