"""Keystones: organisations whose loss would cut others off, and what each holds up.

Articulation points of the tie graph (Hopcroft and Tarjan 1973, Communications of the ACM
16(6)); whom each would cut off is read from the same depth-first visit.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from graph.analysis.access.served import who_is_served
from graph.analysis.memory import remembered
from graph.analysis.network.holding import Holding, what_they_hold
from graph.analysis.network.ties import tie_rows
from graph.analysis.rows import Rows
from graph.analysis.slices import Reach, Slice
from graph.analysis.standard import agreed_standard
from graph.analysis.wording import counted, listed, young
from graph.kernels.cuts import depth_first
from graph.network import Index, Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Keystone:
    """An organisation whose loss would cut others off (an articulation point).

    Attributes
    ----------
    cut_off_ids, cut_off
        Those that would lose every path to the largest remaining part, by name.
    place_hours
        A week, of its own activities and of those in places that it alone keeps.
    losing, falling
        Young people who would have fewer hours within reach without those; and how many of them
        would fall below the standard.
    """

    organisation_id: str
    organisation: str
    cut_off_ids: tuple[str, ...]
    cut_off: tuple[str, ...]
    explanation: str
    counter_reading: str
    place_hours: float = 0.0
    losing: float = 0.0
    falling: float = 0.0


@dataclass(frozen=True, kw_only=True, eq=False)
class Cuts:
    """The articulation points of a tie graph.

    Attributes
    ----------
    rows
        The organisations, those that would cut most others off first, then by id.
    cut_off
        How many each would cut off.
    visited, number, low, size, parent
        As :func:`~graph.kernels.cuts.depth_first` gives them.
    """

    rows: Index
    cut_off: Index
    visited: Index
    number: Index
    low: Index
    size: Index
    parent: Index

    def pieces(self, row: int) -> list[Index]:
        """The parts that the rest of its own part would fall into, the largest first."""
        children = self.visited[1:][self.parent[self.visited[1:]] == row]
        apart = children[self.low[children] >= self.number[row]]
        pieces = [self.visited[self.number[c] : self.number[c] + self.size[c]] for c in apart]
        # Each part is visited in one run, from its root: the last root before the row is its own.
        roots = self.number[np.flatnonzero(self.parent < 0)]
        root = int(self.visited[roots[roots <= self.number[row]].max()])
        if root != row:
            whole = self.visited[self.number[root] : self.number[root] + self.size[root]]
            gone = np.concatenate([np.array([row], dtype=np.int32), *pieces])
            pieces.append(np.setdiff1d(whole, gone, assume_unique=True))
        return sorted(pieces, key=lambda piece: (-len(piece), int(piece.min())))


@remembered(most=2)
def cuts_in(network: Network, *, discoverable: bool) -> Cuts:
    """The articulation points of the tie graph, and how many each would cut off."""
    ties = tie_rows(network, discoverable=discoverable)
    visited, number, low, size, parent = depth_first(ties.starts, ties.neighbours)
    child = np.flatnonzero(parent >= 0)
    above = parent[child]
    apart = low[child] >= number[above]
    pieces = np.bincount(above[apart], minlength=len(ties))
    hanging = np.bincount(above[apart], weights=size[child[apart]], minlength=len(ties))
    largest = np.zeros(len(ties))
    np.maximum.at(largest, above[apart], size[child[apart]])
    root_of = np.flatnonzero(parent < 0)
    whole = np.zeros(len(ties), dtype=np.int64)
    parts = ties.parts()
    size_of_part = np.zeros(len(root_of), dtype=np.int64)
    size_of_part[parts[root_of]] = size[root_of]
    whole[:] = size_of_part[parts] if len(ties) else 0
    rest = np.where(parent >= 0, whole - 1 - hanging, 0)
    point = np.where(parent >= 0, pieces >= 1, pieces >= 2)
    cut_off = (hanging + rest - np.maximum(largest, rest)).astype(np.int32)
    rows = np.flatnonzero(point).astype(np.int32)
    order = np.lexsort((network.organisations.id[rows].astype(str), -cut_off[rows]))
    rows = rows[order]
    return Cuts(
        rows=rows,
        cut_off=cut_off[rows],
        visited=visited,
        number=number,
        low=low,
        size=size,
        parent=parent,
    )


def find_keystones(
    network: Network,
    *,
    discoverable: bool = False,
    slice: Slice = Slice(),
    reach: Reach = Reach(),
) -> Rows[Keystone]:
    """Organisations that hold the network together.

    Parameters
    ----------
    discoverable
        Whether ties count that nobody stated.
    slice, reach
        Of the provision that each holds up.

    Returns
    -------
    sequence of Keystone
        Those that would cut most others off first, then by id; the empty network has none.
    """
    cuts = cuts_in(network, discoverable=discoverable)
    held = _held(network, discoverable=discoverable, slice=slice, reach=reach)
    return Rows(len(cuts.rows), lambda place: _keystone(network, cuts, held, place, discoverable))


def keystone_of(
    network: Network, organisation_id: str, *, slice: Slice = Slice(), reach: Reach = Reach()
) -> Keystone | None:
    """What one organisation holds together over stated ties; None where it cuts nobody off."""
    row = network.organisations.rows.get(organisation_id, -1)
    places = np.flatnonzero(cuts_in(network, discoverable=False).rows == row)
    found = find_keystones(network, slice=slice, reach=reach)
    return found[int(places[0])] if len(places) else None


@remembered(most=4)
def _held(network: Network, *, discoverable: bool, slice: Slice, reach: Reach) -> Holding:
    standard = agreed_standard(network, slice=slice)
    return what_they_hold(
        who_is_served(network, slice=slice, reach=reach),
        cuts_in(network, discoverable=discoverable).rows,
        standard_hours_per_week=standard.hours_per_week,
    )


def _keystone(
    network: Network, cuts: Cuts, held: Holding, place: int, discoverable: bool
) -> Keystone:
    organisations, row = network.organisations, int(cuts.rows[place])
    cut = [int(one) for piece in cuts.pieces(row)[1:] for one in piece]
    ordered = sorted(cut, key=lambda one: (organisations.name[one], organisations.id[one]))
    names = tuple(organisations.name[one] for one in ordered)
    known = "recorded" if discoverable else "stated"
    found = Keystone(
        organisation_id=organisations.id[row],
        organisation=organisations.name[row],
        cut_off_ids=tuple(organisations.id[one] for one in ordered),
        cut_off=names,
        explanation=(
            f"Every {known} tie of {listed(names)} with the rest goes through "
            f"{organisations.name[row]}: if it closed, {counted(len(cut), 'organisation')} would "
            "be cut off."
        ),
        counter_reading=_otherwise(discoverable),
        place_hours=float(held.place_hours[place]),
        losing=float(held.losing[place]),
        falling=float(held.falling[place]),
    )
    return replace(found, explanation=f"{found.explanation} {_upheld(found)}")


def _otherwise(discoverable: bool) -> str:
    """How else a keystone may be read."""
    discovered = ", and ties only discovered (a shared board or funder) are left out here"
    left_out = "" if discoverable else discovered
    return (
        f"People know each other in ways that no register holds{left_out}. To be needed is also "
        "a strength; a second tie for each of them would make it safer."
    )


def _upheld(keystone: Keystone) -> str:
    """What it holds up besides, as a sentence."""
    if keystone.losing <= 0:
        return "It runs and houses nothing that young people of these ages could reach."
    below = (
        f", {young(keystone.falling)} of them below the standard" if keystone.falling > 0 else ""
    )
    return (
        f"Without its sessions and the places that it alone keeps {young(keystone.losing)} "
        f"would have fewer hours within reach{below}."
    )
