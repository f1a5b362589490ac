"""Access (E2SFCA): worked by hand, against double loops, and its laws."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.access import (
    FEWEST,
    access_hours,
    access_in_slices,
    catchments,
    decay_weights,
    sums_in_reach,
)
from graph.analysis.access.circles import Circles
from graph.analysis.access.decay import EXPONENT, FALL, FLAT
from graph.analysis.slices import Decay, Method, Mode, Reach
from graph.errors import OptionOutOfRange
from graph.network import Floats

STEP = Reach(mode=Mode.WALK, reach_m=3_000, detour=1.0, decay=Decay.STEP)
GAUSS = Reach(mode=Mode.WALK, reach_m=3_000, detour=1.0, decay=Decay.GAUSSIAN)


def points(*east: float) -> Floats:
    return np.array([[x, 0.0] for x in east]).reshape(-1, 2)


def by_hand(part: float, decay: Decay) -> float:
    """The weight at a share of the reach, as the sources write it."""
    if part > 1:
        return 0.0
    match decay:
        case Decay.STEP:
            return 1.0 if part <= 1 / 3 else 0.68 if part <= 2 / 3 else 0.22
        case Decay.GAUSSIAN:
            return (math.exp(-0.5 * part**2) - math.exp(-0.5)) / (1 - math.exp(-0.5))
        case Decay.EXPONENTIAL:
            return math.exp(-FALL * part)
        case Decay.POWER:
            return float(max(part / FLAT, 1) ** -EXPONENT)
        case Decay.LINEAR:
            return 1 - part
    return 1.0


def by_double_loop(
    left: Floats,
    right: Floats,
    people: Floats,
    supply: Floats,
    reach: Reach,
    method: Method = Method.E2SFCA,
) -> list[float]:
    """The steps as the papers write them."""
    areas, sites = range(len(left)), range(len(right))
    decay = Decay.UNIFORM if method is Method.TWO_STEP else reach.decay

    def weight(i: int, j: int) -> float:
        return by_hand(math.hypot(*(left[i] - right[j])) * reach.detour / reach.reach_m, decay)

    def chosen(i: int, j: int) -> float:
        if method is not Method.THREE_STEP:
            return weight(i, j)
        every = sum(weight(i, k) for k in sites)
        return weight(i, j) ** 2 / every if every >= FEWEST else 0.0

    pull = [[chosen(i, j) for j in sites] for i in areas]
    drawn = [sum(people[i] * pull[i][j] for i in areas) for j in sites]
    ratio = [supply[j] / drawn[j] if drawn[j] >= FEWEST else 0.0 for j in sites]
    return [sum(ratio[j] * pull[i][j] for j in sites) for i in areas]


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


@pytest.mark.parametrize("decay", Decay)
def test_every_decay_is_the_formula_of_its_source_and_never_rises(decay: Decay) -> None:
    reach = Reach(reach_m=3_000, detour=1.0, decay=decay)
    metres = np.linspace(0, 3_300, 1_201)
    weights = decay_weights(metres, reach)
    expected = [by_hand(away / 3_000, decay) for away in metres.tolist()]
    assert weights == pytest.approx(expected, rel=1e-12, abs=1e-13)
    assert weights[0] == pytest.approx(1.0, rel=1e-14)
    assert np.all(np.diff(weights) <= 1e-14)
    assert np.all(weights[metres > 3_000] == 0)


def test_a_reach_out_of_range_is_refused_with_the_range() -> None:
    for wrong in (99.0, 60_001.0, math.nan, math.inf):
        with pytest.raises(OptionOutOfRange, match=r"100 to 60,000"):
            Reach(reach_m=wrong)
    for wrong in (0.99, 3.01, math.nan):
        with pytest.raises(OptionOutOfRange, match=r"1 to 3"):
            Reach(detour=wrong)


def test_three_steps_share_an_area_over_its_sites_before_the_sites_share_their_hours() -> None:
    # One place of 100 with two sites at its door (weights 1 and 1): it gives a half of itself
    # to each, so each is drawn on by 100 * 1/2 * 1 = 50; R = 20/50 and 30/50.
    # Access: 1/2 * 0.4 + 1/2 * 0.6 = 0.5, which is (20 + 30) / 100.
    pairs = catchments(points(0), points(0, 0), STEP)
    hours = access_hours(np.array([100.0]), np.array([20.0, 30.0]), pairs, method=Method.THREE_STEP)
    assert hours == pytest.approx([0.5])


def test_two_steps_ask_only_whether_a_place_is_in_reach() -> None:
    # 100 at the door and 100 at 2,900 m count alike: R = 50 / 200 for both.
    pairs = catchments(points(0, 2_900), points(0), STEP)
    people, supply = np.array([100.0, 100.0]), np.array([50.0])
    assert access_hours(people, supply, pairs, method=Method.TWO_STEP) == pytest.approx([0.25] * 2)


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


@pytest.mark.parametrize("method", Method)
def test_a_vanishing_number_of_people_is_nobody_and_no_overflow(method: Method) -> None:
    pairs = catchments(points(0, 500), points(0, 0), GAUSS)
    hours = access_hours(np.array([2e-313, 0.0]), np.array([4e8, 1.0]), pairs, method=method)
    assert hours.tolist() == [0.0, 0.0]


def test_a_site_at_the_very_edge_of_a_falling_decay_gives_nothing() -> None:
    # The weight there is 0; a rounding of it must not become the whole of its supply.
    for decay in (Decay.GAUSSIAN, Decay.LINEAR):
        for metres in (3_000.0, 2_999.9999999999995, 2_999.999999999999):
            reach = Reach(reach_m=3_000, detour=1.0, decay=decay)
            pairs = catchments(points(0), points(metres), reach)
            assert access_hours(np.array([100.0]), np.array([50.0]), pairs).tolist() == [0.0]


coordinate = st.floats(0, 8_000).map(lambda x: round(x, 1))
place = st.tuples(coordinate, coordinate)
amount = st.floats(0, 1_000).map(lambda x: round(x, 2))
worlds = st.tuples(
    st.lists(st.tuples(place, amount), min_size=1, max_size=12),
    st.lists(st.tuples(place, amount), min_size=1, max_size=8),
    st.builds(
        Reach,
        reach_m=st.sampled_from([100.0, 2_000.0, 3_000.0]),
        detour=st.sampled_from([1.0, 1.3]),
        decay=st.sampled_from(Decay),
    ),
)
methods = st.sampled_from(Method)
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


@given(worlds, methods)
def test_access_agrees_with_the_double_loop_from_pairs_and_from_circles(
    world: World, method: Method
) -> None:
    left, right, people, supply, reach = laid_out(world)
    theirs = pytest.approx(
        by_double_loop(left, right, people, supply, reach, method), rel=1e-9, abs=1e-9
    )
    kept = catchments(left, right, reach)
    assert access_hours(people, supply, kept, method=method) == theirs
    around = Circles(left, right, reach)
    assert access_hours(people, supply, around, method=method) == theirs


@given(worlds, methods, st.floats(0, 5))
def test_several_supplies_at_once_give_what_each_gives_alone(
    world: World, method: Method, times: float
) -> None:
    left, right, people, supply, reach = laid_out(world)
    pairs = catchments(left, right, reach)
    supplies = np.column_stack([supply, supply[::-1], supply * times])
    together = access_in_slices(people, supplies, pairs, method=method)
    for column in range(3):
        alone = access_hours(people, supplies[:, column], pairs, method=method)
        assert together[:, column] == pytest.approx(alone, rel=1e-12, abs=1e-12)


@given(worlds, methods)
def test_access_shares_out_exactly_the_supply_that_anybody_can_reach(
    world: World, method: Method
) -> None:
    left, right, people, supply, reach = laid_out(world)
    pairs = catchments(left, right, reach).by(method)
    hours = access_hours(people, supply, pairs, method=method)
    reached = pairs.to_right(people) >= FEWEST
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
            if math.hypot(*(left[i] - right[j])) * reach.detour <= reach.reach_m
        )
        for i in range(len(left))
    ]
    assert sums_in_reach(left, right, values, reach) == pytest.approx(expected)
    assert catchments(left, right, reach).sum_left(values) == pytest.approx(expected)
