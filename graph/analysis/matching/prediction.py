"""Prediction: what Splink says of pairs of records, under the settings that were trained."""

from __future__ import annotations

import contextlib
import json
import math
import warnings
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from graph.analysis.matching.columns import Arrow, arrow
from graph.analysis.matching.judging import PROBABLE
from graph.analysis.sameness.facts import Kind

if TYPE_CHECKING:
    import duckdb

LEAST_TOTAL = 1_000
"""A share of the records that are there is taken of at least so many."""

MOST_PRIOR = 0.02
"""The most that is held of a pair blindly, where few records are there."""

MOST_BITS = 27
"""A name tells at most so much: one in 2 ** 27 bears it."""


@cache
def settings_of(kind: Kind) -> dict[str, Any]:
    """The trained settings of a kind, as Splink spells them, with ``prior`` beside them."""
    kept = files(__package__).joinpath(f"settings/{kind}.json").read_text("utf-8")
    settings: dict[str, Any] = json.loads(kept)
    return settings


def prior(settings: dict[str, Any], many: int) -> float:
    """How likely a record that comes is one of ``many`` that are there, looked at blindly."""
    return min(MOST_PRIOR, float(settings["prior"]) / max(1, many))


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


def words_of_weights(settings: dict[str, Any]) -> dict[str, dict[float, str]]:
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
