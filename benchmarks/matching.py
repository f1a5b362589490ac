"""Is it the same: 100,000 organisations matched, beside Splink alone; and how right it is."""

from __future__ import annotations

import lzma
import os
from functools import cache
from pathlib import Path

from benchmarks.labelled import Score, organisations, score
from benchmarks.measuring import Row, Spread, times
from graph.analysis.matching import match
from graph.analysis.matching.columns import Arrow, Rows, tables_of
from graph.analysis.matching.prediction import connection, predicted, settings_of
from graph.analysis.sameness.facts import Kind

ORGANISATIONS, COMING = 100_000, 10_000
MOST_RATIO = 1.5
LEAST_PRECISION, LEAST_RECALL = 0.97, 0.90
DATA = Path(os.environ.get("HEDGEROW_SHARED_DATA") or Path(__file__).parents[2] / "shared" / "data")


@cache
def _named() -> tuple[Rows, Rows]:
    """Names of 100,000 charities that are there, and 10,000 that come, half of them the same."""
    with lzma.open(DATA / "orgs/registered_charity_names.txt.xz", "rt", encoding="utf-8") as file:
        names = sorted({line.strip() for line in file if line.strip()})
    step = len(names) // (ORGANISATIONS + COMING)
    drawn = names[:: max(1, step)][: ORGANISATIONS + COMING // 2]
    known, new = drawn[:ORGANISATIONS], drawn[ORGANISATIONS:]
    again = [
        name.title().replace(" And ", " & ") for name in known[:: ORGANISATIONS // (COMING // 2)]
    ]
    coming = [*again, *new]
    return (
        Rows(kind=Kind.ORGANISATION, ids=[f"c{at}" for at in range(len(coming))], names=coming),
        Rows(kind=Kind.ORGANISATION, ids=[f"k{at}" for at in range(len(known))], names=known),
    )


@cache
def _tables() -> list[Arrow]:
    return tables_of(_named())


def matching_beside_splink() -> Row:
    """From names to matches with reasons, against Splink's prediction on tables made before."""
    incoming, known = _named()
    tables, settings = _tables(), settings_of(Kind.ORGANISATION)

    def ours() -> object:
        return match(incoming, known)

    def other() -> object:
        with connection() as database:
            return predicted(database, tables, settings)

    mine, theirs, ratio = times(ours, other, repeats=5)
    return Row(
        name="Matching organisations",
        unit="seconds",
        ours=mine,
        other=theirs,
        ratio=ratio,
        target=f"at most {MOST_RATIO:g} times as long",
        met=ratio.median * MOST_RATIO >= 1,
        note=(
            f"{len(incoming):,} names that come, held against {len(known):,} of the register of "
            "charities; the other is Splink alone with the same settings, on tables that are made "
            "before the clock starts, without reading names, judging and reasons"
        ),
        digits=2,
    )


@cache
def _score() -> Score:
    labelled = organisations(DATA, held=True)
    return score(labelled, match(labelled.incoming, labelled.known))


def links_that_are_right() -> Row:
    """Of the links made without asking, the share that is right."""
    found = _score()
    return _share(
        "Matching: links that are right",
        found.precision,
        LEAST_PRECISION,
        f"{found.links:,} links of charities under other names, with their numbers hidden; "
        "of the part held out from training; the other is what is asked for",
    )


def counterparts_that_are_found() -> Row:
    """Of the counterparts that are there, the share that is linked or asked about."""
    found = _score()
    return _share(
        "Matching: counterparts found",
        found.recall,
        LEAST_RECALL,
        f"{found.pairs:,} counterparts, linked or among {found.asked:,} questions for a person; "
        "of the part held out from training; the other is what is asked for",
    )


def _share(name: str, value: float, least: float, note: str) -> Row:
    return Row(
        name=name,
        unit="share",
        ours=Spread.of([value]),
        other=Spread.of([least]),
        ratio=Spread.of([value / least]),
        target=f"at least {least:g}",
        met=value >= least,
        note=note,
        digits=3,
    )
