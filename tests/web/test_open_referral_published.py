"""Every page and every id of the feed is as the published schemas have it."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests import published_schemas as schemas

pytestmark = schemas.needed

ENDPOINTS = ("services", "service_at_locations", "organizations", "taxonomies", "taxonomy_terms")


def walked(client: FlaskClient, endpoint: str, *, query: str = "") -> list[dict]:
    """The contents of every page, each page found to be valid."""
    found: list[dict] = []
    page, pages = 1, 1
    while page <= pages:
        told = client.get(f"/open-referral/{endpoint}?page={page}&{query}").get_json()
        assert schemas.problems(schemas.of_page(endpoint), told) == []
        assert told["page_number"] == page
        assert told["size"] == len(told["contents"])
        assert told["first_page"] == (page == 1)
        assert told["last_page"] == (page == told["total_pages"])
        found += told["contents"]
        pages = told["total_pages"]
        page += 1
    assert len(found) == told["total_items"]
    assert len({one["id"] for one in found}) == len(found)
    return found


def every_id_is_valid(client: FlaskClient, endpoint: str) -> int:
    contents = walked(client, endpoint)
    whole = {one["id"]: one for one in walked(client, endpoint, query="full=true&per_page=400")}
    for one in contents:
        told = client.get(f"/open-referral/{endpoint}/{one['id']}").get_json()
        assert schemas.problems(schemas.of_one(endpoint), told) == [], one["name"]
        assert told["id"] == one["id"]
        assert {
            name: told[name] for name in one if name not in ("organization", "service", "location")
        } == {
            name: value
            for name, value in one.items()
            if name not in ("organization", "service", "location")
        }
        if not endpoint.startswith("taxonom"):
            assert whole[one["id"]] == told
    return len(contents)


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_every_page_and_every_id_of_the_demo_county_is_valid(app, demo, endpoint) -> None:
    known = demo.snapshot()
    expected = {
        "services": len(known.activities),
        "service_at_locations": int((known.activities.site >= 0).sum()),
        "organizations": len(known.organisations),
        "taxonomies": 3,
    }
    number = every_id_is_valid(app.test_client(), endpoint)
    assert number == expected.get(endpoint, number)
    assert number > 2


def test_the_schemas_notice_what_is_wrong(app) -> None:
    one = app.test_client().get("/open-referral/services?full=true").get_json()["contents"][0]
    for wrong in (
        {"id": "one"},
        {"status": "open"},
        {"url": "example/counselling"},
        {"email": "email-example_com"},
        {"last_modified": "yesterday"},
        {"schedules": [{"freq": "WEEKLY"}]},
    ):
        assert schemas.problems(schemas.of_one("services"), {**one, **wrong}) != [], wrong
