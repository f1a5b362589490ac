"""Pages of the Open Referral feed: with 20,000 services, beside writing the same JSON alone."""

from __future__ import annotations

import atexit
import gzip
import json
import statistics
import tempfile
from functools import cache, partial
from pathlib import Path

from benchmarks.england import Sizes, england
from benchmarks.measuring import Row, Spread, seconds
from benchmarks.national import parts
from benchmarks.serving import Server, server_on
from graph.store import open_store

SERVICES = 20_000
SIZES = Sizes(
    areas=3_300,
    organisations=8_000,
    sites=6_000,
    activities=SERVICES,
    ties=20_000,
    assets=6_000,
    grants=1_000,
    partnerships=40,
)
MOST_MS = 100.0
READERS = 2
ROUNDS = 10
REPEATS = 3
ADDRESSES = tuple(
    f"/open-referral/{path}"
    for path in (
        "services",
        "services?page=200",
        "services?full=true&page=7",
        "services?search=music&page=2",
        "services?minimum_age=11&maximum_age=18&day=TU&start_time=17:00",
        "services?modified_after=2020-01-01&page=3",
        "service_at_locations?page=400",
        "service_at_locations?full=true",
        "organizations?full=true&page=20",
        "services?per_page=500",
    )
)
"""What harvesters and directories ask: lists, whole ones, searches and filters."""


@cache
def _served() -> Server:
    """A server over that many services, each list asked for once."""
    folder = tempfile.TemporaryDirectory(prefix="hedgerow-feed-")
    atexit.register(folder.cleanup)
    with open_store(data=Path(folder.name)) as store:
        for part in parts(england(SIZES).records()):
            store.write(part, by="bench", message="Services")
    server = server_on(Path(folder.name))
    for address in ADDRESSES:
        server.answered(address)
    return server


def pages() -> Row:
    """The 95th percentile of pages of the feed over HTTP, and of writing their JSON alone."""
    server = _served()
    told = [json.loads(gzip.decompress(server.get(address).body)) for address in ADDRESSES]
    ours, other = [], []
    for _ in range(REPEATS):
        ours.append(_p95_ms(server.read_by_many(ADDRESSES, readers=READERS, rounds=ROUNDS)))
        other.append(_p95_ms([seconds(partial(json.dumps, one)) for one in told * ROUNDS]))
    mine, theirs = Spread.of(ours), Spread.of(other)
    return Row(
        name="Pages of the Open Referral feed",
        unit="milliseconds, 95th percentile",
        ours=mine,
        other=theirs,
        ratio=Spread.of([a / b for a, b in zip(ours, other, strict=True)]),
        target=f"at most {MOST_MS:g}",
        met=mine.median <= MOST_MS,
        note=(
            f"{SERVICES:,} services, {len(ADDRESSES)} addresses of lists, {READERS} readers at "
            f"once over HTTP, {ROUNDS * READERS} answers of each in each of {REPEATS} runs, "
            "packed; the other is json.dumps of the same pages, in one process and unpacked"
        ),
        digits=1,
    )


def _p95_ms(taken: list[float]) -> float:
    return 1_000 * statistics.quantiles(taken, n=20)[-1]
