"""Betweenness by Brandes (2001), one breadth-first visit a source, on compressed rows.

"A faster algorithm for betweenness centrality", Journal of Mathematical Sociology 25(2).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph.kernels.compiled import compiled

Rows = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]


@compiled("float64[::1](int32[::1], int32[::1], int32[::1])")
def dependencies(starts: Rows, neighbours: Rows, sources: Rows) -> Floats:
    """How much the shortest ways from some sources to all nodes depend on each node.

    Parameters
    ----------
    starts, neighbours
        The graph as compressed rows, both directions of each edge, none twice and no loop.
    sources
        Nodes to start from.

    Returns
    -------
    array of shape (nodes,)
        For each node, the sum over sources and targets (neither of them the node) of the
        share of their shortest ways that lead through it.
    """
    nodes = len(starts) - 1
    total = np.zeros(nodes)
    distance = np.full(nodes, -1, dtype=np.int32)
    ways = np.zeros(nodes)
    share = np.zeros(nodes)
    queue = np.empty(nodes, dtype=np.int32)
    for source in sources:
        distance[source] = 0
        ways[source] = 1.0
        queue[0] = source
        first, last = 0, 1
        while first < last:
            node = queue[first]
            first += 1
            for place in range(starts[node], starts[node + 1]):
                other = neighbours[place]
                if distance[other] < 0:
                    distance[other] = distance[node] + 1
                    queue[last] = other
                    last += 1
                if distance[other] == distance[node] + 1:
                    ways[other] += ways[node]
        for turn in range(last - 1, -1, -1):
            node = queue[turn]
            for place in range(starts[node], starts[node + 1]):
                other = neighbours[place]
                if distance[other] == distance[node] + 1:
                    share[node] += ways[node] / ways[other] * (1.0 + share[other])
            if node != source:
                total[node] += share[node]
        for turn in range(last):  # only what this source touched
            node = queue[turn]
            distance[node] = -1
            ways[node] = 0.0
            share[node] = 0.0
    return total
