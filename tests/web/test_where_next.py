"""``/where-next``: halls, keepers and whom they would lift, found at once and then proven."""

from __future__ import annotations

import csv
import io
import json

import pytest

from graph.analysis.where_next import find_where_next, proven_where_next
from graph.analysis.where_next.new_session import new_sessions
from service.opened import today


@pytest.fixture(scope="session")
def found(demo):
    return proven_where_next(find_where_next(demo.snapshot(), today=today()))


def test_the_heading_says_how_many_young_people_so_many_sessions_could_lift(read, found):
    page = read.get("/where-next")
    assert page.heading.startswith("5 new sessions could bring ")
    assert f"{found.lifted.sum():,.0f} young people" in page.heading


def test_the_page_says_where_they_live_and_what_to_change_to_see_other_places(read):
    page = read.get("/where-next")
    assert "All 750 live in Camborne. One session can bring up 150 at most, and" in page.words
    assert "/where-next?room=set_aside" in page.links
    assert "/where-next?weighing=alike" in page.links
    spread = read.get("/where-next?room=set_aside")
    assert "live in 33 places, most in Newquay (2,175), St Austell (1,963)" in spread.words
    assert "To see other places" not in spread.words


def test_the_table_names_each_hall_its_keeper_and_when_it_is_free(read, found):
    page = read.get("/where-next")
    for row in new_sessions(found):
        assert row.hall in page.words
        assert row.keeper in page.words
        assert row.free in page.words
        assert f"/organisations/{row.keeper_id}" in page.links


def test_what_is_proven_is_called_so_and_the_page_rests(read):
    page = read.get("/where-next")
    assert "Proven: no other choice of 5 sessions in these halls lifts more" in page.words
    assert not page.all("meta", **{"http-equiv": "refresh"})


def test_a_session_has_its_evidence_and_another_reading(read, found):
    for row in new_sessions(found):
        page = read.get(f"/where-next/{row.id}")
        assert row.explanation in page.words
        assert row.counter_reading in page.words
        assert f"/assets/{row.asset_id}" in page.links
        for one in row.areas:
            assert one.area in page.words


def test_the_files_hold_exactly_the_sessions_of_the_question(read, demo):
    wanted = proven_where_next(
        find_where_next(demo.snapshot(), within="cw-st-keverne", today=today())
    )
    rows = new_sessions(wanted)
    asked = "?area=cw-st-keverne"
    table = list(csv.DictReader(io.StringIO(read.client.get(f"/where-next.csv{asked}").text)))
    collection = json.loads(read.client.get(f"/where-next.geojson{asked}").text)
    assert len(rows)
    assert [row["id"] for row in table] == [row.id for row in rows]
    assert [feature["id"] for feature in collection["features"]] == [row.id for row in rows]


def test_the_map_numbers_the_halls_and_colours_whom_they_lift(read, found):
    drawn = read.client.get("/where-next/map.json").get_json()
    ranks = [feature["properties"]["rank"] for feature in drawn["rows"]["features"]]
    assert ranks == list(range(1, len(found.chosen) + 1))
    lifted = {one.area_id for row in new_sessions(found) for one in row.areas}
    coloured = {id for id, values in drawn["values"]["areas"].items() if values[0] > 0}
    assert coloured == lifted


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("sessions=0", "The number of new sessions must be from 1 to 500; 0 is not."),
        ("sessions=501", "The number of new sessions must be from 1 to 500; 501 is not."),
        ("sessions=many", "The number of new sessions must be a whole number from 1 to 500."),
        ("places=501", "The places of a session must be from 1 to 500; 501 is not."),
        ("weighing=heavily", "Who counts cannot be “heavily”; choose from the list."),
        ("room=none", "What a session lifts cannot be “none”; choose from the list."),
    ],
)
def test_what_is_out_of_range_is_refused_naming_the_range(read, asked, said):
    assert said in read.get(f"/where-next?{asked}", status=400).words
    assert read.status(f"/where-next.csv?{asked}") == 400


def test_what_was_wished_for_is_kept_in_the_ways_on(read):
    page = read.get("/where-next?sessions=3&weighing=alike&room=set_aside&places=12")
    kept = "sessions=3&weighing=alike&room=set_aside&places=12"
    assert any(link.startswith("/where-next/") and kept in link for link in page.links)
    assert page.heading.startswith("3 new sessions would be within reach of ")
    field = page.all("input", id="sessions")[0]
    assert field.get("value") == "3"


def test_more_sessions_than_help_are_said_to_be_more(read):
    page = read.get("/where-next?sessions=500")
    assert "500 sessions were asked for: more would bring nobody else up to" in page.words


def test_a_hall_that_a_better_choice_left_out_leads_to_the_choice(read, demo, found):
    from graph.analysis.where_next.new_session import session_ids

    other = next(id for id in session_ids(found, all=True) if id not in session_ids(found))
    assert read.status(f"/where-next/{other}") == 303
    read.get("/where-next/nothing~tue1800", status=404)


def test_an_empty_graph_says_what_is_missing(spare_app):
    from tests.web.reader import Reader

    page = Reader(spare_app).get("/where-next")
    assert page.heading == "There are no areas to compare yet"


def test_where_nobody_of_these_ages_is_counted_nobody_is_said_to_have_the_standard(read):
    page = read.get("/where-next?age_from=120&age_to=120")
    assert "No young people aged 120 to 120 are counted here" in page.heading
    assert "Everybody has the standard" not in page.words
