"""Train the matching on the real files, and write its settings into the package.

    python -m benchmarks.training FOLDER

``FOLDER`` is that of the real files. The same files give the same settings.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import math
import sys
from pathlib import Path
from typing import Any

from benchmarks.labelled import Labelled, organisations, places
from benchmarks.planted_activities import activities
from graph.analysis.matching import prediction
from graph.analysis.matching.columns import Arrow, arrow, tables_of
from graph.analysis.matching.comparisons import untrained
from graph.analysis.matching.wordlist import counted, wordlist
from graph.analysis.sameness.facts import Kind

SETTINGS = Path(prediction.__file__).parent / "settings"
DIGESTS = "digests.txt"
PAIRS = 4_000_000
SEED = 20_261_122
LEAST_NAMES = 30
LEAST = 1e-7
"""What is never observed is taken to be so rare."""

DECLARED: dict[str, tuple[tuple[float, ...], tuple[float, ...]]] = {
    "place": ((0.6, 0.2, 0.2), (0.002, 0.05, 0.948)),
    "distance": ((0.55, 0.2, 0.1, 0.08, 0.05, 0.02), (0.003, 0.008, 0.02, 0.07, 0.25, 0.649)),
    "website": ((0.9, 0.1), (0.001, 0.999)),
    "areas": ((0.9, 0.1), (0.05, 0.95)),
}
"""Of comparisons that the labelled pairs do not cover: how often each level holds for one thing,
and for two. The second is told for two records of one district, where they are mostly looked for;
two records of England lie that near far more rarely."""

NEARBY = ("place", "distance")
"""Comparisons whose share among two things is always the declared one, for that reason."""


def trained(labelled: Labelled, *, declared: tuple[str, ...]) -> dict[str, Any]:
    """The settings of a kind, learnt from labelled pairs and from pairs drawn at random."""
    from splink import DuckDBAPI, Linker

    tables = tables_of([labelled.incoming, labelled.known])
    with prediction.connection() as database, prediction.quiet():
        backend = DuckDBAPI(database)
        given = [
            backend.register(tables[0], table_name="a_incoming"),
            backend.register(tables[1], table_name="b_known"),
        ]
        linker = Linker(given, untrained(labelled.known.kind), log_level=None)
        linker.table_management.register_term_frequency_lookup(
            backend.register(prediction.shares_of(tables), table_name="shares"), "plain"
        )
        linker.training.estimate_u_using_random_sampling(
            max_pairs=PAIRS, seed=SEED, min_count_per_level=None
        )
        backend.register(_pairs(labelled), table_name="labels")
        training: Any = linker.training
        training.estimate_m_from_pairwise_labels("labels")
        settings: dict[str, Any] = linker.misc.save_model_to_json()
    for each in settings["comparisons"]:
        _complete(each, declared)
    settings.pop("linker_uid", None)
    settings.pop("sql_dialect", None)
    return settings | {"prior": 0.5}


def _pairs(labelled: Labelled) -> Arrow:
    pairs = sorted(labelled.truth.items())
    return arrow().table(
        {
            "source_dataset_l": ["a_incoming"] * len(pairs),
            "unique_id_l": [one for one, _ in pairs],
            "source_dataset_r": ["b_known"] * len(pairs),
            "unique_id_r": [other for _, other in pairs],
        }
    )


def _complete(comparison: dict[str, Any], declared: tuple[str, ...]) -> None:
    """Round what was learnt, and put in what is declared."""
    name = comparison["output_column_name"]
    levels = [one for one in comparison["comparison_levels"] if not one.get("is_null_level")]
    for at, level in enumerate(levels):
        for key, side in (("m_probability", 0), ("u_probability", 1)):
            learnt = level.get(key)
            if name in declared or (name in NEARBY and side == 1):
                learnt = DECLARED[name][side][at]
            known = isinstance(learnt, float) and learnt > LEAST
            level[key] = float(f"{learnt:.5g}") if known else LEAST


def _borrow(settings: dict[str, Any], names: dict[str, Any]) -> None:
    """Take what was never observed (numbers in names of activities) from organisations."""
    for each in settings["comparisons"]:
        lender = names.get(each["output_column_name"], each)
        pairs = zip(each["comparison_levels"], lender["comparison_levels"], strict=True)
        for level, lent in pairs:
            if not level.get("is_null_level") and (
                level["m_probability"] == level["u_probability"]
            ):
                for key in ("m_probability", "u_probability"):
                    level[key] = lent[key]


def settle(settings: dict[str, Any], labelled: Labelled) -> dict[str, Any]:
    """The settings with the prior under which the probabilities of the best candidates hold.

    A record is compared with what it shares rare words or a place with, and not with any one drawn
    at random: the prior that Splink would take is too low by a factor, found here by the greatest
    likelihood of what the labels say of the best candidate of each record.
    """
    tables = tables_of([labelled.incoming, labelled.known])
    low = settings | {"prior": 0.5}
    with prediction.connection() as database:
        found = prediction.predicted(database, tables, low, least=1e-5).to_pylist()
    best: dict[str, tuple[float, bool]] = {}
    for row in found:
        id, weight = row["unique_id_l"], row["match_weight"]
        if id not in best or weight > best[id][0]:
            best[id] = weight, labelled.truth.get(id) == row["unique_id_r"]
    steps = [step / 4 for step in range(33)]
    return settings | {"prior": round(0.5 * 2 ** max(steps, key=lambda s: _fit(best, s)), 4)}


def _fit(best: dict[str, tuple[float, bool]], shift: float) -> float:
    total = 0.0
    for weight, right in best.values():
        bits = max(-30.0, min(30.0, weight + shift))
        total -= math.log2(1 + 2 ** (-bits if right else bits))
    return total


def activity_settings(names: dict[str, Any]) -> dict[str, Any]:
    """The settings of activities, learnt from planted ones; no file is needed.

    Parameters
    ----------
    names
        The comparisons of organisations by their names, which lend what was never observed.
    """
    return _settled(activities(held=False), ("place", "distance"), names)


def _settled(
    labelled: Labelled, declared: tuple[str, ...], names: dict[str, Any]
) -> dict[str, Any]:
    learnt = trained(labelled, declared=declared)
    _borrow(learnt, names)
    print(f"{labelled.known.kind.label}: {len(labelled.truth):,} pairs")
    return settle(learnt, labelled)


def by_name(settings: dict[str, Any]) -> dict[str, Any]:
    """The comparisons of some settings by their names."""
    return {one["output_column_name"]: one for one in settings["comparisons"]}


def main(folder: Path) -> None:
    """Count the words, train each kind, and write, with the digest of all that was written."""
    with lzma.open(folder / "orgs/registered_charity_names.txt.xz", "rt", encoding="utf-8") as file:
        words = counted((line.strip() for line in file), least=LEAST_NAMES)
    _write("words", {"names": words.names, "counts": words.counts})
    wordlist.cache_clear()
    learnt = _settled(
        organisations(folder, held=False), ("place", "distance", "website", "areas"), {}
    )
    _write(str(Kind.ORGANISATION), learnt)
    names = by_name(learnt)
    _write(str(Kind.SITE), _settled(places(folder, held=False), ("place",), names))
    _write(str(Kind.ACTIVITY), activity_settings(names))
    (SETTINGS / DIGESTS).write_text(digests(), "utf-8")


def digests() -> str:
    """What tells whether any of the settings was changed by hand, a line each."""
    return "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in sorted(SETTINGS.glob("*.json"))
    )


def as_written(values: dict[str, Any]) -> str:
    """Settings as they stand in their file."""
    return f"{json.dumps(values, indent=1, ensure_ascii=False)}\n"


def _write(name: str, values: dict[str, Any]) -> None:
    (SETTINGS / f"{name}.json").write_text(as_written(values), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
