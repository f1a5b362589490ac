"""A gate for those who share a data folder: many may write at once, and one may ask for stillness.

A snapshot is read in several statements, and is one revision only when nobody
wrote meanwhile. Mostly that is so; where writers leave no pause, the reader
closes the gate, waits for those inside, reads, and opens it again.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path


class Gate:
    """The gate of a data folder, held with two locks of the system (``flock``).

    Whoever comes in passes the turn; whoever wants stillness keeps the turn
    until done, so that newcomers cannot pass by without end. Where the
    folder cannot hold locks the gate always stands open.
    """

    def __init__(self, data: Path) -> None:
        self._folder = data / "locks"

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Be one of those who write; waits while somebody has stillness."""
        with contextlib.ExitStack() as held:
            with self._locked("turn", fcntl.LOCK_EX):
                held.enter_context(self._locked("room", fcntl.LOCK_SH))
            yield

    @contextlib.contextmanager
    def still(self) -> Iterator[None]:
        """Let nobody write; waits for those who do."""
        with self._locked("turn", fcntl.LOCK_EX), self._locked("room", fcntl.LOCK_EX):
            yield

    @contextlib.contextmanager
    def _locked(self, name: str, how: int) -> Iterator[None]:
        lock = None
        try:
            with contextlib.suppress(OSError):
                self._folder.mkdir(parents=True, exist_ok=True)
                lock = os.open(self._folder / f"{name}.lock", os.O_RDONLY | os.O_CREAT, 0o644)
                fcntl.flock(lock, how)
            yield
        finally:
            if lock is not None:
                os.close(lock)
