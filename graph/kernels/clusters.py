"""Clusters of overlaps, and hours that several overlaps could release, each counted once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph.kernels.compiled import compiled

Floats = npt.NDArray[np.float64]
Index = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]


@compiled()
def _met(one: int, other: int, after: Index, first: Index, neighbours: Index) -> int:
    """How many edges there are between two clusters."""
    met, member = 0, one
    while member >= 0:
        row = neighbours[first[member] : first[member + 1]]
        theirs = other
        while theirs >= 0:
            place = np.searchsorted(row, theirs)
            if place < len(row) and row[place] == theirs:
                met += 1
            theirs = after[theirs]
        member = after[member]
    return met


@compiled("int32[::1](int32[::1], int32[::1], int32[::1], int32[::1], float64)")
def linked_clusters(
    left: Index, right: Index, first: Index, neighbours: Index, least_met: float
) -> Index:
    """Clusters joined from the first edge on, by average linkage.

    Two clusters become one where an edge comes up between them and at least a share of all
    the pairs between them are edges (after Sokal and Michener 1958, University of Kansas
    Science Bulletin 38), so that no chain of single edges runs on and on.

    Parameters
    ----------
    left, right
        The edges, the strongest first.
    first, neighbours
        The same edges in both directions as compressed rows, ascending in each row.
    least_met
        The share, 0 to 1.

    Returns
    -------
    array of shape (nodes,)
        The least node of the cluster that each node is in; itself where it is alone.
    """
    size = len(first) - 1
    head = np.arange(size).astype(np.int32)
    after, last = np.full(size, -1, dtype=np.int32), np.arange(size).astype(np.int32)
    members = np.ones(size, dtype=np.int64)
    for edge in range(len(left)):
        one, other = head[left[edge]], head[right[edge]]
        if one == other:
            continue
        if one > other:
            one, other = other, one
        if _met(one, other, after, first, neighbours) < least_met * members[one] * members[other]:
            continue
        after[last[one]] = other
        last[one] = last[other]
        members[one] += members[other]
        member = other
        while member >= 0:
            head[member] = one
            member = after[member]
    return head


@compiled(
    "float64[::1](int32[::1], int32[::1], int32[::1], int32[::1], int32[::1], float64[::1],"
    "float64[::1], float64[:,::1], int64[::1], int32[::1])"
)
def released_once(
    order: Index,
    one_site: Index,
    other_site: Index,
    smaller: Index,
    test: Index,
    releasable: Floats,
    offered: Floats,
    above: Floats,
    first_area: Longs,
    areas: Index,
) -> Floats:
    """What each overlap can release after those before it in an order took theirs.

    Each takes what is left of its smaller activity, and of the hours above the standard in
    its shared catchment, which it uses up there evenly.

    Parameters
    ----------
    order
        Overlaps, the first to take first.
    one_site, other_site, smaller, test, releasable
        Of each overlap: its two sites and its smaller activity, by their places among
        ``first_area`` and ``offered``, its test, and what it could release alone.
    offered
        Place-hours of each activity; used up.
    above
        Place-hours above the standard by test and area; used up.
    first_area, areas
        The areas within reach of each site, ascending.

    Returns
    -------
    array of shape (overlaps,)
    """
    taken = np.zeros(len(releasable))
    both = np.empty(above.shape[1], dtype=np.int32)
    for overlap in order:
        at, end = first_area[one_site[overlap]], first_area[one_site[overlap] + 1]
        to, last = first_area[other_site[overlap]], first_area[other_site[overlap] + 1]
        count, there, spare = 0, 0.0, above[test[overlap]]
        while at < end and to < last:
            if areas[at] == areas[to]:
                both[count] = areas[at]
                there += spare[areas[at]]
                count += 1
            step = areas[at] <= areas[to]
            to += areas[to] <= areas[at]
            at += step
        takes = min(releasable[overlap], offered[smaller[overlap]], there)
        if takes > 0:
            taken[overlap] = takes
            offered[smaller[overlap]] -= takes
            for place in range(count):
                spare[both[place]] *= 1 - takes / there
    return taken
