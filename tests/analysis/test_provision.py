"""Which activities count in a slice, and for how many place-hours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.provision import provision_in, session_hours
from graph.analysis.slices import Part, Slice
from graph.model import Audience, Day, Entry, Season, Theme
from tests.builders import (
    a_network,
    a_site,
    ages,
    an_activity,
    an_organisation,
    an_outcome,
)


def place_hours(slice: Slice = Slice(), **activity: object) -> float:
    network = a_network(
        a_site(),
        an_organisation(),
        an_activity(**activity),  # type: ignore[arg-type]
    )
    return float(provision_in(network, slice).place_hours[0])


def test_places_times_hours_is_what_an_activity_offers() -> None:
    assert place_hours(places=25, when="Tue 18:00-20:00") == 50
    assert place_hours(places=25, when="Tue 18:00-20:00; Fri 19:00-20:30") == 87.5
    assert place_hours(places=0) == 0


def test_places_are_spread_over_the_ages_so_only_the_slices_share_of_them_counts() -> None:
    # 8 to 19 is twelve years of age, nine of which are 11 to 19: three quarters of 50.
    assert place_hours(aged="8-19") == pytest.approx(37.5)
    assert place_hours(aged="5-10") == 0
    assert place_hours(Slice(ages=ages("16-25")), aged="11-19") == pytest.approx(50 * 4 / 9)


def test_another_theme_does_not_count() -> None:
    assert place_hours(Slice(theme=Theme.MUSIC), theme=Theme.MUSIC) == 50
    assert place_hours(Slice(theme=Theme.MUSIC), theme=Theme.DRAMA) == 0


@pytest.mark.parametrize(
    ("asked", "offered", "counts"),
    [
        (None, Audience.GIRLS, True),
        (Audience.GIRLS, Audience.GIRLS, True),
        (Audience.GIRLS, Audience.EVERYONE, True),
        (Audience.GIRLS, Audience.SEND, False),
        (Audience.EVERYONE, Audience.GIRLS, False),
    ],
)
def test_what_is_for_everyone_counts_for_each_audience_and_a_specialist_for_its_own_or_any(
    asked: Audience | None, offered: Audience, counts: bool
) -> None:
    assert (place_hours(Slice(audience=asked), audience=offered) > 0) is counts


def test_only_the_days_asked_for_count() -> None:
    tuesdays = Slice(days=(Day.TUESDAY,))
    assert place_hours(tuesdays, when="Tue 18:00-20:00; Wed 18:00-21:00") == 50
    assert place_hours(tuesdays, when="Wed 18:00-21:00") == 0


def test_a_season_asked_for_counts_whole_and_any_season_is_the_average_week() -> None:
    term, holidays = Slice(season=Season.TERM), Slice(season=Season.HOLIDAYS)
    when = "Tue 18:00-20:00 (term); Mon 10:00-14:00 (holidays); Sat 10:00-11:00"
    # Term: (2 + 1) * 25. Holidays: (4 + 1) * 25. The average: (2 * 3/4 + 4 * 1/4 + 1) * 25.
    assert place_hours(term, when=when) == 75
    assert place_hours(holidays, when=when) == 125
    assert place_hours(Slice(), when=when) == pytest.approx(87.5)


def test_unsaid_places_are_twenty_and_marked_and_unsaid_times_are_no_hours_and_marked() -> None:
    network = a_network(
        a_site(),
        an_organisation(),
        an_activity("a-unsaid-places", places=None),
        an_activity("b-unsaid-times", when=""),
        an_activity("c-referred", entry=Entry.REFERRED),
    )
    found = provision_in(network, Slice())
    assert found.place_hours.tolist() == [40, 0, 50]
    assert found.places_assumed.tolist() == [True, False, False]
    assert found.times_unknown.tolist() == [False, True, False]
    assert found.referred.tolist() == [False, False, True]
    assert found.counts.tolist() == [True, False, True]


def test_an_empty_network_offers_nothing() -> None:
    assert provision_in(a_network(), Slice()).place_hours.size == 0


@pytest.mark.parametrize(
    ("parts", "hours"),
    [
        ((Part.EVENING,), 2.0),
        ((Part.AFTER_SCHOOL,), 1.5),
        ((Part.AFTER_SCHOOL, Part.EVENING), 3.5),
        ((Part.MORNING, Part.MIDDAY), 0.0),
        (tuple(Part), 3.5),
    ],
)
def test_a_session_counts_with_the_hours_that_lie_in_the_parts_of_the_day(
    parts: tuple[Part, ...], hours: float
) -> None:
    # 16:30 to 20:00 lies an hour and a half before 18:00 and two hours after it.
    found = place_hours(Slice(parts=parts), places=10, when="Tue 16:30-20:00")
    assert found == pytest.approx(10 * hours)


minutes = st.integers(0, 24 * 60 - 2)


@given(minutes, minutes)
def test_the_four_parts_of_the_day_leave_no_minute_out_and_count_none_twice(
    one: int, other: int
) -> None:
    start, end = min(one, other), max(one, other) + 1
    when = f"Sat {start // 60:02d}:{start % 60:02d}-{end // 60:02d}:{end % 60:02d}"
    sessions = a_network(a_site(), an_organisation(), an_activity(when=when)).sessions
    parts = [float(session_hours(sessions, Slice(parts=(part,)))[0]) for part in Part]
    assert sum(parts) == pytest.approx((end - start) / 60)


def test_only_what_is_said_to_contribute_to_an_outcome_counts_towards_it() -> None:
    safe = an_outcome("safe", name="Somewhere safe")
    records = (a_site(), an_organisation(), safe, an_outcome("skilled"))
    network = a_network(
        *records,
        an_activity("both", outcomes=("skilled", "safe")),
        an_activity("other", outcomes=("skilled",)),
        an_activity("unsaid"),
    )
    found = provision_in(network, Slice(outcome=safe))
    named = dict(zip(network.activities.id.tolist(), found.place_hours.tolist(), strict=True))
    assert named == {"both": 50, "other": 0, "unsaid": 0}
    assert str(Slice(outcome=safe)) == "ages 11 to 19, for the outcome “Somewhere safe”"


def test_a_slice_says_its_parts_of_the_day() -> None:
    asked = Slice(theme=Theme.MUSIC, days=(Day.FRIDAY,), parts=(Part.AFTER_SCHOOL, Part.EVENING))
    assert str(asked) == "music, ages 11 to 19, Friday, after school, evening"
