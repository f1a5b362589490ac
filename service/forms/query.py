"""Reading an address's query: what is wrong becomes a problem on the page, never an error 500."""

from __future__ import annotations

import math
from typing import TypeVar

from werkzeug.datastructures import MultiDict

from graph.model import Term
from service.pages import Problem

Word = TypeVar("Word", bound=Term)

TEXT_LENGTH = 200


class Query:
    """The parameters of an address, read one by one.

    Parameters
    ----------
    given
        ``request.args``. Names that nobody reads are ignored.

    Attributes
    ----------
    problems
        What was wrong so far; the value read is then the default.
    """

    def __init__(self, given: MultiDict[str, str]) -> None:
        self._given = given
        self.problems: list[Problem] = []

    def wrong(self, message: str, field: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(message=message, field=field))

    def text(self, name: str, what: str) -> str:
        """A text without spaces around it; empty where there is none."""
        value = self._given.get(name, "").strip()
        if len(value) > TEXT_LENGTH:
            self.wrong(f"{what} is too long; use at most {TEXT_LENGTH} characters.", name)
            return ""
        return "".join(c for c in value if c.isprintable())

    def long_text(self, name: str) -> str:
        """A text of any length, without spaces around it; empty where there is none."""
        return self._given.get(name, "").strip()

    def word(self, name: str, kind: type[Word], what: str) -> Word | None:
        """One word of a vocabulary, None where there is none."""
        value = self._given.get(name, "").strip()
        if not value:
            return None
        try:
            return kind(value)
        except ValueError:
            self.wrong(f"{what} cannot be “{value[:50]}”; choose from the list.", name)
            return None

    def words(self, name: str, kind: type[Word], what: str) -> tuple[Word, ...]:
        """Several words of a vocabulary, each once, in the vocabulary's order."""
        given = {value.strip() for value in self._given.getlist(name)} - {""}
        known = {word.value for word in kind}
        for value in sorted(given - known)[:3]:
            self.wrong(f"{what} cannot be “{value[:50]}”; choose from the list.", name)
        return tuple(word for word in kind if word.value in given)

    def whole(self, name: str, what: str, *, default: int, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``."""
        value = self._given.get(name, "").strip()
        if not value:
            return default
        if len(value) > 9 or not (value.isascii() and value.isdigit()):
            self.wrong(f"{what} must be a whole number from {low} to {high:,}.", name)
            return default
        if not low <= int(value) <= high:
            self.wrong(f"{what} must be from {low} to {high:,}; {int(value):,} is not.", name)
            return default
        return int(value)

    def decimal(self, name: str, what: str, *, low: float, high: float) -> float | None:
        """A number from ``low`` to ``high``, None where there is none."""
        value = self._given.get(name, "").strip()
        if not value:
            return None
        plain = len(value) <= 20 and value.isascii() and "_" not in value
        try:
            number = float(value) if plain else math.nan
        except ValueError:
            number = math.nan
        if not low <= number <= high:
            self.wrong(f"{what} must be a number from {low:g} to {high:g}.", name)
            return None
        return number
