"""``/sign-in`` and ``/sign-out``."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field, replace
from typing import ClassVar

from flask import Blueprint, current_app, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from graph.errors import InvalidData
from graph.model import Account
from graph.model.accounts import read_email
from service import access
from service.opened import store
from service.pages import Page, Problem
from service.signing import arrival, limits, passwords, session
from service.signing.events import happened

views = Blueprint("sign_in", __name__)

WRONG = "The e-mail address or the password is not right. Check both, or ask for a new password."


@dataclass(frozen=True, kw_only=True)
class SignInPage(Page):
    """Where somebody signs in.

    Attributes
    ----------
    email
        As it was typed.
    next
        Where to go on to.
    provider
        What the provider of identities is called, empty where there is none.
    """

    template: ClassVar[str] = "sign_in/index.html"
    section: ClassVar[str] = "/sign-in"
    email: str = ""
    next: str = ""
    provider: str = field(default_factory=lambda: current_app.config["HEDGEROW"].openid.name)


@views.get("/sign-in")
@access.public
def show() -> AnyResponse:
    """Ask who somebody is; whoever is signed in goes on."""
    onward = access.safe_path(request.args.get("next", ""))
    if session.signed_in() is not None:
        return redirect(onward, 303)
    return SignInPage(title="Sign in", next=onward).answer()


@views.post("/sign-in")
@access.public
@limits.at_most("10 per minute; 60 per hour")
@limits.at_most("10 per 15 minutes", limits.field("email"))
def sign_in() -> AnyResponse:
    """Sign somebody in, and go on."""
    typed = request.form.get("email", "").strip()[:300]
    onward = access.safe_path(request.form.get("next", ""))
    account = _proved(typed, request.form.get("password", ""))
    if account is None:
        problem = Problem(message=WRONG, field="email")
        return SignInPage(title="Sign in", email=typed, next=onward, problems=(problem,)).answer()
    return arrival.arrive(account, onward)


@views.post("/sign-out")
@access.public
def sign_out() -> AnyResponse:
    """Sign out here."""
    account = session.signed_in()
    if account is not None:
        happened("signed out", account)
    session.sign_out()
    return redirect("/", 303)


def _proved(typed: str, password: str) -> Account | None:
    """Whose address and password these are; None where anything is wrong.

    It takes as long, and says the same, whether or not there is such an account.
    """
    account = None
    with contextlib.suppress(InvalidData):
        account = store().accounts.of_email(read_email(typed))
    right = passwords.matches(account.password if account else "", password)
    if account is None or not right or account.disabled:
        if account is not None:
            happened("sign-in refused: disabled" if right else "wrong password", account)
        return None
    if passwords.is_dated(account.password):
        return _renewed(account, password)
    return account


def _renewed(account: Account, password: str) -> Account:
    """Hash a password with today's settings, unless it was changed meanwhile."""
    fresh = passwords.hashed(password)

    def edit(one: Account) -> Account:
        return replace(one, password=fresh) if one.password == account.password else one

    return store().accounts.change(account.id, edit)
