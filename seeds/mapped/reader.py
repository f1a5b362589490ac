"""Reading a mapped spreadsheet: the rows that can be taken as records, the others with reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping as Pairs
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from graph.errors import RowError
from graph.model import Activity, AgeRange, AssetKind, Record, Source, Theme
from seeds.mapped.around import Around, Organisations, Sites
from seeds.mapped.fields import Look, MappedField
from seeds.mapped.grid import Grid, read_grid
from seeds.mapped.lists import FIELDS
from seeds.mapped.making import Maker
from seeds.mapped.mapping import Mapping
from seeds.mapped.row import MappedRow, Mark, plan_of
from seeds.mapped.times import in_order
from seeds.reading import STEP, Progress, Reading, counted, refusal

MOST_UNKNOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """What stands in cells of a field and is not understood.

    Attributes
    ----------
    field
        The field.
    text
        What stands there.
    rows
        In how many rows.
    reason
        What would be right.
    """

    field: MappedField
    text: str
    rows: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """A spreadsheet as a mapping reads it.

    Attributes
    ----------
    grid, mapping
        The table, and how it was read.
    reading
        What can be taken.
    marks
        What is wrong, cell by cell, in the order of the rows.
    unknown
        What is not understood: first what refuses rows, then the most frequent.
    """

    grid: Grid
    mapping: Mapping
    reading: Reading
    marks: tuple[Mark, ...]
    unknown: tuple[Unknown, ...]


def read_mapped(
    path: Path,
    mapping: Mapping,
    *,
    around: Around | None = None,
    progress: Progress | None = None,
) -> Mapped:
    """Read a CSV or XLSX file by a mapping.

    Parameters
    ----------
    path
        The file.
    mapping
        How it is read.
    around
        What the graph and a file of postcodes know.
    progress
        Told how far it is.

    Raises
    ------
    FileRefused
        There is no table in it, it tells about single children, or none of the mapping's columns
        is there.
    """
    return mapped(read_grid(path, mapping.head), mapping, around=around, progress=progress)


def mapped(
    grid: Grid,
    mapping: Mapping,
    *,
    around: Around | None = None,
    progress: Progress | None = None,
) -> Mapped:
    """Read a table by a mapping; see :func:`read_mapped`."""
    fields = {field.name: field for field in FIELDS[mapping.listed]}
    plan = plan_of(grid, mapping, fields)
    if not plan.at:
        names = ", ".join(list(mapping.columns)[:8])
        raise refusal(
            grid.file,
            f"None of the columns of the mapping “{mapping.name}” is there; it names {names}.",
            row=grid.header_row,
        )
    work = _Work(mapping, around or Around())
    faulty: dict[int, list[Mark]] = {}
    for number, column, message in grid.faulty:
        mark = Mark(row=number, column=column, message=message, refuses=True)
        faulty.setdefault(number, []).append(mark)
    for done, (number, cells) in enumerate(grid.rows):
        if progress is not None and done % STEP == 0:
            progress(f"Reading {grid.file}", done, len(grid.rows))
        work.take(MappedRow(plan, number, cells, faulty.get(number, [])))
    there = {name.casefold() for name in grid.columns}
    gone = [name for name in mapping.columns if name.casefold() not in there]
    notes = [f"{grid.file}: there is no column “{name}”, which the mapping has." for name in gone]
    return Mapped(
        grid=grid,
        mapping=mapping,
        reading=work.reading(grid, (*grid.notes, *notes)),
        marks=tuple(work.marks),
        unknown=_unknown(work.marks, fields),
    )


class _Work:
    """What the rows make, one by one."""

    def __init__(self, mapping: Mapping, around: Around) -> None:
        self.mapping = mapping
        self.source = Source(id=mapping.id, name=mapping.name)
        self.organisations = Organisations(around, mapping.id, self.source.id)
        self.sites = Sites(around, self.source.id)
        self.maker = Maker(mapping.id, self.source.id, self.organisations, self.sites)
        self.records: dict[str, tuple[Record, int]] = {}
        self.marks: list[Mark] = []
        self.seen: set[str] = set()
        self.joined = 0

    def take(self, row: MappedRow) -> None:
        """Make the record of a row, and keep what is wrong with it."""
        record = self.maker.record(self.mapping.listed, row)
        if record is not None:
            self._keep(record, row)
        elif row.text("id") or row.text("name"):
            self.seen.add(self.maker.id_of(row))
        self.marks += row.marks

    def _keep(self, record: Record, row: MappedRow) -> None:
        before = self.records.get(record.id)
        if before is None:
            self.records[record.id] = record, row.number
            return
        first, number = before
        if first == record:
            row.mark("name", f"Says the same as row {number:,}; kept once.", refuses=False)
        elif isinstance(first, Activity) and isinstance(record, Activity) and not row.text("id"):
            self.records[record.id] = _both(first, record), number
            self.joined += 1
            row.mark("name", _added(first, record, number), refuses=False)
        else:
            row.mark(
                "id" if row.text("id") else "name",
                f"Row {number:,} has the same name and place (or id) but says something else; "
                "take one out, or tell them apart.",
                refuses=True,
            )

    def reading(self, grid: Grid, notes: tuple[str, ...]) -> Reading:
        """What can be taken of a table."""
        records = [record for record, _ in self.records.values()]
        named = {getattr(one, "site_id", None) for one in records}
        runs = {getattr(one, "organisation_id", None) for one in records}
        sites = [one for id, one in sorted(self.sites.made.items()) if id in named]
        there = {record.id for record in records}
        organisations = [
            one
            for id, one in sorted(self.organisations.made.items())
            if id in runs and id not in there
        ]
        refused = tuple(_refused(grid.file, self.marks))
        made = Counter(one.kind.label for one in organisations)
        told = (
            *_by_name(grid.file, "theme", self.maker.taken_from_names[Theme]),
            *_by_name(grid.file, "kind", self.maker.taken_from_names[AssetKind]),
            *_made(grid.file, made),
            *_told(grid.file, self.marks),
        )
        return Reading(
            records=(self.source, *sites, *organisations, *records),
            notes=(*notes, *told),
            refused=refused,
            seen=frozenset(self.seen),
        )


_KEPT_OF_THE_FIRST = {
    "theme": "theme",
    "audience": "audience",
    "description": "description",
    "website": "web address",
    "places": "places",
    "cost_pounds": "cost",
    "entry": "way in",
    "verified_on": "day of checking",
}


def _added(first: Activity, again: Activity, number: int) -> str:
    """What became of another row of an activity: what is added, and what it says in vain."""
    what = "times"
    if again.ages != first.ages:
        what = f"times and ages (together {_both(first, again).ages})"
    told = f"The same activity as in row {number:,}; its {what} were added to that."
    left = [
        label
        for name, label in _KEPT_OF_THE_FIRST.items()
        if getattr(again, name) not in (None, "", getattr(first, name))
    ]
    if not left:
        return told
    return f"{told} Its {' and '.join(left)} differ and were left out; give it a name of its own."


def _both(first: Activity, again: Activity) -> Activity:
    """Two rows of one activity: the times of both, and the ages of both."""
    return replace(
        first,
        sessions=in_order((*first.sessions, *again.sessions)),
        ages=AgeRange(
            age_from=min(first.ages.age_from, again.ages.age_from),
            age_to=max(first.ages.age_to, again.ages.age_to),
        ),
    )


def _refused(file: str, marks: list[Mark]) -> list[RowError]:
    """Every row that is refused, once, with all the reasons."""
    by_row: dict[int, list[Mark]] = {}
    for mark in marks:
        if mark.refuses:
            by_row.setdefault(mark.row, []).append(mark)
    errors: list[RowError] = []
    for row, (first, *more) in by_row.items():
        also = "".join(
            f" Also{f', column “{one.column}”' if one.column else ''}: {one.message}"
            for one in more
        )
        message = f"{first.message}{also}"
        errors.append(RowError(file=file, row=row, column=first.column, message=message))
    return errors


def _by_name(file: str, what: str, taken: Counter[str]) -> list[str]:
    """Which themes or kinds nobody wrote down."""
    if not taken:
        return []
    rows = counted(taken.total(), "row says", "rows say")
    return [f"{file}: {rows} no {what}; it was taken from the name: {_words(taken)}."]


def _made(file: str, kinds: Counter[str]) -> list[str]:
    """Which organisations are not known here."""
    if not kinds:
        return []
    told = counted(kinds.total(), "organisation is", "organisations are")
    return [f"{file}: {told} not known here and made anew, as {_words(kinds)}."]


def _words(counts: Counter[str]) -> str:
    return ", ".join(f"{label} ({number:,})" for label, number in counts.most_common())


def _told(file: str, marks: list[Mark]) -> list[str]:
    """What was taken otherwise or left out, a sentence for each column."""
    by_column: dict[str, list[Mark]] = {}
    for mark in marks:
        if not mark.refuses:
            by_column.setdefault(mark.column, []).append(mark)
    return [
        f"{file}, column “{column}”: {counted(len(each), 'cell was', 'cells were')} left out or "
        f"taken otherwise; the first, in row {each[0].row:,}: {each[0].message}"
        for column, each in by_column.items()
    ]


def _unknown(marks: list[Mark], fields: Pairs[str, MappedField]) -> tuple[Unknown, ...]:
    counts: Counter[tuple[str, str]] = Counter()
    reasons: dict[tuple[str, str], str] = {}
    refusing = {(mark.field, mark.text) for mark in marks if mark.refuses}
    for mark in marks:
        if mark.field and mark.text and fields[mark.field].look not in _NOT_ASKED:
            key = mark.field, mark.text
            counts[key] += 1
            reasons.setdefault(key, mark.message)
    return tuple(
        Unknown(field=fields[name], text=text, rows=rows, reason=reasons[name, text])
        for (name, text), rows in sorted(
            counts.items(), key=lambda one: (one[0] not in refusing, -one[1])
        )[:MOST_UNKNOWN]
    )


_NOT_ASKED = (Look.POSTCODE, Look.WEB, Look.DEGREES, Look.NUMBER)


def as_written(value: Any) -> str:
    """A value in words, for showing what a cell becomes."""
    if isinstance(value, tuple):
        return "; ".join(as_written(one) for one in value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:,.2f}".removesuffix(".00")
    return str(getattr(value, "label", value))
