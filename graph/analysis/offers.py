"""Offers: who could take which role of a new session, from what the network records."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from graph.analysis.columns import THEMES
from graph.analysis.coverage import months_before
from graph.analysis.roles import Offer, Role
from graph.analysis.slices import Reach, Slice
from graph.analysis.windows import free_windows
from graph.model import AssetKind, Audience, Borrowers, OrganisationKind, SeatHolder
from graph.network import Flags, Floats, Index, Network

DELIVERER_M = 20_000.0
"""How far, along the way, an organisation goes to deliver a session."""

YOUTH_LEAD_M = 15_000.0
"""How far a group of young people is still local."""

TRANSPORT_M = 25_000.0
"""How far a vehicle comes."""

LEAST_CAPACITY = 8
"""The fewest young people that a venue has room for, where its capacity is known."""

MINIBUS_SEATS = (9, 16)
"""Seats of a minibus that a section 19 permit covers."""

FUNDED_WITHIN_MONTHS = 36
"""Grants awarded within so many months show that a funder gives here."""

_ROOMS = (AssetKind.VENUE, AssetKind.ROOM, AssetKind.OUTDOOR_SPACE)
_WILLING = {
    str(Borrowers.ANYONE): 0.0,
    str(Borrowers.NON_PROFIT): 0.0,
    str(Borrowers.BY_ARRANGEMENT): 0.2,
    str(Borrowers.UNKNOWN): 0.4,
}
_HANDS = {AssetKind.STAFF_TIME: 0.0, AssetKind.VOLUNTEER_TIME: 0.4, AssetKind.SKILL: 0.5}
_RUNS_ALREADY = 0.3
_KINDRED_THEME = 0.4
_OTHER_AUDIENCE = 0.4
_UNKNOWN = 0.3
_PAID_HIRE = 0.2
_SEAT = 0.3
_RUNNING_GRANT = 1.0
_FUNDER = 1.0


def all_offers(
    network: Network, *, slice: Slice, reach: Reach, points: Floats, today: date
) -> tuple[Offer, ...]:
    """Everything that anybody could bring to a new session of a slice.

    Parameters
    ----------
    points
        Where organisations are, as :func:`~graph.analysis.acquaintance.placed_organisations` says.
    today
        From which running grants are counted.

    Returns
    -------
    tuple of Offer
        By role, in a steady order; the empty network offers nothing.
    """
    serves = _served_areas(network)
    return (
        *_venues(network, slice, reach),
        *_activity_deliverers(network, slice, points),
        *_hands(network, slice, points),
        *_money_assets(network, serves),
        *_grants(network, today),
        *_youth_leads(network, serves, points),
        *_vehicles(network, points),
    )


def _served_areas(network: Network) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    for organisation, area in zip(
        network.serves.left.tolist(), network.serves.right.tolist(), strict=True
    ):
        found.setdefault(organisation, set()).add(area)
    return {organisation: frozenset(areas) for organisation, areas in found.items()}


def _site_point(network: Network, site: int) -> tuple[float, float] | None:
    if site < 0:
        return None
    return float(network.sites.easting[site]), float(network.sites.northing[site])


def _point(points: Floats, organisation: int) -> tuple[float, float] | None:
    east, north = points[organisation].tolist()
    return None if np.isnan(east) else (east, north)


def _of_kinds(network: Network, kinds: tuple[AssetKind, ...]) -> Index:
    """Rows of the assets of some kinds whose keeper is known."""
    assets = network.assets
    wanted: Flags = np.isin(assets.kind, [str(kind) for kind in kinds]) & (assets.organisation >= 0)
    return np.flatnonzero(wanted).astype(np.int32)


def _venues(network: Network, slice: Slice, reach: Reach) -> Iterator[Offer]:
    """Rooms and grounds with a free window, room for a group, and a keeper who lends."""
    assets, windows = network.assets, free_windows(network, slice)
    for row in _of_kinds(network, _ROOMS).tolist():
        capacity, willing = assets.capacity[row], _WILLING.get(assets.borrowers[row])
        if row not in windows or willing is None or capacity < LEAST_CAPACITY:
            continue
        if (point := _site_point(network, int(assets.site[row]))) is None:
            continue
        cost = willing + (_UNKNOWN if np.isnan(capacity) else 0.0)
        cost += _PAID_HIRE if assets.cost_pounds_per_hour[row] != 0 else 0.0
        for window in windows[row]:
            yield Offer(
                role=Role.VENUE,
                organisation=int(assets.organisation[row]),
                kind="asset",
                row=row,
                cost=cost,
                point=point,
                farthest_m=reach.reach_m,
                window=window,
            )


def _theme_cost(slice: Slice, theme: str) -> float | None:
    """0 for the theme asked for, a little for one of its group, None for another."""
    if slice.theme is None or theme == str(slice.theme):
        return 0.0
    return _KINDRED_THEME if THEMES[theme].group is slice.theme.group else None


def _activity_deliverers(network: Network, slice: Slice, points: Floats) -> Iterator[Offer]:
    """Organisations that run something of the theme for those ages already."""
    activities = network.activities
    audience = slice.audience or Audience.EVERYONE
    for row in range(len(activities)):
        theme = _theme_cost(slice, activities.theme[row])
        apart = (
            activities.age_from[row] > slice.ages.age_to
            or activities.age_to[row] < slice.ages.age_from
        )
        if theme is None or apart:
            continue
        other = activities.audience[row] != str(audience)
        organisation = int(activities.organisation[row])
        yield Offer(
            role=Role.DELIVERER,
            organisation=organisation,
            kind="activity",
            row=row,
            cost=_RUNS_ALREADY + theme + (_OTHER_AUDIENCE if other else 0.0),
            point=_site_point(network, int(activities.site[row])) or _point(points, organisation),
            farthest_m=DELIVERER_M,
        )


def _hands(network: Network, slice: Slice, points: Floats) -> Iterator[Offer]:
    """Staff time, volunteer time and skills that their keeper said could be shared."""
    assets = network.assets
    for row in _of_kinds(network, tuple(_HANDS)).tolist():
        costs = [_theme_cost(slice, theme) for theme in assets.themes[row]]
        fitting = [cost for cost in costs if cost is not None]
        if slice.theme is not None and not fitting:
            continue
        organisation = int(assets.organisation[row])
        yield Offer(
            role=Role.DELIVERER,
            organisation=organisation,
            kind="asset",
            row=row,
            cost=_HANDS[AssetKind(assets.kind[row])] + min(fitting, default=_UNKNOWN),
            point=_site_point(network, int(assets.site[row])) or _point(points, organisation),
            farthest_m=DELIVERER_M,
        )


def _money_assets(network: Network, serves: dict[int, frozenset[int]]) -> Iterator[Offer]:
    """Precepts, budgets and funds of those who serve the place: money knows its bounds."""
    for row in _of_kinds(network, (AssetKind.MONEY,)).tolist():
        organisation = int(network.assets.organisation[row])
        yield Offer(
            role=Role.MONEY,
            organisation=organisation,
            kind="asset",
            row=row,
            cost=0.0,
            areas=serves.get(organisation, frozenset()),
            must_serve=True,
        )


def _grants(network: Network, today: date) -> Iterator[Offer]:
    """Recipients of a grant that runs there, and funders who gave there not long ago."""
    grants, now = network.grants, np.datetime64(today)
    benefits: dict[int, set[int]] = {}
    for grant, area in zip(
        network.benefits.left.tolist(), network.benefits.right.tolist(), strict=True
    ):
        benefits.setdefault(grant, set()).add(area)
    recent = np.datetime64(months_before(today, FUNDED_WITHIN_MONTHS))
    for row, areas in sorted(benefits.items()):
        starts = grants.starts_on[row]
        starts = grants.awarded_on[row] if np.isnat(starts) else starts
        offers = []
        if starts <= now <= grants.ends_on[row]:
            offers.append((int(grants.recipient[row]), _RUNNING_GRANT))
        if recent <= grants.awarded_on[row] <= now:
            offers.append((int(grants.funder[row]), _FUNDER))
        for organisation, cost in offers:
            yield Offer(
                role=Role.MONEY,
                organisation=organisation,
                kind="grant",
                row=row,
                cost=cost,
                areas=frozenset(areas),
                must_serve=True,
            )


def _youth_leads(
    network: Network, serves: dict[int, frozenset[int]], points: Floats
) -> Iterator[Offer]:
    """Groups of young people, and organisations that young people send to a board."""
    organisations = network.organisations
    groups = organisations.kind == str(OrganisationKind.YOUTH_GROUP)
    for row in np.flatnonzero(groups).tolist():
        yield Offer(
            role=Role.YOUTH_LEAD,
            organisation=row,
            kind="organisation",
            row=row,
            cost=0.0,
            point=_point(points, row),
            areas=serves.get(row, frozenset()),
            farthest_m=YOUTH_LEAD_M,
        )
    for number, seat in enumerate(network.seats):
        if seat.holder is SeatHolder.YOUNG_PEOPLE and seat.organisation_id is not None:
            sender = organisations.rows.get(seat.organisation_id)
            if sender is not None and not groups[sender]:
                yield Offer(
                    role=Role.YOUTH_LEAD,
                    organisation=sender,
                    kind="seat",
                    row=number,
                    cost=_SEAT,
                    point=_point(points, sender),
                    areas=serves.get(sender, frozenset()),
                    farthest_m=YOUTH_LEAD_M,
                )


def _vehicles(network: Network, points: Floats) -> Iterator[Offer]:
    """Minibuses that others may borrow."""
    assets, (fewest, most) = network.assets, MINIBUS_SEATS
    for row in _of_kinds(network, (AssetKind.VEHICLE,)).tolist():
        willing = _WILLING.get(assets.borrowers[row])
        seats = assets.quantity[row] if "seat" in assets.unit[row] else assets.capacity[row]
        if willing is None or not fewest <= seats <= most:
            continue
        organisation = int(assets.organisation[row])
        yield Offer(
            role=Role.TRANSPORT,
            organisation=organisation,
            kind="asset",
            row=row,
            cost=willing,
            point=_site_point(network, int(assets.site[row])) or _point(points, organisation),
            farthest_m=TRANSPORT_M,
        )
