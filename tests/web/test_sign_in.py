"""Signing in and out: who gets in, for how long, and what an attacker learns."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from graph.model import Account, Role
from service.app import create_app
from service.config import Config
from tests.web.clock import Clock
from tests.web.people import PASSWORD, Person, an_account, somebody

REMOTE = {"REMOTE_ADDR": "192.0.2.7"}


@pytest.fixture
def clock(spare_app) -> Clock:
    spare_app.config["HEDGEROW_CLOCK"] = clock = Clock()
    return clock


@pytest.fixture
def morwenna(spare) -> Account:
    account = an_account()
    spare.accounts.keep(account)
    return account


def sign_in(app, email: str = "morwenna@parish.example", password: str = PASSWORD, **more):
    visitor = Person(app)
    answer = visitor.send("/sign-in", {"email": email, "password": password, **more})
    return visitor, answer


def what_happened(store) -> list[str]:
    return [event.what for event in store.events.recent()]


def test_whoever_knows_the_password_gets_in_and_out(spare_app, spare, morwenna):
    visitor, answer = sign_in(spare_app, email="  Morwenna@Parish.example ")
    assert (answer.status_code, answer.location) == (303, "/")
    page = visitor.get("/account")
    assert "Signed in as morwenna@parish.example" in page.words
    assert visitor.send("/sign-out", form="/account").status_code == 303
    assert visitor.client.get("/account").location == "/sign-in?next=%2Faccount"
    assert what_happened(spare) == ["signed out", "signed in"]
    assert {event.account_id for event in spare.events.recent()} == {morwenna.id}


@pytest.mark.parametrize("next", ["/account", "/gaps?theme=sport&area=E1"])
def test_one_goes_on_to_where_one_was(spare_app, morwenna, next):
    visitor = Person(spare_app)
    shown = visitor.get(f"/sign-in?next={next.replace('&', '%26')}")
    assert f'value="{next.replace("&", "&amp;")}"' in shown.html
    assert sign_in(spare_app, next=next)[1].location == next


@pytest.mark.parametrize(
    "next",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "evil", "/\x00", "\\\\evil", ""],
)
def test_nobody_is_sent_elsewhere(spare_app, morwenna, next):
    assert sign_in(spare_app, next=next)[1].location == "/"


def test_a_wrong_password_and_an_unknown_address_are_told_alike(spare_app, spare, morwenna):
    spare.accounts.keep(an_account("Jory", disabled=True))
    spare.accounts.keep(an_account("Keren", password=""))
    pages = [
        sign_in(spare_app, email=email, password=password)[1]
        for email, password in (
            ("morwenna@parish.example", "wrong"),
            ("nobody@parish.example", PASSWORD),
            ("jory@parish.example", PASSWORD),
            ("keren@parish.example", ""),
            ("not an address", PASSWORD),
        )
    ]
    assert {page.status_code for page in pages} == {400}
    plain = {
        page.text.replace(email, "").split('<div class="govuk-error-summary"')[1].split("</div>")[0]
        for page, email in zip(pages, ["x"] * 5, strict=True)
    }
    assert len(plain) == 1
    assert all("is not right" in page.text for page in pages)
    assert "wrong password" in what_happened(spare)


def test_what_was_typed_is_kept_but_never_the_password(spare_app, morwenna):
    _, answer = sign_in(spare_app, password="not this one at all")
    assert 'value="morwenna@parish.example"' in answer.text
    assert "not this one at all" not in answer.text


def test_signing_in_begins_a_new_session_whatever_the_browser_brought(spare_app, morwenna):
    visitor = Person(spare_app)
    with visitor.client.session_transaction() as session:
        session["planted"] = "by somebody else"
    before = visitor.token()
    visitor.send("/sign-in", {"email": morwenna.email, "password": PASSWORD})
    with visitor.client.session_transaction() as session:
        assert "planted" not in session
        assert session["account"] == morwenna.id
    answer = visitor.client.post("/sign-out", data={"csrf_token": before})
    assert answer.status_code == 400  # a token from before is worth nothing


def test_a_session_ends_after_an_hour_without_doing_anything(spare_app, spare, morwenna, clock):
    visitor, _ = sign_in(spare_app)
    for _ in range(3):
        clock.go_on(minutes=50)
        assert visitor.status("/account") == 200
    clock.go_on(minutes=61)
    assert visitor.status("/account") == 303


def test_a_session_ends_after_half_a_day_whatever_one_does(spare_app, morwenna, clock):
    visitor, _ = sign_in(spare_app)
    for _ in range(14):
        clock.go_on(minutes=50)
        assert visitor.status("/account") == 200
    clock.go_on(minutes=50)
    assert visitor.status("/account") == 303


@pytest.mark.parametrize(
    "change",
    [
        {"disabled": True},
        {"signed_out_at": datetime(2100, 1, 1, tzinfo=UTC)},
    ],
)
def test_a_session_ends_with_the_account(spare_app, spare, morwenna, change):
    visitor, _ = sign_in(spare_app)
    assert visitor.status("/account") == 200
    spare.accounts.keep(replace(morwenna, **change))
    assert visitor.status("/account") == 303
    spare.accounts.remove(morwenna.id)
    assert visitor.status("/account") == 303


def test_signing_out_everywhere_ends_the_other_sessions_too(spare_app, spare, morwenna, clock):
    here, there = sign_in(spare_app)[0], sign_in(spare_app)[0]
    clock.go_on(seconds=1)
    assert here.send("/account/sign-out-everywhere", form="/account").status_code == 303
    assert [one.status("/account") for one in (here, there)] == [303, 303]
    assert sign_in(spare_app)[0].status("/account") == 200


def test_a_new_password_ends_the_other_sessions_and_only_those(spare_app, spare, morwenna, clock):
    here, there = sign_in(spare_app)[0], sign_in(spare_app)[0]
    clock.go_on(seconds=1)
    new = "seven quiet herons knitting"

    def change(current: str, password: str):
        data = {"current": current, "password": password}
        return here.send("/account/password", data, form="/account")

    assert "This is not your password" in change("wrong", new).text
    assert "easily guessed" in change(PASSWORD, "morwennamorwenna").text
    assert "12 to 128" in change(PASSWORD, "short").text
    assert change(PASSWORD, new).status_code == 303
    assert [letter.purpose for letter in spare.desk.letters.all()] == ["password-changed"]
    assert [one.status("/account") for one in (here, there)] == [200, 303]
    assert sign_in(spare_app)[1].status_code == 400
    assert sign_in(spare_app, password=new)[1].status_code == 303


def test_a_password_is_tried_a_few_times_and_then_the_door_stays_shut(spare_app, spare, morwenna):
    answers = [sign_in(spare_app, password=f"guess {n}")[1].status_code for n in range(11)]
    assert answers == [400] * 10 + [429]
    visitor, answer = sign_in(spare_app)
    assert answer.status_code == 429
    assert "tried too often" in answer.text
    assert "per minute" not in answer.text
    token = visitor.token()
    data = {"csrf_token": token, "email": morwenna.email, "password": PASSWORD}
    # from elsewhere too, since it is the address that is guessed at
    elsewhere = visitor.client.post("/sign-in", data=data, environ_base=REMOTE)
    assert elsewhere.status_code == 429


def test_a_cookie_that_somebody_made_up_is_nobodys(spare_app, morwenna):
    other = create_app(Config(data=spare_app.config["HEDGEROW"].data / "other"))
    forged = Person(other, morwenna)
    cookie = forged.client.get_cookie("hedgerow")
    victim = Person(spare_app)
    victim.client.set_cookie("hedgerow", cookie.value)
    assert victim.status("/account") == 303


@pytest.mark.parametrize("rubbish", ["x", {"a": 1}, None, [1]])
def test_a_session_with_rubbish_in_it_is_nobodys(spare_app, morwenna, rubbish):
    for field in ("account", "began", "seen"):
        visitor = Person(spare_app, morwenna)
        with visitor.client.session_transaction() as session:
            session[field] = rubbish
        assert visitor.status("/account") == 303


def test_somebody_who_is_signed_in_is_named_on_every_page(spare_app, spare):
    person = somebody(spare_app, spare, "Tamsin", Role.STEWARD, everywhere=True)
    assert "Signed in as Tamsin" in person.get("/").words
    assert "Sign in" in Person(spare_app).get("/").words
    assert "look after all areas" in person.get("/account").words


def test_no_cache_keeps_what_somebody_sees_who_is_signed_in(spare_app, spare):
    person = somebody(spare_app, spare, "Tamsin", Role.STEWARD, everywhere=True)
    for address in ("/", "/account", "/gaps", "/queue"):
        assert person.get(address).headers["Cache-Control"] == "no-store", address
    assert Person(spare_app).get("/").headers["Cache-Control"] == "no-cache"
