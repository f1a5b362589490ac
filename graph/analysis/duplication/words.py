"""The sentences of an overlap: what was found and how, and how else it may be read."""

from __future__ import annotations

from datetime import date

import numpy as np

from graph.analysis.columns import THEMES
from graph.analysis.coverage import CHECKED_WITHIN_MONTHS, months_before
from graph.analysis.duplication.overlapping import Tested, Verdict
from graph.analysis.provision import ASSUMED_PLACES
from graph.analysis.weekly import Sessions
from graph.analysis.wording import counted, day, distance, listed, spoken_hours, young
from graph.model import Audience, Entry


def explanation(tested: Tested, place: int, sessions: Sessions) -> str:
    """What was found, in sentences with numbers."""
    pairs, network = tested.pairs, tested.served.network
    left, right = int(pairs.left[place]), int(pairs.right[place])
    themes = {THEMES[network.activities.theme[row]].label.lower() for row in (left, right)}
    apart = tested.distance_m[place]
    where = "at the same place" if apart < 1 else f"{distance(apart)} apart"
    both = f"{_named(tested, left, sessions)} and {_named(tested, right, sessions)}"
    what = f"{listed(sorted(themes))}, {_ages(tested, place)}"
    return f"{both} are {where}: {what}. {_when(tested, place)} {_shared(tested, place)}"


def _named(tested: Tested, row: int, sessions: Sessions) -> str:
    network = tested.served.network
    organisation = network.organisations.name[network.activities.organisation[row]]
    times = listed(sessions.of(row), most=3)
    return f"{network.activities.name[row]} ({organisation}, {times})"


def _ages(tested: Tested, place: int) -> str:
    activities = tested.served.network.activities
    left, right = tested.pairs.left[place], tested.pairs.right[place]
    low = max(activities.age_from[left], activities.age_from[right])
    high = min(activities.age_to[left], activities.age_to[right])
    return f"both for age {low}" if low == high else f"both for ages {low} to {high}"


def _when(tested: Tested, place: int) -> str:
    clash, time = tested.pairs.clash_hours[place], tested.pairs.time[place]
    if clash > 0:
        return f"They run at the same time for {spoken_hours(clash)} a week."
    if time > 0.5:
        return "They run on the same day, in the same part of it, but not at once."
    return "They run in the same part of the week, on other days."


def _shared(tested: Tested, place: int) -> str:
    pairs = tested.pairs
    standard = tested.standard(place)
    verdict = tested.verdict(place)
    if verdict is Verdict.UNKNOWN:
        return (
            "How many young people can reach both is not known, as no population is recorded "
            "near them, so nobody can say whether there is more than enough."
        )
    sentence = (
        f"{young(pairs.people[place]).capitalize()} of these ages can reach both; the two "
        f"catchments are {pairs.catchment[place]:.0%} alike. There, "
        f"{spoken_hours(pairs.hours[place])} a week are within reach for each, and the standard is "
        f"{spoken_hours(standard.hours_per_week)} ({standard.by})"
    )
    released = tested.releasable[place]
    if verdict is Verdict.NEEDED:
        return f"{sentence}: below it, so this overlap is needed capacity."
    if released < 0.5:
        return f"{sentence}: the standard is just met, with nothing to spare."
    return (
        f"{sentence}: above it, so up to {counted(released, 'place-hour')} a week could be "
        "used for something else, if both agree."
    )


def counter_reading(tested: Tested, place: int, *, today: date) -> str:
    """How else the overlap may be read."""
    pairs, activities = tested.pairs, tested.served.network.activities
    rows = [int(pairs.left[place]), int(pairs.right[place])]
    sentences = [_choice(tested, rows)]
    if tested.verdict(place) is Verdict.ABOVE and pairs.below[place] >= 0.5:
        sentences.append(
            f"{young(pairs.below[place]).capitalize()} of those who can reach both live where "
            "the standard is not met."
        )
    apart = tested.distance_m[place]
    if apart > 1_500:
        sentences.append(
            f"They are {distance(apart)} apart: without a lift or a bus home, only the nearer "
            "may be in reach."
        )
    unsaid = [activities.name[row] for row in rows if np.isnan(activities.places[row])]
    if unsaid:
        sentences.append(
            f"{listed(unsaid)} {'gives' if len(unsaid) == 1 else 'give'} no number of places; "
            f"{ASSUMED_PLACES:.0f} a session were assumed."
        )
    sentences.append(_checked(tested, rows, today))
    return " ".join(sentences)


def _choice(tested: Tested, rows: list[int]) -> str:
    activities = tested.served.network.activities
    for row in rows:
        audience = Audience(activities.audience[row])
        if audience is not Audience.EVERYONE:
            return (
                f"{activities.name[row]} is for {audience.label}, who may not come to "
                "anything else: a space of one’s own is no surplus."
            )
    for row in rows:
        if Entry(activities.entry[row]) is Entry.REFERRED:
            return (
                f"{activities.name[row]} is joined by referral and does another job than "
                "one that anybody can walk into."
            )
    if activities.theme[rows[0]] != activities.theme[rows[1]]:
        names = [THEMES[activities.theme[row]].label.lower() for row in rows]
        return f"{listed(names).capitalize()} are alike but not the same; this may be choice."
    return "Two groups may be choice: friends, welcome and staff differ, and trust does not move."


def _checked(tested: Tested, rows: list[int], today: date) -> str:
    activities = tested.served.network.activities
    since = np.datetime64(months_before(today, CHECKED_WITHIN_MONTHS))
    by = tested.served.network.organisations.name[activities.organisation[rows]]
    old = [
        f"that of {by[side]}"
        for side, row in enumerate(rows)
        if not activities.verified_on[row] >= since
    ]
    checks = [activities.verified_on[row] for row in rows]
    newest = max((check for check in checks if not np.isnat(check)), default=None)
    if newest is None:
        return "Nobody has confirmed either record: ask first whether both still run."
    if old:
        return (
            f"The newest check of the two was on {day(newest.item())}, and {listed(old)} was not "
            f"confirmed in the last {CHECKED_WITHIN_MONTHS} months: ask whether both still run."
        )
    return f"Both records were confirmed, the newest on {day(newest.item())}."
