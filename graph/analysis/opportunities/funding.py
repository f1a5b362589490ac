"""Money for a session: set aside for a place, in a grant that runs there, with a funder."""

from __future__ import annotations

from datetime import date

import numpy as np

from graph.analysis.coverage import months_before
from graph.analysis.opportunities.audiences import (
    KINDRED,
    OTHER_AUDIENCE,
    OTHERS,
    best_theme,
    points_where,
)
from graph.analysis.opportunities.lots import Lot, areas_served, assets_of
from graph.analysis.opportunities.roles import Role
from graph.analysis.slices import Slice
from graph.model import AssetKind
from graph.network import Flags, Index, Network, Pairs

FUNDED_WITHIN_MONTHS = 36
"""Grants awarded within so many months show that a funder gives here."""

RUNNING_GRANT = 1.0
"""Points for a grant that was given for something else."""

FUNDER = 1.0
"""Points for a funder who would have to be asked."""


def money_assets(network: Network, slice: Slice, other: Flags) -> Lot:
    """Precepts, budgets and funds of those who serve the place: money knows its bounds."""
    rows = assets_of(network, (AssetKind.MONEY,))
    assets = network.assets
    rows = rows[~(assets.quantity[rows] <= 0)]
    theme = np.array(
        [best_theme(slice, named) if named else 0.0 for named in assets.themes[rows]], np.float64
    )
    rows, theme = rows[~np.isnan(theme)], theme[~np.isnan(theme)]
    organisation = assets.organisation[rows]
    return Lot(
        role=Role.MONEY,
        kind="asset",
        organisation=organisation,
        row=rows,
        reasons=((KINDRED, theme), (OTHERS, points_where(other[organisation], OTHER_AUDIENCE))),
        areas=areas_served(network, organisation),
        must_serve=True,
    )


def grant_money(network: Network, today: date, other: Flags) -> tuple[Lot, Lot]:
    """Recipients of a grant that runs there, and funders who gave there not long ago."""
    grants, now = network.grants, np.datetime64(today, "D")
    begins = np.where(np.isnat(grants.starts_on), grants.awarded_on, grants.starts_on)
    placed = np.zeros(len(grants), dtype=bool)
    placed[network.benefits.left] = True
    running = placed & (begins <= now) & (now <= grants.ends_on)
    since = np.datetime64(months_before(today, FUNDED_WITHIN_MONTHS), "D")
    recent = placed & (since <= grants.awarded_on) & (grants.awarded_on <= now)

    def lot(rows: Index, organisation: Index, reason: str, much: float) -> Lot:
        place = np.full(len(grants), -1, dtype=np.int32)
        place[rows] = np.arange(len(rows), dtype=np.int32)
        kept = place[network.benefits.left] >= 0
        return Lot(
            role=Role.MONEY,
            kind="grant",
            organisation=organisation[rows],
            row=rows,
            reasons=(
                (reason, np.full(len(rows), much)),
                (OTHERS, points_where(other[grants.recipient[rows]], OTHER_AUDIENCE)),
            ),
            areas=Pairs(
                left=place[network.benefits.left[kept]], right=network.benefits.right[kept]
            ),
            must_serve=True,
        )

    return (
        lot(
            np.flatnonzero(running).astype(np.int32),
            grants.recipient,
            "a grant whose terms would have to allow it",
            RUNNING_GRANT,
        ),
        lot(np.flatnonzero(recent).astype(np.int32), grants.funder, "a funder to be asked", FUNDER),
    )
