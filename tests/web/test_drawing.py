"""``/gaps/outline``: an area of one's own, drawn or sent; it goes into the address alone."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from shapely.geometry import Polygon, mapping

from maps.shapes import shape_of

TRURO = Polygon([(-5.12, 50.23), (-4.98, 50.23), (-4.98, 50.31), (-5.12, 50.31)])
PARIS = Polygon([(2.3, 48.8), (2.4, 48.8), (2.4, 48.9)])
SEA = Polygon([(-6.5, 49.8), (-6.4, 49.8), (-6.4, 49.9)])


def sent(app, read, data, query=""):
    token = re.search(r'name="csrf_token" value="([^"]+)"', read.get("/gaps/outline").html)
    assert token is not None
    return read.client.post(
        f"/gaps/outline{query}",
        data={"csrf_token": token[1], **data},
        content_type="multipart/form-data",
    )


def of(polygon: Polygon) -> str:
    return shape_of(polygon).text


def test_a_file_that_is_sent_becomes_an_address_and_nothing_is_kept(app, demo, read):
    before = demo.revision(), demo.counts()
    file = (io.BytesIO(json.dumps(mapping(TRURO)).encode()), "truro.geojson")
    answer = sent(app, read, {"file": file}, "?theme=music&day=fri")
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/gaps?theme=music&day=fri&shape={of(TRURO)}"
    assert (demo.revision(), demo.counts()) == before
    pasted = sent(app, read, {"geojson": json.dumps(mapping(TRURO))})
    assert pasted.headers["Location"] == f"/gaps?shape={of(TRURO)}"


@pytest.mark.parametrize(
    ("data", "said", "field"),
    [
        ({}, "Choose a GeoJSON file", "file"),
        ({"geojson": "three villages"}, "not GeoJSON", "geojson"),
        (
            {"geojson": json.dumps(mapping(PARIS))},
            "outside",
            "geojson",
        ),
        ({"file": (io.BytesIO(b"\xff\xfe\x00"), "x.geojson")}, "not GeoJSON", "file"),
    ],
)
def test_what_is_no_outline_is_told_at_its_field(app, read, data, said, field):
    answer = sent(app, read, data)
    assert answer.status_code == 400
    assert said in answer.text
    assert f'href="#{field}"' in answer.text


def test_the_gaps_inside_an_outline_sum_to_its_total(read):
    answer = read.client.get(f"/gaps.csv?shape={of(TRURO)}")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert any(row["area_id"] == "cw-truro" for row in rows)
    assert any(0 < float(row["share_inside"]) < 1 for row in rows)
    page = read.get(f"/gaps?shape={of(TRURO)}")
    assert "Inside the outline, in all" in page.words
    total = int(re.search(r"Young people aged 11 to 19 ([\d,]+)", page.words)[1].replace(",", ""))
    assert total == pytest.approx(sum(int(row["young_people"]) for row in rows), abs=len(rows))
    assert re.search(
        r"Rank, and its likely range [\d,]+ \([\d,]+ to [\d,]+\) The nearest", page.words
    )


def test_the_outline_stays_in_every_link_and_can_be_left_out(read):
    page = read.get(f"/gaps?theme=music&shape={of(TRURO)}")
    assert f"/gaps/themes?theme=music&shape={of(TRURO)}" in page.links
    assert "/gaps?theme=music" in page.links
    rows = [link for link in page.links if link.startswith("/gaps/cw-")]
    assert rows
    assert all(f"shape={of(TRURO)}" in link for link in rows)
    assert page.all("input", name="shape")[0].get("value") == of(TRURO)
    read.get(rows[0])
    shape = read.client.get(f"/gaps/outline.json?shape={of(TRURO)}").get_json(force=True)
    assert shape["type"] == "MultiPolygon"


def test_other_findings_neither_answer_for_an_outline_nor_carry_it_on(read):
    page = read.get(f"/duplication?shape={of(TRURO)}")
    assert not [link for link in page.links if "shape=" in link]


def test_an_outline_with_nobody_inside_is_told_so(read):
    page = read.get(f"/gaps?shape={of(SEA)}")
    assert page.heading == "No young people are counted inside this outline"
    assert not page.all("table")


@pytest.mark.parametrize("text", ["x", "AAAA", "_xweg2syJ", "A" * 5_000])
def test_an_outline_that_cannot_be_read_is_a_problem_on_the_page(read, text):
    page = read.get(f"/gaps?shape={text}", status=400)
    assert "There is a problem" in page.words
    assert read.client.get(f"/gaps.csv?shape={text}").status_code == 400


def test_the_map_to_draw_on_begins_with_the_outline_in_the_address(read):
    assert of(TRURO) in read.client.get(f"/gaps/outline.js?shape={of(TRURO)}").text
    assert read.client.get("/gaps/outline.js").status_code == 200
    page = read.get(f"/gaps/outline?theme=music&shape={of(TRURO)}")
    assert page.all("input", name="theme")[0].get("value") == "music"
