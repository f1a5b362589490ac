"""Whose a row, a draft or a page is, and what somebody can find out who is nobody here."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import pytest
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from flask import redirect, request

from graph.model import Consent, Contact, ContactKind, Draft, Role, Visibility
from service import opened
from service.adding.catalogue import subject_of
from service.adding.drafts import Adding
from service.signing import passwords
from tests.security.scene import HALL_FORM, Guard, Scene
from tests.web.people import Person

SECRET = "bookings@council.example"


def a_contact(visibility: Visibility, consent: Consent = Consent.YES) -> Contact:
    return Contact(
        id="contact.secret",
        name="Bookings",
        organisation_id="council",
        kind=ContactKind.EMAIL,
        value=SECRET,
        consent=consent,
        visibility=visibility,
    )


def a_draft() -> Draft:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return Draft(
        id="draft.hers",
        account_id="account.clerk",
        subject="venue",
        values='{"name": ["A hall nobody knows of"]}',
        step="what",
        begun_at=at,
        changed_at=at,
    )


def a_visitor_gets_no_page_of_those_who_are_signed_in(scene: Scene) -> None:
    visitor = scene.visitor()
    for address in ("/account", "/add", "/people", "/queue", "/rows/asset/hall/edit"):
        answer = visitor.get(address)
        assert answer.status_code == 303, address
        assert answer.location.startswith("/sign-in"), address


def nobody_rises_above_their_role(scene: Scene) -> None:
    stranger = scene.stranger()
    assert stranger.client.get("/people").status_code == 403
    for address in ("/people/account.stranger", "/people/invite"):
        data = {"roles": "administrator", "role": "administrator", "everywhere": "yes"}
        answer = stranger.send(address, data, form="/account")
        assert answer.status_code == 403, address
    account = scene.store.accounts.one("account.stranger")
    assert account.roles == (Role.CONTRIBUTOR,)


def a_form_gives_nobody_more_than_it_asks(scene: Scene) -> None:
    """Fields that the form does not have change nothing (mass assignment)."""
    clerk = scene.clerk()
    more = {"roles": "administrator", "organisation_ids": "lender", "everywhere": "1", "id": "x"}
    clerk.send("/account/sign-out-everywhere", more, form="/account")
    account = scene.store.accounts.one("account.clerk")
    assert (account.roles, account.organisation_ids) == ((Role.CONTRIBUTOR,), ("council",))


def the_rows_of_others_stay_as_they_are(scene: Scene) -> None:
    scene.clerk()
    stranger = scene.stranger()
    before = scene.store.asset("hall")
    for address in (
        "/rows/asset/hall/edit",
        "/rows/asset/hall/remove",
        "/rows/organisation/council/edit",
        "/our/council/still-right",
        "/our/council/contacts/new",
        "/organisations/council/standing",
    ):
        answer = stranger.send(address, {**HALL_FORM, "rows": "asset hall"}, form="/account")
        assert answer.status_code in (403, 404), f"{address}: {answer.status_code}"
    assert scene.store.asset("hall") == before


def a_draft_is_nobody_elses(scene: Scene) -> None:
    clerk = scene.clerk()
    scene.store.desk.drafts.keep(a_draft())
    assert clerk.client.get("/add/draft.hers/what").status_code == 200
    admin = scene.somebody("Root", Role.ADMINISTRATOR)
    for other in (scene.stranger(), admin):
        for address in ("/add/draft.hers", "/add/draft.hers/what", "/add/draft.hers/place.js"):
            answer = other.client.get(address)
            assert answer.status_code == 404, address
        answer = other.send("/add/draft.hers/throw-away", form="/account")
        assert answer.status_code == 404
    assert scene.store.desk.drafts.find("draft.hers") == a_draft()


def contact_details_are_for_those_they_are_meant_for(scene: Scene) -> None:
    scene.store.write([a_contact(Visibility.EVERYBODY)], by="test", message="Shown")
    for hidden in (
        a_contact(Visibility.STAFF),
        a_contact(Visibility.PARTNERS),
        a_contact(Visibility.EVERYBODY, Consent.UNKNOWN),
        a_contact(Visibility.EVERYBODY, Consent.NO),
    ):
        scene.store.write([hidden], by="test", message="Hidden")
        everything = read_all(scene.visitor(), ADDRESSES)
        assert SECRET not in everything, f"a visitor saw {hidden.visibility}, {hidden.consent}"
        if hidden.visibility is not Visibility.PARTNERS:
            everything = read_all(scene.stranger().client, ADDRESSES)
            assert SECRET not in everything, "another contributor saw it"


ADDRESSES = (
    "/organisations/council",
    "/directory",
    "/directory.csv",
    "/directory.geojson",
    "/history/organisation/council",
    "/history/contact/contact.secret",
    "/suggest/contact/contact.secret",
    "/rows/contact/contact.secret/edit",
    "/our/council",
    "/assets/hall",
)


def read_all(client: Any, addresses: Iterable[str]) -> str:
    return "".join(client.get(address).get_data(as_text=True) for address in addresses)


class Counting:
    """A hasher that counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0
        self._hasher = PasswordHasher()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._hasher, name)

    def verify(self, kept: str, typed: str) -> bool:
        self.asked += 1
        return self._hasher.verify(kept, typed)


def who_has_an_account_cannot_be_found_out(scene: Scene) -> None:
    scene.clerk()
    told, was = set(), passwords._hasher
    passwords._hasher = counting = Counting()
    try:
        for email in ("clerk@parish.example", "nobody@parish.example"):
            counting.asked = 0
            answer = scene.sign_in(scene.visitor(), email, "wrong password")
            told.add(
                (answer.status_code, re.sub(r'value="[^"]*"', "", answer.text), counting.asked)
            )
    finally:
        passwords._hasher = was
    assert len(told) == 1, "the answer, or the work for it, tells them apart"


def a_forgotten_password_tells_nothing(scene: Scene) -> None:
    clerk, told = scene.clerk(), set()
    for email in ("clerk@parish.example", "nobody@parish.example"):
        guest = Person(scene.app)
        answer = guest.send("/sign-in/forgotten", {"email": email})
        told.add((answer.status_code, answer.location, guest.get(answer.location).words))
    assert clerk.account
    assert len(told) == 1


def _only_where_kept(kept: str, password: str) -> bool:
    try:
        return bool(kept) and passwords._hasher.verify(kept, password)
    except VerificationError:
        return False


def _yes(*args: Any) -> bool:
    return True


def _told_apart() -> Any:
    known = opened.store().accounts.of_email(request.form["email"])
    return redirect("/sign-in/forgotten/sent" if known else "/sign-in", 303)


def _resumed_by_anybody(account: Any, id: str) -> Adding:
    draft = opened.store().desk.drafts.one(id)
    subject = subject_of(draft.subject)
    assert subject
    return Adding(draft=draft, subject=subject, values=json.loads(draft.values))


GUARDS = (
    Guard(
        keeps_out="visitors from pages of those who are signed in",
        check=a_visitor_gets_no_page_of_those_who_are_signed_in,
        gone=(("service.access.Access.lets", lambda self, account, local=False: True),),
    ),
    Guard(
        keeps_out="people from the pages of other roles",
        check=nobody_rises_above_their_role,
        gone=(("service.access.Access.lets", lambda self, account, local=False: True),),
    ),
    Guard(
        keeps_out="changes to the rows of others",
        check=the_rows_of_others_stay_as_they_are,
        gone=(
            ("service.rows.may_change", _yes),
            ("service.saving.refuse_others", lambda *args: None),
        ),
    ),
    Guard(
        keeps_out="others from somebody's drafts",
        check=a_draft_is_nobody_elses,
        gone=(("service.adding.drafts.resumed", _resumed_by_anybody),),
    ),
    Guard(
        keeps_out="visitors from contact details",
        check=contact_details_are_for_those_they_are_meant_for,
        gone=(("service.views.organisations.shown_to", lambda account, known: tuple(known)),),
    ),
    Guard(
        keeps_out="whoever asks who has an account, by signing in",
        check=who_has_an_account_cannot_be_found_out,
        gone=(("service.signing.passwords.matches", _only_where_kept),),
    ),
    Guard(
        keeps_out="whoever asks who has an account, by a forgotten password",
        check=a_forgotten_password_tells_nothing,
        gone=(("service.views.mailed_links.redirect", lambda *args: _told_apart()),),
    ),
)


@pytest.mark.parametrize("guard", GUARDS, ids=str)
def test_it_is_kept_out(scene: Scene, guard: Guard) -> None:
    guard.check(scene)


def test_a_form_gives_nobody_more_than_it_asks(scene: Scene) -> None:
    a_form_gives_nobody_more_than_it_asks(scene)
