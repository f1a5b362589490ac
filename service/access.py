"""Who may use a page. Every route says so; one that does not is refused.

``@access.public`` is for everybody, ``@access.signed_in`` for whoever has an account, and the
others for those with a role. ``…_or_local`` is also for the person at the machine that Hedgerow
runs on, who needs no account: nobody else can be there (:func:`is_local`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import Flask, Request, abort, current_app, redirect, request
from werkzeug.wrappers import Response

from graph.model import Account, Role
from service.config import Config
from service.signing.session import signed_in as account_signed_in

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
SIGN_IN = "/sign-in"
_MARK = "__hedgerow_access__"


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Who may use a route.

    Attributes
    ----------
    words
        For the person who is refused: "stewards".
    everybody
        Whether nobody is refused.
    roles
        Who may beside: any of these roles; empty for whoever is signed in.
    local
        Whether the person at this machine may, without signing in.
    """

    words: str
    everybody: bool = False
    roles: frozenset[Role] = frozenset()
    local: bool = False

    def __call__(self, view: View) -> View:
        """Declare that a view is for these."""
        view.__dict__[_MARK] = self
        return view

    def lets(self, account: Account | None, *, local: bool = False) -> bool:
        """Whether somebody may."""
        if self.everybody or (local and self.local):
            return True
        if account is None:
            return False
        return not self.roles or bool(self.roles & set(account.roles))


def _for(words: str, *roles: Role, local: bool = False) -> Access:
    return Access(words=words, roles=frozenset((*roles, Role.ADMINISTRATOR)), local=local)


public = Access(words="everybody", everybody=True)
"""Everybody may use this view."""
signed_in = Access(words="people who are signed in")
"""Whoever has an account may use this view."""
contributors = _for("people who keep rows here", Role.CONTRIBUTOR, Role.STEWARD)
"""Whoever may add and change rows; the view looks at whose row it is."""
keepers_and_staff = _for(
    "people who keep rows here, and staff", Role.CONTRIBUTOR, Role.STEWARD, Role.STRATEGIST
)
"""Whoever keeps rows, and staff; the view shows each what is theirs to see."""
stewards = _for("stewards", Role.STEWARD)
"""Infrastructure staff may use this view, who look after areas."""
staff = _for("stewards and strategists", Role.STEWARD, Role.STRATEGIST)
"""Whoever may read what is for staff only."""
staff_or_local = _for("stewards and strategists", Role.STEWARD, Role.STRATEGIST, local=True)
"""Staff, and the person at this machine."""
administrators = _for("administrators")
"""Administrators only."""
administrators_or_local = _for("administrators", local=True)
"""Administrators, and the person at this machine."""


def declared(view: Callable[..., Any]) -> Access | None:
    """What a view declared, None where it declared nothing."""
    found = view.__dict__.get(_MARK)
    return found if isinstance(found, Access) else None


def may(who: Access) -> bool:
    """Whether whoever asks now may use what is for some."""
    local = who.local and is_local(request, current_app.config["HEDGEROW"])
    return who.lets(None if who.everybody else account_signed_in(), local=local)


def doer() -> str:
    """Who asks, as the record of changes names them: an account, or the person at this machine."""
    account = account_signed_in()
    return account.id if account else "this machine"


def is_local(asked: Request, config: Config) -> bool:
    """Whether a request comes from this machine itself, and through nothing in between.

    A proxy in front makes every peer look local, and some say nothing of
    themselves: so nobody is local once Hedgerow is set to serve others, by an
    address or a host name beyond loopback. A forwarding header ends it too,
    and the name in ``Host`` must be a loopback one, which a web page elsewhere
    cannot make a browser send.
    """
    if config.trusted_hosts or config.proxies or not is_loopback(config.host):
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


def safe_path(path: str) -> str:
    """A path within Hedgerow to go on to, “/” where it would lead elsewhere."""
    inside = path.startswith("/") and not path.startswith("//") and "\\" not in path
    return path if inside and path.isprintable() else "/"


def guard(app: Flask) -> None:
    """Refuse hosts that are not ours, undeclared routes, and whoever a route is not for."""
    trusted = {*LOOPBACK_NAMES, *(host_name(h) for h in app.config["HEDGEROW"].trusted_hosts)}

    @app.before_request
    def check() -> Response | None:
        if host_name(request.host) not in trusted:
            abort(400, f"Hedgerow does not answer to the name “{request.host[:100]}”.")
        if request.endpoint is None:
            return None
        who = declared(current_app.view_functions[request.endpoint])
        if who is None:
            raise RuntimeError(f"The route {request.endpoint} does not declare who may use it.")
        if may(who):
            return None
        if account_signed_in() is not None or who.local:
            abort(403, _refusal(who))
        back = request.full_path.rstrip("?") if request.method == "GET" else ""
        return redirect(f"{SIGN_IN}?{urlencode({'next': back})}" if back else SIGN_IN, 303)


def _refusal(who: Access) -> str:
    if who.local:
        return (
            f"This page is for {who.words}, and for whoever is at the machine that Hedgerow "
            "runs on."
        )
    return f"This page is for {who.words}."
