from __future__ import annotations

import json
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import Day, Season, WeeklyTime, parse_times
from seeds.hours import LONGEST_HOURS, certain_hours, hours_of, spoken_hours
from seeds.opening_hours import opening_hours, written_hours
from tests.seeds.real import DATA, real


def shown(times: tuple[WeeklyTime, ...]) -> str:
    return "; ".join(str(one) for one in times)


@st.composite
def weekly(draw: st.DrawFn) -> WeeklyTime:
    start = draw(st.integers(0, 1_438))
    end = draw(st.integers(start + 1, 1_439))
    return WeeklyTime(
        day=draw(st.sampled_from(list(Day))),
        start=time(start // 60, start % 60),
        end=time(end // 60, end % 60),
        season=draw(st.sampled_from(list(Season))),
    )


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Mo 09:00-17:00; Sa 10:00-12:00", "Mon 09:00-17:00; Sat 10:00-12:00"),
        ("Mo-We 18:00-20:00", "Mon 18:00-20:00; Tue 18:00-20:00; Wed 18:00-20:00"),
        ("Sa-Mo 10:00-11:00", "Mon 10:00-11:00; Sat 10:00-11:00; Sun 10:00-11:00"),
        ("Mo,We 10:00-12:00,14:00-16:00; We off", "Mon 10:00-12:00; Mon 14:00-16:00"),
        ("Mo 10:00-12:00; Mo 13:00-14:00", "Mon 13:00-14:00"),
        ("Mo 10:00-12:00, Mo 13:00-14:00", "Mon 10:00-12:00; Mon 13:00-14:00"),
        ("Tu 9:00-11:00 open", "Tue 09:00-11:00"),
        ("SH Mo 10:00-16:00", "Mon 10:00-16:00 (holidays)"),
        ("Mo 09:00-15:00; SH off", "Mon 09:00-15:00 (term)"),
        (
            "Mo 09:00-17:00; SH Mo 10:00-12:00",
            "Mon 09:00-17:00 (term); Mon 10:00-12:00 (holidays)",
        ),
        ('Mo 09:00-17:00 "term time only"', "Mon 09:00-17:00 (term)"),
        ("off", ""),
    ],
)
def test_openstreetmaps_syntax_is_read(text: str, times: str) -> None:
    found = opening_hours(text)
    assert found.read
    assert shown(found.times) == times
    assert found.told == ()


@pytest.mark.parametrize(
    ("text", "times", "told"),
    [
        ("Mo 09:00-17:00; PH off", "Mon 09:00-17:00", "public holidays"),
        ("Tu[1] 10:00-12:00; We 10:00-11:00", "Wed 10:00-11:00", "not every week"),
        ("Fr 22:00-02:00", "Fri 22:00-23:59; Sat 00:00-02:00", "past midnight"),
        ("Mo 18:00-26:00", "Mon 18:00-23:59; Tue 00:00-02:00", "past midnight"),
        ("Su 22:00-24:00", "Sun 22:00-23:59", "midnight"),
        ("Apr-Sep: Mo 10:00-18:00; Tu 10:00-11:00", "Tue 10:00-11:00", "part of the year"),
        ("2025 Jan 01: off; Tu 10:00-11:00", "Tue 10:00-11:00", "part of the year"),
        ("Mo sunrise-sunset", "", "the sun"),
        ('Mo 09:00-17:00 "by appointment"', "Mon 09:00-17:00", "by appointment"),
        ("Mo unknown; Tu 10:00-11:00", "Tue 10:00-11:00", "not certain"),
    ],
)
def test_what_does_not_come_every_week_is_told(text: str, times: str, told: str) -> None:
    found = opening_hours(text)
    assert shown(found.times) == times
    assert told in " ".join(found.told)


def test_round_the_clock_is_every_day() -> None:
    found = opening_hours("24/7")
    assert [one.day for one in found.times] == list(Day)
    assert {(one.start, one.end) for one in found.times} == {(time(0), time(23, 59))}


@given(st.sets(weekly(), max_size=12))
def test_hours_that_are_written_are_read_again(times: set[WeeklyTime]) -> None:
    found = opening_hours(written_hours(times))
    assert set(found.times) == times
    assert found.told == ()


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Wednesday: 10:00 - 12:00", "Wed 10:00-12:00"),
        ("Tue & Thurs 6-8pm", "Tue 18:00-20:00; Thu 18:00-20:00"),
        ("Mon to Wed 9am-5pm", "Mon 09:00-17:00; Tue 09:00-17:00; Wed 09:00-17:00"),
        ("Mon-Tue 9am-5pm, Sat 10am-1pm", "Mon 09:00-17:00; Tue 09:00-17:00; Sat 10:00-13:00"),
        ("Every Tuesday 7pm to 9pm (term time only)", "Tue 19:00-21:00 (term)"),
        ("Fridays in the school holidays, 10am–12pm", "Fri 10:00-12:00 (holidays)"),
        ("10:00am to 12:00pm on Mondays", "Mon 10:00-12:00"),
        ("Monday: closed; Tuesday 10am - 1pm", "Tue 10:00-13:00"),
        ("Monday 6.30 - 8.30pm", "Mon 18:30-20:30"),
        ("Tuesday 10-2pm", "Tue 10:00-14:00"),
        ("Tuesday 9am-5", "Tue 09:00-17:00"),
        ("Tuesday 11am-noon", "Tue 11:00-12:00"),
        ("Thursday 12-2pm", "Thu 12:00-14:00"),
        ("Weekends 2pm-4pm", "Sat 14:00-16:00; Sun 14:00-16:00"),
        (
            "Monday: 10:00 - 13:00 / 16:00 - 18:00, Friday: 11:00 - 14:00",
            "Mon 10:00-13:00; Mon 16:00-18:00; Fri 11:00-14:00",
        ),
        ("Mon, Weds and Fri 6pm-8pm", "Mon 18:00-20:00; Wed 18:00-20:00; Fri 18:00-20:00"),
    ],
)
def test_words_are_read(text: str, times: str) -> None:
    found = spoken_hours(text)
    assert shown(found.times) == times
    assert found.told == ()
    assert found.read


@pytest.mark.parametrize(
    "text",
    [
        "Mondays 10-5",
        "Saturday 10-12",
        "First Monday of the month 10am-12pm",
        "Alternate Tuesdays 6-8pm",
        "Tuesday 6:00 - 8:00",
        "Sunday Mon-Fri 9am-5pm",
        "Tuesday 8pm-6pm",
        "10am-12pm",
        "Ring for details",
        "Tuesday 25:00-26:00",
        "Tuesday 13pm-14pm",
    ],
)
def test_words_that_can_be_read_in_two_ways_are_told_and_not_read(text: str) -> None:
    found = spoken_hours(text)
    assert found.times == ()
    assert "could not be read" in found.told[0]


def test_a_clause_that_is_not_understood_leaves_the_others() -> None:
    found = hours_of("Tue & Thurs 6-8pm; Saturdays by arrangement")
    assert shown(found.times) == "Tue 18:00-20:00; Thu 18:00-20:00"
    assert found.told == ("“Saturdays by arrangement” could not be read",)
    assert certain_hours("Tue 6-8pm; Saturdays by arrangement") == ()


@given(st.lists(weekly(), max_size=5, unique=True))
def test_our_own_way_to_write_times_is_read(times: list[WeeklyTime]) -> None:
    certain = [one for one in times if one.start >= time(8) and one.hours <= LONGEST_HOURS]
    assert spoken_hours("; ".join(map(str, certain))).times == tuple(certain)
    assert parse_times("; ".join(map(str, certain))) == tuple(certain)


FRAGMENTS = st.sampled_from(
    [
        *("Mo", "Tu-", "SH ", "PH", "24/7", "off", ";", ",", ", ", "[", "1]", '"', "10:00", "-"),
        *("-25:61", "99:99", "+", "Mon", "to", " & ", "6-8pm", "12am", "noon", "12-", "closed"),
        *("term", "holidays", "\n", ":", ".", "Jan", "||", "\u2013", "\u00e9", "0"),
    ]
)


@given(st.one_of(st.text(max_size=200), st.lists(FRAGMENTS, max_size=30).map("".join)))
def test_any_text_is_read_or_told(text: str) -> None:
    found = hours_of(text)
    assert all(isinstance(one, WeeklyTime) for one in found.times)
    assert found.read or not found.times


def test_a_very_long_text_is_read_as_far_as_anybody_would() -> None:
    found = hours_of("Mo 10:00-12:00, " * 100_000)
    assert len(found.times) <= 7
    assert hours_of("1" * 1_000_000).times == ()
    assert hours_of("mon " * 1_000_000).times == ()


@real("facilities/warm_spaces_uk.geojson")
def test_three_in_four_of_the_hours_that_directories_have_are_read() -> None:
    document = json.loads((DATA / "facilities" / "warm_spaces_uk.geojson").read_text())
    texts = [
        (one["properties"].get("hours") or {}).get("_text", "") for one in document["features"]
    ]
    texts = [text for text in texts if text.strip()]
    assert sum(bool(certain_hours(text)) for text in texts) > 0.7 * len(texts)
