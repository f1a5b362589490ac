"""Brokers: organisations that many shortest ways between others lead through.

Betweenness (Freeman 1977, Sociometry 40(1)), counted by Brandes (2001); of a large network
from a fixed sample of sources (Brandes and Pich 2007, International Journal of Bifurcation
and Chaos 17(7)).
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from graph.analysis.memory import remembered
from graph.analysis.network.ties import TieRows, tie_rows
from graph.analysis.rows import Rows
from graph.analysis.wording import counted
from graph.kernels.betweenness import dependencies
from graph.network import Floats, Index, Network

EXACT_UPTO = 2_000
"""Organisations up to which every shortest way is counted."""

SOURCES = 200
"""Organisations from which ways are counted in a larger network: a fixed sample of it."""

MOST_BROKERS = 20
"""Brokers named."""

_THREADS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Broker:
    """An organisation that many shortest ways between others lead through.

    Attributes
    ----------
    betweenness
        Share of the shortest ways between all other pairs that lead through it, 0 to 1.
    ties
        How many organisations it is tied to.
    stated_ties
        To how many of those somebody stated the tie.
    """

    rank: int
    organisation_id: str
    organisation: str
    betweenness: float
    ties: int
    stated_ties: int
    explanation: str
    counter_reading: str


def find_brokers(network: Network, *, discoverable: bool = False) -> Rows[Broker]:
    """Organisations that connect others.

    Parameters
    ----------
    discoverable
        Whether ties count that nobody stated.

    Returns
    -------
    sequence of Broker
        Up to :data:`MOST_BROKERS` with any betweenness, most first, then by id.
    """
    between = betweenness_in(network, discoverable=discoverable)
    some = np.flatnonzero(between > 0)
    order = np.lexsort((network.organisations.id[some].astype(str), -np.round(between[some], 9)))
    rows = some[order[:MOST_BROKERS]]
    return Rows(
        len(rows),
        lambda place: _broker(
            network, int(rows[place]), place + 1, float(between[rows[place]]), discoverable
        ),
    )


@remembered(most=2)
def betweenness_in(network: Network, *, discoverable: bool) -> Floats:
    """Betweenness of each organisation, 0 to 1, shape (organisations,).

    Exact up to :data:`EXACT_UPTO` organisations with a tie; beyond, an estimate from
    :data:`SOURCES` of them, always the same ones, with each source's ways scaled up.
    """
    ties = tie_rows(network, discoverable=discoverable)
    size = len(ties)
    tied = np.flatnonzero(ties.degree > 0).astype(np.int32)
    if size < 3 or not len(tied):
        return np.zeros(size)
    sources = tied
    if len(tied) > EXACT_UPTO:
        sources = np.sort(np.random.default_rng(0).choice(tied, SOURCES, replace=False))
    total = _dependencies(ties, sources) * (len(tied) / len(sources))
    answer: Floats = total / ((size - 1) * (size - 2))
    return answer


def _dependencies(ties: TieRows, sources: Index) -> Floats:
    with ThreadPoolExecutor(_THREADS) as threads:
        parts = threads.map(
            lambda some: dependencies(ties.starts, ties.neighbours, some),
            [np.ascontiguousarray(sources[turn::_THREADS]) for turn in range(_THREADS)],
        )
        answer: Floats = np.sum(list(parts), axis=0)
    return answer


def _broker(network: Network, row: int, rank: int, share: float, discoverable: bool) -> Broker:
    name = network.organisations.name[row]
    ties = int(tie_rows(network, discoverable=discoverable).degree[row])
    return Broker(
        rank=rank,
        organisation_id=network.organisations.id[row],
        organisation=name,
        betweenness=share,
        ties=ties,
        stated_ties=int(tie_rows(network, discoverable=False).degree[row]),
        explanation=(
            f"{name} is tied to {counted(ties, 'organisation')}, and {share:.1%} of the shortest "
            "ways between others lead through it."
        ),
        counter_reading=(
            "Who recorded most ties looks most central: this shows who is well mapped as well as "
            "who is well placed."
        ),
    )
