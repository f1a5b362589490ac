"""The cheapest team: agrees with trying every team there is."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse.csgraph import minimum_spanning_tree

from graph.analysis.teams import MOST_ROLES, Team, cheapest_team
from graph.network import Floats

INF = float("inf")


def graph(nodes: int, edges: dict[tuple[int, int], float]) -> Floats:
    cost = np.full((nodes, nodes), INF)
    for (left, right), value in edges.items():
        cost[left, right] = cost[right, left] = value
    return cost


def roles(nodes: int, *takers: dict[int, float]) -> Floats:
    cost = np.full((len(takers), nodes), INF)
    for role, taker in enumerate(takers):
        for node, value in taker.items():
            cost[role, node] = value
    return cost


def by_trying_everything(edge_cost: Floats, role_cost: Floats) -> float:
    """Every set of nodes, joined as cheaply as can be, with every role taken as cheaply as can."""
    nodes, best = len(edge_cost), INF
    for size in range(1, nodes + 1):
        for members in combinations(range(nodes), size):
            inside = edge_cost[np.ix_(members, members)]
            tree = minimum_spanning_tree(np.where(np.isfinite(inside), inside, 0)).tocoo()
            if len(tree.data) != size - 1:
                continue
            taken = role_cost[:, members].min(axis=1).sum() if len(role_cost) else 0.0
            best = min(best, float(tree.data.sum() + taken))
    return best


def check_tree(team: Team, edge_cost: Floats, role_cost: Floats) -> None:
    """The edges join the team without a cycle, its takers can, and the cost is what they cost."""
    assert len(team.edges) == len(team.nodes) - 1
    reached, waiting = {team.takes[0]}, [team.takes[0]]
    while waiting:
        node = waiting.pop()
        for edge in team.edges:
            if node in edge:
                other = edge[0] + edge[1] - node
                if other not in reached:
                    reached.add(other)
                    waiting.append(other)
    assert reached == set(team.nodes)
    cost = sum(edge_cost[edge] for edge in team.edges)
    cost += sum(role_cost[role, node] for role, node in enumerate(team.takes))
    assert team.cost == pytest.approx(float(cost))


def test_a_star_through_somebody_without_a_role_beats_a_dear_chain() -> None:
    # 0, 1 and 2 take the roles; 3 knows each at 1; they know each other at 5. 3 beats 10.
    edges = {(0, 3): 1.0, (1, 3): 1.0, (2, 3): 1.0, (0, 1): 5.0, (1, 2): 5.0}
    takers = roles(4, {0: 0.0}, {1: 0.0}, {2: 0.0})
    team = cheapest_team(graph(4, edges), takers)
    assert team == Team(cost=3.0, takes=(0, 1, 2), edges=((0, 3), (1, 3), (2, 3)))


def test_one_who_takes_all_the_roles_needs_nobody() -> None:
    team = cheapest_team(graph(2, {(0, 1): 0.1}), roles(2, {0: 0.5, 1: 0.0}, {0: 0.5}))
    # 0 alone: 1.0. With 1: 0.1 + 0 + 0.5 = 0.6.
    assert team == Team(cost=0.6, takes=(1, 0), edges=((0, 1),))
    alone = cheapest_team(graph(2, {(0, 1): 0.7}), roles(2, {0: 0.5, 1: 0.0}, {0: 0.5}))
    assert alone == Team(cost=1.0, takes=(0, 0), edges=())


def test_there_is_no_team_where_a_role_has_no_taker_or_the_takers_cannot_meet() -> None:
    assert cheapest_team(graph(2, {(0, 1): 1.0}), roles(2, {0: 0.0}, {})) is None
    assert cheapest_team(graph(2, {}), roles(2, {0: 0.0}, {1: 0.0})) is None
    assert cheapest_team(np.zeros((0, 0)), np.zeros((1, 0))) is None


def test_no_role_needs_no_team_and_too_many_are_refused() -> None:
    assert cheapest_team(graph(2, {}), np.zeros((0, 2))) == Team(cost=0.0, takes=(), edges=())
    with pytest.raises(ValueError, match="roles are more than"):
        cheapest_team(graph(1, {}), np.zeros((MOST_ROLES + 1, 1)))


price = st.integers(1, 40).map(lambda tenths: tenths / 10)
taking = st.none() | st.integers(0, 20).map(lambda tenths: tenths / 10)


@st.composite
def problems(draw: st.DrawFn) -> tuple[Floats, Floats]:
    nodes, count = draw(st.integers(1, 8)), draw(st.integers(1, 4))
    edges = {
        pair: draw(price) for pair in combinations(range(nodes), 2) if draw(st.integers(0, 9)) < 6
    }
    takers: list[dict[int, float]] = [{} for _ in range(count)]
    for role, node in product(range(count), range(nodes)):
        cost = draw(taking)
        if cost is not None:
            takers[role][node] = cost
    return graph(nodes, edges), roles(nodes, *takers)


@settings(max_examples=150, deadline=None)
@given(problems())
def test_the_team_costs_what_the_best_of_all_teams_costs(problem: tuple[Floats, Floats]) -> None:
    edge_cost, role_cost = problem
    best, team = by_trying_everything(edge_cost, role_cost), cheapest_team(edge_cost, role_cost)
    if team is None:
        assert best == INF
        return
    assert team.cost == pytest.approx(best)
    check_tree(team, edge_cost, role_cost)
