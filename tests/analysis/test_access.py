"""Access (E2SFCA): worked by hand, against double loops, and its laws."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.access import access_hours, catchments, decay_weights, sums_in_reach
from graph.analysis.slices import Decay, Mode, Reach
from graph.network import Floats

STEP = Reach(mode=Mode.WALK, reach_m=3_000, detour=1.0, decay=Decay.STEP)
GAUSS = Reach(mode=Mode.WALK, reach_m=3_000, detour=1.0, decay=Decay.GAUSSIAN)


def points(*east: float) -> Floats:
    return np.array([[x, 0.0] for x in east]).reshape(-1, 2)


def by_double_loop(
    left: Floats, right: Floats, people: Floats, supply: Floats, reach: Reach
) -> list[float]:
    """The two steps as the paper writes them."""

    def weight(i: int, j: int) -> float:
        away = math.hypot(*(left[i] - right[j])) * reach.detour / reach.reach_m
        if away > 1:
            return 0.0
        if reach.decay is Decay.STEP:
            return 1.0 if away <= 1 / 3 else 0.68 if away <= 2 / 3 else 0.22
        return (math.exp(-0.5 * away**2) - math.exp(-0.5)) / (1 - math.exp(-0.5))

    ratio = []
    for j in range(len(right)):
        demand = sum(people[i] * weight(i, j) for i in range(len(left)))
        ratio.append(supply[j] / demand if demand > 0 else 0.0)
    return [sum(ratio[j] * weight(i, j) for j in range(len(right))) for i in range(len(left))]


def test_two_places_and_one_site_give_the_hours_worked_out_by_hand() -> None:
    # Site at 0 with 50 place-hours. 100 young people at 500 m (weight 1) and 200 at
    # 1,500 m (weight 0.68): demand = 100 + 136 = 236; R = 50 / 236 = 0.21186.
    # Access: 0.21186 near, 0.68 * 0.21186 = 0.14407 further out, 0 at 9 km.
    pairs = catchments(points(500, 1_500, 9_000), points(0), STEP)
    hours = access_hours(np.array([100.0, 200.0, 50.0]), np.array([50.0]), pairs)
    assert hours == pytest.approx([50 / 236, 0.68 * 50 / 236, 0.0])


def test_the_steps_are_thirds_of_the_reach_and_the_gaussian_falls_to_nothing_at_its_edge() -> None:
    metres = np.array([0.0, 1_000, 1_001, 2_000, 2_001, 3_000, 3_001])
    assert decay_weights(metres, STEP).tolist() == [1, 1, 0.68, 0.68, 0.22, 0.22, 0]
    # Dai's form half way: (exp(-1/8) - exp(-1/2)) / (1 - exp(-1/2)) = 0.70140
    smooth = decay_weights(np.array([0.0, 1_500, 3_000, 3_001]), GAUSS)
    assert smooth == pytest.approx([1.0, 0.701374, 0.0, 0.0], abs=1e-5)


def test_the_detour_shortens_the_straight_line() -> None:
    twice = Reach(mode=Mode.WALK, reach_m=3_000, detour=2.0, decay=Decay.STEP)
    pairs = catchments(points(1_400, 1_600), points(0), twice)
    assert pairs.left.tolist() == [0]
    assert pairs.distance_m == pytest.approx([2_800])


def test_nothing_in_reach_is_no_hours_and_a_site_among_nobody_offers_none() -> None:
    pairs = catchments(points(0, 50_000), points(90_000), STEP)
    assert access_hours(np.array([10.0, 10.0]), np.array([40.0]), pairs).tolist() == [0.0, 0.0]
    pairs = catchments(points(0), points(0), STEP)
    assert access_hours(np.array([0.0]), np.array([40.0]), pairs).tolist() == [0.0]
    assert access_hours(np.zeros(0), np.zeros(0), catchments(points(), points(), STEP)).size == 0


coordinate = st.floats(0, 8_000).map(lambda x: round(x, 1))
place = st.tuples(coordinate, coordinate)
amount = st.floats(0, 1_000).map(lambda x: round(x, 2))
worlds = st.tuples(
    st.lists(st.tuples(place, amount), min_size=1, max_size=12),
    st.lists(st.tuples(place, amount), min_size=1, max_size=8),
    st.sampled_from([STEP, GAUSS, Reach(reach_m=2_000, detour=1.3, decay=Decay.STEP)]),
)
World = tuple[
    list[tuple[tuple[float, float], float]], list[tuple[tuple[float, float], float]], Reach
]


def laid_out(world: World) -> tuple[Floats, Floats, Floats, Floats, Reach]:
    demand, supply, reach = world
    return (
        np.array([where for where, _ in demand]),
        np.array([where for where, _ in supply]),
        np.array([people for _, people in demand]),
        np.array([hours for _, hours in supply]),
        reach,
    )


@given(worlds)
def test_access_agrees_with_the_double_loop(world: World) -> None:
    left, right, people, supply, reach = laid_out(world)
    ours = access_hours(people, supply, catchments(left, right, reach))
    theirs = by_double_loop(left, right, people, supply, reach)
    assert ours == pytest.approx(theirs, rel=1e-9, abs=1e-9)


@given(worlds)
def test_access_shares_out_exactly_the_supply_that_anybody_can_reach(world: World) -> None:
    left, right, people, supply, reach = laid_out(world)
    pairs = catchments(left, right, reach)
    hours = access_hours(people, supply, pairs)
    reached = np.zeros(len(right), dtype=bool)
    pull = people[pairs.left] * pairs.weight
    reached[pairs.right[pull > 0]] = True
    assert float(people @ hours) == pytest.approx(float(supply[reached].sum()), rel=1e-9, abs=1e-6)


@given(worlds, st.integers(0, 7), amount)
def test_more_supply_lowers_access_nowhere(world: World, which: int, more: float) -> None:
    left, right, people, supply, reach = laid_out(world)
    pairs = catchments(left, right, reach)
    before = access_hours(people, supply, pairs)
    raised = supply.copy()
    raised[which % len(raised)] += more
    assert np.all(access_hours(people, raised, pairs) >= before - 1e-12)


@given(worlds)
def test_what_is_in_reach_is_summed_as_by_double_loop(world: World) -> None:
    left, right, _, values, reach = laid_out(world)
    expected = [
        sum(
            values[j]
            for j in range(len(right))
            if math.hypot(*(left[i] - right[j])) <= reach.straight_m
        )
        for i in range(len(left))
    ]
    assert sums_in_reach(left, right, values, reach) == pytest.approx(expected)
