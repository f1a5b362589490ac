"""Who is within reach of whom: the grid against every pair tried, and its odd cases."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis import pieces
from graph.analysis.access.catchments import catchments
from graph.analysis.access.circles import Circles
from graph.analysis.access.decay import greatest_square
from graph.analysis.slices import Decay, Reach
from graph.network import Floats

coordinate = st.one_of(
    st.integers(0, 40).map(lambda x: x * 250.0), st.floats(-5_000, 30_000), st.just(math.nan)
)
points = st.lists(st.tuples(coordinate, coordinate), max_size=25)
reaches = st.builds(
    Reach,
    reach_m=st.sampled_from([100.0, 500.0, 2_500.0, 60_000.0]),
    detour=st.sampled_from([1.0, 1.25, 1.3, 3.0]),
    decay=st.sampled_from(Decay),
)


def array(listed: list[tuple[float, float]]) -> Floats:
    return np.array(listed, dtype=np.float64).reshape(-1, 2)


def every_pair(left: Floats, right: Floats, reach: Reach) -> dict[tuple[int, int], float]:
    tried = {
        (i, j): math.sqrt(float(((left[i] - right[j]) ** 2).sum())) * reach.detour
        for i in range(len(left))
        for j in range(len(right))
    }
    return {pair: metres for pair, metres in tried.items() if metres <= reach.reach_m}


@given(points, points, reaches)
def test_the_grid_finds_every_pair_within_reach_once_and_no_other(
    left: list[tuple[float, float]], right: list[tuple[float, float]], reach: Reach
) -> None:
    pairs = catchments(array(left), array(right), reach)
    assert pairs.shape == (len(left), len(right))
    assert np.all(np.diff(pairs.left) >= 0)
    found = dict(
        zip(
            zip(pairs.left.tolist(), pairs.right.tolist(), strict=True),
            pairs.distance_m.tolist(),
            strict=True,
        )
    )
    assert len(found) == len(pairs)
    expected = every_pair(array(left), array(right), reach)
    assert found.keys() == expected.keys()
    assert all(found[pair] == pytest.approx(metres) for pair, metres in expected.items())


@given(points, points, reaches, st.booleans())
def test_sums_around_are_those_over_the_pairs_either_way(
    left: list[tuple[float, float]], right: list[tuple[float, float]], reach: Reach, squared: bool
) -> None:
    circles = Circles(array(left), array(right), reach)
    pairs = catchments(array(left), array(right), reach)
    weight = pairs.weight**2 if squared else pairs.weight
    here, there = np.arange(1.0, len(left) + 1), np.arange(1.0, len(right) + 1)
    to_left = np.bincount(pairs.left, weight * there[pairs.right], minlength=len(left))
    to_right = np.bincount(pairs.right, weight * here[pairs.left], minlength=len(right))
    assert circles.to_left(there, squared=squared) == pytest.approx(to_left)
    assert circles.to_right(here, squared=squared) == pytest.approx(to_right)


@given(points, points, reaches, st.data())
def test_pairs_restricted_to_some_places_are_the_pairs_of_those_places(
    left: list[tuple[float, float]],
    right: list[tuple[float, float]],
    reach: Reach,
    data: st.DataObject,
) -> None:
    kept = np.array(
        data.draw(st.lists(st.sampled_from(range(len(right))), unique=True)) if right else [],
        dtype=np.int32,
    )
    ours = catchments(array(left), array(right), reach).restricted(kept)
    direct = catchments(array(left), array(right)[kept], reach)
    assert (ours.matrix() - direct.matrix()).nnz == 0
    assert ours.shape == direct.shape


@given(points, points, reaches)
def test_pairs_turned_about_hold_the_same_weights(
    left: list[tuple[float, float]], right: list[tuple[float, float]], reach: Reach
) -> None:
    pairs = catchments(array(left), array(right), reach)
    assert (pairs.turned.matrix().T - pairs.matrix()).nnz == 0


def test_two_sites_on_one_point_are_two_sites_and_a_point_at_the_edge_is_within() -> None:
    reach = Reach(reach_m=3_000, detour=1.0)
    pairs = catchments(array([(0, 0), (3_000, 0)]), array([(0, 0), (0, 0), (6_000, 0)]), reach)
    assert sorted(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)) == [
        (0, 0),
        (0, 1),
        (1, 0),
        (1, 1),
        (1, 2),
    ]


def test_no_points_and_points_all_in_one_place_are_no_trouble() -> None:
    reach = Reach(reach_m=100, detour=1.0)
    nobody, here = array([]), array([(5.0, 5.0)] * 3)
    for left, right in ((nobody, nobody), (nobody, here), (here, nobody)):
        assert len(catchments(left, right, reach)) == 0
        assert Circles(left, right, reach).to_left(np.ones(len(right))).tolist() == [0.0] * len(
            left
        )
    assert len(catchments(here, here, reach)) == 9


def test_a_short_reach_over_a_wide_land_makes_no_more_cells_than_fit() -> None:
    corners = array([(0, 0), (650_000, 0), (0, 1_200_000), (650_000, 1_200_000), (650_050, 0)])
    circles = Circles(corners, corners, Reach(reach_m=100, detour=1.0))
    assert circles.count().tolist() == [1, 2, 1, 1, 2]


@given(st.floats(1, 60_000), st.floats(1, 3))
def test_comparing_squares_is_exactly_comparing_distances(metres: float, detour: float) -> None:
    square = greatest_square(metres, detour)
    assert math.sqrt(square) * detour <= metres
    assert math.sqrt(math.nextafter(square, math.inf)) * detour > metres


def test_work_in_pieces_gives_the_same_numbers_to_the_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = np.random.default_rng(7)
    left, right = chance.uniform(0, 30_000, (400, 2)), chance.uniform(0, 30_000, (300, 2))
    reach, people = Reach(reach_m=6_000), chance.uniform(0, 90, 400)

    def answers() -> list[list[float]]:
        pairs = catchments(left, right, reach)
        return [
            Circles(left, right, reach).to_right(people).tolist(),
            pairs.to_left(np.arange(300.0)).tolist(),
            pairs.distance_m.tolist(),
            pairs.many_to_left(np.eye(300)[:, :3]).ravel().tolist(),
        ]

    at_once = answers()
    monkeypatch.setattr(pieces, "SPLIT_FROM", 0)
    assert len(pieces.pieces(np.arange(401), work=1)) in (1, pieces.PIECES)
    assert answers() == at_once
