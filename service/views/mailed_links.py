"""Where letters about accounts lead: ``/invitation``, and what follows ``/sign-in/forgotten``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, Response, current_app, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from graph.errors import InvalidData
from graph.model import Account
from service import access, errands
from service.opened import store
from service.pages import Page, Problem
from service.post import office
from service.signing import arrival, limits, mailed, session
from service.signing.events import happened
from service.signing.links import LinkRefused, links, said

views = Blueprint("mailed_links", __name__)

_ADVICE = {
    mailed.INVITATION: "Ask whoever invited you for another invitation. If you chose a password "
    "before, sign in with it.",
    mailed.FORGOTTEN: "You can ask for another link; it comes within a few minutes.",
}


@views.after_request
def keep_nowhere(response: Response) -> Response:
    """Let no cache keep a page whose address opens a door."""
    response.headers["Cache-Control"] = "no-store"
    return response


@dataclass(frozen=True, kw_only=True)
class ForgottenPage(Page):
    """Where somebody asks for a new password.

    Attributes
    ----------
    email
        As it was typed.
    """

    template: ClassVar[str] = "sign_in/forgotten.html"
    section: ClassVar[str] = "/sign-in"
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class ToldPage(Page):
    """What was done, and what to do next.

    Attributes
    ----------
    sentences
        What to know, a paragraph each.
    onward, onward_words
        Where to go on to.
    """

    template: ClassVar[str] = "sign_in/told.html"
    section: ClassVar[str] = "/sign-in"
    sentences: tuple[str, ...]
    onward: str = ""
    onward_words: str = ""


@dataclass(frozen=True, kw_only=True)
class ChoicePage(Page):
    """Where somebody chooses a password by a link.

    Attributes
    ----------
    account
        Whose.
    invited
        Whether they are new.
    """

    template: ClassVar[str] = "sign_in/choice.html"
    section: ClassVar[str] = "/sign-in"
    account: Account
    invited: bool


@views.get("/sign-in/forgotten")
@access.public
def forgotten() -> AnyResponse:
    """Ask whose password was forgotten."""
    return ForgottenPage(title="A new password").answer()


@views.post("/sign-in/forgotten")
@access.public
@limits.at_most("10 per hour")
@limits.at_most("3 per hour", limits.field("email"))
def ask() -> AnyResponse:
    """Let a letter be written, and say the same whether or not there is an account."""
    typed = request.form.get("email", "").strip()[:300]
    if not typed:
        problem = Problem(message="Type your e-mail address.", field="email")
        return ForgottenPage(title="A new password", problems=(problem,)).answer()
    address = request.remote_addr or ""
    errands.of_app(current_app).leave(lambda: _write(typed, address))
    return redirect("/sign-in/forgotten/sent", 303)


@views.get("/sign-in/forgotten/sent")
@access.public
def sent() -> AnyResponse:
    """Say what comes next."""
    return ToldPage(
        title="Look into your mailbox",
        sentences=(
            "If there is an account for that address, a letter with a link is on its way to it.",
            "The link works once, and for an hour.",
            "Nothing there after ten minutes? Look among the unwanted letters.",
            "Still nothing? Check the address, or ask the organisation that invited you.",
        ),
        onward="/sign-in",
        onward_words="Sign in",
    ).answer()


@views.get("/sign-in/new-password/<token>")
@access.public
def show_new_password(token: str) -> AnyResponse:
    """Ask for a new password; the link is not used up by looking."""
    return _shown(mailed.FORGOTTEN, token)


@views.post("/sign-in/new-password/<token>")
@access.public
@limits.at_most("30 per hour")
def choose_new_password(token: str) -> AnyResponse:
    """Change the password, sign out everywhere, and tell the account by a letter."""
    found = _chosen(mailed.FORGOTTEN, token)
    if not isinstance(found, Account):
        return found
    at = session.now()
    happened("chose a new password by a letter", found)
    office.post("password-changed", to=found.email, at=at, name=found.name, when=said(at))
    session.end()
    return redirect("/sign-in/new-password", 303)


@views.get("/sign-in/new-password")
@access.public
def changed() -> AnyResponse:
    """Say that the password was changed."""
    return ToldPage(
        title="Your password was changed",
        sentences=(
            "You are signed out everywhere, and so is whoever else was signed in as you.",
            "A letter tells you of the change.",
        ),
        onward="/sign-in",
        onward_words="Sign in with the new one",
    ).answer()


@views.get("/invitation/<token>")
@access.public
def show_invitation(token: str) -> AnyResponse:
    """Welcome somebody, and ask for a password; the link is not used up by looking."""
    return _shown(mailed.INVITATION, token)


@views.post("/invitation/<token>")
@access.public
@limits.at_most("30 per hour")
def accept(token: str) -> AnyResponse:
    """Keep the password of somebody new, and sign them in."""
    found = _chosen(mailed.INVITATION, token)
    if not isinstance(found, Account):
        return found
    if found.totp:
        return arrival.arrive(found, "/account")
    session.begin(found)
    happened("accepted an invitation", found)
    return redirect("/account", 303)


def _shown(purpose: str, token: str) -> AnyResponse:
    try:
        account = mailed.account_of(links(), store(), purpose, token)
    except LinkRefused as refusal:
        return _refused(purpose, refusal)
    return _choice(purpose, account)


def _chosen(purpose: str, token: str) -> Account | AnyResponse:
    """The account with its new password, or the page that says why not."""
    password = request.form.get("password", "")
    try:
        return mailed.choose(links(), store(), purpose, token, password, at=session.now())
    except InvalidData as problem:
        account = mailed.account_of(links(), store(), purpose, token)
        return _choice(purpose, account, Problem(message=str(problem), field="password"))
    except LinkRefused as refusal:
        return _refused(purpose, refusal)


def _choice(purpose: str, account: Account, *problems: Problem) -> AnyResponse:
    invited = purpose == mailed.INVITATION
    title = f"Welcome, {account.name}" if invited else "Choose a new password"
    return ChoicePage(title=title, account=account, invited=invited, problems=problems).answer()


def _refused(purpose: str, refusal: LinkRefused) -> AnyResponse:
    again = purpose == mailed.FORGOTTEN
    return ToldPage(
        title="This link does not work",
        sentences=(str(refusal), _ADVICE[purpose]),
        onward="/sign-in/forgotten" if again else "/sign-in",
        onward_words="Ask for another link" if again else "Sign in",
    ).answer(410)


def _write(typed: str, address: str) -> None:
    """Write to whoever forgot a password, if there is somebody."""
    letter = mailed.send_forgotten(
        typed,
        store=store(),
        links=links(),
        url=current_app.config["HEDGEROW"].address,
        at=session.now(),
        address=address,
    )
    if letter is not None:
        office.of_app(current_app).post(letter)
