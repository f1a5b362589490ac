"""The cheapest connected team that covers every role, exactly.

The group Steiner tree problem (team formation: Lappas, Liu and Terzi 2009, KDD),
solved by dynamic programming over sets of roles (DPBF: Ding, Yu, Wang, Qin,
Zhang and Lin 2007, "Finding top-k min-cost connected trees in databases",
ICDE). On a dense graph the growing step is one min-plus product with the
matrix of shortest paths.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse.csgraph import shortest_path

from graph.network import Floats, Index

MOST_ROLES = 8
"""Time doubles more than twice with each role; no question here has more than five."""

_NO_EDGE = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A connected team.

    Attributes
    ----------
    cost
        Of its edges and of the roles taken.
    takes
        For each role, the node that takes it.
    edges
        Pairs of nodes, the smaller first, in order; a tree over the team.
    """

    cost: float
    takes: tuple[int, ...]
    edges: tuple[tuple[int, int], ...]

    @property
    def nodes(self) -> tuple[int, ...]:
        """Everybody in the team, those that only connect included."""
        return tuple(sorted({*self.takes, *(node for edge in self.edges for node in edge)}))


@dataclass(frozen=True, kw_only=True, eq=False)
class Paths:
    """Shortest paths between all nodes of a graph: their lengths, and each one's last step."""

    length: Floats
    before: Index

    def edges(self, start: int, end: int) -> set[tuple[int, int]]:
        """The edges of the shortest path between two nodes."""
        found = set()
        while end != start:
            step = int(self.before[start, end])
            found.add((min(step, end), max(step, end)))
            end = step
        return found


def shortest_paths(edge_cost: Floats) -> Paths:
    """Shortest paths of a graph given as a symmetric matrix, infinity where there is no edge."""
    if not len(edge_cost):
        return Paths(length=edge_cost.copy(), before=np.zeros((0, 0), dtype=np.int32))
    graph = edge_cost.copy()
    np.fill_diagonal(graph, 0.0)
    length, before = shortest_path(graph, method="FW", directed=False, return_predecessors=True)
    return Paths(length=length, before=before.astype(np.int32))


def cheapest_team(edge_cost: Floats, role_cost: Floats, paths: Paths | None = None) -> Team | None:
    """The cheapest tree in which every role is taken by a node of the tree.

    Parameters
    ----------
    edge_cost
        Symmetric, shape (nodes, nodes), above 0; infinity where there is no edge.
    role_cost
        What it costs that a node takes a role, shape (roles, nodes), 0 or
        more; infinity where it cannot. One node may take several roles.
    paths
        Its shortest paths, where they are known already.

    Returns
    -------
    Team or None
        None where no connected team covers all roles. With no role the
        team is empty and costs nothing. Of equal teams, the same one always.

    Raises
    ------
    ValueError
        More than :data:`MOST_ROLES` roles.
    """
    roles = len(role_cost)
    if roles > MOST_ROLES:
        raise ValueError(f"{roles} roles are more than the {MOST_ROLES} that can be searched.")
    if roles == 0:
        return Team(cost=0.0, takes=(), edges=())
    paths = paths or shortest_paths(edge_cost)
    best, split, grown = _tables(role_cost, paths)
    everything = (1 << roles) - 1
    if not best[everything].size or not np.isfinite(best[everything].min()):
        return None
    root = int(np.argmin(best[everything]))
    takes, edges = _traced(paths, split, grown, everything, root, roles)
    return _tidied(edge_cost, role_cost, takes, edges)


def _tables(role_cost: Floats, paths: Paths) -> tuple[Floats, Index, Index]:
    """For each set of roles and root: the cost, the half it was split into, whence it grew."""
    roles, nodes = role_cost.shape
    sets = 1 << roles
    best = np.full((sets, nodes), np.inf)
    split = np.zeros((sets, nodes), dtype=np.int32)
    grown = np.zeros((sets, nodes), dtype=np.int32)
    for number in range(1, sets):
        if number & (number - 1) == 0:
            rooted = role_cost[number.bit_length() - 1].astype(np.float64)
        else:
            rooted = np.full(nodes, np.inf)
            lowest = number & -number
            half = (number - 1) & number
            while half:
                if half & lowest:
                    joined = best[half] + best[number ^ half]
                    better = joined < rooted
                    rooted = np.where(better, joined, rooted)
                    split[number] = np.where(better, half, split[number])
                half = (half - 1) & number
        through = rooted[:, np.newaxis] + paths.length
        grown[number] = np.argmin(through, axis=0) if nodes else 0
        best[number] = through[grown[number], np.arange(nodes)]
    return best, split, grown


def _traced(
    paths: Paths, split: Index, grown: Index, everything: int, root: int, roles: int
) -> tuple[list[int], set[tuple[int, int]]]:
    """Who takes each role, and the edges used, read back from the tables."""
    takes, edges = [_NO_EDGE] * roles, set()
    waiting = [(everything, root)]
    while waiting:
        number, node = waiting.pop()
        origin = int(grown[number, node])
        edges |= paths.edges(origin, node)
        if number & (number - 1) == 0:
            takes[number.bit_length() - 1] = origin
        else:
            half = int(split[number, origin])
            waiting += [(half, origin), (number ^ half, origin)]
    return takes, edges


def _tidied(
    edge_cost: Floats, role_cost: Floats, takes: list[int], edges: set[tuple[int, int]]
) -> Team:
    """The team as a tree: equal paths that crossed leave no cycle, and no loose end."""
    leader = {node: node for edge in edges for node in edge}
    kept: set[tuple[int, int]] = set()
    for edge in sorted(edges, key=lambda edge: (float(edge_cost[edge]), edge)):
        left, right = (_leader(leader, node) for node in edge)
        if left != right:
            leader[left] = right
            kept.add(edge)
    while True:
        ends = [node for edge in kept for node in edge]
        loose = {node for node in ends if ends.count(node) == 1 and node not in takes}
        if not loose:
            break
        kept = {edge for edge in kept if not loose & set(edge)}
    cost = sum(float(edge_cost[edge]) for edge in kept)
    cost += sum(float(role_cost[role, node]) for role, node in enumerate(takes))
    return Team(cost=cost, takes=tuple(takes), edges=tuple(sorted(kept)))


def _leader(leader: dict[int, int], node: int) -> int:
    """Who stands for everybody connected to a node (union and find)."""
    while leader[node] != node:
        node = leader[node]
    return node
