"""Opportunities: which partners could fill a gap together, and who could introduce them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from graph.analysis.access.served import who_is_served
from graph.analysis.coverage import mapped_around
from graph.analysis.duplication import find_duplication
from graph.analysis.nearest import nearest_activities
from graph.analysis.opportunities.acquaintance import acquaintance_in
from graph.analysis.opportunities.chances import simple_opportunities
from graph.analysis.opportunities.dismissals import with_dismissals
from graph.analysis.opportunities.diversity import diverse_teams
from graph.analysis.opportunities.entries import Entry
from graph.analysis.opportunities.market import Market
from graph.analysis.opportunities.offers import all_offers
from graph.analysis.opportunities.opportunity import Opportunity
from graph.analysis.opportunities.places import places_to_act
from graph.analysis.opportunities.ranking import Order, ranked
from graph.analysis.opportunities.scene import Scene
from graph.analysis.opportunities.team_search import Found, Searcher
from graph.analysis.opportunities.team_words import team_opportunity
from graph.analysis.slices import Method, Reach, Slice
from graph.analysis.standard import agreed_standard
from graph.errors import OptionOutOfRange
from graph.network import Network

PLACES_PER_ROW = 2
"""Places searched for a team, for each row asked for: those with the most young people short."""

MOST_ROWS = 500


@dataclass(frozen=True, kw_only=True, eq=False)
class Searched:
    """What the teams were searched in, so that others can be looked for when somebody asks."""

    scene: Scene
    searcher: Searcher
    found: Mapping[str, Found]
    used: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opportunities:
    """Every opportunity found, by rank, and what was asked."""

    rows: tuple[Opportunity, ...]
    slice: Slice
    reach: Reach
    standard_hours_per_week: float
    standard_from: str
    order: Order = Order.EFFORT
    searched: Searched | None = field(default=None, compare=False, repr=False)

    def teams(self, row: Opportunity) -> tuple[Opportunity, ...]:
        """The team of a row and up to two more that differ from it and from each other.

        By cost; empty for a simple opportunity. :mod:`graph.analysis.opportunities.diversity` says
        what differs means.
        """
        searched = self.searched
        if searched is None or row.id not in searched.found:
            return ()
        first = searched.found[row.id]
        teams = diverse_teams(
            searched.searcher, first, used=searched.used - frozenset(first.numbers)
        )
        return (row, *(_told(searched.scene, team, row.rank) for team in teams[1:]))


def _told(scene: Scene, found: Found, rank: int) -> Opportunity:
    first = scene.served.areas[found.place.members[:1]]
    (near,) = nearest_activities(scene.served, found.place.centre.reshape(1, 2), first)
    told = team_opportunity(scene.served, scene.acquaintance, scene.standard, found, near)
    return replace(told, rank=rank)


def find_opportunities(
    network: Network,
    *,
    slice: Slice = Slice(),
    reach: Reach = Reach(),
    method: Method = Method.E2SFCA,
    standard_hours_per_week: float | None = None,
    within: str | None = None,
    order: Order = Order.EFFORT,
    most: int = 30,
    today: date,
) -> Opportunities:
    """Which partners could fill which gap, and simpler things that partners could do.

    Parameters
    ----------
    network
        The snapshot. The empty network has no opportunity.
    slice, reach
        What is asked about, and how far people go.
    method
        How supply is shared over the young people within reach.
    standard_hours_per_week
        Hours a week within reach that are enough; None for the agreed standard.
    within
        Only places to act inside this area; partners may come from anywhere.
    order
        What comes first.
    most
        At most so many rows, 1 to 500.
    today
        From which checks and grants are counted.

    Raises
    ------
    NotFound
        There is no area ``within``.
    OptionOutOfRange
        The standard or ``most`` is outside its range.
    """
    if not 1 <= most <= MOST_ROWS:
        raise OptionOutOfRange(f"{most} rows are outside 1 to {MOST_ROWS}.", option="most")
    standard = agreed_standard(network, slice=slice, within=within, given=standard_hours_per_week)
    served = who_is_served(network, slice=slice, reach=reach, method=method)
    scene = Scene(
        served=served,
        standard=standard,
        market=Market.of(all_offers(network, slice=slice, reach=reach, today=today)),
        acquaintance=acquaintance_in(network),
        within=within,
    )
    duplication = find_duplication(
        network,
        slice=slice,
        reach=reach,
        method=method,
        standard_hours_per_week=standard_hours_per_week,
        within=within,
        today=today,
    )
    searched, teams = _teams(scene, most=most, order=order, today=today)
    # What was set aside falls behind; who set anything aside sees all that may come in its place.
    few = order is Order.EFFORT and not network.dismissals
    simple = simple_opportunities(scene, duplication, enough=most if few else None, today=today)
    return Opportunities(
        rows=_shown(network, (tuple(Entry.of(row) for row in teams), *simple), order, most),
        slice=slice,
        reach=reach,
        standard_hours_per_week=standard.hours_per_week,
        standard_from=standard.source,
        order=order,
        searched=searched,
    )


def _shown(
    network: Network, groups: Sequence[Sequence[Entry]], order: Order, most: int
) -> tuple[Opportunity, ...]:
    """The first of the teams and of the simple kinds, told."""
    said = [with_dismissals(network, group) for group in groups]
    chosen = ranked(said[0], said[1:], order=order, most=most)
    return tuple(entry.told(rank) for rank, entry in enumerate(chosen, start=1))


def _teams(
    scene: Scene, *, most: int, order: Order, today: date
) -> tuple[Searched, list[Opportunity]]:
    """A team for each place to act; every proposed session stands in another free window."""
    served = scene.served
    mapped = mapped_around(served.network, people=served.people, reach=served.reach, today=today)
    places = places_to_act(
        served,
        mapped,
        standard_hours_per_week=scene.standard.hours_per_week,
        within=scene.within,
        most=PLACES_PER_ROW * most,
        deepest_first=order is Order.NEED,
    )
    searcher = Searcher.of(served, scene.market, scene.acquaintance)
    used: set[int] = set()
    found = []
    for place in places:
        team = searcher.team_at(place, used=frozenset(used))
        if team is None:
            continue
        if team.venue is not None:
            used.add(team.numbers[team.bids.index(team.venue)])
        found.append(team)
    centres = np.array([team.place.centre for team in found]).reshape(-1, 2)
    first = served.areas[[int(team.place.members[0]) for team in found]]
    nearest = nearest_activities(served, centres, first)
    rows = [
        team_opportunity(served, scene.acquaintance, scene.standard, team, near)
        for team, near in zip(found, nearest, strict=True)
    ]
    by_id = {row.id: team for row, team in zip(rows, found, strict=True)}
    return Searched(scene=scene, searcher=searcher, found=by_id, used=frozenset(used)), rows
