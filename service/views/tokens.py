"""``/account/tokens``: somebody makes and revokes tokens for programs of theirs."""

from __future__ import annotations

from flask import Blueprint, redirect, request, session
from werkzeug.wrappers import Response as AnyResponse

from graph.errors import NotFound
from graph.model.things import NAME_LENGTH
from service import access
from service.opened import store
from service.pages import Problem
from service.signing import limits, passwords, tokens
from service.signing.events import happened
from service.signing.session import own_account
from service.views.account import NEW_TOKEN, page_of

views = Blueprint("tokens", __name__)


@views.post("/account/tokens")
@access.signed_in
@limits.at_most("10 per 15 minutes", limits.whoever)
def make() -> AnyResponse:
    """Make a token; the page that follows shows it once."""
    account = own_account()
    name, days = request.form.get("token_name", "").strip(), request.form.get("token_days", "")
    problems = []
    if not name or len(name) > NAME_LENGTH or not name.isprintable():
        problems.append(
            Problem(message="Say in a few words what the token is for.", field="token_name")
        )
    if days not in {str(each) for each in tokens.DAYS}:
        problems.append(Problem(message="Choose for how long it holds.", field="token_days"))
    if len(store().desk.tokens.of_account(account.id)) >= tokens.MOST:
        problems.append(
            Problem(message=f"You have {tokens.MOST} tokens; revoke one first.", field="token_name")
        )
    if account.password and not passwords.matches(
        account.password, request.form.get("token_password", "")
    ):
        happened("wrong password when making a token", account)
        problems.append(Problem(message="This is not your password.", field="token_password"))
    if problems:
        return page_of(account, *problems, token_name=name).answer()
    session[NEW_TOKEN] = tokens.make(account, name, days=int(days))
    happened("made a token for a program", account)
    return redirect("/account#tokens", 303)


@views.post("/account/tokens/<id>/revoke")
@access.signed_in
def revoke(id: str) -> AnyResponse:
    """Revoke a token of one's own."""
    account = own_account()
    if id not in {one.id for one in store().desk.tokens.of_account(account.id)}:
        raise NotFound("token", id[:20])
    store().desk.tokens.remove(id)
    happened("revoked a token", account)
    return redirect("/account#tokens", 303)
