"""References that would point at nothing: found, named and refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from neo4j import Transaction

from graph.errors import DanglingReference
from graph.model import Tie, TimesTo, TravelTime
from graph.store import reading, travel
from graph.store.kinds import KIND_OF_LABEL, NODES, Kind, Link, noun_of
from graph.store.labels import Label
from graph.store.rows import Row
from graph.store.statements import for_label, for_link, statement

MOST_SHOWN = 1_000_000


def refuse_missing(transaction: Transaction, kind: Kind, link: Link, rows: Sequence[Row]) -> None:
    """Raise for the first row of relationships whose other record is not there.

    Raises
    ------
    DanglingReference
        Naming the record and what it names.
    """
    side, own = ("start", "end") if link.inward else ("end", "start")
    there = reading.existing_ids(transaction, link.other, sorted({row[side] for row in rows}))
    for row in rows:
        if row[side] not in there:
            raise _missing(kind.record, row[own], KIND_OF_LABEL[link.other].record, row[side])


def refuse_missing_ends(transaction: Transaction, ties: Sequence[Tie]) -> None:
    """Raise for the first tie with an organisation that is not there."""
    wanted = sorted({id for tie in ties for id in (tie.from_id, tie.to_id)})
    there = reading.existing_ids(transaction, Label.ORGANISATION, wanted)
    for tie in ties:
        for id in (tie.from_id, tie.to_id):
            if id not in there:
                raise _missing(Tie, tie.id, KIND_OF_LABEL[Label.ORGANISATION].record, id)


def refuse_missing_places(transaction: Transaction, created: Sequence[TimesTo]) -> None:
    """Raise for the first travel time whose area or site is not there."""
    site_ids = sorted({times.site_id for times in created})
    area_ids = sorted({area_id for times in created for area_id in times.area_ids})
    sites = reading.existing_ids(transaction, Label.SITE, site_ids)
    areas = reading.existing_ids(transaction, Label.AREA, area_ids)
    if len(sites) == len(site_ids) and len(areas) == len(area_ids):
        return
    for time in travel.single(created):
        for label, id, there in (
            (Label.AREA, time.area_id, areas),
            (Label.SITE, time.site_id, sites),
        ):
            if id not in there:
                raise _missing(TravelTime, time.id, KIND_OF_LABEL[label].record, id)


def refuse_missing_sources(
    transaction: Transaction, records: Sequence[Any], known: Mapping[str, Any]
) -> None:
    """Raise for the first record that rests on a source that is neither there nor in ``known``."""
    resting = {one.source_id: one for one in reversed(records) if one.source_id is not None}
    wanted = sorted(id for id in resting if id not in known)
    missing = set(wanted) - reading.existing_ids(transaction, Label.SOURCE, wanted)
    for id in wanted:
        if id in missing:
            owner = resting[id]
            raise _missing(type(owner), owner.id, KIND_OF_LABEL[Label.SOURCE].record, id)


def refuse_named(
    transaction: Transaction, kind: Kind, ids: Sequence[str], leaving: Mapping[type, set[str]]
) -> None:
    """Raise where a record that stays names one that is to go.

    Raises
    ------
    DanglingReference
        Naming both.
    """
    for owner, owner_id, id in naming(transaction, kind, ids):
        if owner_id not in leaving.get(owner, ()):
            raise DanglingReference(
                f"The {noun_of(kind.record)} “{id}” cannot be removed: the {noun_of(owner)} "
                f"“{owner_id}” names it. Change or remove that first; nothing was kept."
            )


def _missing(owner: type, owner_id: str, other: type, id: str) -> DanglingReference:
    return DanglingReference(
        f"The {noun_of(owner)} “{owner_id}” names the {noun_of(other)} “{id}”, which is neither "
        "in the graph nor in this change; nothing was kept."
    )


def naming(
    transaction: Transaction, kind: Kind, ids: Sequence[str], *, travelled: bool = True
) -> Iterator[tuple[type, str, str]]:
    """Who names some records: the class and id of the one that names, and the id it names.

    Parameters
    ----------
    travelled
        Whether travel times are among them, of which there may be millions.
    """
    for owner in NODES:
        for link in owner.links:
            if link.other is kind.label:
                name = "from_start" if link.inward else "from_end"
                text = for_link(name, *reading.typed(owner, link))
                for part in reading.in_parts(ids):
                    for start, end, _, _ in transaction.run(text, ids=part).values():
                        yield owner.record, *((end, start) if link.inward else (start, end))
    if travelled:
        yield from travel.naming(transaction, kind.label, ids)
    if kind.label is Label.ORGANISATION:
        text = statement("tie/of_organisations")
        for part in reading.in_parts(ids):
            for tie_id, id in transaction.run(text, ids=part).values():
                yield Tie, tie_id, id
    if kind.label is Label.SOURCE:
        yield from _resting(transaction, ids)


def _resting(transaction: Transaction, ids: Sequence[str]) -> Iterator[tuple[type, str, str]]:
    """Which records rest on some sources; what changes say of the past does not hold them."""
    for owner in NODES:
        text = for_label("sourced", owner.label)
        for id, source in transaction.run(text, ids=list(ids), most=MOST_SHOWN).values():
            yield owner.record, id, source
    text = for_label("sourced", Label.TRAVEL_TIMES)
    for id, source in transaction.run(text, ids=list(ids), most=MOST_SHOWN).values():
        yield TravelTime, id, source
    text = statement("tie/sourced")
    for id, source in transaction.run(text, ids=list(ids), most=MOST_SHOWN).values():
        yield Tie, id, source
