"""Candidates for an overlap: pairs of activities that are alike enough, not delivered jointly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields

import numpy as np

from graph.analysis.access.served import EPSILON, Served
from graph.analysis.duplication import likeness
from graph.analysis.duplication.grounds import Grounds, Longs
from graph.analysis.nesting import sites_inside
from graph.kernels.alike import Limit
from graph.kernels.overlaps import Found, overlapping_pairs
from graph.model import Theme, TieKind
from graph.network import Flags, Floats, Index, Network

JOINT = (TieKind.INTEGRATION, TieKind.DELIVERS_WITH)
"""Ties, where validated, between organisations that already deliver as one."""

Search = Callable[[int, int, Index, Floats], tuple[int, int]]
"""Finds the pairs whose first site is one of some; see the kernel for what it fills."""

_PIECE = 512
_ROOM = 1 << 16
_THREADS = 2


@dataclass(frozen=True, kw_only=True, eq=False)
class Candidates:
    """Pairs of activities, the strongest first; arrays have one entry a pair.

    Attributes
    ----------
    left, right
        Rows of the activities, the smaller first.
    theme, ages, audience, time, clash_hours
        Likeness of the four, and the hours a week in which both run.
    catchment
        Likeness of the two catchments, 0 to 1: young people of the ages both take, weighted
        by their pull to the weaker of the two over the stronger. Where nobody is known to
        live near either, the two circles' shared area over the area of either.
    people
        Young people, of the ages both take, within reach of both.
    hours
        Hours a week within reach for each of them, a mean; NaN where there are none.
    below
        How many of them live where the standard is not met.
    test
        Which test the pair was held against.
    """

    left: Index
    right: Index
    theme: Floats
    ages: Floats
    audience: Floats
    time: Floats
    clash_hours: Floats
    catchment: Floats
    people: Floats
    hours: Floats
    below: Floats
    test: Index

    def __len__(self) -> int:
        return len(self.left)

    @property
    def score(self) -> Floats:
        """Product of the five likenesses."""
        answer: Floats = self.theme * self.ages * self.audience * self.time * self.catchment
        return answer

    def kept(self, keep: Flags | Index) -> Candidates:
        """Some of them."""
        return Candidates(**{one.name: getattr(self, one.name)[keep] for one in fields(self)})


@dataclass(frozen=True, kw_only=True, eq=False)
class Tests:
    """What pairs are held against: the question's own test first.

    Attributes
    ----------
    served
        The access that is held against each standard.
    enough
        The standards, hours a week within reach.
    of_theme
        The test that two activities of a theme take where it is not the first.
    """

    served: tuple[Served, ...]
    enough: tuple[float, ...]
    of_theme: dict[Theme, int]


def candidate_pairs(
    grounds: Grounds, tests: Tests, *, least: float, within: str | None, catchments: bool = True
) -> Candidates:
    """Pairs of activities of different organisations that overlap, the strongest first.

    Those with a site and a time in the slice whose catchments touch (their sites lie
    within twice the reach; by a table of travel times, an area reaches both), whose score is at
    least ``least``, and that are not delivered jointly. Activities without a site or a time are
    left out: nobody can tell what they overlap with.

    Parameters
    ----------
    grounds, tests
        Who is within reach, and what pairs are held against.
    least
        The least score.
    within
        Only pairs with a site in this area.
    catchments
        Whether the likeness of the catchments counts; without it, it is 1 for every pair.

    Raises
    ------
    NotFound
        There is no area ``within``.
    """
    search = search_of(grounds, tests, least=least, within=within, catchments=catchments)
    return in_order(all_found(search, len(grounds.sites)))


def search_of(
    grounds: Grounds, tests: Tests, *, least: float, within: str | None, catchments: bool = True
) -> Search:
    """The search that :func:`candidate_pairs` makes, with all that it needs to know at hand."""
    served = tests.served[0]
    network = served.network
    site = network.activities.site
    rows = np.flatnonzero(served.provision.counts & (site >= 0)).astype(np.int32)
    groups = len(likeness.GROUPS)
    place = grounds.place_of_site[site[rows]] * groups + likeness.groups_of(network, rows)
    order = np.argsort(place, kind="stable")
    facts, times, partners = likeness.activity_facts(network, served.slice, rows[order])
    first_joined, joined = _joined(network)
    of_theme = np.zeros(len(Theme), dtype=np.int32)
    for theme, test in tests.of_theme.items():
        of_theme[likeness.THEME_NUMBERS[str(theme)]] = test
    counts = np.bincount(place, minlength=len(grounds.sites) * groups)
    first_activity = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    first_site, sites = _sites_of_areas(served, grounds)
    limits = _limits(served, least=least, catchments=catchments)
    inside = sites_inside(network, within)[grounds.sites]
    hours = np.vstack([test.hours for test in tests.served])
    enough = np.array(tests.enough) - EPSILON

    known = (
        *(limits, grounds.points, grounds.keys, inside, first_activity, facts, times, partners),
        *(first_joined, joined, grounds.first_area, grounds.areas, grounds.weights),
        *(first_site, sites, grounds.people, grounds.pulled, hours, enough, of_theme),
    )

    def search(begin: int, end: int, pairs: Index, found: Floats) -> tuple[int, int]:
        return overlapping_pairs(begin, end, *known, pairs, found)

    return search


def _limits(served: Served, *, least: float, catchments: bool) -> Floats:
    limits = np.zeros(len(Limit))
    limits[Limit.LEAST] = least
    limits[Limit.SAME_GROUP] = likeness.SAME_GROUP
    limits[Limit.ONE_GROUP] = likeness.EVERYONE_AND_ONE_GROUP
    limits[Limit.SAME_DAY] = likeness.SAME_DAY
    limits[Limit.SAME_PART] = likeness.SAME_PART
    limits[Limit.RADIUS] = served.reach.straight_m if catchments else 0.0
    limits[Limit.APART] = 2 * served.reach.straight_m
    limits[Limit.CELL] = served.reach.straight_m
    limits[Limit.AGE_FROM] = served.slice.ages.age_from
    limits[Limit.AGE_TO] = served.slice.ages.age_to
    limits[Limit.BY_TABLE] = served.reach.by_table
    return limits


def _sites_of_areas(served: Served, grounds: Grounds) -> tuple[Longs, Index]:
    """The sites that reach each area, needed where catchments come from a table."""
    if not served.reach.by_table:
        return np.zeros(1, dtype=np.int64), np.zeros(0, dtype=np.int32)
    return grounds.turned(len(served.areas))


def _joined(network: Network) -> tuple[Index, Index]:
    """Organisations that each organisation delivers with as one."""
    ties = network.ties
    as_one = ties.validated & np.isin(ties.kind, [str(kind) for kind in JOINT])
    left = np.concatenate([ties.left[as_one], ties.right[as_one]])
    right = np.concatenate([ties.right[as_one], ties.left[as_one]])
    counts = np.bincount(left, minlength=len(network.organisations))
    first = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    return first, right[np.argsort(left, kind="stable")].astype(np.int32)


def all_found(search: Search, sites: int) -> Iterator[tuple[Index, Floats]]:
    """The pairs of all sites (so many), piece by piece; large networks on two threads."""
    pieces = [(begin, min(begin + _PIECE, sites)) for begin in range(0, sites, _PIECE)]
    if len(pieces) < 2 * _THREADS:
        for piece in pieces:
            yield from _piece(search, *piece)
        return
    with ThreadPoolExecutor(_THREADS) as threads:
        for found in threads.map(lambda piece: _piece(search, *piece), pieces):
            yield from found


def _piece(search: Search, begin: int, end: int) -> list[tuple[Index, Floats]]:
    """The pairs of some sites, in as many goes as there is room for."""
    found, room = [], _ROOM
    while begin < end:
        pairs = np.empty((room, 3), dtype=np.int32)
        columns = np.empty((room, len(Found)))
        reached, count = search(begin, end, pairs, columns)
        found.append((pairs[:count].copy(), columns[:count].copy()))
        room = room if reached > begin else 2 * room
        begin = reached
    return found


def in_order(found: Iterator[tuple[Index, Floats]]) -> Candidates:
    """The strongest first: by score, then by the two rows."""
    pieces = list(found)
    pairs = np.concatenate([np.zeros((0, 3), dtype=np.int32), *(one for one, _ in pieces)])
    columns = np.concatenate([np.zeros((0, len(Found))), *(other for _, other in pieces)])
    named = dict(zip(_COLUMNS, np.ascontiguousarray(columns.T), strict=True))
    left, right, test = np.ascontiguousarray(pairs.T)
    made = Candidates(left=left, right=right, test=test, **named)
    order = np.lexsort((right, left, -np.round(made.score, 9))).astype(np.int32)
    return made.kept(order)


_COLUMNS = (
    "theme",
    "ages",
    "audience",
    "time",
    "clash_hours",
    "catchment",
    "people",
    "hours",
    "below",
)
"""The names of the columns of a found pair, in the order of :class:`Found`."""
