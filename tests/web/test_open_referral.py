"""The Open Referral UK feed as programs meet it."""

from __future__ import annotations

import json
from dataclasses import replace
from uuid import UUID, uuid5

import pytest
from flask.testing import FlaskClient

from graph.model import (
    Source,
)
from service.open_referral.identity import NAMESPACE, uuid_of
from tests.builders import a_site, an_activity, an_area, an_organisation

FEED = "/open-referral"


def told(client: FlaskClient, path: str, status: int = 200) -> dict:
    answer = client.get(f"{FEED}{path}")
    assert answer.status_code == status, answer.text[:300]
    return answer.get_json(force=True)


@pytest.fixture
def client(app) -> FlaskClient:
    return app.test_client()


def test_the_root_says_what_validators_read_with_and_without_a_slash(client) -> None:
    for path in ("", "/"):
        root = told(client, path)
        assert root["version"] == "HSDS-UK-3.0"
        assert {"profile", "openapi_url"} <= set(root)
        assert root["x_hedgerow_sources"][0]["licence"]


def test_everybody_may_read_it_from_any_site_without_key_or_cookie(client) -> None:
    for path in ("/", "/services", "/services/nobody", "/nothing", "/services?page=0"):
        answer = client.get(FEED + path)
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "Set-Cookie" not in answer.headers
        assert answer.mimetype in ("application/json", "application/problem+json")
    asked_first = client.options(f"{FEED}/services", headers={"Origin": "https://example.org"})
    assert asked_first.status_code == 200
    assert "GET" in asked_first.headers["Access-Control-Allow-Methods"]


def test_whoever_has_the_newest_is_told_that_nothing_changed(spare, spare_app) -> None:
    client = spare_app.test_client()
    spare.write([an_organisation()], by="test", message="One")
    first = client.get(f"{FEED}/organizations")
    tag = first.headers["ETag"]
    again = client.get(f"{FEED}/organizations", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert first.headers["Last-Modified"]
    spare.write([an_organisation("two")], by="test", message="Another")
    after = client.get(f"{FEED}/organizations", headers={"If-None-Match": tag})
    assert after.status_code == 200
    assert after.get_json()["total_items"] == 2


def test_an_empty_graph_has_an_empty_feed(spare, spare_app) -> None:
    page = told(spare_app.test_client(), "/services")
    assert page == {
        "total_items": 0,
        "total_pages": 0,
        "page_number": 1,
        "size": 0,
        "first_page": True,
        "last_page": True,
        "empty": True,
        "contents": [],
    }
    assert told(spare_app.test_client(), "/")["version"] == "HSDS-UK-3.0"


def test_ids_are_the_same_for_ever() -> None:
    assert uuid_of("service", "all-ways-club") == "9ac4ec2c-0615-5553-9e88-c04cf010276f"
    for ids in (("x",), ("é", "y:z"), ("a" * 300,)):
        assert uuid_of("location", *ids) == str(uuid5(NAMESPACE, ":".join(("location", *ids))))


WRONG = {
    "page=-1": "page",
    "page=0": "page",
    "page=one": "page",
    "page=99999999999999999999": "page",
    "per_page=1000000000": "per_page",
    "per_page=0": "per_page",
    "per_page=1e2": "per_page",
    "minimum_age=young": "minimum_age",
    "maximum_age=nan": "maximum_age",
    "maximum_age=-1": "maximum_age",
    "start_time=25:00": "start_time",
    "end_time=late": "end_time",
    "day=doomsday": "day",
    "day=M": "day",
    "modified_after=yesterday": "modified_after",
    "modified_after=2026-13-01": "modified_after",
    "modified_after=0001-01-01T00:00:00%2B23:59": "modified_after",
    "taxonomy_id=themes": "taxonomy_id",
    "taxonomy_term_id=%00": "taxonomy_term_id",
    "organization_id=' OR 1=1": "organization_id",
    "parent_id=" + "9" * 100_000: "parent_id",
    "search=" + "x" * 100_000: "search",
    "postcode=NOWHERE": "postcode",
    "postcode=" + "T" * 100_000: "postcode",
    "postcode=TR99 9ZZ": "postcode",
    "proximity=500": "proximity",
    "postcode=TR1 1AA&proximity=near": "proximity",
    "postcode=TR1 1AA&proximity=-5": "proximity",
    "minimal=perhaps": "minimal",
    "minimal=true&full=true": "minimal",
    "format=xml": "format",
    "page=1&page=2": "page",
    "top_only=maybe": "top_only",
    "&".join(f"taxonomy_id={UUID(int=number)}" for number in range(50)): "taxonomy_id",
}


@pytest.mark.parametrize(("query", "parameter"), WRONG.items(), ids=lambda text: text[:40])
@pytest.mark.parametrize("endpoint", ["services", "service_at_locations"])
def test_what_makes_no_sense_is_refused_in_words(client, endpoint, query, parameter) -> None:
    problem = told(client, f"/{endpoint}?{query}", 400)
    assert problem["status"] == 400
    assert parameter in [one["parameter"] for one in problem["problems"]]
    assert len(json.dumps(problem)) < 2_000


@pytest.mark.parametrize(
    "query",
    [
        "search=%F0%9F%A6%94",
        "search=%ff%fe",
        "search=%00",
        "nonsense=1",
        "page=",
        "day=",
        "search=.",
    ],
)
def test_an_odd_question_is_answered(client, query) -> None:
    told(client, f"/services?{query}")


def test_a_page_after_the_last_is_empty(client) -> None:
    page = told(client, "/services?page=4000000")
    assert (page["empty"], page["contents"], page["size"]) == (True, [], 0)
    assert (page["page_number"], page["first_page"], page["last_page"]) == (4_000_000, False, True)


@pytest.mark.parametrize("id", ["nobody", "..", "%00", "x" * 100_000, "%3Cscript%3E", "a%2Fb"])
def test_an_id_that_nobody_has_is_not_found(client, id) -> None:
    for endpoint in ("services", "service_at_locations", "organizations", "taxonomies"):
        assert told(client, f"/{endpoint}/{id}", 404)["status"] == 404


def test_an_id_of_another_kind_is_not_found_and_finds_nothing(client) -> None:
    service = told(client, "/services?per_page=1")["contents"][0]
    by = service["organization"]["id"]
    assert told(client, f"/services/{by}", 404)
    assert told(client, f"/organizations/{service['id']}", 404)
    for name in ("organization_id", "taxonomy_id", "taxonomy_term_id"):
        assert told(client, f"/services?{name}={service['id']}")["empty"]
    assert told(client, f"/services/{service['id'].upper()}")["id"] == service["id"]


def test_all_conditions_hold_at_once(client) -> None:
    by = told(client, "/services?per_page=1")["contents"][0]["organization"]["id"]
    terms = told(client, "/taxonomy_terms?search=music&per_page=500")["contents"]
    music = next(term["id"] for term in terms if term["name"] == "Music")
    all_of_them = told(client, "/services?per_page=500")["contents"]
    for query in (
        f"taxonomy_term_id={music}",
        "minimum_age=11",
        "day=Tuesday",
        f"organization_id={by}",
    ):
        some = told(client, f"/services?per_page=500&{query}")["contents"]
        assert 0 < len(some) < len(all_of_them), query
    both = told(client, f"/services?per_page=500&taxonomy_term_id={music}&day=TU")["contents"]
    one = {
        each["id"]
        for each in told(client, f"/services?per_page=500&taxonomy_term_id={music}")["contents"]
    }
    other = {each["id"] for each in told(client, "/services?per_page=500&day=TU")["contents"]}
    assert {each["id"] for each in both} == one & other


def test_a_group_of_themes_stands_for_all_of_its_themes(client) -> None:
    groups = told(client, "/taxonomy_terms?top_only=true&search=group")["contents"]
    assert len(groups) == 6
    assert not any("parent_id" in one for one in groups)
    (creative,) = (one for one in groups if one["name"] == "Creative")
    children = told(client, f"/taxonomy_terms?parent_id={creative['id']}")["contents"]
    assert {one["name"] for one in children} >= {"Music", "Arts and crafts"}
    whole = told(client, f"/services?taxonomy_term_id={creative['id']}")["total_items"]
    parts = [
        told(client, f"/services?taxonomy_term_id={one['id']}")["total_items"] for one in children
    ]
    assert whole == sum(parts) > 0


def test_lines_hold_everything_and_minimal_tells_only_which_and_when(client) -> None:
    total = told(client, "/services")["total_items"]
    answer = client.get(f"{FEED}/services?format=ndjson&full=true")
    assert answer.mimetype == "application/x-ndjson"
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert len(lines) == total
    assert "attributes" in lines[0]
    minimal = told(client, "/services?minimal=true")
    assert minimal["size"] == total
    assert set(minimal["contents"][0]) == {"id", "last_modified"}


def test_invented_services_say_so(client) -> None:
    contents = told(client, "/services?per_page=500")["contents"]
    assert all("invented" in one["alert"] for one in contents)


def test_nothing_empty_is_told(client) -> None:
    def walk(value: object) -> None:
        assert value not in (None, "", [])
        if isinstance(value, dict):
            for each in value.values():
                walk(each)
        elif isinstance(value, list):
            for each in value:
                walk(each)

    for endpoint in ("services", "organizations", "service_at_locations"):
        for one in told(client, f"/{endpoint}?full=true&per_page=500")["contents"]:
            walk(one)


def test_what_changed_since_a_moment_is_told(spare, spare_app) -> None:
    spare.write([an_organisation(), an_activity(at=None)], by="test", message="One")
    client = spare_app.test_client()
    (one,) = told(client, "/services")["contents"]
    since = one["last_modified"]
    assert told(client, f"/services?modified_after={since}")["total_items"] == 1
    later = since[:-1] + "+00:00"
    spare.write([an_activity("activity-2", at=None)], by="test", message="Another")
    (two,) = (x for x in told(client, "/services")["contents"] if x["id"] != one["id"])
    newer = told(client, f"/services?modified_after={two['last_modified']}")["contents"]
    assert [each["id"] for each in newer] == [two["id"]]
    assert told(client, f"/services?modified_after={later}")["total_items"] == 2
    assert told(client, "/services?modified_after=2999-01-01")["empty"]
    spare.write([replace(an_organisation(), name="New")], by="test", message="Renamed")
    assert all(
        each["last_modified"] > two["last_modified"]
        for each in told(client, "/services")["contents"]
    )


def test_places_are_found_around_a_postcode(spare, spare_app) -> None:
    near, far = a_site("near", 0, 0), a_site("far", 3_000, 0)
    spare.write(
        [
            an_organisation(),
            replace(near, postcode="TR1 1AA"),
            replace(far, postcode="TR2 2BB"),
            an_activity("by-near", at="near"),
            an_activity("by-far", at="far"),
            an_activity("nowhere", at=None),
        ],
        by="test",
        message="Two places",
    )
    client = spare_app.test_client()

    def found(query: str, endpoint: str = "service_at_locations") -> set[str]:
        return {one["id"] for one in told(client, f"/{endpoint}?{query}")["contents"]}

    ids = {name: uuid_of("service_at_location", name) for name in ("by-near", "by-far")}
    assert found("") == set(ids.values())
    assert found("postcode=tr11aa&proximity=2900") == {ids["by-near"]}
    assert found("postcode=TR1 1AA&proximity=3100") == set(ids.values())
    assert found("postcode=TR2 2BB&proximity=10") == {ids["by-far"]}
    assert found("postcode=TR1 1AA&proximity=2900", "services") == {uuid_of("service", "by-near")}
    assert "no area" in told(client, "/services?postcode=TR1 1AA", 400)["detail"]


def test_services_of_an_address_are_those_whose_area_holds_it(spare, spare_app) -> None:
    square = {
        "type": "Polygon",
        "coordinates": [[[-5.2, 50.2], [-4.6, 50.2], [-4.6, 50.6], [-5.2, 50.6], [-5.2, 50.2]]],
    }
    from graph.model import Boundary

    spare.write(
        [
            an_area("county", name="County"),
            an_area("here", within={"county": 1.0}),
            an_area("there", 90_000, 90_000),
            Boundary(area_id="here", geometry=json.dumps(square)),
            replace(a_site("hall"), postcode="TR1 1AA"),
            an_organisation("local", serves=("here",)),
            an_organisation("wide", serves=("county",)),
            an_organisation("distant", serves=("there",)),
            an_organisation("anywhere"),
            *(
                an_activity(f"of-{by}", by=by, at=None)
                for by in ("local", "wide", "distant", "anywhere")
            ),
        ],
        by="test",
        message="Four organisations",
    )
    contents = told(spare_app.test_client(), "/services?postcode=TR1 1AA")["contents"]
    assert {one["id"] for one in contents} == {
        uuid_of("service", f"of-{by}") for by in ("local", "wide", "anywhere")
    }


def test_the_licence_of_a_service_travels_with_it(spare, spare_app) -> None:
    source = Source(id="open", name="A register", licence="Open Government Licence v3.0")
    spare.write(
        [source, an_organisation(), replace(an_activity(at=None), source_id="open")],
        by="test",
        message="One with a licence",
    )
    client = spare_app.test_client()
    (one,) = told(client, "/services?full=true")["contents"]
    assert one["x_hedgerow_source"] == {
        "name": "A register",
        "licence": "Open Government Licence v3.0",
    }
    assert "alert" not in one
