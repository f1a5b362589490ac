"""What is handed out beside a snapshot, on both servers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from graph.model import Activity, Contact, ContactKind, Organisation
from tests.builders import an_activity, an_organisation
from tests.store.servers import Server


def test_contact_details_come_all_at_once_by_id(server: Server) -> None:
    with server.open() as store:
        details = [
            Contact(
                id=id, name="Bookings", organisation_id="one", kind=ContactKind.PERSON, value="Ann"
            )
            for id in ("b", "a")
        ]
        store.write([an_organisation("one"), *details], by="test", message="Two details")
        assert store.outward.contacts() == (details[1], details[0])


def test_the_last_change_of_a_record_is_told_however_it_came(server: Server) -> None:
    with server.open() as store:
        many = [an_activity(f"many-{number}", at=None) for number in range(150)]
        store.write([an_organisation(), *many], by="test", message="Many")
        arrived = store.recent_changes(1)[0].at
        store.write([replace(many[7], description="New")], by="test", message="One")
        changed = store.recent_changes(1)[0].at
        last = store.outward.last_changes(Activity)
        assert len(last) == 150
        assert last["many-8"] == arrived
        assert last["many-7"] == changed > arrived
        assert store.outward.last_changes(Organisation) == {"org-1": arrived}
        assert store.outward.newest_change() == changed


def test_an_empty_graph_has_nothing_to_hand_out(server: Server) -> None:
    with server.open() as store:
        assert store.outward.contacts() == ()
        assert store.outward.last_changes(Activity) == {}
        newest = store.outward.newest_change()
        assert newest is None or newest <= datetime.now(UTC)
