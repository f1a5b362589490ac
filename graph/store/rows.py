"""Records as rows of properties, and back.

A row holds what Bolt can carry: text, numbers, yes and no, dates, and lists of
one of these. What is not known (None, the empty text, the empty tuple) is
left out of the row and comes back as it was. References are not in the row:
they are relationships (:mod:`graph.store.kinds`).
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from graph.model import AgeBand, AgeRange, Term, Tie, WeeklyTime, Within
from graph.store.kinds import KIND_OF

Row = dict[str, Any]
Anything = TypeVar("Anything")
_Encode = Callable[[Any, Row], None]
_Decode = Callable[[Mapping[str, Any]], Any]

_KNOWN: dict[type, tuple[_Field, ...]] = {}
_TIE_ENDS = ("from_id", "to_id")


@dataclass(frozen=True, slots=True)
class _Field:
    """How one field of a class becomes properties, and which."""

    name: str
    properties: tuple[str, ...]
    encode: _Encode
    decode: _Decode


def _native(value: Any) -> Any:
    return value.to_native() if hasattr(value, "to_native") else value


def _moment(value: datetime) -> str:
    """A moment as text that sorts by time: the embedded server forgets time zones."""
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def _single(
    name: str, encode: Callable[[Any], Any], decode: Callable[[Any], Any], empty: Any
) -> _Field:
    """A field that is one property; ``empty`` stands for its absence."""

    def encoded(value: Any, row: Row) -> None:
        if value is not None and value != empty:
            row[name] = encode(value)

    def decoded(row: Mapping[str, Any]) -> Any:
        value = row.get(name)
        return empty if value is None else decode(value)

    return _Field(name, (name,), encoded, decoded)


def _listed(name: str, encode: Callable[[Any], Any], decode: Callable[[Any], Any]) -> _Field:
    """A tuple that is one property, a list."""
    return _single(
        name,
        lambda values: [encode(value) for value in values],
        lambda values: tuple(decode(value) for value in values),
        (),
    )


def _ages(name: str) -> _Field:
    def encoded(value: AgeRange | None, row: Row) -> None:
        if value is not None:
            row["age_from"], row["age_to"] = value.age_from, value.age_to

    def decoded(row: Mapping[str, Any]) -> AgeRange | None:
        if row.get("age_from") is None:
            return None
        return AgeRange(age_from=row["age_from"], age_to=row["age_to"])

    return _Field(name, ("age_from", "age_to"), encoded, decoded)


def _bands(name: str) -> _Field:
    columns = (f"{name}_age_from", f"{name}_age_to", f"{name}_people")

    def encoded(bands: tuple[AgeBand, ...], row: Row) -> None:
        if bands:
            row[columns[0]] = [band.ages.age_from for band in bands]
            row[columns[1]] = [band.ages.age_to for band in bands]
            row[columns[2]] = [float(band.people) for band in bands]

    def decoded(row: Mapping[str, Any]) -> tuple[AgeBand, ...]:
        found = (row.get(column) or () for column in columns)
        return tuple(
            AgeBand(ages=AgeRange(age_from=low, age_to=high), people=people)
            for low, high, people in zip(*found, strict=True)
        )

    return _Field(name, columns, encoded, decoded)


def _field(name: str, hint: Any) -> _Field:
    """The form of a field by its type."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        (hint,) = (argument for argument in arguments if argument is not type(None))
    if origin is tuple:
        item = arguments[0]
        if item is AgeBand:
            return _bands(name)
        if item is WeeklyTime:
            return _listed(name, str, WeeklyTime.parse)
        if issubclass(item, Term):
            return _listed(name, lambda term: term.value, item)
        if item is str:
            return _listed(name, str, str)
    elif hint is AgeRange:
        return _ages(name)
    elif issubclass(hint, Term):
        return _single(name, lambda term: term.value, hint, None)
    elif hint is str:
        return _single(name, str, str, "" if origin is None else None)
    elif hint in (bool, int, float):
        return _single(name, hint, hint, None)
    elif hint is date:
        return _single(name, lambda value: value, _native, None)
    elif hint is datetime:
        return _single(name, _moment, datetime.fromisoformat, None)
    raise TypeError(f"The store has no form for the field {name}: {hint}.")


def _fields(kind: type) -> tuple[_Field, ...]:
    """The fields of a class that are properties, in order."""
    if kind not in _KNOWN:
        _KNOWN[kind] = _found_fields(kind)
    return _KNOWN[kind]


def _found_fields(kind: type) -> tuple[_Field, ...]:
    hints = typing.get_type_hints(kind)
    links = {link.field for link in KIND_OF[kind].links} if kind in KIND_OF else set()
    if kind is Tie:
        links = set(_TIE_ENDS)
    return tuple(
        _field(each.name, hints[each.name]) for each in fields(kind) if each.name not in links
    )


def properties_of(kind: type) -> tuple[str, ...]:
    """The names of the properties that a kind of record has, in field order.

    A boundary has its area's id as ``id`` too, because every node has one.
    """
    names = tuple(name for each in _fields(kind) for name in each.properties)
    return names if "id" in names else ("id", *names)


def row_of(record: Any) -> Row:
    """The properties of a record; what is not known is left out."""
    row: Row = {"id": record.id}
    for each in _fields(type(record)):
        each.encode(getattr(record, each.name), row)
    return row


def record_of(
    kind: type[Anything], row: Mapping[str, Any], references: Mapping[str, Any]
) -> Anything:
    """The record of a row of properties and its references.

    Parameters
    ----------
    kind
        The class.
    row
        Properties as the server gave them.
    references
        Ids by field name; a field that is missing here has none.
    """
    values = {each.name: each.decode(row) for each in _fields(kind)}
    return kind(**values, **references)


def references_of(record: Any) -> dict[str, tuple[tuple[str, float | None], ...]]:
    """What a record names: by field, ids in order, each with a share where it has one."""
    found: dict[str, tuple[tuple[str, float | None], ...]] = {}
    for link in KIND_OF[type(record)].links:
        value = getattr(record, link.field)
        if value is None:
            found[link.field] = ()
        elif isinstance(value, str):
            found[link.field] = ((value, None),)
        else:
            found[link.field] = tuple(
                (item.area_id, float(item.share)) if isinstance(item, Within) else (item, None)
                for item in value
            )
    return found


def reference_values(
    kind: type, found: Mapping[str, list[tuple[str, float | None]]]
) -> dict[str, Any]:
    """The reverse of :func:`references_of`: the values of a record's reference fields."""
    values: dict[str, Any] = {}
    for link in KIND_OF[kind].links:
        named = found.get(link.field, [])
        if not link.many:
            values[link.field] = named[0][0] if named else None
        elif link.field == "within":
            values[link.field] = tuple(
                Within(area_id=id, share=1.0 if share is None else share) for id, share in named
            )
        else:
            values[link.field] = tuple(id for id, _ in named)
    return values
