"""Snapshots on disk, a file for each graph and revision: a start need not read the graph."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from graph.network import Network
from graph.store import columns

MOST_KEPT = 3


class SnapshotFolder:
    """The snapshots of one graph in a data folder.

    A file that is damaged, or of an older form, counts as not there. Files
    appear whole or not at all; the oldest are cleared away. Where the folder
    cannot be written nothing is kept, and nothing else is lost.

    Parameters
    ----------
    data
        The data folder; snapshots are in its ``snapshots`` folder.
    identity
        Which graph; see :class:`graph.store.schema.Graph`.
    """

    def __init__(self, data: Path, identity: str) -> None:
        self._folder = data / "snapshots"
        self._identity = identity

    def _place(self, key: str) -> Path:
        return self._folder / f"{self._identity}-{key}.arrow"

    def kept(self) -> list[str]:
        """The keys of the snapshots that there are, the highest revision first."""
        before = len(self._identity) + 1
        keys = [place.stem[before:] for place in self._folder.glob(f"{self._identity}-*.arrow")]
        numbered = [key for key in keys if key.partition("-")[0].isdigit()]
        return sorted(numbered, key=lambda key: int(key.partition("-")[0]), reverse=True)

    def load(self, key: str) -> Network | None:
        """The snapshot of a revision's key; None where there is none that is whole."""
        place = self._place(key)
        try:
            return columns.from_bytes(place.read_bytes())
        except OSError:
            return None
        except columns.Damaged:
            with contextlib.suppress(OSError):
                place.unlink(missing_ok=True)
            return None

    def keep(self, key: str, network: Network) -> None:
        """Keep a snapshot, and clear away all but the newest few of every graph."""
        place = self._place(key)
        beside = place.with_suffix(f".{secrets.token_hex(4)}.new")
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            try:
                with os.fdopen(
                    os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb"
                ) as file:
                    file.write(columns.to_bytes(network))
                beside.replace(place)
            finally:
                beside.unlink(missing_ok=True)
            self._prune()

    def clear(self) -> None:
        """Clear away every snapshot: somebody wants to be forgotten."""
        for place in self._folder.glob("*.*"):
            place.unlink(missing_ok=True)

    def _prune(self) -> None:
        kept = sorted(self._folder.glob("*.arrow"), key=lambda place: place.stat().st_mtime)
        for place in kept[:-MOST_KEPT]:
            place.unlink(missing_ok=True)
