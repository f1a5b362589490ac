"""Rows taken out of a network and put into it, with every reference to them kept right.

The tables of a :class:`~graph.network.Network` name each other by row number. Take a row out
and the rows after it move up; what belonged to it goes with it, or stands without it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.model import Day, WeeklyTime
from graph.network import Flags, Index, Network, Table

_DAYS = tuple(Day)

BELONGS: dict[str, dict[str, str]] = {
    "population": {"area": "areas"},
    "within": {"inner": "areas", "outer": "areas"},
    "stands_in": {"left": "sites", "right": "areas"},
    "serves": {"left": "organisations", "right": "areas"},
    "activities": {"organisation": "organisations"},
    "availability": {"owner": "assets"},
    "requests": {"organisation": "organisations"},
    "wanted_times": {"owner": "requests"},
    "wanted_in": {"left": "requests", "right": "areas"},
    "sessions": {"owner": "activities"},
    "delivers_with": {"left": "activities", "right": "organisations"},
    "contributes": {"left": "activities"},
    "grants": {"funder": "organisations", "recipient": "organisations"},
    "benefits": {"left": "grants", "right": "areas"},
    "ties": {"left": "organisations", "right": "organisations"},
    "travel": {"area": "areas", "site": "sites"},
}
"""By table and column, the table whose rows it names; a row goes with the row that it names."""

STANDS_WITHOUT: dict[str, dict[str, str]] = {
    "organisations": {"site": "sites"},
    "assets": {"organisation": "organisations", "site": "sites"},
    "requests": {"site": "sites"},
    "activities": {"site": "sites"},
}
"""The same for rows that stand without the row that they named; the reference becomes -1."""

ORDER = ("areas", "sites", "organisations", "assets", "requests", "activities", "grants")
"""Tables that others name, each after those that it names itself."""


def without(network: Network, gone: Mapping[str, Flags]) -> Network:
    """A network without some rows.

    Parameters
    ----------
    gone
        By table, which of its rows go. Tables that are not named lose only what belongs to
        a row that goes.
    """
    kept = {name: ~flags for name, flags in gone.items() if flags.any()}
    if not kept:
        return network
    changed: dict[str, Any] = {}
    for name in (*ORDER, *(n for n in _tables(network) if n not in ORDER)):
        table = getattr(network, name)
        keep = kept.get(name, np.ones(_length(table), dtype=bool))
        for column, target in BELONGS.get(name, {}).items():
            if target in kept:
                keep = keep & kept[target][getattr(table, column)]
        renumbered = {
            column: _moved_up(getattr(table, column), kept[target])
            for column, target in {**BELONGS.get(name, {}), **STANDS_WITHOUT.get(name, {})}.items()
            if target in kept
        }
        if not keep.all():
            kept[name] = keep
            columns = {f.name: getattr(table, f.name) for f in fields(table)} | renumbered
            changed[name] = replace(table, **{k: column[keep] for k, column in columns.items()})
        elif renumbered:
            changed[name] = replace(table, **renumbered)
    return replace(network, **changed)


def row_of(table: Table, id: str) -> int:
    """The row of an id, -1 for none; without the list of all ids that a table makes once."""
    at = bisect_left(table.id, id)
    return at if at < len(table.id) and table.id[at] == id else -1


def with_row(network: Network, table: str, id: str, **values: object) -> Network:
    """A network with one more row in a table, at its id's place in the order.

    Parameters
    ----------
    values
        By column; a column that is not named gets what stands for "not known" in it.
    """
    old = getattr(network, table)
    at = bisect_left(old.id, id)
    given = {"id": id, **values}
    columns = {f.name: _widened(getattr(old, f.name), at, given.get(f.name)) for f in fields(old)}
    changed: dict[str, Any] = {table: replace(old, **columns)}
    for references in (BELONGS, STANDS_WITHOUT):
        for name, named in references.items():
            if name not in _tables(network):
                continue
            for column, target in named.items():
                if target == table:
                    one = changed.get(name, getattr(network, name))
                    changed[name] = replace(one, **{column: _moved_down(getattr(one, column), at)})
    return replace(network, **changed)


def with_sessions(network: Network, activity: int, times: Sequence[WeeklyTime]) -> Network:
    """A network in which an activity (a row) has some weekly times more."""
    old, listed = network.sessions, sorted(times)
    new = replace(
        old,
        owner=np.append(old.owner, np.full(len(listed), activity)).astype(np.int32),
        day=np.append(old.day, [_DAYS.index(time.day) for time in listed]).astype(np.int32),
        start=np.append(old.start, [time.start_minute for time in listed]).astype(np.int32),
        end=np.append(old.end, [time.end_minute for time in listed]).astype(np.int32),
        season=np.append(old.season, np.array([str(time.season) for time in listed])),
    )
    # Times stand in the order of their owners.
    order = np.argsort(new.owner, kind="stable")
    columns = {field.name: getattr(new, field.name)[order] for field in fields(new)}
    return replace(network, sessions=replace(new, **columns))


def _tables(network: Network) -> tuple[str, ...]:
    known = {*ORDER, *BELONGS}
    return tuple(f.name for f in fields(network) if f.name in known)


def _length(table: Any) -> int:
    return len(getattr(table, fields(table)[0].name))


def _moved_up(references: Index, kept: Flags) -> Index:
    """References after rows went; -1 where the row named went, or none was named."""
    row = np.where(kept, np.cumsum(kept) - 1, -1).astype(np.int32)
    answer: Index = np.append(row, np.int32(-1))[references]
    return answer


def _moved_down(references: Index, at: int) -> Index:
    answer: Index = (references + (references >= at)).astype(np.int32)
    return answer


def _widened(column: npt.NDArray[Any], at: int, value: object) -> npt.NDArray[Any]:
    """A column with one more value; text of a vocabulary may be longer than any before it."""
    one = np.empty(1, dtype=object if column.dtype == object else None)
    if column.dtype == object:
        one[0] = value
    elif value is not None:
        one = np.array([value])
    else:
        one = np.array([_NOT_KNOWN[column.dtype.kind]])
    if column.dtype.kind != "U":
        one = one.astype(column.dtype)
    return np.concatenate([column[:at], one, column[at:]])


_NOT_KNOWN: dict[str, object] = {
    "f": np.nan,
    "i": -1,
    "b": False,
    "U": "",
    "M": np.datetime64("NaT"),
}
