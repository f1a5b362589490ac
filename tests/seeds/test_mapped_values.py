"""Cells of other people's spreadsheets: each style read, what is unclear told."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import (
    AgeRange,
    AssetKind,
    Audience,
    Day,
    OrganisationKind,
    Season,
    Theme,
    WeeklyTime,
)
from seeds.mapped.ages import OLDEST, ages_of
from seeds.mapped.days import day_of, yes_no_of
from seeds.mapped.money import hourly_of, pounds_of
from seeds.mapped.times import clock_of, days_of, season_of, sessions_of
from seeds.mapped.words import bare, term_of, term_within, terms_of


@pytest.mark.parametrize(
    ("text", "youngest", "oldest"),
    [
        ("11 to 16 yrs", 11, 16),
        ("School Yr 7-9", 11, 14),
        ("Years 7, 8 and 9", 11, 14),
        ("Y7-Y11", 11, 16),
        ("KS3", 11, 14),
        ("Key Stage 3 & 4", 11, 16),
        ("13+", 13, OLDEST),
        ("13 and over", 13, OLDEST),
        ("under 18s", 0, 17),
        ("up to 18", 0, 18),
        ("8-25", 8, 25),
        ("8 – 12 years", 8, 12),
        ("Aged 13 to 19 years old", 13, 19),
        ("11-16 year olds", 11, 16),
        ("16", 16, 16),
        ("All ages", 0, OLDEST),
        ("Yr 9+", 13, OLDEST),
        ("Year 7 upwards", 11, OLDEST),
        ("from year 7", 11, OLDEST),
        ("KS2+", 7, OLDEST),
        ("Between year 3 and 6", 7, 11),
        ("Reception to Year 6", 4, 11),
        ("5-8 & 9-11 years", 5, 11),
        ("Teens (13-17)", 13, 17),
        ("10½-14", 10, 14),
        ("U12s", 0, 11),
    ],
)
def test_ages_are_read_as_people_write_them(text, youngest, oldest):
    assert ages_of(text).value == AgeRange(age_from=youngest, age_to=oldest)


@pytest.mark.parametrize(
    "text",
    [
        "families",
        "16-11",
        "0-18 months",
        "Year 15",
        "13-19 (25 SEND)",
        "up to year 6 and staff",
        "5-8 & 11-16",
        "Yr 9 girls",
    ],
)
def test_ages_that_can_be_read_in_two_ways_or_none_are_not_guessed(text):
    found = ages_of(text)
    assert not found.read
    assert found.value is None
    assert found.told


def test_ages_that_a_spreadsheet_program_made_a_date_of_are_told_so():
    for text in ("12-Aug", "Nov-16", "2025-12-08"):
        assert "made a date of ages" in ages_of(text).told


def test_an_open_end_is_told():
    assert "taken as 120" in ages_of("13+").told
    assert "taken as 0" in ages_of("under 18s").told


AGES = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted)


@given(AGES, st.sampled_from(["{}-{}", "{} to {}", "{} – {} yrs", "aged {} to {}", "{}-{} years"]))
def test_a_range_of_ages_in_any_style_is_read_back(ages, style):
    youngest, oldest = ages
    assert ages_of(style.format(youngest, oldest)).value == AgeRange(
        age_from=youngest, age_to=oldest
    )


def sessions(text: str) -> list[str]:
    return [str(one) for one in sessions_of(text).value or ()]


def test_weekly_times_are_read_as_people_write_them():
    assert sessions("Tue & Thurs 6-8pm") == ["Tue 18:00-20:00", "Thu 18:00-20:00"]
    assert sessions("Weds 18:30-20:00 term time") == ["Wed 18:30-20:00 (term)"]
    assert len(sessions("Mon-Fri 9am - 5pm")) == 5


@pytest.mark.parametrize("text", ["fortnightly", "1st Tuesday of the month 6-8pm", "Alternate Fri"])
def test_what_does_not_come_every_week_is_told_and_left_out(text):
    found = sessions_of(text)
    assert not found.value
    assert "every week" in found.told


def test_term_time_alone_is_told_for_times_and_read_for_the_season():
    assert "no days and times" in sessions_of("term time only").told
    assert season_of("term time only").value is Season.TERM
    assert season_of("School holidays").value is Season.HOLIDAYS


TIMES = st.tuples(st.integers(480, 1_200), st.integers(15, 180)).map(
    lambda both: (both[0], min(both[0] + both[1], 1_439))
)


@given(st.sampled_from(list(Day)), TIMES, st.sampled_from(["{:%H:%M}", "{:%I.%M%p}", "{:%H.%M}"]))
def test_a_weekly_time_in_any_style_is_read_back(day, ends, style):
    start, end = (time(minute // 60, minute % 60) for minute in ends)
    text = f"{day.label} {style.format(start)} - {style.format(end)}"
    assert sessions_of(text).value == (WeeklyTime(day=day, start=start, end=end),)


@given(
    st.times().map(lambda one: one.replace(second=0, microsecond=0)),
    st.sampled_from(["{:%H:%M}", "{:%H:%M:%S}", "{:%I:%M %p}", "{:%I.%M%p}", "{:%H%M}"]),
)
def test_a_time_of_day_in_any_style_is_read_back(at, style):
    assert clock_of(style.format(at)).value == at


def test_days_in_a_column_of_their_own_are_read():
    assert days_of("Tue & Thurs").value == (Day.TUESDAY, Day.THURSDAY)
    assert len(days_of("Mon-Fri").value) == 5
    assert not days_of("whenever").read


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(0, 6))
def test_a_day_in_each_style_is_read_back(day, style):
    texts = [
        f"{day:%Y-%m-%d}",
        f"{day:%d/%m/%Y}",
        f"{day.day} {day:%B} {day.year}",
        str((day - date(1899, 12, 30)).days),
        f"{day:%d %b %Y}",
        f"{day:%Y-%m-%d} 00:00:00",
        f"{day.day}.{day.month}.{day.year}",
    ]
    assert day_of(texts[style]).value == day


def test_the_day_comes_before_the_month_and_what_is_no_day_is_refused():
    assert day_of("01/03/2026").value == date(2026, 3, 1)
    assert day_of("1st March 2026").value == date(2026, 3, 1)
    assert day_of("46082").value == date(2026, 3, 1)
    assert "the day comes before the month" in day_of("03/31/2026").told
    assert day_of(str(date.today() + timedelta(days=1))).read


@pytest.mark.parametrize(
    ("text", "pounds"),
    [
        ("£2.50", 2.5),
        ("free", 0),
        ("50p", 0.5),
        ("£1,200.00", 1200),
        ("2", 2),
        ("£2 per session", 2),
        ("£1.50p", 1.5),
        ("£4.00pp", 4),
        ("No charge", 0),
    ],
)
def test_money_is_read_as_people_write_it(text, pounds):
    assert pounds_of(text).value == pounds


@pytest.mark.parametrize("text", ["donation", "£2 - £3", "£40 per term", "suggested donation £2"])
def test_what_is_no_one_price_is_told_and_left_unknown(text):
    found = pounds_of(text)
    assert found.read
    assert found.value is None
    assert found.told


@given(st.decimals(0, 99_999, places=2), st.sampled_from(["£{:,.2f}", "{:.2f}", "£{} each", "{}"]))
def test_an_amount_in_any_style_is_read_back(amount, style):
    assert pounds_of(style.format(amount)).value == pytest.approx(float(amount))


def test_the_price_of_an_hour_is_no_price_of_a_session_nor_the_other_way_round():
    assert hourly_of("£15/hr").value == 15
    assert hourly_of("12.50").value == 12.5
    assert pounds_of("£2 per hour").value is None
    assert pounds_of("£2 per hour").told
    assert hourly_of("£10 per session").value is None
    assert hourly_of("£10 per session").told


@pytest.mark.parametrize("text", ["Free for members, £3 others", "Free (FSM) / £25 per day"])
def test_what_is_free_for_some_is_not_taken_as_free(text):
    assert pounds_of(text).value is None
    assert "several prices" in pounds_of(text).told


def test_hours_that_can_only_be_in_the_afternoon_are_taken_so_and_told():
    found = sessions_of("Mon-Fri 3.30-6")
    assert {(one.start, one.end) for one in found.value} == {(time(15, 30), time(18))}
    assert len(found.value) == 5
    assert "afternoon" in found.told
    assert not sessions_of("Mon 6-8").read
    assert clock_of("5.45").value == time(17, 45)
    assert "afternoon" in clock_of("5.45").told
    assert clock_of("05:45").value == time(5, 45)
    assert not clock_of("6.30").read
    assert clock_of("0.5").value == time(12)


@pytest.mark.parametrize(
    ("text", "terms", "term"),
    [
        ("Kibworth PC", OrganisationKind, OrganisationKind.PARISH_COUNCIL),
        ("Detached youth work", Theme, Theme.DETACHED),
        ("Outdoor education", Theme, Theme.OUTDOOR),
        ("Careers advice", Theme, Theme.EMPLOYMENT),
        ("Explorers", Theme, Theme.UNIFORMED),
        ("Boys & girls", Audience, Audience.EVERYONE),
    ],
)
def test_words_that_belong_together_are_read_together(text, terms, term):
    assert term_within(text, terms).value is term


@pytest.mark.parametrize("text", ["10am-2pm Mon-Thu", "10am to 2pm, Mon to Thu"])
def test_days_from_one_to_another_are_read_behind_the_hours_too(text):
    assert [one.day for one in sessions_of(text).value] == list(Day)[:4]


@pytest.mark.parametrize("text", ["Fridays in term time, 6pm to 8pm", "Fri 18.00-20.00hrs term"])
def test_term_time_is_read_however_it_is_said(text):
    (found,) = sessions_of(text).value
    assert found == WeeklyTime(day=Day.FRIDAY, start=time(18), end=time(20), season=Season.TERM)


@pytest.mark.parametrize("text", ["", "-", "?", "..", "N/A", "TBC", "Not known", "don't know"])
def test_a_cell_that_says_nothing_says_nothing_to_every_reader(text):
    for read in (ages_of, sessions_of, days_of, clock_of, season_of, day_of, pounds_of, hourly_of):
        assert read(text).read, read.__name__
        assert not read(text).value, read.__name__


def test_yes_and_no_are_read_with_ticks():
    assert yes_no_of("Y").value is True
    assert yes_no_of("✓").value is True
    assert yes_no_of("No").value is False
    assert yes_no_of("n/a").value is None
    assert not yes_no_of("perhaps").read


def test_words_become_terms_by_value_label_and_what_people_say():
    assert term_of("Registered charity", OrganisationKind).value is OrganisationKind.VOLUNTARY
    assert term_of("Parish Council", OrganisationKind).value is OrganisationKind.PARISH_COUNCIL
    assert term_of("Minibuses", AssetKind).value is AssetKind.VEHICLE
    assert term_of("Young women", Audience).value is Audience.GIRLS
    assert term_within("Street Dance", Theme).value is Theme.DRAMA
    assert term_within("After-School Art Club", Theme).value is Theme.ARTS
    assert terms_of("music; football", Theme).value == (Theme.MUSIC, Theme.SPORT)
    assert not term_of("zyzzyva", Theme).read


@given(st.sampled_from([AssetKind, Audience, OrganisationKind, Theme]), st.data())
def test_every_term_is_read_back_from_its_label_and_its_value(terms, data):
    term = data.draw(st.sampled_from(list(terms)))
    assert term_of(term.value, terms).value is term
    assert term_of(term.label.upper(), terms).value is term
    assert bare(term.label)


@given(st.text(max_size=60))
def test_whatever_stands_in_a_cell_it_is_read_or_told(text):
    for read in (ages_of, sessions_of, days_of, clock_of, season_of, pounds_of, day_of, yes_no_of):
        found = read(text)
        assert found.read or found.told
    assert term_within(text, Theme).read in (True, False)
