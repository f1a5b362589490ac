"""``/account/second-step`` and ``/sign-in/code``: codes that a telephone shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from flask import Blueprint, Response, abort, redirect, request
from flask import session as cookie
from werkzeug.wrappers import Response as AnyResponse

from graph.errors import InvalidData
from graph.model import Account
from service import access
from service.opened import store
from service.pages import Crumb, Page, Problem
from service.signing import arrival, codes, limits, passwords, session
from service.signing.events import happened

views = Blueprint("second_step", __name__)

_SECRET = "second_step"  # noqa: S105 # nosec B105 # a name in the cookie
PAGE = "/account/second-step"


@dataclass(frozen=True, kw_only=True)
class CodePage(Page):
    """Where the second step's code is asked for.

    Attributes
    ----------
    waiting
        Whether a code is owed in this browser.
    """

    template: ClassVar[str] = "sign_in/code.html"
    section: ClassVar[str] = "/sign-in"
    waiting: bool


@dataclass(frozen=True, kw_only=True)
class SecondStepPage(Page):
    """Where somebody sets up their second step, or switches it off.

    Attributes
    ----------
    account
        Whose.
    secret
        The one that their telephone is to take, in groups; empty before they began.
    """

    template: ClassVar[str] = "account/second_step.html"
    section: ClassVar[str] = "/account"
    account: Account
    secret: str


@views.get("/sign-in/code")
@access.public
def ask() -> AnyResponse:
    """Ask for the code."""
    return _code_page().answer()


@views.post("/sign-in/code")
@access.public
@limits.at_most("5 per 5 minutes; 40 per day", arrival.whose_code)
@limits.at_most("30 per 15 minutes")
def check() -> AnyResponse:
    """Sign in whoever gives the right code."""
    half = arrival.halfway()
    if half is None:
        return _code_page().answer()
    try:
        return arrival.finish(half, request.form.get("code", "")[:20])
    except InvalidData as wrong:
        happened("wrong code after the first proof", half.account)
        return _code_page(Problem(message=str(wrong), field=wrong.field)).answer()


def _code_page(*problems: Problem) -> CodePage:
    waiting = arrival.halfway() is not None
    title = "The code that your telephone shows" if waiting else "Please begin again"
    return CodePage(title=title, waiting=waiting, problems=problems)


@views.get(PAGE)
@access.signed_in
def show() -> AnyResponse:
    """Show how to set it up, or how to switch it off."""
    return _page(session.own_account()).answer()


@views.post(PAGE)
@access.signed_in
def begin() -> AnyResponse:
    """Make a secret for the telephone; nothing is kept before a code proves that it has it."""
    if not session.own_account().totp:
        cookie[_SECRET] = codes.fresh_secret()
    return redirect(PAGE, 303)


@views.get(f"{PAGE}.svg")
@access.signed_in
def picture() -> Response:
    """The secret as a QR code."""
    secret = _secret()
    if not secret:
        abort(404)
    drawn = Response(codes.picture(secret, session.own_account().email), mimetype="image/svg+xml")
    drawn.headers["Cache-Control"] = "no-store"
    return drawn


@views.post(f"{PAGE}/on")
@access.signed_in
@limits.at_most("10 per 15 minutes", limits.whoever)
def switch_on() -> AnyResponse:
    """Ask for codes from now on; other sessions end."""
    account, secret = session.own_account(), _secret()
    if not secret or account.totp:
        return redirect(PAGE, 303)
    if problem := _wrong_password(account):
        return _page(account, problem).answer()
    moment, code = session.now(), request.form.get("code", "")[:20]

    def edit(one: Account) -> Account:
        if one.totp:
            return one
        taken = codes.take(replace(one, totp=secret, totp_used=0), code, moment)
        return replace(taken, signed_out_at=moment)

    try:
        changed = store().accounts.change(account.id, edit)
    except InvalidData as wrong:
        return _page(account, Problem(message=str(wrong), field=wrong.field)).answer()
    session.begin(changed)
    happened("switched the second step on", changed)
    return redirect("/account", 303)


@views.post(f"{PAGE}/off")
@access.signed_in
@limits.at_most("10 per 15 minutes", limits.whoever)
def switch_off() -> AnyResponse:
    """Ask for codes no more; it takes the password and a code."""
    account = session.own_account()
    if not account.totp:
        return redirect(PAGE, 303)
    if problem := _wrong_password(account):
        return _page(account, problem).answer()
    moment, code = session.now(), request.form.get("code", "")[:20]

    def edit(one: Account) -> Account:
        return without_second_step(codes.take(one, code, moment))

    try:
        changed = store().accounts.change(account.id, edit)
    except InvalidData as wrong:
        happened("wrong code when switching the second step off", account)
        return _page(account, Problem(message=str(wrong), field=wrong.field)).answer()
    session.begin(changed)
    happened("switched the second step off", changed)
    return redirect("/account", 303)


def without_second_step(account: Account) -> Account:
    """An account that is asked for no codes."""
    return replace(account, totp="", totp_used=0)


def _wrong_password(account: Account) -> Problem | None:
    """What is wrong with the password that was typed; nothing where there is none to type."""
    typed = request.form.get("current", "")
    if not account.password or passwords.matches(account.password, typed):
        return None
    happened("wrong password at the second step's settings", account)
    return Problem(message="This is not your password.", field="current")


def _secret() -> str:
    """The secret that this browser set out to give to a telephone."""
    found = cookie.get(_SECRET)
    return found if isinstance(found, str) else ""


def _page(account: Account, *problems: Problem) -> SecondStepPage:
    return SecondStepPage(
        title="A second step when you sign in",
        crumbs=(Crumb(text="Your account", address="/account"),),
        account=account,
        secret=codes.spaced(_secret()) if not account.totp else "",
        problems=problems,
    )
