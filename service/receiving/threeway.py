"""Three records into one: as it was delivered last, as it comes now, as it is in the graph.

Pure. A field that somebody changed here stays as it is; a field that nobody touched takes what
comes.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any, TypeVar

from graph.blurring import blurred
from graph.errors import InvalidData
from graph.model import Organisation, Record, Site

R = TypeVar("R", bound=Any)

_TOGETHER = (
    ("latitude", "longitude"),
    ("starts_on", "ends_on"),
    ("consent", "consented_on", "visibility"),
    ("kind", "value"),
)
"""Fields that make sense with each other only: who changed one of them changed all."""

ABOUT = {"id", "source_id", "verified_on"}
"""Fields about a record, not of it: nobody is told that they stay or change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A field that stays as it is here although its source says something else.

    Attributes
    ----------
    record
        As it is here.
    field
        Which field; empty where all of the record stays, since both together would be no record.
    here, coming
        What it says here, and what the source says.
    """

    record: Record
    field: str
    here: Any
    coming: Any


def merged(here: R, coming: R, before: R | None) -> tuple[R, tuple[Kept, ...]]:
    """A record of the graph with what comes for it.

    Parameters
    ----------
    here
        As it is in the graph.
    coming
        As it comes, under the id that it has here.
    before
        As it was delivered last; None where it never was, or where that was forgotten: then only
        what is empty here is filled.

    Returns
    -------
    record
        Both in one.
    kept
        What stays as it is here although something else comes; not where the source says nothing
        of it and never did.
    """
    values: dict[str, Any] = {}
    kept: list[Kept] = []
    kind: Any = type(here)
    for names in _groups(kind):
        mine, theirs = _values(here, names), _values(coming, names)
        if mine == theirs:
            continue
        last = None if before is None else _values(before, names)
        if _takes(mine, last):
            values.update(zip(names, theirs, strict=True))
        else:
            kept += [
                Kept(record=here, field=name, here=own, coming=other)
                for name, own, other, said in zip(
                    names, mine, theirs, last or (None,) * len(names), strict=True
                )
                if own != other and name not in ABOUT and not (_empty(other) and _empty(said))
            ]
    values.update(_days(here, coming))
    values.update(_identifiers(here, coming, before))
    try:
        both: Any = replace(here, **values) if values else here
        if values and isinstance(both, Site) and both.blurred:
            both = blurred(both)  # where it is, is not learnt from others either
    except InvalidData:
        return here, (*kept, Kept(record=here, field="", here="", coming=""))
    return both, tuple(kept)


def same(here: Record, coming: Record) -> bool:
    """Whether what comes says what is here, so that nothing is to be merged."""
    kind: Any = type(here)
    return all(getattr(here, name) == getattr(coming, name) for name in _compared(kind))


@cache
def _compared(kind: Any) -> tuple[str, ...]:
    """The fields of a kind of record that a source may say something else of."""
    names = [one.name for one in fields(kind) if one.name != "id"]
    if issubclass(kind, Site):
        names.remove("area_ids")  # they follow from where it is
    return tuple(names)


@cache
def _groups(kind: Any) -> tuple[tuple[str, ...], ...]:
    """The fields of a kind of record that are taken or left together."""
    names = [name for name in _compared(kind) if name not in ("verified_on", "identifiers")]
    together = [group for group in _TOGETHER if set(names).issuperset(group)]
    grouped = {name for group in together for name in group}
    return (*together, *((name,) for name in names if name not in grouped))


def _values(record: Any, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(record, name) for name in names)


def _takes(mine: tuple[Any, ...], before: tuple[Any, ...] | None) -> bool:
    """Whether nobody changed some fields here since they were delivered."""
    if before is None:
        return all(map(_empty, mine))
    return mine == before


def _empty(value: Any) -> bool:
    return value is None or value in ("", ())


def _days(here: Any, coming: Any) -> dict[str, Any]:
    """The later of two days on which somebody said that it is right."""
    known = getattr(here, "verified_on", None)
    told = getattr(coming, "verified_on", None)
    return {"verified_on": told} if told is not None and (known is None or told > known) else {}


def _identifiers(here: Any, coming: Any, before: Any | None) -> dict[str, Any]:
    """The org-ids of both: what comes anew is added, what the source took back goes."""
    if not isinstance(here, Organisation):
        return {}
    told = before.identifiers if before is not None else ()
    gone = set(told) - set(coming.identifiers)
    stays = [one for one in here.identifiers if one not in gone]
    more = [one for one in coming.identifiers if one not in told and one not in stays]
    both = (*stays, *more)
    return {} if both == here.identifiers else {"identifiers": both}
