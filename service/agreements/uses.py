"""What is asked of whoever writes down a use, and reading it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from graph.errors import InvalidData
from graph.model import Use
from service.editing.fields import Day, Field, LongText, Number, Typed, read_fields

MOST_HOURS = 500

FIELDS: tuple[Field, ...] = (
    Day(name="on", label="On which day?", short="Day", required=True),
    Number(
        name="hours",
        label="For how many hours?",
        short="Hours",
        hint="Such as 2.5",
        required=True,
        least=0.1,
        most=MOST_HOURS,
        unit="hours",
    ),
    Number(
        name="young_people",
        label="How many young people came?",
        short="Young people",
        hint="A number, never names. Leave it empty where nobody counted.",
        whole=True,
        most=100_000,
        unit="young people",
    ),
    LongText(
        name="note",
        label="Anything to note?",
        short="Note",
        hint="Such as: the heating was off. Do not name anybody under 18.",
    ),
)


def read_use(typed: Typed, new: Use, *, today: date) -> tuple[Use | None, tuple[InvalidData, ...]]:
    """A use with what was typed, or what was wrong.

    Parameters
    ----------
    new
        The entry that is corrected, or an empty one.
    """
    values, problems = read_fields(FIELDS, typed)
    on: Any = values.get("on")
    if on is not None and on > today:
        wrong = InvalidData("Day: a use is written down once it has been.", field="on")
        problems = (*problems, wrong)
    if problems:
        return None, problems
    try:
        return replace(new, **values), ()
    except InvalidData as problem:
        return None, (problem,)
