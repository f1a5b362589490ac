"""The teams that it could join: for places to act near it, the cheapest team that has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from graph.analysis.access.served import Served, who_is_served
from graph.analysis.contribution.helped import Near
from graph.analysis.contribution.offered import Offered
from graph.analysis.coverage import coverage_of
from graph.analysis.nearest import nearest_activities
from graph.analysis.nesting import MOSTLY, nesting_shares
from graph.analysis.opportunities.acquaintance import acquaintance_in
from graph.analysis.opportunities.market import Market
from graph.analysis.opportunities.offers import all_offers
from graph.analysis.opportunities.opportunity import Opportunity
from graph.analysis.opportunities.places import Place, places_to_act
from graph.analysis.opportunities.roles import KINDS, ROLES, Role
from graph.analysis.opportunities.team_search import Found, Searcher
from graph.analysis.opportunities.team_words import team_opportunity
from graph.analysis.slices import Method, Reach, Slice
from graph.analysis.standard import Standard
from graph.model import AreaKind
from graph.network import Flags

PLACES_TRIED = 6
"""Places to act near it for which a team with it is told."""

MOST_PLACES = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """A team that it could join.

    Attributes
    ----------
    team
        The cheapest team that has it, as an opportunity with its words.
    role
        What it brings.
    lacking
        Whether nobody else known could bring that: without it the role is missing.
    cheapest
        Whether no team without it is easier.
    """

    team: Opportunity
    role: Role
    lacking: bool
    cheapest: bool


def teams_to_join(
    offered: Offered,
    near: Near,
    standard: Standard,
    *,
    slice: Slice,
    reach: Reach,
    method: Method,
    most: int,
    today: date,
) -> tuple[Joined, ...]:
    """Teams that it could join.

    Returns
    -------
    tuple of Joined
        Those in which its role would be missing first, then those that are the cheapest, then
        those that reach the most young people; empty where it fills no role, or nobody near
        is short.
    """
    role = offered.role
    if role is None or not near.useful.any():
        return ()
    then = offered.then
    served = who_is_served(then, slice=slice, reach=reach, method=method)
    places = _places(served, near, standard, today=today)
    market = Market.of(all_offers(then, slice=slice, reach=reach, today=today))
    acquaintance = acquaintance_in(then)
    searcher = Searcher.of(served, market, acquaintance)
    mine = _mine(offered, market, role)
    found: list[Joined] = []
    for place in places:
        if len(found) == PLACES_TRIED:
            break
        team = _with_it(searcher, place, mine, role)
        if team is None:
            continue
        bids = searcher.bids(place)
        others = (bids.role == ROLES.index(role)) & ~mine[bids.number]
        best = searcher.team_at(place)
        first = served.areas[place.members[:1]]
        (nearest,) = nearest_activities(served, place.centre.reshape(1, 2), first)
        found.append(
            Joined(
                team=team_opportunity(served, acquaintance, standard, team, nearest),
                role=role,
                lacking=not others.any(),
                cheapest=best is None or team.rating <= best.rating,
            )
        )
    found.sort(
        key=lambda one: (not one.lacking, not one.cheapest, -one.team.young_people, one.team.id)
    )
    return tuple(found[:most])


def _places(served: Served, near: Near, standard: Standard, *, today: date) -> tuple[Place, ...]:
    """Places to act in which somebody short is near it, the most of them first."""
    mapped = coverage_of(served.network, ages=served.slice.ages, reach=served.reach, today=today)
    found = [
        place
        for within in _authorities(served, near)
        for place in places_to_act(
            served,
            mapped,
            standard_hours_per_week=standard.hours_per_week,
            within=within,
            most=MOST_PLACES,
        )
        if near.useful[place.members].any()
    ]
    once = {int(place.members[0]): place for place in found}.values()
    ordered = sorted(once, key=lambda p: (p.unmapped, -round(p.young_people, 6), int(p.members[0])))
    return tuple(ordered)


def _authorities(served: Served, near: Near) -> tuple[str | None, ...]:
    """Ids of the local authorities that hold all that is near it; None, for anywhere, if none do.

    Places are put together inside them, so that a country is not gone through for one parish.
    """
    areas = served.network.areas
    rows = np.flatnonzero(areas.kind == str(AreaKind.LOCAL_AUTHORITY))
    shares = nesting_shares(served.network)[served.areas[near.useful], :][:, rows]
    held = np.asarray(shares.sum(axis=1)).ravel()
    if not len(rows) or (held < MOSTLY).any():
        return (None,)
    holding = np.asarray(shares.sum(axis=0)).ravel() > 0
    return tuple(areas.id[rows[holding]].tolist())


def _mine(offered: Offered, market: Market, role: Role) -> Flags:
    """Which offers of the market are this one."""
    kind = KINDS.index("activity" if offered.activity else "asset")
    mine: Flags = (
        (market.role == ROLES.index(role)) & (market.kind == kind) & (market.row == offered.row)
    )
    return mine


def _with_it(searcher: Searcher, place: Place, mine: Flags, role: Role) -> Found | None:
    """The cheapest team at a place that has it; None where it cannot be had there."""
    bids = searcher.bids(place)
    kept = (bids.role != ROLES.index(role)) | mine[bids.number]
    if not mine[bids.number].any():
        return None
    team = searcher.team_at(place, bids=bids.taken(kept))
    if team is None or not any(mine[number] for number in team.numbers):
        return None
    return team
