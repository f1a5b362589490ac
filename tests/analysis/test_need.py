"""Need among areas, and inequality of access along deprivation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.need import (
    deprivation_of,
    need_percentiles,
    percentiles,
)
from tests.builders import a_network, an_area

NAN = float("nan")


def test_percentiles_are_mid_ranks_and_leave_out_what_is_not_known() -> None:
    assert percentiles(np.array([3.0, 1.0, 1.0, 9.0])).tolist() == [62.5, 25.0, 25.0, 87.5]
    assert percentiles(np.array([7.0])).tolist() == [50.0]
    found = percentiles(np.array([1.0, NAN, 2.0]))
    assert found[[0, 2]].tolist() == [25.0, 75.0]
    assert np.isnan(found[1])
    assert percentiles(np.zeros(0)).size == 0


def test_need_weighs_deprivation_and_young_people_alike() -> None:
    # Deprivation percentiles 75 and 25, people 25 and 75: both 50, a tie.
    assert need_percentiles(np.array([9.0, 1.0]), np.array([10.0, 90.0])).tolist() == [50, 50]
    # Without deprivation, the young people alone: 25 and 75.
    assert need_percentiles(np.array([NAN, NAN]), np.array([10.0, 90.0])).tolist() == [25, 75]


def test_scores_are_used_where_all_have_one_and_deciles_otherwise() -> None:
    scored = a_network(an_area("a", score=30.0, decile=2), an_area("b", score=10.0, decile=9))
    assert deprivation_of(scored, scored.demand_areas).tolist() == [30.0, 10.0]
    mixed = a_network(an_area("a", score=30.0, decile=2), an_area("b", decile=9), an_area("c"))
    found = deprivation_of(mixed, mixed.demand_areas)
    assert found[:2].tolist() == [9.0, 2.0]
    assert np.isnan(found[2])


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=30))
def test_percentiles_keep_the_order_and_average_fifty(values: list[float]) -> None:
    found = percentiles(np.array(values))
    assert found.mean() == pytest.approx(50)
    order = np.argsort(np.round(values, 9), kind="stable")
    assert np.all(np.diff(found[order]) >= 0)
