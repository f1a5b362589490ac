"""What findings come to as a whole, and what their pages show beside their rows."""

from __future__ import annotations

import csv
import io

import jsonschema
import pytest
from flask.testing import FlaskClient
from shapely.geometry import Polygon

from graph.analysis.gaps import find_gaps
from graph.analysis.opportunities import find_opportunities
from graph.model import Dismissal, Scenario
from maps.shapes import shape_of
from service.api.document import parameters_of
from service.api.registry import RESOURCES
from service.curve import curve_chart
from service.formats import number, percent
from service.opened import today
from tests.village import village
from tests.web.api.asking import EVERYBODYS, FOLD, question_of


@pytest.fixture
def client(app) -> FlaskClient:
    return app.test_client()


def body(client, address, status=200, **query):
    answer = client.get(f"/api/v1/{address}", query_string=query)
    assert answer.status_code == status, f"{address}: {answer.status_code} {answer.text[:500]}"
    return answer.json


def test_the_totals_of_gaps_are_those_that_the_page_tells(client, read):
    page = read.get("/gaps?area=Bude-Stratton&theme=sport")
    told = body(client, "gaps", area="Bude-Stratton", theme="sport", limit=1000)
    totals, rows = told["totals"], told["items"]
    assert totals["areas"] == told["total"] == len(rows)
    assert totals["areas_mapped"] == sum(row["coverage"] != "Not mapped yet" for row in rows)
    assert totals["young_people"] == pytest.approx(sum(r["young_people"] for r in rows), abs=9)
    short = sum(row["young_people_below_standard"] for row in rows)
    assert totals["young_people_below_standard"] == pytest.approx(short, abs=len(rows) / 2)
    assert number(totals["young_people_below_standard_mapped"]) in page.words
    assert totals["coverage_label"] in page.words


def test_the_curve_of_inequality_is_that_of_the_page(client, read, demo):
    totals = body(client, "gaps", limit=1)["totals"]
    curve = find_gaps(demo.snapshot(), today=today()).curve
    assert totals["concentration_index"] == pytest.approx(curve.index, abs=1e-4)
    points = totals["concentration_curve"]
    assert [(p["young_people"], p["hours"]) for p in points] == [
        pytest.approx(tenth, abs=1e-4) for tenth in curve.tenths
    ]
    words = read.get("/gaps").words
    assert curve_chart(curve).sentence in words
    for point in points:
        assert percent(point["hours"]) in words


def test_an_outline_is_told_as_one_area_more(client, read):
    shape = shape_of(Polygon([(-5.12, 50.23), (-4.98, 50.23), (-4.98, 50.31)])).text
    totals = body(client, "gaps", shape=shape, limit=1)["totals"]
    assert totals["outline"]["rank_low"] <= totals["outline"]["rank"]
    assert totals["outline"]["among"] > 100
    words = read.get(f"/gaps?shape={shape}").words
    assert f"all {totals['outline']['among']}" in words
    near = body(client, "nearest-sessions", shape=shape)["items"]
    assert near
    assert all(one["activity"] in words for one in near)


def test_the_nearest_sessions_are_those_of_the_page_of_an_area(client, read):
    row = body(client, "gaps", limit=1)["items"][0]
    near = body(client, "nearest-sessions", to=row["area_id"])["items"]
    assert near[0]["activity"] == row["nearest_activity"]
    page = read.get(f"/gaps/{row['area_id']}")
    for one in near:
        assert one["activity"] in page.words
    counted = sum(one["within_reach"] for one in near)
    assert page.words.count("Yes, within reach") == counted


def test_the_nearest_sessions_to_nothing_are_refused_with_what_is_missing(client):
    problem = body(client, "nearest-sessions", status=400)
    assert problem["errors"][0]["parameter"] == "to"
    assert body(client, "nearest-sessions", to="nowhere", status=404)["status"] == 404


def test_duplication_and_where_next_say_what_they_come_to(client, read):
    told = body(client, "duplication", limit=1)
    totals = told["totals"]
    verdicts = ("above_standard", "needed_capacity", "not_known")
    assert sum(totals[name] for name in verdicts) == told["total"]
    assert number(totals["releasable_place_hours"]) in read.get("/duplication").words
    next = body(client, "where-next", sessions=3)["totals"]
    assert next["young_people"] >= next["young_people_below_standard"]
    assert next["young_people_below_standard"] >= next["young_people_lifted"] > 0
    assert next["worth"] <= next["bound"]


def test_a_scenario_is_answered_as_on_its_page_and_in_its_file(client, read):
    page = read.get(f"/what-if?edit={FOLD}")
    told = body(client, "what-if", edit=FOLD, limit=1000)
    assert told["answer"]["heading"] == page.heading
    rows = list(csv.DictReader(io.StringIO(client.get(f"/what-if.csv?edit={FOLD}").text)))
    assert [row["area_id"] for row in told["items"]] == [row["area_id"] for row in rows]
    totals = told["totals"]
    assert totals["changes"][0]["edit"] == FOLD
    assert totals["everyone"]["losing"] > totals["everyone"]["newly_below_standard"] > 0
    for one in (*totals["by_age"], *totals["by_deprivation"]):
        assert one["label"] in page.words
        assert number(one["losing"]) in page.words
    assert totals["counter_reading"] in page.words


def test_a_scenario_can_have_several_changes_and_one_that_does_nothing_says_why(client):
    gone = "close:site:nowhere"
    answer = client.get(f"/api/v1/what-if?edit={FOLD}&edit={gone}").json
    passed = [one["passed_over"] for one in answer["totals"]["changes"]]
    assert passed[0] == ""
    assert passed[1]


@pytest.mark.parametrize("query", ["", "edit=close:everything", "scenario=scenario.nobody"])
def test_a_scenario_that_cannot_be_read_is_refused(client, query):
    answer = client.get(f"/api/v1/what-if?{query}")
    assert answer.status_code == 400
    assert answer.json["detail"]


def test_the_teams_of_an_opportunity_are_those_of_its_page(client, read, demo):
    found = find_opportunities(demo.snapshot(), today=today())
    first = next(row for row in found.rows if len(found.teams(row)) > 1)
    teams = body(client, "opportunity-teams", opportunity=first.id)["items"]
    assert [one["cost"] for one in teams] == [
        pytest.approx(team.cost, abs=0.01) for team in found.teams(first)
    ]
    assert teams[0] == body(client, f"opportunities/{first.id}")
    words = read.get(f"/opportunities/{first.id}").words
    for team in found.teams(first):
        assert all(part.organisation in words for part in team.parts if part.organisation)
    assert body(client, "opportunity-teams", opportunity="nothing", status=404)


def test_kept_scenarios_and_what_was_set_aside_are_told(spare, spare_app):
    records = [record for record in village() if record is not None]
    scenario = Scenario(
        id="scenario.fold",
        name="The club folds",
        edits=("fold:organisation:club",),
        saved_on=today(),
        note="Asked by the board",
    )
    aside = Dismissal(
        id="dismissal.one",
        finding="opportunities",
        finding_id="team~village",
        kind="team",
        title="A team for the village",
        reason="Not now",
        dismissed_on=today(),
    )
    spare.write([*records, scenario, aside], by="test", message="Decided")
    client = spare_app.test_client()
    kept = body(client, "scenarios/scenario.fold")
    assert kept["edits"] == ["fold:organisation:club"]
    assert kept["note"] == "Asked by the board"
    assert body(client, "what-if", scenario="scenario.fold")["totals"]["changes"]
    (set_aside,) = body(client, "dismissals")["items"]
    assert set_aside["reason"] == "Not now"
    assert set_aside["finding_id"] == "team~village"


@pytest.mark.parametrize("name", EVERYBODYS)
def test_findings_name_every_source_that_they_rest_on(client, demo, name):
    known = demo.snapshot()
    told = body(client, name, limit=1, **question_of(name, known))
    names = [one["name"] for one in told["sources"]]
    assert names == (sorted(s.name for s in known.sources) if RESOURCES[name].asks else [])


@pytest.mark.parametrize("name", ["gaps", "themes", "duplication", "where-next", "what-if"])
def test_totals_are_as_the_document_says(client, demo, name):
    told = body(client, name, limit=1, **question_of(name, demo.snapshot()))
    document = body(client, "openapi.json")
    schema = {
        "$ref": f"#/components/schemas/{RESOURCES[name].model}List",
        "components": document["components"],
    }
    jsonschema.Draft202012Validator(schema).validate(told)
    without = {key: value for key, value in told.items() if key != "totals"}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema).validate(without)


@pytest.mark.parametrize("name", [one for one in EVERYBODYS if one != "opportunity-teams"])
def test_every_example_of_the_document_can_be_asked_of_the_demo_county(client, demo, name):
    question = question_of(name, demo.snapshot())
    for one in parameters_of(RESOURCES[name]):
        if one.example != "":
            body(client, name, **{**question, one.name: str(one.example)})
