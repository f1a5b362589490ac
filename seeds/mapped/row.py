"""One row of a mapped spreadsheet: its cells as values, each problem marked at its cell."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as Pairs
from dataclasses import dataclass, field
from datetime import time
from typing import Any, TypeVar

from graph.errors import InvalidData
from graph.model import AgeRange, Day, Season, WeeklyTime
from seeds.contacts import without_contacts
from seeds.mapped.ages import OLDEST, ages_of
from seeds.mapped.cells import understood
from seeds.mapped.fields import AGES_MARKED, ITSELF, Look, MappedField
from seeds.mapped.grid import Grid
from seeds.mapped.mapping import Mapping
from seeds.mapped.times import EARLIEST, in_order, joined, sessions_on
from seeds.mapped.understood import Understood

R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A problem at a cell.

    Attributes
    ----------
    row, column
        Where; the column is empty where it is about the row as a whole.
    message
        What was wrong or how it was taken, and what would be right.
    refuses
        Whether the row cannot be taken for it; otherwise the cell was left out or taken otherwise.
    field, text
        The field that could not be read, and what stands there; empty where it is something else.
    """

    row: int
    column: str
    message: str
    refuses: bool
    field: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A mapping applied to a table: where the columns of each field stand."""

    grid: Grid
    mapping: Mapping
    fields: Pairs[str, MappedField]
    at: Pairs[str, tuple[int, ...]]


@dataclass(slots=True)
class MappedRow:
    """One row; what cannot be read is marked, and answered with nothing.

    Attributes
    ----------
    plan
        The table and how it is read.
    number, cells
        The row.
    marks
        What is wrong with it.
    """

    plan: Plan
    number: int
    cells: tuple[str, ...]
    marks: list[Mark] = field(default_factory=list)
    _known: dict[str, Any] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether the row can be taken."""
        return not any(mark.refuses for mark in self.marks)

    def mark(
        self, name: str, message: str, *, refuses: bool, text: str = "", about: str = ""
    ) -> None:
        """Mark a problem at the first column of a field; ``about`` is another that it is about."""
        at = self.plan.at.get(name, ())
        column = next((self.plan.grid.columns[one] for one in at if self.cells[one]), "")
        column = column or (self.plan.grid.columns[at[0]] if at else "")
        new = Mark(
            row=self.number,
            column=column,
            message=message,
            refuses=refuses,
            field=(about or name) if text else "",
            text=text,
        )
        if new not in self.marks:
            self.marks.append(new)

    def text(self, name: str) -> str:
        """The cell of a field as the mapping reads it; several cells with commas between."""
        at = self.plan.at.get(name, ())
        parts = dict.fromkeys(self.cells[one] for one in at if self.cells[one])
        text = self.plan.mapping.read_as(name, ", ".join(parts)) if parts else ""
        text = text or self.plan.mapping.otherwise.get(name, "")
        if name == "organisation" and text.casefold() == ITSELF:
            text = self.text("name")
        field = self.plan.fields.get(name)
        if field is None or field.look is not Look.TEXT or name == "id":
            return text
        kept = without_contacts(text)
        if kept != " ".join(text.split()).strip(" ,;|-"):
            told = "How to reach somebody was left out: it needs their consent."
            self.mark(name, told, refuses=False)
        return kept

    def value(self, name: str, *, needed: bool = False) -> Any:
        """A field's value; None where the cell is empty, or cannot be read, which is marked."""
        if name not in self._known:
            self._known[name] = self._read(name, self.text(name), needed=needed)
        found = self._known[name]
        if found is None and needed and self.ok:
            label = self.plan.fields[name].label.lower()
            self.mark(name, f"The row says no {label}; every row needs it.", refuses=True)
        return found

    def _read(self, name: str, text: str, *, needed: bool) -> Any:
        if not text or name not in self.plan.fields:
            return None
        found = understood(self.plan.fields[name], text)
        return self._kept(name, text, found, needed=needed)

    def _kept(self, name: str, text: str, found: Understood, *, needed: bool = False) -> Any:
        """The value of what was understood; what was not is marked."""
        if not found.read:
            told = found.told if needed else f"{found.told} It was left out."
            self.mark(name, told, refuses=needed, text=text)
            return None
        if found.told:  # another word may be chosen for what was taken for one of ours
            asked = text if self.plan.fields[name].terms is not None else ""
            self.mark(name, found.told, refuses=False, text=asked)
        return found.value

    def whole(self, name: str) -> int | None:
        """A whole number."""
        value = self.value(name)
        if value is None:
            return None
        if value != int(value):
            self.mark(name, "This is no whole number. It was left out.", refuses=False)
            return None
        return int(value)

    def within(self, name: str, low: float, high: float) -> Any:
        """A number between two, marked and left out where it is not."""
        value = self.value(name)
        if value is not None and not low <= value <= high:
            message = f"{value:,g} is outside {low:g} to {high:,g}. It was left out."
            self.mark(name, message, refuses=False)
            return None
        return value

    def ages(self, *, needed: bool) -> AgeRange | None:
        """The ages that a row says, in one column, in two, or by marks in several."""
        before = self.plan.mapping.otherwise.get("ages", "")
        written = self.plan.at.get("ages", ()) and any(
            self.cells[at] for at in self.plan.at["ages"]
        )
        found = self.value("ages", needed=needed and bool(written)) if written else None
        found = found or self._ages_in_two() or self._ages_marked()
        if found is None and before and self.ok:
            found = ages_of(before).value
        if found is None and needed and self.ok:
            self.mark("ages", "The row says no ages; every activity needs them.", refuses=True)
        return found if isinstance(found, AgeRange) else None

    def _ages_in_two(self) -> AgeRange | None:
        youngest, oldest = self.value("age_from"), self.value("age_to")
        if youngest is None and oldest is None:
            return None
        if youngest is None or oldest is None:
            end = (
                f"oldest age is said; taken as {OLDEST}"
                if oldest is None
                else "youngest is said; taken as 0"
            )
            self.mark("age_from", f"No {end}.", refuses=False)
        return self.build(
            lambda: AgeRange(
                age_from=0 if youngest is None else youngest,
                age_to=OLDEST if oldest is None else oldest,
            ),
            {"age_to": "age_to"},
        )

    def _ages_marked(self) -> AgeRange | None:
        found: list[AgeRange] = []
        for at in self.plan.at.get(AGES_MARKED, ()):
            is_marked = understood(self.plan.fields[AGES_MARKED], self.cells[at]).value
            ages = ages_of(self.plan.grid.columns[at].strip("'’ ")).value if is_marked else None
            if ages is not None:
                found.append(ages)
        if not found:
            return None
        reach = AgeRange(
            age_from=min(one.age_from for one in found), age_to=max(one.age_to for one in found)
        )
        held = {age for one in found for age in range(one.age_from, one.age_to + 1)}
        if len(held) < reach.years:
            message = f"Some ages between are not marked; taken as {reach}."
            self.mark(AGES_MARKED, message, refuses=False)
        return reach

    def times(self) -> tuple[WeeklyTime, ...]:
        """The weekly times that a row says, in one column or in several; each once."""
        days, start, end = self.value("days") or (), self.value("start"), self.value("end")
        found: tuple[WeeklyTime, ...] = self._sessions(days) or ()
        season = self.value("season") or Season.ALL_YEAR
        if days and (start is None) != (end is None):
            self.mark("start", "Only one end of the time is said; it was left out.", refuses=False)
        if start is not None and start < EARLIEST:
            early = f"{start:%H:%M} is early in the morning; for the evening write 18:30 or 6.30pm."
            self.mark("start", early, refuses=False)
        if days and isinstance(start, time) and isinstance(end, time):
            told = joined(days, start, end, season)
            if not told.read:
                self.mark("end", f"{told.told} It was left out.", refuses=False)
            found = (*found, *(told.value or ()))
        elif found and season is not Season.ALL_YEAR:
            found = tuple(
                WeeklyTime(day=one.day, start=one.start, end=one.end, season=season)
                if one.season is Season.ALL_YEAR
                else one
                for one in found
            )
        return in_order(found)

    def _sessions(self, days: tuple[Day, ...]) -> Any:
        """Times in words, with the days of another column where they name none themselves."""
        text = self.text("sessions")
        if not days or not text or "sessions" not in self.plan.fields:
            return self.value("sessions")
        if "sessions" not in self._known:
            self._known["sessions"] = self._kept("sessions", text, sessions_on(days, text))
        return self._known["sessions"]

    def build(self, make: Callable[[], R], columns: Pairs[str, str]) -> R | None:
        """Make an object; the model's own refusal refuses the row."""
        try:
            return make()
        except InvalidData as error:
            self.mark(columns.get(error.field, error.field), str(error), refuses=True)
            return None


def plan_of(grid: Grid, mapping: Mapping, fields: Pairs[str, MappedField]) -> Plan:
    """Where the columns of a mapping stand in a table, without regard to case."""
    names = {name.casefold(): at for at, name in enumerate(grid.columns)}
    at: dict[str, list[int]] = {}
    for column, name in mapping.columns.items():
        if column.casefold() in names and name in fields:
            at.setdefault(name, []).append(names[column.casefold()])
    return Plan(
        grid=grid,
        mapping=mapping,
        fields=fields,
        at={name: tuple(sorted(where)) for name, where in at.items()},
    )
