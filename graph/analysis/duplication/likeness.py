"""Likeness of two activities: theme, ages, audience and time, each 0 to 1.

The product of the four is worked out pair by pair in :mod:`graph.kernels.overlaps`; here stand
the declared numbers, and what is known of each activity, in the form that it takes.
"""

from __future__ import annotations

import numpy as np

from graph.analysis.provision import session_hours
from graph.analysis.slices import Slice
from graph.kernels.alike import Fact, Weekly
from graph.model import Audience, Season, Theme
from graph.network import Index, Network

SAME_GROUP = 0.5
"""Likeness of two themes of one group of the taxonomy (music and drama)."""

EVERYONE_AND_ONE_GROUP = 0.25
"""Likeness of an activity for everyone and one for a group: a group of one's own is a choice."""

SAME_DAY = 0.8
"""Likeness of two times on one day and in one part of it that do not run at once."""

SAME_PART = 0.5
"""Likeness of two times in one part of the week: weekday day, weekday from 15:00, or weekend."""

AFTER_SCHOOL = 15 * 60
"""Minutes from midnight when the weekday evening part begins."""

THEME_NUMBERS = {str(theme): number for number, theme in enumerate(Theme)}
"""The number of each theme among the facts."""

GROUPS = tuple(sorted({str(theme.group) for theme in Theme}))
"""The groups of the taxonomy; activities of two groups are never alike."""

_GROUP_NUMBERS = {str(theme): GROUPS.index(str(theme.group)) for theme in Theme}
_AUDIENCES = [Audience.EVERYONE, *(one for one in Audience if one is not Audience.EVERYONE)]
_AUDIENCE_NUMBERS = {str(audience): number for number, audience in enumerate(_AUDIENCES)}
_LINE = 16  # whole numbers in a line of the processor's cache: one activity, one line
_SEASON_BITS = {str(Season.TERM): 1, str(Season.HOLIDAYS): 2, str(Season.ALL_YEAR): 3}


def groups_of(network: Network, rows: Index) -> Index:
    """The number of the group of the taxonomy of some activities."""
    return _numbers(network.activities.theme[rows], _GROUP_NUMBERS)


def activity_facts(network: Network, slice: Slice, rows: Index) -> tuple[Index, Index, Index]:
    """What terms need to know of some activities.

    Parameters
    ----------
    network, slice
        Only weekly times that count in the slice are looked at.
    rows
        Rows of the activities, in the order that the facts shall have.

    Returns
    -------
    facts, times, partners
        As :func:`~graph.kernels.overlaps.overlapping_pairs` takes them.
    """
    activities = network.activities
    facts = np.zeros((len(rows), _LINE), dtype=np.int32)
    facts[:, Fact.ROW] = rows
    facts[:, Fact.ORGANISATION] = activities.organisation[rows]
    facts[:, Fact.THEME] = _numbers(activities.theme[rows], THEME_NUMBERS)
    facts[:, Fact.GROUP] = groups_of(network, rows)
    facts[:, Fact.AGE_FROM] = activities.age_from[rows]
    facts[:, Fact.AGE_TO] = activities.age_to[rows]
    facts[:, Fact.AUDIENCE] = _numbers(activities.audience[rows], _AUDIENCE_NUMBERS)
    place = np.full(len(activities), -1, dtype=np.int32)
    place[rows] = np.arange(len(rows), dtype=np.int32)
    times, owner = _times(network, slice, place)
    facts[:, Fact.FIRST_TIME], facts[:, Fact.LAST_TIME] = _spans(owner, len(rows))
    seasons, part, day = (times[:, column] for column in (Weekly.SEASONS, Weekly.PART, Weekly.DAY))
    for bit, season in ((0, 1), (1, 2)):
        held = np.where(seasons & season, 1, 0)
        np.bitwise_or.at(facts[:, Fact.DAYS], owner, held << (day + 7 * bit))
        np.bitwise_or.at(facts[:, Fact.PARTS], owner, held << (part + 3 * bit))
    joined = place[network.delivers_with.left]
    order = np.argsort(joined, kind="stable")
    order = order[joined[order] >= 0]
    partners = network.delivers_with.right[order].astype(np.int32)
    spans = _spans(joined[order], len(rows))
    facts[:, Fact.FIRST_PARTNER], facts[:, Fact.LAST_PARTNER] = spans
    return facts, times, partners


def _times(network: Network, slice: Slice, place: Index) -> tuple[Index, Index]:
    """The weekly times that count, in the order of their activities' places, and those places."""
    sessions = network.sessions
    owner = place[sessions.owner]
    counting = np.flatnonzero((session_hours(sessions, slice) > 0) & (owner >= 0))
    counting = counting[np.argsort(owner[counting], kind="stable")]
    day, start = sessions.day[counting], sessions.start[counting]
    times = np.empty((len(counting), len(Weekly)), dtype=np.int32)
    times[:, Weekly.DAY] = day
    times[:, Weekly.START] = start
    times[:, Weekly.END] = sessions.end[counting]
    times[:, Weekly.SEASONS] = _numbers(sessions.season[counting], _SEASON_BITS)
    times[:, Weekly.PART] = np.where(day >= 5, 2, np.where(start >= AFTER_SCHOOL, 1, 0))
    return times, owner[counting]


def _numbers(words: np.ndarray[tuple[int], np.dtype[np.str_]], numbers: dict[str, int]) -> Index:
    """The number of each word."""
    known = np.unique(words)
    place = np.searchsorted(known, words)  # much quicker than to have them sorted all
    return np.array([numbers[word] for word in known.tolist()], dtype=np.int32)[place]


def _spans(owner: Index, size: int) -> tuple[Index, Index]:
    """Where the entries of each owner begin and end, the owners ascending."""
    last = np.cumsum(np.bincount(owner, minlength=size)).astype(np.int32)
    first = np.concatenate([np.zeros(1, dtype=np.int32), last[:-1]]) if size else last
    return first, last
