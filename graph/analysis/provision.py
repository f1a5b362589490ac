"""Provision: which activities count in a slice, and how many place-hours a week each offers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.analysis.columns import totals
from graph.analysis.slices import Slice
from graph.model import Audience, Day, Entry, Season
from graph.network import ActivityTable, Flags, Floats, Index, Network, TimesTable

ASSUMED_PLACES = 20.0
"""Places of a session where nobody said; every finding that rests on it says so."""

TERM_WEEKS_SHARE = 0.75
"""Term time as a share of the year: 39 weeks of school of 52."""

_DAY_NUMBER = {day: number for number, day in enumerate(Day)}


@dataclass(frozen=True, kw_only=True, eq=False)
class Provision:
    """What each activity offers in a slice; arrays have one entry an activity of the network.

    Attributes
    ----------
    matches
        Whether theme, audience, outcome and ages fit the slice.
    hours
        Hours a week of its sessions in the slice's days, parts of the day and season.
    place_hours
        Places times hours times the share of its ages; 0 where it does not match.
    places_assumed
        Matching activities whose places nobody said.
    times_unknown
        Matching activities without any weekly time; they count as 0 hours.
    referred
        Matching activities that a young person joins by referral.
    """

    matches: Flags
    hours: Floats
    place_hours: Floats
    places_assumed: Flags
    times_unknown: Flags
    referred: Flags

    @property
    def counts(self) -> Flags:
        """Activities that match and have a weekly time in the slice."""
        return self.matches & (self.hours > 0)


def provision_in(network: Network, slice: Slice) -> Provision:
    """What the activities offer in a slice.

    The places of an activity are taken to be spread evenly over its ages, so
    one for 8 to 19 gives three quarters of its places to a slice of 11 to 19.
    An activity for everyone counts for each audience; a specialist one
    counts where its own audience, or no audience, is asked for. One counts towards an
    outcome where its record says that it contributes to it.

    Returns
    -------
    Provision
        Empty arrays where the network has no activity.
    """
    activities = network.activities
    shared = (
        np.minimum(activities.age_to, slice.ages.age_to)
        - np.maximum(activities.age_from, slice.ages.age_from)
        + 1
    )
    share = np.clip(shared, 0, None) / (activities.age_to - activities.age_from + 1)
    matches = share > 0
    if slice.theme is not None:
        matches &= activities.theme == str(slice.theme)
    if slice.audience is not None:
        everyone = activities.audience == str(Audience.EVERYONE)
        matches &= everyone | (activities.audience == str(slice.audience))
    if slice.outcome is not None:
        matches &= _towards(activities, slice.outcome.id)
    hours = session_hours(network.sessions, slice)
    counted = totals(network.sessions.owner, hours, len(activities))
    timed = np.zeros(len(activities), dtype=bool)
    timed[network.sessions.owner] = True
    unsaid = np.isnan(activities.places)
    places = np.where(unsaid, ASSUMED_PLACES, activities.places)
    return Provision(
        matches=matches,
        hours=counted,
        place_hours=np.where(matches, places * counted * share, 0.0),
        places_assumed=matches & unsaid,
        times_unknown=matches & ~timed,
        referred=matches & (activities.entry == str(Entry.REFERRED)),
    )


def _towards(activities: ActivityTable, outcome_id: str) -> Flags:
    """Which activities are said to contribute to an outcome."""
    return np.fromiter(
        (outcome_id in outcomes for outcomes in activities.outcomes),
        dtype=np.bool_,
        count=len(activities),
    )


def session_hours(sessions: TimesTable, slice: Slice) -> Floats:
    """Hours a week that each weekly time gives a slice, shape (times,).

    Asked for term time or holidays, a time of the other season gives
    nothing. Asked for any season, the answer is an average week of the year:
    a term-time hour is three quarters of one, a holiday hour a quarter, since the two
    never fall into the same week. Asked for parts of the day, a time gives the hours of it
    that lie in them.
    """
    length = _minutes_in(sessions, slice) / 60.0
    if slice.season is Season.ALL_YEAR:
        part = np.select(
            [sessions.season == str(Season.TERM), sessions.season == str(Season.HOLIDAYS)],
            [TERM_WEEKS_SHARE, 1 - TERM_WEEKS_SHARE],
            default=1.0,
        )
    else:
        part = np.isin(sessions.season, [str(Season.ALL_YEAR), str(slice.season)]).astype(float)
    if slice.days:
        part = part * np.isin(sessions.day, [_DAY_NUMBER[day] for day in slice.days])
    answer: Floats = length * part
    return answer


def _minutes_in(sessions: TimesTable, slice: Slice) -> Floats:
    """Minutes of each weekly time in the slice's parts of the day."""
    if not slice.parts:
        return (sessions.end - sessions.start).astype(np.float64)
    minutes = np.zeros(len(sessions))
    for part in set(slice.parts):
        shared = np.minimum(sessions.end, part.ends) - np.maximum(sessions.start, part.begins)
        minutes += np.clip(shared, 0, None)
    return minutes


def site_sums(network: Network, values: Floats) -> Floats:
    """Sum of a value of activities by site, shape (sites,); those without a site are left out."""
    site = network.activities.site
    placed = site >= 0
    return totals(site[placed], values[placed], len(network.sites))


def sites_with(values: Floats) -> Index:
    """Rows of the sites where a value is above 0."""
    return np.flatnonzero(values > 0).astype(np.int32)
