"""What an import would do, row by row: for a table, and as CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

from graph.model import Record
from graph.store.kinds import noun_of
from service.exports import guarded
from service.receiving.coming import Coming
from service.receiving.naming import Key
from service.receiving.threeway import ABOUT
from service.receiving.wording import field_label, name_of, value_text


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewRow:
    """One thing that an import would do, or would leave.

    Attributes
    ----------
    what
        "added", "changed", "kept as it is here", "vanished", "refused" and so on.
    kind, id, name
        Which record; empty for a row that no record could be made of.
    field, here, coming
        Which field, what it says here and what the source says; empty for a whole record.
    place, reason
        Where it stands in the file, and why.
    """

    what: str
    kind: str = ""
    id: str = ""
    name: str = ""
    field: str = ""
    here: str = ""
    coming: str = ""
    place: str = ""
    reason: str = ""

    @property
    def told(self) -> str:
        """The row in a sentence, beside what happens and to which record."""
        if self.place or self.reason:
            return ": ".join(part for part in (self.place, self.reason) if part)
        if not self.field:
            return f"A new {self.kind}" if self.kind else ""
        here, coming = self.here or "empty", self.coming or "nothing"
        if self.what == "changed":
            return f"{self.field.capitalize()}: from {here} to {coming}"
        return f"{self.field.capitalize()}: stays {here}; the source says {coming}"


HEADER = tuple(one.name for one in fields(PreviewRow))


def preview_rows(coming: Coming) -> Iterator[PreviewRow]:
    """What somebody has to know first comes first: refused, kept, gone, then changed and added."""
    for row in coming.refused:
        place = ", ".join(
            part for part in (row.file, f"row {row.row}" if row.row else "", row.column) if part
        )
        yield PreviewRow(what="refused", place=place, reason=row.message)
    for kept in coming.kept:
        yield PreviewRow(
            what="kept as it is here",
            **_named(kept.record),
            field=field_label(kept.field),
            here=value_text(kept.here),
            coming=value_text(kept.coming),
        )
    for records, what, reason in (
        (coming.vanished, "vanished", "The source has it no longer; it is marked, and stays."),
        (coming.returned, "back again", "The source has it again."),
        (coming.absent, "left out", "It was taken out here before."),
    ):
        for record in records:
            yield PreviewRow(what=what, **_named(record), reason=reason)
    for what, matches in (("perhaps known", coming.doubtful), ("known already", coming.linked)):
        for match in matches:
            yield PreviewRow(
                what=what,
                kind=match.kind.lower(),
                id=match.record_id,
                coming=match.incoming_id,
                reason=f"{match.probability:.0%}. {' '.join(match.reasons)}",
            )
    yield from _changes(coming)


def _changes(coming: Coming) -> Iterator[PreviewRow]:
    added = []
    for record in coming.records:
        key: Key = type(record), record.id
        before = coming.before.get(key)
        if before is None:
            added.append(record)
            continue
        for one in fields(record):
            old, new = getattr(before, one.name), getattr(record, one.name)
            if old != new and one.name not in ABOUT:
                yield PreviewRow(
                    what="changed",
                    **_named(record),
                    field=field_label(one.name),
                    here=value_text(old),
                    coming=value_text(new),
                )
    for record in added:
        yield PreviewRow(what="added", **_named(record))


def _named(record: Record) -> dict[str, str]:
    return {"kind": noun_of(type(record)), "id": record.id, "name": name_of(record)}


def keep_preview(path: Path, coming: Coming) -> int:
    """Write all rows into a CSV file; how many they are."""
    number = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for row in preview_rows(coming):
            writer.writerow([guarded(getattr(row, name)) for name in HEADER])
            number += 1
    return number


def first_rows(path: Path, most: int) -> tuple[tuple[PreviewRow, ...], int]:
    """The first rows of such a file, and how many there are in all."""
    shown: list[PreviewRow] = []
    number = 0
    with path.open(encoding="utf-8", newline="") as file:
        for told in csv.DictReader(file):
            number += 1
            if len(shown) < most:
                shown.append(PreviewRow(**{name: told[name] for name in HEADER}))
    return tuple(shown), number
