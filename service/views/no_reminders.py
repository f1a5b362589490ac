"""``/no-reminders/<token>``: whoever gets reminders says that they want no more, or again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, Response, flash, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from service import access, reminding
from service.opened import store
from service.pages import Page
from service.signing import limits
from service.signing.links import LinkRefused, links
from service.signing.session import now
from service.views.mailed_links import ToldPage

views = Blueprint("no_reminders", __name__)

AGAIN = "again"


@views.after_request
def keep_nowhere(response: Response) -> Response:
    """Let no cache keep a page whose address opens a door."""
    response.headers["Cache-Control"] = "no-store"
    return response


@dataclass(frozen=True, kw_only=True)
class NoRemindersPage(Page):
    """Whether an address gets reminders, and a button for the other.

    Attributes
    ----------
    refused
        Whether it gets none.
    """

    template: ClassVar[str] = "reminders/no_more.html"
    refused: bool


@views.get("/no-reminders/<token>")
@access.public
def show(token: str) -> AnyResponse:
    """Show whether the address of a letter gets reminders; the link works often."""
    try:
        (id,) = links().read(reminding.NO_MORE, token)
    except LinkRefused as refusal:
        return _refused(refusal)
    known = store().desk.reminders.find(id)
    refused = known is not None and known.refused_at is not None
    return _page(refused=refused).answer()


@views.post("/no-reminders/<token>")
@access.public
@limits.at_most("60 per hour")
def choose(token: str) -> AnyResponse:
    """Remember it. Mail programs post here by themselves (RFC 8058), with no form of ours.

    So it asks for no token of a form: the link is the secret, and nobody else has it.
    """
    try:
        (id,) = links().read(reminding.NO_MORE, token)
    except LinkRefused as refusal:
        return _refused(refusal)
    again = request.form.get("wanted") == AGAIN
    store().desk.reminders.refuse(id, at=None if again else now())
    if again:
        flash("You get reminders again.")
    if request.form.get("List-Unsubscribe") == "One-Click":  # mail programs follow no redirect
        return _page(refused=True).answer()
    return redirect(f"/no-reminders/{token}", 303)


def _page(*, refused: bool) -> NoRemindersPage:
    title = "You get no more reminders" if refused else "No more reminders?"
    return NoRemindersPage(title=title, refused=refused)


def _refused(refusal: LinkRefused) -> AnyResponse:
    return ToldPage(
        title="This link does not work",
        sentences=(str(refusal), "Every reminder has a new one at its end."),
        onward="/",
        onward_words="Home",
    ).answer(410)
