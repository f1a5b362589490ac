"""Carrying out what comes: all of it in one change, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from graph.errors import ChangedMeanwhile, DanglingReference
from graph.model import TravelTime
from graph.store import Store, Written, stamp_of
from seeds.reading import Progress
from service.receiving.coming import Coming
from service.receiving.gathering import coming_of
from service.receiving.report import ImportReport

MOST_TRIES = 3


def receive(
    store: Store,
    coming: Coming,
    *,
    by: str,
    message: str,
    via: str,
    progress: Progress | None = None,
) -> ImportReport:
    """Do what :func:`~service.receiving.coming_of` said, all in one change.

    Where anything was written meanwhile, what comes is weighed anew, so that an edit stays, and
    what another import brought is known.

    Parameters
    ----------
    coming
        What to do.
    by, message, via
        Who does it, what it is, and by what way, for the record of changes.
    progress
        Told the stage, what is done and what there is to do; it may raise
        :class:`~graph.errors.Interrupted`, and then nothing is kept.

    Raises
    ------
    ChangedMeanwhile
        Others kept changing the same records; nothing was kept.
    """
    for number in range(MOST_TRIES):
        if coming.revision != store.revision():
            coming = coming_of(
                store, coming.reading, whole=coming.whole, today=coming.today, progress=progress
            )
        try:
            return _written(store, coming, by, message, via, progress)
        except (ChangedMeanwhile, DanglingReference):
            if number == MOST_TRIES - 1:
                raise
    raise AssertionError("unreachable")


def _kept(store: Store, coming: Coming) -> Callable[[Any, Written], None]:
    """What is remembered beside the network: what was delivered, and what a person is asked."""
    parts = (store.deliveries.arriving(coming.deliveries), store.doubts.arising(coming.doubts))

    def work(transaction: Any, written: Written) -> None:
        for part in parts:
            part(transaction, written)

    return work


def _written(
    store: Store, coming: Coming, by: str, message: str, via: str, progress: Progress | None
) -> ImportReport:
    written = store.write(
        coming.records,
        by=by,
        message=message[:1_000],
        via=via,
        source=coming.sources[0] if len(coming.sources) == 1 else None,
        expected={key: stamp_of(record) for key, record in coming.before.items()},
        then=_kept(store, coming),
        recorded=bool(coming.deliveries),
        progress=progress,
    )
    unchanged = dict(coming.unchanged)
    times = written.unchanged.get(TravelTime.__name__)
    if times:  # nobody looks at those before they are written
        unchanged[TravelTime.__name__] = times
    return replace(
        coming.report(),
        added=written.added,
        changed=written.changed,
        unchanged=unchanged,
        removed=written.removed,
        planned=False,
        change=written.change,
    )
