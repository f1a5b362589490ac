"""Sessions: none can be planted, kept after its end, or read by a script."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Response, g, redirect
from flask import session as cookie

from graph.model import Account
from service.signing import codes
from service.signing import session as sessions
from tests.security.scene import Guard, Scene
from tests.web.people import PASSWORD, TOKEN


def nothing_that_was_planted_outlives_signing_in(scene: Scene) -> None:
    scene.clerk()
    client = scene.visitor()
    with client.session_transaction() as session:
        session["planted"] = "by somebody else"
    scene.sign_in(client, "clerk@parish.example")
    with client.session_transaction() as session:
        assert session["account"] == "account.clerk"
        assert "planted" not in session, "what was in the session before is still there"


def a_copied_cookie_ends_with_signing_out_everywhere(scene: Scene) -> None:
    clerk = scene.clerk()
    thief = scene.visitor()
    kept = clerk.client.get_cookie("hedgerow")
    assert kept
    thief.set_cookie("hedgerow", kept.value)
    assert thief.get("/account").status_code == 200
    clerk.send("/account/sign-out-everywhere", form="/account")
    assert thief.get("/account").status_code == 303, "a copied cookie outlives it"


def a_copied_cookie_ends_with_signing_out(scene: Scene) -> None:
    scene.clerk()
    client, thief = scene.visitor(), scene.visitor()
    scene.sign_in(client, "clerk@parish.example")
    kept = client.get_cookie("hedgerow")
    assert kept
    thief.set_cookie("hedgerow", kept.value)
    assert thief.get("/account").status_code == 200
    token = TOKEN.search(client.get("/account").text)
    assert token
    client.post("/sign-out", data={"csrf_token": token[1]})
    assert client.get("/account").status_code == 303
    thief.set_cookie("hedgerow", kept.value)
    assert thief.get("/account").status_code == 303, "a copied cookie outlives signing out"
    other = scene.visitor()
    assert scene.sign_in(other, "clerk@parish.example").status_code == 303
    assert other.get("/account").status_code == 200, "signing in again is another session"


def a_disabled_account_is_out_at_once(scene: Scene) -> None:
    clerk = scene.clerk()
    assert clerk.client.get("/account").status_code == 200
    scene.store.accounts.change("account.clerk", lambda one: replace(one, disabled=True))
    assert clerk.client.get("/account").status_code == 303, "a disabled account is still in"


def a_session_ends_by_itself(scene: Scene) -> None:
    clerk = scene.clerk()
    later = datetime.now(UTC) + timedelta(minutes=61)
    scene.app.config["HEDGEROW_CLOCK"] = lambda: later
    assert clerk.client.get("/account").status_code == 303, "an idle session goes on"


def a_cookie_that_was_changed_is_no_cookie(scene: Scene) -> None:
    clerk = scene.clerk()
    kept = clerk.client.get_cookie("hedgerow")
    assert kept
    thief = scene.visitor()
    body, dot, seal = kept.value.rpartition(".")
    thief.set_cookie("hedgerow", f"{body}{dot}{seal[::-1]}")
    assert thief.get("/account").status_code == 303


def the_cookie_is_out_of_reach(scene: Scene) -> None:
    scene.settings["url"] = "https://hedgerow.example"
    scene.settings["trusted_hosts"] = ("hedgerow.example",)
    answer = scene.visitor().get("/sign-in", base_url="https://hedgerow.example")
    set_cookie = answer.headers["Set-Cookie"]
    for wanted in ("__Host-hedgerow=", "Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert wanted in set_cookie, wanted
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")


def a_second_step_is_not_passed_over(scene: Scene) -> None:
    scene.somebody("Careful", totp=codes.fresh_secret())
    client = scene.visitor()
    answer = scene.sign_in(client, "careful@parish.example", PASSWORD)
    assert answer.location == "/sign-in/code"
    assert client.get("/account").status_code == 303, "the password alone let somebody in"


def _begin_on_top(account: Account) -> None:
    """As it would be without a new session."""
    cookie["account"] = account.id
    cookie["began"] = cookie["seen"] = datetime.now(UTC).timestamp()
    g.account = account


def _found_by_id_only() -> Account | None:
    id = cookie.get("account")
    return sessions.store().accounts.find(id) if id else None


def _straight_in(account: Account, onward: str, way: str = "") -> Response:
    sessions.begin(account)
    return redirect(onward, 303)


GUARDS = (
    Guard(
        keeps_out="a session that somebody planted",
        check=nothing_that_was_planted_outlives_signing_in,
        gone=(("service.signing.session.begin", _begin_on_top),),
    ),
    Guard(
        keeps_out="a copied cookie after signing out everywhere",
        check=a_copied_cookie_ends_with_signing_out_everywhere,
        gone=(("service.signing.session._found", _found_by_id_only),),
    ),
    Guard(
        keeps_out="a copied cookie after signing out",
        check=a_copied_cookie_ends_with_signing_out,
        gone=(("service.signing.session._is_signed_out", lambda: False),),
    ),
    Guard(
        keeps_out="somebody who was disabled",
        check=a_disabled_account_is_out_at_once,
        gone=(("service.signing.session._found", _found_by_id_only),),
    ),
    Guard(
        keeps_out="a session that nobody uses",
        check=a_session_ends_by_itself,
        gone=(("service.signing.session._lasts", lambda: True),),
    ),
    Guard(
        keeps_out="a cookie that was changed",
        check=a_cookie_that_was_changed_is_no_cookie,
        gone=(("itsdangerous.signer.Signer.verify_signature", lambda *args: True),),
    ),
    Guard(
        keeps_out="a cookie that scripts, other sites or the wire can read",
        check=the_cookie_is_out_of_reach,
        gone=(("service.config.Config.is_https", property(lambda self: False)),),
    ),
    Guard(
        keeps_out="a password without its second step",
        check=a_second_step_is_not_passed_over,
        gone=(("service.signing.arrival.arrive", _straight_in),),
    ),
)


@pytest.mark.parametrize("guard", GUARDS, ids=str)
def test_it_is_kept_out(scene: Scene, guard: Guard) -> None:
    guard.check(scene)


def test_signing_out_clears_the_cookie(scene: Scene) -> None:
    clerk = scene.clerk()
    clerk.send("/sign-out", form="/account")
    assert (
        clerk.client.get_cookie("hedgerow") is None
        or clerk.client.get("/account").status_code == 303
    )
