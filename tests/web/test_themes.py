"""``/gaps/themes``: every theme side by side."""

from __future__ import annotations

import csv
import io

from graph.analysis.gaps.themes import find_themes
from graph.model import Theme
from tests.web.reader import Reader


def test_every_theme_has_a_row_and_a_way_to_its_gaps(read, demo):
    page = read.get("/gaps/themes?area=cw-truro&theme=music")
    for theme in Theme:
        assert theme.label in page.words
        assert f"/gaps?area=cw-truro&theme={theme.value}" in page.links
    found = find_themes(demo.snapshot(), within="cw-truro")
    assert any(row.nearest for row in found.rows)
    for row in found.rows:
        if row.nearest:
            assert f"/activities/{row.nearest[0].activity_id}" in page.links


def test_the_nearest_of_each_theme_is_told_for_a_place_alone(read):
    everywhere, place = read.get("/gaps/themes"), read.get("/gaps/themes?area=cw-camborne")
    assert "Ask about one area to see the nearest of each." in everywhere.words
    assert "from the middle" not in everywhere.words
    assert "Helston holiday club and lunch" in place.words


def test_the_csv_holds_every_theme(read, demo):
    rows = list(csv.DictReader(io.StringIO(read.client.get("/gaps/themes.csv").text)))
    found = find_themes(demo.snapshot())
    assert [row["theme"] for row in rows] == [row.theme.value for row in found.rows]
    assert all(row["nearest_activity"] == "" for row in rows)


def test_a_question_that_makes_no_sense_is_told_at_its_field(read):
    page = read.get("/gaps/themes?reach_km=500", status=400)
    assert "#reach_km" in page.links
    assert "from 0.1 to 60" in page.words


def test_an_empty_graph_has_nobody_to_answer_for(spare_app):
    page = Reader(spare_app).get("/gaps/themes")
    assert "No young people aged 11 to 19 are counted here" in page.heading
