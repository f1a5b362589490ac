"""What becomes of schedules: weekly sessions, and the rest in words."""

from __future__ import annotations

import pytest

from seeds.open_referral.sessions import times_of
from tests.seeds.referral import TODAY, noted, one, reading_of, service, weekly


def told(*schedules):
    return times_of(schedules, today=TODAY)


@pytest.mark.parametrize(
    ("schedule", "sessions"),
    [
        (weekly("MO,WE"), ["Mon 18:00-20:00", "Wed 18:00-20:00"]),
        (weekly(["SU", "SA"]), ["Sat 18:00-20:00", "Sun 18:00-20:00"]),
        (weekly(opens="18:00:00Z", closes="20:30:00+00:00"), ["Tue 18:00-20:30"]),
        (weekly(opens="6:00pm", closes="8pm"), ["Tue 18:00-20:00"]),
        (weekly(freq=None), ["Tue 18:00-20:00"]),
        (weekly(interval=1, valid_from="2026-05-04", valid_to="2026-05-04"), ["Tue 18:00-20:00"]),
        (weekly(description="Term time only"), ["Tue 18:00-20:00 (term)"]),
        (weekly(notes="school holidays"), ["Tue 18:00-20:00 (holidays)"]),
        (weekly(description="Not in school holidays"), ["Tue 18:00-20:00"]),
        (weekly(opens="00:00", closes="23:59"), ["Tue 00:00-23:59"]),
        (weekly(byday=None, dtstart="2026-05-07"), ["Thu 18:00-20:00"]),
        (weekly("MO-WE"), [f"{day} 18:00-20:00" for day in ("Mon", "Tue", "Wed")]),
        (weekly("Sat to Mon"), [f"{day} 18:00-20:00" for day in ("Mon", "Sat", "Sun")]),
        (weekly("Mondays and Thursdays"), ["Mon 18:00-20:00", "Thu 18:00-20:00"]),
        (weekly(freq="week"), ["Tue 18:00-20:00"]),
        (weekly(None, freq="RRULE:FREQ=WEEKLY;BYDAY=FR"), ["Fri 18:00-20:00"]),
        (
            weekly(opens="1970-01-01T18:00:00Z", closes="0001-01-01T20:00:00"),
            ["Tue 18:00-20:00"],
        ),
        (weekly(valid_to="0001-01-01T00:00:00", valid_from="01/09/2025"), ["Tue 18:00-20:00"]),
        (weekly(dtstart="2026-05-05", until=None, valid_to="null"), ["Tue 18:00-20:00"]),
        (
            {"weekday": "Monday", "opens_at": "9:00am", "closes_at": "5:00pm"},
            ["Mon 09:00-17:00"],
        ),
    ],
)
def test_a_schedule_of_every_week_becomes_sessions(schedule, sessions):
    times = told(schedule)
    assert [str(each) for each in times.weekly] == sessions
    assert times.told == []


def test_every_day_is_seven_sessions():
    assert len(told(weekly(byday=None, freq="DAILY")).weekly) == 7


def test_sessions_stand_in_the_order_of_the_week_and_once():
    times = told(weekly("FR"), weekly("MO"), weekly("FR"))
    assert [str(each) for each in times.weekly] == ["Mon 18:00-20:00", "Fri 18:00-20:00"]


@pytest.mark.parametrize(
    ("schedule", "words", "reason"),
    [
        (weekly("1SA", freq="MONTHLY"), "first Saturday of the month, 18:00 to 20:00", "monthly"),
        (weekly("-1FR", freq="MONTHLY"), "last Friday of the month", "monthly"),
        (weekly(byday=None, freq="MONTHLY", bymonthday="15"), "on day 15 of the month", "monthly"),
        (weekly(interval=2), "Tuesday every 2 weeks", "not every week"),
        (weekly(valid_to="2026-05-03"), "until 3 May 2026 (over)", "over"),
        (weekly(valid_from="2026-09-01"), "from 1 September 2026 (not begun)", "not begun"),
        (weekly(opens="22:00", closes="01:00"), "Tuesday, 22:00 to 01:00", "past midnight"),
        (weekly(closes=None), "Tuesday, from 18:00", "without times of day"),
        (weekly(byday=None), "18:00 to 20:00", "without a day"),
        ({"description": "Ask us when"}, "Ask us when", "in words"),
        (weekly(freq="YEARLY"), "Tuesday yearly, 18:00 to 20:00", "not weekly"),
        (weekly(freq="fortnightly"), "Tuesday fortnightly, 18:00 to 20:00", "not weekly"),
        (weekly("MO, most FR"), "MO, most FR, 18:00 to 20:00", "without a day"),
        (weekly(valid_to="31/12/2019"), "until 31 December 2019 (over)", "over"),
        (weekly(until="2019-12-31T00:00:00Z"), "until 31 December 2019 (over)", "over"),
        (weekly(dtstart="2026-09-01"), "from 1 September 2026 (not begun)", "not begun"),
        (
            weekly(valid_to="the end of June"),
            "until the end of June",
            "with dates that cannot be read",
        ),
        (
            weekly(None, freq="FREQ=MONTHLY;BYDAY=1SA"),
            "first Saturday of the month, 18:00 to 20:00",
            "monthly",
        ),
    ],
)
def test_what_cannot_be_said_weekly_is_told_in_words(schedule, words, reason):
    times = told(schedule)
    assert times.weekly == ()
    assert words in times.told[0]
    assert times.reasons == [reason]


def test_monthly_times_stand_in_the_description_and_in_a_note(tmp_path):
    monthly = service(schedules=[weekly("1SA", freq="MONTHLY")])
    assert "Other times: first Saturday of the month" in one(tmp_path, **monthly).description
    reading = reading_of(tmp_path, monthly)
    assert noted(reading, "1 schedule is no weekly session (1 monthly)")
