"""How often one may ask: views say so, and Flask-Limiter counts.

A view declares its limits with :func:`at_most`; each app has counters of its own, in memory. Who
is signed in is counted by account, everybody else by network address.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from flask import Flask, request
from flask_limiter import Limiter

from service.signing.session import signed_in

View = TypeVar("View", bound=Callable[..., Any])
Key = Callable[[], str]

_MARK = "__hedgerow_limits__"
_READS = "__hedgerow_reads__"
CHANGES = "300 per minute"
"""For whatever changes something and says nothing of its own."""


def whoever() -> str:
    """Who asks: the account, or else the network address."""
    account = signed_in()
    return f"account {account.id}" if account else f"address {request.remote_addr}"


def address() -> str:
    """The network address that asks."""
    return f"address {request.remote_addr}"


def field(name: str) -> Key:
    """What a form's field says, in lower case: so that one name is not tried from everywhere."""
    return lambda: f"{name} {request.form.get(name, '').strip().casefold()[:300]}"


def at_most(limit: str, key: Key = address) -> Callable[[View], View]:
    """Say how often a view may be posted to.

    Parameters
    ----------
    limit
        As Flask-Limiter writes it: "10 per minute".
    key
        Whose requests are counted together.
    """

    def declare(view: View) -> View:
        view.__dict__.setdefault(_MARK, []).append((limit, key))
        return view

    return declare


def reads_at_most(limit: str) -> Callable[[View], View]:
    """Say how often whoever asks may read a view; an app may set another limit."""

    def declare(view: View) -> View:
        view.__dict__[_READS] = limit
        return view

    return declare


def attach(app: Flask) -> None:
    """Count for an app; called once every view is registered."""
    limiter = Limiter(
        key_func=whoever,
        app=app,
        storage_uri="memory://",
        strategy="moving-window",
        headers_enabled=False,
    )
    for endpoint, reading in list[tuple[str, Any]](app.view_functions.items()):
        if reads := reading.__dict__.get(_READS):
            limited: Any = limiter.shared_limit(
                partial(_reads, app, reads), scope="reads", key_func=whoever, methods=["GET"]
            )(reading)
            app.view_functions[endpoint] = limited
    for rule in list(app.url_map.iter_rules()):
        if not (rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}:
            continue
        view: Any = app.view_functions[rule.endpoint]
        limits = view.__dict__.get(_MARK) or [(CHANGES, whoever)]
        for limit, key in limits:
            view = limiter.limit(limit, key_func=key, methods=["POST"])(view)
        app.view_functions[rule.endpoint] = view


def _reads(app: Flask, usual: str) -> str:
    """How often one may read in an app."""
    return str(app.config.get("HEDGEROW_API_LIMIT") or usual)
