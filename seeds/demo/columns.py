"""Records to and from CSV columns: one column a field, in the order of the record's fields.

Several values in one cell have semicolons between them. Times, dates and
vocabulary words stand as in the graph; ages as ``13-16``; people by age as
``10-14: 310``; an area's wider areas as ``cw-cornwall`` or ``cw-cornwall@0.5``
with a share. An empty cell is an unknown or an empty text.
"""

from __future__ import annotations

import csv
import io
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar

from graph.errors import InvalidData
from graph.model import AgeBand, AgeRange, WeeklyTime, Within

T = TypeVar("T")
BETWEEN = "; "


def _ages(text: str) -> AgeRange:
    first, _, last = text.partition("-")
    return AgeRange(age_from=int(first), age_to=int(last))


def _band(text: str) -> AgeBand:
    ages, _, people = text.partition(":")
    return AgeBand(ages=_ages(ages.strip()), people=float(people))


def _within(text: str) -> Within:
    area_id, _, share = text.partition("@")
    return Within(area_id=area_id, share=float(share or 1))


def _flag(text: str) -> bool:
    words = {"yes": True, "no": False}
    if text not in words:
        raise InvalidData(f"“{text}” is neither yes nor no.")
    return words[text]


_READ: Mapping[type, Callable[[str], object]] = {
    str: str,
    int: int,
    float: float,
    bool: _flag,
    date: date.fromisoformat,
    AgeRange: _ages,
    AgeBand: _band,
    Within: _within,
    WeeklyTime: WeeklyTime.parse,
}


def _write(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.10g}"
        case AgeRange():
            return f"{value.age_from}-{value.age_to}"
        case AgeBand():
            return f"{_write(value.ages)}: {_write(value.people)}"
        case Within():
            share = "" if value.share == 1 else f"@{_write(value.share)}"
            return f"{value.area_id}{share}"
        case tuple():
            return BETWEEN.join(_write(part) for part in value)
        case _:
            return str(value)


def _reader(hint: Any) -> Callable[[str], object]:
    """How to read a cell of a field with this type hint."""
    arguments = typing.get_args(hint)
    if typing.get_origin(hint) is tuple:
        part = _reader(arguments[0])
        return lambda cell: tuple(part(text.strip()) for text in cell.split(";") if text.strip())
    if isinstance(hint, UnionType) and NoneType in arguments:
        known = _reader(next(kind for kind in arguments if kind is not NoneType))
        return lambda cell: known(cell) if cell else None
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint
    return _READ[hint]


@cache
def _readers(kind: type) -> dict[str, Callable[[str], object]]:
    hints = typing.get_type_hints(kind)
    return {field.name: _reader(hints[field.name]) for field in fields(kind)}


def columns(kind: type) -> list[str]:
    """The header of a kind's table."""
    return list(_readers(kind))


def read_table(kind: Callable[..., T], text: str) -> tuple[T, ...]:
    """The records of one kind, in file order; a header alone holds none.

    Raises
    ------
    InvalidData
        A header that is not the kind's, or a cell that cannot be read, with its line.
    """
    readers = _readers(typing.cast(type, kind))
    lines = csv.DictReader(io.StringIO(text), strict=True)
    if lines.fieldnames != list(readers):
        raise InvalidData(f"The columns are {lines.fieldnames}; they should be {list(readers)}.")
    found: list[T] = []
    for row in lines:
        try:
            found.append(kind(**{name: read(row[name]) for name, read in readers.items()}))
        except (ValueError, KeyError, TypeError) as error:
            raise InvalidData(f"Line {lines.line_num}: {error}") from error
    return tuple(found)


def write_table(kind: type, records: Iterable[object]) -> str:
    """The CSV text of records of one kind, in the order given."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    header: Sequence[str] = columns(kind)
    lines.writerow(header)
    for record in records:
        lines.writerow([_write(getattr(record, name)) for name in header])
    return out.getvalue()
