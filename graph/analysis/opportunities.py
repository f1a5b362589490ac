"""Opportunities: which partners could fill a gap together, and who could introduce them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, zip_longest

import numpy as np

from graph.analysis.acquaintance import Working, acquaintance_in, placed_organisations
from graph.analysis.bids import Market
from graph.analysis.chances import idle_assets, parish_money
from graph.analysis.coverage import mapped_around
from graph.analysis.duplication import find_duplication
from graph.analysis.nearest import nearest_activities
from graph.analysis.offers import all_offers
from graph.analysis.opportunity import Link, Opportunity, OpportunityKind, Part
from graph.analysis.pairings import joint_delivery, same_funder
from graph.analysis.places import places_to_act
from graph.analysis.roles import Role
from graph.analysis.scene import Scene
from graph.analysis.served import who_is_served
from graph.analysis.slices import Reach, Slice
from graph.analysis.standard import agreed_standard
from graph.analysis.team_search import Window, team_at
from graph.analysis.team_words import team_opportunity
from graph.errors import OptionOutOfRange
from graph.network import Floats, Network

__all__ = [
    "Link",
    "Opportunities",
    "Opportunity",
    "OpportunityKind",
    "Part",
    "Role",
    "find_opportunities",
]

PLACES_PER_ROW = 2
"""Places searched for a team, for each row asked for: those with the most young people short."""

TEAMS_SHARE = 0.6
"""Share of the rows that full teams may take while simple opportunities wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opportunities:
    """Every opportunity found, by rank, and what was asked."""

    rows: tuple[Opportunity, ...]
    slice: Slice
    reach: Reach
    standard_hours_per_week: float
    standard_from: str


def find_opportunities(
    network: Network,
    *,
    slice: Slice = Slice(),
    reach: Reach = Reach(),
    standard_hours_per_week: float | None = None,
    within: str | None = None,
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
    standard_hours_per_week
        Hours a week within reach that are enough; None for the agreed standard.
    within
        Only places to act inside this area; partners may come from anywhere.
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
    if not 1 <= most <= 500:
        raise OptionOutOfRange(f"{most} rows are outside 1 to 500.", option="most")
    standard = agreed_standard(network, slice=slice, within=within, given=standard_hours_per_week)
    served = who_is_served(network, slice=slice, reach=reach)
    points, _ = placed_organisations(network)
    offers = all_offers(network, slice=slice, reach=reach, points=points, today=today)
    scene = Scene(
        served=served,
        standard=standard,
        market=Market.of(offers),
        acquaintance=acquaintance_in(network),
        within=within,
    )
    duplication = find_duplication(
        network,
        slice=slice,
        reach=reach,
        standard_hours_per_week=standard_hours_per_week,
        within=within,
        today=today,
    )
    simple = [
        idle_assets(scene),
        parish_money(scene),
        same_funder(scene, today=today),
        joint_delivery(scene, duplication),
    ]
    return Opportunities(
        rows=_ranked(_teams(scene, points, most=most, today=today), simple, most),
        slice=slice,
        reach=reach,
        standard_hours_per_week=standard.hours_per_week,
        standard_from=standard.source,
    )


def _teams(scene: Scene, points: Floats, *, most: int, today: date) -> list[Opportunity]:
    """A team for each place to act; every proposed session stands in another free window."""
    served = scene.served
    mapped = mapped_around(served.network, people=served.people, reach=served.reach, today=today)
    places = places_to_act(
        served,
        mapped,
        standard_hours_per_week=scene.standard.hours_per_week,
        within=scene.within,
        most=PLACES_PER_ROW * most,
    )
    used: set[Window] = set()
    working = Working(acquaintance=scene.acquaintance, points=points)
    teams = []
    for place in places:
        found = team_at(served, place, scene.market, working, used=used)
        if found is None:
            continue
        if found.venue is not None and found.venue.offer.window is not None:
            used.add((found.venue.offer.row, found.venue.offer.window))
        teams.append(found)
    centres = np.array([found.place.centre for found in teams]).reshape(-1, 2)
    nearest = nearest_activities(served, centres)
    return [
        team_opportunity(served, scene.acquaintance, scene.standard, found, near)
        for found, near in zip(teams, nearest, strict=True)
    ]


def _worth(opportunity: Opportunity) -> tuple[float, str]:
    """The most young people for the least coordination first, then by id."""
    return -round(opportunity.young_people / opportunity.cost, 6), opportunity.id


def _ranked(
    teams: Sequence[Opportunity], simple: Iterable[Iterable[Opportunity]], most: int
) -> tuple[Opportunity, ...]:
    """Full teams, then the simple kinds in turn, then teams that miss a role."""
    full = sorted((team for team in teams if not team.missing), key=_worth)
    partial = sorted(
        (team for team in teams if team.missing), key=lambda team: (len(team.missing), _worth(team))
    )
    kinds = [sorted(kind, key=_worth) for kind in simple]
    in_turn = [one for one in chain.from_iterable(zip_longest(*kinds)) if one is not None]
    room = max(round(TEAMS_SHARE * most), most - len(in_turn))
    chosen = [*full[:room], *in_turn, *partial][:most]
    return tuple(replace(one, rank=rank) for rank, one in enumerate(chosen, start=1))
