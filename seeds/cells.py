"""Cells of a row as numbers, terms, days and times; what does not fit is noted with its place."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import TypeVar

from graph.errors import InvalidData
from graph.model import Term, WeeklyTime, parse_times
from seeds.reading import Faults
from seeds.tables import Table, plain

T = TypeVar("T", bound=Term)
R = TypeVar("R")

_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d{1,3})?|[-+]?\d{1,3}(,\d{3})+(\.\d+)?")
_YES = {"yes", "y", "true", "1", "t"}
_NO = {"no", "n", "false", "0", "f"}
NOTHING = {"", "na", "n/a", "null", "none", "-", "..", "unknown", "not known"}


class Row:
    """One row of a table; each reader notes what is wrong and answers with nothing then.

    Parameters
    ----------
    table
        The table; its header tells which cell is which.
    number
        The row's number as a person sees it.
    cells
        Its cells.
    faults
        Where errors are noted.
    """

    __slots__ = ("_at", "_cells", "_faults", "_said", "_table", "number", "ok")

    def __init__(
        self,
        table: Table,
        number: int,
        cells: Sequence[str],
        faults: Faults,
        at: Mapping[str, int],
    ) -> None:
        self._table, self._cells, self._faults, self._at = table, cells, faults, at
        self.number = number
        self.ok = True
        self._said: set[tuple[str, str]] = set()

    @property
    def file(self) -> str:
        """The name of the row's file."""
        return self._table.file

    def fault(self, message: str, column: str = "") -> None:
        """Note an error of this row; the same one only once, however often the cell is read."""
        self.ok = False
        if (message, column) in self._said:
            return
        self._said.add((message, column))
        self._faults.add(message, row=self.number, column=self._table.written_as(column))

    def text(self, column: str) -> str:
        """The cell as it is; empty where the file has no such column."""
        at = self._at.get(column)
        return self._cells[at] if at is not None else ""

    def needed(self, column: str) -> str:
        """The cell, which must not be empty."""
        value = self.text(column)
        if not value:
            self.fault("The cell is empty; every row needs it.", column)
        return value

    def number_in(self, column: str) -> float | None:
        """A number; None where the cell is empty, "NA" or the like."""
        text = self.text(column)
        if text.lower() in NOTHING:
            return None
        bare = text.removeprefix("£").strip()
        if _NUMBER.fullmatch(bare):
            value = float(bare.replace(",", ""))
            if math.isfinite(value):
                return value
        self.fault(f"“{text[:60]}” is not a number.", column)
        return None

    def whole(self, column: str) -> int | None:
        """A whole number; "8.0" is one, "8.5" is not."""
        value = self.number_in(column)
        if value is None:
            return None
        if not value.is_integer() or abs(value) > 1e12:
            self.fault(f"“{self.text(column)}” is not a whole number.", column)
            return None
        return int(value)

    def yes_no(self, column: str) -> bool | None:
        """Yes or no; None where nothing is said."""
        text = self.text(column).lower()
        if text in NOTHING:
            return None
        if text in _YES or text in _NO:
            return text in _YES
        self.fault(f"“{self.text(column)[:60]}” is neither yes nor no.", column)
        return None

    def term(self, column: str, terms: type[T]) -> T | None:
        """A word of a vocabulary, by its value or its label; None where the cell is empty."""
        text = self.text(column)
        return self._term(text, column, terms) if text else None

    def terms(self, column: str, terms: type[T]) -> tuple[T, ...]:
        """Several words, with semicolons between."""
        found = [self._term(part, column, terms) for part in self.list(column)]
        return tuple(dict.fromkeys(word for word in found if word is not None))

    def _term(self, text: str, column: str, terms: type[T]) -> T | None:
        words = {plain(word.value): word for word in terms}
        words |= {plain(word.label): word for word in terms}
        if plain(text) in words:
            return words[plain(text)]
        near = difflib.get_close_matches(plain(text), words, n=1, cutoff=0.6)
        hint = f"Did you mean “{words[near[0]].value}”?" if near else _choice(terms)
        self.fault(f"“{text[:60]}” is not known here. {hint}", column)
        return None

    def list(self, column: str) -> tuple[str, ...]:
        """Parts of a cell, with semicolons between; each once."""
        parts = (part.strip() for part in self.text(column).split(";"))
        return tuple(dict.fromkeys(part for part in parts if part))

    def times(self, column: str) -> tuple[WeeklyTime, ...]:
        """Weekly times: ``Tue 18:00-21:00; Sat 10:00-16:00 (term)``; each once."""
        try:
            return tuple(dict.fromkeys(parse_times(self.text(column))))
        except InvalidData as error:
            self.fault(str(error), column)
            return ()

    def day(self, column: str) -> date | None:
        """A day, as 2025-03-31 or 31/03/2025."""
        text = self.text(column)
        if not text:
            return None
        for form in ("%Y-%m-%d", "%d/%m/%Y", "%Y-%m-%d %H:%M:%S"):
            try:
                return datetime.strptime(text, form).date()
            except ValueError:
                continue
        self.fault(f"“{text[:60]}” is not a day; write it as 2025-03-31 or 31/03/2025.", column)
        return None

    def build(self, make: Callable[[], R], columns: Mapping[str, str]) -> R | None:
        """Make a model object, with the model's own refusal noted at the right column.

        Parameters
        ----------
        make
            Makes the object; it may raise :class:`~graph.errors.InvalidData`.
        columns
            The column of each field that is called otherwise in the file.
        """
        try:
            return make()
        except InvalidData as error:
            column = columns.get(error.field, error.field)
            if column not in {place for _, place in self._said}:
                self.fault(str(error), column if column in self._at else "")
            return None


def _choice(terms: type[Term]) -> str:
    return f"Write one of: {', '.join(word.value for word in terms)}."


def rows_of(table: Table) -> Mapping[str, int]:
    """Where each column stands."""
    return {name: at for at, name in enumerate(table.header)}
