"""The search for a team at one place: who is asked, what binds them, and who is needed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.analysis.acquaintance import PARTNER_COST, Working, tied
from graph.analysis.bids import Market, cheapest_by_organisation
from graph.analysis.places import Place
from graph.analysis.roles import Bid, Role
from graph.analysis.served import Served
from graph.analysis.teams import Paths, cheapest_team, shortest_paths
from graph.model import WeeklyTime
from graph.network import Floats, Index

NEEDED = (Role.VENUE, Role.DELIVERER, Role.MONEY, Role.YOUTH_LEAD)
"""What every session needs."""

WALK_M = 2_400.0
"""Metres along the way to the venue, for most young people of a place, that need no transport."""

MOSTLY = 0.5

Window = tuple[int, WeeklyTime]
Choice = tuple[tuple[Role, ...], dict[Role, list[Bid]]]


@dataclass(frozen=True, kw_only=True, eq=False)
class Found:
    """The team found for a place.

    Attributes
    ----------
    place
        The place.
    bids
        What each role is filled with, in the order of the roles.
    missing
        Roles that nobody known could fill.
    ties
        Pairs of organisations (rows) that have to work together, a tree.
    costs
        What each pair of ``ties`` costs.
    cost
        Of ties, distances and partners.
    """

    place: Place
    bids: tuple[Bid, ...]
    missing: tuple[Role, ...]
    ties: tuple[tuple[int, int], ...]
    costs: tuple[float, ...]
    cost: float

    @property
    def venue(self) -> Bid | None:
        """The venue's bid, None where there is none."""
        return next((bid for bid in self.bids if bid.offer.role is Role.VENUE), None)


@dataclass(frozen=True, kw_only=True, eq=False)
class Table:
    """Everybody who could be asked about a place, and what binds them."""

    rows: Index
    edge_cost: Floats
    paths: Paths


def team_at(
    served: Served,
    place: Place,
    market: Market,
    working: Working,
    *,
    used: set[Window],
) -> Found | None:
    """The cheapest team at one place; None where nobody could fill any role.

    Both a venue within walking distance of most of its young people, and one
    further away with transport, are tried; fewer missing roles win, then having a venue,
    then the lower cost.

    Parameters
    ----------
    working
        What it takes for organisations to work together.
    used
        Venue windows that another place has taken already.
    """
    bids = market.bids(place, detour=served.reach.detour)
    venues = [bid for bid in bids.pop(Role.VENUE, []) if _window(bid) not in used]
    walked = [bid for bid in venues if _in_walking_distance(served, place, bid)]
    ridden = [bid for bid in venues if bid not in walked]
    asked = {role: cheapest_by_organisation(listed) for role, listed in bids.items()}
    choices: list[Choice] = [(NEEDED, {**asked, Role.VENUE: cheapest_by_organisation(walked)})]
    if ridden:
        with_transport = {**asked, Role.VENUE: cheapest_by_organisation(ridden)}
        choices.append(((*NEEDED, Role.TRANSPORT), with_transport))
    table = _table(choices, working)
    found = [_found(place, roles, choice, table) for roles, choice in choices]
    teams = [team for team in found if team is not None]
    return min(teams, key=_preference, default=None)


def _preference(team: Found) -> tuple[int, bool, float]:
    return len(team.missing), Role.VENUE in team.missing, round(team.cost, 9)


def _window(bid: Bid) -> Window | None:
    window = bid.offer.window
    return None if window is None else (bid.offer.row, window)


def _in_walking_distance(served: Served, place: Place, bid: Bid) -> bool:
    """Whether most young people of a place can walk to a venue."""
    away = np.hypot(*(served.centres[place.members] - np.array(bid.offer.point)).T)
    people = served.people[place.members]
    near = people[away * served.reach.detour <= WALK_M].sum()
    return bool(near >= MOSTLY * people.sum())


def _table(choices: list[Choice], working: Working) -> Table:
    """Everybody who bids, and everybody tied to one of them, for they may connect the team."""
    bidders = {
        bid.offer.organisation
        for _, choice in choices
        for listed in choice.values()
        for bid in listed
    }
    rows = np.array(sorted(bidders | tied(working.acquaintance, bidders)), dtype=np.int32)
    edge_cost = working.among(rows)
    return Table(rows=rows, edge_cost=edge_cost, paths=shortest_paths(edge_cost))


def _found(
    place: Place, roles: tuple[Role, ...], choice: dict[Role, list[Bid]], table: Table
) -> Found | None:
    filled = [role for role in roles if choice.get(role)]
    position = {int(row): number for number, row in enumerate(table.rows)}
    cost = np.full((len(filled), len(table.rows)), np.inf)
    bid_of: dict[tuple[int, int], Bid] = {}
    for number, role in enumerate(filled):
        for bid in choice[role]:
            node = position[bid.offer.organisation]
            cost[number, node] = bid.cost
            bid_of[number, node] = bid
    team = cheapest_team(table.edge_cost, cost, table.paths) if filled else None
    if team is None:
        return None
    return Found(
        place=place,
        bids=tuple(bid_of[number, node] for number, node in enumerate(team.takes)),
        missing=tuple(role for role in roles if role not in filled),
        ties=tuple((int(table.rows[left]), int(table.rows[right])) for left, right in team.edges),
        costs=tuple(float(table.edge_cost[edge]) for edge in team.edges),
        cost=team.cost + PARTNER_COST,
    )
