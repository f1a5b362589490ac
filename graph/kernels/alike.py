"""Alike: two activities held together term by term, from the cheapest to the dearest.

Columns of ``facts`` (one row an activity) are numbered by :class:`Fact`, those of ``times`` by
:class:`Weekly`; see :mod:`graph.analysis.likeness`, which fills them.
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
def _known_likeness(facts: Index, one: int, other: int, limits: Floats, like: Floats) -> float:
    """Likeness of theme, ages and audience, multiplied; the three stand in ``like``."""
    like[0] = 1.0 if facts[one, _THEME] == facts[other, _THEME] else limits[_SAME_GROUP]
    if facts[one, _AUDIENCE] == facts[other, _AUDIENCE]:
        like[2] = 1.0
    elif facts[one, _AUDIENCE] == 0 or facts[other, _AUDIENCE] == 0:
        like[2] = limits[_ONE_GROUP]
    else:
        return 0.0
    low = max(facts[one, _AGE_FROM], facts[other, _AGE_FROM])
    high = min(facts[one, _AGE_TO], facts[other, _AGE_TO])
    if low > high:
        return 0.0
    years = facts[one, _AGE_TO] - facts[one, _AGE_FROM]
    years += facts[other, _AGE_TO] - facts[other, _AGE_FROM] + 2
    like[1] = (high - low + 1) / (years - (high - low + 1))
    return float(like[0] * like[1] * like[2])


@compiled()
def _time_likeness(
    facts: Index, one: int, other: int, times: Index, limits: Floats, like: Floats
) -> float:
    """Likeness of weekly times; it and the hours of both at once stand in ``like``."""
    like[3], like[4] = 0.0, 0.0
    if facts[one, _PARTS] & facts[other, _PARTS]:
        like[3] = limits[_SAME_PART]
    if facts[one, _DAYS] & facts[other, _DAYS]:
        for mine in range(facts[one, _FIRST_TIME], facts[one, _LAST_TIME]):
            for theirs in range(facts[other, _FIRST_TIME], facts[other, _LAST_TIME]):
                if times[mine, 0] != times[theirs, 0] or not times[mine, 3] & times[theirs, 3]:
                    continue
                start = max(times[mine, 1], times[theirs, 1])
                together = min(times[mine, 2], times[theirs, 2]) - start
                if together > 0:
                    like[3] = 1.0
                    like[4] += together / 60.0
                elif times[mine, 4] == times[theirs, 4]:
                    like[3] = max(like[3], limits[_SAME_DAY])
    return float(like[3])


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
    first_joined: Index,
    joined: Index,
    like: Floats,
) -> tuple[Index, Floats]:
    """Pairs of an activity of a site and one of some sites that are alike enough.

    Returns
    -------
    tuple
        The other site and the two activities, shape (pairs, 3), and their likeness of theme,
        ages, audience and time and the hours of both at once, shape (pairs, 5).
    """
    groups = (len(first_activity) - 1) // len(inside)
    mine = first_activity[site * groups], first_activity[(site + 1) * groups]
    alike, likes, count = np.empty((256, 3), dtype=np.int32), np.empty((256, 5)), 0
    for other in near:
        if not (inside[site] or inside[other]):
            continue
        for one in range(mine[0], mine[1]):
            by, audience = facts[one, _ORGANISATION], facts[one, _AUDIENCE]
            same_group = other * groups + facts[one, _GROUP]
            begin = one + 1 if site == other else first_activity[same_group]
            for two in range(begin, first_activity[same_group + 1]):
                if by == facts[two, _ORGANISATION]:
                    continue
                theirs = facts[two, _AUDIENCE]
                if audience != theirs and audience != 0 and theirs != 0:
                    continue
                likeness = _known_likeness(facts, one, two, limits, like)
                if likeness < limits[_LEAST]:
                    continue
                likeness *= _time_likeness(facts, one, two, times, limits, like)
                if likeness < limits[_LEAST] or likeness <= 0:
                    continue
                if _joint(facts, one, two, partners, first_joined, joined):
                    continue
                if count == len(alike):
                    alike = np.concatenate((alike, np.empty_like(alike)))
                    likes = np.concatenate((likes, np.empty_like(likes)))
                alike[count, 0], alike[count, 1], alike[count, 2] = other, one, two
                likes[count] = like
                count += 1
    return alike[:count], likes[:count]
