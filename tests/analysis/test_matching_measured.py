"""How right the matching is, on pairs of real files that it was never trained on."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.labelled import Labelled, Score, councils, held_out, organisations, places, score
from benchmarks.planted_activities import activities
from graph.analysis.matching import match

LEAST_PRECISION, LEAST_RECALL = 0.97, 0.90

DATA = Path(os.environ.get("HEDGEROW_SHARED_DATA") or Path(__file__).parents[3] / "shared" / "data")
real = pytest.mark.skipif(
    not (DATA / "orgs/charity_lookups/federated-charities.csv").exists(),
    reason=f"the real open data files are not in {DATA}; set HEDGEROW_SHARED_DATA",
)


def measured(labelled: Labelled) -> Score:
    return score(labelled, match(labelled.incoming, labelled.known))


@real
@pytest.mark.parametrize(
    ("labelled", "least"),
    [
        (lambda: organisations(DATA, held=True), 5_000),
        (lambda: councils(DATA), 300),
        (lambda: places(DATA, held=True), 800),
    ],
    ids=["organisations", "councils", "places"],
)
def test_links_are_right_and_counterparts_are_found_on_the_part_held_out(
    labelled: Callable[[], Labelled], least: int
) -> None:
    found = measured(labelled())
    assert found.pairs >= least
    assert found.precision >= LEAST_PRECISION, found
    assert found.recall >= LEAST_RECALL, found


def test_planted_activities_are_found_among_their_sisters() -> None:
    found = measured(activities(held=True))
    assert found.links >= 400
    assert found.precision >= LEAST_PRECISION, found
    assert found.recall >= LEAST_RECALL, found


@real
def test_no_pair_is_both_trained_on_and_measured() -> None:
    trained, held = (organisations(DATA, held=one) for one in (False, True))
    assert not set(trained.known.ids) & set(held.known.ids)
    assert not set(trained.truth.values()) & set(held.truth.values())


def test_about_three_of_ten_entities_are_held_out() -> None:
    assert 250 < sum(held_out(f"GB-CHC-{number}") for number in range(1_000)) < 350


def test_a_score_counts_wrong_links_and_missed_counterparts() -> None:
    labelled = activities(held=True)
    assert score(labelled, ()).recall == 0.0
    swapped = Labelled(
        incoming=labelled.incoming, known=labelled.known, truth=dict.fromkeys(labelled.truth, "x")
    )
    assert measured(swapped).precision == 0.0
