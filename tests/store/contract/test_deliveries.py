"""What outside sources said of records, on both servers."""

from __future__ import annotations

from datetime import date

import pytest

from graph.errors import ChangedMeanwhile
from graph.model import Delivery, Source
from graph.model.deliveries import delivery_id
from graph.store import Store
from tests.store.servers import Server

DAY = date(2026, 11, 22)
FEED = Source(id="feed", name="A feed")


def a_delivery(incoming_id: str = "a", number: int = 1, **changes: object) -> Delivery:
    """What the feed said of an organisation."""
    values: dict[str, object] = {
        "source_id": "feed",
        "kind": "Organisation",
        "record_id": f"here-{incoming_id}",
        "image": "{}",
        "delivered_on": DAY,
    } | changes
    return Delivery(
        id=delivery_id(str(values["source_id"]), str(values["kind"]), incoming_id, number),
        incoming_id=incoming_id,
        number=number,
        **values,  # type: ignore[arg-type]
    )


def deliver(store: Store, *deliveries: Delivery) -> str:
    """Keep deliveries with a change, and give its id."""
    written = store.write(
        (),
        by="test",
        message="Delivered",
        source=FEED,
        then=store.deliveries.arriving(deliveries),
        recorded=True,
    )
    assert written.change is not None
    return written.change.id


def test_of_what_a_source_said_the_last_counts(server: Server) -> None:
    with server.open() as store:
        deliver(store, a_delivery("a"), a_delivery("b"))
        change = deliver(store, a_delivery("a", 2, image='{"other": 1}'))
        first, second = store.deliveries.of_source("feed")
        assert first.number == 2
        assert first.image == '{"other": 1}'
        assert first.change_id == change
        assert first.delivered_on == DAY
        assert second.incoming_id == "b"
        assert store.deliveries.of_record("Organisation", "here-a") == (first,)
        assert store.deliveries.of_record("Site", "here-a") == ()
        assert store.deliveries.of_change(change) == (first,)
        assert store.deliveries.of_source("other") == ()


def test_what_vanished_is_told_until_it_comes_back(server: Server) -> None:
    with server.open() as store:
        deliver(store, a_delivery("a"), a_delivery("b"))
        deliver(store, a_delivery("a", 2, vanished_on=DAY), a_delivery("b", 2, vanished_on=DAY))
        assert {one.incoming_id for one in store.deliveries.vanished()} == {"a", "b"}
        deliver(store, a_delivery("a", 3))
        assert {one.incoming_id for one in store.deliveries.vanished()} == {"b"}


def test_what_every_source_has_no_longer_is_gone(server: Server) -> None:
    with server.open() as store:
        twice = {"source_id": "other", "record_id": "here-a"}
        deliver(store, a_delivery("a"), a_delivery("b"), a_delivery("x", **twice))
        assert store.deliveries.gone("Organisation") == {}
        deliver(store, a_delivery("a", 2, vanished_on=DAY), a_delivery("b", 2, vanished_on=DAY))
        assert list(store.deliveries.gone("Organisation")) == ["here-b"]
        assert store.deliveries.gone("Site") == {}
        deliver(store, a_delivery("x", 2, vanished_on=date(2026, 11, 30), **twice))
        gone = store.deliveries.gone("Organisation")["here-a"]
        assert (gone.source_id, gone.vanished_on) == ("other", date(2026, 11, 30))
        assert gone.at == store.recent_changes(1)[0].at


def test_taking_deliveries_away_leaves_what_was_said_before(server: Server) -> None:
    with server.open() as store:
        deliver(store, a_delivery("a"))
        change = deliver(store, a_delivery("a", 2, image="later"))
        (first, *_) = store.deliveries.of_source("feed")
        assert store.deliveries.superseded([first]) == ()
        gone = [one.id for one in store.deliveries.of_change(change)]
        store.write((), by="test", message="Back", then=store.deliveries.leaving(gone))
        (left,) = store.deliveries.of_source("feed")
        assert left.image == "{}"


def test_of_two_who_bring_in_the_same_one_is_told(server: Server) -> None:
    with server.open() as store:
        deliver(store, a_delivery("a"))
        revision = store.revision()
        with pytest.raises(ChangedMeanwhile):
            deliver(store, a_delivery("b"), a_delivery("a"))
        assert store.revision() == revision
        assert len(store.deliveries.of_source("feed")) == 1


def test_many_deliveries_come_with_one_change(server: Server) -> None:
    with server.open() as store:
        deliver(store, *(a_delivery(f"n{number}") for number in range(5_000)))
        assert len(store.deliveries.of_source("feed")) == 5_000
