"""The network of organisations at national size, beside networkx on the same ties."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import numpy as np

from benchmarks.england import england
from benchmarks.measuring import Row, faster, times
from graph.analysis.network.communities import communities_in
from graph.analysis.network.keystones import cuts_in
from graph.analysis.network.ties import tie_graph, tie_rows
from graph.kernels.betweenness import dependencies

SOURCES = 3
"""Sources that ways are counted from: networkx takes some four seconds for each."""


def keystones() -> Row:
    """Articulation points and how many each would cut off; networkx finds the points alone."""
    network = england().network
    graph = tie_graph(network)
    found = set(cuts_in(network, discoverable=False).rows.tolist())
    assert found == set(nx.articulation_points(graph))
    measured = times(
        lambda: cuts_in(replace(network), discoverable=False),
        lambda: set(nx.articulation_points(graph)),
        repeats=3,
    )
    return faster(
        "Keystones",
        measured,
        least=5,
        note=(
            f"articulation points among {len(graph):,} organisations and {graph.size():,} stated "
            "ties, and how many each would cut off, from the columns of the snapshot; networkx's "
            "`articulation_points` on a graph made beforehand, the points alone; the same points"
        ),
    )


def brokers() -> Row:
    """Betweenness from a few sources."""
    network = england().network
    ties, graph = tie_rows(network, discoverable=False), tie_graph(network)
    tied = np.flatnonzero(ties.degree > 0)
    sources = np.random.default_rng(1).choice(tied, SOURCES, replace=False).astype(np.int32)
    targets = tied.tolist()

    def networkx_ways() -> dict[int, float]:
        found: dict[int, float] = nx.betweenness_centrality_subset(
            graph, sources.tolist(), targets, normalized=False
        )
        return found

    ours = dependencies(ties.starts, ties.neighbours, sources)
    other = networkx_ways()
    assert np.allclose(ours / 2, [other[node] for node in range(len(graph))], rtol=1e-9)
    measured = times(
        lambda: dependencies(ties.starts, ties.neighbours, sources),
        networkx_ways,
        repeats=3,
    )
    return faster(
        "Brokers",
        measured,
        least=20,
        note=(
            f"betweenness from {SOURCES} sources to everybody among {len(graph):,} organisations; "
            "networkx's `betweenness_centrality_subset`; equal to 1e-9"
        ),
    )


def communities() -> Row:
    """Communities by Leiden; networkx has Louvain."""
    network = england().network
    graph = tie_graph(network)
    measured = times(
        lambda: communities_in(replace(network), discoverable=False),
        lambda: nx.community.louvain_communities(graph, seed=0),
        repeats=2,
        other_repeats=1,
    )
    return faster(
        "Communities",
        measured,
        least=3,
        note=(
            f"{len(graph):,} organisations, {graph.size():,} stated ties: Leiden by "
            "scikit-network; networkx's `louvain_communities`"
        ),
    )
