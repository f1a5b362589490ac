"""The network of organisations itself: single points of failure, islands, brokers.

Connected parts, articulation points (Hopcroft and Tarjan 1973) and betweenness
(Freeman 1977, by Brandes 2001) are networkx's.
"""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

from graph.analysis.wording import counted, listed
from graph.network import Network

SOURCES = 400
"""Organisations from which betweenness is counted; beyond so many, a fixed sample stands in."""

MOST_BROKERS = 20
"""Brokers named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keystone:
    """An organisation whose loss would cut others off (an articulation point).

    ``cut_off`` names the organisations that would lose every path to the
    largest remaining part, by name.
    """

    organisation_id: str
    organisation: str
    cut_off_ids: tuple[str, ...]
    cut_off: tuple[str, ...]
    explanation: str
    counter_reading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Island:
    """Organisations without a tie to the largest connected part: one alone, or several together.

    In the order of their names.
    """

    organisation_ids: tuple[str, ...]
    organisations: tuple[str, ...]
    explanation: str
    counter_reading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Broker:
    """An organisation that many shortest ways between others lead through.

    Attributes
    ----------
    betweenness
        Share of the shortest ways between all other pairs that lead through it, 0 to 1.
    ties
        How many organisations it is tied to.
    """

    rank: int
    organisation_id: str
    organisation: str
    betweenness: float
    ties: int
    explanation: str
    counter_reading: str


def tie_graph(network: Network, *, discoverable: bool = False) -> nx.Graph[int]:
    """Organisations (their rows) and the ties between them, of whatever kind.

    Parameters
    ----------
    discoverable
        Whether ties count that nobody stated.
    """
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(network.organisations)))
    ties = network.ties
    for left, right, validated in zip(
        ties.left.tolist(), ties.right.tolist(), ties.validated.tolist(), strict=True
    ):
        if validated or discoverable:
            graph.add_edge(left, right)
    return graph


def find_keystones(network: Network) -> tuple[Keystone, ...]:
    """Organisations that hold the network together, over the ties that somebody stated.

    Returns
    -------
    tuple of Keystone
        Those that would cut most others off first, then by id; the empty network has none.
    """
    graph = tie_graph(network)
    part_of = {node: part for part in nx.connected_components(graph) for node in part}
    found = {row: _cut_off(graph, row, part_of[row]) for row in nx.articulation_points(graph)}
    ids = network.organisations.id
    ordered = sorted(found, key=lambda row: (-len(found[row]), ids[row]))
    return tuple(_keystone(network, row, found[row]) for row in ordered)


def _cut_off(graph: nx.Graph[int], row: int, part: set[int]) -> list[int]:
    """Who would lose every path to the largest of the parts that remain."""
    left = graph.subgraph(part - {row})
    pieces = sorted(nx.connected_components(left), key=lambda piece: (-len(piece), min(piece)))
    return sorted(node for piece in pieces[1:] for node in piece)


def _keystone(network: Network, row: int, cut: list[int]) -> Keystone:
    organisations = network.organisations
    ordered = sorted(cut, key=lambda one: (organisations.name[one], organisations.id[one]))
    names = tuple(organisations.name[one] for one in ordered)
    name = organisations.name[row]
    return Keystone(
        organisation_id=organisations.id[row],
        organisation=name,
        cut_off_ids=tuple(organisations.id[one] for one in ordered),
        cut_off=names,
        explanation=(
            f"Every stated tie of {listed(names)} with the rest goes through {name}: if it "
            f"closed, {counted(len(cut), 'organisation')} would be cut off."
        ),
        counter_reading=(
            "People know each other in ways that no register holds, and ties that were only "
            "discovered (a shared board or funder) are left out here. To be needed is also a "
            "strength; a second tie for each of them would make it safer."
        ),
    )


def find_islands(network: Network) -> tuple[Island, ...]:
    """Organisations without a tie to the largest connected part, discoverable ties counted.

    Returns
    -------
    tuple of Island
        The largest first, then by name. Where nobody has a tie, everybody is an island; the
        empty network has none.
    """
    parts = sorted(
        nx.connected_components(tie_graph(network, discoverable=True)),
        key=lambda part: (-len(part), min(part)),
    )
    main = 1 if parts and len(parts[0]) > 1 else 0
    islands = [_island(network, sorted(part)) for part in parts[main:]]
    return tuple(sorted(islands, key=lambda one: (-len(one.organisations), one.organisations)))


def _island(network: Network, rows: list[int]) -> Island:
    organisations = network.organisations
    ordered = sorted(rows, key=lambda row: (organisations.name[row], organisations.id[row]))
    names = tuple(organisations.name[row] for row in ordered)
    alone = len(rows) == 1
    return Island(
        organisation_ids=tuple(organisations.id[row] for row in ordered),
        organisations=names,
        explanation=(
            f"No tie of {names[0]} with anybody is recorded."
            if alone
            else f"{listed(names)} have ties with each other, and none with anybody else."
        ),
        counter_reading=(
            "That nobody recorded a tie does not mean there is none: ask whom they work with."
        ),
    )


def find_brokers(network: Network) -> tuple[Broker, ...]:
    """Organisations that connect others, over the ties that somebody stated.

    Betweenness counts all shortest ways; with more than :data:`SOURCES`
    organisations those from a fixed sample, so that the answer stays the same.

    Returns
    -------
    tuple of Broker
        Up to :data:`MOST_BROKERS` with any betweenness, most first, then by id.
    """
    graph = tie_graph(network)
    sample = SOURCES if len(graph) > SOURCES else None
    between: dict[int, float] = nx.betweenness_centrality(graph, k=sample, seed=0)
    ids = network.organisations.id
    ordered = sorted(
        (row for row, share in between.items() if share > 0),
        key=lambda row: (-round(between[row], 9), ids[row]),
    )[:MOST_BROKERS]
    return tuple(
        _broker(network, row, rank, between[row], graph.degree[row])
        for rank, row in enumerate(ordered, start=1)
    )


def _broker(network: Network, row: int, rank: int, share: float, ties: int) -> Broker:
    name = network.organisations.name[row]
    return Broker(
        rank=rank,
        organisation_id=network.organisations.id[row],
        organisation=name,
        betweenness=share,
        ties=ties,
        explanation=(
            f"{name} is tied to {counted(ties, 'organisation')}, and {share:.1%} of the shortest "
            "ways between others lead through it."
        ),
        counter_reading=(
            "Who recorded most ties looks most central: this shows who is well mapped as well as "
            "who is well placed."
        ),
    )
