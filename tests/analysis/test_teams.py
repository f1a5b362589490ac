"""The cheapest team: agrees with trying every team there is, and with an integer program."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array
from scipy.sparse.csgraph import minimum_spanning_tree

from graph.analysis.opportunities.teams import MOST_ROLES, Team, cheapest_team
from tests.analysis.graphs import INF, Problem, drawn, problems

# -- by hand ---------------------------------------------------------------------------------


def takers(*asked: dict[int, float]) -> dict[tuple[int, int], float]:
    return {(role, who): cost for role, bids in enumerate(asked) for who, cost in bids.items()}


def test_a_star_through_somebody_without_a_role_beats_a_dear_chain() -> None:
    # 0, 1 and 2 take the roles; 3 knows each at 1; they know each other at 5. 3 beats 10.
    ties = {(0, 3): 1.0, (1, 3): 1.0, (2, 3): 1.0, (0, 1): 5.0, (1, 2): 5.0}
    bids = takers({0: 0.0}, {1: 0.0}, {2: 0.0})
    team = Problem(size=4, ties=ties, bids=bids, roles=3).solve()
    assert team is not None
    assert (team.cost, team.takes) == (3.0, (0, 1, 2))
    assert team.ties == ((0, 3), (1, 3), (2, 3))


def test_one_who_takes_all_the_roles_needs_nobody() -> None:
    bids = takers({0: 0.5, 1: 0.0}, {0: 0.5})
    near = Problem(size=2, ties={(0, 1): 0.1}, bids=bids, roles=2).solve()
    # 0 alone: 1.0. With 1: 0.1 + 0 + 0.5 = 0.6.
    assert near is not None
    assert (near.cost, near.takes, near.ties) == (0.6, (1, 2), ((0, 1),))
    far = Problem(size=2, ties={(0, 1): 0.7}, bids=bids, roles=2).solve()
    assert far is not None
    assert (far.cost, far.takes, far.ties) == (1.0, (0, 2), ())


def test_those_who_cannot_meet_are_introduced_cold() -> None:
    bids = takers({0: 0.0}, {1: 0.0}, {2: 0.25})
    team = Problem(size=3, ties={(0, 1): 9.0}, bids=bids, roles=3, cold=3.0).solve()
    # Even the two who are tied meet cold: their tie costs more.
    assert team is not None
    assert (team.cost, team.ties) == (2 * 3.0 + 0.25, ())


def test_there_is_no_team_where_a_role_has_no_taker() -> None:
    assert Problem(size=2, ties={(0, 1): 1.0}, bids=takers({0: 0.0}), roles=2).solve() is None
    assert Problem(size=0, ties={}, bids={}, roles=1).solve() is None


def test_a_team_that_is_not_cheaper_than_asked_for_is_none() -> None:
    problem = Problem(size=2, ties={(0, 1): 1.0}, bids=takers({0: 0.5}, {1: 0.25}), roles=2)
    assert problem.solve(below=1.75) is None
    found = problem.solve(below=1.76)
    assert found is not None
    assert found.cost == 1.75


def test_no_role_needs_no_team_and_too_many_are_refused() -> None:
    empty = Problem(size=2, ties={}, bids={}, roles=0).solve()
    assert empty == Team(cost=0.0, takes=(), ties=(), touched=0)
    with pytest.raises(ValueError, match="roles are more than"):
        Problem(size=1, ties={}, bids={}, roles=MOST_ROLES + 1).solve()


def test_a_search_that_outgrows_its_room_takes_more() -> None:
    # A long line of cheap ties from one end to the other touches more than the first room.
    size = 9_000
    ties = {(node, node + 1): 0.0001 for node in range(size - 1)}
    problem = Problem(size=size, ties=ties, bids=takers({0: 0.0}, {size - 1: 0.0}), roles=2)
    team = problem.solve()
    assert team is not None
    assert len(team.ties) == size - 1
    assert team.touched > 4_096


# -- by trying everything --------------------------------------------------------------------


def by_trying_everything(problem: Problem) -> float:
    """Every set of organisations, joined as cheaply as can be, cold where that is cheaper."""
    size, best = problem.size, INF
    edge = np.full((size, size), problem.cold)
    for (left, right), cost in problem.ties.items():
        edge[left, right] = edge[right, left] = min(cost, problem.cold)
    for count in range(1, size + 1):
        for members in combinations(range(size), count):
            asked = [
                min((problem.bids.get((role, who), INF) for who in members), default=INF)
                for role in range(problem.roles)
            ]
            inside = np.triu(edge[np.ix_(members, members)], 1)
            best = min(best, float(minimum_spanning_tree(inside).sum()) + sum(asked))
    return best


@settings(max_examples=300, deadline=None)
@given(problems())
def test_no_team_is_cheaper_than_the_one_found(problem: Problem) -> None:
    team, best = problem.solve(), by_trying_everything(problem)
    assert (team is None) == (best == INF)
    if team is not None:
        assert team.cost == pytest.approx(best, abs=1e-9)
        assert problem.cost_of(team) == pytest.approx(team.cost, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(problems(most=5, roles=MOST_ROLES))
def test_nor_with_as_many_roles_as_there_may_be(problem: Problem) -> None:
    team, best = problem.solve(), by_trying_everything(problem)
    if team is not None:
        assert team.cost == pytest.approx(best, abs=1e-9)


@settings(max_examples=80, deadline=None)
@given(problems(), st.floats(0, 12))
def test_a_bound_changes_nothing_but_what_is_not_below_it(problem: Problem, below: float) -> None:
    free, bound = problem.solve(), problem.solve(below=below)
    if free is None or free.cost >= below:
        assert bound is None
    elif free.cost < below - 1e-6:
        assert bound is not None
        assert bound.cost == pytest.approx(free.cost, abs=1e-9)


# -- by an integer program -------------------------------------------------------------------


def by_integer_program(problem: Problem) -> float:
    """A flow of one unit for each role from a source to who takes it, over arcs that are paid.

    The source reaches every organisation at the cost of a cold introduction; the first is not
    one, so that it is taken off again.
    """
    size, roles = problem.size, problem.roles
    arcs = [(size, who, problem.cold) for who in range(size)]
    for (left, right), cost in problem.ties.items():
        arcs += [(left, right, cost), (right, left, cost)]
    sinks = [(who, size + 1 + role, cost) for (role, who), cost in problem.bids.items()]
    every = [*arcs, *sinks]
    count, nodes = len(every), size + 1 + roles
    rows, columns, values, right_side = [], [], [], []
    for role in range(roles):
        for place, (start, end, _) in enumerate(every):
            column = count * (1 + role) + place
            rows += [role * nodes + start, role * nodes + end]
            columns += [column, column]
            values += [-1.0, 1.0]
        right_side += [0.0] * size + [-1.0] + [float(other == role) for other in range(roles)]
    conserved = coo_array((values, (rows, columns)), shape=(roles * nodes, count * (1 + roles)))
    paid = coo_array(
        (
            np.tile([1.0, -1.0], count * roles),
            (
                np.repeat(np.arange(count * roles), 2),
                np.column_stack(
                    [np.arange(count, count * (1 + roles)), np.tile(np.arange(count), roles)]
                ).ravel(),
            ),
        ),
        shape=(count * roles, count * (1 + roles)),
    )
    answer = milp(
        np.concatenate([[cost for _, _, cost in every], np.zeros(count * roles)]),
        integrality=np.concatenate([np.ones(count), np.zeros(count * roles)]),
        bounds=Bounds(0.0, 1.0),
        constraints=[
            LinearConstraint(conserved.tocsc(), right_side, right_side),
            LinearConstraint(paid.tocsc(), -np.inf, 0.0),
        ],
        options={"mip_rel_gap": 0.0},
    )
    assert answer.success, answer.message
    return float(answer.fun) - problem.cold


@pytest.mark.parametrize("roles", [5, 6, 7])
@pytest.mark.parametrize("seed", range(4))
def test_an_integer_program_finds_no_cheaper_team_in_a_middling_graph(
    seed: int, roles: int
) -> None:
    problem = drawn(seed + 10 * roles, size=40 + 5 * seed, roles=roles)
    team = problem.solve()
    assert team is not None
    assert team.cost == pytest.approx(by_integer_program(problem), abs=1e-6)
    assert problem.cost_of(team) == pytest.approx(team.cost, abs=1e-9)


def test_the_integer_program_and_trying_everything_agree() -> None:
    for seed in range(5):
        problem = drawn(seed, size=7, roles=3)
        assert by_integer_program(problem) == pytest.approx(by_trying_everything(problem))


def test_bids_in_another_order_find_a_team_as_cheap() -> None:
    problem = drawn(3, size=50, roles=5)
    turned = Problem(
        size=problem.size,
        ties=problem.ties,
        bids=dict(reversed(problem.bids.items())),
        roles=problem.roles,
    )
    one, other = problem.solve(), turned.solve()
    assert one is not None
    assert other is not None
    assert one.cost == pytest.approx(other.cost, abs=1e-12)


def test_a_graph_without_ties_or_bids_has_an_answer() -> None:
    nothing = np.zeros(0, dtype=np.int32)
    graph = Problem(size=3, ties={}, bids={}, roles=1).graph
    found = cheapest_team(graph, organisation=nothing, role=nothing, cost=np.zeros(0), roles=1)
    assert found is None
