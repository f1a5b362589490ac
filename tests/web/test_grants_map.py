"""The map of grants: who stands where on it, and the same as a file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from flask import Flask

from graph.model import Regrant
from graph.store import Store
from service.granted_map import drawn
from tests.builders import a_grant, a_site, an_area, an_organisation
from tests.web.reader import Reader

SAFE = replace(a_site("safe", 900, 400, name="Safe House"), blurred=True)
RECORDS = (
    an_area("town", 0, name="Port Town", people=400),
    an_area("vale", 3_000, name="Long Vale", people=100),
    SAFE,
    an_organisation("trust", name="The Trust"),
    an_organisation("club", name="Youth <b>Club", site="safe"),
    an_organisation("works", name="Youth Works", serves=("vale",)),
    an_organisation("bare", name="Bare"),
    a_grant("one", funder="trust", recipient="club", pounds=1_000, benefits=("town",)),
    a_grant("two", funder="trust", recipient="club", pounds=500, benefits=("town", "vale")),
    replace(
        a_grant("passed", funder="trust", recipient="club", pounds=9_000, benefits=("town",)),
        regrant=Regrant.COMMON,
    ),
    replace(
        a_grant("point", funder="trust", recipient="club", name="A point"),
        latitude=50.3,
        longitude=-5.1,
    ),
    a_grant("served", funder="trust", recipient="works", pounds=70),
    a_grant("office", funder="trust", recipient="club", pounds=200),
    replace(a_grant("told", funder="trust", recipient="bare"), head_office="TR1 1AA"),
    a_grant("nowhere", funder="trust", recipient="bare"),
)


def test_grants_of_one_place_and_kind_are_one_mark_with_a_list(
    spare: Store, spare_app: Flask
) -> None:
    spare.write(RECORDS, by="test", message="Made")
    values = json.loads(spare_app.test_client().get("/grants/map.json").text)
    marks = {(values["kinds"][kind], name): own for *_, kind, _, name, own in values["points"]}
    assert marks.keys() == {
        ("spent", "Port Town"),
        ("spent", "Long Vale"),
        ("spent", "A point named by the funder"),
        ("works", "Long Vale"),
        ("office", "Youth <b>Club"),
    }
    town = marks["spent", "Port Town"]
    assert town["lines"][0] == (
        "3 grants, £1,500 in all, without 1 given on to others; 1 of them is for other places too."
    )
    assert len(town["lines"]) == 4
    assert (town["href"], town["link"]) == ("/areas/town", "See this area")
    assert marks["works", "Long Vale"] == {
        "lines": ["Served", "£70 from The Trust to Youth Works"],
        "href": "/grants/served",
        "link": "See this grant",
    }


def test_a_head_office_that_must_not_be_found_stays_rough(spare: Store, spare_app: Flask) -> None:
    spare.write(RECORDS, by="test", message="Made")
    values = json.loads(spare_app.test_client().get("/grants/map.json").text)
    (office,) = [one for one in values["points"] if values["kinds"][one[2]] == "office"]
    site = spare.snapshot().sites
    assert office[:2] == [round(site.longitude[0], 5), round(site.latitude[0], 5)]
    assert office[5]["lines"][-1] == "Roughly here: the exact place is not shown."
    assert "Safe House" not in json.dumps(values)


def test_the_page_says_how_many_stand_by_what_and_keeps_its_table(
    spare: Store, spare_app: Flask
) -> None:
    spare.write(RECORDS, by="test", message="Made")
    page = Reader(spare_app).get("/grants")
    assert (
        "4 by where they are spent, 1 by where the recipient works, "
        "2 by a head office only, 1 with no known place." in page.words
    )
    assert "2 grants have no place that the map can show" in page.words
    assert "Head office only: the money may be spent elsewhere" in page.words
    assert {"/grants.geojson", "/grants.gpkg"} <= set(page.links)
    script = spare_app.test_client().get("/grants/map.js")
    assert script.mimetype == "text/javascript"
    assert "/grants/map.json" in script.text


def test_the_file_has_every_grant_and_what_its_place_rests_on(
    spare: Store, spare_app: Flask
) -> None:
    spare.write(RECORDS, by="test", message="Made")
    features = json.loads(spare_app.test_client().get("/grants.geojson").text)["features"]
    found = {one["id"]: one for one in features}
    assert len(found) == len(features) == 8
    assert found["two"]["properties"]["place"] == ["Port Town", "Long Vale"]
    assert found["office"]["properties"]["place_rests_on_label"] == "Head office only"
    assert found["point"]["geometry"]["coordinates"] == [-5.1, 50.3]
    assert found["told"]["geometry"] is None
    assert found["nowhere"]["properties"]["place_rests_on"] == "unknown"
    assert {"funder", "recipient", "amount_pounds", "source", "licence", "attribution"} <= found[
        "one"
    ]["properties"].keys()


def test_the_sheet_of_grants_has_all_that_a_grants_page_tells(
    spare: Store, spare_app: Flask
) -> None:
    whole = replace(
        a_grant("whole", funder="trust", recipient="club", pounds=1_000, benefits=("town",)),
        description="Towards a minibus",
        identifier="360G-trust-1",
        programme="Youth fund",
        regrant=Regrant.COMMON,
        codes_elsewhere=("E06000052",),
        place_name="The port",
        head_office="TR1 1AA",
    )
    known_by_postcode = replace(
        a_grant("based", funder="trust", recipient="bare"), head_office="TR1 1AB"
    )
    spare.write((*RECORDS, whole, known_by_postcode), by="test", message="Made")
    rows = spare_app.test_client().get("/api/v1/grants").get_json()["items"]
    one, two = (next(row for row in rows if row["id"] == id) for id in ("whole", "based"))
    expected = {
        "description": "Towards a minibus",
        "identifier": "360G-trust-1",
        "programme": "Youth fund",
        "regrant": "FRG010",
        "codes_elsewhere": ["E06000052"],
        "place": ["Port Town"],
        "place_in_words": "The port",
        "place_rests_on": "area",
        "head_office_postcode": None,
    }
    assert {name: one[name] for name in expected} == expected
    assert (two["head_office_postcode"], two["place_rests_on"]) == ("TR1 1AB", "head_office")


def test_a_grant_spent_elsewhere_is_not_drawn_at_its_recipients_office(
    spare: Store, spare_app: Flask
) -> None:
    away = replace(
        a_grant("away", funder="trust", recipient="club"), codes_elsewhere=("E10000008",)
    )
    spare.write((*RECORDS, away), by="test", message="Made")
    assert "1 in areas that are not in the graph" in Reader(spare_app).get("/grants").words
    (office,) = [mark for mark in drawn(spare.snapshot()).marks if mark.kind == "office"]
    assert office.lines[0] == "Office"
    page = Reader(spare_app).get("/grants/away").words
    assert "Spent in areas that are not in the graph" in page
    assert "Only the recipient’s head office" not in page


def test_a_head_office_known_by_its_postcode_stands_where_the_postcode_is(
    spare: Store, tmp_path: Path
) -> None:
    file = tmp_path / "postcodes.csv"
    file.write_text("postcode,latitude,longitude\nTR1 1AA,50.26,-5.05\n")
    spare.write(RECORDS, by="test", message="Made")
    shown = drawn(spare.snapshot(), file)
    assert shown.unplaced == 1
    (office,) = [mark for mark in shown.marks if mark.name == "Bare"]
    assert (office.kind, office.latitude, office.longitude) == ("office", 50.26, -5.05)
    assert "Roughly" not in str(office.lines)
    assert drawn(spare.snapshot()).unplaced == 2


def test_a_head_office_whose_postcode_is_only_nearly_known_is_rough(spare: Store) -> None:
    near = replace(a_site("near", 100, 100), postcode="TR1 1AB")
    spare.write((*RECORDS, near), by="test", message="Made")
    (office,) = [mark for mark in drawn(spare.snapshot()).marks if mark.name == "Bare"]
    assert office.lines[-1] == "Roughly here: the exact place is not shown."


def test_without_grants_there_is_no_map(spare_app: Flask) -> None:
    assert "/grants/map.js" not in spare_app.test_client().get("/grants").text
