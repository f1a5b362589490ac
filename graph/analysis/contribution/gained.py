"""What a session gives: the real change in hours within reach, and who comes to have enough."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from graph.analysis.contribution.offered import Offered
from graph.analysis.opportunities.roles import Role
from graph.analysis.provision import ASSUMED_PLACES, provision_in
from graph.analysis.scenario.groups import Change, group
from graph.analysis.scenario.hours import hours_in
from graph.analysis.slices import Method, Reach, Slice
from graph.analysis.windows import free_times, window_of
from graph.model import Activity, Asset, Theme, WeeklyTime
from graph.network import Flags, Floats, Network
from graph.renewal import renewed

SESSION_HOURS = 2.0
"""How long the session is that a venue is tried with."""

TRIED = "contribution.session"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gained:
    """What one activity gives, or what one more session in a venue would.

    Attributes
    ----------
    tried
        Whether it is a session that nobody has planned yet, to see what a venue could hold.
    sessions
        Its weekly times, in words.
    places, places_assumed
        Young people it has room for at each, and whether nobody said so.
    place_hours_per_week
        Places times hours a week.
    reached
        Young people who have more within reach than before.
    short
        Those of them who are below the standard before.
    raised
        Those who come to have the standard.
    hours_before, hours_after
        Hours a week within reach, a mean over those reached.
    theme, first
        What it is about, and how many have none of that within reach before.
    """

    tried: bool
    sessions: tuple[str, ...]
    places: int
    places_assumed: bool
    place_hours_per_week: float
    reached: float
    short: float
    raised: float
    hours_before: float
    hours_after: float
    theme: Theme
    first: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Trial:
    """A session, and what it changes in each demand area."""

    gained: Gained
    change: Change


def trial_of(
    offered: Offered,
    *,
    slice: Slice,
    reach: Reach,
    method: Method,
    standard_hours_per_week: float,
) -> Trial | None:
    """What the activity changes, or a session in the venue; None for all else.

    None also for an activity without a place or a time, and a venue that is not known to be
    free.
    """
    found = _session(offered, slice)
    if found is None:
        return None
    activity, now, then = found

    def hours(slice: Slice) -> tuple[Floats, Floats]:
        before = hours_in(now, now, slice=slice, reach=reach, method=method)
        return before, hours_in(now, then, slice=slice, reach=reach, method=method)

    before, after = hours(slice)
    change = Change(
        people=now.young_people(slice.ages)[now.demand_areas],
        before=before,
        after=after,
        standard_hours_per_week=standard_hours_per_week,
    )
    of_theme = hours(replace(slice, theme=activity.theme))
    first = (of_theme[0] <= 0) & (of_theme[1] > 0)
    return Trial(gained=_told(offered, activity, then, slice, change, first), change=change)


def _session(offered: Offered, slice: Slice) -> tuple[Activity, Network, Network] | None:
    """The activity, and the network before and after it."""
    if isinstance(offered.record, Activity):
        timed = bool(offered.record.sessions) and offered.site >= 0
        return (offered.record, offered.before, offered.then) if timed else None
    venue = offered.record
    if not isinstance(venue, Asset) or offered.role is not Role.VENUE or offered.site < 0:
        return None
    window = _free(offered, slice)
    if window is None:
        return None
    activity = Activity(
        id=TRIED,
        name="A session",
        organisation_id=str(offered.record.organisation_id),
        site_id=offered.record.site_id,
        theme=slice.theme or Theme.OPEN_ACCESS,
        ages=slice.ages,
        sessions=(window,),
        places=_room(venue),
    )
    then = renewed(
        offered.then, (activity,), touched={Activity: {TRIED}}, revision=offered.then.revision
    )
    return activity, offered.then, then


def _free(offered: Offered, slice: Slice) -> WeeklyTime | None:
    """The first hours of the longest time at which a venue is free; None where none is."""
    free = free_times(offered.then, slice)
    mine = np.flatnonzero(free.asset == offered.row)
    if not len(mine):
        return None
    day, start, end, season = (
        int(column[mine[0]]) for column in (free.day, free.start, free.end, free.season)
    )
    return window_of(day, start, min(end, start + round(60 * SESSION_HOURS)), season)


def _room(venue: Asset) -> int:
    """Places of the session that a venue is tried with."""
    return int(min(ASSUMED_PLACES, venue.capacity if venue.capacity else ASSUMED_PLACES))


def _told(
    offered: Offered,
    activity: Activity,
    then: Network,
    slice: Slice,
    change: Change,
    first: Flags,
) -> Gained:
    reached = group("Reached", change, change.gaining)
    offers = provision_in(then, slice).place_hours[then.activities.row(activity.id)]
    places = activity.places
    return Gained(
        tried=not offered.activity,
        sessions=tuple(str(time) for time in activity.sessions),
        places=int(ASSUMED_PLACES) if places is None else places,
        places_assumed=places is None,
        place_hours_per_week=float(offers),
        reached=reached.young_people,
        short=float(change.people[change.gaining & change.below_before].sum()),
        raised=reached.newly_enough,
        hours_before=reached.hours_before,
        hours_after=reached.hours_after,
        theme=activity.theme,
        first=float(change.people[first].sum()),
    )
