"""Who is signed in, in this request: a signed cookie that names an account, for a while.

The cookie says when the session began and when it was last used. It ends after
``HEDGEROW_SESSION_HOURS``, or ``HEDGEROW_IDLE_MINUTES`` without a request, or when it
was signed out, in whichever browser, or the account signed out everywhere since, was disabled, or
is gone. Signing in begins a new session, whatever
the browser brought along.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime, timedelta

from flask import Flask, current_app, g, session

from graph.errors import HedgerowError
from graph.model import Account, SpentLink
from service.config import Config
from service.opened import store

_ACCOUNT, _BEGAN, _SEEN, _NUMBER = "account", "began", "seen", "number"
_RENEWED_S = 60
"""Seconds after which a cookie says anew when it was last used."""


def begin(account: Account) -> None:
    """Sign somebody in; what the session held before is gone."""
    session.clear()
    session.permanent = True
    session[_ACCOUNT] = account.id
    session[_BEGAN] = session[_SEEN] = now().timestamp()
    session[_NUMBER] = secrets.token_urlsafe(12)
    g.account = account


def sign_out() -> None:
    """Sign out here, so that a copy of the cookie is worth nothing either."""
    number = _number()
    if number and signed_in() is not None:
        config: Config = current_app.config["HEDGEROW"]
        ends = now() + timedelta(hours=config.session_hours)
        store().desk.spent_links.add(SpentLink(id=number, spent_at=now(), expires_at=ends))
    end()


def end() -> None:
    """Let this browser forget who is signed in."""
    session.clear()
    g.account = None


def signed_in() -> Account | None:
    """Who is signed in, None for a visitor."""
    if "account" not in g:
        g.account = _found()
    found: Account | None = g.account
    return found


def own_account() -> Account:
    """Whose session it is, on a route that nobody else gets to."""
    account = signed_in()
    assert account is not None, "the route is for people who are signed in"
    return account


def now() -> datetime:
    """The moment, UTC; an app may bring a clock of its own (``HEDGEROW_CLOCK``)."""
    clock = current_app.config.get("HEDGEROW_CLOCK")
    moment: datetime = clock() if clock else datetime.now(UTC)
    return moment


def _found() -> Account | None:
    id = session.get(_ACCOUNT)
    if not isinstance(id, str) or not _lasts():
        return None
    account = store().accounts.find(id)
    if account is None or account.disabled or _is_signed_out():
        return None
    began = datetime.fromtimestamp(float(session[_BEGAN]), UTC)
    if account.signed_out_at is not None and began < account.signed_out_at:
        return None
    return account


def _number() -> str:
    """What is kept of a session that was signed out; empty for one without a number."""
    number = session.get(_NUMBER)
    return hashlib.sha256(f"session/{number}".encode()).hexdigest() if number else ""


def _is_signed_out() -> bool:
    """Whether this session was signed out, in whichever browser."""
    number = _number()
    return bool(number) and store().desk.spent_links.find(number) is not None


def _lasts() -> bool:
    """Whether the session still holds."""
    config: Config = current_app.config["HEDGEROW"]
    try:
        began, seen = float(session[_BEGAN]), float(session[_SEEN])
    except (KeyError, TypeError, ValueError):
        return False
    moment = now().timestamp()
    return (
        moment - began <= timedelta(hours=config.session_hours).total_seconds()
        and moment - seen <= timedelta(minutes=config.idle_minutes).total_seconds()
    )


def attach(app: Flask) -> None:
    """Let sessions of an app last while they are used."""

    @app.before_request
    def renew() -> None:
        if _ACCOUNT not in session:
            return
        try:
            known = signed_in()
        except HedgerowError:
            g.account = None  # the graph does not answer; the page will say so
            return
        if known is None:
            session.clear()
        elif now().timestamp() - float(session[_SEEN]) >= _RENEWED_S:
            session[_SEEN] = now().timestamp()
