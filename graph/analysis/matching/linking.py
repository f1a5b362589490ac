"""Linking: which of the records that come are records that are there.

By identifiers first; then by Splink (Fellegi and Sunter's model, trained on real registers), one
kind at a time. A match is certain where its probability is high enough, nothing that is known of
both forbids it, and no other record comes near.
"""

from __future__ import annotations

import contextlib
import json
import math
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from graph.analysis.matching.columns import Arrow, Rows, arrow, tables_of
from graph.analysis.matching.comparisons import (
    BORNE_OUT,
    LOOSE,
    OTHER_KEEPER,
    OTHER_NUMBERS,
    OTHER_SIDES,
)
from graph.analysis.sameness.facts import Kind
from graph.analysis.sameness.weighing import Reason
from graph.collecting import all_kept

if TYPE_CHECKING:
    import duckdb

CERTAIN = 0.95
"""From which probability on two records are linked without asking anybody.

On the part that is trained on, links from here on are right in 98 of 100 cases and more; a higher
bound costs links and gains hardly anything.
"""

PROBABLE = 0.05
"""From which probability on a person is asked.

At 0.1 the counterparts of 1 to 2 in 100 records more are missed; below 0.05 nearly all questions
are idle.
"""

MOST_ASKED = 3
"""Candidates of one record that a person is asked about."""

RIVAL = 20.0
"""How many times the doubt about the best candidate there must be about the next one."""

APART = frozenset((OTHER_NUMBERS, OTHER_SIDES, OTHER_KEEPER))
"""What forbids to link two records unasked, however likely they are one."""

FAR_M = 2_000.0
"""Metres from which on two places, or two activities, are not linked unasked."""

LEAST_TOTAL = 1_000
"""A share of the records that are there is taken of at least so many."""

MOST_PRIOR = 0.02
"""The most that is held of a pair blindly, where few records are there."""

MOST_BITS = 27
"""A name tells at most so much: one in 2 ** 27 bears it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """That a record which comes may be one that is there.

    Attributes
    ----------
    kind
        What both are.
    incoming_id, record_id
        What comes, and what is there.
    probability
        0 to 1; 1 only where an identifier says so.
    certain
        Whether it is taken for the same without asking anybody.
    reasons
        What speaks for and against, the weightiest first; points are powers of two.
    """

    kind: Kind
    incoming_id: str
    record_id: str
    probability: float
    certain: bool
    reasons: tuple[Reason, ...] = ()


def match(incoming: Rows, known: Rows) -> tuple[Match, ...]:
    """Which of some records that come are records that are there.

    Parameters
    ----------
    incoming, known
        Records of one kind.

    Returns
    -------
    tuple of Match
        By incoming id, the likest first; at most one of a record is certain, and at most
        :data:`MOST_ASKED` are not. Without a record on either side there is none.
    """
    if not len(incoming) or not len(known):
        return ()
    by_identifier = _by_identifier(incoming, known)
    settled = {one.incoming_id for one in by_identifier}
    found = [*by_identifier]
    with all_kept():
        candidates_of = _candidates(incoming, known)
    for id, candidates in candidates_of.items():
        if id not in settled:
            found.extend(_judged(candidates))
    found = _one_each(found)
    return tuple(sorted(found, key=lambda one: (one.incoming_id, -one.probability, one.record_id)))


# -- identifiers -----------------------------------------------------------------------------


def _by_identifier(incoming: Rows, known: Rows) -> list[Match]:
    """Records with an identifier that exactly one record has; of several a person is asked."""
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for id, listed in zip(known.ids, known.identifiers, strict=False):
        for identifier in listed:
            holders[identifier.upper()].append(id)
    found = []
    for id, listed in zip(incoming.ids, incoming.identifiers, strict=False):
        shared: defaultdict[str, list[str]] = defaultdict(list)
        for identifier in listed:
            for other in holders.get(identifier.upper(), ()):
                shared[other].append(identifier)
        for other, both in shared.items():
            found.append(
                Match(
                    kind=incoming.kind,
                    incoming_id=id,
                    record_id=other,
                    probability=1.0 if len(shared) == 1 else 1 / len(shared),
                    certain=len(shared) == 1,
                    reasons=tuple(
                        Reason(words=f"both have the identifier {one}", points=20.0) for one in both
                    ),
                )
            )
    return found


def _schemes(listed: tuple[str, ...] | Any) -> dict[str, str]:
    """What the registers call it, by register: ``GB-CHC-123`` as GB-CHC: 123."""
    return {one.upper().rpartition("-")[0]: one.upper() for one in listed}


def _contrary(one: Any, other: Any) -> str:
    """A register in which two have different numbers; empty for none."""
    mine, theirs = _schemes(one), _schemes(other)
    for scheme in sorted(mine.keys() & theirs.keys()):
        if mine[scheme] != theirs[scheme]:
            return scheme
    return ""


# -- Splink ----------------------------------------------------------------------------------


@cache
def settings_of(kind: Kind) -> dict[str, Any]:
    """The trained settings of a kind, as Splink spells them, with ``prior`` beside them."""
    kept = files(__package__).joinpath(f"settings/{kind}.json").read_text("utf-8")
    settings: dict[str, Any] = json.loads(kept)
    return settings


def prior(settings: dict[str, Any], many: int) -> float:
    """How likely a record that comes is one of ``many`` that are there, looked at blindly."""
    return min(MOST_PRIOR, float(settings["prior"]) / max(1, many))


def _candidates(incoming: Rows, known: Rows) -> dict[str, list[Match]]:
    """What Splink finds for each record, with its reasons."""
    settings = settings_of(known.kind)
    words = _words_of_weights(settings)
    schemes, apart = (_by_id(incoming), _by_id(known)), _apart(incoming, known)
    found: defaultdict[str, list[Match]] = defaultdict(list)
    tables = tables_of([incoming, known])
    if not _meet(tables):
        return {}
    with connection() as database:
        columns = predicted(database, tables, settings).to_pydict()
    names = [name for name in columns if name.startswith("mw_") and name[3:] in words]
    for at, (id, other) in enumerate(
        zip(columns["unique_id_l"], columns["unique_id_r"], strict=True)
    ):
        reasons = [
            Reason(words=words[name[3:]][round(columns[name][at], 6)], points=columns[name][at])
            for name in names
            if columns[name][at] and round(columns[name][at], 6) in words[name[3:]]
        ]
        probability = columns["match_probability"][at]
        told = {reason.words for reason in reasons}
        is_borne_out = not told & LOOSE or bool(told & BORNE_OUT)
        certain = probability >= CERTAIN and is_borne_out and not (apart(id, other) or told & APART)
        against = _contrary(schemes[0].get(id, ()), schemes[1].get(other, ()))
        if against:
            if not certain:
                continue
            certain, probability = False, PROBABLE
            reasons.append(Reason(words=f"{against} knows them by other numbers", points=-10.0))
        found[id].append(
            Match(
                kind=known.kind,
                incoming_id=id,
                record_id=other,
                probability=min(probability, 0.9999),
                certain=certain,
                reasons=tuple(sorted(reasons, key=lambda one: -abs(one.points))),
            )
        )
    return found


def _meet(tables: list[Arrow]) -> bool:
    """Whether anything would be compared: where nothing is, Splink need not be woken."""
    for column in ("plain", "rare", "postcode", "host", "cells", "keeper"):
        mine, theirs = (set(_flat(table.column(column).to_pylist())) for table in tables)
        if mine & theirs:
            return True
    return False


def _flat(values: list[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, list):
            yield from value
        elif value is not None:
            yield value


def _apart(incoming: Rows, known: Rows) -> Callable[[str, str], bool]:
    """Whether two records stand too far from each other to be one thing unasked."""
    if known.kind is Kind.ORGANISATION:
        return lambda _one, _other: False
    spots = [
        {} if rows.points is None else dict(zip(rows.ids, rows.points.tolist(), strict=True))
        for rows in (incoming, known)
    ]

    def apart(one: str, other: str) -> bool:
        if one not in spots[0] or other not in spots[1]:
            return False
        return math.dist(spots[0][one], spots[1][other]) > FAR_M

    return apart


def _by_id(rows: Rows) -> dict[str, Any]:
    return dict(zip(rows.ids, rows.identifiers, strict=False))


def predicted(
    database: duckdb.DuckDBPyConnection,
    tables: list[Arrow],
    settings: dict[str, Any],
    *,
    least: float = PROBABLE,
) -> Arrow:
    """What Splink says of the pairs of two tables that are worth comparing."""
    from splink import DuckDBAPI, Linker

    backend = DuckDBAPI(database)
    many = tables[1].num_rows
    given = {name: value for name, value in settings.items() if name != "prior"}
    given["probability_two_random_records_match"] = prior(settings, many)
    with quiet():
        linker = Linker(
            [
                backend.register(tables[0], table_name="a_incoming"),
                backend.register(tables[1], table_name="b_known"),
            ],
            given,
            log_level=None,
            validate_settings=False,
        )
        linker.table_management.register_term_frequency_lookup(
            backend.register(shares_of(tables), table_name="shares"), "plain"
        )
        found: Arrow = linker.inference.predict(
            threshold_match_probability=least, warning_mode="never"
        )
        return found.as_pyarrow_table()


def shares_of(tables: list[Arrow]) -> Arrow:
    """How often each name occurs: as its words tell, or more where more records bear it."""
    pa = arrow()

    many = Counter(tables[1].column("plain").to_pylist())
    total = max(LEAST_TOTAL, tables[1].num_rows)
    told: dict[str | None, int] = {}
    for table in tables:
        told.update(
            zip(table.column("plain").to_pylist(), table.column("told").to_pylist(), strict=True)
        )
    told.pop(None, None)
    return pa.table(
        {
            "plain": pa.array(list(told), pa.string()),
            "tf_plain": pa.array(
                [
                    max(2 ** -min(bits / 10, MOST_BITS), (many[name] - 1) / total)
                    for name, bits in told.items()
                ],
                pa.float64(),
            ),
        }
    )


@contextlib.contextmanager
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory that reaches nowhere and says nothing."""
    import duckdb

    database = duckdb.connect(
        config={
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "enable_external_access": False,
        }
    )
    try:
        database.execute("SET enable_progress_bar = false")
        yield database
    finally:
        database.close()


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Let Splink and what it rests on warn nobody."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _words_of_weights(settings: dict[str, Any]) -> dict[str, dict[float, str]]:
    """By comparison and weight: what a level says in words."""
    found: dict[str, dict[float, str]] = {}
    for each in settings["comparisons"]:
        levels = [one for one in each["comparison_levels"] if not one.get("is_null_level")]
        found[each["output_column_name"]] = {
            round(math.log2(one["m_probability"] / one["u_probability"]), 6): one[
                "label_for_charts"
            ]
            for one in levels
        }
    return found


# -- judging ---------------------------------------------------------------------------------


def _judged(candidates: list[Match]) -> list[Match]:
    """The candidates of one record: the certain one, or those that a person is asked about."""
    ordered = sorted(candidates, key=lambda one: (-one.probability, one.record_id))
    best = ordered[0]
    rival = ordered[1].probability if len(ordered) > 1 else 0.0
    if best.certain and (1 - rival) >= RIVAL * (1 - best.probability):
        return [best]
    return [replace(one, certain=False) for one in ordered[:MOST_ASKED]]


def _one_each(matches: list[Match]) -> list[Match]:
    """Let two records that come not both be one record without a person having said so."""
    best: dict[str, Match] = {}
    for one in matches:
        if (
            one.certain
            and one.probability < 1
            and (
                one.record_id not in best
                or (-one.probability, one.incoming_id)
                < (-best[one.record_id].probability, best[one.record_id].incoming_id)
            )
        ):
            best[one.record_id] = one
    return [
        replace(one, certain=False)
        if one.certain and best.get(one.record_id, one) is not one and one.probability < 1
        else one
        for one in matches
    ]
