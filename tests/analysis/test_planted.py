"""Ground truth: planted duplicates are found, and what only looks like one is not."""

from __future__ import annotations

import pytest

from benchmarks.planted import (
    DUPLICATES,
    Plant,
    found_by_rule,
    found_in,
    planted_county,
    score,
    scored,
)
from graph.analysis.duplication import Suggestion, Verdict

PLACES = 56


def test_where_records_are_right_every_pair_is_told_for_what_it_is() -> None:
    county = planted_county(3, places=PLACES, noise=False)
    found = found_in(county)
    rows = {row.id: row for row in found.rows}
    for id, plant in county.plants.items():
        if plant in DUPLICATES:
            assert rows[id].verdict is Verdict.ABOVE, plant
            assert rows[id].suggestion is not Suggestion.LEAVE, plant
        elif plant is Plant.NEEDED:
            assert rows[id].verdict is Verdict.NEEDED
            assert rows[id].suggestion is Suggestion.LEAVE
        else:
            assert id not in rows, plant
    assert score(county, found).precision == score(county, found).recall == 1


@pytest.mark.parametrize("seed", [11, 12])
def test_with_the_mistakes_that_records_have_nearly_all_are_told_and_far_more_than_by_a_filter(
    seed: int,
) -> None:
    county = planted_county(seed, places=4 * PLACES)
    told = score(county, found_in(county))
    assert told.precision >= 0.95
    assert told.recall >= 0.95
    assert told.needed >= 0.95
    by_rule = scored(county, found_by_rule(county))
    assert by_rule.precision < 0.5


def test_one_seed_makes_one_county_and_every_kind_is_planted_as_often() -> None:
    county = planted_county(5, places=2 * len(Plant))
    assert county.records == planted_county(5, places=2 * len(Plant)).records
    assert county.records != planted_county(6, places=2 * len(Plant)).records
    assert sorted(county.plants.values()) == sorted([*Plant, *Plant])
    assert len(county.duplicates) == 2 * len(DUPLICATES)


def test_claiming_nothing_is_precise_and_finds_nothing() -> None:
    county = planted_county(5, places=len(Plant))
    assert scored(county, frozenset()).precision == 1
    assert scored(county, frozenset()).recall == 0
    everything = scored(county, frozenset(county.plants))
    assert (everything.precision, everything.recall) == (len(DUPLICATES) / len(Plant), 1)
