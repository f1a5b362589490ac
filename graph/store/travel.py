"""Travel times in the graph: the one record that is kept many to a node.

There are millions of them, so one node holds all times to a site by one mode from one
source, as two lists. A write reads the nodes of the sites that it touches, works out what
they hold afterwards, and puts new nodes in their place. Each node has a stamp, other in each
write: of two writers to one site the later one finds another stamp, and begins anew.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from neo4j import Transaction

from graph.model import Mode, TimesTo, TravelTime
from graph.model.travel import parts_of
from graph.store import reading
from graph.store.connection import Overtaken
from graph.store.labels import Label
from graph.store.rows import Row
from graph.store.statements import statement

TIMES_AT_ONCE = 50_000

_Place = tuple[Mode, str]
_Held = dict[str, tuple[float, str | None]]  # minutes and source, by area


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a write does to travel times, found out before anything is done.

    Attributes
    ----------
    added, changed, unchanged, removed
        How many times.
    drop
        Ids and stamps of the nodes that go.
    create
        What stands in their place.
    examples
        One new or changed time of each source.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    drop: tuple[Row, ...] = ()
    create: tuple[TimesTo, ...] = ()
    examples: tuple[TravelTime, ...] = ()


def node_id(times: TimesTo) -> str:
    """The id of the node that holds some times; the mark in it stands in no id."""
    return f"{times.mode.value}|{times.site_id}|{times.source_id or ''}"


def count(transaction: Transaction) -> int:
    """How many travel times there are."""
    found = transaction.run(statement("travel/count")).single(strict=True)
    return int(found[0])


def read(transaction: Transaction, sites: Sequence[str] | None = None) -> Iterator[TimesTo]:
    """Travel times: those to some sites, or all; in no order."""
    for times, _ in _stamped(transaction, sites):
        yield times


def _stamped(
    transaction: Transaction, sites: Sequence[str] | None
) -> Iterator[tuple[TimesTo, str]]:
    if sites is None:
        yield from _told(transaction.run(statement("travel/read")))
        return
    for part in reading.in_parts(sites):
        yield from _told(transaction.run(statement("travel/of_sites"), ids=part))


def _told(found: Iterable[Any]) -> Iterator[tuple[TimesTo, str]]:
    for site_id, mode, source_id, area_ids, minutes, stamp in (row.values() for row in found):
        if mode is None:  # somebody took the node away between finding and reading it
            raise Overtaken("somebody else changes the same travel times")
        times = TimesTo(
            site_id=site_id,
            mode=Mode(mode),
            source_id=source_id,
            area_ids=area_ids,
            minutes=minutes,
        )
        yield times, stamp


def single(times: Iterable[TimesTo]) -> Iterator[TravelTime]:
    """The same times one by one."""
    for each in times:
        for area_id, minutes in zip(each.area_ids, each.minutes, strict=True):
            yield TravelTime(
                area_id=area_id,
                site_id=each.site_id,
                mode=each.mode,
                minutes=minutes,
                source_id=each.source_id,
            )


def naming(
    transaction: Transaction, label: Label, ids: Sequence[str]
) -> Iterator[tuple[type, str, str]]:
    """Which times lead from or to some areas or sites: as ``references`` tells who names whom."""
    if label is Label.SITE:
        for time in single(read(transaction, ids)):
            yield TravelTime, time.id, time.site_id
    elif label is Label.AREA and count(transaction):
        wanted = set(ids)
        for times in read(transaction):
            for time in single([times]) if wanted.intersection(times.area_ids) else ():
                if time.area_id in wanted:
                    yield TravelTime, time.id, time.area_id


def plan(
    transaction: Transaction, wanted: Mapping[str, TravelTime], leaving: Iterable[str]
) -> Plan:
    """What a write of some times, and the removal of others by id, comes to."""
    going = [parts_of(id) for id in leaving]
    if not wanted and not going:
        return Plan()
    sites = {time.site_id for time in wanted.values()} | {site_id for _, _, site_id in going}
    held, nodes = _held(transaction, sorted(sites))
    numbers = {"added": 0, "changed": 0, "unchanged": 0, "removed": 0}
    touched: set[_Place] = set()
    examples: dict[str | None, TravelTime] = {}
    for time in wanted.values():
        place = (time.mode, time.site_id)
        before, now = held[place].get(time.area_id), (time.minutes, time.source_id)
        if before == now:
            numbers["unchanged"] += 1
            continue
        numbers["added" if before is None else "changed"] += 1
        held[place][time.area_id] = now
        touched.add(place)
        examples.setdefault(time.source_id, time)
    for mode, area_id, site_id in going:
        if held[mode, site_id].pop(area_id, None) is not None:
            numbers["removed"] += 1
            touched.add((mode, site_id))
    places = sorted(touched)
    return Plan(
        **numbers,
        drop=tuple(node for place in places for node in nodes.get(place, ())),
        create=tuple(times for place in places for times in _by_source(place, held[place])),
        examples=tuple(examples.values()),
    )


def _held(
    transaction: Transaction, sites: Sequence[str]
) -> tuple[defaultdict[_Place, _Held], dict[_Place, list[Row]]]:
    """What the graph holds for some sites, and in which nodes."""
    held: defaultdict[_Place, _Held] = defaultdict(dict)
    nodes: dict[_Place, list[Row]] = {}
    for times, stamp in _stamped(transaction, sites):
        place = (times.mode, times.site_id)
        nodes.setdefault(place, []).append({"id": node_id(times), "stamp": stamp})
        known = held[place]
        for area_id, minutes in zip(times.area_ids, times.minutes, strict=True):
            known[area_id] = (minutes, times.source_id)
    return held, nodes


def _by_source(place: _Place, held: _Held) -> Iterator[TimesTo]:
    """What one site and mode hold, a piece for each source, each in the order of the areas."""
    by_source: defaultdict[str | None, list[str]] = defaultdict(list)
    for area_id in sorted(held):
        by_source[held[area_id][1]].append(area_id)
    for source_id, area_ids in by_source.items():
        yield TimesTo(
            site_id=place[1],
            mode=place[0],
            source_id=source_id,
            area_ids=area_ids,
            minutes=[held[area_id][0] for area_id in area_ids],
        )


def drop(transaction: Transaction, nodes: Sequence[Row]) -> None:
    """Take nodes of travel times away; raise Overtaken where one is not as it was read."""
    for start in range(0, len(nodes), reading.IDS_AT_ONCE):
        part = list(nodes[start : start + reading.IDS_AT_ONCE])
        gone = transaction.run(statement("travel/drop"), rows=part).single(strict=True)[0]
        if gone != len(part):
            raise Overtaken("somebody else keeps travel times to the same site")


def create(transaction: Transaction, rows: Sequence[Row]) -> int:
    """Make nodes of travel times; how many there were whose site is there."""
    found = transaction.run(statement("travel/create"), rows=list(rows)).single(strict=True)
    return int(found[0])


def batches(created: Iterable[TimesTo]) -> Iterator[list[Row]]:
    """Rows of new nodes, in parts that fit one statement."""
    stamp = uuid.uuid4().hex
    part: list[Row] = []
    size = 0
    for times in created:
        if part and size + len(times.area_ids) > TIMES_AT_ONCE:
            yield part
            part, size = [], 0
        part.append(
            {
                "id": node_id(times),
                "site_id": times.site_id,
                "mode": times.mode.value,
                "source_id": times.source_id,
                "area_ids": list(times.area_ids),
                "minutes": [float(each) for each in times.minutes],
                "stamp": stamp,
            }
        )
        size += len(times.area_ids)
    if part:
        yield part
