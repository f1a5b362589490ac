"""Need among areas, and inequality of access along deprivation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.need import (
    concentration_index,
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


def test_the_concentration_index_is_the_one_worked_out_by_hand() -> None:
    # Two areas of 100 people, ranks 0.25 (more deprived) and 0.75, hours 1 and 3, mean 2:
    # 2 * (0.5 * -1 * -0.25 + 0.5 * 1 * 0.25) / 2 = 0.25. Above 0: the less deprived have more.
    people, deprived = np.array([100.0, 100.0]), np.array([9.0, 1.0])
    assert concentration_index(np.array([1.0, 3.0]), people, deprived) == pytest.approx(0.25)
    assert concentration_index(np.array([3.0, 1.0]), people, deprived) == pytest.approx(-0.25)
    assert concentration_index(np.array([2.0, 2.0]), people, deprived) == pytest.approx(0.0)


def test_inequality_is_not_told_where_it_cannot_be() -> None:
    one, both = np.array([1.0]), np.array([1.0, 1.0])
    assert concentration_index(np.zeros(0), np.zeros(0), np.zeros(0)) is None
    assert concentration_index(one, one, one) is None
    assert concentration_index(both, both, np.array([NAN, 3.0])) is None
    assert concentration_index(both, both, np.array([3.0, 3.0])) is None
    assert concentration_index(np.zeros(2), both, np.array([1.0, 3.0])) is None
    assert concentration_index(both, np.zeros(2), np.array([1.0, 3.0])) is None


areas = st.lists(
    st.tuples(st.floats(0, 10), st.floats(0.1, 1_000), st.integers(1, 10)), min_size=2, max_size=20
)


@given(areas)
def test_the_index_lies_between_minus_one_and_one_whatever_the_order(
    rows: list[tuple[float, float, int]],
) -> None:
    def index(listed: list[tuple[float, float, int]]) -> float | None:
        hours, people, deprived = (
            np.array(column, dtype=float) for column in zip(*listed, strict=True)
        )
        return concentration_index(hours, people, deprived)

    found = index(rows)
    again = index(rows[::-1])
    if found is None:
        assert again is None
    else:
        assert -1 <= found <= 1
        assert again == pytest.approx(found, abs=1e-9)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=30))
def test_percentiles_keep_the_order_and_average_fifty(values: list[float]) -> None:
    found = percentiles(np.array(values))
    assert found.mean() == pytest.approx(50)
    order = np.argsort(np.round(values, 9), kind="stable")
    assert np.all(np.diff(found[order]) >= 0)
