"""The overview of freshness: who sees what, and letters at a press of a button."""

from __future__ import annotations

import csv
import io

import pytest

from graph.model import Role
from tests.builders import a_site, an_area, an_asset, an_organisation
from tests.web.clock import Clock
from tests.web.people import Person, an_account, somebody
from tests.web.test_reminders import LINK, LONG_AGO, fill, keeper, letters_of, seen


@pytest.fixture
def clock(spare_app) -> Clock:
    spare_app.config["HEDGEROW_CLOCK"] = clock = Clock()
    return clock


def a_county(store, clock) -> None:
    fill(store, clock)
    store.write(
        [
            an_area("town", 20_000),
            a_site("pool-site", 20_000, area_ids=("town",)),
            an_organisation("trust", name="The trust", site="pool-site", verified_on=LONG_AGO),
            an_asset("pool", of="trust", at="pool-site", verified_on=LONG_AGO),
        ],
        by="test",
        message="A town",
    )


def test_staff_see_every_area_and_organisation_and_the_oldest_come_first(spare_app, spare, clock):
    a_county(spare, clock)
    page = somebody(spare_app, spare, "Jory", Role.STRATEGIST).get("/freshness")
    assert "3 of 7 rows were checked within a year; 1 never were." in page.words
    assert "Village" in page.words
    assert page.words.index("St Erme Council") < page.words.index("The trust")
    assert page.words.index("The trust") < page.words.index("The club")
    assert not page.all("form", action="/freshness/write")


def test_somebody_who_keeps_rows_sees_their_own_alone(spare_app, spare, clock):
    a_county(spare, clock)
    spare.accounts.keep(account := keeper())
    person = Person(spare_app, account)
    page = person.get("/freshness")
    assert "2 of 4 of your rows were checked" in page.words
    assert "The trust" not in page.words
    assert "The trust" not in person.client.get("/freshness.csv").text
    assert person.status("/freshness/areas.csv") == 403
    assert person.status("/freshness/map.json") == 403


def test_a_visitor_is_sent_to_sign_in(spare_app, spare, clock):
    assert Person(spare_app).client.get("/freshness").status_code == 303


def test_the_files_say_what_the_tables_say(spare_app, spare, clock):
    a_county(spare, clock)
    person = somebody(spare_app, spare, "Jory", Role.STRATEGIST)
    rows = list(csv.DictReader(io.StringIO(person.client.get("/freshness/areas.csv").text)))
    assert [(row["area_id"], row["rows"], row["oldest_check"]) for row in rows] == [
        ("town", "2", "2024-01-01"),
        ("village", "3", "2024-01-01"),
    ]
    rows = list(csv.DictReader(io.StringIO(person.client.get("/freshness.csv").text)))
    assert [row["name"] for row in rows] == ["St Erme Council", "The trust", "The club"]
    assert (rows[0]["checked_never"], rows[0]["share_checked_within_a_year"]) == ("1", "0.5")


def test_the_map_colours_areas_by_the_share_that_was_checked(spare_app, spare, clock):
    a_county(spare, clock)
    person = somebody(spare_app, spare, "Jory", Role.STRATEGIST)
    areas = person.client.get("/freshness/map.json").json["values"]["areas"]
    assert areas["village"] == [1, "33 in 100", 2, 3]
    assert areas["town"] == [0, "0 in 100", 2, 2]
    assert person.client.get("/freshness/map.js").status_code == 200


def test_a_steward_lets_letters_be_written_once_in_their_own_areas(spare_app, spare, clock):
    a_county(spare, clock)
    spare.accounts.keep(keeper())
    spare.accounts.keep(an_account("Tam", Role.CONTRIBUTOR, organisation_ids=("trust",)))
    steward = somebody(spare_app, spare, "Kensa", Role.STEWARD, area_ids=("town",))
    page = steward.get("/freshness")
    assert "Somebody who keeps its rows" in page.words
    refused = steward.send("/freshness/write", {"organisation": "council"}, form="/freshness")
    assert refused.status_code == 403
    answer = steward.send("/freshness/write", form="/freshness")
    assert answer.status_code == 303
    assert "1 letter written." in steward.get("/freshness").words
    (letter,) = spare.desk.letters.all()
    assert (letter.to, letter.purpose) == ("tam@parish.example", "reminder")
    steward.send("/freshness/write", {"organisation": "trust"}, form="/freshness")
    assert "No letters written. Nobody else is due" in steward.get("/freshness").words
    assert len(spare.desk.letters.all()) == 1


def test_what_is_asked_wrongly_is_told_and_not_guessed(spare_app, spare, clock):
    a_county(spare, clock)
    person = somebody(spare_app, spare, "Jory", Role.STRATEGIST)
    page = person.get("/freshness?area=Atlantis&roll_up=planet", status=400)
    assert "There is no area called “Atlantis”" in page.words
    assert person.status("/freshness/areas.csv?roll_up=planet") == 400


def test_an_empty_graph_says_that_there_is_no_row(spare_app, spare, clock):
    page = somebody(spare_app, spare, "Jory", Role.STEWARD, everywhere=True).get("/freshness")
    assert "There is no row yet." in page.words


def test_saying_that_a_row_is_right_makes_the_place_better_mapped(spare_app, spare, clock):
    """A check of a hall that was too old to count is counted by the gaps of the areas around."""
    a_county(spare, clock)
    known = spare.snapshot()
    assert known.assets.verified_on[known.assets.row("pool")].astype(str) == str(LONG_AGO)

    def row() -> dict[str, str]:
        text = Person(spare_app).client.get("/gaps.csv").text
        return next(r for r in csv.DictReader(io.StringIO(text)) if r["area_id"] == "town")

    before = row()
    assert (before["verified_records"], before["newest_check"]) == ("0", "")
    assert before["coverage"] == "Not mapped yet"
    spare.accounts.keep(an_account("Tam", Role.CONTRIBUTOR, organisation_ids=("trust",)))
    (letter,) = letters_of(spare_app, spare, clock)
    path = next(
        path
        for path in LINK.findall(letter.text)
        if path.startswith("/reminder/") and "Pool" in Person(spare_app).get(path).heading
    )
    visitor = Person(spare_app)
    visitor.send(path, {"seen": seen(visitor.get(path))})
    after = row()
    assert (after["verified_records"], after["newest_check"]) == ("1", str(clock().date()))
    assert after["coverage"] == "Thinly mapped"
