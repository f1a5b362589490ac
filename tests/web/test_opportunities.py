"""``/opportunities``: who could bring what, who could introduce whom, and what it rests on."""

from __future__ import annotations

import csv
import io
import json

import pytest

from graph.analysis.opportunities import OpportunityKind, Order, find_opportunities
from service.opened import today
from tests.village import village
from tests.web.reader import Reader


@pytest.fixture(scope="session")
def found(demo):
    return find_opportunities(demo.snapshot(), today=today())


def test_the_heading_is_the_first_opportunity(read, found):
    assert read.get("/opportunities").heading == found.rows[0].title


def test_every_partner_of_a_row_stands_in_the_table_with_the_role(read, found):
    page = read.get("/opportunities")
    for row in found.rows[:15]:
        for part in row.parts:
            assert f"{part.role.label}: {part.organisation}" in page.words


def test_a_row_has_its_evidence_its_links_and_its_conditions(read, found):
    for row in found.rows[:5]:
        page = read.get(f"/opportunities/{row.id}")
        assert row.explanation in page.words
        assert row.counter_reading in page.words
        for part in row.parts:
            assert part.evidence in page.words
            assert f"/organisations/{part.organisation_id}" in page.links
        for sentence in row.what_would_have_to_be_true:
            assert " ".join(sentence.split()) in page.words


def test_what_meets_a_request_leads_to_the_request(read, demo):
    found = find_opportunities(demo.snapshot(), within="cw-st-keverne", today=today())
    (row,) = (row for row in found.rows if row.id.startswith("request~"))
    page = read.get(f"/opportunities/{row.id}?area=St+Keverne")
    address = f"/requests/{row.id.removeprefix('request~')}"
    assert address in page.links
    assert "What would do" in read.get(address).words


def test_an_introduction_names_who_could_make_it(read, found):
    row = next(
        r for r in found.rows if any(link.introduction and link.introducer for link in r.links)
    )
    page = read.get(f"/opportunities/{row.id}")
    for link in row.links:
        if link.introduction and link.introducer:
            assert f"{link.introducer} knows both" in page.words
            assert f"/organisations/{link.introducer_id}" in page.links


def test_the_files_hold_exactly_the_rows_of_the_question(read, demo):
    rows = find_opportunities(demo.snapshot(), within="cw-st-keverne", today=today()).rows
    asked = "?area=cw-st-keverne"
    table = list(csv.DictReader(io.StringIO(read.client.get(f"/opportunities.csv{asked}").text)))
    collection = json.loads(read.client.get(f"/opportunities.geojson{asked}").text)
    assert rows
    assert [row["id"] for row in table] == [row.id for row in rows]
    assert [feature["id"] for feature in collection["features"]] == [row.id for row in rows]


def test_the_map_shows_a_team_only_when_it_is_chosen(read, found):
    whole = read.client.get("/opportunities/map.json").get_json()["rows"]["features"]
    details = [f for f in whole if f["properties"].get("detail")]
    ranks = [f["properties"]["rank"] for f in whole if "rank" in f["properties"]]
    assert details
    assert ranks == [row.rank for row in found.rows]
    row = next(r for r in found.rows if r.kind is OpportunityKind.TEAM)
    script = read.client.get(f"/opportunities/map.js?row={row.id}").text
    assert '"all": true' in script
    assert '"all": false' in read.client.get("/opportunities/map.js").text


def test_an_opportunity_that_is_not_among_the_rows_has_no_page(read):
    read.get("/opportunities/nothing", status=404)


def test_where_nothing_was_found_the_page_says_what_could_help(spare_app):
    page = Reader(spare_app).get("/opportunities")
    assert "No opportunity was found" in page.heading
    assert "Add what could be shared" in page.words


def test_the_teams_for_a_place_stand_side_by_side(read, found):
    row = next(r for r in found.rows if len(found.teams(r)) == 3)
    page = read.get(f"/opportunities/{row.id}")
    assert "3 teams side by side" in page.words
    for team in found.teams(row):
        for part in team.parts:
            assert part.organisation in page.words
            assert part.evidence in page.words


def test_the_page_opens_with_the_answer_and_says_which_team_the_map_draws(read, found):
    row = next(row for row in found.rows if len(found.teams(row)) == 3)
    page = read.get(f"/opportunities/{row.id}")
    assert f"It would reach {row.young_people:,.0f} young people." in page.words
    assert f"It could be held {row.session}." in page.words
    assert "The map draws team 1 of 3." in page.words


def test_a_place_with_one_team_says_that_no_other_is_known(spare, spare_app):
    spare.write(village(), by="test", message="A village")
    page = Reader(spare_app).get("/opportunities/team~village")
    assert "No other team is known" in page.words
    assert "side by side" not in page.words


def test_the_points_of_an_opportunity_stand_line_by_line_and_its_worth_beside_them(read, found):
    for row in (found.rows[0], next(r for r in found.rows if r.kind is OpportunityKind.IDLE_ASSET)):
        page = read.get(f"/opportunities/{row.id}")
        for line in row.points:
            assert " ".join(line.words.split()) in page.words
        assert "Money known" in page.words
        assert "Hours a week" in page.words


@pytest.mark.parametrize("order", list(Order))
def test_the_order_can_be_chosen_and_links_keep_it(read, demo, order):
    rows = find_opportunities(demo.snapshot(), order=order, today=today()).rows
    page = read.get(f"/opportunities?sort={order.value}")
    assert page.heading == rows[0].title
    assert f"In this order: {order.label.lower()}" in page.words
    evidence = next(link for link in page.links if link.startswith(f"/opportunities/{rows[0].id}"))
    assert ("sort=" in evidence) == (order is not Order.EFFORT)
    table = read.client.get(f"/opportunities.csv?sort={order.value}").text
    assert [row["id"] for row in csv.DictReader(io.StringIO(table))] == [row.id for row in rows]


def test_an_order_that_is_none_is_said_beside_its_field(read):
    assert "The order cannot be “wild”" in read.get("/opportunities?sort=wild", status=400).words
    assert read.client.get("/opportunities.csv?sort=wild").status_code == 400
