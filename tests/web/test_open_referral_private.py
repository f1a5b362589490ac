"""What the feed never tells: private contact details, and where a hidden place is."""

from __future__ import annotations

from dataclasses import replace

from graph.model import Consent, Contact, ContactKind, Visibility
from tests.builders import a_site, an_activity, an_asset, an_organisation

FEED = "/open-referral"


def details(organisation: str) -> list[Contact]:
    """Contact details of every kind of consent and visibility."""
    return [
        Contact(
            id=f"{organisation}-{kind}-{consent}-{visibility}",
            name="Bookings",
            organisation_id=organisation,
            kind=kind,
            value={
                ContactKind.EMAIL: f"{consent}-{visibility}@example.org",
                ContactKind.PHONE: "01872 123456",
                ContactKind.PERSON: "Ann Persona",
            }[kind],
            consent=consent,
            visibility=visibility,
        )
        for kind in ContactKind
        for consent in Consent
        for visibility in Visibility
    ]


def test_only_what_everybody_may_see_goes_out(spare, spare_app) -> None:
    hidden = replace(
        a_site("refuge", 1_234, 567),
        address="7 Secret Lane",
        postcode="TR1 1AA",
        blurred=True,
    )
    spare.write(
        [
            an_organisation("one", site="refuge"),
            an_activity("club", by="one", at="refuge"),
            an_asset("kitchen", of="one", at="refuge"),
            hidden,
            *details("one"),
        ],
        by="test",
        message="A place that must not be found",
    )
    client = spare_app.test_client()
    texts = "".join(
        client.get(f"{FEED}/{path}").text
        for path in (
            "services?full=true",
            "service_at_locations?full=true",
            "organizations?full=true&full_service=true",
        )
    )
    assert "yes-everybody@example.org" in texts
    for private in ("no-", "unknown-", "partners", "staff", "Ann", "123456", "Secret", "TR1"):
        assert private not in texts, private
    for exact in (hidden.latitude, hidden.longitude):
        assert str(exact)[:6] not in texts
    assert (
        client.get(f"{FEED}/service_at_locations?postcode=TR1 1AA&proximity=1").status_code == 400
    )


def test_an_address_goes_as_soon_as_consent_is_withdrawn(spare, spare_app) -> None:
    contact = Contact(
        id="bookings",
        name="Bookings",
        organisation_id="org-1",
        kind=ContactKind.EMAIL,
        value="hall@example.org",
        consent=Consent.YES,
        visibility=Visibility.EVERYBODY,
    )
    spare.write([an_organisation(), an_activity(at=None), contact], by="test", message="One")
    client = spare_app.test_client()
    first = client.get(f"{FEED}/services")
    assert first.get_json()["contents"][0]["email"] == "hall@example.org"
    spare.write([replace(contact, consent=Consent.NO)], by="test", message="Withdrawn")
    known = {"If-None-Match": first.headers["ETag"]}
    after = client.get(f"{FEED}/services", headers=known)
    assert after.status_code == 200
    assert "hall@example.org" not in after.text
    assert client.head(f"{FEED}/services").status_code == 200
    assert client.post(f"{FEED}/services").status_code in (400, 405)
