"""Imports that are shown before they are made, and taken back: nothing is written until a yes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from graph.model import Grant, Role
from tests.service.test_receiving import Feed
from tests.web.people import somebody
from tests.web.reader import Read, Reader
from tests.web.test_imports import csrf, result, send


@pytest.fixture
def bring(spare_app) -> Reader:
    return Reader(spare_app)


def a_grant(number: int, **more: Any) -> dict[str, Any]:
    return {
        "id": f"360G-test-{number}",
        "title": f"Club nights {number}",
        "description": "Evenings for young people",
        "currency": "GBP",
        "amountAwarded": 1_000 + number,
        "awardDate": "2025-04-01",
        "fundingOrganization": [{"id": "GB-CHC-900001", "name": "A Funder"}],
        "recipientOrganization": [{"id": f"GB-CHC-80000{number}", "name": f"Club {number}"}],
    } | more


def package(*grants: dict[str, Any]) -> bytes:
    return json.dumps({"version": "1.4", "grants": grants}).encode()


def press(read: Reader, page: Read, words: str) -> Read:
    """Send the one form of a page that does something, and wait for what comes of it."""
    (form,) = [one for one in page.all("form", method="post") if "import" in one.get("action", "")]
    assert words in page.words
    answer = read.post(form.get("action", ""), {"csrf_token": csrf(page)}, status=303)
    return result(read, str(answer.headers["Location"]))


def weighed(read: Reader, *grants: dict[str, Any]) -> tuple[str, Read]:
    address = send(read, "grants", {"grants.json": package(*grants)})
    return address, result(read, address)


def test_nothing_is_written_until_somebody_says_so_and_it_can_be_taken_back(bring, spare):
    revision = spare.revision()
    address, page = weighed(bring, a_grant(1), a_grant(2, awardDate="soon"))
    assert "Nothing is written yet" in page.words
    assert spare.revision() == revision
    assert "Refused" in page.words
    table = bring.client.get(page.all("a", download="")[0].get("href", ""))
    assert table.content_type.startswith("text/csv")
    rows = table.get_data(as_text=True).splitlines()
    assert rows[0].startswith("what,kind,id,name")
    assert any(row.startswith("refused,") for row in rows)
    assert any(row.startswith("added,grant,") for row in rows)

    done = press(bring, page, "Bring these in")
    assert "Added: " in done.words
    (change,) = spare.recent_changes(1)
    ((id,),) = [spare.versions.touched([change.id])[Grant]]
    assert spare.record(Grant, id).amount_pounds == 1_001
    again = bring.get(address)
    assert "does not wait any more" in again.words
    assert not again.all("form", action=f"{address}/bring-in")
    bring.post(f"{address}/bring-in", {"csrf_token": csrf(bring.get("/import"))}, status=409)

    ask = bring.get(f"/import/changes/{change.id}/take-back")
    assert "would go" in ask.words
    assert "Taken out" in press(bring, ask, "Take this import back").words
    assert spare.find(Grant, id) is None


def test_the_same_again_says_that_there_is_nothing_to_change(bring, spare):
    press(bring, weighed(bring, a_grant(3))[1], "Bring these in")
    revision = spare.revision()
    _, page = weighed(bring, a_grant(3))
    assert "has all of this already" in page.words
    assert "Nothing is written yet" not in page.words
    assert "Bring these in" not in page.words
    assert spare.revision() == revision


def test_what_is_built_on_is_not_taken_back_and_the_page_says_why(bring, spare):
    press(bring, weighed(bring, a_grant(4))[1], "Bring these in")
    (change,) = spare.recent_changes(1)
    kept = next(iter(spare.versions.touched([change.id])[Grant]))
    spare.write((), remove=[(Grant, kept)], by="clerk", message="Taken out by hand")
    page = bring.get(f"/import/changes/{change.id}/take-back")
    assert "cannot be taken back as it is" in page.words
    assert "changed since" in page.words
    assert not page.all("form", action=f"/import/changes/{change.id}/take-back")


@pytest.mark.parametrize(
    ("kind", "address", "told"),
    [
        ("open_referral", "ftp://a.example", "begins with https://"),
        ("grants", "https://a.example", "Only an Open Referral feed"),
        ("open_referral", "", "Choose a file"),
    ],
)
def test_an_address_that_cannot_be_is_told_beside_its_field(bring, kind, address, told):
    data = {"csrf_token": csrf(bring.get("/import")), "kind": kind, "address": address}
    answer = bring.post("/import", data, status=400, content_type="multipart/form-data")
    assert told in answer.get_data(as_text=True)


def test_a_feed_at_a_private_address_is_not_asked(bring):
    data = {
        "csrf_token": csrf(bring.get("/import")),
        "kind": "open_referral",
        "address": "http://127.0.0.1:9/feed",
    }
    answer = bring.post("/import", data, status=303, content_type="multipart/form-data")
    page = result(bring, str(answer.headers["Location"]))
    assert "The feed was not brought in" in page.words


def test_a_row_that_its_source_has_no_longer_says_so_and_staff_see_all_of_them(spare_app, spare):
    feed = Feed(spare)
    feed.receive(*feed.all)
    address = f"/activities/{feed.activity.id}"
    told = f"“{feed.source.name}” had this and does not have it any more"
    staff = somebody(spare_app, spare, "Jory", Role.STEWARD)
    assert told not in Reader(spare_app).get(address).words
    assert "is still there" in staff.get("/freshness/vanished").words
    feed.receive(feed.organisation, feed.site)
    assert told in Reader(spare_app).get(address).words
    page = staff.get("/freshness/vanished")
    assert "1 row came from sources that do not have it any more" in page.words
    assert f"/rows/activities/{feed.activity.id}/remove" in page.links
    feed.receive(*feed.all)
    assert told not in Reader(spare_app).get(address).words
