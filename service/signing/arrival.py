"""Arriving: from a first proof of who somebody is to their session.

Whoever has a second step is asked for its code before a session begins. Until then the cookie
says only whose first proof was taken, and for five minutes: that signs nobody in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask import redirect, request
from flask import session as cookie
from werkzeug.wrappers import Response

from graph.model import Account
from service.opened import store
from service.signing import codes, session
from service.signing.events import happened

PATIENCE = timedelta(minutes=5)
"""How long the code of the second step may take."""

CODE_PAGE = "/sign-in/code"
_HALF, _BEGAN, _ONWARD, _WAY = "half", "half_began", "half_onward", "half_way"


@dataclass(frozen=True, slots=True, kw_only=True)
class Halfway:
    """Somebody whose first proof was taken, and who owes a code.

    Attributes
    ----------
    account
        Whose.
    onward
        Where to go on to.
    way
        How they came, for the record of events: "", or "with …".
    """

    account: Account
    onward: str
    way: str


def arrive(account: Account, onward: str, way: str = "") -> Response:
    """Sign in somebody who has proved who they are, or ask for the code of their second step."""
    if not account.totp:
        return _inside(account, onward, way)
    cookie.clear()
    cookie[_HALF], cookie[_BEGAN] = account.id, session.now().timestamp()
    cookie[_ONWARD], cookie[_WAY] = onward, way
    return redirect(CODE_PAGE, 303)


def halfway() -> Halfway | None:
    """Who owes a code in this browser, None for nobody or where it took too long."""
    id, began = cookie.get(_HALF), cookie.get(_BEGAN)
    if not isinstance(id, str) or not isinstance(began, float):
        return None
    account = store().accounts.find(id)
    if account is None or account.disabled or not account.totp:
        return None
    start = datetime.fromtimestamp(began, UTC)
    ended = account.signed_out_at is not None and start < account.signed_out_at
    if ended or session.now() - start > PATIENCE:
        return None
    return Halfway(
        account=account, onward=str(cookie.get(_ONWARD, "/")), way=str(cookie.get(_WAY, ""))
    )


def finish(half: Halfway, code: str) -> Response:
    """Sign in whoever gives the right code; raise InvalidData for another."""
    moment = session.now()
    taken = store().accounts.change(half.account.id, lambda one: codes.take(one, code, moment))
    return _inside(taken, half.onward, f"{half.way} and a code".strip())


def whose_code() -> str:
    """Whose codes are guessed at, so that guesses from everywhere are counted together."""
    id = cookie.get(_HALF)
    return f"code {id}" if isinstance(id, str) else f"address {request.remote_addr}"


def _inside(account: Account, onward: str, way: str) -> Response:
    session.begin(account)
    happened(f"signed in {way}".strip(), account)
    return redirect(onward, 303)
