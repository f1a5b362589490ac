"""What an import did, or would do: for people, and for scripts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.errors import RowError
from graph.model import Change, Record, TravelTime
from seeds.reading import counted, first_few
from service.receiving.matching import Match
from service.receiving.threeway import Kept
from service.receiving.wording import field_label, name_of, value_text

MOST_REFUSED_LINES = 50
MOST_KEPT_LINES = 20
NEVER_BACK = (
    "This cannot be taken back, because of the travel times: keep the file of those that were "
    "there before, and import that to have them again."
)
_WORDS = {
    "Area": ("area", "areas"),
    "Boundary": ("boundary", "boundaries"),
    "Activity": ("activity", "activities"),
    "TravelTime": ("travel time", "travel times"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did.

    Attributes
    ----------
    added, changed, unchanged, removed
        How many records, by kind ("Area"); kinds with none are left out.
    refused
        Rows of others' lists that could not be used; nothing of those was kept.
    more_refused
        How many more such rows there are than are listed.
    notes
        What was assumed, passed over or completed.
    kept
        Local edits that stay although the source says something else.
    absent
        Records that the source has and that somebody took out here; they stay out.
    vanished, returned
        Records that the source has no longer, and those that it has again.
    linked, doubtful
        What was taken for a record of the graph, and what may be one.
    marks
        How much was remembered of what sources said.
    planned
        Whether nothing is done yet.
    change
        The change that was kept, None where the graph had it all already.
    """

    added: Mapping[str, int] = field(default_factory=dict)
    changed: Mapping[str, int] = field(default_factory=dict)
    unchanged: Mapping[str, int] = field(default_factory=dict)
    removed: Mapping[str, int] = field(default_factory=dict)
    refused: tuple[RowError, ...] = ()
    more_refused: int = 0
    notes: tuple[str, ...] = ()
    kept: tuple[Kept, ...] = ()
    absent: tuple[Record, ...] = ()
    vanished: tuple[Record, ...] = ()
    returned: tuple[Record, ...] = ()
    linked: tuple[Match, ...] = ()
    doubtful: tuple[Match, ...] = ()
    marks: int = 0
    planned: bool = False
    change: Change | None = None

    @property
    def idle(self) -> bool:
        """Whether the graph has all of what could be taken already."""
        return not (self.added or self.changed or self.removed or self.marks)

    @property
    def stays(self) -> bool:
        """Whether it cannot be taken back: what was there of travel times is not kept."""
        return any(TravelTime.__name__ in each for each in (self.added, self.changed, self.removed))

    def lines(self) -> tuple[str, ...]:
        """The report as lines of text, the outcome first."""
        lines = [
            f"{'To be added' if self.planned else 'Added'}: {_listed(self.added)}.",
            f"{'To be changed' if self.planned else 'Changed'}: {_listed(self.changed)}.",
            f"Left as they {'are' if self.planned else 'were'}: {_listed(self.unchanged)}.",
            self._line_of_refused(),
        ]
        if self.removed:
            lines.insert(3, f"Taken out: {_listed(self.removed)}.")
        if self.unchanged and self.planned and self.idle:
            lines.insert(0, "The graph has all of this already; there is nothing to change.")
        elif self.unchanged and not self.planned and self.change is None:
            lines.insert(0, "The graph has all of this already; nothing was changed.")
        lines += self._lines_of_sources()
        lines += [NEVER_BACK] if self.stays else []
        lines += self.notes
        lines += _first(self.refused, MOST_REFUSED_LINES, "refused rows")
        return tuple(lines)

    def _line_of_refused(self) -> str:
        if not self.refused:
            return "Refused: none."
        rows = counted(len(self.refused) + self.more_refused, "row", "rows")
        listed = f" ({len(self.refused):,} listed)" if self.more_refused else ""
        return f"Refused: {rows}{listed}."

    def _lines_of_sources(self) -> list[str]:
        lines = []
        for listed, words in (
            (self.vanished, "No longer in the source, and marked so"),
            (self.returned, "In the source again"),
            (self.absent, "Taken out here before, and left out"),
        ):
            if listed:
                names = first_few([f"“{name_of(one)}”" for one in listed])
                lines.append(f"{words}: {counted(len(listed), 'record', 'records')} ({names}).")
        if self.linked:
            lines.append(
                f"Known here already under another id: "
                f"{counted(len(self.linked), 'record', 'records')}."
            )
        if self.doubtful:
            lines.append(
                f"Perhaps known here already: {counted(len(self.doubtful), 'pair', 'pairs')}, "
                "for a person to say."
            )
        if self.kept:
            lines.append(
                f"Otherwise here, and left as it is: {counted(len(self.kept), 'value', 'values')}."
            )
            lines += _first([kept_line(one) for one in self.kept], MOST_KEPT_LINES, "such values")
        return lines

    def as_json(self) -> dict[str, Any]:
        """The report for scripts; ``docs/data-in.md`` says what each name means."""
        return {
            "added": dict(self.added),
            "changed": dict(self.changed),
            "unchanged": dict(self.unchanged),
            "removed": dict(self.removed),
            "refused": [_refused(row) for row in self.refused],
            "more_refused": self.more_refused,
            "notes": list(self.notes),
            "kept": [
                {
                    "kind": type(one.record).__name__,
                    "id": one.record.id,
                    "field": one.field,
                    "here": value_text(one.here),
                    "coming": value_text(one.coming),
                }
                for one in self.kept
            ],
            "absent": [_named(one) for one in self.absent],
            "vanished": [_named(one) for one in self.vanished],
            "returned": [_named(one) for one in self.returned],
            "linked": [_match(one) for one in self.linked],
            "doubtful": [_match(one) for one in self.doubtful],
            "change": self.change.id if self.change else None,
        }


def _refused(row: RowError) -> dict[str, Any]:
    return {"file": row.file, "row": row.row, "column": row.column, "reason": row.message}


def _named(record: Record) -> dict[str, str]:
    return {"kind": type(record).__name__, "id": record.id, "name": name_of(record)}


def _match(one: Match) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "incoming": one.incoming_id,
        "record": one.record_id,
        "probability": round(one.probability, 4),
        "reasons": list(one.reasons),
    }


def kept_line(one: Kept) -> str:
    """A value that stays, in a sentence."""
    name = name_of(one.record)
    if not one.field:
        return f"“{name}”: what comes does not fit what was edited here; all of it stays."
    return (
        f"“{name}”, {field_label(one.field)}: stays {value_text(one.here) or 'empty'}; "
        f"the source says {value_text(one.coming) or 'nothing'}."
    )


def _first(listed: Sequence[object], most: int, words: str) -> Iterable[str]:
    yield from (str(one) for one in listed[:most])
    if len(listed) > most:
        yield f"… and {len(listed) - most:,} more {words}"


def _listed(numbers: Mapping[str, int]) -> str:
    words = [
        counted(number, *_WORDS.get(kind, (kind.lower(), f"{kind.lower()}s")))
        for kind, number in numbers.items()
        if number
    ]
    return ", ".join(words) or "none"
