"""Duplication: where provision overlaps, and whether that is more than is needed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph.analysis.slices import Reach, Slice
from graph.model import Term
from graph.network import Network


class Verdict(Term):
    """The test that matters: is the shared catchment already above the agreed standard?"""

    ABOVE = "above", "Above the agreed standard"
    NEEDED = "needed", "Needed capacity"
    UNKNOWN = "unknown", "Not known"


class Suggestion(Term):
    """What the two might talk about; never an instruction."""

    JOIN_UP = "join_up", "Join up"
    ALTERNATE = "alternate", "Alternate nights"
    DIFFERENTIATE = "differentiate", "Differentiate"
    REFER = "refer", "Refer to each other"
    LEAVE = "leave", "Leave alone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two activities of an overlap."""

    activity_id: str
    name: str
    organisation_id: str
    organisation: str
    site_id: str
    site: str
    latitude: float
    longitude: float
    theme: str
    ages: str
    audience: str
    sessions: tuple[str, ...]
    place_hours_per_week: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Two activities of different organisations that serve the same young people.

    Attributes
    ----------
    rank
        1 is the strongest.
    id
        Stable: the two activity ids, the smaller first, with ``~`` between.
    cluster
        Number of the cluster of overlapping activities that the pair belongs to, from 1.
    left, right
        The two activities.
    score
        Product of the five parts below, 0 to 1.
    theme_share, ages_share, audience_share, time_share, catchment_share
        Likeness of theme, Jaccard of ages, likeness of audience, likeness of
        time, and young people within reach of both over those in reach of either.
    clash_hours_per_week
        Hours a week in which both run at once.
    distance_m
        Between the two sites, along the way.
    shared_young_people
        Young people within reach of both.
    shared_hours_per_week
        Access (hours a week for each young person) in the shared catchment, of this slice.
    verdict
        Whether that is above the standard.
    releasable_place_hours
        Place-hours a week above the standard in the shared catchment, at
        most the smaller activity's; 0 where the overlap is needed.
    suggestion, explanation, counter_reading
        For people.
    """

    rank: int
    id: str
    cluster: int
    left: Side
    right: Side
    score: float
    theme_share: float
    ages_share: float
    audience_share: float
    time_share: float
    catchment_share: float
    clash_hours_per_week: float
    distance_m: float
    shared_young_people: float
    shared_hours_per_week: float
    verdict: Verdict
    releasable_place_hours: float
    suggestion: Suggestion
    explanation: str
    counter_reading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplication:
    """Every overlap found, by rank, and what was asked."""

    rows: tuple[Overlap, ...]
    slice: Slice
    reach: Reach
    standard_hours_per_week: float
    standard_from: str
    clusters: int
    releasable_place_hours: float


def find_duplication(
    network: Network,
    *,
    slice: Slice = Slice(),
    reach: Reach = Reach(),
    standard_hours_per_week: float | None = None,
    least_score: float = 0.15,
    within: str | None = None,
    today: date,
) -> Duplication:
    """Where provision overlaps (not written yet)."""
    raise NotImplementedError
