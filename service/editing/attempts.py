"""What somebody typed into the form of a row that they had seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from graph.errors import InvalidData
from graph.model import Record
from service.editing.fields import Field, Typed

Row = TypeVar("Row", bound=Record)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt(Generic[Row]):
    """A row as somebody would have it.

    Attributes
    ----------
    record
        The row, None where something was wrong.
    problems
        What was wrong, each with its field.
    """

    record: Row | None
    problems: tuple[InvalidData, ...] = ()


def attempt(seen: Row, fields: Sequence[Field], typed: Typed) -> Attempt[Row]:
    """The row that somebody had seen, as they would have it.

    A field whose inputs are as the form showed them keeps its value, also one that the form
    could not have said exactly. Whatever is no field stays as it was, whoever sends it.

    Parameters
    ----------
    seen
        The row that the form showed.
    fields
        The fields of the form.
    typed
        What came back, by input.
    """
    values: dict[str, Any] = {}
    problems: list[InvalidData] = []
    for field in fields:
        if _untouched(field, getattr(seen, field.name), typed):
            continue
        try:
            values[field.name] = field.read(typed)
        except InvalidData as problem:
            problems.append(InvalidData(str(problem), field=problem.field or field.name))
    if problems:
        return Attempt(record=None, problems=tuple(problems))
    try:
        return Attempt(record=replace(seen, **values))
    except InvalidData as problem:
        return Attempt(record=None, problems=(problem,))


def _untouched(field: Field, value: Any, typed: Typed) -> bool:
    """Whether the inputs of a field are as a form shows a value that may stand there."""
    if field.required and value in (None, "", ()):
        return False
    return all(_sent(typed.get(name)) == _sent(shown) for name, shown in field.typed(value).items())


def _sent(texts: Sequence[str] | None) -> list[str]:
    """Texts as a browser sends them: an empty one is as good as none."""
    ended = (text.replace("\r\n", "\n").replace("\r", "\n").strip() for text in texts or ())
    return [text for text in ended if text]


def typed_of(record: Record, fields: Sequence[Field]) -> dict[str, list[str]]:
    """What the form shows for a row."""
    shown: dict[str, list[str]] = {}
    for field in fields:
        shown.update(field.typed(getattr(record, field.name)))
    return shown


def inputs_of(fields: Sequence[Field], typed: Typed) -> dict[str, list[str]]:
    """Of what was sent, what belongs to the fields of a form."""
    return {name: list(typed[name]) for field in fields for name in field.inputs() if name in typed}
