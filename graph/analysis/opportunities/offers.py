"""Offers: who could take which role of a new session, from what the network records."""

from __future__ import annotations

from datetime import date

import numpy as np

from graph.analysis.opportunities.acquaintance import placed_organisations
from graph.analysis.opportunities.audiences import (
    KINDRED,
    OTHER_AUDIENCE,
    OTHERS,
    UNKNOWN,
    best_theme,
    for_others,
    theme_points,
)
from graph.analysis.opportunities.eligibility import LENDING, permit_for
from graph.analysis.opportunities.funding import grant_money, money_assets
from graph.analysis.opportunities.lots import Lot, assets_of, columns_of, once_a_window, site_points
from graph.analysis.opportunities.roles import Role
from graph.analysis.opportunities.youth_leads import youth_groups, youth_seats
from graph.analysis.slices import Reach, Slice
from graph.analysis.windows import LEAST_HOURS, Windows, free_times, less_lent, stated_windows
from graph.model import AssetKind, Audience
from graph.network import Flags, Floats, Index, Network

DELIVERER_M = 20_000.0
"""How far, along the way, an organisation goes to deliver a session."""

TRANSPORT_M = 25_000.0
"""How far a vehicle comes."""

LEAST_CAPACITY = 8
"""The fewest young people that a venue has room for, where its capacity is known."""

RUNS_ALREADY = 0.3
"""Points for who would have to take one more session on."""

HANDS = {AssetKind.STAFF_TIME: 0.0, AssetKind.VOLUNTEER_TIME: 0.4, AssetKind.SKILL: 0.5}
"""Points of what is lent to deliver with."""

PAID_HIRE = 0.2
"""Points for a venue that is not known to be free of charge."""

ROOMS = (AssetKind.VENUE, AssetKind.ROOM, AssetKind.OUTDOOR_SPACE)

_RUNS = "runs something already, and would take on one more"


def all_offers(network: Network, *, slice: Slice, reach: Reach, today: date) -> tuple[Lot, ...]:
    """Everything that anybody could bring to a new session of a slice.

    Parameters
    ----------
    today
        From which running grants are counted.

    Returns
    -------
    tuple of Lot
        In a steady order; the lots of the empty network are empty.
    """
    points, _ = placed_organisations(network)
    other = for_others(network, slice.audience or Audience.EVERYONE)
    return (
        _venues(network, slice, reach),
        _activity_deliverers(network, slice, points),
        _hands(network, slice, points),
        money_assets(network, slice, other),
        *grant_money(network, today, other),
        youth_groups(network, points, other),
        youth_seats(network, points, other),
        _vehicles(network, points),
    )


def _lending(network: Network, rows: Index) -> tuple[Flags, tuple[tuple[str, Floats], ...], Flags]:
    """Which assets are lent, what stands in the way, and which only to non-profit borrowers."""
    words = network.assets.borrowers[rows]
    lent = np.isin(words, [str(word) for word in LENDING])
    non_profit: Flags = np.isin(
        words, [str(word) for word, rule in LENDING.items() if rule.non_profit_only]
    )
    reasons = tuple(
        (rule.reason, np.where(words == str(word), rule.points, 0.0))
        for word, rule in LENDING.items()
        if rule.points
    )
    return lent, reasons, non_profit


def _venues(network: Network, slice: Slice, reach: Reach) -> Lot:
    """Rooms and grounds with a free window, room for a group, and a keeper who lends."""
    assets, rows = network.assets, assets_of(network, ROOMS)
    lent, _, _ = _lending(network, rows)
    rows = rows[lent & (assets.site[rows] >= 0) & ~(assets.capacity[rows] < LEAST_CAPACITY)]
    free = free_times(network, slice)
    free = free.taken(np.flatnonzero(np.isin(free.asset, rows)).astype(np.int32))
    rows = free.asset
    _, lending, non_profit = _lending(network, rows)
    return Lot(
        role=Role.VENUE,
        kind="asset",
        organisation=assets.organisation[rows],
        row=rows,
        reasons=(
            *lending,
            ("how many it holds is not known", np.isnan(assets.capacity[rows]) * UNKNOWN),
            (
                "not known to be free of charge",
                (assets.cost_pounds_per_hour[rows] != 0) * PAID_HIRE,
            ),
        ),
        points=site_points(network, assets.site[rows], np.full((len(rows), 2), np.nan)),
        farthest_m=reach.reach_m,
        window=columns_of(free),
        non_profit_only=non_profit,
    )


def _activity_deliverers(network: Network, slice: Slice, points: Floats) -> Lot:
    """Organisations that run something of the theme for those ages already."""
    activities = network.activities
    words, theme = np.unique(activities.theme, return_inverse=True)
    kindred = np.array([theme_points(slice, word) for word in words.tolist()], np.float64)[theme]
    meets = (activities.age_from <= slice.ages.age_to) & (activities.age_to >= slice.ages.age_from)
    rows = np.flatnonzero(meets & ~np.isnan(kindred)).astype(np.int32)
    organisation = activities.organisation[rows]
    other = activities.audience[rows] != str(slice.audience or Audience.EVERYONE)
    return Lot(
        role=Role.DELIVERER,
        kind="activity",
        organisation=organisation,
        row=rows,
        reasons=(
            (_RUNS, np.full(len(rows), RUNS_ALREADY)),
            (KINDRED, kindred[rows]),
            (OTHERS, other * OTHER_AUDIENCE),
        ),
        points=site_points(network, activities.site[rows], points[organisation]),
        farthest_m=DELIVERER_M,
    )


def _hands(network: Network, slice: Slice, points: Floats) -> Lot:
    """Staff time, volunteer time and skills that their keeper said could be shared."""
    assets, rows = network.assets, assets_of(network, tuple(HANDS))
    by_week = np.isin(assets.unit[rows], ["hours a week", "hours per week"])
    rows = rows[~(by_week & (assets.quantity[rows] < LEAST_HOURS))]
    theme = np.array([best_theme(slice, named) for named in assets.themes[rows]], np.float64)
    windows, idle = _not_lent(network, rows)
    kept = idle & ~np.isnan(theme)
    rows, theme = rows[kept], theme[kept]
    place, window = once_a_window(rows, windows)
    rows, theme = rows[place], theme[place]
    organisation = assets.organisation[rows]
    kinds = assets.kind[rows]
    return Lot(
        role=Role.DELIVERER,
        kind="asset",
        organisation=organisation,
        row=rows,
        reasons=(
            *(
                (f"{kind.label.lower()}, not staff time", (kinds == str(kind)) * much)
                for kind, much in HANDS.items()
                if much
            ),
            ("for what is not known" if slice.theme is None else KINDRED, theme),
        ),
        points=site_points(network, assets.site[rows], points[organisation]),
        farthest_m=DELIVERER_M,
        window=window,
    )


def _not_lent(network: Network, rows: Index) -> tuple[Windows, Flags]:
    """The times that assets state and are not lent for; which of some have any, or stated none."""
    stated = stated_windows(network.availability)
    left = less_lent(network, stated)
    return left, ~np.isin(rows, stated.asset) | np.isin(rows, left.asset)


def seats_of(network: Network, asset: int) -> float:
    """The seats of a vehicle; NaN where nobody said."""
    assets = network.assets
    counted = "seat" in assets.unit[asset]
    return float(assets.quantity[asset] if counted else assets.capacity[asset])


def _vehicles(network: Network, points: Floats) -> Lot:
    """Minibuses that others may borrow."""
    assets, rows = network.assets, assets_of(network, (AssetKind.VEHICLE,))
    permits = [permit_for(seats_of(network, row)) for row in rows.tolist()]
    lent, _, _ = _lending(network, rows)
    covered = lent & np.array([permit is not None for permit in permits], dtype=bool)
    strict = np.array([bool(permit and permit.non_profit_only) for permit in permits], dtype=bool)
    windows, idle = _not_lent(network, rows)
    covered &= idle
    place, window = once_a_window(rows[covered], windows)
    rows, strict = rows[covered][place], strict[covered][place]
    _, lending, non_profit = _lending(network, rows)
    organisation = assets.organisation[rows]
    return Lot(
        role=Role.TRANSPORT,
        kind="asset",
        organisation=organisation,
        row=rows,
        reasons=lending,
        points=site_points(network, assets.site[rows], points[organisation]),
        farthest_m=TRANSPORT_M,
        window=window,
        non_profit_only=non_profit | strict,
    )
