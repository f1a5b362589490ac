"""Records check themselves when they are made, and say what would be right."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InvalidData
from graph.model import (
    AgeBand,
    AgeRange,
    Agreement,
    Audience,
    Boundary,
    Day,
    Season,
    SeatHolder,
    Stage,
    Theme,
    ThemeGroup,
    TieKind,
    WeeklyTime,
    parse_times,
)
from tests.builders import (
    a_grant,
    a_need,
    a_partnership,
    a_priority,
    a_request,
    a_seat,
    a_site,
    a_tie,
    ages,
    an_activity,
    an_area,
    an_asset,
    an_organisation,
)

# -- what every record has -----------------------------------------------------------


@pytest.mark.parametrize("id", ["a", "E01018743", "GB-CHC-1234567", "a.b_c:d~e-f", "x" * 120])
def test_ids_that_can_stand_in_an_address_are_taken(id: str) -> None:
    assert a_site(id).id == id


@pytest.mark.parametrize("id", ["", " a", "a b", "a/b", "-a", "é", "x" * 121, "a\n"])
def test_other_ids_are_refused(id: str) -> None:
    with pytest.raises(InvalidData, match="is not an id") as refusal:
        a_site(id, name="Hall")
    assert refusal.value.field == "id"


@pytest.mark.parametrize("name", [" ", "x" * 301, "a\x00b", "a\u202eb"])
def test_a_name_that_is_empty_endless_or_hides_something_is_refused(name: str) -> None:
    with pytest.raises(InvalidData) as refusal:
        replace(a_site(), name=name)
    assert refusal.value.field == "name"


@pytest.mark.parametrize("name", ["\u200b", "\u200b\u2060\ufeff", "\u00a0\u200d ", "\u2003\u00ad"])
def test_a_name_of_invisible_characters_only_is_empty(name: str) -> None:
    with pytest.raises(InvalidData, match="The name is empty"):
        a_site("s", name=name)
    assert a_site("s", name=f"{name}é").name == f"{name}é"


@pytest.mark.parametrize("character", ["\x7f", "\x80", "\x85", "\x9f"])
def test_control_characters_beyond_ascii_are_refused_too(character: str) -> None:
    with pytest.raises(InvalidData, match="control character"):
        a_site("s", name=f"Library{character}")
    assert a_site("s", name="Library\u00a1").name == "Library\u00a1"


def test_an_overlong_id_is_cut_where_it_is_refused() -> None:
    with pytest.raises(InvalidData) as refusal:
        a_site("x" * 100_000)
    assert f"“{'x' * 60}…” is not an id" in str(refusal.value)
    with pytest.raises(InvalidData, match=f"“{'!' * 60}” is not an id"):
        a_site("!" * 60)


def test_records_do_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        a_site().name = "Other"  # type: ignore[misc]


# -- places --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("latitude", "longitude", "said"),
    [
        (48.0, -5.0, "outside Great Britain"),
        (-5.0, 50.3, "look swapped"),
        (50.3, 12.0, "outside Great Britain"),
        (float("nan"), -5.0, "outside Great Britain"),
    ],
)
def test_positions_outside_great_britain_are_refused_with_a_hint(
    latitude: float, longitude: float, said: str
) -> None:
    with pytest.raises(InvalidData, match=said):
        replace(a_site(), latitude=latitude, longitude=longitude)


def test_half_a_position_is_none() -> None:
    with pytest.raises(InvalidData, match="give both or neither"):
        replace(an_area(), longitude=None)
    with pytest.raises(InvalidData, match="latitude is missing"):
        replace(an_area(), latitude=None)
    assert an_area(east=None).latitude is None


def test_each_age_counts_once() -> None:
    with pytest.raises(InvalidData, match="each age counts once"):
        an_area(bands={"10-14": 5, "14-19": 5})
    assert len(an_area(bands={"15-19": 5, "10-14": 5}).population) == 2
    with pytest.raises(InvalidData):
        AgeBand(ages=ages("1-2"), people=-1)


def test_an_area_cannot_lie_within_itself_or_by_more_than_all_of_it() -> None:
    with pytest.raises(InvalidData, match="within itself"):
        an_area("a", within={"a": 1})
    with pytest.raises(InvalidData):
        an_area("a", within={"b": 1.5})
    with pytest.raises(InvalidData):
        an_area(decile=11)


def test_an_outline_is_geojson_text_and_has_its_areas_id() -> None:
    assert Boundary(area_id="a", geometry="{}").id == "a"
    with pytest.raises(InvalidData):
        Boundary(area_id="a", geometry="POLYGON EMPTY")


# -- provision and purposes ----------------------------------------------------------


@pytest.mark.parametrize(
    "make",
    [
        lambda: an_activity(places=-1),
        lambda: an_activity(by="x", partners=("x",)),
        lambda: an_asset(capacity=-1),
        lambda: an_asset(cost=float("inf")),
        lambda: replace(an_organisation(), website="javascript:alert(1)"),
        lambda: replace(an_activity(), website="ftp://example.org"),
        lambda: a_tie("a", "a"),
        lambda: replace(a_tie("a", "b"), trust=5),
        lambda: a_grant(funder="a", recipient="b", pounds=-1),
        lambda: a_grant(
            funder="a", recipient="b", starts_on=date(2026, 2, 1), ends_on=date(2026, 1, 1)
        ),
        lambda: a_need(said_by=-3),
        lambda: a_priority(hours=169),
        lambda: a_request(capacity=-1),
        lambda: a_request(most=-0.5),
        lambda: a_request(by="no id"),
        lambda: a_request(starts_on=date(2026, 2, 1), ends_on=date(2026, 1, 1)),
        lambda: a_seat(holder=SeatHolder.ORGANISATION, organisation=None),
        lambda: Agreement(
            id="a",
            name="A",
            asset_id="x",
            borrower_id="y",
            stage=Stage.AGREED,
            starts_on=date(2026, 2, 1),
            ends_on=date(2026, 1, 1),
        ),
    ],
)
def test_what_cannot_be_is_refused(make: object) -> None:
    with pytest.raises(InvalidData):
        make()  # type: ignore[operator]


def test_young_people_may_hold_a_seat_as_themselves() -> None:
    assert a_seat(holder=SeatHolder.YOUNG_PEOPLE).organisation_id is None
    assert a_partnership().participation is None


# -- vocabularies --------------------------------------------------------------------


def test_every_word_has_a_label_for_people() -> None:
    assert Audience("lgbtq").label == "LGBTQ+ young people"
    assert {theme.group for theme in Theme} == set(ThemeGroup)
    assert all(theme.label and theme.group.label for theme in Theme)
    assert (TieKind.FUNDS.label, TieKind.FUNDS.label_back) == ("funds", "is funded by")
    assert all(kind.label and kind.label_back for kind in TieKind)


# -- times and ages ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Tue 18:00-20:00", "Tue 18:00-20:00"),
        ("tuesday 18.00 to 20.00", "Tue 18:00-20:00"),
        (" Tues 9:30–10:15 (Term time) ", "Tue 09:30-10:15 (term)"),
        ("Sat 10:00-12:00 (school-holidays)", "Sat 10:00-12:00 (holidays)"),
        ("Sun 10:00-12:00 (all year)", "Sun 10:00-12:00"),
    ],
)
def test_times_are_read_as_people_write_them(text: str, kept: str) -> None:
    assert str(WeeklyTime.parse(text)) == kept


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Tuesday evening", "write it as"),
        ("Tue 25:00-26:00", "not a time of day"),
        ("Tue 18:00-18:00", "ends before it starts"),
        ("Tue 20:00-18:00", "ends before it starts"),
        ("Xyz 18:00-20:00", "not a day of the week"),
        ("T 18:00-20:00", "not a day of the week"),
        ("Tue 18:00-20:00 (winter)", "not a season"),
    ],
)
def test_other_times_are_refused_with_what_would_be_right(text: str, said: str) -> None:
    with pytest.raises(InvalidData, match=said):
        WeeklyTime.parse(text)


minutes = st.integers(0, 23 * 60 + 58)


@st.composite
def weekly(draw: st.DrawFn) -> WeeklyTime:
    start = draw(minutes)
    end = draw(st.integers(start + 1, 23 * 60 + 59))
    return WeeklyTime(
        day=draw(st.sampled_from(list(Day))),
        start=time(*divmod(start, 60)),
        end=time(*divmod(end, 60)),
        season=draw(st.sampled_from(list(Season))),
    )


@given(st.lists(weekly(), max_size=4))
def test_times_are_read_back_as_they_were_written(times: list[WeeklyTime]) -> None:
    assert parse_times("; ".join(map(str, times))) == tuple(times)


@given(weekly(), weekly())
def test_shared_hours_are_even_and_never_longer(one: WeeklyTime, other: WeeklyTime) -> None:
    shared = one.shared_hours(other)
    assert shared == other.shared_hours(one)
    assert 0 <= shared <= min(one.hours, other.hours)
    assert one.shared_hours(one) == one.hours
    if one.holds(other):
        assert shared == other.hours


def test_a_time_holds_another_only_in_every_week_that_it_comes() -> None:
    whole, term = parse_times("Tue 17:00-21:00; Tue 18:00-20:00 (term)")
    assert whole.holds(term)
    assert not term.holds(whole)
    assert not parse_times("Tue 17:00-21:00 (holidays)")[0].holds(term)


@pytest.mark.parametrize(("low", "high"), [(19, 11), (-1, 5), (5, 121)])
def test_ages_reversed_or_beyond_a_life_are_refused(low: int, high: int) -> None:
    with pytest.raises(InvalidData):
        AgeRange(age_from=low, age_to=high)


spans = st.tuples(st.integers(0, 120), st.integers(0, 120)).map(
    lambda pair: AgeRange(age_from=min(pair), age_to=max(pair))
)


@given(spans, spans)
def test_ages_compare_as_sets_of_years(one: AgeRange, other: AgeRange) -> None:
    mine = set(range(one.age_from, one.age_to + 1))
    theirs = set(range(other.age_from, other.age_to + 1))
    assert one.years == len(mine)
    assert one.shared_years(other) == len(mine & theirs)
    assert one.jaccard(other) == pytest.approx(len(mine & theirs) / len(mine | theirs))
