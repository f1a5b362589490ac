"""Behind https: the session's cookie, and what browsers are told."""

from __future__ import annotations

from service.app import create_app
from service.config import Config
from tests.web.people import Person


def test_behind_https_the_cookie_is_for_this_host_and_https_only(spare, tmp_path):
    config = Config(
        data=tmp_path, url="https://map.example.org", trusted_hosts=("map.example.org",)
    )
    visitor = create_app(config, store=spare).test_client()
    answer = visitor.get("/sign-in", base_url="https://map.example.org")
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith("__Host-hedgerow=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_on_this_machine_the_cookie_works_without_https(spare_app):
    answer = Person(spare_app).client.get("/sign-in")
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith("hedgerow=")
    assert "Secure" not in cookie
    assert "Strict-Transport-Security" not in answer.headers
