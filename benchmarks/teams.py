"""The team search beside the plain exact dynamic program, in England's network of ties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np

from benchmarks.dpbf import cheapest
from benchmarks.england import england
from benchmarks.measuring import Row, faster, seconds, times
from graph.analysis.access.served import who_is_served
from graph.analysis.coverage import mapped_around
from graph.analysis.opportunities.acquaintance import PARTNER_COST, acquaintance_in
from graph.analysis.opportunities.bids import Bids
from graph.analysis.opportunities.cases import borrowing_cases, meeting_times
from graph.analysis.opportunities.market import Market
from graph.analysis.opportunities.offers import all_offers
from graph.analysis.opportunities.places import Place, places_to_act
from graph.analysis.opportunities.roles import ROLES, Role
from graph.analysis.opportunities.team_search import Rating, Searcher
from graph.analysis.opportunities.teams import cheapest_team
from graph.analysis.slices import Reach, Slice
from graph.analysis.standard import STANDARD_HOURS_PER_WEEK
from graph.network import Flags

TODAY = date(2026, 11, 1)
GAPS = 3
AMONG = 120
ROLES_SEARCHED = 5


@dataclass(frozen=True, kw_only=True, eq=False)
class Setting:
    """England, ready for a search.

    Attributes
    ----------
    searcher, places
        Who could do what, and the gaps of the sample.
    ready_s
        How long the graph of ties and the market took, once for a revision and a question.
    """

    searcher: Searcher
    places: tuple[Place, ...]
    ready_s: float


@cache
def setting() -> Setting:
    """The gaps of the sample: of the first, the three with the fewest bids, for all five roles."""
    network = england().network
    served = who_is_served(network, slice=Slice(), reach=Reach())
    mapped = mapped_around(network, people=served.people, reach=Reach(), today=TODAY)
    made: list[Searcher] = []

    def ready() -> None:
        lots = all_offers(network, slice=Slice(), reach=Reach(), today=TODAY)
        acquaintance = acquaintance_in.__wrapped__(network)  # type: ignore[attr-defined]
        made.append(Searcher.of(served, Market.of(lots), acquaintance))

    ready_s = seconds(ready)
    places = places_to_act(
        served,
        mapped,
        standard_hours_per_week=STANDARD_HOURS_PER_WEEK,
        within=None,
        most=AMONG,
    )
    bids = {place: made[0].bids(place) for place in places}
    fitting = sorted(
        (place for place in places if _all_roles(bids[place])), key=lambda one: len(bids[one])
    )
    # The smaller ones, on which the other is fastest; it would take minutes for the largest.
    return Setting(searcher=made[0], places=tuple(fitting[:GAPS]), ready_s=ready_s)


def _all_roles(bids: Bids) -> bool:
    """Whether somebody bids for each of the five roles."""
    return len(np.unique(bids.role)) == ROLES_SEARCHED


def team_for_a_gap() -> Row:
    """The cheapest team of a gap: every way, every case of borrowing, every time."""
    ready = setting()
    found: dict[str, list[Rating]] = {}

    def ours() -> None:
        teams = [ready.searcher.team_at(place) for place in ready.places]
        found["ours"] = [team.rating for team in teams if team is not None]

    def plain() -> None:
        found["plain"] = [plainly(ready.searcher, place) for place in ready.places]

    searches = sum(len(_choices(ready.searcher, place)) for place in ready.places)
    measured = times(ours, plain, repeats=6, other_repeats=1)
    compared(found["ours"], found["plain"])
    return faster(
        "Team for a gap, 200,000 organisations, 1 million ties, 5 roles",
        measured,
        least=200,
        note=(
            f"{len(ready.places)} gaps of England, those of the first {AMONG} with the fewest "
            "bids; the other is DPBF (Ding and others 2007), compiled likewise, for each venue to "
            "walk to or be driven to, each case of who may borrow and each time at which a window "
            f"opens, {searches:,} searches in all; ours leaves out those that cannot be cheaper; "
            "same cost to 1e-9; worked out before, once a revision and question, in "
            f"{ready.ready_s:.1f} s: the graph of ties and the market"
        ),
    )


def one_search() -> Row:
    """One search of five roles: the same bids, no cases, no times."""
    ready = setting()
    asked = [_bids_of(ready.searcher.bids(place)) for place in ready.places]
    graph = ready.searcher.graph

    def ours() -> list[float]:
        found = [
            cheapest_team(graph, organisation=who, role=role, cost=cost, roles=ROLES_SEARCHED)
            for who, role, cost in asked
        ]
        return [team.cost for team in found if team is not None]

    def plain() -> list[float]:
        ties = (graph.offset, graph.other, graph.cost)
        return [cheapest(*ties, *bids, ROLES_SEARCHED, graph.cold) for bids in asked]

    np.testing.assert_allclose(ours(), plain(), rtol=0, atol=1e-9)
    return faster(
        "One search of 5 roles among the same bids",
        times(ours, plain, repeats=10, other_repeats=5),
        least=5,
        note=(
            f"{', '.join(f'{len(cost):,}' for _, _, cost in asked)} bids; the other is DPBF as "
            "published, which settles the cheapest trees first and ends with the answer"
        ),
        digits=4,
    )


def _bids_of(bids: Bids) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return (
        bids.organisation.astype(np.int32),
        bids.role.astype(np.int32),
        bids.cost.astype(np.float64),
    )


def compared(ours: Sequence[Rating], plain: Sequence[Rating]) -> None:
    """Raise where the two ways differ."""
    if [one[:2] for one in ours] != [one[:2] for one in plain]:
        raise AssertionError("The two ways miss different roles.")
    costs = [[one[2] for one in ratings] for ratings in (ours, plain)]
    np.testing.assert_allclose(*costs, rtol=0, atol=1e-9)


def _choices(searcher: Searcher, place: Place) -> list[tuple[tuple[Role, ...], Flags]]:
    """Every way, case and time of a gap: the bids that may stand together."""
    bids = searcher.bids(place)
    return [
        (roles, times)
        for roles, kept in searcher.ways(place, bids)
        for case in borrowing_cases(bids, kept, searcher.for_profit)
        for times in meeting_times(bids, case.kept)
    ]


def plainly(searcher: Searcher, place: Place) -> Rating:
    """The best of every choice, each searched by DPBF on the whole graph."""
    bids, graph = searcher.bids(place), searcher.graph
    best: Rating = (len(ROLES) + 1, True, float("inf"))
    for roles, kept in _choices(searcher, place):
        numbers = [ROLES.index(role) for role in roles]
        there = [number for number in numbers if (bids.role[kept] == number).any()]
        missing = len(numbers) - len(there)
        rows = np.flatnonzero(kept & np.isin(bids.role, there))
        place_of = np.full(len(ROLES), -1, dtype=np.int32)
        place_of[there] = np.arange(len(there), dtype=np.int32)
        cost = cheapest(
            graph.offset,
            graph.other,
            graph.cost,
            bids.organisation[rows],
            place_of[bids.role[rows]],
            bids.cost[rows],
            len(there),
            graph.cold,
        )
        no_venue = ROLES.index(Role.VENUE) not in there
        best = min(best, (missing, no_venue, cost + PARTNER_COST))
    return best
