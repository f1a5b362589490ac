"""What a service is about: by tables that anybody can review, and told where they do not fit."""

from __future__ import annotations

import csv

import pytest

from graph.errors import FileRefused
from graph.model import Audience, Theme
from seeds.open_referral.themes import FALLBACK, HERE, MEANINGS, Term, plain, themes_of
from tests.seeds.making import csv_file
from tests.seeds.referral import activities, noted, one, reading_of, service, term


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_tables_name_each_words_once_and_only_what_there_is():
    words = [plain(row["text"]) for row in rows("themes.csv")]
    assert len(words) == len(set(words))
    assert {row["theme"] for row in rows("themes.csv")} <= set(MEANINGS)
    assert {row["audience"] for row in rows("audiences.csv")} <= {one.value for one in Audience}


@pytest.mark.parametrize("theme", list(Theme))
def test_every_theme_is_known_by_its_own_label_and_has_words_of_others(theme):
    assert themes_of().of_words(theme.label) == (True, theme)
    assert any(row["theme"] == theme.value for row in rows("themes.csv"))


@pytest.mark.parametrize(
    ("names", "theme"),
    [
        (["Youth clubs"], Theme.OPEN_ACCESS),
        (["YOUTH-CLUBS"], Theme.OPEN_ACCESS),
        (["Clubs for children: arts & crafts"], Theme.ARTS),
        (["Sport", "Football", "Music"], Theme.SPORT),
        (["Music", "Sport"], Theme.MUSIC),
    ],
)
def test_most_terms_decide_and_of_equals_the_first(tmp_path, names, theme):
    assert one(tmp_path, name="X", attributes=[term(name) for name in names]).theme is theme


def test_without_a_fitting_term_the_name_decides_and_a_note_says_so(tmp_path):
    reading = reading_of(tmp_path, service(name="Football on Fridays", attributes=None))
    assert activities(reading)[0].theme is Theme.SPORT
    assert noted(reading, "theme taken from the name: 1 service (Football on Fridays)")


def test_without_either_the_service_is_taken_and_says_that_its_theme_is_not_known(tmp_path):
    reading = reading_of(tmp_path, service(name="Zigzag", attributes=[term("Quux"), term("Foo")]))
    (club,) = activities(reading)
    assert club.theme is FALLBACK
    assert "Theme: not known here (terms of the source: Quux, Foo)" in club.description
    assert noted(reading, "Neither term nor name fits a theme")
    assert noted(reading, "2 terms mean no theme here, most used first: “Foo” (1), “Quux” (1)")


def test_services_for_others_are_passed_over_unless_their_ages_say_otherwise(tmp_path):
    care = [term("Care homes")]
    reading = reading_of(
        tmp_path,
        service("a", name="Sunny Side", attributes=care, minimum_age=None, maximum_age=None),
        service("b", name="Sunny Youth", attributes=care),
    )
    assert [club.name for club in activities(reading)] == ["Sunny Youth"]
    assert noted(reading, "not for young people, and no ages say otherwise: 1 service")


def test_a_table_of_ones_own_goes_before_that_of_the_repository(tmp_path):
    table = csv_file(
        tmp_path,
        "mine.csv",
        ["match", "text", "theme"],
        ["words", "Youth clubs", "voice"],
        ["uri", "https://example.org/t/7/", "drama"],
    )
    themes = themes_of(table)
    assert themes.of_term(Term(name="Youth clubs")) == (True, Theme.VOICE)
    found = themes.of_term(Term(name="Youth clubs", uri="https://example.org/t/7"))
    assert found == (True, Theme.DRAMA)


def test_a_table_of_ones_own_that_names_no_theme_is_refused_by_row(tmp_path):
    header = ["match", "text", "theme"]
    table = csv_file(tmp_path, "mine.csv", header, ["words", "x", "xyz"], ["term", "y", "sport"])
    with pytest.raises(FileRefused) as caught:
        themes_of(table)
    assert [(error.row, error.column) for error in caught.value.errors] == [
        (2, "theme"),
        (3, "match"),
    ]
