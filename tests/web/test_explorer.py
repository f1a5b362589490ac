"""``/map``: what is where, its outlines, and the small maps of the detail pages."""

from __future__ import annotations

import json
import re

import pytest
from shapely.geometry import shape

from graph.model import AreaKind
from maps.spots import SYMBOLS
from service.outlines import version_of
from tests.builders import a_site, an_area, an_organisation

FIRST_VIEW_BYTES = 300_000


def points(read, query=""):
    return read.client.get(f"/map/points.json{query}").get_json()


def test_everything_with_a_place_is_on_the_map(read, demo):
    network = demo.snapshot()
    placed = sum(
        int((table.site >= 0).sum())
        for table in (network.organisations, network.assets, network.activities)
    )
    answer = points(read)
    assert len(answer["points"]) == placed
    assert f"{placed:,}" in read.get("/map").heading
    assert set(answer["kinds"]) <= set(SYMBOLS)


def test_the_map_the_table_and_the_directory_answer_the_same_question(read):
    query = "?type=assets&kind=venue&area=Truro"
    page = read.get(f"/map{query}")
    shown = {link.removeprefix("/assets/") for link in page.links if link.startswith("/assets/")}
    drawn = {point[3] for point in points(read, query)["points"]}
    assert drawn == shown
    directory = next(link for link in page.links if link.startswith("/directory?"))
    listed = read.get(directory)
    assert drawn <= {link.removeprefix("/assets/") for link in listed.links}


def test_an_area_that_is_asked_for_is_outlined(read):
    script = read.client.get("/map/explorer.js?area=Truro").text
    assert "hedgerow.chosen" in script
    assert "within=cw-truro" in script
    assert "hedgerow.chosen" not in read.client.get("/map/explorer.js").text


def test_the_legend_and_the_layers_show_the_kinds_that_are_there(read):
    page = read.get("/map?type=activities&theme=music")
    assert SYMBOLS["activity-creative"].label in page.words
    script = read.client.get("/map/explorer.js?type=activities&theme=music").text
    assert script.count("hedgerow.points(") == 1


@pytest.mark.parametrize(
    ("query", "field"),
    [("kind=ghost", "kind"), ("type=nothing", "type"), ("area=Atlantis", "area")],
)
def test_a_question_that_makes_no_sense_is_told_at_its_field(read, query, field):
    page = read.get(f"/map?{query}", status=400)
    assert f"#{field}" in page.links
    assert read.client.get(f"/map/points.json?{query}").status_code == 400


def test_where_nothing_fits_the_page_says_what_to_do(read):
    page = read.get("/map?q=nobodyiscalledthis")
    assert page.heading == "Nothing with a place fits"
    assert "/directory?q=nobodyiscalledthis" in page.links


def test_outlines_and_names_are_kept_for_ever_under_the_version_that_the_map_names(read):
    script = read.client.get("/map/explorer.js").text
    for kind in ("boundaries/parish", "names"):
        address = re.search(rf"/map/{kind}\.json\?v=\w+", script)
        assert address
        assert "immutable" in read.client.get(address[0]).headers["Cache-Control"]
        for other in (f"/map/{kind}.json", f"/map/{kind}.json?v=older"):
            assert read.client.get(other).headers["Cache-Control"] == "no-cache"


def test_another_graph_names_other_outlines(read, spare, spare_app):
    spare.write([an_area("only", kind=AreaKind.PARISH)], by="test", message="One parish")
    theirs = spare_app.test_client().get("/map/names.json").text
    ours = read.client.get("/map/names.json").text
    assert "Only" in theirs
    assert theirs not in read.client.get("/map/explorer.js").text
    assert version_of(theirs) != version_of(ours)


def test_every_parish_has_an_outline_of_few_bytes(read, demo):
    answer = read.client.get("/map/boundaries/parish.json")
    drawn = json.loads(answer.text)["features"]
    assert {feature["id"] for feature in drawn} == set(demo.boundaries(kind=AreaKind.PARISH))
    assert len(answer.data) < 130_000
    for feature in drawn:
        assert not shape(feature["geometry"]).is_empty


def test_outlines_within_an_area_are_those_and_no_others(read):
    drawn = json.loads(read.client.get("/map/boundaries/parish.json?within=cw-truro").text)
    assert [feature["id"] for feature in drawn["features"]] == ["cw-truro"]
    assert read.client.get("/map/boundaries/parish.json?within=nowhere").status_code == 404
    assert read.client.get("/map/boundaries/galaxy.json").status_code == 404


def test_the_levels_of_a_small_graph_are_there_at_once(spare, spare_app):
    spare.write([an_area("only", kind=AreaKind.WARD)], by="test", message="One ward")
    client = spare_app.test_client()
    told = client.get("/map/levels/ward.json").get_json()
    assert [level["count"] for level in told["levels"]] == [1]
    assert client.get("/map/levels/parish.json").get_json()["levels"] == []


def test_a_kind_of_area_that_is_not_there_has_an_empty_collection(read):
    assert json.loads(read.client.get("/map/boundaries/region.json").text)["features"] == []


@pytest.mark.parametrize("table", ["organisations", "assets", "activities"])
def test_a_record_with_a_place_has_a_small_map(read, demo, table):
    records = getattr(demo.snapshot(), table)
    row = next(n for n, site in enumerate(records.site) if site >= 0)
    answer = read.client.get(f"/map/locator.js?type={table}&id={records.id[row]}")
    assert answer.status_code == 200
    assert "hedgerow.place(" in answer.text
    assert answer.mimetype == "text/javascript"


def test_an_area_is_outlined_on_its_small_map(read):
    script = read.client.get("/map/locator.js?type=areas&id=cw-truro").text
    assert "hedgerow.chosen" in script
    assert "hedgerow.place(" not in script


@pytest.mark.parametrize("query", ["", "?type=areas&id=x", "?type=assets&id=x", "?type=dogs&id=x"])
def test_what_is_not_there_has_no_small_map(read, query):
    assert read.client.get(f"/map/locator.js{query}").status_code == 404


def test_a_record_without_a_place_has_no_small_map(read, demo):
    organisations = demo.snapshot().organisations
    row = next(n for n, site in enumerate(organisations.site) if site < 0)
    asked = f"/map/locator.js?type=organisations&id={organisations.id[row]}"
    assert read.client.get(asked).status_code == 404


def test_an_organisation_called_script_is_only_words(spare, spare_app):
    from tests.web.reader import Reader

    name = "<script>alert(1)</script>"
    spare.write(
        [a_site("hall"), an_organisation("odd", name=name, site="hall")],
        by="test",
        message="An odd name",
    )
    reader = Reader(spare_app)
    page = reader.get("/map")
    assert name not in page.html
    assert name in page.words
    assert points(reader)["points"][0][4] == name
    script = reader.client.get("/map/locator.js?type=organisations&id=odd").text
    assert "<script" not in script


def test_an_empty_graph_has_a_map_page_all_the_same(spare_app):
    from tests.web.reader import Reader

    reader = Reader(spare_app)
    assert reader.get("/map").heading == "Nothing with a place fits"
    assert points(reader) == {"kinds": [], "points": []}
    assert "hedgerow.map(" in reader.client.get("/map/explorer.js").text


def test_the_bytes_of_a_county_fit_a_first_view(read):
    """Without compression; the browser tests count what a browser really fetches."""
    for pages in (
        ("/map", "/map/points.json", "/map/explorer.js"),
        ("/gaps", "/gaps/map.json", "/gaps/map.js"),
        ("/duplication", "/duplication/map.json", "/duplication/map.js"),
        ("/opportunities", "/opportunities/map.json", "/opportunities/map.js"),
    ):
        addresses = (*pages, "/map/boundaries/parish.json", "/map/names.json")
        size = sum(len(read.client.get(address).data) for address in addresses)
        assert size < FIRST_VIEW_BYTES, f"{pages[0]}: {size:,} bytes"


def test_names_are_of_a_kind_that_is_few_enough_to_read(spare, spare_app, monkeypatch):
    monkeypatch.setattr("service.outlines.MOST_NAMES", 2)
    parishes = [
        an_area(f"parish-{n}", n * 1_000, kind=AreaKind.PARISH, within={f"county-{n % 2}": 1.0})
        for n in range(4)
    ]
    counties = [
        an_area(f"county-{n}", kind=AreaKind.LOCAL_AUTHORITY, people=None) for n in range(2)
    ]
    spare.write([*counties, *parishes], by="test", message="Four parishes in two counties")
    client = spare_app.test_client()
    whole = {name for _, _, name in client.get("/map/names.json").get_json()["names"]}
    inside = client.get("/map/names.json?within=county-1").get_json()["names"]
    assert whole == {"County 0", "County 1"}
    assert {name for _, _, name in inside} == {"Parish 1", "Parish 3"}
