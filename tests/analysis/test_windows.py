"""When a venue could take one more session."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.slices import Slice
from graph.analysis.windows import free_windows, usable_part, without
from graph.model import Day, Season, WeeklyTime, parse_times
from tests.builders import a_network, a_site, an_activity, an_asset, an_organisation


def free(when: str, *sessions: str, slice: Slice = Slice()) -> list[str]:
    network = a_network(
        a_site(),
        an_organisation(),
        an_asset(when=when),
        *(an_activity(f"a{i}", when=session) for i, session in enumerate(sessions)),
    )
    return [str(window) for window in free_windows(network, slice).get(0, ())]


def test_a_window_is_cut_to_the_hours_that_young_people_can_use() -> None:
    assert free("Tue 09:00-22:00") == ["Tue 15:30-21:30"]
    assert free("Sat 08:00-20:00") == ["Sat 10:00-18:00"]
    assert free("Tue 09:00-15:00") == []


def test_activities_at_the_site_are_taken_out_and_what_is_left_must_be_long_enough() -> None:
    assert free("Tue 17:00-21:30", "Tue 18:00-20:00") == ["Tue 20:00-21:30"]
    assert free("Tue 17:00-21:00", "Tue 18:00-20:00") == []
    assert free("Tue 17:00-21:00", "Wed 18:00-20:00") == ["Tue 17:00-21:00"]


def test_a_season_that_does_not_meet_takes_nothing_out() -> None:
    assert free("Tue 17:00-21:00 (holidays)", "Tue 18:00-20:00 (term)") == [
        "Tue 17:00-21:00 (holidays)"
    ]


def test_the_days_and_the_season_asked_for_choose_the_windows() -> None:
    when = "Tue 18:00-20:00; Fri 18:00-21:00 (term)"
    assert free(when) == ["Fri 18:00-21:00 (term)", "Tue 18:00-20:00"]
    assert free(when, slice=Slice(days=(Day.TUESDAY,))) == ["Tue 18:00-20:00"]
    assert free(when, slice=Slice(season=Season.HOLIDAYS)) == ["Tue 18:00-20:00"]


def test_equally_long_windows_come_in_the_order_of_the_week() -> None:
    assert free("Fri 18:00-20:00; Mon 18:00-20:00; Mon 16:00-18:00; Sat 12:00-14:00") == [
        "Mon 16:00-18:00",
        "Mon 18:00-20:00",
        "Fri 18:00-20:00",
        "Sat 12:00-14:00",
    ]


def test_an_asset_of_which_nobody_said_when_it_is_free_has_no_window() -> None:
    assert free("") == []


half_hours = st.integers(0, 46)


@st.composite
def times(draw: st.DrawFn) -> WeeklyTime:
    start = draw(half_hours)
    end = draw(st.integers(start + 1, 47))
    day = draw(st.sampled_from(["Tue", "Wed"]))
    clock = [f"{half // 2}:{half % 2 * 30:02}" for half in (start, end)]
    return parse_times(f"{day} {clock[0]}-{clock[1]}")[0]


@given(times(), st.lists(times(), max_size=5))
def test_what_is_left_meets_nothing_taken_and_no_free_minute_is_lost(
    window: WeeklyTime, taken: list[WeeklyTime]
) -> None:
    left = without(window, taken)
    assert all(part.shared_hours(other) == 0 for part in left for other in taken)
    minutes = {
        minute
        for minute in range(window.start_minute, window.end_minute)
        if not any(
            other.day is window.day and other.start_minute <= minute < other.end_minute
            for other in taken
        )
    }
    kept = {minute for part in left for minute in range(part.start_minute, part.end_minute)}
    assert kept == minutes
    assert usable_part(window, Slice()) is None or window.holds(usable_part(window, Slice()))  # type: ignore[arg-type]
