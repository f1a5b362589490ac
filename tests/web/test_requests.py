"""The page of a request, and where else requests stand."""

from __future__ import annotations

import csv
import io
import json

import pytest

from graph.model import AssetKind, RequestStage, Theme
from service.app import create_app
from service.config import Config
from service.directory import RecordType, Wanted, entries_of, search
from tests.builders import (
    a_network,
    a_request,
    a_site,
    a_tie,
    an_area,
    an_asset,
    an_organisation,
)
from tests.web.reader import Reader
from tests.web.test_records import rows

RECORDS = (
    an_area("town", 0, name="Port Town", people=400),
    an_area("inland", 30_000, name="Inland", people=50),
    a_site("hall", 1_000, name="Quay Hall", area_ids=("town",)),
    a_site("far", 9_000, name="Far Hall", area_ids=("inland",)),
    a_site("den", 0, name="The Den", area_ids=("town",)),
    an_organisation("boats", name="Boat Club", site="hall"),
    an_organisation("inland-hall", name="Inland Hall Trust", site="far"),
    an_organisation("voices", name="Young Voices", site="den", serves=("town",)),
    an_organisation("council", name="Port Council"),
    an_asset("room", of="boats", at="hall", when="Thu 18:00-21:00", capacity=40, name="Quay room"),
    an_asset("barn", of="inland-hall", at="far", when="Thu 18:00-21:00", name="Barn"),
    a_tie("council", "voices"),
    a_tie("council", "boats"),
    a_request(
        "thursdays", by="voices", when="Thu 18:30-20:30", within=("town",), aged="12-16",
        capacity=20, name="A room on Thursdays", theme=Theme.OPEN_ACCESS, most=0,
    ),
    a_request("kite", by="voices", wanted=AssetKind.EQUIPMENT, name="A kite"),
    a_request("done", by="voices", stage=RequestStage.MET, name="A found room"),
)  # fmt: skip


ENTRIES = entries_of(a_network(*RECORDS))


def found(**wanted: object) -> list[str]:
    network = a_network(*RECORDS)
    return [entry.id for entry in search(network, ENTRIES, Wanted(**wanted))]  # type: ignore[arg-type]


def test_the_directory_finds_requests_by_words_kind_place_theme_and_ages():
    assert found(type=RecordType.REQUESTS) == ["done", "kite", "thursdays"]
    assert found(text="thursdays port town") == ["thursdays"]
    assert found(kind=AssetKind.ROOM) == ["done", "thursdays"]
    assert found(kind=AssetKind.VENUE) == ["barn", "room"]
    assert found(type=RecordType.REQUESTS, theme=Theme.OPEN_ACCESS) == ["thursdays"]
    assert found(type=RecordType.REQUESTS, area_id="inland") == []
    assert "thursdays" in found(area_id="town")


def test_a_request_stands_where_it_is_wanted_and_on_no_map_of_what_is_there():
    network = a_network(*RECORDS)
    everything = search(network, ENTRIES, Wanted())
    (asked,) = (entry for entry in everything if entry.id == "thursdays")
    assert (asked.place, asked.organisation) == ("Port Town", "Young Voices")
    assert str(asked.ages) == "12 to 16"
    assert asked.longitude == pytest.approx(network.areas.longitude[network.areas.row("town")])
    assert [entry.open for entry in everything if entry.type is RecordType.REQUESTS] == [
        False,
        True,
        True,
    ]
    left = everything.without(RecordType.REQUESTS)
    assert len(left) == len(everything) - 3
    assert all(entry.type is not RecordType.REQUESTS for entry in left)


# -- the pages --------------------------------------------------------------------


@pytest.fixture
def port(spare, tmp_path) -> Reader:
    """A small town by the sea."""
    spare.write(RECORDS, by="test", message="A town")
    return Reader(create_app(Config(data=tmp_path), store=spare, patience_s=None))


def test_the_page_of_a_request_answers_first_and_says_how_each_fits(port):
    page = port.get("/requests/thursdays")
    assert page.heading == "A room on Thursdays"
    assert "Quay room of Boat Club (1.3 km away) would do, and nothing else of 2" in page.words
    assert rows(page, "What would do") == [
        (
            "Quay room Boat Club free Thu 18:30-20:30 as asked 1.3 km away room for 40 "
            "where 20 are to come lent to anyone free of charge Port Council knows both."
        )
    ]
    assert rows(page, "What nearly would") == [
        (
            "Barn Inland Hall Trust free Thu 18:30-20:30 as asked "
            "Against: 11.7 km away, farther than 8 km "
            "Ask: nobody has said whether it holds 20 lent to anyone free of charge "
            "Nobody is known who knows both."
        )
    ]
    assert "has not been asked" in page.words
    assert "Ages" not in page.words.split("Stage")[1]
    for words in ("Young Voices", "Thursday 18:30 to 20:30", "Port Town", "ages 12 to 16"):
        assert words in page.words
    assert "nothing" in page.words.split("The most they can pay")[1][:12]


def test_a_request_that_nothing_meets_and_one_that_is_met_say_so(port):
    page = port.get("/requests/kite")
    assert "Nothing known here would do yet" in page.words
    assert "no longer asked for" not in page.words
    done = port.get("/requests/done")
    assert "It is no longer asked for" in done.words
    assert rows(done, "What would do")[0].startswith("Quay room")


def test_a_request_that_is_not_there_is_not_found(port):
    for path in ("", "/answers.csv", "/answers.geojson", "/map.js", "/map.json"):
        assert port.client.get(f"/requests/none{path}").status_code == 404


def test_what_would_meet_it_is_taken_away_with_the_reasons(port):
    text = port.client.get("/requests/thursdays/answers.csv").get_data(as_text=True)
    lines = list(csv.DictReader(io.StringIO(text)))
    assert [(line["asset_id"], line["fits"]) for line in lines] == [
        ("room", "yes"),
        ("barn", "nearly"),
    ]
    assert "free Thu 18:30-20:30 as asked" in lines[0]["what_fits"]
    assert "farther than 8 km" in lines[1]["does_not_fit"]
    told = json.loads(port.client.get("/requests/thursdays/answers.geojson").data)
    assert [feature["id"] for feature in told["features"]] == ["room", "barn"]
    assert all(feature["geometry"]["type"] == "Point" for feature in told["features"])


def test_the_map_draws_what_would_do_and_where_it_is_wanted(port):
    values = port.client.get("/requests/thursdays/map.json").get_json()
    assert values["kinds"] == ["venue"]
    assert [point[3:] for point in values["points"]] == [["room", "Quay room"]]
    script = port.client.get("/requests/thursdays/map.js").get_data(as_text=True)
    assert "Where it is wanted" in script
    assert "/requests/thursdays/map.json" in script


def test_who_asks_shows_its_requests_those_that_stand_first(port):
    page = port.get("/organisations/voices")
    assert [row.rsplit(" ", 1) for row in rows(page, "Requests and when they are wanted")] == [
        ["A kite Equipment any time", "Open"],
        ["A room on Thursdays Room room for 20 Thursday 18:30 to 20:30", "Open"],
        ["A found room Room any time", "Met"],
    ]


def test_an_asset_shows_the_open_requests_that_it_would_meet(port):
    (line,) = rows(port.get("/assets/room"), "Requests that it would meet")
    assert line.startswith("A room on Thursdays Young Voices free Thu 18:30-20:30 as asked")
    assert rows(port.get("/assets/barn"), "Requests that it would meet") == []


def test_the_directory_lists_requests_and_takes_them_away(port):
    page = port.get("/directory?type=requests")
    assert "3 requests." in page.words
    assert "(no longer asked for)" in page.words
    text = port.client.get("/directory.csv?type=requests").get_data(as_text=True)
    assert [line["name"] for line in csv.DictReader(io.StringIO(text))] == [
        "A found room",
        "A kite",
        "A room on Thursdays",
    ]
    assert "room on Thursdays" not in port.get("/map?q=thursdays").words
