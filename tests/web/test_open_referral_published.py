"""Every page and every id of the feed is as the published schemas have it."""

from __future__ import annotations

import pytest

from tests import published_schemas as schemas

pytestmark = schemas.needed


@pytest.mark.parametrize("endpoint", schemas.ENDPOINTS)
def test_every_page_and_every_id_of_the_demo_county_is_valid(app, demo, endpoint) -> None:
    known = demo.snapshot()
    expected = {
        "services": len(known.activities),
        "service_at_locations": int((known.activities.site >= 0).sum()),
        "organizations": len(known.organisations),
        "taxonomies": 3,
    }
    number = schemas.every_id_is_valid(app.test_client(), endpoint)
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
