"""Tokens: what a program shows to read what somebody may read, without their session.

A token is 256 random bits that somebody sees once; the graph keeps a digest. Whoever has it may
read what the account may, and change nothing. It counts under the API's address alone. Whatever
ends the sessions of an account, such as a new password, ends its tokens.
"""

from __future__ import annotations

import contextlib
import hashlib
import secrets
from dataclasses import replace
from datetime import timedelta

from flask import Flask, g, request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Unauthorized

from graph.errors import HedgerowError
from graph.model import Account, Token
from service.opened import store
from service.outward import is_outward
from service.signing.session import now

READS = ("/api/v1",)
"""Where tokens count."""
MOST, DAYS = 20, (30, 90, 365)
"""Tokens of one account at most, and for how long they may be made."""
_NOTED = timedelta(hours=1)
"""That a token was used is noted so often at most."""
_MARK = "hedgerow_"


def digest(secret: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(f"token/{secret}".encode()).hexdigest()


def make(account: Account, name: str, *, days: int) -> str:
    """Make a token for somebody, and keep its digest; what is returned is shown once."""
    secret, moment = f"{_MARK}{secrets.token_urlsafe(32)}", now()
    store().desk.tokens.keep(
        Token(
            id=digest(secret),
            account_id=account.id,
            name=name,
            made_at=moment,
            expires_at=moment + timedelta(days=days),
        )
    )
    return secret


def holds(token: Token, account: Account) -> bool:
    """Whether a token still holds: its time is not over, its account was not signed out since."""
    ended = account.signed_out_at is not None and token.made_at < account.signed_out_at
    return not ended and now() < token.expires_at and not account.disabled


def account_of(secret: str) -> Account | None:
    """Whose token it is; None for one that never was, is revoked, or holds no more."""
    if not secret.startswith(_MARK):
        return None
    found, moment = store().desk.tokens.find(digest(secret)), now()
    account = store().accounts.find(found.account_id) if found else None
    if found is None or account is None or not holds(found, account):
        return None
    if found.used_at is None or moment - found.used_at >= _NOTED:
        with contextlib.suppress(HedgerowError):  # to have noted it is worth no failed answer
            store().desk.tokens.change(found.id, lambda one: replace(one, used_at=moment))
    return account


def refuse_wrong() -> None:
    """Refuse a request that showed a token which does not hold."""
    if g.get("token_refused"):
        raise Unauthorized(
            "This token does not hold: it is mistyped, revoked or over, or the password was "
            "changed since. Make another on the page of your account.",
            www_authenticate=WWWAuthenticate("bearer", {"error": "invalid_token"}),
        )


def attach(app: Flask) -> None:
    """Let an app see whose token a request shows."""

    @app.before_request
    def recognise() -> None:
        if not is_outward(request.path):
            return
        g.account = None
        if "Authorization" in request.headers and is_outward(request.path, READS):
            shown = request.authorization
            is_bearer = shown is not None and shown.type == "bearer"
            g.account = account_of(shown.token or "") if shown and is_bearer else None
            g.token_refused = g.account is None
