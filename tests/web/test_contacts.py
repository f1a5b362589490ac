"""Contact details: kept with consent, shown to whom they are meant for, and to nobody else."""

from __future__ import annotations

import pytest

from graph.model import Consent, Contact, ContactKind, ProposalState, Role, Standing, Visibility
from service.opened import today
from tests.village import village
from tests.web.people import Person, somebody

NEW = "/our/council/contacts/new"
CLERK = {
    "name": "Bookings",
    "kind": "email",
    "value": "Clerk@Parish.example",
    "consent": "yes",
    "visibility": "everybody",
}


@pytest.fixture
def clerk(spare, spare_app):
    spare.write(village(), by="test", message="A village")
    return somebody(spare_app, spare, "Clerk", Role.CONTRIBUTOR, organisation_ids=("council",))


def contact(id, consent=Consent.YES, visibility=Visibility.EVERYBODY):
    return Contact(
        id=id,
        name=f"For {id}",
        organisation_id="council",
        kind=ContactKind.PERSON,
        value=f"value of {id}",
        consent=consent,
        visibility=visibility,
    )


def test_a_contact_detail_is_kept_with_the_day_of_the_consent(clerk, spare):
    page = clerk.get(NEW)
    assert "nothing about anybody under 18" in page.words
    answer = clerk.send(NEW, CLERK)
    assert (answer.status_code, answer.location) == (303, "/our/council")
    (kept,) = spare.kept_by(Contact, "council")
    assert (kept.value, kept.consent, kept.consented_on) == (
        "Clerk@Parish.example",
        Consent.YES,
        today(),
    )
    shown = clerk.get("/organisations/council")
    assert "mailto:Clerk@Parish.example" in shown.links


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"value": "nobody"}, "This is not an e-mail address"),
        ({"kind": "phone", "value": "<script>alert(1)</script>"}, "This is not a telephone number"),
        ({"value": ""}, "Contact: this cannot stay empty."),
        ({"kind": "pigeon"}, "is none of"),
        ({"name": "x" * 10_000}, "The name has 10,000 characters"),
    ],
)
def test_what_is_no_contact_detail_is_refused_and_what_was_typed_is_kept(
    clerk, spare, wrong, words
):
    answer = clerk.send(NEW, {**CLERK, **wrong})
    assert answer.status_code == 400
    page = clerk.check(answer)
    assert words in page.words
    (value,) = page.all("input", name="value")
    assert value.get("value") == {**CLERK, **wrong}["value"]
    assert spare.kept_by(Contact, "council") == ()


def test_each_detail_is_shown_to_those_for_whom_it_is_meant_and_only_with_consent(
    clerk, spare, spare_app
):
    spare.write(
        [
            contact("all"),
            contact("partners", visibility=Visibility.PARTNERS),
            contact("staff", visibility=Visibility.STAFF),
            contact("refused", consent=Consent.NO),
            contact("unasked", consent=Consent.UNKNOWN),
        ],
        by="test",
        message="Contacts",
    )
    steward = somebody(spare_app, spare, "Steward", Role.STEWARD)
    seen = {
        who: {
            id
            for id in ("all", "partners", "staff", "refused", "unasked")
            if f"value of {id}" in person.get("/organisations/council").words
        }
        for who, person in (("visitor", Person(spare_app)), ("clerk", clerk), ("steward", steward))
    }
    assert seen == {
        "visitor": {"all"},
        "clerk": {"all", "partners"},
        "steward": {"all", "partners", "staff"},
    }


def test_consent_that_is_taken_back_takes_its_day_and_the_detail_from_the_page(clerk, spare):
    clerk.send(NEW, CLERK)
    (kept,) = spare.kept_by(Contact, "council")
    address = f"/rows/contact/{kept.id}/edit"
    page = clerk.get(address)
    assert "nothing about anybody under 18" in page.words
    (seen,) = page.all("input", name="seen")
    clerk.send(address, {**CLERK, "consent": "no", "seen": seen.get("value")})
    (kept,) = spare.kept_by(Contact, "council")
    assert (kept.consent, kept.consented_on) == (Consent.NO, None)
    assert "Clerk@Parish.example" not in clerk.get("/organisations/council").html


def test_where_edits_wait_a_new_detail_waits_too(clerk, spare):
    spare.desk.standings.keep(Standing(id="council", edits_wait=True))
    assert "A steward looks at it before anybody sees it." in clerk.get(NEW).words
    clerk.send(NEW, CLERK)
    assert spare.kept_by(Contact, "council") == ()
    (proposal,) = spare.desk.proposals.in_state(ProposalState.WAITING)
    assert (proposal.kind, proposal.organisation_id) == ("Contact", "council")


def test_nobody_adds_to_or_opens_the_contacts_of_others(clerk, spare):
    theirs = Contact(
        id="theirs",
        name="Them",
        organisation_id="group",
        kind=ContactKind.PERSON,
        value="Ann",
    )
    spare.write([theirs], by="test", message="Theirs")
    assert clerk.status("/our/group/contacts/new") == 403
    posted = {**CLERK, "organisation_id": "group"}
    assert clerk.send("/our/group/contacts/new", posted, form=NEW).status_code == 403
    assert clerk.status("/rows/contact/theirs/edit") == 403
    clerk.send(NEW, posted)
    assert [one.id for one in spare.kept_by(Contact, "group")] == ["theirs"]


def test_only_those_who_keep_a_row_are_offered_to_change_it(clerk, spare_app):
    visitor = Person(spare_app)
    for address, row in (
        ("/organisations/council", "organisation/council"),
        ("/assets/hall", "asset/hall"),
    ):
        assert f"/rows/{row}/edit" in clerk.get(address).links
        assert f"/rows/{row}/edit" not in visitor.get(address).links
    assert "/rows/asset/staff/edit" not in clerk.get("/assets/staff").links
