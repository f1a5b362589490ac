"""Who may use a page. Every route says so; one that does not is refused.

``@access.public`` is for everybody. ``@access.local_only`` is for the person
at the machine that Hedgerow runs on: until people can sign in, nobody else may
change the graph.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from ipaddress import ip_address
from typing import Any, TypeVar

from flask import Flask, Request, abort, current_app, request

from service.config import Config

View = TypeVar("View", bound=Callable[..., Any])

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")
FORWARDING_HEADERS = (
    "Forwarded",
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-Forwarded-Proto",
    "X-Real-IP",
    "Via",
    "CF-Connecting-IP",
    "True-Client-IP",
    "X-Client-IP",
)
_MARK = "__hedgerow_access__"


class Access(StrEnum):
    """Who may use a route."""

    PUBLIC = "public"
    LOCAL_ONLY = "local only"


def public(view: View) -> View:
    """Everybody may use this view."""
    view.__dict__[_MARK] = Access.PUBLIC
    return view


def local_only(view: View) -> View:
    """Only somebody at this machine may use this view."""
    view.__dict__[_MARK] = Access.LOCAL_ONLY
    return view


def declared(view: Callable[..., Any]) -> Access | None:
    """What a view declared, None where it declared nothing."""
    found = view.__dict__.get(_MARK)
    return found if isinstance(found, Access) else None


def is_local(asked: Request, config: Config) -> bool:
    """Whether a request comes from this machine itself, and through nothing in between.

    A proxy in front makes every peer look local, and some say nothing of
    themselves: so nobody is local once Hedgerow is set to serve others, by an
    address or a host name beyond loopback. A forwarding header ends it too,
    and the name in ``Host`` must be a loopback one, which a web page elsewhere
    cannot make a browser send.
    """
    if config.trusted_hosts or not is_loopback(config.host):
        return False
    if any(header in asked.headers for header in FORWARDING_HEADERS):
        return False
    return is_loopback(asked.remote_addr or "") and host_name(asked.host) in LOOPBACK_NAMES


def is_loopback(address: str) -> bool:
    """Whether an address, or the name localhost, is this machine's own."""
    try:
        return address == "localhost" or ip_address(address).is_loopback
    except ValueError:
        return False


def host_name(host: str) -> str:
    """The name in a ``Host`` header, in lower case and without its port."""
    name = host.lower()
    if name.startswith("["):
        return name.partition("]")[0] + "]"
    return name.partition(":")[0]


def guard(app: Flask) -> None:
    """Refuse hosts that are not ours, undeclared routes, and strangers on local ones."""
    trusted = {*LOOPBACK_NAMES, *(host_name(h) for h in app.config["HEDGEROW"].trusted_hosts)}

    @app.before_request
    def check() -> None:
        if host_name(request.host) not in trusted:
            abort(400, f"Hedgerow does not answer to the name “{request.host[:100]}”.")
        if request.endpoint is None:
            return
        who = declared(current_app.view_functions[request.endpoint])
        if who is None:
            raise RuntimeError(f"The route {request.endpoint} does not declare who may use it.")
        if who is Access.LOCAL_ONLY and not is_local(request, app.config["HEDGEROW"]):
            abort(403, "This page can only be used on the machine that Hedgerow runs on.")
