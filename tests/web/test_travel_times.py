"""Where there are travel times a question goes by them, unless it is told not to."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from flask import Flask

from graph.model import Mode, TravelTime
from graph.store import Store
from service.app import create_app
from service.config import Config
from tests.builders import a_site, a_tie, an_activity, an_area, an_asset, an_organisation
from tests.web.reader import Reader


@pytest.fixture
def valley(spare: Store, tmp_path: Path) -> Reader:
    """Two areas, one club, and times by bus alone."""
    records = [
        *(an_area("west", 0), an_area("east", 1_000), a_site("club-house", 0)),
        *(an_organisation("trust"), an_activity("club", by="trust", at="club-house")),
        *(an_organisation(id) for id in ("choir", "band")),
        an_asset("hall", of="choir", at="club-house", when="Sat 10:00-14:00"),
        *(a_tie("trust", "choir"), a_tie("trust", "band")),
        *(
            TravelTime(area_id=area, site_id="club-house", mode=Mode.BUS, minutes=minutes)
            for area, minutes in (("west", 10), ("east", 45))
        ),
    ]
    spare.write(records, by="test", message="A valley")
    app: Flask = create_app(Config(data=tmp_path), store=spare, patience_s=None)
    return Reader(app)


def test_the_page_goes_by_the_times_and_says_so(valley: Reader) -> None:
    page = valley.get("/gaps")
    assert "by bus, up to 30 minutes by the imported travel times" in page.words
    chosen = [option for option in page.all("option") if option.get("selected") is not None]
    assert "times" in {option.get("value") for option in chosen}
    east = valley.get("/gaps/east").words
    assert "Within 30 minutes (by bus), each can reach 0 minutes" in east
    assert "Ways are the imported travel times by bus from 2 areas to 1 site" in east


def test_straight_lines_can_be_asked_for(valley: Reader) -> None:
    page = valley.get("/gaps?ways=straight")
    assert "up to 8 km along the way (the straight line times 1.3)" in page.words
    assert "ways=straight" in " ".join(valley.get("/gaps?ways=straight").links)
    assert "timetables or roads" in valley.get("/gaps/east?ways=straight").words


def test_a_way_of_travel_without_times_goes_by_straight_lines(valley: Reader) -> None:
    assert "on foot, up to 2.4 km along the way" in valley.get("/gaps?mode=walk").words


def test_minutes_may_be_asked_for_and_their_range_is_told(valley: Reader) -> None:
    assert "Within 50 minutes (by bus)" in valley.get("/gaps/east?minutes=50").words
    for wrong in ("1", "999", "soon"):
        words = valley.get(f"/gaps?minutes={wrong}", status=400).words
        assert "The minutes must be a number from 5 to 75." in words
    both = valley.get("/gaps?minutes=20&reach_km=5", status=400).words
    assert "not both" in both
    assert "choose from the list" in valley.get("/gaps?ways=magic", status=400).words


def test_the_first_page_says_what_the_page_of_gaps_says(valley: Reader) -> None:
    heading = valley.get("/gaps").heading
    assert heading in valley.get("/").words


def test_what_a_keystone_holds_up_goes_by_the_times_on_every_page(valley: Reader) -> None:
    (row,) = csv.DictReader(io.StringIO(valley.client.get("/network/keystones.csv").text))
    assert row["young_people_with_less"] == "100"
    assert "places that it alone keeps 100 young people" in valley.get("/organisations/trust").words


def test_where_next_says_that_it_goes_by_the_times(valley: Reader) -> None:
    said = "by bus, up to 30 minutes by the imported travel times"
    assert said in valley.get("/where-next?standard=2").words
    assert "up to 8 km along the way" in valley.get("/where-next?standard=2&ways=straight").words
