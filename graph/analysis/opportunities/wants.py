"""Wants: open requests as what they ask for, and where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy.sparse import csc_array, csr_array

from graph.analysis.columns import points_of
from graph.analysis.memory import remembered
from graph.analysis.nesting import MOSTLY, nesting_shares
from graph.analysis.opportunities.acquaintance import placed_organisations
from graph.analysis.opportunities.places import WIDE
from graph.analysis.windows import Windows, stated_windows
from graph.model import RequestStage
from graph.network import Flags, Floats, Index, Network


@dataclass(frozen=True, kw_only=True, eq=False)
class Want:
    """One request.

    Attributes
    ----------
    row
        Among the requests.
    asker
        Among the organisations.
    points
        Where it is wanted, shape (n, 2), metres: its site, else the middles of its areas, else
        where the asker is, or else the middles of the small areas that it serves; none where
        nothing of that is known.
    areas
        Rows of the areas that it is wanted in, else of those that its site stands in, else of
        those that the asker serves.
    within
        Rows of the areas that it names itself: whatever stands in them is near enough.
    times
        When it is wanted, in the order of the week; ``asset`` is the row of the request.
    """

    row: int
    asker: int
    points: Floats
    areas: Index
    within: Index
    times: Windows


def open_requests(network: Network, *, today: date) -> Index:
    """Rows of the requests that still stand: neither met nor withdrawn, their last day not past."""
    requests = network.requests
    past = requests.ends_on < np.datetime64(today, "D")  # False where there is no last day
    return np.flatnonzero((requests.stage == str(RequestStage.OPEN)) & ~past).astype(np.int32)


def want_of(network: Network, row: int) -> Want:
    """One request, from its row."""
    requests, areas = network.requests, network.areas
    asker, site = int(requests.organisation[row]), int(requests.site[row])
    within = network.wanted_in.right[network.wanted_in.left == row]
    if site >= 0:
        points = points_of(network.sites.easting[[site]], network.sites.northing[[site]])
        rows = network.stands_in.right[network.stands_in.left == site]
    else:
        points = points_of(areas.easting[within], areas.northing[within])
        rows = within
    if not len(rows):
        rows = network.serves.right[network.serves.left == asker]
    if site < 0 and not len(within):
        points = _homes(network)[[asker]]
        if np.isnan(points).any():
            small = rows[~np.isin(areas.kind[rows], [str(kind) for kind in WIDE])]
            points = points_of(areas.easting[small], areas.northing[small])
    stated = _times(network)
    first, last = np.searchsorted(stated.asset, [row, row + 1])
    return Want(
        row=row,
        asker=asker,
        points=points[np.isfinite(points).all(axis=1)],
        areas=np.asarray(rows, dtype=np.int32),
        within=np.asarray(within, dtype=np.int32),
        times=stated.taken(np.arange(first, last, dtype=np.int32)),
    )


@remembered(most=1)
def _homes(network: Network) -> Floats:
    return placed_organisations(network)[0]


@remembered(most=1)
def _times(network: Network) -> Windows:
    return stated_windows(network.wanted_times)


@remembered(most=1)
def _areas_of_sites(network: Network) -> csc_array:
    """Which site stands in which area, or in one mostly inside it; shape (sites, areas)."""
    stands = network.stands_in
    said = csr_array(
        (np.ones(len(stands)), (stands.left, stands.right)),
        shape=(len(network.sites), len(network.areas)),
    )
    return csc_array(said @ csr_array(nesting_shares(network) >= MOSTLY).astype(np.float64))


def standing_in(network: Network, site: Index, areas: Index) -> Flags:
    """Whether each of some sites (-1 for none) is known to stand in any of some areas."""
    there = np.zeros(len(network.sites) + 1, dtype=bool)
    if len(areas):
        found = _areas_of_sites(network)
        for area in areas.tolist():
            there[found.indices[found.indptr[area] : found.indptr[area + 1]]] = True
    there[-1] = False
    answer: Flags = there[site]
    return answer
