"""Overlaps held against the standard: which stand above it, and what could be released."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from graph.analysis.access.served import EPSILON, Served, who_is_served
from graph.analysis.duplication.candidates import Candidates, Tests, candidate_pairs
from graph.analysis.duplication.grounds import Grounds, catchment_grounds
from graph.analysis.standard import Standard, agreed_standard
from graph.kernels.clusters import linked_clusters, released_once
from graph.model import Term, Theme
from graph.network import Flags, Floats, Index

LEAST_MET = 0.5
"""The least share of the pairs between two clusters that overlap, for them to be one."""


class Verdict(Term):
    """The test that matters: is the shared catchment already above the agreed standard?"""

    ABOVE = "above", "Above the agreed standard"
    NEEDED = "needed", "Needed capacity"
    UNKNOWN = "unknown", "Not known"


@dataclass(frozen=True, kw_only=True, eq=False)
class Tested:
    """Overlaps and their test, the strongest first; arrays have one entry a pair.

    Attributes
    ----------
    served
        The question's slice.
    pairs
        The two activities of each overlap, their likeness and what they share.
    score
        The product of all five parts.
    distance_m
        Between the two sites, along the way.
    above, known
        Whether the shared catchment is above its standard; whether anybody is known to live
        in it at all.
    smaller
        The row of the activity of the two with fewer place-hours (of equals, the first).
    releasable
        Place-hours a week above the standard, at most the smaller activity's.
    standards, tests
        The standards, and the access that each was compared with.
    grounds
        Who is within reach of each site.
    """

    served: Served
    pairs: Candidates
    score: Floats
    distance_m: Floats
    above: Flags
    known: Flags
    smaller: Index
    releasable: Floats
    standards: tuple[Standard, ...]
    tests: tuple[Served, ...]
    grounds: Grounds

    def __len__(self) -> int:
        return len(self.pairs)

    def verdict(self, place: int) -> Verdict:
        """Whether the shared catchment of one pair is above its standard."""
        if not self.known[place]:
            return Verdict.UNKNOWN
        return Verdict.ABOVE if self.above[place] else Verdict.NEEDED

    def standard(self, place: int) -> Standard:
        """The standard that one pair was held against."""
        return self.standards[int(self.pairs.test[place])]

    def larger(self, place: int) -> int:
        """The row of the other activity of a pair than its smaller one."""
        both = int(self.pairs.left[place]) + int(self.pairs.right[place])
        return both - int(self.smaller[place])


def tested_overlaps(
    served: Served,
    standard: Standard,
    *,
    least: float,
    own_themes: bool,
    within: str | None,
) -> Tested:
    """Overlaps with a score of at least ``least``, each held against a standard.

    The test compares like with like: where a partnership agreed a standard for
    the very theme that both share (and ``own_themes``), access to that
    theme is held against it; otherwise access of the whole slice is held against
    the slice's standard, for the standard of all themes is not one of each.

    Raises
    ------
    NotFound
        There is no area ``within``.
    """
    grounds = catchment_grounds(served)
    standards, tests = _tests(served, standard, own_themes=own_themes, within=within)
    pairs = candidate_pairs(grounds, tests, least=least, within=within)
    enough = np.array(tests.enough)[pairs.test]
    offered, site = served.provision.place_hours, served.network.activities.site
    smaller = np.where(offered[pairs.right] < offered[pairs.left], pairs.right, pairs.left)
    known = pairs.people > 0
    hours = np.where(known, pairs.hours, 0.0)
    spare = np.clip(hours - enough, 0.0, None) * pairs.people
    apart = grounds.points[grounds.place_of_site[site[pairs.left]]]
    apart = apart - grounds.points[grounds.place_of_site[site[pairs.right]]]
    return Tested(
        served=served,
        pairs=pairs,
        score=pairs.score,
        distance_m=np.hypot(apart[:, 0], apart[:, 1]) * served.reach.detour,
        above=known & (hours >= enough - EPSILON),
        known=known,
        smaller=smaller,
        releasable=np.minimum(spare, offered[smaller]),
        standards=standards,
        tests=tests.served,
        grounds=grounds,
    )


def _tests(
    served: Served, standard: Standard, *, own_themes: bool, within: str | None
) -> tuple[tuple[Standard, ...], Tests]:
    """The tests: the question's own first, then one for each theme with a standard of its own."""
    network = served.network
    standards, tests = [standard], [served]
    of_theme: dict[Theme, int] = {}
    agreed = {priority.theme for priority in network.priorities if priority.theme is not None}
    offered = set(network.activities.theme[served.provision.counts].tolist())
    if served.slice.theme is None and own_themes:
        for theme in sorted(theme for theme in agreed if str(theme) in offered):
            of_this = replace(served.slice, theme=theme)
            own = agreed_standard(network, slice=of_this, within=within)
            if own.priority_id and own.for_theme:
                of_theme[theme] = len(tests)
                standards.append(own)
                tests.append(
                    who_is_served(network, slice=of_this, reach=served.reach, method=served.method)
                )
    enough = tuple(one.hours_per_week for one in standards)
    return tuple(standards), Tests(served=tuple(tests), enough=enough, of_theme=of_theme)


def numbered_clusters(tested: Tested) -> Index:
    """The cluster of each activity: 0 for none, else numbered from 1 by the best rank in it.

    A cluster is put together from the strongest overlap on; two clusters become one where at
    least :data:`LEAST_MET` of the pairs between them overlap, so that no chain of
    likenesses runs through a whole county.
    """
    pairs, size = tested.pairs, len(tested.served.network.activities)
    number = np.zeros(size, dtype=np.int32)
    if not len(pairs):
        return number
    nodes, place = np.unique(np.concatenate([pairs.left, pairs.right]), return_inverse=True)
    left, right = place.astype(np.int32).reshape(2, -1)
    one, other = np.concatenate([left, right]), np.concatenate([right, left])
    order = np.lexsort((other, one))
    counts = np.bincount(one, minlength=len(nodes))
    first = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    head = linked_clusters(left, right, first, np.ascontiguousarray(other[order]), LEAST_MET)
    inside = head[left][head[left] == head[right]]
    heads, found = np.unique(inside, return_index=True)
    of_head = np.zeros(len(nodes), dtype=np.int32)
    of_head[heads[np.argsort(found)]] = np.arange(1, len(heads) + 1, dtype=np.int32)
    number[nodes] = of_head[head]
    return number


def counted_once(tested: Tested) -> Floats:
    """Releasable place-hours of each overlap, none of them counted twice over all of them.

    Overlaps are taken with the most releasable hours first. Each takes what is left of
    its smaller activity, and of the hours above the standard in its
    shared catchment, which it uses up there evenly.
    """
    pairs, site = tested.pairs, tested.served.network.activities.site
    place_of_site = tested.grounds.place_of_site
    above = [
        np.clip(held.hours - standard.hours_per_week, 0.0, None) * held.people
        for held, standard in zip(tested.tests, tested.standards, strict=True)
    ]
    order = np.lexsort((pairs.right, pairs.left, -np.round(tested.releasable, 9)))
    order = order[tested.releasable[order] > 0]
    return released_once(
        order.astype(np.int32),
        place_of_site[site[pairs.left]],
        place_of_site[site[pairs.right]],
        tested.smaller,
        pairs.test,
        tested.releasable,
        tested.served.provision.place_hours.copy(),
        np.vstack(above),
        tested.grounds.first_area,
        tested.grounds.areas,
    )
