"""``/sign-in/openid``: signing in at the provider of identities that is set.

It begins with a link, not a form: a form may lead nowhere else (``form-action``), and nothing is
kept but in the browser's own cookie.
"""

from __future__ import annotations

import contextlib
import logging
from dataclasses import replace

from flask import Blueprint, abort, current_app, request
from werkzeug.wrappers import Response as AnyResponse

from graph.errors import InvalidData
from graph.model import Account
from graph.model.accounts import read_email
from service import access
from service.opened import store
from service.pages import Problem
from service.signing import arrival, openid, session
from service.signing.events import happened
from service.signing.openid import Identity, ProviderFailed, Stale
from service.views.sign_in import SignInPage

views = Blueprint("openid", __name__)
log = logging.getLogger(__name__)

STALE = "That took too long, or was begun in another window. Please begin again."


@views.get("/sign-in/openid")
@access.public
def set_out() -> AnyResponse:
    """Send somebody to the provider."""
    if not openid.is_set():
        abort(404)
    try:
        return openid.set_out(access.safe_path(request.args.get("next", "")))
    except ProviderFailed as problem:
        return _failed(problem)


@views.get("/sign-in/openid/back")
@access.public
def come_back() -> AnyResponse:
    """Sign in whoever comes back, if an account is theirs."""
    if not openid.is_set():
        abort(404)
    try:
        identity, onward = openid.came_back()
    except Stale:
        return _refused(STALE, 400)
    except ProviderFailed as problem:
        return _failed(problem)
    account = whose(identity)
    if account is None:
        session.end()
        return _refused(
            f"{_name()} knows you, but there is no account here for you to sign in to. Ask the "
            "infrastructure organisation that keeps this picture for an invitation to the e-mail "
            f"address that {_name()} knows, and has confirmed.",
            403,
        )
    return arrival.arrive(account, onward, f"by {_name()}"[:60])


def whose(identity: Identity) -> Account | None:
    """Whose account it is that the provider tells of; None where it lets nobody in.

    Who came before is known by what the provider calls them; who comes for the first time by the
    e-mail address that they were invited at, if the provider vouches for it.
    """
    account = store().accounts.of_openid(identity.key)
    if account is None and identity.verified:
        account = _joined(identity)
    if account is not None and account.disabled:
        happened("sign-in refused: disabled", account)
        return None
    return account


def _joined(identity: Identity) -> Account | None:
    """The account of an e-mail address, which from now on is known by the provider too."""
    account = None
    with contextlib.suppress(InvalidData):
        account = store().accounts.of_email(read_email(identity.email))
    if account is None or account.disabled or account.openid:
        return account if account is not None and account.disabled else None

    def edit(one: Account) -> Account:
        return one if one.openid else replace(one, openid=identity.key)

    joined = store().accounts.change(account.id, edit)
    if joined.openid != identity.key:
        return None
    happened(f"joined with an account at {_name()}"[:100], joined)
    return joined


def _failed(problem: ProviderFailed) -> AnyResponse:
    """Say that the provider did not answer; why is the log's business."""
    log.warning("Signing in at the provider of identities failed: %s", problem)
    return _refused(
        f"{_name()} did not answer as it should. Nothing is wrong with your account: try again in "
        "a minute, or sign in with your password.",
        502,
    )


def _refused(message: str, status: int) -> AnyResponse:
    return SignInPage(title="Sign in", problems=(Problem(message=message),)).answer(status)


def _name() -> str:
    return str(current_app.config["HEDGEROW"].openid.name)
