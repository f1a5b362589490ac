"""An organisation's own records of a kind, on both servers."""

from __future__ import annotations

from graph.model import Activity, Asset, Contact, ContactKind, Request
from tests.builders import a_request, a_site, an_activity, an_asset, an_organisation
from tests.store.servers import Server


def a_contact(id: str, of: str) -> Contact:
    return Contact(id=id, name=id, organisation_id=of, kind=ContactKind.PERSON, value="Ann")


def test_an_organisation_has_its_own_records_by_name_and_nobody_elses(server: Server) -> None:
    with server.open() as store:
        store.write(
            [
                an_organisation("one"),
                an_organisation("two"),
                a_site("place"),
                an_asset("b", of="one", at="place"),
                an_asset("a", of="one", at=None),
                an_asset("c", of="two", at="place"),
                an_activity("club", by="one", at="place", partners=("two",)),
                a_request("room", by="two"),
                a_contact("bookings", "one"),
            ],
            by="test",
            message="Two organisations",
        )
        assert [one.id for one in store.kept_by(Asset, "one")] == ["a", "b"]
        assert [one.site_id for one in store.kept_by(Asset, "one")] == [None, "place"]
        (club,) = store.kept_by(Activity, "one")
        assert club.partner_ids == ("two",)
        assert store.kept_by(Activity, "two") == ()
        assert [one.id for one in store.kept_by(Request, "two")] == ["room"]
        assert [one.id for one in store.kept_by(Contact, "one")] == ["bookings"]
        assert store.kept_by(Asset, "nobody") == ()
