"""Likeness of two activities: theme, ages, audience and time, each 0 to 1."""

from __future__ import annotations

import numpy as np

from graph.analysis.columns import totals
from graph.analysis.provision import session_hours
from graph.analysis.slices import Slice
from graph.analysis.weekly import products
from graph.model import Audience, Season, Theme
from graph.network import Floats, Index, Network, TimesTable

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


def theme_likeness(network: Network, left: Index, right: Index) -> Floats:
    """1 for one theme, :data:`SAME_GROUP` for one group of the taxonomy, else 0."""
    theme = network.activities.theme
    group_of = {str(term): str(term.group) for term in Theme}
    group = np.array([group_of[value] for value in theme.tolist()], dtype=np.str_)
    same_group = np.where(group[left] == group[right], SAME_GROUP, 0.0)
    return np.where(theme[left] == theme[right], 1.0, same_group)


def ages_likeness(network: Network, left: Index, right: Index) -> Floats:
    """Years of age that both take over years that either takes (Jaccard)."""
    low, high = network.activities.age_from, network.activities.age_to
    shared = np.minimum(high[left], high[right]) - np.maximum(low[left], low[right]) + 1
    shared = np.clip(shared, 0, None)
    either = (high - low + 1)[left] + (high - low + 1)[right] - shared
    answer: Floats = shared / either
    return answer


def audience_likeness(network: Network, left: Index, right: Index) -> Floats:
    """1 for one audience, :data:`EVERYONE_AND_ONE_GROUP` where one is for everyone, else 0."""
    audience, everyone = network.activities.audience, str(Audience.EVERYONE)
    one_open = (audience[left] == everyone) | (audience[right] == everyone)
    apart = np.where(one_open, EVERYONE_AND_ONE_GROUP, 0.0)
    return np.where(audience[left] == audience[right], 1.0, apart)


def time_likeness(
    network: Network, slice: Slice, left: Index, right: Index
) -> tuple[Floats, Floats]:
    """Likeness of weekly times, and the hours a week in which both run.

    Of all pairs of a time of the one with a time of the other within the slice
    and a shared season, the likest counts: 1 where they run at once, then
    :data:`SAME_DAY`, then :data:`SAME_PART`, else 0.

    Returns
    -------
    likeness, clash_hours
        Arrays of shape (pairs,); 0 where either has no time in the slice.
    """
    times = _in_slice(network.sessions, slice)
    pair, one, other = products(left, right, times.owner, len(network.activities))
    every = str(Season.ALL_YEAR)
    season = times.season
    meets = (season[one] == season[other]) | (season[one] == every) | (season[other] == every)
    same_day = times.day[one] == times.day[other]
    latest_start = np.maximum(times.start[one], times.start[other])
    together = np.minimum(times.end[one], times.end[other]) - latest_start
    clash = np.where(meets & same_day, np.clip(together, 0, None) / 60.0, 0.0)
    part = np.where(times.day >= 5, 2, np.where(times.start >= AFTER_SCHOOL, 1, 0))
    same_part = part[one] == part[other]
    likeness = np.select(
        [clash > 0, meets & same_day & same_part, meets & same_part],
        [1.0, SAME_DAY, SAME_PART],
        default=0.0,
    )
    best = np.zeros(len(left))
    np.maximum.at(best, pair, likeness)
    return best, totals(pair, clash, len(left))


def _in_slice(times: TimesTable, slice: Slice) -> TimesTable:
    """The times that count in a slice, by owner."""
    counting = np.flatnonzero(session_hours(times, slice) > 0)
    order = counting[np.argsort(times.owner[counting], kind="stable")]
    return TimesTable(
        owner=times.owner[order],
        day=times.day[order],
        start=times.start[order],
        end=times.end[order],
        season=times.season[order],
    )
