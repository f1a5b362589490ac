"""What the feed says of what its source has no longer, and of halls without a service."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from graph.model import Delivery, Source
from graph.model.deliveries import delivery_id
from tests.builders import an_activity, an_organisation

GONE_ON = date(2026, 11, 22)
SOURCES = {name: Source(id=name, name=f"The {name} directory") for name in ("old", "other")}


def said(source: str, number: int, **changes: object) -> Delivery:
    """What a source said of the activity: there, or not there any more."""
    return Delivery(
        id=delivery_id(source, "Activity", f"{source}-club", number),
        source_id=source,
        kind="Activity",
        incoming_id=f"{source}-club",
        record_id="club",
        number=number,
        **changes,  # type: ignore[arg-type]
    )


def deliver(store, *deliveries: Delivery) -> None:
    store.write(
        SOURCES.values(),
        by="test",
        message="Delivered",
        then=store.deliveries.arriving(deliveries),
        recorded=True,
    )


def service(app) -> dict[str, str]:
    (one,) = app.test_client().get("/open-referral/services?full=true").get_json()["contents"]
    return one


def add_club(store, **changes: object) -> None:
    club = replace(an_activity("club", at=None), **changes)
    store.write([an_organisation(), club], by="test", message="A club")


def test_what_its_source_has_no_longer_is_inactive_and_says_why(spare, spare_app) -> None:
    add_club(spare)
    deliver(spare, said("old", 1))
    before = service(spare_app)
    assert (before["status"], "alert" in before) == ("active", False)
    deliver(spare, said("old", 2, vanished_on=GONE_ON))
    after = service(spare_app)
    assert after["status"] == "inactive"
    assert after["alert"].startswith("No longer listed by The old directory, as seen on 22 Nov")
    assert after["last_modified"] > before["last_modified"]
    deliver(spare, said("old", 3))
    assert service(spare_app)["status"] == "active"


@pytest.mark.parametrize(
    ("checked", "status"),
    [(date(2026, 11, 23), "active"), (GONE_ON, "inactive"), (date(2026, 1, 1), "inactive")],
)
def test_what_somebody_checked_since_is_active(spare, spare_app, checked, status) -> None:
    add_club(spare, verified_on=checked)
    deliver(spare, said("old", 1, vanished_on=GONE_ON))
    assert service(spare_app)["status"] == status


def test_what_another_source_still_has_is_active(spare, spare_app) -> None:
    add_club(spare)
    deliver(spare, said("old", 1, vanished_on=GONE_ON), said("other", 1))
    assert service(spare_app)["status"] == "active"
    deliver(spare, said("other", 2, vanished_on=date(2026, 11, 30)))
    assert "The other directory" in service(spare_app)["alert"]


def test_the_root_says_where_halls_without_a_service_are(spare_app) -> None:
    client = spare_app.test_client()
    told = client.get("/open-referral/").get_json()["x_hedgerow_elsewhere"]
    for path in ("/api/v1/sites", "/api/v1/assets"):
        assert path in told
        assert client.get(path).status_code == 200
