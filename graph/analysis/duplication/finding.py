"""Duplication: where provision overlaps, and whether that is more than is needed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import numpy as np

from graph.analysis.access.served import who_is_served
from graph.analysis.columns import THEMES
from graph.analysis.duplication import words as overlap_words
from graph.analysis.duplication.clusters import Cluster, clusters_of
from graph.analysis.duplication.outcome_words import first_sentence, sentence
from graph.analysis.duplication.outcomes import Outcome, Outcomes
from graph.analysis.duplication.overlapping import (
    Tested,
    Verdict,
    counted_once,
    numbered_clusters,
    tested_overlaps,
)
from graph.analysis.duplication.suggestions import SUGGESTIONS, Suggestion, suggestions_of
from graph.analysis.rows import Rows
from graph.analysis.slices import Method, Reach, Slice
from graph.analysis.standard import agreed_standard
from graph.analysis.weekly import Sessions
from graph.errors import NotFound, OptionOutOfRange
from graph.model import Audience
from graph.network import Flags, Index, Network


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
        Number of the cluster that both belong to, from 1; 0 where the two belong to different
        ones: in a cluster mostly each overlaps with each.
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
        Access (hours a week for each young person) in the shared catchment; 0
        where nobody is known to live there. Of the question's slice, or of the
        pair's own theme where a partnership agreed a standard for that theme.
    verdict
        Whether that is above the standard; not known where nobody is known to live there.
    releasable_place_hours
        Place-hours a week above the standard in the shared catchment, at
        most the smaller activity's; 0 where the overlap is needed.
    suggestion, explanation, counter_reading
        For people.
    standard_hours_per_week, standard_from
        The standard that this pair was held against, and who set it.
    outcome, effect, effect_first
        What the suggestion would change in access and for whom, the same in words, and
        the first of those, without what released hours could do elsewhere.
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
    standard_hours_per_week: float
    standard_from: str
    outcome: Outcome
    effect: str
    effect_first: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The overlaps in columns, by rank: what a list needs to choose from without a word made.

    Attributes
    ----------
    tested
        Likeness, distance, people, hours and the test of each.
    suggestion
        Places in :class:`~graph.analysis.duplication.suggestions.Suggestion`.
    cluster
        The cluster that both activities belong to, 0 for none.
    member
        The cluster of each activity of the network, 0 for none.
    """

    tested: Tested
    suggestion: Index
    cluster: Index
    member: Index

    def suggests(self, suggestion: Suggestion) -> Flags:
        """For which overlaps something is suggested."""
        found: Flags = self.suggestion == SUGGESTIONS.index(suggestion)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplication:
    """Every overlap found, by rank, and what was asked.

    Attributes
    ----------
    rows
        By rank: score, then id. Made when they are asked for.
    clusters
        How many groups of activities there are in which mostly each overlaps with each.
    releasable_place_hours
        Over all the rows, each place-hour and each hour above the standard
        counted once; so it is at most the sum over the rows.
    above, needed, unknown
        How many of the rows have each verdict.
    columns
        The same rows in columns.
    outcomes
        Works out what suggestions would change.
    groups
        The clusters by number, made when they are asked for.
    """

    rows: Rows[Overlap]
    slice: Slice
    reach: Reach
    standard_hours_per_week: float
    standard_from: str
    clusters: int
    releasable_place_hours: float
    above: int
    needed: int
    unknown: int
    columns: Columns = field(compare=False, repr=False)
    outcomes: Outcomes = field(compare=False, repr=False)
    groups: Rows[Cluster] = field(compare=False, repr=False)

    def prepare(self) -> None:
        """Make ready what rows are made from, before the first page waits for it."""
        self.outcomes.prepare()

    def row(self, id: str) -> Overlap:
        """The row of an id; raise :class:`~graph.errors.NotFound` where there is none."""
        return self.rows[self.place(id)]

    def group(self, id: str) -> Cluster:
        """The cluster that an overlap (its id) belongs to; raise NotFound where it has none."""
        number = int(self.columns.cluster[self.place(id)])
        if not number:
            raise NotFound("group", id)
        return self.groups[number - 1]

    def groups_of(self, *, at_least: int) -> Rows[Cluster]:
        """The clusters of at least so many activities, by number."""
        sizes = np.bincount(self.columns.member)[1:]
        numbers = np.flatnonzero(sizes >= at_least)
        return Rows(len(numbers), lambda place: self.groups[int(numbers[place])])

    def place(self, id: str) -> int:
        """The place of a row by its id, 0 for the strongest; raise NotFound where there is none."""
        activities, pairs = self.columns.tested.served.network.activities, self.columns.tested.pairs
        parts = id.split("~")
        for cut in range(1, len(parts)):
            left = activities.rows.get("~".join(parts[:cut]))
            right = activities.rows.get("~".join(parts[cut:]))
            if left is not None and right is not None:
                found = np.flatnonzero((pairs.left == left) & (pairs.right == right))
                if len(found):
                    return int(found[0])
        raise NotFound("overlap", id)

    def cluster_rows(self, cluster: int) -> Rows[Overlap]:
        """The rows whose two activities both belong to one cluster, by rank; none for 0."""
        return self.chosen((self.columns.cluster == cluster) & (cluster > 0))

    def chosen(self, chosen: Flags) -> Rows[Overlap]:
        """Some of the rows, by rank, made when they are asked for."""
        places = np.flatnonzero(chosen)
        return Rows(len(places), lambda place: self.rows[int(places[place])])


def find_duplication(
    network: Network,
    *,
    slice: Slice = Slice(),
    reach: Reach = Reach(),
    method: Method = Method.E2SFCA,
    standard_hours_per_week: float | None = None,
    least_score: float = 0.15,
    within: str | None = None,
    today: date,
) -> Duplication:
    """Where provision overlaps, and whether the shared catchment is above the standard.

    Parameters
    ----------
    network
        The snapshot. The empty network has no overlap.
    slice, reach
        What is asked about, and how far people go.
    method
        How supply is shared over the young people within reach.
    standard_hours_per_week
        Hours a week within reach that are enough; None for the agreed standard.
    least_score
        Overlaps below it are left out, 0.01 to 1.
    within
        Only overlaps with a site in this area.
    today
        From which the age of checks is counted.

    Raises
    ------
    NotFound
        There is no area ``within``.
    OptionOutOfRange
        The standard or ``least_score`` is outside its range.
    """
    if not 0.01 <= least_score <= 1:
        raise OptionOutOfRange(
            f"A least score of {least_score:g} is outside 0.01 to 1.", option="least_score"
        )
    standard = agreed_standard(network, slice=slice, within=within, given=standard_hours_per_week)
    served = who_is_served(network, slice=slice, reach=reach, method=method)
    tested = tested_overlaps(
        served,
        standard,
        least=least_score,
        own_themes=standard_hours_per_week is None,
        within=within,
    )
    clusters = numbered_clusters(tested)
    left, right = clusters[tested.pairs.left], clusters[tested.pairs.right]
    columns = Columns(
        tested=tested,
        suggestion=suggestions_of(tested),
        cluster=np.where(left == right, left, 0).astype(np.int32),
        member=clusters,
    )
    outcomes = Outcomes(tested=tested, suggestions=columns.suggestion, today=today)
    released = counted_once(tested)
    above, known = int(tested.above.sum()), int(tested.known.sum())
    return Duplication(
        rows=_rows(columns, outcomes),
        slice=slice,
        reach=reach,
        standard_hours_per_week=standard.hours_per_week,
        standard_from=standard.source,
        clusters=int(clusters.max(initial=0)),
        releasable_place_hours=float(released.sum()),
        above=above,
        needed=known - above,
        unknown=len(tested) - known,
        columns=columns,
        outcomes=outcomes,
        groups=clusters_of(tested, members=clusters, pairs=columns.cluster, released=released),
    )


def _rows(columns: Columns, outcomes: Outcomes) -> Rows[Overlap]:
    sessions = Sessions(columns.tested.served.network.sessions)
    return Rows(
        len(columns.tested),
        lambda place: _overlap(columns, place, sessions=sessions, outcomes=outcomes),
    )


def _overlap(columns: Columns, place: int, *, sessions: Sessions, outcomes: Outcomes) -> Overlap:
    tested, outcome = columns.tested, outcomes.of(place)
    pairs, activities = tested.pairs, tested.served.network.activities
    left, right = int(pairs.left[place]), int(pairs.right[place])
    standard = tested.standard(place)
    return Overlap(
        rank=place + 1,
        id=f"{activities.id[left]}~{activities.id[right]}",
        cluster=int(columns.cluster[place]),
        left=_side(tested, left, sessions),
        right=_side(tested, right, sessions),
        score=float(tested.score[place]),
        theme_share=float(pairs.theme[place]),
        ages_share=float(pairs.ages[place]),
        audience_share=float(pairs.audience[place]),
        time_share=float(pairs.time[place]),
        catchment_share=float(pairs.catchment[place]),
        clash_hours_per_week=float(pairs.clash_hours[place]),
        distance_m=float(tested.distance_m[place]),
        shared_young_people=float(pairs.people[place]),
        shared_hours_per_week=float(np.nan_to_num(pairs.hours[place])),
        verdict=tested.verdict(place),
        releasable_place_hours=float(tested.releasable[place]),
        suggestion=SUGGESTIONS[int(columns.suggestion[place])],
        explanation=overlap_words.explanation(tested, place, sessions),
        counter_reading=overlap_words.counter_reading(tested, place, today=outcomes.today),
        standard_hours_per_week=standard.hours_per_week,
        standard_from=standard.source,
        outcome=outcome,
        effect=sentence(outcome),
        effect_first=first_sentence(outcome),
    )


def _side(tested: Tested, row: int, sessions: Sessions) -> Side:
    network = tested.served.network
    activities, sites = network.activities, network.sites
    site, organisation = int(activities.site[row]), int(activities.organisation[row])
    return Side(
        activity_id=activities.id[row],
        name=activities.name[row],
        organisation_id=network.organisations.id[organisation],
        organisation=network.organisations.name[organisation],
        site_id=sites.id[site],
        site=sites.name[site],
        latitude=float(sites.latitude[site]),
        longitude=float(sites.longitude[site]),
        theme=THEMES[activities.theme[row]].label,
        ages=f"{activities.age_from[row]} to {activities.age_to[row]}",
        audience=Audience(activities.audience[row]).label,
        sessions=sessions.of(row),
        place_hours_per_week=float(tested.served.provision.place_hours[row]),
    )
