"""Alike: two activities held together term by term, from the cheapest to the dearest.

Columns of ``facts`` (one row an activity) are numbered by :class:`Fact`, those of ``times`` by
:class:`Weekly`; see :mod:`graph.analysis.duplication.likeness`, which fills them.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
import numpy.typing as npt

from graph.kernels.compiled import compiled

Floats = npt.NDArray[np.float64]
Index = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]


class Fact(IntEnum):
    """Columns of the facts of an activity."""

    ROW = 0
    ORGANISATION = 1
    THEME = 2
    GROUP = 3
    AGE_FROM = 4
    AGE_TO = 5
    AUDIENCE = 6
    DAYS = 7
    PARTS = 8
    FIRST_TIME = 9
    LAST_TIME = 10
    FIRST_PARTNER = 11
    LAST_PARTNER = 12


class Weekly(IntEnum):
    """Columns of weekly times; ``SEASONS`` has bit 0 for term time and bit 1 for holidays."""

    DAY = 0
    START = 1
    END = 2
    SEASONS = 3
    PART = 4


class Limit(IntEnum):
    """Places of the declared numbers in ``limits``."""

    LEAST = 0
    SAME_GROUP = 1
    ONE_GROUP = 2
    SAME_DAY = 3
    SAME_PART = 4
    RADIUS = 5
    APART = 6
    CELL = 7
    AGE_FROM = 8
    AGE_TO = 9
    BY_TABLE = 10


# Plain numbers: a compiled function takes them as constants.
_ORGANISATION, _THEME, _GROUP, _AGE_FROM, _AGE_TO, _AUDIENCE = 1, 2, 3, 4, 5, 6
_DAYS, _PARTS, _FIRST_TIME, _LAST_TIME, _FIRST_PARTNER, _LAST_PARTNER = 7, 8, 9, 10, 11, 12
_LEAST, _SAME_GROUP, _ONE_GROUP, _SAME_DAY, _SAME_PART = 0, 1, 2, 3, 4


@compiled()
def _age_likeness(low: int, high: int, other_low: int, other_high: int) -> float:
    """Years of age that both take over those that either takes; 0 where they share none."""
    shared = min(high, other_high) - max(low, other_low) + 1
    if shared <= 0:
        return 0.0
    return shared / (high - low + other_high - other_low + 2 - shared)


@compiled()
def _time_likeness(
    facts: Index, one: int, other: int, times: Index, limits: Floats, like: Floats
) -> float:
    """Likeness of weekly times; it and the hours of both at once stand in ``like``."""
    like[0], like[1] = 0.0, 0.0
    if facts[one, _PARTS] & facts[other, _PARTS]:
        like[0] = limits[_SAME_PART]
    if facts[one, _DAYS] & facts[other, _DAYS]:
        for mine in range(facts[one, _FIRST_TIME], facts[one, _LAST_TIME]):
            for theirs in range(facts[other, _FIRST_TIME], facts[other, _LAST_TIME]):
                if times[mine, 0] != times[theirs, 0] or not times[mine, 3] & times[theirs, 3]:
                    continue
                start = max(times[mine, 1], times[theirs, 1])
                together = min(times[mine, 2], times[theirs, 2]) - start
                if together > 0:
                    like[0] = 1.0
                    like[1] += together / 60.0
                elif times[mine, 4] == times[theirs, 4]:
                    like[0] = max(like[0], limits[_SAME_DAY])
    return float(like[0])


@compiled()
def _joint(
    facts: Index, one: int, other: int, partners: Index, first_joined: Index, joined: Index
) -> bool:
    """Whether two activities are delivered jointly: by a partner of either, or as one body."""
    mine, theirs = facts[one, _ORGANISATION], facts[other, _ORGANISATION]
    for place in range(facts[one, _FIRST_PARTNER], facts[one, _LAST_PARTNER]):
        if partners[place] == theirs:
            return True
    for place in range(facts[other, _FIRST_PARTNER], facts[other, _LAST_PARTNER]):
        if partners[place] == mine:
            return True
    for place in range(first_joined[mine], first_joined[mine + 1]):
        if joined[place] == theirs:
            return True
    return False


@compiled()
def alike_pairs(
    site: int,
    near: Index,
    limits: Floats,
    inside: Flags,
    first_activity: Index,
    facts: Index,
    times: Index,
    partners: Index,
    ties: tuple[Index, Index],
    like: Floats,
) -> tuple[Index, Floats]:
    """Pairs of an activity of a site and one of some sites that are alike enough.

    What is known of the first activity is read once, and helpers that run for every pair take
    plain numbers: an array handed to a function costs more than the test that it is handed for.

    Returns
    -------
    tuple
        The other site and the two activities, shape (pairs, 3), and their likeness of theme,
        ages, audience and time and the hours of both at once, shape (pairs, 5).
    """
    first_joined, joined = ties
    groups = (len(first_activity) - 1) // len(inside)
    mine = first_activity[site * groups], first_activity[(site + 1) * groups]
    least, same_group, one_group = limits[_LEAST], limits[_SAME_GROUP], limits[_ONE_GROUP]
    alike, likes, count = np.empty((256, 3), dtype=np.int32), np.empty((256, 5)), 0
    for other in near:
        if not (inside[site] or inside[other]):
            continue
        for one in range(mine[0], mine[1]):
            by, subject, audience = (
                facts[one, _ORGANISATION],
                facts[one, _THEME],
                facts[one, _AUDIENCE],
            )
            low, high = facts[one, _AGE_FROM], facts[one, _AGE_TO]
            place = other * groups + facts[one, _GROUP]
            begin = one + 1 if site == other else first_activity[place]
            for two in range(begin, first_activity[place + 1]):
                theirs = facts[two, _AUDIENCE]
                if by == facts[two, _ORGANISATION]:
                    continue
                if audience != theirs and audience != 0 and theirs != 0:
                    continue
                ages = _age_likeness(low, high, facts[two, _AGE_FROM], facts[two, _AGE_TO])
                theme = 1.0 if subject == facts[two, _THEME] else same_group
                audiences = 1.0 if audience == theirs else one_group
                likeness = theme * ages * audiences
                if likeness < least or likeness <= 0:
                    continue
                likeness *= _time_likeness(facts, one, two, times, limits, like)
                if likeness < least or likeness <= 0:
                    continue
                if _joint(facts, one, two, partners, first_joined, joined):
                    continue
                if count == len(alike):
                    alike = np.concatenate((alike, np.empty_like(alike)))
                    likes = np.concatenate((likes, np.empty_like(likes)))
                alike[count, 0], alike[count, 1], alike[count, 2] = other, one, two
                likes[count, 0], likes[count, 1], likes[count, 2] = theme, ages, audiences
                likes[count, 3], likes[count, 4] = like[0], like[1]
                count += 1
    return alike[:count], likes[:count]
