"""Effects of suggestions: worked by hand, and against access worked out anew, person by person."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from graph.analysis.access import access_hours
from graph.analysis.access.reaching import in_reach
from graph.analysis.duplication import Duplication, Suggestion, Verdict, find_duplication
from graph.analysis.duplication.effects import AGE_GROUPS, FIFTHS, Access, Change, Effect
from graph.analysis.slices import Decay, Method, Mode, Reach
from graph.model import AgeRange
from graph.network import Floats
from graph.tables import network_of
from seeds.demo import read_demo
from tests.builders import TODAY, a_network, a_site, an_activity, an_area, an_organisation

STEP = Reach(mode=Mode.WALK, reach_m=3_000, detour=1.0, decay=Decay.STEP)


def asked(*records: object, **options: object) -> Duplication:
    return find_duplication(a_network(*records), **{"reach": STEP, "today": TODAY, **options})  # type: ignore[arg-type]


def two_clubs(*more: object, **right: object) -> tuple[object, ...]:
    """Two clubs in one village of 100: 50 place-hours on Tuesdays, and 40 on Fridays."""
    return (
        an_area("village", people=100, decile=2, bands={"11-13": 30, "14-19": 70}),
        a_site("hall"),
        a_site("barn"),
        an_organisation("left-org"),
        an_organisation("right-org"),
        an_activity("left", by="left-org", at="hall"),
        an_activity(
            "right",
            **{"by": "right-org", "at": "barn", "places": 20, "when": "Fri 18:00-20:00", **right},  # type: ignore[arg-type]
        ),
        *more,
    )


def test_joining_up_takes_what_is_above_the_standard_and_nothing_else() -> None:
    # 90 place-hours for 100: 0.9 each. Above 0.7 stand 20. Joined up: 50 + (40 - 20) = 70.
    found = asked(*two_clubs(), standard_hours_per_week=0.7)
    row = found.rows[0]
    assert row.suggestion is Suggestion.JOIN_UP
    closing = row.outcome.closing
    assert closing is not None
    assert (closing.people, closing.losing) == (100, 100)
    assert closing.hours_lost == pytest.approx(0.2)
    assert (closing.gaining, closing.falling, closing.rising) == (0, 0, 0)
    assert row.effect.startswith("Right at Hall, together with Left: 100 young people would have")
    assert "12 minutes a week each; nobody would fall below the standard" in row.effect


def test_an_effect_is_told_by_deprivation_and_by_ages() -> None:
    found = asked(*two_clubs(), standard_hours_per_week=0.7)
    told = found.outcomes.reckoned(0).closing
    assert told is not None
    assert [(one.label, one.losing) for one in told.by_deprivation] == [(FIFTHS[0], 100)]
    # 14 to 19 evenly: 14 to 16 is half of the 70.
    assert [one.label for one in told.by_ages] == [
        "Ages 11 to 13",
        "Ages 14 to 16",
        "Ages 17 to 19",
    ]
    assert [one.losing for one in told.by_ages] == pytest.approx([30, 35, 35])


def test_needed_capacity_says_what_closing_it_would_take() -> None:
    # 0.9 each; against 1.0 all are short already. One club less: 0.5 each.
    row = asked(*two_clubs(), standard_hours_per_week=1.0).rows[0]
    assert (row.verdict, row.suggestion) == (Verdict.NEEDED, Suggestion.LEAVE)
    closing = row.outcome.closing
    assert closing is not None
    assert (closing.losing, closing.short, closing.falling) == (100, 100, 0)
    assert closing.hours_lost == pytest.approx(0.4)
    assert "100 are below the standard already" in row.effect


def test_those_who_would_fall_below_the_standard_are_counted() -> None:
    # 0.9 each on average over the village and a far one: the far one reaches the barn alone.
    records = two_clubs(an_area("far", 1_900, people=10, decile=9))
    found = asked(*records, standard_hours_per_week=0.5)
    assert found.rows[0].verdict is Verdict.ABOVE
    shorter = Access(
        served=found.columns.tested.served, enough=0.8, grounds=found.columns.tested.grounds
    )
    sites = found.columns.tested.served.network.sites
    effect = shorter.effect(
        (Change(site=sites.row("barn"), place_hours=-40),), AgeRange(age_from=11, age_to=19)
    )
    assert effect.falling == 100
    assert effect.short == 10


def test_where_nobody_is_known_to_live_nobody_is_said_to_gain_or_lose() -> None:
    records = [record for record in two_clubs() if getattr(record, "id", "") != "village"]
    row = asked(an_area("village", people=0), *records).rows[0]
    assert row.verdict is Verdict.UNKNOWN
    assert row.outcome.closing is None
    assert row.outcome.use is None
    assert "Nobody is known to live near" in row.effect


# -- against access worked out anew ---------------------------------------------------------


@cache
def demo(method: Method) -> Duplication:
    network = network_of(read_demo(), revision="demo")
    return find_duplication(network, method=method, today=TODAY)


def anew(access: Access, changes: tuple[Change, ...]) -> Floats:
    """Hours within reach after some changes, with nothing kept from before."""
    served, network = access.served, access.served.network
    supply = np.zeros(len(network.sites))
    supply[served.sites] = served.supply
    for change in changes:
        supply[change.site] = max(0.0, supply[change.site] + change.place_hours)
    sites = np.flatnonzero(supply > 0).astype(np.int32)
    pairs = in_reach(network, served.areas, sites, served.reach)
    return access_hours(served.people, supply[sites], pairs, method=served.method)


def counted(access: Access, after: Floats, ages: AgeRange) -> Effect:
    """What changed, one demand area at a time."""
    served = access.served
    people = served.network.young_people(ages)[served.areas]
    losing = lost = gaining = gained = falling = rising = short = 0.0
    for there, was, now in zip(people.tolist(), served.hours.tolist(), after.tolist(), strict=True):
        enough = access.enough - 1e-9
        if was - now > 1e-9:
            losing, lost = losing + there, lost + there * (was - now)
            short += there * (was < enough)
        if now - was > 1e-9:
            gaining, gained = gaining + there, gained + there * (now - was)
        falling += there * (now < enough <= was)
        rising += there * (was < enough <= now)
    return Effect(
        people=0.0,
        losing=losing,
        hours_lost=lost / losing if losing else 0.0,
        gaining=gaining,
        hours_gained=gained / gaining if gaining else 0.0,
        falling=falling,
        rising=rising,
        short=short,
    )


@pytest.mark.parametrize("method", Method)
def test_every_effect_in_the_demo_county_is_that_of_working_out_all_access_anew(
    method: Method,
) -> None:
    found = demo(method)
    outcomes, tested, checked = found.outcomes, found.columns.tested, 0
    names = ("losing", "hours_lost", "gaining", "hours_gained", "falling", "rising", "short")
    for place in range(0, len(found.rows), 3):
        outcome = outcomes.of(place)
        access = outcomes.access[int(tested.pairs.test[place])]
        activities = tested.served.network.activities
        row = int(tested.smaller[place])
        own = AgeRange(
            age_from=max(11, int(activities.age_from[row])),
            age_to=min(19, int(activities.age_to[row])),
        )
        used = outcome.use.effect if outcome.use else None
        every = AgeRange(age_from=11, age_to=19)
        for effect, changes, ages in (
            (outcome.closing, outcomes.closing(place), own),
            (used, outcomes.use(place), every),
        ):
            assert (effect is None) == (not changes)
            if effect is not None:
                expected = counted(access, anew(access, changes), ages)
                for name in names:
                    told = pytest.approx(getattr(expected, name), rel=1e-6, abs=1e-6)
                    assert getattr(effect, name) == told, (place, name)
                checked += 1
    assert checked > 30


def test_what_is_used_elsewhere_is_taken_from_here_to_the_last_place_hour() -> None:
    outcomes = demo(Method.E2SFCA).outcomes
    found = [outcomes.use(place) for place in range(len(demo(Method.E2SFCA).rows))]
    used = [changes for changes in found if changes]
    assert used
    for changes in used:
        assert sum(change.place_hours for change in changes) == pytest.approx(0)


def test_released_hours_go_to_the_nearest_mapped_gap_with_a_hall_and_never_to_a_shelter() -> None:
    found = demo(Method.E2SFCA)
    access, gaps = found.outcomes.access[0], found.outcomes.gaps[0]
    sites = access.served.network.sites
    assert len(gaps.sites)
    assert not sites.blurred[gaps.sites].any()
    short = access.served.below(access.enough)
    for row in gaps.sites.tolist():
        away = access.served.centres - [sites.easting[row], sites.northing[row]]
        assert short[np.argmin(np.hypot(away[:, 0], away[:, 1]))]
    here = int(gaps.sites[0])
    target = gaps.nearest(here)
    assert target is not None
    assert target.site != here


def test_the_groups_of_ages_follow_each_other_without_a_gap() -> None:
    ends = [(low, high) for low, high in AGE_GROUPS]
    assert [low for low, _ in ends][1:] == [high + 1 for _, high in ends][:-1]
