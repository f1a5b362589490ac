"""``/our/<id>``: all that an organisation keeps in one place, checked with one click."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from flask import Blueprint, flash, redirect, request
from werkzeug.wrappers import Response

from graph.errors import ChangedMeanwhile
from graph.model import Account, Role
from service import access
from service.adding.drafts import Adding, drafts_of
from service.formats import count
from service.keeping import HEADINGS, Keeping, keeping_of, still_right
from service.links import Link
from service.opened import network, store
from service.pages import Crumb, Page
from service.rights import organisations_in
from service.saving import waits
from service.signing.session import own_account

views = Blueprint("ours", __name__)

MOST_LISTED = 300
"""Organisations of a steward's areas that the page of all lists."""


@dataclass(frozen=True, kw_only=True)
class OursPage(Page):
    """The organisations whose rows somebody may change.

    Attributes
    ----------
    own
        Those that they keep themselves.
    looked_after
        Those of their areas, by name, where they are a steward.
    in_all
        How many those are.
    """

    template: ClassVar[str] = "ours/choice.html"
    section: ClassVar[str] = "/our"
    own: tuple[Link, ...]
    looked_after: tuple[Link, ...]
    in_all: int


@dataclass(frozen=True, kw_only=True)
class OurPage(Page):
    """All that one organisation keeps.

    Attributes
    ----------
    keeping
        Its rows, and what waits.
    headings
        What each table is called.
    drafts
        What whoever asks left unfinished.
    waits
        Whether what they change waits for a steward.
    own
        Whether they are of the organisation themselves.
    back
        The page's own address.
    """

    template: ClassVar[str] = "ours/index.html"
    section: ClassVar[str] = "/our"
    keeping: Keeping
    headings: dict[type, str]
    drafts: tuple[Adding, ...]
    waits: bool
    own: bool
    back: str


@views.get("/our")
@access.contributors
def choose() -> Response:
    """Go to the only organisation that one keeps, or choose among several."""
    account = own_account()
    if len(account.organisation_ids) == 1 and set(account.roles) == {Role.CONTRIBUTOR}:
        return redirect(f"/our/{account.organisation_ids[0]}", 303)
    own = [store().organisation(id) for id in account.organisation_ids]
    rows = _looked_after(account)
    names = network().organisations.name
    return OursPage(
        title="Our page",
        crumbs=(Crumb(text="Home", address="/"),),
        own=tuple(Link(text=one.name, address=f"/our/{one.id}") for one in own),
        looked_after=tuple(
            Link(text=str(names[row]), address=f"/our/{network().organisations.id[row]}")
            for row in rows[:MOST_LISTED]
        ),
        in_all=len(rows),
    ).answer()


@views.get("/our/<id>")
@access.contributors
def show(id: str) -> Response:
    """Show all that an organisation keeps."""
    account = own_account()
    keeping = keeping_of(id, account)
    own = id in account.organisation_ids
    return OurPage(
        title=keeping.organisation.name,
        crumbs=(Crumb(text="Home", address="/"),),
        keeping=keeping,
        headings=dict(HEADINGS),
        drafts=drafts_of(account) if own else (),
        waits=waits(account, {id}),
        own=own,
        back=f"/our/{id}",
    ).answer()


@views.post("/our/<id>/still-right")
@access.contributors
def check(id: str) -> Response:
    """Say that some rows, or all, are right today."""
    account = own_account()
    keeping_of(id, account)
    try:
        checked = still_right(account, request.form.getlist("row"))
    except ChangedMeanwhile:
        flash("Somebody changed this meanwhile. Look at it again, then say that it is right.")
    else:
        flash(
            f"Thank you: {count(checked, 'row')} checked today." if checked else "No row to check."
        )
    return redirect(f"/our/{id}", 303)


def _looked_after(account: Account) -> list[int]:
    """The rows of the organisations that a steward looks after, by name."""
    known = network()
    rows: list[int]
    if Role.ADMINISTRATOR in account.roles or account.everywhere:
        rows = list(range(len(known.organisations)))
    elif account.area_ids:
        rows = np.flatnonzero(organisations_in(known, account.area_ids)).tolist()
    else:
        return []
    return sorted(rows, key=lambda row: str(known.organisations.name[row]).casefold())
