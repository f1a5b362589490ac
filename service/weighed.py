"""Imports that are weighed first: what they would do is shown, and somebody says yes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from graph.errors import NotFound
from graph.store import Store
from service.config import Config
from service.jobs import Jobs, Outcome, Progress
from service.offers import Offer, read_offer
from service.receiving import coming_of, receive, undo_import
from service.receiving.preview import keep_preview
from service.receiving.report import ImportReport, kept_line
from service.receiving.shelf import keep_waiting, waiting_in
from service.receiving.undoing import is_import

READING, TAKEN, TABLE = "reading.gz", "taken.gz", "preview.csv"
"""What lies on the shelf of a job that asks: a reading, that once it is taken, and a table."""

Work = Callable[[Progress], Outcome]


def weighing(store: Store, config: Config, jobs: Jobs, id: str, offer: Offer) -> Work:
    """The work of reading what is offered and saying what it would do; nothing is written."""

    def work(progress: Progress) -> Outcome:
        waiting = read_offer(offer, store, config, progress)
        coming = coming_of(
            store, waiting.reading, whole=waiting.whole, today=date.today(), progress=progress
        )
        shelf = jobs.shelf(id)
        shelf.mkdir(mode=0o700, exist_ok=True)
        keep_preview(shelf / TABLE, coming)
        report = coming.report()
        if coming.taken and report.idle:
            return outcome_of(report)
        if coming.taken:
            keep_waiting(shelf / READING, waiting)
        return outcome_of(report, asks=True)

    return work


def bringing(store: Store, shelf: Path, *, by: str) -> Work:
    """The work of bringing in what waits on a shelf.

    Raises
    ------
    NotFound
        Somebody has brought it in already.
    """
    taken = shelf / TAKEN
    try:
        (shelf / READING).rename(taken)  # of two who press the button one goes on
    except FileNotFoundError:
        raise NotFound("import that waits", shelf.stem) from None

    def work(progress: Progress) -> Outcome:
        try:
            waiting = waiting_in(taken)
            coming = coming_of(
                store, waiting.reading, whole=waiting.whole, today=date.today(), progress=progress
            )
            report = receive(
                store,
                coming,
                by=by,
                message=waiting.message,
                via="import page",
                progress=progress,
            )
        except BaseException:
            taken.rename(shelf / READING)  # it may be tried again
            raise
        taken.unlink()
        return outcome_of(report)

    return work


def taking_back(store: Store, change_id: str, *, by: str) -> Work:
    """The work of taking an import back."""

    def work(progress: Progress) -> Outcome:
        report = undo_import(store, change_id, by=by, via="page of an import", progress=progress)
        return outcome_of(report)

    return work


def outcome_of(report: ImportReport, *, asks: bool = False) -> Outcome:
    """The report's lines, without those that the page shows as a table."""
    rows = {str(row) for row in report.refused}
    if asks:
        rows.update(map(kept_line, report.kept))
    kept = (line for line in report.lines() if line not in rows and not line.startswith("…"))
    return Outcome(
        lines=tuple(kept),
        refused=() if asks else report.refused,
        asks=asks,
        change=_returnable(report),
    )


def _returnable(report: ImportReport) -> str:
    """The id of the change that can be taken back; empty for none."""
    change = report.change
    return change.id if change and is_import(change) and not report.stays else ""
