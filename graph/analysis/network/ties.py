"""The ties between organisations as a graph: for networkx, and as compressed rows for kernels."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx
import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from graph.analysis.memory import remembered
from graph.network import Flags, Index, Network


@dataclass(frozen=True, kw_only=True, eq=False)
class TieRows:
    """Who is tied to whom, whatever the kind, as compressed rows.

    Attributes
    ----------
    starts, neighbours
        Organisation ``i`` is tied to ``neighbours[starts[i]:starts[i + 1]]``, in row order; both
        directions of each tie, several ties of two organisations as one.
    """

    starts: Index
    neighbours: Index

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def degree(self) -> Index:
        """How many organisations each is tied to."""
        return np.diff(self.starts)

    def of(self, organisation: int) -> Index:
        """Rows of the organisations that one is tied to."""
        return self.neighbours[self.starts[organisation] : self.starts[organisation + 1]]

    def matrix(self) -> csr_array:
        """The same as a sparse matrix of ones."""
        ones = np.ones(len(self.neighbours))
        return csr_array((ones, self.neighbours, self.starts), shape=(len(self), len(self)))

    def parts(self) -> Index:
        """The number of the connected part that each organisation is in, from 0."""
        if not len(self):
            return np.zeros(0, dtype=np.int32)
        return connected_components(self.matrix(), directed=False)[1].astype(np.int32)


def counted_ties(network: Network, *, discoverable: bool) -> Flags:
    """Which ties count: those that somebody stated, and the discovered ones where asked."""
    ties = network.ties
    apart: Flags = ties.left != ties.right
    return apart if discoverable else apart & ties.validated


@remembered(most=2)
def tie_rows(network: Network, *, discoverable: bool) -> TieRows:
    """The ties as compressed rows; see :func:`tie_graph`."""
    size, counted = len(network.organisations), counted_ties(network, discoverable=discoverable)
    left, right = network.ties.left[counted], network.ties.right[counted]
    both = (np.concatenate([left, right]), np.concatenate([right, left]))
    found = csr_array((np.ones(len(both[0])), both), shape=(size, size))
    found.sum_duplicates()
    return TieRows(starts=found.indptr.astype(np.int32), neighbours=found.indices.astype(np.int32))


def tie_graph(network: Network, *, discoverable: bool = False) -> nx.Graph[int]:
    """Organisations (their rows) and the ties between them, of whatever kind, for networkx.

    Parameters
    ----------
    discoverable
        Whether ties count that nobody stated.
    """
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(network.organisations)))
    counted = counted_ties(network, discoverable=discoverable)
    graph.add_edges_from(
        zip(network.ties.left[counted].tolist(), network.ties.right[counted].tolist(), strict=True)
    )
    return graph
