"""What files would do to the graph, and doing it: all of them in one change, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypedDict

from graph.errors import FileRefused, RowError
from graph.model import Record, Source
from graph.store import Store, Written
from seeds.places import together
from seeds.reading import Progress, Reading
from service.receiving.report import ImportReport
from service.receiving.threeway import Kept
from service.receiving.wording import MIXED


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What files would do: read and checked, and nothing written.

    Attributes
    ----------
    reading
        What the files say.
    records
        What is to be there.
    paths
        The files.
    notes
        What was completed.
    remove
        What is to go.
    kept
        What somebody changed here, and stays so although the files say something else.
    """

    reading: Reading
    records: tuple[Record, ...]
    paths: tuple[Path, ...]
    notes: tuple[str, ...] = ()
    remove: tuple[tuple[type, str], ...] = ()
    kept: tuple[Kept, ...] = ()

    @property
    def taken(self) -> int:
        """How many records can be taken."""
        return sum(not isinstance(record, Source) for record in self.records)


class How(TypedDict, total=False):
    """How an import is carried out: see :func:`carried_out`."""

    by: str
    progress: Progress | None
    today: date | None


class _Tried(Exception):
    """It was tried only."""

    def __init__(self, written: Written) -> None:
        super().__init__("Nothing was kept.")
        self.written = written


def all_of(paths: Sequence[Path], read: Callable[[Path], Reading]) -> Reading:
    """The readings of every file as one; the errors of every file where there are any."""
    readings: list[Reading] = []
    errors: list[RowError] = []
    for path in paths:
        try:
            readings.append(read(path))
        except FileRefused as refused:
            errors += refused.errors
    if errors:
        raise FileRefused(errors)
    return together(readings)


def carried_out(
    store: Store,
    plan: Plan,
    *,
    by: str = "command line",
    progress: Progress | None = None,
    today: date | None = None,
    trying: bool = False,
) -> ImportReport:
    """Do what files say.

    Parameters
    ----------
    store
        The graph.
    plan
        What they say.
    by
        Who imports, for the record of changes.
    progress
        Told the stage, what is done and what there is to do; it may raise
        :class:`~graph.errors.Interrupted`, and then nothing is kept.
    today
        The day of the import, for new sources; today where not given.
    trying
        Whether it is only counted what it would do: all of it is undone before it is kept.
    """
    known = {source.id: source for source in store.snapshot().sources}
    dated = [_dated(record, known, today or date.today()) for record in plan.records]
    sources = [record for record in dated if isinstance(record, Source)]

    def undo(_transaction: object, written: Written) -> None:
        raise _Tried(written)

    try:
        written = store.write(
            dated,
            by=by,
            message=f"Imported {', '.join(path.name for path in plan.paths)}"[:1_000],
            source=sources[0] if len(sources) == 1 else None,
            remove=plan.remove,
            then=undo if trying else None,
            progress=progress,
        )
    except _Tried as tried:
        written = tried.written
    mixed = (MIXED,) if any(source.illustrative for source in known.values()) else ()
    return ImportReport(
        added=written.added,
        changed=written.changed,
        unchanged=written.unchanged,
        removed=written.removed,
        refused=plan.reading.refused,
        more_refused=plan.reading.more_refused,
        notes=(*mixed, *plan.reading.notes, *plan.notes),
        kept=plan.kept,
        planned=trying,
        change=None if trying else written.change,
    )


def _dated(record: Record, known: Mapping[str, Source], today: date) -> Record:
    """A source with the day on which it was first read; other records as they are."""
    if not isinstance(record, Source) or record.retrieved_on is not None:
        return record
    before = known.get(record.id)
    return replace(record, retrieved_on=before.retrieved_on if before else today)
