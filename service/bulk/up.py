"""What a spreadsheet would change: read against the rows as they are, nothing kept yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from graph.errors import FileRefused, InvalidData, RowError
from graph.model import Activity, Asset, AssetKind, Organisation, Record
from graph.store import stamp_of
from seeds.files import MEBIBYTE, check_size
from seeds.reading import Faults, counted, refusal
from seeds.tables import Table, check_columns, plain, read_tables
from service.bulk.sheets import SHEETS, WORDS_TITLE, RowSheet, unguarded
from service.editing.differences import Difference, differences
from service.rows import agreed
from service.saving import Stamps, new_id

MOST_BYTES = 5 * MEBIBYTE
MOST_ROWS = 2_000

_AT_A_PLACE = (AssetKind.VENUE, AssetKind.ROOM, AssetKind.OUTDOOR_SPACE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One row that a spreadsheet would add or change.

    Attributes
    ----------
    sheet, row
        Where it stands.
    record
        As it would be.
    differences
        What is different, in words; of a new row what it would hold.
    """

    sheet: str
    row: int
    record: Any
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a spreadsheet would do.

    Attributes
    ----------
    added, changed
        The rows that would be new, or different.
    unchanged
        How many are as they were.
    refused
        What is wrong, by row and column; where anything is, nothing can be kept.
    stamps
        What the rows that would change are now.
    """

    added: tuple[Changed, ...] = ()
    changed: tuple[Changed, ...] = ()
    unchanged: int = 0
    refused: tuple[RowError, ...] = ()
    stamps: Stamps

    @property
    def records(self) -> tuple[Any, ...]:
        """The rows as they would be."""
        return tuple(one.record for one in (*self.changed, *self.added))

    @property
    def sentence(self) -> str:
        """What it would do."""
        if self.refused:
            wrong = counted(len(self.refused), "thing is", "things are")
            return f"{wrong.capitalize()} wrong in the file, so that nothing of it can be kept yet."
        if not self.records:
            return "The file changes nothing: every row is as it was."
        parts = [
            f"add {counted(len(self.added), 'row', 'rows')}" if self.added else "",
            f"change {counted(len(self.changed), 'row', 'rows')}" if self.changed else "",
        ]
        words = " and ".join(part for part in parts if part)
        return f"The file would {words}. Nothing is kept yet."


def preview(
    path: Path, owner: Organisation, rows: Mapping[type[Record], Sequence[Any]], *, today: date
) -> Preview:
    """What a file would change of an organisation's rows.

    Parameters
    ----------
    path
        An .xlsx or CSV file.
    owner
        Whose rows; new ones become theirs.
    rows
        The rows as they are, by kind.
    today
        The day on which changed rows count as checked.

    Raises
    ------
    FileRefused
        It cannot be read as such a table at all.
    """
    check_size(path, most=MOST_BYTES)
    read = read_tables(path, passing=(WORDS_TITLE,))
    tables = [(table, sheet) for table in read if (sheet := _sheet_of(table))]
    if not tables:
        known = ", ".join(f"“{sheet.id_heading}”" for sheet in SHEETS.values())
        raise refusal(
            path.name,
            f"None of its sheets is one of ours; the first column has to be one of {known}. "
            "Take the spreadsheet down again and fill that in.",
            row=1,
        )
    if sum(len(table.rows) for table, _ in tables) > MOST_ROWS:
        raise refusal(path.name, f"The file has more than {MOST_ROWS:,} rows; split it.")
    reading = _Reading(owner, rows, today)
    for table in read:
        if _sheet_of(table) is None:
            words = "The sheet is none of ours, by its first column; take it out of the file."
            reading.refuse(RowError(file=table.file, row=1, column="", message=words))
    for table, sheet in tables:
        reading.read(table, sheet)
    return reading.preview()


def _sheet_of(table: Table) -> RowSheet | None:
    """Which sheet a table is, None for one that is none of ours."""
    headings = {plain(sheet.id_heading): sheet for sheet in SHEETS.values()}
    return headings.get(table.header[0])


class _Reading:
    """The rows of some tables against those that there are."""

    def __init__(
        self, owner: Organisation, rows: Mapping[type[Record], Sequence[Any]], today: date
    ) -> None:
        self._owner, self._today = owner, today
        self._known = {
            (kind, record.id): record for kind, records in rows.items() for record in records
        }
        self._seen: set[tuple[type, str]] = set()
        self._added: list[Changed] = []
        self._changed: list[Changed] = []
        self._unchanged = 0
        self._refused: list[RowError] = []

    def refuse(self, error: RowError) -> None:
        """Note that something is wrong."""
        self._refused.append(error)

    def read(self, table: Table, sheet: RowSheet) -> None:
        """Read one table."""
        faults = Faults(table.file)
        check_columns(
            table,
            known=[plain(heading) for heading in sheet.headings],
            required=[plain(sheet.id_heading)],
            faults=faults,
        )
        if faults:
            self._refused += faults.errors
            return
        for number, cells in table.rows:
            typed = dict(zip(table.header, cells, strict=True))
            try:
                self._row(table, sheet, number, typed)
            except FileRefused as refused:
                self._refused += refused.errors

    def _row(self, table: Table, sheet: RowSheet, number: int, typed: Mapping[str, str]) -> None:
        faults, id = Faults(table.file), typed[plain(sheet.id_heading)]
        before = self._known.get((sheet.kind, id)) if id else None
        if id and before is None:
            raise refusal(
                table.file,
                f"“{id[:60]}” is the id of none of your rows; leave it empty for a new row.",
                row=number,
                column=sheet.id_heading,
            )
        if (sheet.kind, id) in self._seen:
            raise refusal(
                table.file,
                "The row stands there twice; keep one.",
                row=number,
                column=sheet.id_heading,
            )
        if id:
            self._seen.add((sheet.kind, id))
        values = self._values(sheet, number, typed, before, faults)
        if before is None and sheet.kind is Organisation:
            faults.add("Only your own organisation stands on this sheet.", row=number)
        faults.raise_any()
        try:
            after = self._made(sheet, values, before)
        except InvalidData as problem:
            column = next((f.short for f in sheet.fields if f.name == problem.field), "")
            raise refusal(table.file, str(problem), row=number, column=column) from None
        self._sort(sheet, number, before, after)

    def _values(
        self,
        sheet: RowSheet,
        number: int,
        typed: Mapping[str, str],
        before: Any,
        faults: Faults,
    ) -> dict[str, Any]:
        """The fields that a row's cells would change; a column that is not there changes none."""
        values: dict[str, Any] = {}
        shown = dict(zip(sheet.columns(), sheet.cells(before)[1:], strict=True)) if before else {}
        for name, field in sheet.columns().items():
            text = typed.get(name)
            if text is None and (before is not None or not field.required):
                continue
            if before is not None and text is not None and _same(text, shown[name]):
                continue
            try:
                values[field.name] = field.of_cell(unguarded(text or ""))
            except InvalidData as problem:
                faults.add(str(problem), row=number, column=field.short)
        return values

    def _made(self, sheet: RowSheet, values: dict[str, Any], before: Any) -> Any:
        if before is not None:
            return agreed(before, replace(before, **values)) if values else before
        more: dict[str, Any] = {"id": new_id(sheet.kind), "organisation_id": self._owner.id}
        at_place = sheet.kind is Activity or (
            sheet.kind is Asset and values.get("kind") in _AT_A_PLACE
        )
        if at_place:
            more["site_id"] = self._owner.site_id
        made: Any = sheet.kind
        return agreed(None, made(**more, **values, verified_on=self._today))

    def _sort(self, sheet: RowSheet, number: int, before: Any, after: Any) -> None:
        if after == before:
            self._unchanged += 1
            return
        told = differences(before, after)
        shown = tuple(one for one in told if one.name not in _NOT_SHOWN)
        after = replace(after, verified_on=self._today)
        one = Changed(sheet=sheet.title, row=number, record=after, differences=shown)
        (self._added if before is None else self._changed).append(one)

    def preview(self) -> Preview:
        """What all of it would do."""
        stamps: dict[tuple[type, str], str | None] = {}
        for one in self._added:
            stamps[type(one.record), one.record.id] = None
        for one in self._changed:
            key = (type(one.record), one.record.id)
            stamps[key] = stamp_of(self._known[key])
        return Preview(
            added=tuple(self._added),
            changed=tuple(self._changed),
            unchanged=self._unchanged,
            refused=tuple(self._refused),
            stamps=stamps,
        )


_NOT_SHOWN = {"verified_on", "organisation_id", "site_id", "consented_on"}


def _same(text: str, shown: str) -> bool:
    """Whether a cell is as it went down; programs end lines in their own way."""
    return text.replace("\r\n", "\n").strip() == shown.replace("\r\n", "\n").strip()
