"""The most young people lifted by so many sessions: by hand, against every choice, and bounded."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.where_next.covering import TRIES, Covering, cover, laid_out
from graph.analysis.where_next.proof import prove
from tests.covering import a_covering, best_worth, worth_by_flow

INFINITE = float("inf")


def near(value: float) -> object:
    return pytest.approx(value, rel=1e-6, abs=1e-6)


def test_greedy_takes_the_most_and_may_miss_the_best() -> None:
    # Greedy opens the middle hall (6 and 6), then a side (4): 16. The two sides make 20.
    problem = a_covering(
        [[0, 1], [1, 2], [2, 3]], people=[4, 6, 6, 4], rooms=[[INFINITE], [INFINITE], [INFINITE]]
    )
    greedy = cover(problem, sessions=2, tries=0)
    assert greedy.worth == near(16)
    assert greedy.bound >= 20
    assert not greedy.proven
    assert greedy.below == near(1 - 16 / greedy.bound)


def test_swaps_find_what_greedy_missed_and_the_proof_says_so() -> None:
    problem = a_covering(
        [[0, 1], [1, 2], [2, 3]], people=[4, 6, 6, 4], rooms=[[INFINITE], [INFINITE], [INFINITE]]
    )
    found = prove(problem, cover(problem, sessions=2), sessions=2)
    assert found.opened.tolist() == [1, 0, 1]
    assert (found.worth, found.proven, found.below) == (near(20), True, 0.0)


def test_a_session_lifts_no_more_than_it_has_room_for() -> None:
    problem = a_covering([[0, 1]], people=[50, 50], rooms=[[30, 20]], weight=[2, 1])
    assert cover(problem, sessions=1).worth == near(60)
    # The second session at the same hall takes the rest of the heavier area first.
    assert cover(problem, sessions=2).worth == near(100)


def test_a_hall_hands_people_over_so_that_more_are_lifted() -> None:
    # The first hall reaches both areas, the second only the heavier one. Opened first, the
    # first serves the heavier area and hands it over when the second opens.
    problem = a_covering([[0, 1], [0]], people=[10, 10], rooms=[[10], [10]], weight=[2, 1])
    assert cover(problem, sessions=2).worth == near(30)


def test_everybody_counts_once() -> None:
    problem = a_covering([[0], [0], [0]], people=[10], rooms=[[8], [8], [8]])
    found = cover(problem, sessions=3)
    assert (found.worth, found.proven) == (near(10), True)
    assert int(found.opened.sum()) == 2


def test_more_sessions_than_halls_open_all_that_help_and_are_proven_at_once() -> None:
    problem = a_covering([[0], [1]], people=[10, 20], rooms=[[5], [INFINITE]])
    found = cover(problem, sessions=500)
    assert (found.opened.tolist(), found.worth, found.proven) == ([1, 1], near(25), True)


@pytest.mark.parametrize(
    ("reach", "people", "rooms"),
    [([], [], []), ([], [10], []), ([[]], [10], [[5]]), ([[], []], [], [[5], [INFINITE]])],
)
def test_without_halls_or_anybody_short_nothing_opens(
    reach: list[list[int]], people: list[float], rooms: list[list[float]]
) -> None:
    problem = a_covering(reach, people=people, rooms=rooms)
    found = prove(problem, cover(problem, sessions=3), sessions=3)
    assert (found.opened.sum(), found.worth, found.bound, found.proven) == (0, 0, 0, True)
    order, served = laid_out(problem, found.opened)
    assert (len(order), len(served)) == (0, 0)


@st.composite
def coverings(draw: st.DrawFn, *, roomy: bool) -> Covering:
    areas, sites = draw(st.integers(1, 6)), draw(st.integers(1, 5))
    numbers = st.integers(1, 40).map(float)
    weights = draw(st.lists(st.integers(1, 6), min_size=areas, max_size=areas))
    return a_covering(
        [sorted(draw(st.sets(st.integers(0, areas - 1)))) for _ in range(sites)],
        people=draw(st.lists(numbers, min_size=areas, max_size=areas)),
        weight=[weight / 4 for weight in sorted(weights, reverse=True)],
        rooms=[
            [INFINITE]
            if roomy
            else sorted(draw(st.lists(numbers, min_size=1, max_size=2)), reverse=True)
            for _ in range(sites)
        ],
    )


def check(problem: Covering, sessions: int) -> None:
    best = best_worth(problem, sessions)
    for tries in (0, TRIES):
        found = cover(problem, sessions=sessions, tries=tries)
        assert int(found.opened.sum()) <= sessions
        assert found.worth == near(worth_by_flow(problem, tuple(found.opened.tolist())))
        # Nemhauser, Wolsey and Fisher: never below this share of the best.
        assert (1 - 1 / np.e) * best <= found.worth + 1e-6
        assert found.worth <= best + 1e-6
        assert found.bound >= best - 1e-6
        assert not found.proven or found.worth == near(best)
        exact = prove(problem, found, sessions=sessions)
        assert (exact.worth, exact.proven) == (near(best), True)
        assert int(exact.opened.sum()) <= sessions
    order, served = laid_out(problem, exact.opened)
    assert problem.worth_of(served) == near(best)
    assert np.all(np.bincount(order, minlength=problem.sites) <= exact.opened)


@settings(max_examples=80, deadline=None)
@given(coverings(roomy=True), st.integers(1, 5))
def test_without_room_the_proof_is_the_best_of_all_choices(
    problem: Covering, sessions: int
) -> None:
    check(problem, sessions)


@settings(max_examples=80, deadline=None)
@given(coverings(roomy=False), st.integers(1, 5))
def test_with_room_the_proof_is_the_best_of_all_choices(problem: Covering, sessions: int) -> None:
    check(problem, sessions)


def test_who_watches_is_told_and_may_stop_the_search() -> None:
    problem = a_covering(
        [[0, 1], [1, 2], [2, 3]], people=[4, 6, 6, 4], rooms=[[INFINITE], [INFINITE], [INFINITE]]
    )
    first = cover(problem, sessions=2, tries=0)
    told = []

    def stop(found: object) -> bool:
        told.append(found)
        return False

    stopped = prove(problem, first, sessions=2, watch=stop)
    assert told == [first]
    assert stopped is first
