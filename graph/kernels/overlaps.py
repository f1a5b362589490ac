"""Overlaps: every pair of activities with touching catchments, tested term by term at once.

Tens of millions of pairs lie within reach of each other in England; here none of them is ever
written down before it has passed every term. Terms go from the cheapest to the dearest, and
the share of two catchments is worked out once for two sites and one range of ages.

Columns of a found pair are numbered by :class:`Found`; see
:mod:`graph.analysis.duplication.candidates`.
"""

from __future__ import annotations

import math
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from graph.kernels.alike import alike_pairs
from graph.kernels.compiled import compiled

Floats = npt.NDArray[np.float64]
Index = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


class Found(IntEnum):
    """Columns of a found pair."""

    THEME = 0
    AGES = 1
    AUDIENCE = 2
    TIME = 3
    CLASH = 4
    CATCHMENT = 5
    PEOPLE = 6
    HOURS = 7
    BELOW = 8


MEMORY = 64
"""Ranges of ages whose shares are remembered for two sites; more are worked out again."""

# Plain numbers: a compiled function takes them as constants.
_ROW, _THEME, _AGE_FROM, _AGE_TO = 0, 2, 4, 5
_CATCHMENT, _PEOPLE, _HOURS, _BELOW = 5, 6, 7, 8
_LEAST, _RADIUS, _APART, _CELL, _LOW, _HIGH, _BY_TABLE = 0, 5, 6, 7, 8, 9, 10
_CELLS = 2
_AGES = 1_000
_COLUMN = 1 << 31


@compiled("int64[::1](float64[:,::1], float64)")
def cell_keys(points: Floats, cell: float) -> Longs:
    """The key of the square that each point lies in: columns by east, rows in them by north.

    Parameters
    ----------
    points
        Shape (n, 2), metres; shape (0, 2) gives no key.
    cell
        Side of a square, metres.
    """
    keys = np.empty(len(points), dtype=np.int64)
    for place in range(len(points)):
        column = math.floor(points[place, 0] / cell)
        keys[place] = column * _COLUMN + math.floor(points[place, 1] / cell)
    return keys


@compiled("float64[:,::1](int64[::1], int32[::1], float64[::1], float64[:,::1])")
def pulled_by_age(first_area: Longs, areas: Index, weights: Floats, people: Floats) -> Floats:
    """People below each age, summed by their pull to each site.

    Parameters
    ----------
    first_area, areas, weights, people
        As :func:`overlapping_pairs` takes them.

    Returns
    -------
    array of shape (sites, years + 1)
    """
    pulled = np.zeros((len(first_area) - 1, len(people)))
    for site in range(len(first_area) - 1):
        for place in range(first_area[site], first_area[site + 1]):
            for age in range(len(people)):
                pulled[site, age] += weights[place] * people[age, areas[place]]
    return pulled


@compiled()
def _near(site: int, points: Floats, keys: Longs, limits: Floats, near: Index) -> int:
    """Sites from this one on, in the order of keys, that lie within reach; how many."""
    apart, cell = limits[_APART], limits[_CELL]
    column = math.floor(points[site, 0] / cell)
    row = math.floor(points[site, 1] / cell)
    count = 0
    for east in range(column, column + _CELLS + 1):
        first = np.searchsorted(keys, east * _COLUMN + row - _CELLS)
        last = np.searchsorted(keys, east * _COLUMN + row + _CELLS, side="right")
        for other in range(max(first, site), last):
            x, y = points[other, 0] - points[site, 0], points[other, 1] - points[site, 1]
            if x * x + y * y <= apart * apart:
                near[count] = other
                count += 1
    return count


@compiled()
def _touching(
    site: int,
    first_area: Longs,
    areas: Index,
    first_site: Longs,
    sites: Index,
    seen: Index,
    near: Index,
) -> int:
    """The site, and the later ones from which an area can be reached that it reaches too."""
    near[0] = site
    count = 1
    for place in range(first_area[site], first_area[site + 1]):
        for at in range(first_site[areas[place]], first_site[areas[place] + 1]):
            other = sites[at]
            if other > site and seen[other] != site:
                seen[other] = site
                near[count] = other
                count += 1
    return count


@compiled("float64(float64, float64)")
def circle_likeness(apart: float, radius: float) -> float:
    """Shared area of two circles of one radius, so far apart, over the area of either: 0 to 1."""
    half = min(1.0, apart / (2 * radius))
    lens = 2 * (math.acos(half) - half * math.sqrt(1 - half * half)) / math.pi
    return lens / (2 - lens)


@compiled()
def _measured(
    span: tuple[int, int],
    areas: Index,
    site: int,
    reached: Index,
    young: tuple[Floats, Floats],
    hours: Floats,
    enough: float,
    found: Floats,
) -> None:
    """Young people within reach of both, the hours of each, and how many are below a standard."""
    people, total, below = 0.0, 0.0, 0.0
    for place in range(span[0], span[1]):
        area = areas[place]
        if reached[area] == site:
            there = young[0][area] - young[1][area]
            people += there
            total += there * hours[area]
            if hours[area] < enough:
                below += there
    found[_PEOPLE], found[_BELOW] = people, below
    found[_HOURS] = total / people if people > 0 else math.nan


@compiled()
def _catchment_share(
    site: int,
    other: int,
    ages: tuple[int, int],
    needed: float,
    limits: Floats,
    points: Floats,
    catchments: tuple[Longs, Index, Floats],
    people: tuple[Floats, Floats],
    pull: Floats,
) -> float:
    """Likeness of two catchments; -1 where it is less than ``needed`` for certain.

    ``people`` are those below each age, by area, and the same summed by pull to each site.
    """
    under, upto = ages
    first_area, areas, weights = catchments
    below_age, pulled = people
    left = pulled[site, upto] - pulled[site, under]
    right = pulled[other, upto] - pulled[other, under]
    if max(left, right) <= 0:
        if limits[_BY_TABLE] > 0:
            return 0.0
        x, y = points[site, 0] - points[other, 0], points[site, 1] - points[other, 1]
        return circle_likeness(math.sqrt(x * x + y * y), limits[_RADIUS])
    if min(left, right) / max(left, right) < needed:  # the weaker is at most the smaller sum
        return -1.0
    weaker = 0.0
    for place in range(first_area[other], first_area[other + 1]):
        area = areas[place]
        there = below_age[upto, area] - below_age[under, area]
        weaker += there * min(pull[area], weights[place])
    return float(weaker / (left + right - weaker))


@compiled()
def _kept(
    site: int,
    alike: Index,
    likes: Floats,
    limits: Floats,
    points: Floats,
    facts: Index,
    catchments: tuple[Longs, Index, Floats],
    people: tuple[Floats, Floats],
    tests: tuple[Floats, Floats, Index],
    marks: tuple[Floats, Index],
    remembered: tuple[Longs, Floats],
    pairs: Index,
    found: Floats,
    count: int,
) -> int:
    """Write those alike pairs of a site whose catchments are alike too; how many there are now."""
    first_area, areas, _ = catchments
    hours, enough, test_of_theme = tests
    key_of, share_of = remembered
    least, with_catchments = limits[_LEAST], limits[_RADIUS] > 0
    youngest, oldest = int(limits[_LOW]), int(limits[_HIGH])
    before, known = -1, 0
    for at in range(len(alike)):
        other, one, two = alike[at]
        if other != before:
            before, known = other, 0
        low = max(facts[one, _AGE_FROM], facts[two, _AGE_FROM], youngest)
        high = min(facts[one, _AGE_TO], facts[two, _AGE_TO], oldest)
        ages = low - youngest, high - youngest + 1  # as rows of people below each age
        likeness = likes[at, 0] * likes[at, 1] * likes[at, 2] * likes[at, 3]
        key, old = ages[0] * _AGES + ages[1], 0
        while old < known and key_of[old] != key:
            old += 1
        share = 1.0
        if with_catchments and old < known:
            share = share_of[old]
        elif with_catchments:
            share = _catchment_share(
                site, other, ages, least / likeness, limits, points, catchments, people, marks[0]
            )
            if share >= 0 and known < MEMORY:
                key_of[known], share_of[known] = key, share
                known += 1
        if share <= 0 or likeness * share < least:
            continue
        theme = facts[one, _THEME]
        test = test_of_theme[theme] if theme == facts[two, _THEME] else 0
        pairs[count, 0] = min(facts[one, _ROW], facts[two, _ROW])
        pairs[count, 1] = max(facts[one, _ROW], facts[two, _ROW])
        pairs[count, 2] = test
        for column in range(likes.shape[1]):
            found[count, column] = likes[at, column]
        found[count, _CATCHMENT] = share
        if with_catchments:
            span = first_area[other], first_area[other + 1]
            young = people[0][ages[1]], people[0][ages[0]]
            _measured(span, areas, site, marks[1], young, hours[test], enough[test], found[count])
        count += 1
    return count


@compiled(
    "UniTuple(int64, 2)(int64, int64, float64[::1], float64[:,::1], int64[::1], boolean[::1],"
    "int32[::1], int32[:,::1], int32[:,::1], int32[::1], int32[::1], int32[::1],"
    "int64[::1], int32[::1], float64[::1], int64[::1], int32[::1], float64[:,::1], float64[:,::1],"
    "float64[:,::1], float64[::1], int32[::1], int32[:,::1], float64[:,::1])"
)
def overlapping_pairs(
    begin: int,
    end: int,
    limits: Floats,
    points: Floats,
    keys: Longs,
    inside: Flags,
    first_activity: Index,
    facts: Index,
    times: Index,
    partners: Index,
    first_joined: Index,
    joined: Index,
    first_area: Longs,
    areas: Index,
    weights: Floats,
    first_site: Longs,
    sites: Index,
    people: Floats,
    pulled: Floats,
    hours: Floats,
    enough: Floats,
    test_of_theme: Index,
    pairs: Index,
    found: Floats,
) -> tuple[int, int]:
    """Every pair whose first site is one of some, and that passes every term.

    Parameters
    ----------
    begin, end
        The first sites, in the order of ``keys``.
    limits
        The declared numbers, by :class:`Limit`. A radius of 0 leaves catchments out: every
        pair that is alike enough is found, with a catchment share of 1.
    points, keys, inside
        Of each site: metres, shape (sites, 2); :func:`cell_keys`, ascending; whether it lies
        in the area asked about (one site of a pair has to).
    first_activity
        Where the activities of each site begin among the facts, shape (sites + 1,).
    facts, times
        Shape (activities, 16) and (times, 5); see :class:`Fact` and :class:`Weekly`.
    partners
        Organisations that activities are delivered with.
    first_joined, joined
        Organisations that each organisation delivers with as one, shape (organisations + 1,).
    first_area, areas, weights
        The areas within reach of each site and their pull, shape (sites + 1,).
    first_site, sites
        The sites that reach each area, where catchments come from a table of travel times
        (two touch where they share an area); of one entry and none otherwise (two touch
        where the sites lie within twice the reach).
    people, pulled
        People below each age, from the slice's first age on: shape (years + 1, areas), and
        summed by pull, shape (sites, years + 1).
    hours, enough
        Hours within reach by test, shape (tests, areas), and the standard of each.
    test_of_theme
        Which test two activities of one theme take; those of two themes take the first.
    pairs, found
        Filled: rows of the two activities (the smaller first), test and the sites of the
        two, and the columns :class:`Found`.

    Returns
    -------
    tuple
        The first site that was not finished, because ``pairs`` was full, else ``end``; and
        how many pairs were found.
    """
    near = np.empty(len(points), dtype=np.int32)
    seen = np.full(len(points), -1, dtype=np.int32)
    marks = np.zeros(people.shape[1]), np.full(people.shape[1], -1, dtype=np.int32)
    remembered = np.empty(MEMORY, dtype=np.int64), np.empty(MEMORY)
    like, count = np.empty(2), 0
    catchments = first_area, areas, weights
    for site in range(begin, end):
        if limits[_BY_TABLE] > 0:
            around = _touching(site, first_area, areas, first_site, sites, seen, near)
        else:
            around = _near(site, points, keys, limits, near)
        near_here, ties = near[:around], (first_joined, joined)
        alike, likes = alike_pairs(
            site, near_here, limits, inside, first_activity, facts, times, partners, ties, like
        )
        if count + len(alike) > len(pairs):
            return site, count
        for place in range(first_area[site], first_area[site + 1]):
            marks[0][areas[place]] = weights[place]
            marks[1][areas[place]] = site
        count = _kept(
            site,
            alike,
            likes,
            limits,
            points,
            facts,
            catchments,
            (people, pulled),
            (hours, enough, test_of_theme),
            marks,
            remembered,
            pairs,
            found,
            count,
        )
        for place in range(first_area[site], first_area[site + 1]):
            marks[0][areas[place]] = 0.0
    return end, count
