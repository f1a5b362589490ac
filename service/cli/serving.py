"""Whether pages are served from a data folder, told by a lock that goes with whoever holds it."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from graph.errors import ArchiveRefused

LOCK = "serving.lock"


@contextmanager
def serving(data: Path) -> Iterator[None]:
    """Have it known that pages are served from a data folder."""
    with _lock(data) as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield


@contextmanager
def nobody_serving(data: Path) -> Iterator[None]:
    """Keep a data folder from being served.

    Raises
    ------
    ArchiveRefused
        It is being served: those pages would go on from what the graph was before.
    """
    with _lock(data) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ArchiveRefused(
                "Hedgerow is serving this graph. Stop it (Ctrl-C, or stop its service), then "
                "restore, then start it again. Nothing was changed."
            ) from None
        yield


def _lock(data: Path) -> IO[str]:
    folder = data / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    return (folder / LOCK).open("a")
