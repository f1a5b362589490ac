"""Fields: what a form or a spreadsheet shows for a value reads back as that value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields as dataclass_fields
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import InvalidData
from graph.model import AgeRange, Day, Season, Site, Term, WeeklyTime
from service.editing import fields as kinds_of_fields
from service.editing.fields import (
    Ages,
    Choice,
    Choices,
    Field,
    LongText,
    Number,
    YesNo,
    read_fields,
)
from service.editing.kinds import FIELDS, NOUNS, POSITION, WORDS, kind_of, word_of
from service.editing.times import Times, clock

EVERY = [(kind, field) for kind, several in FIELDS.items() for field in several]
EVERY += [(Site, field) for field in POSITION]
NAMES = [f"{kind.__name__}.{field.name}" for kind, field in EVERY]

texts = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=80
) | st.sampled_from(["=1+1", "St Piran’s", "٣", "مركز الشباب", "🦔", "a  b", "-", "'"])


@st.composite
def weekly_times(draw: st.DrawFn) -> tuple[WeeklyTime, ...]:
    """Times that do not meet, in the order of the week."""
    found = []
    for day in draw(st.lists(st.sampled_from(Day), unique=True)):
        minutes = draw(st.lists(st.integers(0, 1439), min_size=2, max_size=6, unique=True))
        marks = sorted(minutes)[: len(minutes) // 2 * 2]
        for start, end in zip(marks[::2], marks[1::2], strict=True):
            season = draw(st.sampled_from(Season))
            found.append(WeeklyTime(day=day, start=at(start), end=at(end), season=season))
    order = list(Day)
    return tuple(sorted(found, key=lambda one: (order.index(one.day), one.start)))


def at(minute: int) -> time:
    return time(minute // 60, minute % 60)


def values_of(field: Field) -> st.SearchStrategy[Any]:
    """Values that a field may have."""
    match field:
        case Times():
            return weekly_times()
        case Choices():
            return st.sets(st.sampled_from(field.terms)).map(
                lambda chosen: tuple(term for term in field.terms if term in chosen)
            )
        case Choice():
            return st.sampled_from(field.terms)
        case YesNo():
            return st.booleans() if field.sure else st.sampled_from([True, False, None])
        case Number():
            some = (
                st.integers(int(max(field.least, -1e6)), int(min(field.most, 1e6)))
                if field.whole
                else st.floats(field.least, field.most, allow_subnormal=False).map(
                    lambda n: n + 0.0
                )
            )
            return some if field.required else some | st.none()
        case Ages():
            pairs = st.tuples(st.integers(0, 120), st.integers(0, 120)).map(sorted)
            return pairs.map(lambda pair: AgeRange(age_from=pair[0], age_to=pair[1]))
        case kinds_of_fields.Day():
            return st.dates(date(1900, 1, 1), date(2199, 12, 31)) | st.none()
        case LongText():
            return texts.map(str.strip)
        case _:
            plain = texts.map(lambda text: " ".join(text.split()))
            return plain.filter(bool) if field.required else plain


@pytest.mark.parametrize(("kind", "field"), EVERY, ids=NAMES)
@settings(max_examples=30)
@given(data=st.data())
def test_what_a_form_shows_for_a_value_reads_back_as_that_value(kind, field, data):
    value = data.draw(values_of(field))
    shown = field.typed(value)
    assert set(shown) == set(field.inputs())
    assert field.read(shown) == value


@pytest.mark.parametrize(("kind", "field"), EVERY, ids=NAMES)
@settings(max_examples=30)
@given(data=st.data())
def test_what_a_cell_holds_for_a_value_reads_back_as_that_value(kind, field, data):
    value = data.draw(values_of(field))
    assert field.of_cell(field.cell_of(value)) == value
    assert field.of_cell(f"  {field.text_of(value)} ") == value


@pytest.mark.parametrize(("kind", "field"), EVERY, ids=NAMES)
@settings(max_examples=30)
@given(text=texts)
def test_whatever_is_typed_is_a_value_or_a_problem_in_words(kind, field, text):
    typed = {key: [text] for key in field.inputs()}
    for problem in (problem_of(field.of_cell, text), problem_of(field.read, typed)):
        if problem is not None:
            assert problem.field in (field.name, *field.inputs())
            assert str(problem)[-1] == "."


def problem_of(read: Callable[[Any], Any], given: Any) -> InvalidData | None:
    """What was wrong, None where nothing was."""
    try:
        read(given)
    except InvalidData as problem:
        return problem
    return None


@pytest.mark.parametrize(("kind", "field"), EVERY, ids=NAMES)
def test_a_field_is_one_of_its_record_and_has_words(kind, field):
    assert field.name in {one.name for one in dataclass_fields(kind)}
    assert field.label
    assert field.short
    assert field.told(None) == ""


@pytest.mark.parametrize(("kind", "field"), EVERY, ids=NAMES)
def test_what_must_be_filled_in_may_not_stay_empty_in_a_form_or_a_cell(kind, field):
    if field.required:
        with pytest.raises(InvalidData):
            field.read({})
        with pytest.raises(InvalidData, match="cannot stay empty"):
            field.of_cell("  ")
    else:
        assert field.read({}) == field.of_cell("")


def test_a_kind_of_row_has_a_word_for_addresses_and_a_noun():
    assert set(FIELDS) == set(WORDS.values()) == set(NOUNS)
    assert all(kind_of(word_of(kind)) is kind for kind in FIELDS)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2000", 2000),
        ("£2,000", 2000),
        ("2,000.50", 2000.5),
        (" 0 ", 0),
        ("1e3", 1000),
        (".5", 0.5),
    ],
)
def test_numbers_are_read_however_people_write_them(text, value):
    assert Number(name="n", label="n", short="n").of_cell(text) == value


@pytest.mark.parametrize(
    "text", ["two", "nan", "inf", "-1", "1_000", "1e999", "1/2", "£", "9" * 40]
)
def test_what_is_no_number_is_refused_with_what_would_be_right(text):
    field = Number(name="n", label="n", short="n", most=5000)
    if text == "£":
        assert field.of_cell(text) is None
        return
    with pytest.raises(InvalidData, match=r"is not a number from 0 to 5,000\."):
        field.of_cell(text)


def test_pounds_are_told_as_pounds():
    field = Number(name="n", label="n", short="n", unit="pounds an hour")
    assert [field.told(value) for value in (0, 12, 12.5)] == [
        "free",
        "£12 an hour",
        "£12.50 an hour",
    ]


@pytest.mark.parametrize("text", ["22/11/2026", "2026-11-22", "22-11-2026", "22 / 11 / 2026"])
def test_days_are_read_however_people_write_them(text):
    field = kinds_of_fields.Day(name="d", label="d", short="d")
    assert field.of_cell(text) == date(2026, 11, 22)


@pytest.mark.parametrize(
    "text", ["22/11/26", "31/02/2026", "tomorrow", "2026", "1/1/1/2026", "9" * 400, "0001-01-01"]
)
def test_what_is_no_day_of_our_time_is_refused(text):
    with pytest.raises(InvalidData, match="write it as 22/11/2026"):
        kinds_of_fields.Day(name="d", label="d", short="d").of_cell(text)


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [("18:30", 18, 30), ("6.30pm", 18, 30), ("6 pm", 18, 0), ("1830", 18, 30), ("12am", 0, 0)],
)
def test_times_of_day_are_read_however_people_write_them(text, hour, minute):
    assert clock(text) == time(hour, minute)


@pytest.mark.parametrize("text", ["", "25:00", "13pm", "noon", "18:60", "24:00", "0pm"])
def test_what_is_no_time_of_day_is_refused(text):
    with pytest.raises(InvalidData, match=r"write it as 18:30"):
        clock(text)


TIMES = Times(name="at", label="When?", short="When")


def test_a_day_with_half_a_time_is_refused_at_its_own_input():
    with pytest.raises(InvalidData, match="Tuesday: say when it ends as well") as caught:
        TIMES.read({"at_tue_from": ["18:00"]})
    assert caught.value.field == "at_tue_from"


def test_times_that_meet_are_refused_also_where_another_season_lies_between():
    text = "Tue 10:00-20:00 (term); Tue 11:00-12:00 (holidays); Tue 13:00-14:00 (term)"
    with pytest.raises(InvalidData, match="overlap; make them one"):
        TIMES.of_cell(text)
    assert len(TIMES.of_cell("Tue 10:00-12:00 (term); Tue 10:00-12:00 (holidays)")) == 2


def test_a_season_that_nobody_offered_is_refused_in_words():
    with pytest.raises(InvalidData, match="Choose when the times hold") as caught:
        TIMES.read({"at_season": ["mud"], "at_mon_from": ["10:00"], "at_mon_to": ["11:00"]})
    assert caught.value.field == "at_season"


def test_reading_several_fields_gathers_every_problem():
    values, problems = read_fields(
        (
            Number(name="a", label="a", short="a"),
            Field(name="b", label="b", short="B", required=True),
        ),
        {"a": ["x"]},
    )
    assert values == {}
    assert [problem.field for problem in problems] == ["a", "b"]


def test_a_term_is_read_from_its_label_or_its_stored_word():
    class Colour(Term):
        RED = "red", "Red as a robin"

    field = Choice(name="c", label="c", short="c", terms=tuple(Colour))
    assert field.of_cell("RED AS A ROBIN") is field.of_cell("red") is Colour.RED
    with pytest.raises(InvalidData, match="“blue” is none of Red as a robin"):
        field.of_cell("blue")
