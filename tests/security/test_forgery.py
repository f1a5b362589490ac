"""Requests that another site makes a browser send, and addresses that lead away."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from service.access import safe_path
from tests.security.scene import Guard, Scene
from tests.web.people import TOKEN


def no_form_is_taken_without_its_token(scene: Scene) -> None:
    clerk = scene.clerk()
    for data in ({}, {"csrf_token": "made up"}):
        answer = clerk.client.post("/account/sign-out-everywhere", data=data)
        assert answer.status_code == 400, "a form without its token was taken"
    account = scene.store.accounts.one("account.clerk")
    assert account.signed_out_at is None


def the_token_of_one_browser_is_worth_nothing_in_another(scene: Scene) -> None:
    clerk, stranger = scene.clerk(), scene.stranger()
    data = {"csrf_token": stranger.token()}
    assert clerk.client.post("/account/sign-out-everywhere", data=data).status_code == 400


def a_host_that_is_not_ours_is_refused(scene: Scene) -> None:
    for host in ("evil.example", "localhost.evil.example", "127.0.0.1.evil.example"):
        answer = scene.visitor().get("/methods", headers={"Host": host})
        assert answer.status_code == 400, f"{host} was answered"


def signing_in_leads_nowhere_else(scene: Scene) -> None:
    scene.clerk()
    for wanted in LED_AWAY:
        client = scene.visitor()
        answer = scene.sign_in(client, "clerk@parish.example", next=wanted)
        assert (answer.status_code, answer.location) == (303, "/"), wanted


LED_AWAY = (
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "\\\\evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/\r\nSet-Cookie: a=b",
)


def _unchecked(path: str) -> str:
    return path


GUARDS = (
    Guard(
        keeps_out="a form that another site sends",
        check=no_form_is_taken_without_its_token,
        gone=(("service.app.CSRFProtect", lambda app: SimpleNamespace(exempt=lambda view: view)),),
    ),
    Guard(
        keeps_out="a form with somebody else's token",
        check=the_token_of_one_browser_is_worth_nothing_in_another,
        gone=(("flask_wtf.csrf.validate_csrf", lambda *args, **options: None),),
    ),
    Guard(
        keeps_out="a name of this server that somebody else made up",
        check=a_host_that_is_not_ours_is_refused,
        gone=(("service.access.host_name", lambda host: "localhost"),),
    ),
    Guard(
        keeps_out="an address that leads away after signing in",
        check=signing_in_leads_nowhere_else,
        gone=(("service.access.safe_path", _unchecked),),
    ),
)


@pytest.mark.parametrize("guard", GUARDS, ids=str)
def test_it_is_kept_out(scene: Scene, guard: Guard) -> None:
    guard.check(scene)


@pytest.mark.parametrize("path", ["/", "/gaps?age_from=11", "/rows/asset/hall/edit", "/a%20b"])
def test_a_path_of_our_own_is_gone_on_to(path: str) -> None:
    assert safe_path(path) == path


def test_a_form_with_its_own_token_is_taken(scene: Scene) -> None:
    clerk = scene.clerk()
    token = TOKEN.search(clerk.client.get("/account").text)
    assert token
    answer = clerk.client.post("/account/sign-out-everywhere", data={"csrf_token": token[1]})
    assert answer.status_code == 303
