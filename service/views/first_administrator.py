"""``/first-administrator``: whoever runs Hedgerow makes themselves its administrator."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, request
from werkzeug.wrappers import Response as AnyResponse

from graph.errors import InvalidData
from graph.model import Account, Role
from graph.model.accounts import read_email
from service import access
from service.opened import store
from service.pages import Page, Problem
from service.signing import arrival, first, limits, passwords, session
from service.signing.events import happened
from service.signing.links import LinkRefused
from service.views.mailed_links import ToldPage

views = Blueprint("first_administrator", __name__)


@dataclass(frozen=True, kw_only=True)
class FirstPage(Page):
    """Where the first administrator gives their name.

    Attributes
    ----------
    name, email
        As they were typed.
    """

    template: ClassVar[str] = "sign_in/first.html"
    section: ClassVar[str] = "/sign-in"
    name: str = ""
    email: str = ""


@views.get("/first-administrator/<token>")
@access.public
def show(token: str) -> AnyResponse:
    """Ask who the first administrator is."""
    try:
        first.check(token)
    except LinkRefused as refusal:
        return _refused(refusal)
    return FirstPage(title="The first administrator").answer()


@views.post("/first-administrator/<token>")
@access.public
@limits.at_most("20 per hour")
def become(token: str) -> AnyResponse:
    """Make the first administrator, and sign them in."""
    name, email = (request.form.get(one, "").strip()[:300] for one in ("name", "email"))
    try:
        first.check(token)
        account = _account(name, email, request.form.get("password", ""))
        first.become(token, account)
    except LinkRefused as refusal:
        return _refused(refusal)
    except InvalidData as wrong:
        problem = Problem(message=str(wrong), field=wrong.field)
        page = FirstPage(
            title="The first administrator", name=name, email=email, problems=(problem,)
        )
        return page.answer()
    happened("became the first administrator", account)
    return arrival.arrive(account, "/people")


def _account(name: str, typed: str, password: str) -> Account:
    """The account; raise InvalidData where something is wrong with what was typed."""
    if not name:
        raise InvalidData("Type your name.", field="name")
    email = read_email(typed)
    if store().accounts.of_email(email) is not None:
        raise InvalidData(f"There is an account for {email} already.", field="email")
    passwords.refuse_weak(password, name, email)
    return Account(
        id=f"account.{secrets.token_hex(8)}",
        name=name,
        email=email,
        roles=(Role.ADMINISTRATOR,),
        password=passwords.hashed(password),
        made_on=session.now().date(),
    )


def _refused(refusal: LinkRefused) -> AnyResponse:
    return ToldPage(
        title="This link does not work",
        sentences=(
            str(refusal),
            "While there is no administrator, Hedgerow prints a new link at each start.",
        ),
        onward="/sign-in",
        onward_words="Sign in",
    ).answer(410)
