"""Keeping young people's own data out: dates of birth, and ages of people with names.

Hedgerow holds nothing about anybody under 18. A table that has a column for it, or a text in
which it stands, is refused with the reason, before anything of it is kept.
"""

from __future__ import annotations

import re

from seeds.reading import Faults

WHY = "Hedgerow keeps nothing about single young people; take it out, here and from the file."

SHORTEST = 8
"""Characters up to which no text can tell of a birth."""

_COLUMN = re.compile(
    r"(?:^|[^a-z])(?:d\.?o\.?b|born(?:[^a-z]*on)?|(?:date|day|year|month)[^a-z]*of[^a-z]*birth"
    r"|birth[^a-z]*(?:date|day|year)|birthdate|birthday)(?:[^a-z0-9]|$)",
    re.IGNORECASE,
)
_CHILD = re.compile(
    r"^(?:the )?(?:child|kid|pupil|minor|young person)(?:’s|'s|s)? "
    r"(?:(?:first |last |full |sur)?name|initials|age|address|e-?mail|phone|gender|number|id)s?$"
    r"|^(?:age|name|address|initials) of (?:the |each )?(?:child|kid|pupil|minor|young person)$",
    re.IGNORECASE,
)
"""A column about single children; “children” and “ages” are about groups."""
_DATE = (
    r"(?:[0-9]{1,2}[-/. ](?:[0-9]{1,2}|[a-z]{3,9})[-/. ](?:19|20)?[0-9]{2}"
    r"|(?:19|20)[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2})"
)
_BORN = re.compile(
    r"\b(?:d\.?o\.?b\.?|date\s+of\s+birth|birth\s*date|birthday|born(?:\s+on)?)\b[\s:=.,-]{0,5}"
    rf"(?:is\s+|the\s+)?{_DATE}",
    re.IGNORECASE,
)
_BIRTHS = ("birth", "born", "dob", "d.o", "do.b")
"""One of these stands in whatever ``_BORN`` finds; looking for them first is many times quicker."""
_AGED = re.compile(
    r"\b[A-Z][a-z’'-]{1,30}\s+[A-Z][a-z’'-]{1,30}\s*(?:,\s*|\(\s*|\s+(?:is|who is)\s+)"
    r"(?:aged?\s+(?:[4-9]|1[0-7])(?:\s+(?:years?|yrs?)(?:\s+old)?)?"
    r"|(?:[4-9]|1[0-7])\s*(?:years?(?:\s+old)?|yrs?))\b(?!\s*(?:to|and|or|plus|up|[-–+0-9]))"
)
"""A name in two words, and an age below 18 that is no range of ages."""


def is_birth_column(name: str) -> bool:
    """Whether a column's name says that it holds when people were born."""
    return bool(_COLUMN.search(name.replace("_", " ")))


def is_child_column(name: str) -> bool:
    """Whether a column's name says that it is about single children."""
    return bool(_CHILD.search(" ".join(name.replace("_", " ").split())))


def tells_birth(text: str) -> bool:
    """Whether a text says when somebody was born, or how old a child with a name is."""
    lower = text.lower()
    if any(part in lower for part in _BIRTHS) and _BORN.search(text):
        return True
    return bool(_AGED.search(text))


def check_columns_of_people(columns: tuple[str, ...], faults: Faults, *, row: int = 1) -> None:
    """Note every column that holds when people were born, or is about single children."""
    for name in columns:
        if is_child_column(name):
            faults.add(f"This column is about single children. {WHY}", row=row, column=name)
        if is_birth_column(name):
            faults.add(f"This column tells when people were born. {WHY}", row=row, column=name)


def check_cell_of_people(text: str, faults: Faults, *, row: int, column: str) -> None:
    """Note a cell that tells when somebody was born; long texts as far as they may be kept."""
    if tells_birth(text[:20_000]):
        faults.add(f"This tells when somebody was born. {WHY}", row=row, column=column)
