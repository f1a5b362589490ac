"""``/people``: who may sign in, what each may do, and what happened to their accounts."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from graph.errors import ChangedMeanwhile, InvalidData, LastAdministrator, NotFound
from graph.model import Account, Event, Role
from graph.model.accounts import read_email
from service import access, people
from service.formats import folded
from service.forms.powers import PowersForm, powers_form, read_powers
from service.opened import network, store
from service.pages import Crumb, Page, Problem
from service.people import Powers, seal
from service.signing import invitations, limits, session
from service.signing.events import happened

views = Blueprint("people", __name__)

EVENTS_SHOWN = 50
_UP = (Crumb(text="People", address="/people"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An account in the list: who, what they may do in words, when they last signed in."""

    account: Account
    may: str
    signed_in_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class PeoplePage(Page):
    """Everybody whose account one may see."""

    template: ClassVar[str] = "people/index.html"
    section: ClassVar[str] = "/people"
    lines: tuple[Line, ...]
    total: int
    find: str


@dataclass(frozen=True, kw_only=True)
class PersonPage(Page):
    """Somebody's account, as an administrator or a steward sees it.

    Attributes
    ----------
    account, may
        Whose, and what they may do in words.
    form, seal
        What may be said anew, and what whoever looks has seen; no form where they may not.
    administers
        Whether whoever looks may disable, end sessions and take away the second step.
    own
        Whether it is their own.
    events
        What happened, newest first, each with the name of who did it.
    """

    template: ClassVar[str] = "people/person.html"
    section: ClassVar[str] = "/people"
    account: Account
    may: str
    form: PowersForm | None
    seal: str
    administers: bool
    own: bool
    events: tuple[tuple[Event, str], ...]
    roles: tuple[Role, ...] = tuple(Role)


@dataclass(frozen=True, kw_only=True)
class InvitePage(Page):
    """Where somebody is invited."""

    template: ClassVar[str] = "people/invite.html"
    section: ClassVar[str] = "/people"
    form: PowersForm
    administers: bool
    name: str = ""
    email: str = ""
    roles: tuple[Role, ...] = tuple(Role)


@views.get("/people")
@access.stewards
def listed() -> AnyResponse:
    """Show the people."""
    viewer, known = _viewer(), network()
    find = request.args.get("find", "").strip()[:100]
    last = store().events.signed_in_at()
    mine = [one for one in store().accounts.all() if people.sees(viewer, one, known)]
    shown = [one for one in mine if folded(find) in folded(f"{one.name} {one.email}")]
    lines = tuple(
        Line(account=one, may=told(Powers.of(one)), signed_in_at=last.get(one.id)) for one in shown
    )
    return PeoplePage(title="People", lines=lines, total=len(mine), find=find).answer()


@views.get("/people/invite")
@access.stewards
def invite_whom() -> AnyResponse:
    """Ask who is to be invited, and to what."""
    return _invite_page(Powers(roles=(Role.CONTRIBUTOR,))).answer()


@views.post("/people/invite")
@access.stewards
@limits.at_most("60 per hour", limits.whoever)
def invite() -> AnyResponse:
    """Invite somebody by a letter."""
    viewer, wanted = _viewer(), read_powers(request.form, network())
    if "find" in request.form:
        return _invite_page(wanted).answer(200)
    try:
        people.refuse_more(viewer, wanted, network())
        account = wanted.given_to(
            Account(
                id=f"account.{secrets.token_hex(8)}",
                name=request.form.get("name", "").strip()[:200],
                email=read_email(request.form.get("email", "")),
                made_on=session.now().date(),
            )
        )
        invitations.invite(account, inviter=viewer.name)
    except InvalidData as wrong:
        return _invite_page(wanted, Problem(message=str(wrong), field=wrong.field)).answer()
    return redirect(f"/people/{account.id}", 303)


@views.get("/people/<id>")
@access.stewards
def person(id: str) -> AnyResponse:
    """Show somebody."""
    account = _seen(id)
    return _page(account, Powers.of(account)).answer()


@views.post("/people/<id>")
@access.stewards
def change(id: str) -> AnyResponse:
    """Say anew what somebody may do; what was not seen is not overwritten."""
    viewer, account, known = _viewer(), _seen(id), network()
    if not people.changes(viewer, account, known):
        raise NotFound("account", id)
    wanted = read_powers(request.form, known)
    if "find" in request.form:
        return _page(account, wanted, seen=request.form.get("seal", "")).answer(200)

    def edit(one: Account) -> Account:
        if seal(one) != request.form.get("seal", ""):
            raise ChangedMeanwhile("Account", one.name)
        return wanted.given_to(one)

    try:
        people.refuse_more(viewer, wanted, known)
        changed = store().accounts.change(id, edit)
    except ChangedMeanwhile as problem:
        now = store().accounts.one(id)
        words = f"{problem} They now may: {told(Powers.of(now))}. Save again if yours is right."
        return _page(now, wanted, Problem(message=words)).answer(409)
    except (InvalidData, LastAdministrator) as wrong:
        field = getattr(wrong, "field", "roles")
        seen = request.form.get("seal", "")
        return _page(account, wanted, Problem(message=str(wrong), field=field), seen=seen).answer()
    if changed != account:
        happened(f"may now: {told(wanted)}"[:190], changed)
    return redirect(f"/people/{id}", 303)


@views.post("/people/<id>/disabled")
@access.administrators
def disable(id: str) -> AnyResponse:
    """Let somebody sign in no longer, and end where they are signed in; or let them again."""
    off, moment = request.form.get("disabled") == "yes", session.now()
    try:
        changed = store().accounts.change(
            id, lambda one: replace(one, disabled=off, signed_out_at=moment)
        )
    except LastAdministrator as problem:
        account = _seen(id)
        return _page(account, Powers.of(account), Problem(message=str(problem))).answer(409)
    happened("disabled" if off else "enabled again", changed)
    return redirect("/people" if id == _viewer().id else f"/people/{id}", 303)


@views.post("/people/<id>/sessions")
@access.administrators
def end_sessions(id: str) -> AnyResponse:
    """Sign somebody out everywhere."""
    moment = session.now()
    changed = store().accounts.change(id, lambda one: replace(one, signed_out_at=moment))
    happened("signed out everywhere by an administrator", changed)
    return redirect(f"/people/{id}", 303)


@views.post("/people/<id>/second-step")
@access.administrators
def reset_second_step(id: str) -> AnyResponse:
    """Take away the second step of somebody who lost their telephone; their sessions end."""
    account = _seen(id)
    if account.id == _viewer().id:
        words = "Switch off your own second step on your account's page, with a code."
        return _page(account, Powers.of(account), Problem(message=words)).answer()
    moment = session.now()
    changed = store().accounts.change(
        id, lambda one: replace(one, totp="", totp_used=0, signed_out_at=moment)
    )
    happened("second step taken away by an administrator", changed)
    return redirect(f"/people/{id}", 303)


def told(powers: Powers) -> str:
    """What somebody may do, in words."""
    known = network()
    names = [_name(id, known.organisations) for id in powers.organisation_ids]
    names += [_name(id, known.areas) for id in powers.area_ids]
    names += ["all areas"] if powers.everywhere else []
    roles = [role.label.lower() for role in powers.roles] or ["nothing beyond what everybody may"]
    return ", ".join(roles) + (f" ({'; '.join(names)})" if names else "")


def _name(id: str, table: object) -> str:
    row = table.rows.get(id)  # type: ignore[attr-defined]
    return id if row is None else str(table.name[row])  # type: ignore[attr-defined]


def _viewer() -> Account:
    account = session.signed_in()
    assert account is not None, "the route is for stewards"
    return account


def _seen(id: str) -> Account:
    """An account that whoever asks may see; for others there is none."""
    account = store().accounts.one(id)
    if not people.sees(_viewer(), account, network()):
        raise NotFound("account", id)
    return account


def _form(powers: Powers) -> PowersForm:
    return powers_form(
        powers,
        network(),
        find_organisation=request.form.get("find_organisation", "").strip()[:100],
        find_area=request.form.get("find_area", "").strip()[:100],
    )


def _page(account: Account, powers: Powers, *problems: Problem, seen: str = "") -> PersonPage:
    viewer = _viewer()
    names = {one.id: one.name for one in store().accounts.all()}
    events = store().events.recent(EVENTS_SHOWN, account_id=account.id)
    return PersonPage(
        title=account.name,
        crumbs=_UP,
        account=account,
        may=told(Powers.of(account)),
        form=_form(powers) if people.changes(viewer, account, network()) else None,
        seal=seen or seal(account),
        administers=people.is_administrator(viewer),
        own=viewer.id == account.id,
        events=tuple((one, names.get(one.by, one.by)) for one in events),
        problems=problems,
    )


def _invite_page(powers: Powers, *problems: Problem) -> InvitePage:
    return InvitePage(
        title="Invite somebody",
        crumbs=_UP,
        form=_form(powers),
        administers=people.is_administrator(_viewer()),
        name=request.form.get("name", "")[:200],
        email=request.form.get("email", "")[:300],
        problems=problems,
    )
