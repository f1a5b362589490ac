"""Every resource of the API over the demo county."""

from __future__ import annotations

import json

import jsonschema
import pytest
from flask import Flask

from graph.model import Role
from graph.network import Network
from service.api.document import document, operations
from service.api.registry import RESOURCES
from service.api.resource import nothing
from service.sheets.meanings import meaning
from tests.web.api.asking import EVERYBODYS, FREE, question_of
from tests.web.people import Person, somebody


@pytest.fixture
def client(app: Flask):
    return app.test_client()


def body(client, address, status=200, **options):
    answer = client.get(address, **options)
    assert answer.status_code == status, f"{address}: {answer.status_code} {answer.text[:500]}"
    return answer.json


def test_the_entry_leads_to_every_resource(client):
    listed = body(client, "/api/v1")["resources"]
    assert [one["name"] for one in listed] == list(RESOURCES)
    assert len(listed) > 25


@pytest.mark.parametrize("name", FREE)
def test_a_page_of_rows_is_as_its_model_says_and_each_row_can_be_asked_for(client, name):
    one = RESOURCES[name]
    page = body(client, f"/api/v1/{name}?limit=3")
    assert page["limit"] == 3
    assert len(page["items"]) == min(3, page["total"])
    for row in page["items"]:
        assert tuple(row) == one.headings
        if one.items:
            assert body(client, f"/api/v1/{name}/{row[one.id_heading]}") == row


def test_most_resources_have_rows_in_the_demo_county(client):
    empty = {name for name in FREE if not body(client, f"/api/v1/{name}")["total"]}
    assert empty <= {"contacts", "scenarios", "dismissals"}, "the last two are people's decisions"


@pytest.mark.parametrize("name", [name for name in FREE if RESOURCES[name].placed])
def test_what_has_a_place_comes_as_features_by_format_and_by_accept(client, name):
    found = client.get(f"/api/v1/{name}?limit=5&format=geojson")
    assert found.mimetype == "application/geo+json"
    accepted = client.get(f"/api/v1/{name}?limit=5", headers={"Accept": "application/geo+json"})
    assert found.json["features"] == accepted.json["features"]
    assert any(one["geometry"] for one in found.json["features"])
    rows = body(client, f"/api/v1/{name}?limit=5")["items"]
    assert [one["properties"] for one in found.json["features"]] == rows


def test_areas_come_with_their_outlines(client):
    found = body(client, "/api/v1/areas?kind=parish&format=geojson&limit=5")
    assert {one["geometry"]["type"] for one in found["features"]} <= {"Polygon", "MultiPolygon"}
    assert found["numberReturned"] == 5


def test_pages_follow_one_another_by_their_links_and_hold_every_row_once(client):
    address, seen = "/api/v1/sites?limit=40", []
    while address:
        page = body(client, address)
        seen += [row["id"] for row in page["items"]]
        address = page["links"]["next"]
    assert len(seen) == page["total"] == len(set(seen))
    assert page["pages"] == page["page"] > 1
    assert body(client, page["links"]["prev"])["page"] == page["page"] - 1


def test_filters_keep_what_they_name(client):
    kept = body(client, "/api/v1/activities?theme=music&limit=1000")["items"]
    every = body(client, "/api/v1/activities?limit=1000")["items"]
    assert kept
    assert {row["id"] for row in kept} == {r["id"] for r in every if r["theme"] == "music"}
    one = body(client, "/api/v1/ties?limit=1")["items"][0]
    tied = body(client, f"/api/v1/ties?organisation={one['from_id']}")["items"]
    assert one in tied
    assert all(one["from_id"] in (row["from_id"], row["to_id"]) for row in tied)


def test_findings_say_what_the_pages_say(client, read):
    page = read.get("/gaps")
    told = body(client, "/api/v1/gaps?limit=1")["answer"]
    assert told["heading"] in page.words
    narrower = body(client, "/api/v1/gaps?theme=music&limit=1")["answer"]
    assert narrower != told


def test_the_answers_to_a_request_need_its_identifier(client, demo):
    problem = body(client, "/api/v1/answers", status=400)
    assert problem["errors"][0]["parameter"] == "request"
    id = demo.snapshot().requests.id[0]
    assert body(client, f"/api/v1/answers?request={id}")["total"]


def test_a_place_that_must_not_be_found_goes_out_without_its_address(client, demo):
    rows = body(client, "/api/v1/sites?limit=1000")["items"]
    hidden = [row for row in rows if row["blurred"]]
    assert hidden
    assert all(row["address"] is None and row["postcode"] is None for row in hidden)


def test_every_record_names_its_source_and_licence(client):
    for name in ("organisations", "sites", "assets", "activities", "areas", "grants"):
        for row in body(client, f"/api/v1/{name}?limit=20")["items"]:
            assert row["source"], name
            assert row["licence"], name


def test_every_column_of_every_resource_has_a_meaning():
    for one in RESOURCES.values():
        for heading in one.headings:
            assert meaning(one.sheet_name, heading).words.endswith("."), (one.name, heading)


def test_the_columns_of_nothing_are_those_of_the_demo_county(app, demo):
    """What the document says is made without a network."""
    for name in EVERYBODYS:
        with app.test_request_context("/api/v1", query_string=question_of(name, demo.snapshot())):
            listed = RESOURCES[name].listed()
            assert tuple(c.heading for c in listed.sheet.columns) == RESOURCES[name].headings


def test_the_document_describes_every_address_with_examples_and_resolves(client):
    told = body(client, "/api/v1/openapi.json")
    assert told == json.loads(document())
    assert told["openapi"].startswith("3.1")
    assert {f"/{name}" for name in RESOURCES} <= set(told["paths"])
    schemas = told["components"]["schemas"]
    for one in RESOURCES.values():
        for property in schemas[one.model]["properties"].values():
            assert property["description"]
            assert property["examples"]
    references = {part.split('"')[0] for part in document().split('"$ref": "#/')[1:]}
    for reference in references:
        found = told
        for step in reference.split("/"):
            found = found[step]
    for name, schema in schemas.items():
        jsonschema.Draft202012Validator.check_schema(schema)
        assert name


def test_people_can_read_what_programs_can_ask(read):
    page = read.get("/api")
    for listed in operations().values():
        for one in listed:
            assert f"/api/v1/{one.resource.name}" in page.words
            for property in (*one.properties, *one.totals):
                assert property.words in page.words
    assert "What it means" in page.words


def test_nothing_is_the_network_without_records():
    assert isinstance(nothing(), Network)
    assert nothing().empty


def test_what_is_for_staff_is_for_staff(app, demo, client):
    for name in ("changes", "freshness-areas", "freshness-organisations"):
        assert body(client, f"/api/v1/{name}", status=401)["status"] == 401
    person: Person = somebody(app, demo, "Steward", Role.STEWARD, everywhere=True)
    assert person.client.get("/api/v1/changes").status_code == 401, "a cookie opens nothing here"
