"""A network renewed: the one before, with the records that changed since put in their place.

After a small write almost every row is as it was. :func:`renewed` reads only what was touched
and gives exactly the network that :func:`graph.tables.network_of` makes of all records, row for
row: rows stay in the order of ids, and whoever names a row that moved names its new number.
What did not change at all is shared with the network before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from typing import Any, get_args, get_type_hints

import numpy as np
import numpy.typing as npt

from graph.columns import text
from graph.errors import DanglingReference
from graph.model import (
    Activity,
    Area,
    Asset,
    Grant,
    Organisation,
    Request,
    Site,
    Source,
    Tie,
    TimesTo,
    TravelTime,
)
from graph.model.travel import parts_of
from graph.naming import Named
from graph.network import Network, TravelTable
from graph.tables import part_of

Touched = Mapping[type, AbstractSet[str]]
"""Ids by class: what was added, changed or removed."""

_Column = npt.NDArray[Any]
_Naming = Mapping[str, str]

OWN: Mapping[str, tuple[type, _Naming]] = {
    "areas": (Area, {}),
    "sites": (Site, {}),
    "organisations": (Organisation, {"site": "sites"}),
    "assets": (Asset, {"organisation": "organisations", "site": "sites"}),
    "requests": (Request, {"organisation": "organisations", "site": "sites"}),
    "activities": (Activity, {"organisation": "organisations", "site": "sites"}),
    "grants": (Grant, {"funder": "organisations", "recipient": "organisations"}),
    "ties": (Tie, {"left": "organisations", "right": "organisations"}),
}
"""Tables with a row for each record: its class, and which columns are rows of which table."""

OWNED: Mapping[str, tuple[str, str, _Naming]] = {
    "population": ("area", "areas", {}),
    "within": ("inner", "areas", {"outer": "areas"}),
    "stands_in": ("left", "sites", {"right": "areas"}),
    "serves": ("left", "organisations", {"right": "areas"}),
    "availability": ("owner", "assets", {}),
    "wanted_times": ("owner", "requests", {}),
    "wanted_in": ("left", "requests", {"right": "areas"}),
    "sessions": ("owner", "activities", {}),
    "delivers_with": ("left", "activities", {"right": "organisations"}),
    "benefits": ("left", "grants", {"right": "areas"}),
}
"""Tables with many rows for a record: the column of the owner, its table, and as above."""

TIMES: _Naming = {"area": "areas", "site": "sites", "source": "sources"}
"""The columns of the travel times that are rows of other tables."""


@cache
def listed() -> Mapping[str, type[Any]]:
    """The fields of a network that are tuples of records, and of which class."""
    hints = get_type_hints(Network)
    return {
        each.name: get_args(hints[each.name])[0]
        for each in fields(Network)
        if hints[each.name] is not str and not is_dataclass(hints[each.name])
    }


@dataclass(frozen=True, slots=True)
class _Moves:
    """Where the rows of a table go.

    Attributes
    ----------
    kept
        The rows before that stay as they are.
    order
        Of the kept rows and then the new ones, as the rows stand afterwards.
    placed
        The row afterwards of each new one.
    rows
        The row afterwards of each row before, -1 where it is gone; one more -1 at the end.
    same
        Whether every row before is there, at its place.
    """

    kept: npt.NDArray[np.intp]
    order: npt.NDArray[np.intp]
    placed: npt.NDArray[np.intp]
    rows: npt.NDArray[np.int32]
    same: bool

    def carried(self, column: _Column) -> _Column:
        """A column of rows before as one of rows afterwards.

        Raises
        ------
        DanglingReference
            What it names is gone.
        """
        if self.same:
            return column
        found = self.rows[column]
        if np.any((found < 0) & (column >= 0)):
            raise DanglingReference("A record that did not change names one that is gone.")
        return found


def _moves(before: _Column, touched: AbstractSet[str], new: _Column) -> _Moves:
    """How rows move when the touched ids go and new ones come; both columns are in order."""
    length = len(before)
    again = np.array(sorted(touched), dtype=object)
    at = np.searchsorted(before, again)
    gone = at[[place < length and before[place] == id for place, id in zip(at, again, strict=True)]]
    kept = np.delete(np.arange(length), gone)
    stays = len(kept)
    order = np.insert(
        np.arange(stays), np.searchsorted(before[kept], new), stays + np.arange(len(new))
    )
    place = np.empty(len(order), dtype=np.intp)
    place[order] = np.arange(len(order))
    rows = np.full(length + 1, -1, dtype=np.int32)
    rows[kept] = place[:stays]
    found = dict(zip(new, place[stays:], strict=True))
    rows[gone] = [found.get(before[row], -1) for row in gone]
    same = length == len(order) and bool(np.array_equal(rows[:-1], np.arange(length)))
    return _Moves(kept, order, place[stays:], rows, same)


def renewed(
    network: Network,
    records: Iterable[object],
    *,
    touched: Touched,
    revision: str,
    times: Iterable[TimesTo] = (),
) -> Network:
    """The network that a network has become.

    Parameters
    ----------
    network
        As it was.
    records
        The touched records that are there now, in any order.
    touched
        Every record that was added, changed or removed since, and any others.
    revision
        Which revision it has become.
    times
        All travel times to the sites of the touched ones.

    Raises
    ------
    DanglingReference
        A record names another that is not there: not everything that was touched was told.
    """
    now: dict[type, list[Any]] = {}
    for record in records:
        now.setdefault(type(record), []).append(record)
    tuples: dict[str, Any] = {
        name: _renewed_tuple(getattr(network, name), now.get(kind, ()), touched.get(kind, ()))
        for name, kind in listed().items()
    }
    moves, ids = _all_moves(network, now, touched)
    tabled = [record for kind, _ in OWN.values() for record in now.get(kind, ())]
    part = part_of(
        tabled, Named(**{each.name: ids[each.name] for each in fields(Named)}), times=times
    )
    sites = {parts_of(id)[2] for id in touched.get(TravelTime, ())}
    tables: dict[str, Any] = {
        **{name: _own(network, part, name, moves, touched) for name in OWN},
        **{name: _owned(network, part, name, moves, touched) for name in OWNED},
        "travel": _travel(network, part.travel, sites, moves),
    }
    return replace(network, revision=revision, **tuples, **tables)


def _all_moves(
    network: Network, now: Mapping[type, list[Any]], touched: Touched
) -> tuple[dict[str, _Moves], dict[str, _Column]]:
    """How the rows move of every table that is named, and the ids that stand in it afterwards."""
    moves, ids = {}, {}
    for name, kind in {
        **{name: kind for name, (kind, _) in OWN.items()},
        "sources": Source,
    }.items():
        table = getattr(network, name)
        before = text(each.id for each in table) if isinstance(table, tuple) else table.id
        new = text(sorted(record.id for record in now.get(kind, ())))
        moves[name] = _moves(before, touched.get(kind, frozenset()), new)
        ids[name] = np.concatenate([before[moves[name].kept], new])[moves[name].order]
    return moves, ids


def _renewed_tuple(
    before: tuple[Any, ...], now: Iterable[Any], touched: Iterable[str]
) -> tuple[Any, ...]:
    again = frozenset(touched)
    if not again:
        return before
    stays = (record for record in before if record.id not in again)
    return tuple(sorted((*stays, *now), key=lambda record: record.id))


def _own(
    network: Network, part: Network, name: str, moves: Mapping[str, _Moves], touched: Touched
) -> Any:
    """A table with a row for each record."""
    kind, naming = OWN[name]
    table, new, ours = getattr(network, name), getattr(part, name), moves[name]
    if not touched.get(kind):
        return _renamed(table, naming, moves)
    columns = {}
    for each in fields(table):
        column = getattr(table, each.name)[ours.kept]
        if each.name in naming:
            column = moves[naming[each.name]].carried(column)
        columns[each.name] = np.concatenate([column, getattr(new, each.name)])[ours.order]
    return type(table)(**columns)


def _renamed(table: Any, naming: _Naming, moves: Mapping[str, _Moves]) -> Any:
    """A table whose own rows stay, with the numbers of what they name; itself where all do."""
    moved = {
        column: moves[other].carried(getattr(table, column))
        for column, other in naming.items()
        if not moves[other].same
    }
    return replace(table, **moved) if moved else table


def _owned(
    network: Network, part: Network, name: str, moves: Mapping[str, _Moves], touched: Touched
) -> Any:
    """A table with many rows for each record, in the order of their owners."""
    owner, of, naming = OWNED[name]
    table, new, ours = getattr(network, name), getattr(part, name), moves[of]
    if not touched.get(OWN[of][0]):
        return _renamed(table, {owner: of, **naming}, moves)
    stays = np.isin(getattr(table, owner), ours.kept)
    owners = np.concatenate(
        [ours.rows[getattr(table, owner)[stays]], ours.placed[getattr(new, owner)]]
    ).astype(np.int32)
    order = np.argsort(owners, kind="stable")
    columns = {owner: owners[order]}
    for each in fields(table):
        if each.name != owner:
            column = getattr(table, each.name)[stays]
            if each.name in naming:
                column = moves[naming[each.name]].carried(column)
            columns[each.name] = np.concatenate([column, getattr(new, each.name)])[order]
    return type(table)(**columns)


def _travel(
    network: Network, new: TravelTable, sites: AbstractSet[str], moves: Mapping[str, _Moves]
) -> TravelTable:
    """The travel times; those to some sites are told anew."""
    table = network.travel
    again = [row for id in sites if (row := network.sites.rows.get(id)) is not None]
    stays = ~np.isin(table.site, again)
    if len(new) == 0 and stays.all():
        renamed: TravelTable = _renamed(table, TIMES, moves)
        return renamed
    columns = {}
    for each in fields(table):
        column = getattr(table, each.name)[stays]
        if each.name in TIMES:
            column = moves[TIMES[each.name]].carried(column)
        columns[each.name] = np.concatenate([column, getattr(new, each.name)])
    order = np.lexsort((columns["site"], columns["area"], columns["mode"]))
    return TravelTable(**{name: column[order] for name, column in columns.items()})
