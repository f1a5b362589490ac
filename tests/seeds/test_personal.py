"""Nothing about single young people comes in by a table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import FileRefused
from seeds.personal import is_birth_column, is_child_column, tells_birth
from seeds.tables import read_table


@pytest.mark.parametrize(
    "name",
    [
        "DOB",
        "D.O.B.",
        "date of birth",
        "Date_of_birth",
        "Born",
        "born on",
        "Birthday",
        "birth date",
        "Child DOB",
        "year of birth",
        "dob (child)",
    ],
)
def test_a_column_of_births_is_known_however_it_is_written(name):
    assert is_birth_column(name)


@pytest.mark.parametrize(
    "name",
    [
        "Child’s name",
        "child's name",
        "child_name",
        "Age of child",
        "Age of the child",
        "Pupil name",
        "young person's age",
        "Name of young person",
        "Child's first name",
    ],
)
def test_a_column_about_single_children_is_known_however_it_is_written(name):
    assert is_child_column(name)


@pytest.mark.parametrize(
    "name", ["name", "ages", "age_from", "children", "Childcare", "young people", "kind", "pupils"]
)
def test_a_column_about_groups_of_children_is_left_alone(name):
    assert not is_child_column(name)


@pytest.mark.parametrize(
    "name", ["name", "ages", "adobe", "starts_on", "stubborn", "Birthplace of rugby", "born2dance"]
)
def test_other_columns_are_left_alone(name):
    assert not is_birth_column(name)


@pytest.mark.parametrize(
    "text",
    [
        "Jo Trevithick, DOB 04/05/2011",
        "born on 4 May 2011",
        "Date of birth: 2011-05-04",
        "Jo Trevithick (aged 14)",
        "Jo Trevithick, aged 12 years",
        "Jo Trevithick is 9 years old",
    ],
)
def test_a_text_that_tells_of_a_child_is_known(text):
    assert tells_birth(text)


@pytest.mark.parametrize(
    "text",
    [
        "For ages 11 to 19",
        "Opened on 04/05/2011",
        "Aged 11 to 18",
        "Born out of a need in 2011",
        "Hall 2 (capacity 14)",
        "Open Access (14)",
        "Truro Hub, aged 11 to 18",
        "Youth Club, aged 11 and over",
        "St Piran’s Hall, 12 Fore Street",
        "Room for 14",
        "",
    ],
)
def test_what_tells_of_a_service_is_left_alone(text):
    assert not tells_birth(text)


@given(st.text(max_size=300))
def test_any_text_is_looked_at_without_a_failure(text):
    assert tells_birth(text) in (True, False)
    assert is_birth_column(text) in (True, False)


def test_a_table_with_dates_of_birth_is_refused_with_the_reason(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("name,Date of birth\nA club,04/05/2011\n", encoding="utf-8")
    with pytest.raises(FileRefused) as caught:
        read_table(path)
    assert "tells when people were born" in str(caught.value)
    assert "nothing about single young people" in str(caught.value)


def test_a_cell_with_a_date_of_birth_is_refused_by_row_and_column(tmp_path):
    path = tmp_path / "clubs.csv"
    path.write_text("name,note\nA club,ok\nB club,Jo T born 04/05/2011\n", encoding="utf-8")
    with pytest.raises(FileRefused) as caught:
        read_table(path)
    (error,) = caught.value.errors
    assert (error.row, error.column) == (3, "note")
