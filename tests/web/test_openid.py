"""Signing in at a provider of identities: who gets in, and what is not believed."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from joserfc.jwk import OctKey, RSAKey

from service.app import create_app
from service.config import Config
from service.provider import Provider
from tests.web.clock import Clock
from tests.web.people import Person, an_account
from tests.web.providers import (
    CLIENT_ID,
    SECRET,
    Liar,
    consent,
    free_port,
    know,
    lying,
    well_behaved,
)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A provider that behaves, for the module."""
    with well_behaved() as address:
        yield address


@pytest.fixture
def liar() -> Iterator[Liar]:
    """A provider that says what a test wants."""
    with lying() as liar:
        yield liar


def an_app(store, tmp_path: Path, issuer: str, **config) -> Flask:
    provider = Provider(issuer=issuer, client_id=CLIENT_ID, client_secret=SECRET, name="Kernow")
    given = Config(data=tmp_path / "data", openid=provider, **config)
    app = create_app(given, store=store, patience_s=None)
    app.config["HEDGEROW_OPENID_PATIENCE_S"] = 5.0
    return app


@pytest.fixture
def app(spare, tmp_path, address) -> Flask:
    return an_app(spare, tmp_path, address)


@pytest.fixture
def lied_to(spare, tmp_path, liar) -> Flask:
    spare.accounts.keep(an_account())
    return an_app(spare, tmp_path, liar.address)


def set_out(visitor: Person, onward: str = "") -> str:
    """Where the provider is."""
    answer = visitor.client.get(f"/sign-in/openid?next={onward}")
    assert answer.status_code == 302, answer.text[-1500:]
    return answer.location


def come_back(visitor: Person, location: str):
    parts = urlsplit(location)
    return visitor.client.get(f"{parts.path}?{parts.query}")


def is_inside(visitor: Person) -> bool:
    return visitor.status("/account") == 200


def what_happened(store) -> list[str]:
    return [event.what for event in store.events.recent()]


def test_whoever_was_invited_comes_in_by_a_confirmed_address(app, spare, address):
    spare.accounts.keep(an_account(password=""))
    know(address, "m1", email="Morwenna@Parish.example", email_verified=True)
    visitor = Person(app)
    assert "Sign in with Kernow" in visitor.get("/sign-in?next=/gaps").words
    asked = set_out(visitor, "/gaps")
    query = parse_qs(urlsplit(asked).query)
    assert query["code_challenge_method"] == ["S256"]
    assert query["nonce"][0]
    assert query["state"][0]
    assert query["redirect_uri"] == ["http://localhost/sign-in/openid/back"]
    assert SECRET not in asked
    answer = come_back(visitor, consent(asked, "m1"))
    assert (answer.status_code, answer.location) == (303, "/gaps")
    assert is_inside(visitor)
    assert spare.accounts.one("account.morwenna").openid == f"{address} m1"
    assert what_happened(spare) == ["signed in by Kernow", "joined with an account at Kernow"]


def test_from_then_on_the_provider_knows_them_whatever_their_address_is(app, spare, address):
    spare.accounts.keep(an_account(openid=f"{address} m2"))
    know(address, "m2", email="elsewhere@new.example", email_verified=False)
    visitor = Person(app)
    come_back(visitor, consent(set_out(visitor), "m2"))
    assert is_inside(visitor)
    assert what_happened(spare) == ["signed in by Kernow"]


def test_the_second_step_is_asked_for_here_too(app, spare, address):
    spare.accounts.keep(an_account(openid=f"{address} m3", totp="JBSWY3DPEHPK3PXP"))
    know(address, "m3")
    visitor = Person(app)
    answer = come_back(visitor, consent(set_out(visitor, "/gaps"), "m3"))
    assert answer.location == "/sign-in/code"
    assert not is_inside(visitor)


@pytest.mark.parametrize(
    ("kept", "claims"),
    [
        ({}, {"email": "morwenna@parish.example", "email_verified": False}),
        ({}, {"email": "morwenna@parish.example"}),
        ({}, {"email": "morwenna@parish.example", "email_verified": "true"}),
        ({}, {"email": "nobody@parish.example", "email_verified": True}),
        ({}, {"email": "not an address", "email_verified": True}),
        ({}, {}),
        ({"disabled": True}, {"email": "morwenna@parish.example", "email_verified": True}),
        (
            {"openid": "https://other.example 9"},
            {"email": "morwenna@parish.example", "email_verified": True},
        ),
    ],
)
def test_nobody_gets_an_account_by_themselves(app, spare, address, kept, claims):
    account = an_account(**kept)
    spare.accounts.keep(account)
    know(address, "stranger", **claims)
    visitor = Person(app)
    answer = come_back(visitor, consent(set_out(visitor), "stranger"))
    assert answer.status_code == 403
    assert "no account here for you" in answer.text
    assert not is_inside(visitor)
    assert spare.accounts.all() == (account,)


def test_whoever_is_disabled_stays_out_though_the_provider_knows_them(app, spare, address):
    spare.accounts.keep(an_account(openid=f"{address} m4", disabled=True))
    know(address, "m4")
    visitor = Person(app)
    assert come_back(visitor, consent(set_out(visitor), "m4")).status_code == 403
    assert what_happened(spare) == ["sign-in refused: disabled"]


def test_a_session_begins_anew(app, spare, address):
    spare.accounts.keep(an_account(openid=f"{address} m5"))
    know(address, "m5")
    visitor = Person(app)
    with visitor.client.session_transaction() as cookie:
        cookie["planted"] = "by somebody else"
    come_back(visitor, consent(set_out(visitor), "m5"))
    with visitor.client.session_transaction() as cookie:
        assert set(cookie) & {"planted", "openid_onward", "openid_began"} == set()
        assert not [name for name in cookie if name.startswith("_state_")]


@pytest.mark.parametrize("onward", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_nobody_is_sent_elsewhere_afterwards(app, spare, address, onward):
    spare.accounts.keep(an_account(openid=f"{address} m6"))
    know(address, "m6")
    visitor = Person(app)
    assert come_back(visitor, consent(set_out(visitor, onward), "m6")).location == "/"


# -- what is not believed ----------------------------------------------------------


def test_an_answer_that_this_browser_did_not_ask_for_is_refused(lied_to, liar):
    victim, attacker = Person(lied_to), Person(lied_to)
    back = liar.grant(set_out(attacker))
    assert come_back(victim, back).status_code == 400  # never set out
    set_out(victim)
    answer = come_back(victim, back)  # set out, but with another state
    assert answer.status_code == 400
    assert "Please begin again" in answer.text
    assert "/token" not in liar.asked
    assert not is_inside(victim)


def test_a_code_works_once(lied_to, liar):
    visitor = Person(lied_to)
    back = liar.grant(set_out(visitor))
    assert come_back(visitor, back).status_code == 303
    again = Person(lied_to)
    assert come_back(again, back).status_code == 400
    query = parse_qs(urlsplit(set_out(again)).query)
    replayed = back.split("&state=")[0] + f"&state={query['state'][0]}"
    assert come_back(again, replayed).status_code == 502  # the provider knows the code no more
    assert not is_inside(again)


def test_a_code_that_was_stolen_lacks_the_verifier(lied_to, liar):
    victim, thief = Person(lied_to), Person(lied_to)
    stolen = liar.grant(set_out(victim)).split("&state=")[0]
    state = parse_qs(urlsplit(set_out(thief)).query)["state"][0]
    assert come_back(thief, f"{stolen}&state={state}").status_code == 502
    assert not is_inside(thief)


def test_it_may_take_ten_minutes_and_no_longer(lied_to, liar):
    lied_to.config["HEDGEROW_CLOCK"] = clock = Clock()
    visitor, late = Person(lied_to), Person(lied_to)
    back, too_late = liar.grant(set_out(visitor)), liar.grant(set_out(late))
    clock.go_on(minutes=9, seconds=59)
    assert come_back(visitor, back).status_code == 303
    clock.go_on(seconds=2)
    assert come_back(late, too_late).status_code == 400


@pytest.mark.parametrize(
    "lie",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"iss": "https://evil.example"},
        {"iss": None},
        {"aud": "somebody-else"},
        {"aud": None},
        {"exp": 1_000_000_000},
        {"exp": None},
        {"sub": None},
        {"sub": ""},
        {"sub": "x" * 256},
        {"iat": 4_000_000_000},
    ],
    ids=str,
)
def test_a_proof_that_is_not_for_us_now_is_not_believed(lied_to, spare, liar, lie):
    def spoil(claims: dict[str, object]) -> None:
        for name, value in lie.items():
            claims[name] = value
            if value is None:
                del claims[name]

    liar.spoil = spoil
    visitor = Person(lied_to)
    answer = come_back(visitor, liar.grant(set_out(visitor)))
    assert answer.status_code == 502
    assert "did not answer as it should" in answer.text
    assert not is_inside(visitor)
    assert not spare.accounts.one("account.morwenna").openid


def test_a_proof_that_another_signed_is_not_believed(lied_to, liar):
    liar.signing = RSAKey.generate_key(2048, parameters={"kid": "one"})
    visitor = Person(lied_to)
    assert come_back(visitor, liar.grant(set_out(visitor))).status_code == 502


def test_a_signature_by_the_shared_secret_is_none(lied_to, liar):
    liar.document = {"id_token_signing_alg_values_supported": ["HS256", "RS256", "none"]}
    liar.signing, liar.header = OctKey.import_key(SECRET), {"alg": "HS256", "kid": "one"}
    visitor = Person(lied_to)
    assert come_back(visitor, liar.grant(set_out(visitor))).status_code == 502


def test_an_answer_of_another_provider_is_not_believed(lied_to, liar):
    visitor = Person(lied_to)
    back = liar.grant(set_out(visitor)) + "&iss=https://evil.example"
    assert come_back(visitor, back).status_code == 502
    assert "/token" not in liar.asked


def test_what_it_tells_elsewhere_must_be_of_the_same_person(lied_to, spare, liar):
    def keep_quiet(claims: dict[str, object]) -> None:
        del claims["email"], claims["email_verified"]

    liar.spoil = keep_quiet
    told = {"email": "morwenna@parish.example", "email_verified": True}
    liar.userinfo = {"sub": "43", **told}
    visitor = Person(lied_to)
    assert come_back(visitor, liar.grant(set_out(visitor))).status_code == 502
    liar.userinfo = {"sub": "42", **told}
    assert come_back(visitor, liar.grant(set_out(visitor))).status_code == 303
    assert is_inside(visitor)


HTML = (200, {"Content-Type": "text/html"}, b"<h1>It works</h1>")
ELSEWHERE = (302, {"Location": "http://127.0.0.1:1/"}, b"")
BROKEN = (500, {}, b"")
ENDLESS = (200, {"Content-Type": "application/json"}, b" " * 600_000)
DISCOVERY = "/.well-known/openid-configuration"


@pytest.mark.parametrize(
    "answer", [HTML, ELSEWHERE, BROKEN, ENDLESS], ids=["html", "302", "500", "long"]
)
@pytest.mark.parametrize("path", [DISCOVERY, "/token", "/keys"])
def test_a_provider_that_is_not_well_gets_a_kind_page(lied_to, liar, caplog, path, answer):
    liar.answers[path] = answer
    visitor = Person(lied_to)
    with caplog.at_level(logging.WARNING):
        if path == DISCOVERY:
            shown = visitor.client.get("/sign-in/openid")
        else:
            shown = come_back(visitor, liar.grant(set_out(visitor)))
    assert shown.status_code == 502
    assert "Nothing is wrong with your account" in shown.text
    assert "127.0.0.1" not in shown.text
    assert "provider of identities failed" in caplog.text
    assert SECRET not in caplog.text
    liar.answers.clear()  # and when it is well again, so are we
    assert come_back(visitor, liar.grant(set_out(visitor))).status_code == 303


@pytest.mark.parametrize(
    "document",
    [
        {"issuer": "https://evil.example"},
        {"token_endpoint": "http://10.0.0.1/token"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"jwks_uri": "file:///etc/passwd"},
        {"id_token_signing_alg_values_supported": ["none", "HS256"]},
    ],
    ids=str,
)
def test_a_document_that_leads_elsewhere_is_not_followed(lied_to, liar, document):
    liar.document = document
    assert Person(lied_to).status("/sign-in/openid") == 502
    assert liar.asked == [DISCOVERY]


def test_our_server_is_sent_nowhere_else(lied_to, liar):
    liar.answers[DISCOVERY] = (302, {"Location": f"{liar.address}/moved"}, b"")
    assert Person(lied_to).status("/sign-in/openid") == 502
    assert liar.asked == [DISCOVERY]


def test_a_provider_that_is_down_gets_a_kind_page(spare, tmp_path):
    app = an_app(spare, tmp_path, f"http://127.0.0.1:{free_port()}")
    answer = Person(app).client.get("/sign-in/openid")
    assert answer.status_code == 502
    assert "did not answer" in answer.text


def test_a_slow_provider_keeps_nobody_waiting(lied_to, liar):
    lied_to.config["HEDGEROW_OPENID_PATIENCE_S"] = 0.3
    liar.slow = True
    assert Person(lied_to).status("/sign-in/openid") == 502  # it would answer after 20 seconds


def test_somebody_who_said_no_at_the_provider_is_not_told_off(lied_to, liar):
    visitor = Person(lied_to)
    state = parse_qs(urlsplit(set_out(visitor)).query)["state"][0]
    answer = visitor.client.get(f"/sign-in/openid/back?error=access_denied&state={state}")
    assert "sign in with your password" in answer.text
    assert "access_denied" not in answer.text


def test_without_a_provider_there_is_no_button_and_no_door(spare_app):
    visitor = Person(spare_app)
    assert "/sign-in/openid" not in visitor.get("/sign-in").html
    assert visitor.status("/sign-in/openid") == 404
    assert visitor.status("/sign-in/openid/back") == 404


def test_an_account_that_joined_elsewhere_meanwhile_stays_as_it_is(spare_app, spare):
    from service.signing.openid import Identity
    from service.views.openid import whose

    spare.accounts.keep(replace(an_account(), openid="https://login.example 1"))
    with spare_app.test_request_context():
        stranger = Identity(
            key="https://login.example 2", email="morwenna@parish.example", verified=True
        )
        assert whose(stranger) is None
