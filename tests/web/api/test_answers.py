"""What every answer of the API has in common: problems, stamps, limits, and no cookies."""

from __future__ import annotations

import pytest

from service.app import close, create_app
from service.config import Config
from tests.builders import an_organisation
from tests.web.people import somebody

WRONG = {
    "/api/v1/nothing": 404,
    "/api/v1/organisations/nobody": 404,
    "/api/v1/network-islands/anything": 404,
    "/api/v1/a/b/c": 404,
    "/api/v1/organisations?limit=0": 400,
    "/api/v1/organisations?limit=many": 400,
    "/api/v1/organisations?page=-1": 400,
    "/api/v1/organisations?colour=red": 400,
    "/api/v1/organisations?kind=": 400,
    "/api/v1/organisations?kind=wizard": 400,
    "/api/v1/activities?theme=music&theme=sport": 400,
    "/api/v1/gaps?reach_km=900": 400,
    "/api/v1/gaps?area=Atlantis": 400,
    "/api/v1/changes": 401,
}


@pytest.mark.parametrize(("address", "status"), WRONG.items())
def test_what_was_wrong_is_told_as_problem_details(app, address, status):
    answer = app.test_client().get(address)
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    told = answer.json
    assert told["status"] == status
    assert told["title"]
    assert told["type"] == "about:blank"
    assert told["detail"]


def test_every_parameter_that_is_wrong_is_named(app):
    told = app.test_client().get("/api/v1/organisations?limit=0&colour=red&page=x").json
    words = {one["parameter"]: one["detail"] for one in told["errors"]}
    assert set(words) == {"limit", "colour", "page"}
    assert "There is no such parameter here; there are" in words["colour"]
    assert "limit" in words["colour"], "what would be right"
    assert words["limit"] == "It should be greater than or equal to 1"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_changed(app, method):
    answer = app.test_client().open("/api/v1/organisations", method=method)
    assert answer.status_code == 405
    assert answer.mimetype == "application/problem+json"
    assert "GET" in answer.headers["Allow"]


def test_what_went_wrong_on_our_side_is_told_without_a_trace(demo, tmp_path):
    app = create_app(Config(data=tmp_path), store=demo, patience_s=None)

    def broken(resource):
        raise RuntimeError("tables and traces")

    from service import access

    app.view_functions["api.rows"] = access.public(broken)
    answer = app.test_client().get("/api/v1/organisations")
    close(app)
    assert answer.status_code == 500
    assert answer.mimetype == "application/problem+json"
    assert "traces" not in answer.text


def test_whoever_asks_too_often_is_told_to_wait(demo, tmp_path):
    app = create_app(Config(data=tmp_path), store=demo, patience_s=None)
    app.config["HEDGEROW_API_LIMIT"] = "3 per minute"
    client = app.test_client()
    statuses = [client.get("/api/v1/outcomes").status_code for _ in range(5)]
    told = client.get("/api/v1/sources")
    page = client.get("/gaps")
    close(app)
    assert statuses == [200, 200, 200, 429, 429]
    assert told.status_code == 429, "all of the API is counted together"
    assert told.mimetype == "application/problem+json"
    assert page.status_code == 200, "people are not counted with programs"


def test_a_stamp_stands_for_a_revision(spare, spare_app):
    spare.write([an_organisation("one")], by="test", message="One")
    client = spare_app.test_client()
    first = client.get("/api/v1/organisations")
    stamp = first.headers["ETag"]
    again = client.get("/api/v1/organisations", headers={"If-None-Match": stamp})
    assert again.status_code == 304
    assert again.data == b""
    assert again.headers["ETag"] == stamp
    other = client.get("/api/v1/organisations", headers={"If-None-Match": '"something"'})
    assert other.status_code == 200
    spare.write([an_organisation("two")], by="test", message="Two")
    changed = client.get("/api/v1/organisations", headers={"If-None-Match": stamp})
    assert changed.status_code == 200
    assert changed.json["total"] == 2
    assert changed.headers["ETag"] != stamp


def test_a_stamp_of_one_form_is_not_that_of_another(app):
    client = app.test_client()
    stamp = client.get("/api/v1/sites").headers["ETag"]
    told = client.get("/api/v1/sites?format=geojson", headers={"If-None-Match": stamp})
    assert told.status_code == 200
    assert {"Accept", "Authorization"} <= {one.strip() for one in told.headers["Vary"].split(",")}


def test_any_page_on_the_web_may_read_it(app):
    answer = app.test_client().options(
        "/api/v1/organisations",
        headers={"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET"},
    )
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Authorization" in answer.headers["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in answer.headers
    page = app.test_client().get("/gaps")
    assert "Access-Control-Allow-Origin" not in page.headers


def test_cookies_are_neither_read_nor_written(app, demo):
    person = somebody(app, demo, "Cookie")
    assert person.client.get("/account").status_code == 200
    answer = person.client.get("/api/v1/organisations")
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert person.client.get("/account").status_code == 200, "the session goes on elsewhere"


def test_what_takes_a_while_is_answered_with_how_far_it_is(demo, tmp_path):
    app = create_app(Config(data=tmp_path), store=demo, patience_s=0)
    answer = app.test_client().get("/api/v1/opportunities")
    close(app)
    assert answer.status_code in (200, 202)
    if answer.status_code == 202:
        assert answer.headers["Retry-After"]
        assert answer.json["working"]
