"""One thing that programs may ask for: its columns, its rows, and what may be asked of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from pydantic import BaseModel

from graph.errors import NotFound
from graph.network import Network
from graph.tables import network_of
from service import access
from service.access import Access
from service.answers import Answer
from service.exports import Cell, Sheet

LONGEST = 200
"""Characters of a text that is asked for."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A parameter of an address.

    Attributes
    ----------
    name
        As it stands in the address.
    kind
        Its type, as pydantic reads it; ``list[…]`` for one that may be given several times.
    words
        What it does, in a sentence.
    example
        A value that makes sense.
    needed
        Whether nothing is answered without it.
    low, high
        Of a number, both included; None for no end. ``high`` of a text is its length.
    """

    name: str
    kind: Any
    words: str
    example: str | int | float = ""
    needed: bool = False
    low: float | None = None
    high: float | None = None

    @property
    def bounds(self) -> dict[str, Any]:
        """What pydantic is told of the values."""
        if self.kind is str:
            return {"min_length": 1, "max_length": int(self.high or LONGEST)}
        named = {"ge": self.low, "le": self.high}
        return {name: value for name, value in named.items() if value is not None}


@dataclass(frozen=True, kw_only=True)
class Listed:
    """What a request asked for.

    Attributes
    ----------
    network
        The snapshot that it is of.
    sheet, rows
        Its columns, and every row in order.
    answer
        What it comes to, in words; None for mere records.
    totals
        What it comes to, in numbers, as the resource's own model has them; None for none.
    by_id
        Rows by their ids, None where one has to look through them.
    steady
        Whether the same revision gives the same answer; otherwise only its content tells.
    """

    network: Network
    sheet: Sheet[Any]
    rows: Sequence[Any]
    answer: Answer | None = None
    totals: BaseModel | None = None
    by_id: Mapping[str, Any] | None = None
    steady: bool = True

    def id_of(self, row: Any) -> str:
        """The id of a row: its first cell."""
        return str(self.sheet.columns[0].cell(row))

    def row(self, id: str) -> Any:
        """The row of an id; raise NotFound where there is none."""
        if self.by_id is not None:
            if id not in self.by_id:
                raise NotFound(f"row of {self.sheet.name}", id)
            return self.by_id[id]
        for row in self.rows:
            if self.id_of(row) == id:
                return row
        raise NotFound(f"row of {self.sheet.name}", id)


@dataclass(frozen=True, kw_only=True, eq=False)
class Resource:
    """One list of the API, and of the services of maps.

    Attributes
    ----------
    name
        The word of its address: "organisations".
    model
        What one row is called: "Organisation".
    title, about
        For people.
    group
        Under which heading it is documented.
    columns
        Its columns, from the network that has nothing in it.
    listed
        What this request asks for of it.
    filters
        What may be asked.
    items
        Whether one row can be asked for by its id.
    placed
        Whether rows have a place on a map.
    outlined
        Whether rows are areas, whose outlines are their shapes.
    asks
        Whether the filters are a question that every row answers.
    totals
        The model of what all its rows come to, None for none.
    who
        Who may ask.
    """

    name: str
    model: str
    title: str
    about: str
    group: str
    columns: Callable[[Network], Sheet[Any]]
    listed: Callable[[], Listed]
    filters: tuple[Filter, ...] = ()
    items: bool = True
    placed: bool = False
    outlined: bool = False
    asks: bool = False
    totals: type[BaseModel] | None = None
    who: Access = access.public

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(column.heading for column in self.columns(nothing()).columns)

    @property
    def sheet_name(self) -> str:
        """What its sheet is called, for what columns mean."""
        return self.columns(nothing()).name

    @property
    def row_filters(self) -> tuple[Filter, ...]:
        """Those that change what one row says: a finding depends on its question."""
        return self.filters if self.asks else ()

    @property
    def id_heading(self) -> str:
        """The column that says which row it is."""
        return self.headings[0]


@lru_cache(maxsize=1)
def nothing() -> Network:
    """The network that has nothing in it."""
    return network_of(())


def holds(cell: Cell, value: str) -> bool:
    """Whether a cell is a value, or has it among others."""
    return value in cell if isinstance(cell, tuple) else cell is not None and str(cell) == value
