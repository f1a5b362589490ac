"""Every answer, whatever it is, says what a browser may do with it."""

from __future__ import annotations

import pytest

from graph.model import Role
from service import access
from tests.security.scene import Guard, Scene

WANTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def every_answer_carries_the_policy(scene: Scene) -> None:
    root = scene.somebody("Root", *Role, everywhere=True)
    seen = set()
    for client in (scene.visitor(), root.client):
        for rule in scene.app.url_map.iter_rules():
            for method in ("GET", "POST"):
                address = str(rule)
                while "<" in address:
                    start = address.index("<")
                    inside = address[start + 1 : address.index(">")]
                    kind, _, argument = inside.rpartition(":")
                    value = "0" if kind == "int" else f"x{argument}"
                    address = address[:start] + value + address[address.index(">") + 1 :]
                answer = client.open(address, method=method)
                answer.close()
                seen.add(answer.status_code)
                for name, value in WANTED.items():
                    assert answer.headers.get(name) == value, f"{method} {address}: {name}"
                policy = answer.headers.get("Content-Security-Policy", "")
                assert "default-src 'none'" in policy, address
                assert "script-src 'self';" in policy, address
                assert "frame-ancestors 'none'" in policy, address
                assert "unsafe" not in policy, address
    assert {200, 303, 400, 404, 405} <= seen


def what_went_wrong_on_our_side_is_no_exception(scene: Scene) -> None:
    def broken() -> str:
        raise RuntimeError("tables and traces")

    scene.app.view_functions["methods.methods"] = access.public(broken)
    answer = scene.visitor().get("/methods")
    assert answer.status_code == 500
    assert "default-src 'none'" in answer.headers.get("Content-Security-Policy", "")
    assert "Something went wrong on our side" in answer.text
    assert "tables and traces" not in answer.text
    assert "Traceback" not in answer.text


def no_cache_keeps_an_address_that_opens_a_door(scene: Scene) -> None:
    client = scene.visitor()
    rules = [
        rule
        for rule in scene.app.url_map.iter_rules()
        if "token" in rule.arguments and "GET" in (rule.methods or ())
    ]
    assert len(rules) >= 3
    for rule in rules:
        address = str(rule).replace("<token>", "made-up").replace("<word>", "asset")
        answer = client.get(address.replace("<id>", "hall"))
        assert answer.headers["Cache-Control"] == "no-store", address


GUARDS = (
    Guard(
        keeps_out="frames, inline scripts and guessed types",
        check=every_answer_carries_the_policy,
        gone=(("service.headers.secured", lambda response, *args, **options: response),),
    ),
    Guard(
        keeps_out="what a stack trace tells",
        check=what_went_wrong_on_our_side_is_no_exception,
        gone=(("service.app.errors.register", lambda app: None),),
    ),
    Guard(
        keeps_out="signed links from caches",
        check=no_cache_keeps_an_address_that_opens_a_door,
        gone=(("service.headers.opens_a_door", lambda: False),),
    ),
)


@pytest.mark.parametrize("guard", GUARDS, ids=str)
def test_it_is_kept_out(scene: Scene, guard: Guard) -> None:
    guard.check(scene)
