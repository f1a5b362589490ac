"""The fields that people fill in: how each is read, kept as typed, and said in words.

One field serves every form, every comparison of two versions and every spreadsheet: it says what
it is called, reads what was typed (:meth:`Field.read`), gives back what a form would show for a
value (:meth:`Field.typed`) and says the value in words (:meth:`Field.told`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from graph.errors import InvalidData
from graph.model import AgeRange, Term
from service.formats import day, listed, number

Typed = Mapping[str, list[str]]
"""What was typed, by the name of the input."""


def first(typed: Typed, name: str) -> str:
    """What was typed into an input, without spaces around it; empty where nothing was."""
    found = typed.get(name) or [""]
    return found[0].strip()


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
        text = first(typed, self.name)
        if self.required and not text:
            raise InvalidData(f"{self.short}: this cannot stay empty.", field=self.name)
        return self.value_of(text)

    def value_of(self, text: str) -> Any:
        """The value of a text as a spreadsheet's cell would have it."""
        return " ".join(text.split())

    def text_of(self, value: Any) -> str:
        """A value as a spreadsheet's cell would have it; :meth:`value_of` reads it again."""
        return "" if value is None else str(value)

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
        return text.replace("\r\n", "\n").replace("\r", "\n").strip()


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

    def told(self, value: Any) -> str:
        """The label."""
        return str(value.label) if value is not None else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices(Choice):
    """Any number of terms of a vocabulary."""

    widget: ClassVar[str] = "checkboxes"

    def read(self, typed: Typed) -> Any:
        """The terms that were ticked, in the order of the vocabulary."""
        return self.value_of(";".join(typed.get(self.name, [])))

    def value_of(self, text: str) -> Any:
        """The terms of a text with semicolons between."""
        parts = (part.strip() for part in text.split(";"))
        chosen = {Choice.value_of(self, part) for part in parts if part}
        return tuple(term for term in self.terms if term in chosen)

    def text_of(self, value: Any) -> str:
        """The stored values, with semicolons between."""
        return ";".join(term.value for term in value)

    def typed(self, value: Any) -> dict[str, list[str]]:
        """The stored values."""
        return {self.name: [term.value for term in value]}

    def told(self, value: Any) -> str:
        """The labels."""
        return listed(tuple(term.label for term in value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Field):
    """A number that is not negative, whole or not; pounds where the unit says so."""

    widget: ClassVar[str] = "number"
    whole: bool = False
    most: float = 1e9

    def value_of(self, text: str) -> Any:
        """The number, however people write it: “£2,000.50”, “16 seats” is not one."""
        plain = text.replace(",", "").replace("£", "").replace(" ", "")
        if not plain:
            return None
        try:
            value = float(plain)
        except ValueError:
            value = float("nan")
        if not 0 <= value <= self.most:
            what = "a whole number" if self.whole else "a number"
            raise InvalidData(
                f"“{text[:60]}” is not {what} from 0 to {number(self.most)}.", field=self.name
            )
        if not self.whole:
            return value
        if value != int(value):
            raise InvalidData(f"“{text[:60]}” is not a whole number.", field=self.name)
        return int(value)

    def text_of(self, value: Any) -> str:
        """The number without grouping."""
        return "" if value is None else f"{value:.12g}"

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
        if plain in ("", "unknown", "not known"):
            return None
        raise InvalidData(f"“{text[:60]}” is neither yes nor no.", field=self.name)

    def text_of(self, value: Any) -> str:
        """yes, no, or nothing."""
        return "" if value is None else "yes" if value else "no"

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
        if not low and not high:
            return self.value_of("")
        if not low or not high:
            raise InvalidData("Give both ages, the youngest and the oldest.", field=self.name)
        return self.value_of(f"{low}-{high}")

    def value_of(self, text: str) -> Any:
        """The ages of “11-19”."""
        if not text:
            if self.required:
                raise InvalidData("Say from which age to which.", field=self.name)
            return None
        low, _, high = text.replace("–", "-").replace(" to ", "-").partition("-")
        low, high = low.strip(), (high or low).strip()
        if not (low.isdecimal() and high.isdecimal() and len(low + high) < 7):
            raise InvalidData("Ages are whole numbers of years, such as 11 to 19.", field=self.name)
        try:
            return AgeRange(age_from=int(low), age_to=int(high))
        except InvalidData as problem:
            raise InvalidData(str(problem), field=self.name) from None

    def text_of(self, value: Any) -> str:
        """The two ages with a dash between."""
        return "" if value is None else f"{value.age_from}-{value.age_to}"

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
        parts = text.replace("/", "-").split("-")
        ordered = parts if len(parts[0]) == 4 else parts[::-1]
        try:
            return date(*(int(part) for part in ordered))
        except (ValueError, TypeError):
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
