"""The kernels of the network against networkx: where a graph falls apart, who stands between."""

from __future__ import annotations

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.kernels.betweenness import dependencies
from graph.kernels.cuts import depth_first

edges = st.lists(
    st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda pair: pair[0] != pair[1]),
    max_size=30,
)


def rows_of(graph: nx.Graph[int]) -> tuple[np.ndarray, np.ndarray]:
    matrix = nx.to_scipy_sparse_array(graph, nodelist=range(len(graph)), format="csr")
    return matrix.indptr.astype(np.int32), matrix.indices.astype(np.int32)


def graph_of(pairs: list[tuple[int, int]]) -> nx.Graph[int]:
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(12))
    graph.add_edges_from(pairs)
    return graph


@settings(max_examples=150, deadline=None)
@given(edges)
def test_the_visit_finds_the_articulation_points_of_networkx(pairs: list[tuple[int, int]]) -> None:
    graph = graph_of(pairs)
    visited, number, low, size, parent = depth_first(*rows_of(graph))
    assert sorted(visited.tolist()) == list(range(12))
    assert (visited[number] == np.arange(12)).all()
    found = set()
    for node in range(12):
        children = np.flatnonzero(parent == node)
        apart = children[low[children] >= number[node]]
        if len(apart) > (parent[node] < 0):
            found.add(node)
    assert found == set(nx.articulation_points(graph))
    roots = np.flatnonzero(parent < 0)
    parts = {frozenset(part) for part in nx.connected_components(graph)}
    assert {
        frozenset(visited[number[root] : number[root] + size[root]].tolist()) for root in roots
    } == parts


@settings(max_examples=100, deadline=None)
@given(edges, st.integers(1, 12))
def test_dependencies_from_all_sources_are_the_betweenness_of_networkx(
    pairs: list[tuple[int, int]], some: int
) -> None:
    graph = graph_of(pairs)
    starts, neighbours = rows_of(graph)
    every = dependencies(starts, neighbours, np.arange(12, dtype=np.int32))
    known = nx.betweenness_centrality(graph, normalized=False)
    assert np.allclose(every / 2, [known[node] for node in range(12)], atol=1e-12)
    first = dependencies(starts, neighbours, np.arange(some, dtype=np.int32))
    rest = dependencies(starts, neighbours, np.arange(some, 12, dtype=np.int32))
    assert np.allclose(first + rest, every)


def test_a_graph_without_nodes_has_no_visit_and_no_ways() -> None:
    none = np.zeros(0, dtype=np.int32)
    start = np.zeros(1, dtype=np.int32)
    assert all(len(part) == 0 for part in depth_first(start, none))
    assert len(dependencies(start, none, none)) == 0
