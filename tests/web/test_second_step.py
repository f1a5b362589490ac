"""The second step: set up, asked for, taken once, guessed at, switched off."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from xml.etree import ElementTree

import pyotp
import pytest

from graph.model import Account, Role
from service.views.second_step import without_second_step
from tests.web.clock import Clock
from tests.web.people import PASSWORD, Person, an_account, somebody

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def clock(spare_app) -> Clock:
    spare_app.config["HEDGEROW_CLOCK"] = clock = Clock()
    return clock


@pytest.fixture
def morwenna(spare) -> Account:
    account = an_account(totp=SECRET)
    spare.accounts.keep(account)
    return account


def code(clock: Clock, *, later: int = 0, secret: str = SECRET) -> str:
    return pyotp.TOTP(secret).at(clock.moment + timedelta(seconds=30 * later))


def first_step(app, **more) -> Person:
    visitor = Person(app)
    data = {"email": "morwenna@parish.example", "password": PASSWORD, **more}
    answer = visitor.send("/sign-in", data)
    assert (answer.status_code, answer.location) == (303, "/sign-in/code")
    return visitor


def give(visitor: Person, code: str):
    return visitor.send("/sign-in/code", {"code": code}, form="/sign-in")


def is_inside(visitor: Person) -> bool:
    return visitor.status("/account") == 200


def what_happened(store) -> list[str]:
    return [event.what for event in store.events.recent()]


def test_the_password_alone_signs_nobody_in(spare_app, spare, morwenna, clock):
    visitor = first_step(spare_app, next="/gaps?theme=sport")
    assert visitor.client.get("/account").location == "/sign-in?next=%2Faccount"
    assert "Sign in" in visitor.get("/sign-in/code").words
    answer = give(visitor, code(clock))
    assert answer.location == "/gaps?theme=sport"
    assert is_inside(visitor)
    assert what_happened(spare) == ["signed in and a code"]


def test_signing_in_by_a_code_begins_a_new_session(spare_app, morwenna, clock):
    visitor = first_step(spare_app)
    with visitor.client.session_transaction() as cookie:
        cookie["planted"] = "by somebody else"
    give(visitor, code(clock))
    with visitor.client.session_transaction() as cookie:
        assert "planted" not in cookie
        assert "half" not in cookie


@pytest.mark.parametrize("typed", ["", "000000", "12345", "not digits", "١٢٣٤٥٦", "\x00"])
def test_a_wrong_code_is_refused_and_kept_in_mind(spare_app, spare, morwenna, clock, typed):
    visitor = first_step(spare_app)
    answer = give(visitor, typed)
    assert answer.status_code == 400
    assert "is not the code that your telephone shows" in answer.text
    assert not is_inside(visitor)
    assert what_happened(spare) == ["wrong code after the first proof"]


def test_the_codes_beside_the_present_one_are_taken_and_no_others(spare_app, morwenna, clock):
    taken = []
    for later in (-2, 2, -1, 0, 1):
        visitor = first_step(spare_app)
        give(visitor, code(clock, later=later))
        taken.append(is_inside(visitor))
    assert taken == [False, False, True, True, True]


def test_a_code_is_taken_once(spare_app, morwenna, clock):
    now = code(clock)
    assert give(first_step(spare_app), now).status_code == 303
    assert give(first_step(spare_app), now).status_code == 400
    assert give(first_step(spare_app), code(clock, later=-1)).status_code == 400
    clock.go_on(seconds=30)
    assert give(first_step(spare_app), code(clock)).status_code == 303


def test_whoever_has_begun_has_five_minutes(spare_app, morwenna, clock):
    visitor, late = first_step(spare_app), first_step(spare_app)
    clock.go_on(minutes=4, seconds=59)
    give(visitor, code(clock))
    assert is_inside(visitor)
    clock.go_on(seconds=30)
    answer = give(late, code(clock, later=1))
    assert "more than five minutes" in answer.text
    assert not is_inside(late)


@pytest.mark.parametrize("change", [{"disabled": True}, {"signed_out": True}, {"totp": ""}])
def test_whoever_has_begun_begins_again_when_the_account_changed(
    spare_app, spare, morwenna, clock, change
):
    visitor = first_step(spare_app)
    clock.go_on(seconds=1)
    if change.pop("signed_out", False):
        change["signed_out_at"] = clock.moment
    spare.accounts.keep(replace(morwenna, **change))
    assert "Please begin again" in give(visitor, code(clock)).text
    assert not is_inside(visitor)


def test_codes_are_guessed_a_few_times_and_then_the_door_stays_shut(spare_app, morwenna, clock):
    answers = [give(first_step(spare_app), "000000").status_code for _ in range(6)]
    assert answers == [400] * 5 + [429]
    visitor = first_step(spare_app)
    assert give(visitor, code(clock)).status_code == 429
    data = {"csrf_token": visitor.token("/sign-in"), "code": code(clock)}
    elsewhere = visitor.client.post(
        "/sign-in/code", data=data, environ_base={"REMOTE_ADDR": "192.0.2.7"}
    )
    assert elsewhere.status_code == 429  # it is the account that is guessed at


def test_a_visitor_without_a_first_proof_gets_no_further(spare_app, morwenna, clock):
    visitor = Person(spare_app)
    answer = visitor.send("/sign-in/code", {"code": code(clock)}, form="/sign-in")
    assert "Please begin again" in answer.text
    assert not is_inside(visitor)


# -- setting it up ----------------------------------------------------------------


def begun(app, store, **given) -> tuple[Person, str]:
    person = somebody(app, store, "Tamsin", Role.STEWARD, everywhere=True, **given)
    assert "we expect a second step of you" in person.get("/account").words
    assert person.send("/account/second-step").status_code == 303
    page = person.get("/account/second-step")
    shown = re.search(r"<code[^>]*>([^<]+)</code>", page.html)
    assert shown
    return person, shown[1].replace(" ", "")


def test_it_is_set_up_with_a_picture_and_one_code(spare_app, spare, clock):
    person, secret = begun(spare_app, spare)
    other = Person(spare_app, person.account)
    picture = person.client.get("/account/second-step.svg")
    assert picture.mimetype == "image/svg+xml"
    assert picture.headers["Cache-Control"] == "no-store"
    tree = ElementTree.fromstring(picture.data)
    assert not any(name in element.attrib for element in tree.iter() for name in ("style", "class"))
    assert not spare.accounts.one(person.account.id).totp  # nothing before a code proves it
    clock.go_on(seconds=1)
    data = {"code": code(clock, secret=secret), "current": PASSWORD}
    answer = person.send("/account/second-step/on", data, form="/account/second-step")
    assert answer.location == "/account"
    assert spare.accounts.one(person.account.id).totp == secret
    assert is_inside(person)
    assert not is_inside(other)  # signed out everywhere else
    assert person.status("/account/second-step.svg") == 404
    assert secret not in person.client.get("/account/second-step").text
    assert "switched the second step on" in what_happened(spare)


def test_a_picture_says_what_the_text_says(spare_app):
    from service.signing import codes

    assert codes.spaced(SECRET).startswith("JBSW Y3DP")
    assert codes.picture(SECRET, "a@b.example") != codes.picture("A" * 32, "a@b.example")
    assert len({codes.fresh_secret() for _ in range(9)}) == 9


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"code": "000000", "current": PASSWORD}, "is not the code"),
        ({"code": "right", "current": "somebody else's"}, "not your password"),
    ],
)
def test_it_is_not_set_up_without_the_password_and_a_code(spare_app, spare, clock, data, said):
    person, secret = begun(spare_app, spare)
    if data["code"] == "right":
        data = {**data, "code": code(clock, secret=secret)}
    answer = person.send("/account/second-step/on", data, form="/account/second-step")
    assert answer.status_code == 400
    assert said in answer.text
    assert not spare.accounts.one(person.account.id).totp


def test_it_is_not_set_up_over_one_that_is_there(spare_app, spare, morwenna, clock):
    person = Person(spare_app, morwenna)
    person.send("/account/second-step", form="/account")
    assert person.status("/account/second-step.svg") == 404
    with person.client.session_transaction() as cookie:
        cookie["second_step"] = other = "A" * 32
    data = {"code": code(clock, secret=other), "current": PASSWORD}
    person.send("/account/second-step/on", data, form="/account")
    assert spare.accounts.one(morwenna.id).totp == SECRET


def test_it_is_switched_off_with_the_password_and_a_code(spare_app, spare, morwenna, clock):
    person = Person(spare_app, morwenna)

    def off(code: str, current: str):
        data = {"code": code, "current": current}
        return person.send("/account/second-step/off", data, form="/account/second-step")

    assert "not your password" in off(code(clock), "wrong").text
    assert "is not the code" in off("000000", PASSWORD).text
    assert spare.accounts.one(morwenna.id).totp
    assert off(code(clock), PASSWORD).status_code == 303
    kept = spare.accounts.one(morwenna.id)
    assert (kept.totp, kept.totp_used) == ("", 0)
    assert kept == without_second_step(kept)
    assert is_inside(person)
