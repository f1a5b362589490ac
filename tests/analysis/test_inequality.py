"""Inequality of access along deprivation: the index, and the curve that it is the area of."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.gaps.inequality import concentration_curve, concentration_index

NAN = float("nan")


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


def test_the_curve_is_the_one_worked_out_by_hand() -> None:
    # From the most deprived: 100 young people with 1 hour each, then 300 with 2: shares of
    # people 1/4 and 1; of the 700 hours 1/7 and 1. Half of them have 1/7 + 1/3 * 6/7 = 3/7.
    curve = concentration_curve(
        np.array([2.0, 1.0]), np.array([300.0, 100.0]), np.array([3.0, 8.0])
    )
    assert curve is not None
    assert curve.people.tolist() == pytest.approx([0, 0.25, 1])
    assert curve.access.tolist() == pytest.approx([0, 1 / 7, 1])
    assert curve.at(np.array([0.5])).tolist() == pytest.approx([3 / 7])
    assert len(curve.tenths) == 10
    assert curve.tenths[-1] == (1.0, 1.0)


def test_areas_that_are_deprived_alike_share_a_step_of_the_curve() -> None:
    curve = concentration_curve(
        np.array([0.0, 4.0, 2.0]), np.array([10.0, 10.0, 20.0]), np.array([5.0, 5.0, 1.0])
    )
    assert curve is not None
    assert curve.people.tolist() == pytest.approx([0, 0.5, 1])
    # 2 hours a head in both steps: the curve is the diagonal, whichever of the two has them.
    assert curve.index == pytest.approx(0)


def covariance_index(
    hours: np.ndarray,  # type: ignore[type-arg]
    people: np.ndarray,  # type: ignore[type-arg]
    deprived: np.ndarray,  # type: ignore[type-arg]
) -> float:
    """The index as Kakwani, Wagstaff and van Doorslaer write it: 2 cov(hours, rank) / mean."""
    weight = people / people.sum()
    rank = np.array(
        [weight[deprived > own].sum() + weight[deprived == own].sum() / 2 for own in deprived]
    )
    mean = weight @ hours
    return float(2 * (weight * (hours - mean)) @ (rank - 0.5) / mean)


@given(areas)
def test_twice_the_area_between_the_curve_and_the_diagonal_is_the_index(
    rows: list[tuple[float, float, int]],
) -> None:
    hours, people, deprived = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    curve = concentration_curve(hours, people, deprived)
    if curve is None:
        assert len(set(deprived.tolist())) < 2 or (hours * people).sum() <= 0
        return
    assert np.all(np.diff(curve.people) >= 0)
    assert np.all(np.diff(curve.access) >= 0)
    assert (curve.people[0], curve.access[0]) == (0, 0)
    assert (curve.people[-1], curve.access[-1]) == (1, 1)
    assert curve.index == pytest.approx(covariance_index(hours, people, deprived), abs=1e-9)
