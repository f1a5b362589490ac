"""Tokens: made and revoked on the page of an account; what they open, and what they do not."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from graph.model import Consent, Contact, ContactKind, Role, Visibility
from service.app import close, create_app
from service.config import Config
from tests.builders import an_organisation
from tests.web.people import PASSWORD, somebody

SECRET = re.compile(r"hedgerow_[\w-]{43}")


def a_contact(id, visibility, consent=Consent.YES):
    return Contact(
        id=id,
        name="Bookings",
        organisation_id="one",
        kind=ContactKind.EMAIL,
        value=f"{id}@parish.example",
        consent=consent,
        visibility=visibility,
    )


@pytest.fixture
def filled(spare, spare_app):
    spare.write(
        [
            an_organisation("one"),
            a_contact("open", Visibility.EVERYBODY),
            a_contact("partners", Visibility.PARTNERS),
            a_contact("staff", Visibility.STAFF),
            a_contact("unasked", Visibility.EVERYBODY, Consent.UNKNOWN),
        ],
        by="test",
        message="One",
    )
    return spare_app


def a_token(person, **given):
    data = {"token_name": "A map", "token_days": "30", "token_password": PASSWORD, **given}
    assert person.send("/account/tokens", data, form="/account").status_code == 303
    return SECRET.search(person.get("/account").html)[0]


def asked(app, address, token=""):
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return app.test_client().get(address, headers=headers)


def contacts(app, token=""):
    answer = asked(app, "/api/v1/contacts", token)
    assert answer.status_code == 200
    return {row["id"] for row in answer.json["items"]}


def test_each_sees_the_contact_details_that_they_may(filled, spare):
    member = a_token(somebody(filled, spare, "Member"))
    steward = a_token(somebody(filled, spare, "Steward", Role.STEWARD, everywhere=True))
    assert contacts(filled) == {"open"}
    assert contacts(filled, member) == {"open", "partners"}
    assert contacts(filled, steward) == {"open", "partners", "staff"}
    assert asked(filled, "/api/v1/contacts/staff").status_code == 404
    assert asked(filled, "/api/v1/contacts/staff", steward).status_code == 200


def test_what_is_for_staff_opens_to_staff_alone(filled, spare):
    member = a_token(somebody(filled, spare, "Member"))
    steward = a_token(somebody(filled, spare, "Steward", Role.STEWARD, everywhere=True))
    for name in ("changes", "freshness-areas", "freshness-organisations"):
        address = f"/api/v1/{name}"
        refused = asked(filled, address)
        assert refused.status_code == 401
        assert refused.headers["WWW-Authenticate"].lower().startswith("bearer")
        assert asked(filled, address, member).status_code == 403
        answer = asked(filled, address, steward)
        assert answer.status_code == 200, answer.text
        assert answer.headers["Cache-Control"] == "no-store"
    assert asked(filled, "/api/v1/changes", steward).json["items"][0]["message"] == "One"


def test_a_stamp_of_one_reader_is_not_that_of_another(filled, spare):
    token = a_token(somebody(filled, spare, "Member"))
    stamp = asked(filled, "/api/v1/organisations").headers["ETag"]
    headers = {"If-None-Match": stamp, "Authorization": f"Bearer {token}"}
    answer = filled.test_client().get("/api/v1/organisations", headers=headers)
    assert answer.status_code == 200


def test_a_token_is_shown_once_and_only_its_digest_is_kept(filled, spare):
    person = somebody(filled, spare, "Member")
    token = a_token(person)
    assert token not in person.get("/account").html
    (kept,) = spare.desk.tokens.of_account(person.account.id)
    assert token not in repr(kept)
    assert kept.used_at is None
    contacts(filled, token)
    (used,) = spare.desk.tokens.of_account(person.account.id)
    assert used.used_at is not None


def test_a_token_that_was_revoked_or_never_was_is_refused(filled, spare):
    person = somebody(filled, spare, "Member")
    token = a_token(person)
    (kept,) = spare.desk.tokens.of_account(person.account.id)
    stranger = somebody(filled, spare, "Stranger")
    taken = stranger.send(f"/account/tokens/{kept.id}/revoke", form="/account")
    assert taken.status_code == 404, "it is somebody else's"
    assert person.send(f"/account/tokens/{kept.id}/revoke", form="/account").status_code == 303
    for wrong in (token, "hedgerow_", "nonsense", f"{token}x"):
        answer = asked(filled, "/api/v1/organisations", wrong)
        assert answer.status_code == 401
        assert answer.mimetype == "application/problem+json"
        assert "invalid_token" in answer.headers["WWW-Authenticate"]


def test_a_token_ends_with_its_time_and_with_its_account(spare, tmp_path):
    app = create_app(Config(data=tmp_path), store=spare, patience_s=None)
    person = somebody(app, spare, "Member")
    token = a_token(person)
    assert asked(app, "/api/v1/sources", token).status_code == 200
    app.config["HEDGEROW_CLOCK"] = lambda: datetime.now(UTC) + timedelta(days=31)
    assert asked(app, "/api/v1/sources", token).status_code == 401
    del app.config["HEDGEROW_CLOCK"]
    spare.accounts.keep(
        type(person.account)(
            **{
                **{name: getattr(person.account, name) for name in person.account.__slots__},
                "disabled": True,
            }
        )
    )
    assert asked(app, "/api/v1/sources", token).status_code == 401
    close(app)


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("password", {"current": PASSWORD, "password": "three herons cross a slate roof"}),
        ("sign-out-everywhere", {}),
    ],
)
def test_whatever_ends_the_sessions_of_an_account_ends_its_tokens(filled, spare, address, data):
    person = somebody(filled, spare, "Member")
    token = a_token(person)
    assert asked(filled, "/api/v1/sources", token).status_code == 200
    assert person.send(f"/account/{address}", data, form="/account").status_code == 303
    answer = asked(filled, "/api/v1/sources", token)
    assert answer.status_code == 401
    assert "the password was changed" in answer.json["detail"]
    again = somebody(filled, spare, "Member", signed_out_at=datetime.now(UTC))
    assert "it has ended" in again.get("/account").html
    assert asked(filled, "/api/v1/sources", a_token(again)).status_code == 200


def test_a_token_opens_no_page_and_changes_nothing(filled, spare):
    token = a_token(somebody(filled, spare, "Steward", Role.ADMINISTRATOR))
    headers = {"Authorization": f"Bearer {token}"}
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    page = filled.test_client().get("/people", headers=headers, environ_base=elsewhere)
    assert page.status_code == 303
    answer = filled.test_client().delete("/api/v1/organisations/one", headers=headers)
    assert answer.status_code == 405


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"token_name": ""}, "Say in a few words"),
        ({"token_days": "9999"}, "Choose for how long"),
        ({"token_password": "guess"}, "This is not your password"),
    ],
)
def test_what_is_wrong_with_a_new_token_is_said(filled, spare, given, words):
    person = somebody(filled, spare, "Member")
    data = {"token_name": "A", "token_days": "30", "token_password": PASSWORD, **given}
    answer = person.send("/account/tokens", data, form="/account")
    assert answer.status_code == 400
    assert words in person.check(answer).words
    assert spare.desk.tokens.of_account(person.account.id) == ()


def test_whoever_is_forgotten_leaves_no_token(filled, spare):
    person = somebody(filled, spare, "Member")
    somebody(filled, spare, "Root", Role.ADMINISTRATOR)
    token = a_token(person)
    spare.people.erase(spare.people.person(person.account.email))
    assert spare.desk.tokens.all() == ()
    assert asked(filled, "/api/v1/sources", token).status_code == 401
