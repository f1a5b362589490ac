"""Nesting: which areas lie in which, through every level, and what lies in an area asked for."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array
from scipy.spatial import cKDTree

from graph.analysis.columns import points_of
from graph.analysis.memory import remembered
from graph.model import AreaKind
from graph.network import Flags, Floats, Index, Network

MOSTLY = 0.5
"""The least share of an area's people for it to be called inside another."""

_LEVELS = 8


@remembered(most=1)
def nesting_shares(network: Network) -> csr_array:
    """Share of each area's people in each other area, through every level.

    A share that a record states is taken as it is. Otherwise it goes through
    areas of one kind in between (small areas to wards to the authority), summed;
    of several such ways (wards, parishes) the fullest counts, never
    their sum. Each area lies in itself.

    Returns
    -------
    sparse array of shape (areas, areas)
        Row in column, 0 to 1. Worked out once for a network; nobody may change it.
    """
    size = len(network.areas)
    within = network.within
    stated = csr_array((within.share, (within.inner, within.outer)), shape=(size, size))
    said = csr_array(stated > 0)
    kinds = network.areas.kind
    through = [
        (rows, csr_array(stated[:, rows]))
        for rows in (np.flatnonzero(kinds == kind) for kind in np.unique(kinds[within.outer]))
    ]
    shares = stated
    for _ in range(_LEVELS):
        before = shares
        for rows, into in through:
            way = csr_array(csr_array(into @ shares[rows, :]).minimum(1.0))
            shares = csr_array(shares.maximum(way - way.multiply(said)))
        if abs(shares - before).sum() == 0:
            break
    whole = csr_array((np.ones(size), (np.arange(size), np.arange(size))), shape=(size, size))
    return csr_array(shares.maximum(whole))


def demand_inside(network: Network, area_id: str | None) -> Flags:
    """Which demand areas lie in an area, shape (demand areas,); all of them for None.

    Those with at least half of their people in it; where there is none (a
    parish smaller than the small areas), every one that it shares people with.

    Raises
    ------
    NotFound
        There is no area with that id.
    """
    rows = network.demand_areas
    if area_id is None:
        return np.ones(len(rows), dtype=bool)
    share = shares_in(network, nesting_shares(network), network.areas.row(area_id))[rows]
    mostly = share >= MOSTLY
    return mostly if mostly.any() else share > 0


def shares_in(network: Network, shares: csr_array, row: int) -> Floats:
    """Share of each area's people in one area, shape (areas,)."""
    column = np.zeros(len(network.areas))
    column[row] = 1.0
    return np.asarray(shares @ column, dtype=np.float64)


def sites_inside(network: Network, area_id: str | None) -> Flags:
    """Which sites stand in an area, shape (sites,); all of them for None.

    A site stands in it where a record says so of it or of an area mostly
    within it; a site that names no area goes with the demand area whose centre is nearest.

    Raises
    ------
    NotFound
        There is no area with that id.
    """
    sites = network.sites
    if area_id is None:
        return np.ones(len(sites), dtype=bool)
    row = network.areas.row(area_id)
    inside = shares_in(network, nesting_shares(network), row) >= MOSTLY
    stands = np.zeros(len(sites), dtype=bool)
    stands[network.stands_in.left[inside[network.stands_in.right]]] = True
    named = np.zeros(len(sites), dtype=bool)
    named[network.stands_in.left] = True
    rows = network.demand_areas
    if len(rows) and len(sites):
        areas = network.areas
        tree = cKDTree(points_of(areas.easting[rows], areas.northing[rows]))
        nearest = tree.query(points_of(sites.easting, sites.northing))[1]
        stands |= ~named & demand_inside(network, area_id)[nearest]
    return stands


def rolled_up(network: Network, kind: AreaKind, area_id: str | None) -> tuple[Index, csr_array]:
    """Areas of a kind, and the share of each demand area's people in each.

    Parameters
    ----------
    kind
        The kind to roll up to.
    area_id
        Only areas mostly inside this one; None for all.

    Returns
    -------
    rows
        Rows of the areas of that kind that share people with a demand area, in row order.
    shares
        Sparse array of shape (rows, demand areas).

    Raises
    ------
    NotFound
        There is no area with that id.
    """
    shares = nesting_shares(network)
    wanted = network.areas.kind == str(kind)
    if area_id is not None:
        wanted &= shares_in(network, shares, network.areas.row(area_id)) >= MOSTLY
    rows = np.flatnonzero(wanted).astype(np.int32)
    part = csr_array(shares[network.demand_areas, :][:, rows].T)
    peopled = np.asarray(part.sum(axis=1)).ravel() > 0
    return rows[peopled], csr_array(part[np.flatnonzero(peopled), :])
