"""How long ago a row was checked, in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from graph.analysis.freshness import Age
from service.freshness import checked

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("days", "words", "age"),
    [
        (0, "Checked today", Age.HALF_YEAR),
        (-3, "Checked today", Age.HALF_YEAR),
        (1, "Checked yesterday", Age.HALF_YEAR),
        (13, "Checked 13 days ago", Age.HALF_YEAR),
        (14, "Checked 2 weeks ago", Age.HALF_YEAR),
        (92, "Checked 3 months ago", Age.HALF_YEAR),
        (200, "Checked 6 months ago", Age.YEAR),
        (500, "Checked 16 months ago", Age.TWO_YEARS),
        (735, "Checked 2 years ago", Age.OLDER),
        (1_500, "Checked 4 years ago", Age.OLDER),
    ],
)
def test_a_check_is_told_in_words_and_has_an_age(days: int, words: str, age: Age):
    found = checked(TODAY - timedelta(days=days), TODAY)
    assert (found.words, found.age) == (words, age)


def test_a_row_that_nobody_checked_says_so():
    found = checked(None, TODAY)
    assert found.words == "Nobody has checked it since it was entered"
    assert (found.age, found.on) == (Age.NEVER, None)


def test_the_last_day_of_an_age_is_within_it():
    assert checked(date(2026, 5, 22), TODAY).age is Age.HALF_YEAR
    assert checked(date(2026, 5, 21), TODAY).age is Age.YEAR
    assert checked(date(2024, 11, 22), TODAY).age is Age.TWO_YEARS
    assert checked(date(2024, 11, 21), TODAY).age is Age.OLDER
