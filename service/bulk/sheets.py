"""The sheets of an organisation's rows: what each is called, its headings, its cells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from graph.model import Activity, Asset, Contact, Organisation, Record
from graph.model import Request as Wanted
from seeds.tables import plain
from service.editing.fields import Field
from service.editing.kinds import FIELDS

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSheet:
    """One kind of row as a sheet.

    Attributes
    ----------
    kind
        The class of its records.
    title
        What the sheet is called.
    id_heading
        Over the column of ids; it tells which kind a table holds.
    """

    kind: type[Record]
    title: str
    id_heading: str

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields, one a column, after the ids."""
        return FIELDS[self.kind]

    @property
    def headings(self) -> tuple[str, ...]:
        """What stands over the columns."""
        return (self.id_heading, *(field.short for field in self.fields))

    def cells(self, record: Any) -> tuple[str, ...]:
        """A row's cells, harmless for a spreadsheet program."""
        texts = (field.cell_of(getattr(record, field.name)) for field in self.fields)
        return (record.id, *(guarded(text) for text in texts))

    def columns(self) -> dict[str, Field]:
        """The fields by their headings as :func:`~seeds.tables.plain` has them."""
        return {plain(field.short): field for field in self.fields}


SHEETS: dict[str, RowSheet] = {
    "asset": RowSheet(kind=Asset, title="What we share", id_heading="Asset id"),
    "activity": RowSheet(kind=Activity, title="What we run", id_heading="Activity id"),
    "request": RowSheet(kind=Wanted, title="What we ask for", id_heading="Request id"),
    "contact": RowSheet(kind=Contact, title="How to reach us", id_heading="Contact id"),
    "organisation": RowSheet(kind=Organisation, title="About us", id_heading="Organisation id"),
}
"""The sheets by the word of their kind, in order."""

WORDS_TITLE = "Words"
"""The sheet that lists which words may stand where."""


def guarded(text: str) -> str:
    """A text that no spreadsheet program takes for a formula; :func:`unguarded` undoes it."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text of a cell as it was before it was made harmless."""
    return text[1:] if _GUARDED.match(text) else text
