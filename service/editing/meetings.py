"""Two edits of one row that met: what each changed, what they agree on, what has to be chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.model import Record, Term
from service.editing.fields import Field, Typed


class Side(Term):
    """Whose version of a field is kept."""

    THEIRS = "theirs", "Keep theirs"
    MINE = "mine", "Keep yours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """One field that somebody changed.

    Attributes
    ----------
    field
        Which.
    seen, theirs, mine
        In words: as it was when both began, as it is now, as the second would have it;
        “nothing” where there is nothing.
    side
        What is kept unless the second says otherwise: the side that alone changed it, the
        second's own where both did.
    both
        Whether both changed it, otherwise.
    """

    field: Field
    seen: str
    theirs: str
    mine: str
    side: Side
    both: bool


def meet(seen: Record, theirs: Record, mine: Record, fields: Sequence[Field]) -> tuple[Met, ...]:
    """The fields in which what is there now and what the second would have differ.

    Parameters
    ----------
    seen
        The row as both had seen it.
    theirs, mine
        As the first has saved it, and as the second would.
    fields
        The fields to compare, in order.
    """
    found = []
    for field in fields:
        was, there, wanted = (getattr(one, field.name) for one in (seen, theirs, mine))
        if there == wanted:
            continue
        both = was not in (there, wanted)
        found.append(
            Met(
                field=field,
                seen=_told(field, was),
                theirs=_told(field, there),
                mine=_told(field, wanted),
                side=Side.THEIRS if was == wanted else Side.MINE,
                both=both,
            )
        )
    return tuple(found)


def changed(before: Record, after: Record, fields: Sequence[Field]) -> bool:
    """Whether two versions of a row differ in any of some fields."""
    return any(getattr(before, field.name) != getattr(after, field.name) for field in fields)


def chosen(typed: Typed, theirs: Record, fields: Sequence[Field]) -> dict[str, list[str]]:
    """What was typed, with the other's version of each field for which it was chosen."""
    settled = {name: list(texts) for name, texts in typed.items()}
    for field in fields:
        if (settled.get(keep_name(field)) or [""])[0] == Side.THEIRS.value:
            settled.update(field.typed(getattr(theirs, field.name)))
    return settled


def keep_name(field: Field) -> str:
    """The name of the input that says whose version of a field is kept."""
    return f"keep_{field.name}"


def hidden_of(typed: Mapping[str, Sequence[str]]) -> tuple[tuple[str, str], ...]:
    """Names and values that carry what was typed through a page in between."""
    return tuple((name, text) for name, texts in typed.items() for text in texts)


def _told(field: Field, value: Any) -> str:
    return field.told(value) or "nothing"
