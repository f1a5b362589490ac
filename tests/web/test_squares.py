"""Large maps: levels, squares and values of a graph of more areas than one file can draw."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from shapely.geometry import Point

from graph.store import Store, open_store
from maps.bands import square_at
from service import atlases as making
from service.app import close, create_app
from service.config import Config
from service.views import explorer
from tests.builders import CHECKED, a_site, an_activity, an_organisation
from tests.squares import SIDE_M, cell, grid_areas, grid_boundaries, read_topology

SIDE = 46  # more areas than are drawn while one waits
HALL = 20.5 * SIDE_M


@pytest.fixture(scope="module")
def spare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A graph of many areas, with a club in the middle."""
    with open_store(data=tmp_path_factory.mktemp("grid")) as store:
        store.write(
            [
                *grid_areas(SIDE, SIDE, within=10),
                *grid_boundaries(SIDE, SIDE),
                a_site("hall", HALL, HALL, verified_on=CHECKED),
                an_organisation("club", site="hall"),
                an_activity("fridays", by="club", at="hall", verified_on=CHECKED),
                an_activity("tuesdays", by="club", at="hall", verified_on=CHECKED),
            ],
            by="test",
            message="A grid",
        )
        yield store


@pytest.fixture(scope="module")
def spare_app(spare: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application over it."""
    config = Config(data=tmp_path_factory.mktemp("atlases"))
    app = create_app(config, store=spare, patience_s=None)
    yield app
    close(app)


@pytest.fixture(scope="module")
def large(spare_app: Flask) -> FlaskClient:
    """A client of it, once its atlas is made."""
    client = spare_app.test_client()
    assert SIDE * SIDE > making.MOST_AT_ONCE
    first = client.get("/map/levels/lsoa.json")
    assert first.status_code == 202
    assert set(first.get_json()) == {"working", "stage", "done", "total"}
    spare_app.extensions["hedgerow.atlases"].wait()
    return client


def levels(client, kind="lsoa"):
    answer = client.get(f"/map/levels/{kind}.json")
    assert answer.status_code == 200
    return answer.get_json()


def address_of(told, key, zoom, column=20, row=20):
    x, y = cell(column, row).centroid.coords[0]
    square = square_at(x, y, zoom)
    words = {"level": key, "z": zoom, "x": square.x, "y": square.y}
    return re.sub(r"\{(\w+)\}", lambda found: str(words[found[1]]), told["squares"])


def values(client, told, key, more=""):
    asked = f"/gaps/values.json?level={key}&version={told['version']}{more}"
    return client.get(asked)


def test_a_map_of_many_areas_says_its_levels_and_its_squares_are_kept_for_ever(large):
    told = levels(large)
    assert [level["key"] for level in told["levels"]] == ["local_authority", "lsoa"]
    assert [level["label"] for level in told["levels"]] == ["local authorities", "small areas"]
    answer = large.get(address_of(told, "lsoa", 11))
    assert "immutable" in answer.headers["Cache-Control"]
    assert told["version"] in address_of(told, "lsoa", 11)
    assert "a-020-020" in read_topology(answer.text)


def test_the_script_of_a_large_map_names_levels_and_values_and_no_outlines(large):
    script = large.get("/gaps/map.js").text
    assert "hedgerow.levels(" in script
    assert "/map/levels/lsoa.json" in script
    assert "/gaps/values.json?level={level}&version={version}" in script.replace("\\u0026", "&")
    assert "/map/boundaries/" not in script
    assert large.get("/gaps/map.json").get_json()["values"] is None
    for path in ("/duplication/map.js", "/map/explorer.js"):
        assert "/map/levels/" in large.get(path).text


def test_values_are_one_sign_an_area_and_districts_say_their_means(large):
    told = levels(large)
    near = values(large, told, "lsoa").get_json()
    assert len(near["classes"]) == SIDE * SIDE
    assert "lines" not in near
    assert near["href"] == "/gaps/{id}"
    far = values(large, told, "local_authority").get_json()
    assert len(far["classes"]) == len(far["lines"]) == 25
    assert far["href"] == "/gaps/{id}"  # the table has districts too
    page = large.get("/gaps/d-02-02").text
    number = [f"d-{x:02}-{y:02}" for x in range(5) for y in range(5)].index("d-02-02")
    spoken, short, people = far["lines"][number]
    assert people == 100 * 100
    assert spoken in page
    assert 0 < short <= people


def test_what_is_told_of_one_area_is_fetched_by_its_number(large):
    told = levels(large)
    found = read_topology(large.get(address_of(told, "lsoa", 11)).text)
    number = found["a-020-020"][0]
    line = values(large, told, "lsoa", f"&n={number}").get_json()["line"]
    assert line[-1] == 100
    assert "minute" in line[0]
    for wrong in ("-1", "9999999", "x"):
        assert values(large, told, "lsoa", f"&n={wrong}").status_code == 404


def test_where_sessions_happen_is_fetched_by_squares(large):
    assert large.get("/gaps/map.json").get_json()["sessions"] is None
    script = large.get("/gaps/map.js").text
    assert '"squares": "/gaps/sessions/{x}/{y}.json"' in script
    here = square_at(*cell(20, 20).centroid.coords[0], 11)
    found = large.get(f"/gaps/sessions/{here.x}/{here.y}.json").get_json()["points"]
    assert [point[3:] for point in found] == [["hall", "Fridays and 1 more here"]]
    assert large.get(f"/gaps/sessions/{here.x + 1}/{here.y}.json").get_json()["points"] == []
    assert large.get("/gaps/sessions/9999/1.json").status_code == 400


def test_a_question_within_a_district_draws_its_few_areas_from_one_file(large):
    script = large.get("/gaps/map.js?area=d-02-02").text
    assert "hedgerow.levels(" not in script
    assert "/map/boundaries/lsoa.json" in script
    assert len(large.get("/gaps/map.json?area=d-02-02").get_json()["values"]["areas"]) == 100


def test_areas_outside_the_question_are_blank(large):
    told = levels(large)
    answer = values(large, told, "lsoa", "&area=d-02-02").get_json()
    assert len(answer["classes"].replace(" ", "")) == 100
    far = values(large, told, "local_authority", "&area=d-02-02").get_json()
    assert len(far["classes"].replace(" ", "")) == 1


@pytest.mark.parametrize(
    "path",
    [
        "/map/levels/galaxy.json",
        "/map/squares/other/lsoa/11/1/1.json",
        "/gaps/values.json?level=lsoa&version=other",
        "/gaps/values.json",
    ],
)
def test_what_is_not_there_is_not_found(large, path):
    levels(large)
    assert large.get(path).status_code == 404


def test_a_square_off_the_world_is_refused_with_the_range(large):
    told = levels(large)
    address = told["squares"].format(level="lsoa", z=11, x=5000, y=1)
    answer = large.get(address)
    assert answer.status_code == 400
    assert "0 to 2047" in answer.text
    assert large.get(told["squares"].format(level="x", z=11, x=1, y=1)).status_code == 404
    assert large.get(told["squares"].format(level="lsoa", z=3, x=1, y=1)).status_code == 404


def test_a_write_that_moves_no_outline_keeps_the_version(large, spare, spare_app, monkeypatch):
    before = levels(large)["version"]
    spare.write([an_organisation("another")], by="test", message="One more")
    monkeypatch.setattr(making, "SECONDS_BETWEEN_LOOKS", 0.0)
    assert levels(large)["version"] == before
    spare_app.extensions["hedgerow.atlases"].wait()
    assert levels(large)["version"] == before


def test_new_outlines_are_drawn_behind_the_page_and_the_old_ones_shown_meanwhile(
    large, spare, spare_app, monkeypatch
):
    told = levels(large)
    moved = replace(next(grid_boundaries(1, 1)), geometry=json.dumps(cell(-1, 0).__geo_interface__))
    spare.write([moved], by="test", message="One outline")
    monkeypatch.setattr(making, "SECONDS_BETWEEN_LOOKS", 0.0)
    assert levels(large)["version"] == told["version"]
    spare_app.extensions["hedgerow.atlases"].wait()
    assert levels(large)["version"] != told["version"]
    assert large.get(address_of(told, "lsoa", 11)).status_code == 200


def test_an_atlas_is_found_again_after_a_restart(large, spare, spare_app):
    version = levels(large)["version"]
    again = create_app(spare_app.config["HEDGEROW"], store=spare, patience_s=None)
    assert levels(again.test_client())["version"] == version
    again.extensions["hedgerow.atlases"].wait()
    close(again)


def test_many_things_are_fetched_by_squares_as_crowds_or_one_by_one(large, monkeypatch):
    assert "/map/points.json" in large.get("/map/explorer.js").text
    here = square_at(*cell(20, 20).centroid.coords[0], 9)
    address = f"/map/spots/{here.zoom}/{here.x}/{here.y}.json"
    single = large.get(address).get_json()
    assert sorted(point[3] for point in single["points"]) == ["club", "fridays", "tuesdays"]
    monkeypatch.setattr(explorer, "MOST_POINTS", 1)
    monkeypatch.setattr(explorer, "MOST_SINGLE", 1)
    script = large.get("/map/explorer.js?q=day").text
    assert '"squares": "/map/spots/{z}/{x}/{y}.json?q=day"' in script
    assert "/map/points.json" not in script
    told = large.get(address).get_json()
    every = {told["kinds"][kind]: count for _, _, pairs in told["crowds"] for kind, count in pairs}
    assert every == {"organisations": 1, "activity-place": 2}
    told = large.get(f"{address}?q=day").get_json()
    [[longitude, latitude, pairs]] = told["crowds"]
    assert {told["kinds"][kind]: count for kind, count in pairs} == {"activity-place": 2}
    assert cell(20, 20).buffer(0.001).contains(Point(longitude, latitude))
    near = square_at(longitude, latitude, explorer.NEAREST)
    assert "points" in large.get(f"/map/spots/14/{near.x}/{near.y}.json").get_json()
    assert large.get(f"/map/spots/9/{here.x + 1}/{here.y}.json").get_json()["points"] == []
    assert large.get("/map/spots/9/512/0.json").status_code == 400
