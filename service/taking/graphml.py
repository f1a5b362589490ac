"""The network as GraphML, which Gephi, Cytoscape, yEd and R's igraph open."""

from __future__ import annotations

import io
from typing import Any

import networkx as nx

from graph.network import Network
from service.exports import Sheet, flat
from service.sheets.graph import gephi_edges, gephi_nodes

MEDIA_TYPE = "application/graphml+xml"


def graph_of(network: Network) -> nx.MultiDiGraph[str]:
    """Organisations and their ties; two may be tied in several ways."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(name="Hedgerow", revision=network.revision)
    nodes, edges = gephi_nodes(network), gephi_edges(network)
    for row in range(len(network.organisations)):
        told = _told(nodes, row)
        graph.add_node(told.pop("id"), **told)
    for row in range(len(network.ties)):
        told = _told(edges, row)
        left, right, id = told.pop("source"), told.pop("target"), told.pop("id")
        del told["type"]  # the graph itself is directed
        graph.add_edge(left, right, key=id, **told)
    return graph


def graphml_bytes(network: Network) -> bytes:
    """The network as a GraphML file."""
    out = io.BytesIO()
    nx.write_graphml(graph_of(network), out, named_key_ids=True)
    return out.getvalue()


def _told(sheet: Sheet[int], row: int) -> dict[str, Any]:
    """What is known of a row; GraphML has no word for what is not."""
    cells = {column.heading: column.cell(row) for column in sheet.columns}
    return {
        heading.lower().replace(" ", "_"): cell if isinstance(cell, bool) else flat(cell)
        for heading, cell in cells.items()
        if cell is not None
    }
