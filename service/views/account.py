"""``/account``: one's own account."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from flask import Blueprint, redirect, request
from flask import session as flask_session
from werkzeug.wrappers import Response as AnyResponse

from graph.errors import InvalidData
from graph.model import Account, Event, Organisation, Role, Token
from service import access
from service.opened import store
from service.pages import Page, Problem
from service.post import office
from service.signing import limits, passwords, session, tokens
from service.signing.events import happened
from service.signing.links import said
from service.signing.tokens import holds

views = Blueprint("account", __name__)

EVENTS_SHOWN = 10
NEW_TOKEN = "new token"  # noqa: S105  # nosec B105 # a key of the session
"""Where a session holds a token that was just made, until its page is shown."""


@dataclass(frozen=True, kw_only=True)
class AccountPage(Page):
    """One's own account.

    Attributes
    ----------
    account
        Whose.
    powers
        What they may do, in a sentence.
    kept
        The organisations whose rows they keep.
    events
        What happened to the account, newest first.
    tokens
        What programs of theirs may show, newest first.
    new_token
        One that was just made, empty for none: it is shown once.
    token_days, token_name
        For how long one may be made, and what was typed for its name.
    ended
        The ids of those that hold no more.
    """

    template: ClassVar[str] = "account/index.html"
    section: ClassVar[str] = "/account"
    account: Account
    powers: str
    kept: tuple[Organisation, ...]
    events: tuple[Event, ...]
    tokens: tuple[Token, ...]
    new_token: str
    token_days: tuple[int, ...]
    token_name: str
    ended: frozenset[str]


@views.get("/account")
@access.signed_in
def show() -> AnyResponse:
    """Show somebody their account."""
    return page_of(session.own_account()).answer()


@views.post("/account/password")
@access.signed_in
@limits.at_most("10 per 15 minutes", limits.whoever)
def change_password() -> AnyResponse:
    """Choose a new password; other sessions and all tokens end."""
    account = session.own_account()
    chosen = request.form.get("password", "")
    if account.password and not passwords.matches(
        account.password, request.form.get("current", "")
    ):
        happened("wrong password when choosing a new one", account)
        return page_of(
            account, Problem(message="This is not your password.", field="current")
        ).answer()
    try:
        passwords.refuse_weak(chosen, account.name, account.email)
    except InvalidData as problem:
        return page_of(account, Problem(message=str(problem), field=problem.field)).answer()
    fresh, moment = passwords.hashed(chosen), session.now()
    changed = store().accounts.change(
        account.id, lambda one: replace(one, password=fresh, signed_out_at=moment)
    )
    session.begin(changed)
    happened("chose a new password", changed)
    office.post(
        "password-changed", to=changed.email, at=moment, name=changed.name, when=said(moment)
    )
    return redirect("/account", 303)


@views.post("/account/sign-out-everywhere")
@access.signed_in
def sign_out_everywhere() -> AnyResponse:
    """End every session and every token of one's own."""
    account = session.own_account()
    moment = session.now()
    store().accounts.change(account.id, lambda one: replace(one, signed_out_at=moment))
    happened("signed out everywhere", account)
    session.end()
    return redirect("/sign-in", 303)


def page_of(account: Account, *problems: Problem, token_name: str = "") -> AccountPage:
    """The page of somebody's account; a token that was just made is shown once."""
    shown = store().desk.tokens.of_account(account.id)
    return AccountPage(
        title="Your account",
        account=account,
        powers=powers_of(account),
        kept=tuple(store().organisation(id) for id in account.organisation_ids),
        events=store().events.recent(EVENTS_SHOWN, account_id=account.id),
        tokens=shown,
        new_token=flask_session.pop(NEW_TOKEN, "") if not problems else "",
        token_days=tokens.DAYS,
        token_name=token_name,
        ended=frozenset(one.id for one in shown if not holds(one, account)),
        problems=problems,
    )


def powers_of(account: Account) -> str:
    """What somebody may do, in a sentence."""
    told = {
        Role.CONTRIBUTOR: "add and keep the rows of your organisations",
        Role.STEWARD: "look after "
        + ("all areas" if account.everywhere else "the rows of your areas"),
        Role.STRATEGIST: "read what is for staff, and keep scenarios",
        Role.ADMINISTRATOR: "say who may sign in, and change anything",
    }
    able = [words for role, words in told.items() if role in account.roles]
    if not able:
        return "You may read what everybody may; ask for more if you need it."
    return f"You may {', and '.join(able)}."
