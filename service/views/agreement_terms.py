"""Asking, proposing, saying yes, declining and ending: how two sides come to an agreement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import Blueprint, abort, flash, redirect, request
from werkzeug.wrappers import Response

from graph.analysis.sharing import Caution, cautions
from graph.errors import InvalidData, NotFound
from graph.model import Agreement, Asset, Stage
from graph.model import Request as Wanted
from service import access, links
from service.agreements import deeds
from service.agreements.keeping import VIA, again, keep
from service.agreements.letters import tell
from service.agreements.sides import Deal, Side, as_side, deal_of, own_organisations
from service.agreements.terms import ASKED, TEXT, Altered, altered, text_stamp, text_with
from service.editing.attempts import inputs_of, typed_of
from service.editing.fields import Day, Field, LongText, read_fields
from service.opened import network, store, today
from service.pages import Crumb, Page, Problem
from service.saving import Plan, Stamps, new_id, write
from service.signing.session import signed_in
from service.views.agreements import ALL, HOME

views = Blueprint("agreement_terms", __name__)

WORKED = "Worked on an agreement to share"
"""What everybody may read of what only the two sides know."""

NO = (LongText(name="reason", label="Why?", short="Reason", required=True),)
END = (
    Day(name="on", label="Since which day is it over?", short="Day", required=True),
    LongText(name="reason", label="Why does it end?", short="Reason"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choosable:
    """Something to choose in a form."""

    value: str
    label: str


@dataclass(frozen=True, kw_only=True)
class AskPage(Page):
    """Where somebody asks to use an asset."""

    template: ClassVar[str] = "agreements/ask.html"
    section: ClassVar[str] = "/agreements"
    it: Asset
    keeper: links.Link
    organisations: tuple[Choosable, ...]
    organisation_id: str
    fields: tuple[Field, ...]
    typed: Mapping[str, Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class TextPage(Page):
    """Where a side writes another text.

    Attributes
    ----------
    met
        Where somebody else changed the text meanwhile: theirs and one's own, side by side.
    seen
        The stamp of the text that it starts from.
    cautions
        What has to be minded of the text as it is.
    """

    template: ClassVar[str] = "agreements/text.html"
    section: ClassVar[str] = "/agreements"
    deal: Deal
    side: Side
    fields: tuple[Field, ...]
    typed: Mapping[str, Sequence[str]]
    met: tuple[Altered, ...]
    seen: str
    cautions: tuple[Caution, ...]


@dataclass(frozen=True, kw_only=True)
class ChangedPage(Page):
    """That the text is another than the one to which somebody said yes."""

    template: ClassVar[str] = "agreements/changed.html"
    section: ClassVar[str] = "/agreements"
    deal: Deal
    side: Side
    met: tuple[Altered, ...]
    seen: str


@dataclass(frozen=True, kw_only=True)
class NoPage(Page):
    """Where somebody declines, or ends, with a reason."""

    template: ClassVar[str] = "agreements/no.html"
    section: ClassVar[str] = "/agreements"
    deal: Deal
    side: Side
    deed: str
    fields: tuple[Field, ...]
    typed: Mapping[str, Sequence[str]]


@views.get("/assets/<id>/ask")
@access.contributors
def ask(id: str) -> Response:
    """Ask what somebody wants to use an asset for, and when."""
    asset = store().asset(id)
    typed: dict[str, list[str]] = {}
    wanted = request.args.get("request", "")
    if wanted:
        typed = _of_request(wanted)
    return _ask(asset, typed, request.args.get("for", ""))


@views.post("/assets/<id>/ask")
@access.contributors
def asked(id: str) -> Response:
    """Keep the wish, and let whoever keeps the asset know."""
    asset, known, account = store().asset(id), network(), signed_in()
    typed = request.form.to_dict(flat=False)
    organisation_id = request.form.get("organisation", "")
    values, problems = read_fields(ASKED, typed)
    problems = (*problems, *_dates(values))
    if organisation_id not in {one.value for one in _askers(asset)}:
        several = "organisation" if len(_askers(asset)) > 1 else ""
        wrong = InvalidData("Choose for which organisation you ask.", field=several)
        problems = (wrong, *problems)
    if problems:
        return _ask(asset, typed, organisation_id, problems)
    for one in known.agreements:
        if (one.asset_id, one.borrower_id, one.stage) == (id, organisation_id, Stage.INTENT):
            flash("You have asked for this already: here it stands.")
            return redirect(f"/agreements/{one.id}", 303)
    name = links.of_id(known, "organisations", organisation_id).text
    wish = deeds.asked(asset, organisation_id, name, values, id=new_id(Agreement), today=today())
    assert account is not None
    stamps: Stamps = {(Agreement, wish.id): None}
    write(Plan(records=(wish,), stamps=stamps, message=WORKED, via=VIA), by=account.id)
    deal = deal_of(wish.id)
    tell(
        deal,
        Side.LENDER,
        f"{name} asks to use {asset.name}",
        next="See for what and when, and say yes, propose other terms, or decline",
    )
    flash(f"Thank you. {deal.lender.text} sees what you ask for.")
    return redirect(f"/agreements/{wish.id}", 303)


@views.get("/agreements/<id>/text")
@access.contributors
def text(id: str) -> Response:
    """Show the form of the text."""
    deal = deal_of(id)
    side = as_side(deal, request.args.get("side", ""))
    deeds.refuse_over(deal.agreement)
    return _text(deal, side, typed_of(deal.agreement, TEXT))


@views.post("/agreements/<id>/text")
@access.contributors
def propose(id: str) -> Response:
    """Propose another text; both have to say yes to it anew."""

    def deed(deal: Deal) -> Response:
        side = as_side(deal, request.form.get("side", ""))
        deeds.refuse_over(deal.agreement)
        typed = inputs_of(TEXT, request.form.to_dict(flat=False))
        values, problems = read_fields(TEXT, typed)
        problems = (*problems, *_dates(values))
        if not problems:
            try:
                mine = deeds.proposed(deal.agreement, values, side, today=today())
            except InvalidData as problem:
                problems = (problem,)
        if problems:
            return _text(deal, side, typed, problems, seen=request.form.get("seen", ""))
        if request.form.get("seen", "") != text_stamp(deal.agreement):
            met = altered(deal.agreement, mine)
            if met:
                return _text(deal, side, typed, met=met)
        if mine == deal.agreement:
            flash("Nothing was changed: the text is as it was.")
            return redirect(f"/agreements/{id}", 303)
        keep(deal, mine, WORKED)
        tell(
            deal,
            side.other,
            f"{deal.name_of(side)} proposes terms for {deal.asset.name}",
            next="See what changed, and say yes, propose something else, or decline",
        )
        flash(f"{deal.name_of(side.other)} sees what you propose, and what changed.")
        return redirect(f"/agreements/{id}", 303)

    return again(id, deed)


@views.post("/agreements/<id>/yes")
@access.contributors
def yes(id: str) -> Response:
    """Say yes to the text that was seen; to no other."""

    def deed(deal: Deal) -> Response:
        side, seen = as_side(deal, request.form.get("side", "")), request.form.get("seen", "")
        deeds.refuse_over(deal.agreement)
        if seen != text_stamp(deal.agreement):
            return _changed(deal, side, seen)
        mine = deeds.agreed(deal.agreement, side, today=today())
        done = f"Agreed to share “{deal.asset.name}”" if mine.in_force else WORKED
        keep(deal, mine, done)
        if mine.in_force:
            tell(deal, side.other, f"{deal.asset.name}: both sides have said yes")
            flash("Both sides have said yes: it is agreed.")
        else:
            flash(f"You have said yes for {deal.name_of(side)}.")
        return redirect(f"/agreements/{id}", 303)

    return again(id, deed)


@views.get("/agreements/<id>/decline", defaults={"deed": "decline"})
@views.get("/agreements/<id>/end", defaults={"deed": "end"})
@access.contributors
def no_form(id: str, deed: str) -> Response:
    """Ask why."""
    deal = deal_of(id)
    side = as_side(deal, request.args.get("side", ""))
    deeds.refuse_over(deal.agreement)
    return _no(deal, side, deed, {"on": [today().isoformat()]})


@views.post("/agreements/<id>/decline", defaults={"deed": "decline"})
@views.post("/agreements/<id>/end", defaults={"deed": "end"})
@access.contributors
def no(id: str, deed: str) -> Response:
    """Decline what was asked, or end what was agreed."""

    def done(deal: Deal) -> Response:
        side = as_side(deal, request.form.get("side", ""))
        typed = request.form.to_dict(flat=False)
        values, problems = read_fields(NO if deed == "decline" else END, typed)
        if values.get("on") and values["on"] > today():
            wrong = InvalidData("Day: it is over once that day has come.", field="on")
            problems = (*problems, wrong)
        if problems:
            return _no(deal, side, deed, typed, problems)
        if deed == "decline":
            after = deeds.declined(deal.agreement, values["reason"], today=today())
        else:
            after = deeds.ended(deal.agreement, values["reason"], values["on"])
        verb = "declined" if deed == "decline" else "ended"
        done = f"Ended sharing “{deal.asset.name}”" if deed == "end" else WORKED
        keep(deal, after, done)
        what = f"{deal.name_of(side)} has {verb} sharing {deal.asset.name}"
        follow = "" if deed == "decline" else "Say in a minute how it went"
        tell(deal, side.other, what, next=follow)
        flash(f"It is {verb}. {deal.name_of(side.other)} is told.")
        return redirect(f"/agreements/{id}", 303)

    return again(id, done)


def _of_request(id: str) -> dict[str, list[str]]:
    """What a request says of what it is for, and when."""
    try:
        wanted = store().record(Wanted, id)
    except NotFound:
        return {}
    shown: dict[str, list[str]] = {"purpose": [wanted.description or wanted.name]}
    for field in ASKED[1:]:
        shown.update(field.typed(getattr(wanted, field.name)))
    return shown


def _askers(asset: Asset) -> tuple[Choosable, ...]:
    """The organisations for which whoever asks may ask for an asset."""
    known = network()
    return tuple(
        Choosable(value=id, label=links.of_id(known, "organisations", id).text)
        for id in own_organisations(signed_in())
        if id != asset.organisation_id
    )


def _ask(
    asset: Asset,
    typed: Mapping[str, Sequence[str]],
    organisation_id: str,
    problems: Sequence[InvalidData] = (),
) -> Response:
    organisations = _askers(asset)
    if asset.organisation_id is None:
        abort(404, "Nobody is known who keeps this, so nobody can be asked.")
    if not organisations:
        abort(403, "You can ask to use what another organisation keeps, for one of your own.")
    one = organisation_id or (organisations[0].value if len(organisations) == 1 else "")
    return AskPage(
        title=f"Ask to use {asset.name}",
        crumbs=(HOME, Crumb(text=asset.name, address=f"/assets/{asset.id}")),
        problems=_said(problems),
        it=asset,
        keeper=links.of_id(network(), "organisations", asset.organisation_id),
        organisations=organisations,
        organisation_id=one,
        fields=ASKED,
        typed=typed,
    ).answer()


def _text(
    deal: Deal,
    side: Side,
    typed: Mapping[str, Sequence[str]],
    problems: Sequence[InvalidData] = (),
    *,
    met: tuple[Altered, ...] = (),
    seen: str = "",
) -> Response:
    it = deal.agreement
    return TextPage(
        title="The other side changed the text meanwhile" if met else "Propose other terms",
        crumbs=_crumbs(deal),
        problems=_said(problems),
        deal=deal,
        side=side,
        fields=TEXT,
        typed=typed,
        met=met,
        seen=seen or text_stamp(it),
        cautions=cautions(network(), it, today=today()),
    ).answer(409 if met else None)


def _changed(deal: Deal, side: Side, seen: str) -> Response:
    before = text_with(deal.agreement, seen)
    return ChangedPage(
        title="The text changed meanwhile",
        crumbs=_crumbs(deal),
        deal=deal,
        side=side,
        met=altered(before, deal.agreement) if before else (),
        seen=text_stamp(deal.agreement),
    ).answer(409)


def _no(
    deal: Deal,
    side: Side,
    deed: str,
    typed: Mapping[str, Sequence[str]],
    problems: Sequence[InvalidData] = (),
) -> Response:
    return NoPage(
        title="Decline" if deed == "decline" else "End it",
        crumbs=_crumbs(deal),
        problems=_said(problems),
        deal=deal,
        side=side,
        deed=deed,
        fields=NO if deed == "decline" else END,
        typed=typed,
    ).answer()


def _crumbs(deal: Deal) -> tuple[Crumb, ...]:
    it = deal.agreement
    return HOME, ALL, Crumb(text=it.name, address=f"/agreements/{it.id}")


def _dates(values: Mapping[str, Any]) -> tuple[InvalidData, ...]:
    starts, ends = values.get("starts_on"), values.get("ends_on")
    if starts and ends and ends < starts:
        return (InvalidData("Until: this lies before the first day.", field="ends_on"),)
    return ()


def _said(problems: Sequence[InvalidData]) -> tuple[Problem, ...]:
    return tuple(Problem(message=str(one), field=one.field) for one in problems)
