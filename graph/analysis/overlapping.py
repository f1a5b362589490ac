"""Overlaps held against the standard: which stand above it, and what could be released."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from graph.analysis.candidates import Candidates
from graph.analysis.served import EPSILON, Served, who_is_served
from graph.analysis.shared import Grounds, catchment_grounds, shared_catchments
from graph.analysis.standard import Standard, agreed_standard
from graph.model import Term
from graph.network import Floats, Index


class Verdict(Term):
    """The test that matters: is the shared catchment already above the agreed standard?"""

    ABOVE = "above", "Above the agreed standard"
    NEEDED = "needed", "Needed capacity"
    UNKNOWN = "unknown", "Not known"


@dataclass(frozen=True, kw_only=True, eq=False)
class Tested:
    """Overlaps and their test; arrays have one entry a pair.

    Attributes
    ----------
    served
        The question's slice.
    pairs
        The two activities of each overlap and their likeness.
    score, catchment
        The product of all five parts, and the last of them.
    distance_m
        Between the two sites, along the way.
    people, hours, below
        As in :class:`~graph.analysis.shared.Shared`.
    releasable
        Place-hours a week above the standard, at most the smaller activity's.
    test
        Which of ``standards`` and ``tests`` the pair was held against.
    standards, tests
        The standards, and the access that each was compared with.
    grounds
        Who is within reach of each site.
    """

    served: Served
    pairs: Candidates
    score: Floats
    catchment: Floats
    distance_m: Floats
    people: Floats
    hours: Floats
    below: Floats
    releasable: Floats
    test: Index
    standards: tuple[Standard, ...]
    tests: tuple[Served, ...]
    grounds: Grounds

    def verdict(self, place: int) -> Verdict:
        """Whether the shared catchment of one pair is above its standard."""
        if self.people[place] <= 0:
            return Verdict.UNKNOWN
        standard = self.standards[int(self.test[place])].hours_per_week
        return Verdict.ABOVE if self.hours[place] >= standard - EPSILON else Verdict.NEEDED


def tested_overlaps(
    served: Served,
    pairs: Candidates,
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
    """
    grounds = catchment_grounds(served)
    test, standards, tests = _tests(served, pairs, standard, own_themes=own_themes, within=within)
    columns = np.zeros((4, len(pairs)))
    for number, (held, against) in enumerate(zip(tests, standards, strict=True)):
        of_test = test == number
        shared = shared_catchments(
            held,
            grounds,
            pairs.kept(of_test),
            standard_hours_per_week=against.hours_per_week,
        )
        columns[:, of_test] = [shared.share, shared.people, shared.hours, shared.below]
    score = pairs.likeness * columns[0]
    keep = (score >= least) & (score > 0)
    catchment, people, hours, below = columns[:, keep]
    kept, test = pairs.kept(keep), test[keep]
    enough = np.array([one.hours_per_week for one in standards])[test]
    offered, site = served.provision.place_hours, served.network.activities.site
    smaller = np.minimum(offered[kept.left], offered[kept.right])
    above = np.nan_to_num(np.clip(hours - enough, 0.0, None)) * people
    apart = grounds.points[grounds.row_of_site[site[kept.left]]]
    apart = apart - grounds.points[grounds.row_of_site[site[kept.right]]]
    return Tested(
        served=served,
        pairs=kept,
        score=score[keep],
        catchment=catchment,
        distance_m=np.hypot(apart[:, 0], apart[:, 1]) * served.reach.detour,
        people=people,
        hours=hours,
        below=below,
        releasable=np.minimum(above, smaller),
        test=test,
        standards=standards,
        tests=tests,
        grounds=grounds,
    )


def _tests(
    served: Served,
    pairs: Candidates,
    standard: Standard,
    *,
    own_themes: bool,
    within: str | None,
) -> tuple[Index, tuple[Standard, ...], tuple[Served, ...]]:
    """Which test each pair takes, and the tests: the question's own comes first."""
    network = served.network
    standards, tests = [standard], [served]
    test = np.zeros(len(pairs), dtype=np.int32)
    agreed = {priority.theme for priority in network.priorities if priority.theme is not None}
    if served.slice.theme is not None or not own_themes:
        return test, tuple(standards), tuple(tests)
    theme_of = network.activities.theme
    for theme in sorted(agreed):
        both = (theme_of[pairs.left] == str(theme)) & (theme_of[pairs.right] == str(theme))
        of_theme = replace(served.slice, theme=theme)
        own = agreed_standard(network, slice=of_theme, within=within)
        if both.any() and own.priority_id and own.for_theme:
            test[both] = len(tests)
            standards.append(own)
            tests.append(who_is_served(network, slice=of_theme, reach=served.reach))
    return test, tuple(standards), tuple(tests)


def numbered_clusters(pairs: Candidates, order: Index) -> list[int]:
    """The cluster of each pair: activities joined by overlaps, numbered from 1 by best rank."""
    if not len(pairs):
        return []
    size = int(max(pairs.left.max(), pairs.right.max())) + 1
    joined = csr_array((np.ones(len(pairs)), (pairs.left, pairs.right)), shape=(size, size))
    component = connected_components(joined, directed=False)[1][pairs.left]
    number: dict[int, int] = {}
    for place in order.tolist():
        number.setdefault(int(component[place]), len(number) + 1)
    return [number[int(one)] for one in component]


def counted_once(tested: Tested) -> float:
    """Releasable place-hours over all overlaps, none of them counted twice.

    Overlaps are taken with the most releasable hours first. Each takes what is left of
    its smaller activity, and of the hours above the standard in its
    shared catchment, which it uses up there evenly.
    """
    left = tested.served.provision.place_hours.copy()
    above = [
        np.clip(held.hours - standard.hours_per_week, 0.0, None) * held.people
        for held, standard in zip(tested.tests, tested.standards, strict=True)
    ]
    total, site = 0.0, tested.served.network.activities.site
    pairs = tested.pairs
    for place in np.lexsort((pairs.right, pairs.left, -np.round(tested.releasable, 9))).tolist():
        if tested.releasable[place] <= 0:
            break
        one, other = int(pairs.left[place]), int(pairs.right[place])
        smaller = min((one, other), key=lambda row: (tested.served.provision.place_hours[row], row))
        both = tested.grounds.both(int(site[one]), int(site[other]))
        spare = above[int(tested.test[place])]
        there = float(spare[both].sum())
        taken = min(float(tested.releasable[place]), float(left[smaller]), there)
        if taken > 0:
            left[smaller] -= taken
            spare[both] *= 1 - taken / there
            total += taken
    return total
