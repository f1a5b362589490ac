"""The snapshot of all of England: from the cache on disk, beside reading it from the server."""

from __future__ import annotations

from benchmarks.measuring import Row, faster, times
from benchmarks.national import national
from graph.network import Network

LEAST_RATIO = 20


def warm_cache() -> Row:
    """A store that begins anew takes its snapshot from the cache, not from the server."""
    made = national()
    store, elements = made.store, made.elements

    def from_the_cache() -> Network:
        store.forget_snapshot()
        return store.snapshot()

    def from_the_server() -> Network:
        return store.read_snapshot()

    cached = from_the_cache()
    measured = times(from_the_cache, from_the_server, repeats=4, other_repeats=2)
    read = from_the_server()
    assert read.revision == cached.revision
    assert [len(getattr(read, name)) for name in TABLES] == [
        len(getattr(cached, name)) for name in TABLES
    ]
    return faster(
        "Snapshot from the warm cache",
        measured,
        least=LEAST_RATIO,
        note=(
            f"{elements:,} nodes and relationships of a drawn England in the embedded server; both "
            "give the same columns, and both begin with asking the server which revision it is at"
        ),
        digits=2,
    )


TABLES = ("areas", "sites", "organisations", "assets", "activities", "grants", "ties", "sessions")
