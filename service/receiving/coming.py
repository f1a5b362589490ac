"""What an import would do, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.errors import RowError
from graph.model import Delivery, Doubt, Record, Source
from graph.model.doubts import doubt_id
from seeds.reading import Reading
from service.receiving.matching import Match
from service.receiving.report import ImportReport
from service.receiving.threeway import Kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """What a reading would do to the graph.

    Attributes
    ----------
    reading, whole, today
        What it was made of: see :func:`~service.receiving.coming_of`.
    revision
        The revision of the graph that it was held against.
    records
        What is to be written: new records, and those that come to be another.
    sources
        Whose reading it is.
    before
        What is here now of the ones that come to be another, by class and id.
    added, changed, unchanged
        How many records, by kind ("Organisation"); kinds with none are left out.
    refused
        Rows that cannot be taken, with the reason.
    more_refused
        How many more such rows there are than are listed.
    notes
        What was assumed or passed over.
    kept
        Local edits that stay, with both values.
    absent
        Records that the source still has and that somebody took out here; they stay out.
    vanished, returned
        Records that the source has no longer, and those that it has again.
    linked
        What comes and is taken for a record of the graph, and why.
    doubtful
        What may be a record of the graph: for a person to say.
    deliveries
        What is to be remembered of what was delivered.
    """

    reading: Reading
    whole: bool
    today: date
    revision: str
    records: tuple[Record, ...] = ()
    sources: tuple[Source, ...] = ()
    before: Mapping[tuple[type, str], Record]
    added: Mapping[str, int]
    changed: Mapping[str, int]
    unchanged: Mapping[str, int]
    refused: tuple[RowError, ...] = ()
    more_refused: int = 0
    notes: tuple[str, ...] = ()
    kept: tuple[Kept, ...] = ()
    absent: tuple[Record, ...] = ()
    vanished: tuple[Record, ...] = ()
    returned: tuple[Record, ...] = ()
    linked: tuple[Match, ...] = ()
    doubtful: tuple[Match, ...] = ()
    deliveries: tuple[Delivery, ...] = ()

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """What a person is to be asked, of records that would be added."""
        added = {(type(one).__name__, one.id): one for one in self.records}
        return tuple(
            Doubt(
                id=doubt_id(one.kind, one.incoming_id, one.record_id),
                kind=one.kind,
                new_id=one.incoming_id,
                known_id=one.record_id,
                probability=one.probability,
                reasons=one.reasons,
                source_id=getattr(added[one.kind, one.incoming_id], "source_id", None) or "",
                found_on=self.today,
            )
            for one in self.doubtful
            if (one.kind, one.incoming_id) in added
        )

    @property
    def taken(self) -> int:
        """How many records the reading has that can be taken, or are here already."""
        return sum(sum(each.values()) for each in (self.added, self.changed, self.unchanged))

    def report(self) -> ImportReport:
        """The same as a report: what would be done."""
        return ImportReport(
            added=self.added,
            changed=self.changed,
            unchanged=self.unchanged,
            refused=self.refused,
            more_refused=self.more_refused,
            notes=self.notes,
            kept=self.kept,
            absent=self.absent,
            vanished=self.vanished,
            returned=self.returned,
            linked=self.linked,
            doubtful=self.doubtful,
            marks=len(self.deliveries),
            planned=True,
        )

    def lines(self) -> tuple[str, ...]:
        """What it would do as lines of text."""
        return self.report().lines()

    def as_json(self) -> dict[str, Any]:
        """What it would do, for scripts."""
        return self.report().as_json()
