"""Where a graph falls apart: the depth-first tree and low points of Hopcroft and Tarjan (1973).

"Algorithm 447: efficient algorithms for graph manipulation", Communications of the ACM 16(6).
A child whose low point is not above its parent's number hangs on that parent alone; since a
subtree is visited in one run, whoever would be cut off is a slice of the visiting order.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph.kernels.compiled import compiled

Rows = npt.NDArray[np.int32]


@compiled(
    "Tuple((int32[::1], int32[::1], int32[::1], int32[::1], int32[::1]))(int32[::1], int32[::1])"
)
def depth_first(starts: Rows, neighbours: Rows) -> tuple[Rows, Rows, Rows, Rows, Rows]:
    """Visit a graph depth first, from each smallest node not visited yet.

    Parameters
    ----------
    starts, neighbours
        The graph as compressed rows, both directions of each edge, none twice and no loop:
        node ``i`` borders ``neighbours[starts[i]:starts[i + 1]]``.

    Returns
    -------
    visited
        The nodes in the order of their visit, shape (nodes,).
    number
        When each was visited: ``visited[number[i]] == i``.
    low
        The smallest number that a node's subtree touches by one edge outside the tree.
    size
        How many nodes its subtree has, itself counted.
    parent
        From which node it was visited, -1 for a root.
    """
    nodes = len(starts) - 1
    visited = np.empty(nodes, dtype=np.int32)
    number = np.full(nodes, -1, dtype=np.int32)
    low = np.empty(nodes, dtype=np.int32)
    size = np.ones(nodes, dtype=np.int32)
    parent = np.full(nodes, -1, dtype=np.int32)
    upcoming = starts[:-1].copy()
    count = 0
    for root in range(nodes):
        if number[root] >= 0:
            continue
        number[root] = low[root] = count
        visited[count] = root
        count += 1
        node = np.int32(root)
        while node >= 0:
            if upcoming[node] < starts[node + 1]:
                other = neighbours[upcoming[node]]
                upcoming[node] += 1
                if number[other] < 0:
                    parent[other] = node
                    number[other] = low[other] = count
                    visited[count] = other
                    count += 1
                    node = other
                elif other != parent[node]:
                    low[node] = min(low[node], number[other])
            else:
                above = parent[node]
                if above >= 0:
                    low[above] = min(low[above], low[node])
                    size[above] += size[node]
                node = above
    return visited, number, low, size, parent
