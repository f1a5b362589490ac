"""Nothing that opens a door gets into a log, an address elsewhere or somebody's words for it."""

from __future__ import annotations

import logging
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask import request

from graph.errors import StoreUnavailable
from graph.model import Account, Letter
from service.config import Config
from service.signing.links import links
from tests.security.scene import Guard, Scene
from tests.web.people import PASSWORD, TOKEN

SECRETS = {
    "HEDGEROW_SECRET_KEY": "the-key-of-everything",
    "HEDGEROW_SMTP": "mail.example.org:587",
    "HEDGEROW_SMTP_USERNAME": "post",
    "HEDGEROW_SMTP_PASSWORD": "smtp-password-here",
    "HEDGEROW_MAIL_FROM": "post@example.org",
    "HEDGEROW_OPENID_ISSUER": "https://login.example.org",
    "HEDGEROW_OPENID_CLIENT_ID": "hedgerow",
    "HEDGEROW_OPENID_CLIENT_SECRET": "openid-secret-here",
    "NEO4J_URI": "bolt://127.0.0.1:7687",
    "NEO4J_PASSWORD": "graph-password-here",
    "HEDGEROW_URL": "https://hedgerow.example",
    "HEDGEROW_TRUSTED_HOSTS": "hedgerow.example",
}


class Heard(logging.Handler):
    """All that is logged, as text with its traces."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.text = ""
        self.setFormatter(logging.Formatter("%(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self.text += self.format(record) + "\n"


def no_log_holds_a_link(scene: Scene) -> None:
    """The graph fails, or something breaks, while somebody opens the link of a letter."""
    for problem in (StoreUnavailable("The graph does not answer."), RuntimeError("broken")):

        def failing(id: str, problem: Exception = problem) -> None:
            raise problem

        heard, root = Heard(), logging.getLogger()
        root.addHandler(heard)
        app, kept = scene.app, scene.store.desk.spent_links.find
        try:
            scene.store.desk.spent_links.find = failing  # type: ignore[method-assign]
            with app.test_request_context("/"):
                token = links().make("invitation", ["a", "b"], timedelta(hours=1))
            answer = scene.visitor().get(f"/invitation/{token}")
        finally:
            scene.store.desk.spent_links.find = kept  # type: ignore[method-assign]
            root.removeHandler(heard)
        assert answer.status_code >= 500
        assert "/invitation/" in heard.text, "it is logged which route it was"
        assert token not in heard.text, "a live link is in the log"


def no_log_holds_a_password(scene: Scene) -> None:
    scene.clerk()
    heard, root = Heard(), logging.getLogger()
    root.addHandler(heard)
    level = root.level
    root.setLevel(logging.DEBUG)
    try:
        client = scene.visitor()
        scene.sign_in(client, "clerk@parish.example", "gorse-kettle-wrong")
        scene.sign_in(client, "clerk@parish.example", PASSWORD)
    finally:
        root.setLevel(level)
        root.removeHandler(heard)
    assert "gorse-kettle-wrong" not in heard.text
    assert PASSWORD not in heard.text
    for event in scene.store.events.all():
        assert PASSWORD not in str(event)


def what_is_said_of_the_settings_holds_no_secret(scene: Scene) -> None:
    config = Config.from_env(SECRETS)
    assert config.mail.is_set
    assert config.openid.is_set
    for said in (repr(config), str(config), repr(config.mail), repr(config.openid)):
        for name, secret in SECRETS.items():
            if "PASSWORD" in name or "SECRET" in name:
                assert secret not in said, name


def what_is_said_of_people_holds_nothing_private(scene: Scene) -> None:
    account = Account(
        id="account.a",
        name="Morwenna",
        email="m@parish.example",
        password="$argon2id$hash",
        totp="SECRETSECRET",
        made_on=date(2026, 1, 1),
    )
    at = datetime(2026, 1, 1, tzinfo=UTC)
    letter = Letter(
        id="l", to=account.email, subject="S", text="a live link", purpose="p", written_at=at
    )
    for said in (repr(account), str(account), repr(letter), f"{letter}"):
        for private in (account.email, account.password, account.totp, "a live link"):
            assert private not in said


def keys_are_for_their_owner_alone(scene: Scene) -> None:
    assert scene.visitor().get("/sign-in").status_code == 200
    modes = {
        path.name: oct(path.stat().st_mode & 0o777) for path in Path(scene.folder).rglob("*.key")
    }
    assert modes == {"web.key": "0o600"}


def _with_path() -> str:
    return request.path


GUARDS = (
    Guard(
        keeps_out="live links from the log",
        check=no_log_holds_a_link,
        gone=(("service.errors.asked_for", _with_path),),
    ),
    Guard(
        keeps_out="secrets from what is said of the settings",
        check=what_is_said_of_the_settings_holds_no_secret,
        gone=(
            (
                "service.config.Config.__repr__",
                lambda self: f"Config({self.secret_key}, {self.neo4j_password})",
            ),
        ),
    ),
    Guard(
        keeps_out="people's data from what is said of them",
        check=what_is_said_of_people_holds_nothing_private,
        gone=(("graph.model.Account.__repr__", lambda self: f"Account({self.email})"),),
    ),
)


@pytest.mark.parametrize("guard", GUARDS, ids=str)
def test_it_is_kept_out(scene: Scene, guard: Guard) -> None:
    guard.check(scene)


def test_no_log_holds_a_password(scene: Scene) -> None:
    no_log_holds_a_password(scene)


def test_the_key_is_for_its_owner_alone(scene: Scene) -> None:
    keys_are_for_their_owner_alone(scene)


def test_a_form_carries_a_token_of_its_own(scene: Scene) -> None:
    tokens = {TOKEN.search(scene.visitor().get("/sign-in").text)[1] for _ in range(2)}  # type: ignore[index]
    assert len(tokens) == 2
