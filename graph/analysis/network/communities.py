"""Communities: organisations with more ties among each other than with the rest.

The Leiden method (Traag, Waltman and van Eck 2019, Scientific Reports 9, 5233) on
modularity (Newman and Girvan 2004), by scikit-network: its communities hang together,
which Louvain's need not.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.sparse import csr_array, csr_matrix
from sknetwork.clustering.leiden import Leiden
from sknetwork.clustering.metrics import get_modularity

from graph.analysis.memory import remembered
from graph.analysis.network.ties import counted_ties, tie_rows
from graph.analysis.rows import Rows
from graph.analysis.wording import counted, listed
from graph.model import OrganisationKind, TieKind
from graph.network import Index, Network

STRENGTH = {
    TieKind.AWARENESS: 1.0,
    TieKind.REFERS_TO: 2.0,
    TieKind.MEMBER_OF: 2.0,
    TieKind.COOPERATION: 2.0,
    TieKind.SUPPORTS: 2.0,
    TieKind.FUNDS: 2.0,
    TieKind.COORDINATION: 3.0,
    TieKind.DELIVERS_WITH: 4.0,
    TieKind.INTEGRATION: 4.0,
}
"""How strongly a tie draws two organisations into one community: the four steps of intensity."""

DISCOVERED_STRENGTH = 0.5
"""Of a tie that was only discovered, where those count."""

ROWS_KEPT = 100
"""Rows of communities that stay made: one of thousands of organisations takes a while."""

LEAST_MEMBERS = 3
"""The smallest community named."""

_KINDS = {str(kind): kind.label for kind in OrganisationKind}


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    """Organisations with more ties among each other than with the rest.

    Attributes
    ----------
    name
        After its best connected member.
    organisation_ids, organisations
        Its members, the best connected first.
    ties_within, ties_outward
        Pairs of members that are tied, and ties of members with organisations outside it.
    kinds
        The kinds of organisation in it and how many of each, the most first.
    """

    rank: int
    name: str
    organisation_ids: tuple[str, ...]
    organisations: tuple[str, ...]
    ties_within: int
    ties_outward: int
    kinds: tuple[tuple[str, int], ...]
    explanation: str
    counter_reading: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Divided:
    """How a network falls into communities.

    Attributes
    ----------
    community
        The number of each organisation's community, from 0, the largest first; -1 for one
        of fewer than :data:`LEAST_MEMBERS`. Shape (organisations,).
    modularity
        How far ties lie within communities beyond what chance would do, -0.5 to 1; 0 without
        any tie.
    """

    community: Index
    modularity: float

    @property
    def count(self) -> int:
        """How many communities there are."""
        return int(self.community.max(initial=-1)) + 1


def find_communities(network: Network, *, discoverable: bool = False) -> Rows[Community]:
    """Organisations with more ties among each other than with the rest, the largest first.

    Parameters
    ----------
    discoverable
        Whether ties count that nobody stated.

    Returns
    -------
    sequence of Community
        Empty where nobody has a tie.
    """
    divided = communities_in(network, discoverable=discoverable)

    @lru_cache(maxsize=ROWS_KEPT)
    def row(place: int) -> Community:
        return _community(network, divided, place, discoverable=discoverable)

    return Rows(divided.count, row)


@remembered(most=2)
def communities_in(network: Network, *, discoverable: bool) -> Divided:
    """The community of each organisation; the same one always."""
    size = len(network.organisations)
    pull = _pull(network, discoverable=discoverable)
    if not pull.nnz:
        return Divided(community=np.full(size, -1, dtype=np.int32), modularity=0.0)
    found = Leiden(random_state=0).fit_predict(pull)
    sizes = np.bincount(found)
    first = np.full(len(sizes), size)
    np.minimum.at(first, found, np.arange(size))
    order = np.lexsort((first, -sizes))
    order = order[sizes[order] >= LEAST_MEMBERS]
    number = np.full(len(sizes), -1, dtype=np.int32)
    number[order] = np.arange(len(order), dtype=np.int32)
    modularity = float(np.asarray(get_modularity(pull, found)))
    return Divided(community=number[found], modularity=modularity)


def _pull(network: Network, *, discoverable: bool) -> csr_matrix:
    """The strength of the ties of each two organisations, the strongest of each pair."""
    counted_rows = np.flatnonzero(counted_ties(network, discoverable=discoverable))
    ties, size = network.ties, len(network.organisations)
    strength_of = {str(kind): strength for kind, strength in STRENGTH.items()}
    kinds, kind = np.unique(ties.kind[counted_rows], return_inverse=True)
    strength = np.array([strength_of[str(one)] for one in kinds])[kind]
    strength = np.where(ties.validated[counted_rows], strength, DISCOVERED_STRENGTH)
    left, right = ties.left[counted_rows], ties.right[counted_rows]
    low, high = np.minimum(left, right), np.maximum(left, right)
    order = np.lexsort((strength, high, low))
    pair = low[order].astype(np.int64) * max(size, 1) + high[order]
    last = np.append(pair[1:] != pair[:-1], True) if len(pair) else np.zeros(0, dtype=bool)
    low, high, strength = low[order][last], high[order][last], strength[order][last]
    both = (np.concatenate([low, high]), np.concatenate([high, low]))
    return csr_matrix((np.concatenate([strength, strength]), both), shape=(size, size))


def _community(network: Network, divided: Divided, place: int, *, discoverable: bool) -> Community:
    organisations, ties = network.organisations, tie_rows(network, discoverable=discoverable)
    members = np.flatnonzero(divided.community == place)
    block = csr_array(ties.matrix()[members, :])
    inside = np.asarray(block[:, members].sum(axis=1)).ravel()
    outward = int(block.sum() - inside.sum())
    members = members[np.lexsort((organisations.id[members].astype(str), -inside))]
    names = tuple(organisations.name[row] for row in members)
    kinds, count = np.unique(organisations.kind[members], return_counts=True)
    most = np.lexsort((kinds, -count))
    within = int(inside.sum()) // 2
    return Community(
        rank=place + 1,
        name=f"Around {names[0]}",
        organisation_ids=tuple(organisations.id[row] for row in members),
        organisations=names,
        ties_within=within,
        ties_outward=outward,
        kinds=tuple((_KINDS[str(kinds[one])], int(count[one])) for one in most),
        explanation=(
            f"{counted(len(names), 'organisation')} around {listed(names[:3])}: "
            f"{counted(within, 'tie')} among each other, {counted(outward, 'tie')} with others."
        ),
        counter_reading=(
            "A community is where recorded ties are dense, and no club that anybody joined: its "
            "edge is drawn by a rule, and one more recorded tie can move it."
        ),
    )
