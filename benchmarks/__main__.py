"""Take every measurement, and write ``benchmarks/RESULTS.md``.

    python -m benchmarks [WORD …]

With words, only the rows whose function's name holds one of them are taken,
and nothing is written. To add a row, write a function that returns a
:class:`~benchmarks.measuring.Row` and name it in ``ROWS``.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks import (
    access,
    duplication,
    feeds,
    giving,
    importing,
    maps,
    matching,
    network,
    pages,
    referral,
    sameness,
    saving,
    snapshots,
    store,
    teams,
    where_next,
)
from benchmarks.measuring import Row

ROWS: tuple[Callable[[], Row], ...] = (
    store.bulk_nodes,
    store.bulk_relationships,
    importing.boundaries_of_england,
    giving.one_funders_grants,
    giving.many_grants,
    access.stepped,
    access.gaussian,
    access.weighing,
    access.themes_at_once,
    access.closing_a_site,
    duplication.pairs_of_england,
    duplication.pairs_beside_tuned_pandas,
    duplication.all_of_england,
    duplication.planted_precision,
    duplication.planted_recall,
    duplication.planted_needed,
    teams.team_for_a_gap,
    teams.one_search,
    maps.making_a_square,
    network.keystones,
    network.brokers,
    network.communities,
    where_next.greedy_within_its_bound,
    where_next.greedy_in_time,
    where_next.exact,
    snapshots.warm_cache,
    sameness.one_record,
    matching.matching_beside_splink,
    matching.links_that_are_right,
    matching.counterparts_that_are_found,
    referral.open_referral,
    saving.saves_under_load,
    feeds.pages,
    pages.under_load,
    pages.first_views,
    pages.memory,
    pages.cold_start,
)
PACKAGES = (
    "access",
    "arcadedb-embedded",
    "duckdb",
    "geopandas",
    "highspy",
    "mapbox-vector-tile",
    "neo4j",
    "neo4j-rust-ext",
    "networkx",
    "numba",
    "numpy",
    "pandas",
    "pyarrow",
    "rapidfuzz",
    "scikit-network",
    "scipy",
    "splink",
    "spopt",
)
RESULTS = Path(__file__).parent / "RESULTS.md"


def main(words: list[str]) -> int:
    """Measure, print, write; 1 where a target was missed."""
    wanted = [
        row
        for row in ROWS
        if not words or any(word in f"{row.__module__}.{row.__name__}" for word in words)
    ]
    rows = []
    for measure in wanted:
        print(f"Measuring {measure.__name__.replace('_', ' ')} …", flush=True)
        rows.append(measure())
        print(_line(rows[-1]), flush=True)
    if not words:
        RESULTS.write_text(_page(rows), encoding="utf-8")
        print(f"Written to {RESULTS}")
    return 0 if all(row.met for row in rows) else 1


def _line(row: Row) -> str:
    return (
        f"| {row.name} | {row.unit} | {row.ours.shown(row.digits)} | {row.other.shown(row.digits)} "
        f"| {row.ratio.shown(2)} | {row.target} | {'yes' if row.met else '**no**'} |"
    )


def _page(rows: list[Row]) -> str:
    taken = datetime.now(UTC)
    lines = [
        "# Results",
        "",
        "Written by `make bench`. Each number is a median with the least and the most of the",
        "repeats behind it; both columns were measured in turns in one run, so the ratio counts",
        "more than the rates, which depend on the machine and on what else it does.",
        "",
        f"- commit {_commit()}, {taken.day} {taken:%B %Y}",
        f"- Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} processors",
        f"- {', '.join(f'{name} {version(name)}' for name in PACKAGES)}",
        "",
        "| what | unit | Hedgerow | the other | ratio | target | met |",
        "|---|---|---|---|---|---|---|",
        *(_line(row) for row in rows),
        "",
        *(f"- {row.name}: {row.note}." for row in rows),
        "",
    ]
    return "\n".join(lines)


def _commit() -> str:
    """The commit that was measured, marked where what is measured differs from it."""
    commit = _git("rev-parse", "--short=12", "HEAD") or "unknown"
    changed = _git("status", "--porcelain", "--", "*.py", "*.cypher")
    return f"{commit} with changes" if changed else commit


def _git(*words: str) -> str:
    done = subprocess.run(
        ["git", *words],
        cwd=Path(__file__).parents[1] / "graph",
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
