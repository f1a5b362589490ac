"""Loading the illustrative county, and taking it out again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from graph.errors import HedgerowError
from seeds.demo import read_demo

if TYPE_CHECKING:
    from graph.store import Store, Written

Progress = Callable[[str, int, int], None]


class GraphNotEmpty(HedgerowError):
    """The demo county goes into an empty graph only: it must not mix with real records."""


def is_empty(store: Store) -> bool:
    """Whether the graph holds no place and no organisation yet."""
    counts = store.counts()
    return not any(counts.get(label, 0) for label in ("Area", "Organisation", "Site"))


def load_demo(store: Store, *, by: str, progress: Progress | None = None) -> Written:
    """Put the illustrative county into an empty graph, in one change.

    Raises
    ------
    GraphNotEmpty
        Something is there already.
    """
    if not is_empty(store):
        raise GraphNotEmpty(
            "The graph is not empty, so the demo county was not loaded: illustrative records "
            "must not mix with real ones. Choose another data folder (HEDGEROW_DATA) for it."
        )
    return store.write(
        read_demo(), by=by, message="Loaded the illustrative county", progress=progress
    )


def remove_demo(store: Store, *, by: str, progress: Progress | None = None) -> Written:
    """Take every record of the illustrative county out again, in one change."""
    return store.write(
        (),
        remove=[(type(record), record.id) for record in read_demo()],
        by=by,
        message="Removed the illustrative county",
        progress=progress,
    )
