"""Fitting in place: how far an asset is from where a request wants it, and whose area that is."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from graph.analysis.nesting import MOSTLY, nesting_shares
from graph.analysis.opportunities.audiences import KINDRED_THEME, UNKNOWN
from graph.analysis.opportunities.bids import COST_PER_KM, WIDE_COST
from graph.analysis.opportunities.offers import DELIVERER_M, ROOMS, TRANSPORT_M
from graph.analysis.opportunities.places import WIDE
from graph.analysis.opportunities.standings import Column, Standing, column_of
from graph.analysis.opportunities.stock import Stock
from graph.analysis.opportunities.wants import Want, standing_in
from graph.analysis.slices import Reach
from graph.model import AssetKind
from graph.network import Flags, Floats, Index, Network

EQUIPMENT_M = 25_000.0
"""How far somebody goes to fetch equipment."""

FARTHEST_M: dict[AssetKind, float] = {
    AssetKind.VEHICLE: TRANSPORT_M,
    AssetKind.EQUIPMENT: EQUIPMENT_M,
    AssetKind.STAFF_TIME: DELIVERER_M,
    AssetKind.VOLUNTEER_TIME: DELIVERER_M,
    AssetKind.SKILL: DELIVERER_M,
    AssetKind.DATA: np.inf,
}
"""How far away, along the way, an asset of a kind may be; places: as far as young people go."""


def farthest_m(wanted: AssetKind, reach: Reach) -> float:
    """How far away an asset may be that is to answer a request; infinite for what has no place."""
    return reach.reach_m if wanted in ROOMS else FARTHEST_M.get(wanted, np.inf)


def distance_of(stock: Stock, want: Want, rows: Index, *, detour: float) -> Floats:
    """Metres along the way from where a request wants it to each asset; NaN if not known."""
    if not len(want.points) or not len(rows):
        return np.full(len(rows), np.nan)
    gaps = stock.points[rows][:, None, :] - want.points[None, :, :]
    answer: Floats = np.hypot(gaps[..., 0], gaps[..., 1]).min(axis=1) * detour
    return answer


def around(stock: Stock, want: Want, rows: Index, wanted: AssetKind, reach: Reach) -> Index:
    """Those of some assets that may be near enough, and some that are not: a quick first look."""
    farthest = farthest_m(wanted, reach) / reach.detour
    if not np.isfinite(farthest) or not len(want.points):
        return rows
    points = stock.points[rows]
    low, high = want.points.min(axis=0) - farthest, want.points.max(axis=0) + farthest
    outside = ((points < low) | (points > high)).any(axis=1)  # False where no place is known
    there = standing_in(stock.network, stock.network.assets.site[rows], want.within)
    found: Index = rows[~outside | there]
    return found


def serving(
    network: Network, want: Want, rows: Index, wanted: AssetKind, away: Floats, reach: Reach
) -> Column | None:
    """Whether each asset is near enough; money: whether its keeper works where it is wanted."""
    if wanted is AssetKind.DATA:
        return None
    if wanted is AssetKind.MONEY:
        return _bounds(network, want, rows)
    there = standing_in(network, network.assets.site[rows], want.within)
    near = there | (away <= farthest_m(wanted, reach))
    unknown = np.isnan(away) & ~there
    return column_of(
        [
            (near, Standing.FITS, 0.0),
            (unknown, Standing.ASK, UNKNOWN),
            (~near & ~unknown, Standing.FAILS, 0.0),
        ],
        len(rows),
        more=COST_PER_KM * np.nan_to_num(away) / 1000,
    )


def _bounds(network: Network, want: Want, rows: Index) -> Column:
    """Money knows its bounds: those of the areas that its keeper serves."""
    if not len(want.areas):
        return column_of([(np.ones(len(rows), bool), Standing.ASK, UNKNOWN)], len(rows))
    local, wide, inside = (
        _serves(network, network.assets.organisation[rows], areas)
        for areas in areas_about(network, want.areas)
    )
    return column_of(
        [
            (local, Standing.FITS, 0.0),
            (~local & wide, Standing.FITS, WIDE_COST),
            (~local & ~wide & inside, Standing.PARTLY, KINDRED_THEME),
            (~local & ~wide & ~inside, Standing.FAILS, 0.0),
        ],
        len(rows),
    )


def areas_about(network: Network, areas: Index) -> tuple[Flags, Flags, Flags]:
    """Areas by how they stand to some: these or small ones they lie in; wide ones; parts of them.

    Returns
    -------
    local, wide, inside
        Arrays of shape (areas of the network,).
    """
    shares = nesting_shares(network)
    around = csr_array(shares[areas, :]).max(axis=0).toarray().ravel() >= MOSTLY
    inside = csr_array(shares[:, areas]).max(axis=1).toarray().ravel() >= MOSTLY
    large = np.isin(network.areas.kind, [str(kind) for kind in WIDE])
    own = np.zeros(len(network.areas), dtype=bool)
    own[areas] = True
    return own | (around & ~large), around & large & ~own, inside & ~own


def _serves(network: Network, organisation: Index, areas: Flags) -> Flags:
    """Whether each of some organisations serves any of some areas."""
    found = np.zeros(len(network.organisations) + 1, dtype=bool)
    found[network.serves.left[areas[network.serves.right]]] = True
    found[-1] = False
    answer: Flags = found[organisation]
    return answer
