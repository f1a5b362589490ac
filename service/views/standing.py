"""``/organisations/<id>/standing``: what staff know of it, and whether its edits wait."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, flash, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from graph.errors import InvalidData, NotYours
from graph.model import Organisation, Standing
from service import access
from service.editing.fields import Day, Field, LongText, YesNo, read_fields
from service.opened import network, store
from service.pages import Crumb, Page, Problem
from service.rights import looks_after
from service.signing.session import signed_in

views = Blueprint("standing", __name__)

FIELDS: tuple[Field, ...] = (
    YesNo(
        name="edits_wait",
        label="Does what its people write wait for a steward?",
        short="Waits",
        hint="Yes: a steward looks at each change first. No: everybody sees it at once.",
        sure=True,
    ),
    Day(
        name="policy_seen_on",
        label="When did somebody see its safeguarding policy?",
        short="Policy seen on",
        hint="Leave empty where nobody did.",
    ),
    Day(
        name="insurance_until",
        label="Until when is it insured?",
        short="Insured until",
        hint="As you saw it; leave empty where nobody knows.",
    ),
    LongText(
        name="note",
        label="A note for staff",
        short="Note",
        hint="Nobody else sees it. Write nothing about a person that you would not show them.",
    ),
)


@dataclass(frozen=True, kw_only=True)
class StandingPage(Page):
    """What staff know of an organisation.

    Attributes
    ----------
    it
        The organisation.
    fields, typed
        What is asked, and what the inputs hold.
    """

    template: ClassVar[str] = "standing/index.html"
    section: ClassVar[str] = "/directory"
    it: Organisation
    fields: tuple[Field, ...]
    typed: Mapping[str, list[str]]


@views.get("/organisations/<id>/standing")
@access.stewards
def show(id: str) -> AnyResponse:
    """Show what staff know."""
    it = _organisation(id)
    known = store().desk.standings.find(id) or Standing(id=id)
    typed: dict[str, list[str]] = {}
    for field in FIELDS:
        typed.update(field.typed(getattr(known, field.name)))
    return _page(it, typed).answer()


@views.post("/organisations/<id>/standing")
@access.stewards
def keep(id: str) -> AnyResponse:
    """Keep what staff know."""
    it = _organisation(id)
    sent = request.form.to_dict(flat=False)
    values, wrong = read_fields(FIELDS, sent)
    typed = {name: sent.get(name, [""]) for field in FIELDS for name in field.inputs()}
    problems = [Problem(message=str(one), field=one.field) for one in wrong]
    if problems:
        return _page(it, typed, *problems).answer()
    try:
        kept = Standing(id=id, **values)
    except InvalidData as problem:
        return _page(it, typed, Problem(message=str(problem), field=problem.field)).answer()
    store().desk.standings.keep(kept)
    flash(f"What is known of “{it.name}” is saved.")
    return redirect(f"/organisations/{id}", 303)


def _organisation(id: str) -> Organisation:
    it, account = store().organisation(id), signed_in()
    if account is None or not looks_after(account, id, network()):
        raise NotYours(it.name)
    return it


def _page(it: Organisation, typed: Mapping[str, list[str]], *problems: Problem) -> StandingPage:
    return StandingPage(
        title=f"What staff know of {it.name}",
        crumbs=(
            Crumb(text="Home", address="/"),
            Crumb(text=it.name, address=f"/organisations/{it.id}"),
        ),
        problems=problems,
        it=it,
        fields=FIELDS,
        typed=typed,
    )
