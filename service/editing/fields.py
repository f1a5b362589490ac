"""The fields that people fill in: how each is read, kept as typed, and said in words.

One field serves every form, every comparison of two versions and every spreadsheet: it says what
it is called, reads what was typed (:meth:`Field.read`), gives back what a form would show for a
value (:meth:`Field.typed`) and says the value in words (:meth:`Field.told`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from graph.errors import InvalidData
from graph.model import AgeRange, Term
from seeds.personal import tells_birth
from service.formats import day, listed

_NUMBER = re.compile(
    r"[+-]?(?:[0-9]{1,30}\.?[0-9]{0,400}|\.[0-9]{1,400})(?:e[+-]?[0-9]{1,3})?", re.I
)
_YEARS = range(1900, 2200)

LONGEST_SEARCHED = 20_000
"""Characters of a text that are searched: more than any record keeps."""

Typed = Mapping[str, list[str]]
"""What was typed, by the name of the input."""


def first(typed: Typed, name: str) -> str:
    """What was typed into an input, without spaces around it; empty where nothing was."""
    found = typed.get(name) or [""]
    return found[0].strip()


def of_nobody_young(text: str, name: str) -> str:
    """The text, unless it tells when somebody was born or how old a child with a name is.

    Raises
    ------
    InvalidData
        It does; Hedgerow keeps nothing about single young people.
    """
    if tells_birth(text[:LONGEST_SEARCHED]):
        raise InvalidData(
            "This tells when somebody was born, or how old a child is. Hedgerow keeps nothing "
            "about single young people; take it out.",
            field=name,
        )
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing to fill in: text on one line, unless a subclass says otherwise.

    Attributes
    ----------
    name
        The field of the record; its inputs begin with it.
    label
        The question, as a form asks it.
    short
        What it is called in tables and comparisons.
    hint
        What helps to answer, empty for none.
    required
        Whether it may not stay empty.
    unit
        What a number counts ("young people"), empty for none.
    """

    widget: ClassVar[str] = "input"
    name: str
    label: str
    short: str
    hint: str = ""
    required: bool = False
    unit: str = ""

    def read(self, typed: Typed) -> Any:
        """The value of what was typed.

        Raises
        ------
        InvalidData
            It is no value of this field; the message says what would be right.
        """
        return self.of_cell(first(typed, self.name))

    def of_cell(self, text: str) -> Any:
        """The value of a cell of a spreadsheet; raise InvalidData as :meth:`read` does."""
        if self.required and not text.strip():
            raise InvalidData(f"{self.short}: this cannot stay empty.", field=self.name)
        return self.value_of(text.strip())

    def value_of(self, text: str) -> Any:
        """The value of a text, which may be empty, without spaces around it."""
        return of_nobody_young(" ".join(text.split()), self.name)

    def text_of(self, value: Any) -> str:
        """A value as text that :meth:`value_of` reads again."""
        return "" if value is None else str(value)

    def cell_of(self, value: Any) -> str:
        """A value as people read it in a spreadsheet; :meth:`of_cell` reads it again."""
        return self.text_of(value)

    def typed(self, value: Any) -> dict[str, list[str]]:
        """What the inputs of a form show for a value."""
        return {self.name: [self.text_of(value)]}

    def told(self, value: Any) -> str:
        """A value in words; empty where it is not known."""
        return "" if value is None else str(value)

    def inputs(self) -> tuple[str, ...]:
        """The names of its inputs."""
        return (self.name,)


@dataclass(frozen=True, slots=True, kw_only=True)
class LongText(Field):
    """Text of several lines."""

    widget: ClassVar[str] = "textarea"

    def value_of(self, text: str) -> Any:
        """The text, with the line ends of a Unix file."""
        plain = text.replace("\r\n", "\n").replace("\r", "\n").strip()
        return of_nobody_young(plain, self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Field):
    """One term of a vocabulary."""

    widget: ClassVar[str] = "radios"
    terms: tuple[Term, ...]
    empty: Any = None
    hints: Mapping[str, str] | None = None

    def value_of(self, text: str) -> Any:
        """The term of a stored value or a label."""
        if not text:
            return self.empty
        for term in self.terms:
            if text == term.value or text.casefold() == term.label.casefold():
                return term
        known = listed(tuple(term.label for term in self.terms))
        raise InvalidData(f"“{text[:60]}” is none of {known}.", field=self.name)

    def text_of(self, value: Any) -> str:
        """The stored value."""
        return value.value if value is not None else ""

    def cell_of(self, value: Any) -> str:
        """The label."""
        return self.told(value)

    def told(self, value: Any) -> str:
        """The label."""
        return str(value.label) if value is not None else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices(Choice):
    """Any number of terms of a vocabulary."""

    widget: ClassVar[str] = "checkboxes"

    def read(self, typed: Typed) -> Any:
        """The terms that were ticked, in the order of the vocabulary."""
        return self.of_cell(";".join(typed.get(self.name, [])))

    def value_of(self, text: str) -> Any:
        """The terms of a text with semicolons between."""
        parts = (part.strip() for part in text.split(";"))
        chosen = {Choice.value_of(self, part) for part in parts if part}
        return tuple(term for term in self.terms if term in chosen)

    def text_of(self, value: Any) -> str:
        """The stored values, with semicolons between."""
        return ";".join(term.value for term in value or ())

    def cell_of(self, value: Any) -> str:
        """The labels, with semicolons between."""
        return "; ".join(term.label for term in value or ())

    def typed(self, value: Any) -> dict[str, list[str]]:
        """The stored values."""
        return {self.name: [term.value for term in value or ()]}

    def told(self, value: Any) -> str:
        """The labels."""
        return listed(tuple(term.label for term in value or ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Field):
    """A number from ``least`` to ``most``, whole or not; pounds where the unit says so."""

    widget: ClassVar[str] = "number"
    whole: bool = False
    least: float = 0.0
    most: float = 1e9

    def value_of(self, text: str) -> Any:
        """The number, however people write it: “£2,000.50”, “16 seats” is not one."""
        plain = text.replace(",", "").replace("£", "").replace(" ", "")
        if not plain:
            return None
        value = float(plain) if _NUMBER.fullmatch(plain) else float("nan")
        if not self.least <= value <= self.most:
            what = "a whole number" if self.whole else "a number"
            raise InvalidData(
                f"“{text[:60]}” is not {what} from {self.least:g} to {self.most:,.15g}.",
                field=self.name,
            )
        if not self.whole:
            return value + 0.0  # never minus nothing
        if value != int(value):
            raise InvalidData(f"“{text[:60]}” is not a whole number.", field=self.name)
        return int(value)

    def text_of(self, value: Any) -> str:
        """The number without grouping, to its last digit."""
        if value is None:
            return ""
        return format(Decimal(repr(value)), "f").removesuffix(".0")

    def told(self, value: Any) -> str:
        """The number with its unit."""
        if value is None:
            return ""
        if self.unit.startswith("pounds"):
            words = f"£{value:,.2f}".removesuffix(".00")
            return f"{words}{self.unit.removeprefix('pounds')}" if value else "free"
        words = f"{value:,.12g}"
        return f"{words} {self.unit}" if self.unit else words


@dataclass(frozen=True, slots=True, kw_only=True)
class Degrees(Number):
    """Degrees of latitude or longitude; telephones' pads for numbers have no minus."""

    widget: ClassVar[str] = "input"


@dataclass(frozen=True, slots=True, kw_only=True)
class YesNo(Field):
    """Yes, no, or not known; where ``sure`` only yes or no."""

    widget: ClassVar[str] = "yes_no"
    sure: bool = False

    def value_of(self, text: str) -> Any:
        """Yes, no, or None for nothing."""
        plain = text.casefold()
        if plain in ("yes", "y", "true", "1"):
            return True
        if plain in ("no", "n", "false", "0") or (self.sure and not plain):
            return False
        if plain in ("", "unknown", "not known") and not self.sure:
            return None
        raise InvalidData(f"“{text[:60]}” is neither yes nor no.", field=self.name)

    def text_of(self, value: Any) -> str:
        """yes, no, or nothing."""
        return "" if value is None else "yes" if value else "no"

    def typed(self, value: Any) -> dict[str, list[str]]:
        """yes, no or unknown."""
        return {self.name: [self.text_of(value) or Answer.UNKNOWN.value]}

    def told(self, value: Any) -> str:
        """yes, no, or nothing."""
        return self.text_of(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ages(Field):
    """From which age to which, both included."""

    widget: ClassVar[str] = "ages"

    def read(self, typed: Typed) -> Any:
        """The ages of two inputs."""
        low, high = (first(typed, name) for name in self.inputs())
        if bool(low) != bool(high):
            raise InvalidData("Give both ages, the youngest and the oldest.", field=self.name)
        return self.of_cell(f"{low} to {high}" if low else "")

    def value_of(self, text: str) -> Any:
        """The ages of “11 to 19” or “11-19”."""
        if not text:
            return None
        low, _, high = text.replace("–", "-").replace("to", "-").partition("-")
        low, high = low.strip(), (high or low).strip()
        if not (low.isdecimal() and high.isdecimal() and len(low + high) < 7):
            raise InvalidData("Ages are whole numbers of years, such as 11 to 19.", field=self.name)
        try:
            return AgeRange(age_from=int(low), age_to=int(high))
        except InvalidData as problem:
            raise InvalidData(str(problem), field=self.name) from None

    def text_of(self, value: Any) -> str:
        """The two ages with “to” between: a dash would become a day in a spreadsheet."""
        return "" if value is None else str(value)

    def typed(self, value: Any) -> dict[str, list[str]]:
        """The two ages."""
        ages = ("", "") if value is None else (str(value.age_from), str(value.age_to))
        return {name: [age] for name, age in zip(self.inputs(), ages, strict=True)}

    def inputs(self) -> tuple[str, ...]:
        """The youngest, the oldest."""
        return (self.name, f"{self.name}_to")


@dataclass(frozen=True, slots=True, kw_only=True)
class Day(Field):
    """A day of the calendar."""

    widget: ClassVar[str] = "date"

    def value_of(self, text: str) -> Any:
        """The day of 2026-11-22 or 22/11/2026."""
        if not text:
            return None
        parts = [part.strip() for part in text.replace("/", "-").split("-")]
        ordered = parts if len(parts[0]) == 4 else parts[::-1]
        try:
            year, month, of_month = (int(part) for part in ordered if len(part) <= 4)
            if year not in _YEARS:
                raise ValueError(year)
            return date(year, month, of_month)
        except ValueError:
            raise InvalidData(
                f"“{text[:60]}” is not a day; write it as 22/11/2026.", field=self.name
            ) from None

    def text_of(self, value: Any) -> str:
        """The day, year first."""
        return "" if value is None else value.isoformat()

    def told(self, value: Any) -> str:
        """The day in words."""
        return "" if value is None else day(value)


class Answer(Term):
    """What a question of yes and no can be answered with."""

    YES = "yes", "Yes"
    NO = "no", "No"
    UNKNOWN = "unknown", "I do not know"


def yes_no(sure: bool) -> tuple[Answer, ...]:
    """The answers that are offered; where ``sure`` only yes and no."""
    return (Answer.YES, Answer.NO) if sure else tuple(Answer)


def read_fields(
    fields: Iterable[Field], typed: Typed
) -> tuple[dict[str, Any], tuple[InvalidData, ...]]:
    """The values of several fields, and what was wrong with those that have none."""
    values: dict[str, Any] = {}
    problems: list[InvalidData] = []
    for field in fields:
        try:
            values[field.name] = field.read(typed)
        except InvalidData as problem:
            problems.append(InvalidData(str(problem), field=problem.field or field.name))
    return values, tuple(problems)
