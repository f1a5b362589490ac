"""``/our/<id>/contacts/new``: one more way to reach an organisation, and who may know it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, flash, redirect, request
from werkzeug.wrappers import Response

from graph.errors import InvalidData
from graph.model import Contact, Organisation
from service import access, rows
from service.care import refuse_others
from service.editing.attempts import inputs_of
from service.editing.fields import Field, read_fields
from service.editing.kinds import CONTACT
from service.opened import network, store, today
from service.pages import Crumb, Page, Problem
from service.saving import Plan, new_id, save, waits
from service.signing.session import signed_in

views = Blueprint("contacts", __name__)


@dataclass(frozen=True, kw_only=True)
class NewContactPage(Page):
    """The form for one more contact detail.

    Attributes
    ----------
    organisation
        Whose.
    fields, typed
        What is asked, and what was typed.
    waits
        Whether it waits for a steward.
    """

    template: ClassVar[str] = "contacts/new.html"
    section: ClassVar[str] = "/our"
    organisation: Organisation
    fields: tuple[Field, ...]
    typed: Mapping[str, Sequence[str]]
    waits: bool


@views.get("/our/<id>/contacts/new")
@access.contributors
def form(id: str) -> Response:
    """Ask for a contact detail."""
    return _form(_kept(id), {})


@views.post("/our/<id>/contacts/new")
@access.contributors
def add(id: str) -> Response:
    """Keep a contact detail, or let a steward decide."""
    it, sent = _kept(id), request.form.to_dict(flat=False)
    typed = inputs_of(CONTACT, sent)
    values, problems = read_fields(CONTACT, typed)
    if problems:
        return _form(it, typed, problems)
    try:
        contact = Contact(id=new_id(Contact), organisation_id=it.id, verified_on=today(), **values)
    except InvalidData as problem:
        return _form(it, typed, [problem])
    contact = rows.agreed(None, contact)
    saved = save(
        Plan(
            records=(contact,),
            stamps={(Contact, contact.id): None},
            message=f"Added a contact detail of {it.name}",
            via="contact form",
        )
    )
    flash(rows.told(saved, f"“{contact.name}”"))
    return redirect(f"/our/{it.id}", 303)


def _kept(id: str) -> Organisation:
    """An organisation that whoever asks may change."""
    it = store().organisation(id)
    refuse_others(signed_in(), [it], network())
    return it


def _form(
    it: Organisation,
    typed: Mapping[str, Sequence[str]],
    problems: Sequence[InvalidData] = (),
) -> Response:
    account = signed_in()
    assert account is not None
    return NewContactPage(
        title="Add a contact detail",
        crumbs=(Crumb(text="Home", address="/"), Crumb(text=it.name, address=f"/our/{it.id}")),
        problems=tuple(Problem(message=str(one), field=one.field) for one in problems),
        organisation=it,
        fields=CONTACT,
        typed=typed,
        waits=waits(account, {it.id}),
    ).answer()
