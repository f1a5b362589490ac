"""When a venue could take one more session."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.slices import Part, Slice
from graph.analysis.windows import (
    LEAST_MINUTES,
    Windows,
    by_season,
    free_windows,
    joined,
    of_the_year,
    stated_windows,
    window_of,
)
from graph.kernels.windows import free_pieces
from graph.model import Day, Season
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


def test_the_parts_of_the_day_asked_for_cut_the_windows() -> None:
    when = "Tue 15:00-21:00"
    assert free(when, slice=Slice(parts=(Part.EVENING,))) == ["Tue 18:00-21:00"]
    assert free(when, slice=Slice(parts=(Part.AFTER_SCHOOL, Part.EVENING))) == ["Tue 15:30-21:00"]
    assert free("Sat 10:00-18:00", slice=Slice(parts=(Part.MORNING, Part.AFTER_SCHOOL))) == [
        "Sat 15:00-18:00",
        "Sat 10:00-12:00",
    ]
    assert free(when, slice=Slice(parts=(Part.MORNING,))) == []


spans = st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda one: (one[0], sum(one)))
stretches = st.tuples(st.integers(0, 2), spans, st.integers(0, 2))


def minute_by_minute(
    offered: tuple[int, tuple[int, int], int],
    busy: list[tuple[int, tuple[int, int], int]],
    least: int,
) -> list[tuple[int, int]]:
    """The slow, plain version: every minute looked at on its own."""
    place, (start, end), season = offered
    pieces, begins = [], None
    for minute in range(start, end + 1):
        taken = minute == end or any(
            other == place and from_ <= minute < to and (when == season or 0 in (when, season))
            for other, (from_, to), when in busy
        )
        if taken and begins is not None and minute - begins >= least:
            pieces.append((begins, minute))
        begins = None if taken else (minute if begins is None else begins)
    return pieces


@given(st.lists(stretches, max_size=4), st.lists(stretches, max_size=5), st.integers(1, 6))
def test_what_is_left_is_what_a_look_at_every_minute_leaves(
    offered: list[tuple[int, tuple[int, int], int]],
    busy: list[tuple[int, tuple[int, int], int]],
    least: int,
) -> None:
    ordered = sorted(busy)
    first = np.searchsorted([place for place, _, _ in ordered], np.arange(4)).astype(np.int64)
    found = free_pieces(
        np.array([(p, *span, s) for p, span, s in offered], dtype=np.int32).reshape(-1, 4),
        first,
        np.array([(*span, s) for _, span, s in ordered], dtype=np.int32).reshape(-1, 3),
        least,
    )
    for row, one in enumerate(offered):
        pieces = [tuple(piece) for piece in found[found[:, 0] == row, 1:].tolist()]
        assert pieces == minute_by_minute(one, busy, least)


def test_windows_shorter_than_a_session_are_none() -> None:
    assert free("Tue 18:00-19:30") == ["Tue 18:00-19:30"]
    assert LEAST_MINUTES == 90
    assert free("Tue 18:00-19:29") == []


# -- joining and parting -----------------------------------------------------------


def told(windows: Windows) -> list[str]:
    columns = (windows.day, windows.start, windows.end, windows.season)
    return [str(window_of(*each)) for each in zip(*(c.tolist() for c in columns), strict=True)]


def stated(when: str) -> Windows:
    hall = an_asset(of=None, at=None, when=when)
    return stated_windows(a_network(hall).availability)


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("", []),
        ("Tue 18:00-19:00; Tue 19:00-20:00", ["Tue 18:00-20:00"]),
        ("Tue 18:00-21:00; Tue 19:00-20:00; Tue 20:30-22:00", ["Tue 18:00-22:00"]),
        ("Tue 18:00-19:00; Tue 19:01-20:00", ["Tue 18:00-19:00", "Tue 19:01-20:00"]),
        ("Tue 18:00-19:00; Wed 19:00-20:00", ["Tue 18:00-19:00", "Wed 19:00-20:00"]),
        (
            "Tue 18:00-19:00 (term); Tue 19:00-20:00 (holidays)",
            ["Tue 18:00-19:00 (term)", "Tue 19:00-20:00 (holidays)"],
        ),
    ],
)
def test_times_that_touch_or_meet_are_one(when: str, expected: list[str]) -> None:
    assert told(joined(stated(when))) == expected


def test_what_holds_all_year_is_parted_by_season_and_put_together_again() -> None:
    parted = by_season(stated("Tue 18:00-19:00; Tue 19:00-20:00 (term)"))
    assert told(parted) == [
        "Tue 18:00-19:00 (term)",
        "Tue 18:00-19:00 (holidays)",
        "Tue 19:00-20:00 (term)",
    ]
    assert told(of_the_year(parted)) == ["Tue 18:00-19:00", "Tue 19:00-20:00 (term)"]
    assert told(joined(parted)) == ["Tue 18:00-20:00 (term)", "Tue 18:00-19:00 (holidays)"]
    assert told(of_the_year(by_season(stated("")))) == []
