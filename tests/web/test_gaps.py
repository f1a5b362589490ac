"""``/gaps``: the answer, its table, its evidence, and what can be taken away."""

from __future__ import annotations

import csv
import io
import json

import pytest
from shapely.geometry import shape

from graph.analysis.gaps import find_gaps
from graph.analysis.slices import Slice
from graph.model import AreaKind, Theme
from seeds.demo import stories
from service.opened import today
from tests.builders import an_area
from tests.web.reader import text_of

QUESTION = "theme=music&age_from=13&age_to=16&mode=car&season=term"


def test_the_heading_names_the_widest_gap(read, demo):
    page = read.get("/gaps")
    first = find_gaps(demo.snapshot(), today=today()).rows[0]
    assert first.area in page.heading
    assert f"{first.short:,.0f} young people" in page.heading


def test_the_story_of_the_lizard_stands_among_the_first(read):
    table = read.get("/gaps").all("table")[0]
    links = [link.get("href", "") for link in table.iter("{http://www.w3.org/1999/xhtml}a")]
    for area in stories.GAP.area_ids:
        assert f"/gaps/{area}" in links[:10]


def test_the_answer_comes_before_the_map_and_the_map_before_the_table_and_the_method(read):
    html = read.get("/gaps").html
    places = [html.index(mark) for mark in ("<h1", 'id="map_gaps"', "<table", 'id="worked-out"')]
    assert places == sorted(places)


def test_the_table_goes_on_over_the_pages_until_every_area_was_shown(read, demo):
    seen: list[str] = []
    number = 1
    while True:
        page = read.get(f"/gaps?page={number}")
        rows = [link.split("/")[2] for link in page.links if link.startswith("/gaps/cw-")]
        if seen and rows and rows[0] in seen:
            break
        seen += rows
        if f"/gaps?page={number + 1}" not in page.links:
            break
        number += 1
    assert seen == [row.area_id for row in find_gaps(demo.snapshot(), today=today()).rows]


def test_every_link_keeps_the_question(read):
    page = read.get(f"/gaps?{QUESTION}&page=2")
    evidence = [link for link in page.links if link.startswith("/gaps/cw-")]
    assert evidence
    others = [link for link in page.links if link.startswith(("/gaps.", "/gaps?"))]
    for link in [*evidence, *others]:
        assert "theme=music&" in link
        assert "mode=car" in link
    assert not [link for link in evidence if "page=" in link]
    script = [s.get("src", "") for s in page.all("script") if "map.js" in s.get("src", "")]
    assert [s for s in script if s.startswith("/gaps/map.js")] == [
        "/gaps/map.js?age_from=13&age_to=16&theme=music&season=term&mode=car"
    ]


def test_the_form_keeps_what_was_asked(read):
    page = read.get(f"/gaps?{QUESTION}&area=Truro&day=mon&day=fri&standard=1.5&roll_up=parish")
    assert page.all("input", id="age_from")[0].get("value") == "13"
    assert page.all("input", id="standard")[0].get("value") == "1.5"
    assert page.all("input", id="area")[0].get("value") == "Truro"
    chosen = [o.get("value") for o in page.all("option") if o.get("selected") is not None]
    assert {"music", "car", "term", "parish"} <= set(chosen)
    ticked = [
        box.get("value")
        for box in page.all("input")
        if box.get("name") == "day" and box.get("checked") is not None
    ]
    assert ticked == ["mon", "fri"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("age_from=x", "age_from"),
        ("age_from=19&age_to=11", "age_from"),
        ("theme=knitting", "theme"),
        ("audience=martians", "audience"),
        ("area=Atlantis", "area"),
        ("mode=broom", "mode"),
        ("standard=0", "standard"),
        ("standard=many", "standard"),
        ("roll_up=galaxy", "roll_up"),
        ("day=doomsday", "day"),
        ("part=dusk", "part"),
        ("outcome=joy", "outcome"),
        ("reach_km=61", "reach_km"),
        ("reach_km=0.05", "reach_km"),
        ("reach_km=1_0", "reach_km"),
        ("standard=%D9%A3", "standard"),
        ("decay=cliff", "decay"),
        ("method=magic", "method"),
    ],
)
def test_a_question_that_makes_no_sense_is_told_at_its_field(read, query, field):
    page = read.get(f"/gaps?{query}", status=400)
    assert f"#{field}" in page.links
    assert "There is a problem" in page.words
    assert not page.all("table")
    assert page.title.startswith("Error: ")
    assert read.client.get(f"/gaps.csv?{query}").status_code == 400


def test_a_row_has_its_evidence(read, demo):
    row = next(r for r in find_gaps(demo.snapshot(), today=today()).rows if r.nearest)
    page = read.get(f"/gaps/{row.area_id}")
    assert row.explanation in page.words
    assert row.counter_reading in page.words
    for near in row.nearest:
        assert near.name in page.words
        assert f"/activities/{near.activity_id}" in page.links
        assert f"/organisations/{near.organisation_id}" in page.links
    assert f"/areas/{row.area_id}" in page.links


def test_an_area_that_is_not_among_the_rows_has_no_page(read):
    read.get("/gaps/nowhere", status=404)
    read.get(f"/gaps/{stories.GAP.area_ids[0]}?area=Truro", status=404)


def test_the_csv_holds_exactly_the_rows_of_the_question(read, demo):
    answer = read.client.get("/gaps.csv?theme=music")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    found = find_gaps(demo.snapshot(), slice=_music(), today=today()).rows
    assert [row["area_id"] for row in rows] == [row.area_id for row in found]
    assert answer.mimetype == "text/csv"
    assert "hedgerow-gaps.csv" in answer.headers["Content-Disposition"]


def _music():
    from graph.analysis.slices import Slice

    return Slice(theme=Theme.MUSIC)


def test_the_geojson_is_sound_and_outlines_its_areas(read, demo):
    answer = read.client.get("/gaps.geojson")
    collection = json.loads(answer.text)
    assert answer.mimetype == "application/geo+json"
    assert set(collection) == {"type", "features"}
    ids = [feature["id"] for feature in collection["features"]]
    assert ids == [row.area_id for row in find_gaps(demo.snapshot(), today=today()).rows]
    for feature in collection["features"]:
        geometry = shape(feature["geometry"])
        assert geometry.geom_type in ("Polygon", "MultiPolygon")
        assert geometry.is_valid
        assert -7 < geometry.centroid.x < -4
        assert 49 < geometry.centroid.y < 52
        for polygon in getattr(geometry, "geoms", [geometry]):
            assert polygon.exterior.is_ccw


def test_the_map_data_tells_the_same_as_the_table(read, demo):
    values = read.client.get("/gaps/map.json").get_json()
    found = find_gaps(demo.snapshot(), today=today())
    assert set(values["values"]["areas"]) == {row.area_id for row in found.rows}
    for feature in values["rows"]["features"]:
        row = found.rows[feature["properties"]["rank"] - 1]
        assert feature["properties"]["row"] == row.area_id
    assert values["sessions"]["points"]


def test_the_map_looks_at_the_row_that_was_chosen(read):
    whole = read.client.get("/gaps/map.js").text
    close = read.client.get(f"/gaps/map.js?row={stories.GAP.area_ids[0]}").text
    assert whole != close
    assert read.client.get("/gaps/map.js?row=nowhere").status_code == 404


def test_an_empty_graph_is_told_what_it_needs(spare_app):
    from tests.web.reader import Reader

    reader = Reader(spare_app)
    page = reader.get("/gaps")
    assert "no areas to compare" in page.heading
    assert not page.all("table")
    assert reader.client.get("/gaps.csv").text.count("\r\n") == 1
    assert json.loads(reader.client.get("/gaps.geojson").text)["features"] == []


def test_an_area_called_script_is_only_words(spare, spare_app):
    from tests.web.reader import Reader

    name = "<script>alert(1)</script>"
    spare.write([an_area("odd", name=name, kind=AreaKind.PARISH)], by="test", message="An odd name")
    reader = Reader(spare_app)
    for address in ("/gaps", "/gaps/odd"):
        page = reader.get(address)
        assert name not in page.html
        assert name in text_of(page.tree)


def test_a_name_that_a_spreadsheet_would_run_is_guarded(spare, spare_app):
    area = an_area("odd", name="=HYPERLINK(1)", kind=AreaKind.PARISH)
    spare.write([area], by="test", message="A sly name")
    text = spare_app.test_client().get("/gaps.csv").text
    assert "'=HYPERLINK(1)" in text
    assert ",=HYPERLINK" not in text


def test_a_place_where_nobody_has_looked_is_not_called_short(spare, spare_app):
    from tests.web.reader import Reader

    spare.write(
        [an_area("one", kind=AreaKind.PARISH), an_area("two", 5_000, kind=AreaKind.PARISH)],
        by="test",
        message="Two parishes and nothing else",
    )
    page = Reader(spare_app).get("/gaps")
    assert page.heading == "Nobody has mapped what there is here yet"
    assert "not the same as nothing there" in page.words
    values = spare_app.test_client().get("/gaps/map.json").get_json()
    assert values["rows"]["features"] == []
    assert {own[0] for own in values["values"]["areas"].values()} == {-1}


def test_more_options_change_the_answer_and_stay_in_the_form(read, demo):
    outcome = demo.snapshot().outcomes[0]
    query = f"outcome={outcome.id}&part=evening&reach_km=5&decay=step&method=2sfca"
    page = read.get(f"/gaps?{query}&area=Truro")
    assert page.all("input", id="reach_km")[0].get("value") == "5"
    chosen = [o.get("value") for o in page.all("option") if o.get("selected") is not None]
    assert {outcome.id, "step", "2sfca"} <= set(chosen)
    assert [d for d in page.all("details", class_="hedge-more") if d.get("open") is not None]
    assert f"for the outcome “{outcome.name}”, evening" in page.words
    assert "Two-step (2SFCA)" in page.words
    assert "up to 5\u00a0km along the way" in page.words.replace("5 km", "5\u00a0km")
    plain = read.get("/gaps")
    assert not [d for d in plain.all("details", class_="hedge-more") if d.get("open") is not None]


def test_each_rank_stands_with_its_likely_range(read, demo):
    rows = list(csv.DictReader(io.StringIO(read.client.get("/gaps.csv").text)))
    assert all(int(r["rank_low"]) <= int(r["rank"]) <= int(r["rank_high"]) for r in rows)
    assert any(r["rank_low"] != r["rank_high"] for r in rows)
    first = find_gaps(demo.snapshot(), today=today()).rows[0]
    page = read.get(f"/gaps/{first.area_id}")
    assert f"{first.rank} ({first.rank_low} to {first.rank_high})" in page.words


def test_the_file_names_the_nearest_and_how_far_it_is(read, demo):
    rows = list(csv.DictReader(io.StringIO(read.client.get("/gaps.csv?theme=music").text)))
    found = find_gaps(demo.snapshot(), slice=Slice(theme=Theme.MUSIC), today=today())
    for told, row in zip(rows[:20], found.rows[:20], strict=True):
        near = row.nearest[0]
        assert (told["nearest_activity"], told["nearest_m"]) == (
            near.name,
            f"{near.distance_m:.0f}",
        )
        assert told["nearest_within_reach"] == ("yes" if near.within_reach else "no")
        assert float(told["records_per_thousand"]) == round(row.records_per_thousand, 1)


def test_inequality_is_a_picture_and_a_table_that_says_the_same(read, demo):
    page = read.get("/gaps")
    curve = find_gaps(demo.snapshot(), today=today()).curve
    pictures = [e for e in page.tree.iter() if str(e.tag).endswith("}svg")]
    assert [e.get("aria-labelledby") for e in pictures if e.get("role") == "img"] == [
        "curve-name curve-says"
    ]
    table = [t for t in page.all("table") if "Hours within reach" in text_of(t)]
    words = text_of(table[0])
    for people, access in curve.tenths:
        assert f"{people:.0%}" in words
        assert f"{access:.0%}" in words


def test_a_single_area_is_told_without_a_comparison(read):
    page = read.get("/gaps?area=Camborne")
    assert page.heading == "In Camborne, 1,952 young people are below 24 minutes a week"
    assert "in 1 area of 1" not in page.words


def test_an_area_asked_about_has_a_total(read):
    page = read.get("/gaps?area=Cornwall")
    assert "Cornwall, in all" in page.words
