"""People with accounts, who read and post as a browser would."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from flask import Flask

from graph.model import Account, Role
from graph.store import Store
from service.signing import passwords
from tests.web.reader import Read, Reader, check

PASSWORD = "copper lantern drifting otter"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@cache
def hashed() -> str:
    """What is kept of everybody's password."""
    return passwords.hashed(PASSWORD)


def an_account(name: str = "Morwenna", *roles: Role, **given: Any) -> Account:
    """An account; its address is its name at parish.example."""
    values: dict[str, Any] = {
        "id": f"account.{name.lower()}",
        "name": name,
        "email": f"{name.lower()}@parish.example",
        "roles": roles,
        "made_on": date(2026, 1, 1),
        "password": hashed(),
        **given,
    }
    return Account(**values)


class Person(Reader):
    """Somebody who is signed in; forms are posted with their token.

    Parameters
    ----------
    app
        The application.
    account
        Whose session it is; None for a visitor.
    """

    def __init__(self, app: Flask, account: Account | None = None) -> None:
        super().__init__(app)
        self.account = account
        if account is not None:
            now = datetime.now(UTC).timestamp()
            with self.client.session_transaction() as session:
                session["account"] = account.id
                session["began"] = session["seen"] = now

    def token(self, address: str = "") -> str:
        """The token of the first form on a page; without one, on a page that they may read."""
        address = address or ("/account" if self.account else "/sign-in")
        found = TOKEN.search(self.client.get(address).text)
        assert found, f"{address} has no form"
        return found[1]

    def check(self, answer: Any) -> Read:
        """The page that a form was answered with, if it is sound."""
        address = answer.request.path
        return check(address, answer.text, answer.status_code, dict(answer.headers))

    def send(
        self, address: str, data: dict[str, Any] | None = None, *, form: str = "", **options: Any
    ) -> Any:
        """Post a form; ``form`` is the page that it stands on, where that is another."""
        given = {"csrf_token": self.token(form or address), **(data or {})}
        return self.client.post(address, data=given, **options)


def somebody(
    app: Flask, store: Store, name: str = "Morwenna", *roles: Role, **given: Any
) -> Person:
    """Keep an account and sign it in."""
    account = an_account(name, *roles, **given)
    store.accounts.keep(account)
    return Person(app, account)
