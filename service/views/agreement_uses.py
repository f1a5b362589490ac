"""Writing down the use of what is shared, hour by hour, and how it went once it has ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, flash, redirect, request
from werkzeug.wrappers import Response

from graph.errors import InvalidData, NotFound, NotYours
from graph.model import Again, Review, Stage, Use
from service import access
from service.agreements import reviews
from service.agreements.keeping import again, keep, log_use
from service.agreements.letters import tell
from service.agreements.sides import Deal, Side, as_side, deal_of
from service.agreements.uses import FIELDS, read_use
from service.editing.attempts import typed_of
from service.editing.fields import Field, read_fields
from service.opened import store, today
from service.pages import Crumb, Page, Problem
from service.saving import new_id
from service.views.agreements import ALL, HOME, page_of

views = Blueprint("agreement_uses", __name__)


@dataclass(frozen=True, kw_only=True)
class UsePage(Page):
    """Where an entry is corrected or taken out."""

    template: ClassVar[str] = "agreements/use.html"
    section: ClassVar[str] = "/agreements"
    deal: Deal
    use: Use
    fields: tuple[Field, ...]
    typed: Mapping[str, Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class ReviewPage(Page):
    """Where a side says how it went."""

    template: ClassVar[str] = "agreements/review.html"
    section: ClassVar[str] = "/agreements"
    deal: Deal
    side: Side
    fields: tuple[Field, ...]
    typed: Mapping[str, Sequence[str]]


@views.post("/agreements/<id>/uses")
@access.contributors
def log(id: str) -> Response:
    """Write down a use."""
    entry = new_id(Use)

    def deed(deal: Deal) -> Response:
        side = as_side(deal, request.form.get("side", ""))
        organisation_id = deal.id_of(side)
        assert organisation_id is not None
        typed = request.form.to_dict(flat=False)
        empty = Use(
            id=entry, agreement_id=id, organisation_id=organisation_id, on=today(), hours=0.0
        )
        use, problems = read_use(typed, empty, today=today())
        if use is None:
            return page_of(deal, typed=typed, problems=_said(problems))
        log_use(deal, None, use)
        flash("It is written down. Thank you.")
        return redirect(f"/agreements/{id}#uses", 303)

    return again(id, deed)


@views.get("/agreements/<id>/uses/<use_id>")
@access.contributors
def use_form(id: str, use_id: str) -> Response:
    """Show the form of an entry of one's own."""
    deal, use = _own(deal_of(id), use_id)
    return _use(deal, use, typed_of_use(use))


@views.post("/agreements/<id>/uses/<use_id>")
@access.contributors
def correct(id: str, use_id: str) -> Response:
    """Correct an entry of one's own."""

    def deed(deal: Deal) -> Response:
        deal, before = _own(deal, use_id)
        typed = request.form.to_dict(flat=False)
        after, problems = read_use(typed, before, today=today())
        if after is None:
            return _use(deal, before, typed, problems)
        log_use(deal, before, after)
        flash("It is corrected.")
        return redirect(f"/agreements/{id}#uses", 303)

    return again(id, deed)


@views.post("/agreements/<id>/uses/<use_id>/remove")
@access.contributors
def take_out(id: str, use_id: str) -> Response:
    """Take out an entry of one's own."""

    def deed(deal: Deal) -> Response:
        deal, before = _own(deal, use_id)
        log_use(deal, before, None)
        flash("It is taken out.")
        return redirect(f"/agreements/{id}#uses", 303)

    return again(id, deed)


@views.get("/agreements/<id>/review")
@access.contributors
def review_form(id: str) -> Response:
    """Ask a side how it went."""
    deal = deal_of(id)
    side = as_side(deal, request.args.get("side", ""))
    _refuse_unready(deal)
    written = _written(deal, side)
    typed: dict[str, list[str]] = {}
    for field in reviews.FIELDS if written else ():
        typed.update(field.typed(getattr(written, field.name)))
    return _review(deal, side, typed)


@views.post("/agreements/<id>/review")
@access.contributors
def review(id: str) -> Response:
    """Keep what a side says of how it went; until both see it, it may be written anew."""

    def deed(deal: Deal) -> Response:
        side = as_side(deal, request.form.get("side", ""))
        _refuse_unready(deal)
        typed = request.form.to_dict(flat=False)
        values, problems = read_fields(reviews.FIELDS, typed)
        if problems:
            return _review(deal, side, typed, problems)
        organisation_id = deal.id_of(side)
        assert organisation_id is not None
        again: Again = values.pop("again")
        before = _written(deal, side)
        after = Review(
            id=reviews.review_id(id, side),
            agreement_id=id,
            organisation_id=organisation_id,
            on=today(),
            again=again,
            **values,
        )
        keep(
            deal, deal.agreement, f"Looked back on sharing “{deal.asset.name}”", after, seen=before
        )
        if before is None:
            tell(
                deal,
                side.other,
                f"{deal.name_of(side)} has said how sharing {deal.asset.name} went",
                next="You see it once you have said it too, or 30 days after the end",
            )
        flash("Thank you. Both sides see both, once both are there.")
        return redirect(f"/agreements/{id}#reviews", 303)

    return again(id, deed)


def _own(deal: Deal, use_id: str) -> tuple[Deal, Use]:
    """An entry that whoever asks may change."""
    use = store().record(Use, use_id)
    if use.agreement_id != deal.agreement.id or not deal.sees:
        raise NotFound("use", use_id)
    if deal.side_of(use.organisation_id) not in deal.speaks:
        raise NotYours("use written down by the other side")
    return deal, use


def _written(deal: Deal, side: Side) -> Review | None:
    found = store().referring(Review, "agreement_id", deal.agreement.id)
    own = reviews.review_id(deal.agreement.id, side)
    return next((one for one in found if one.id == own), None)


def _refuse_unready(deal: Deal) -> None:
    """Refuse a review before the end, and one more once both sides see them."""
    if deal.agreement.stage is not Stage.ENDED:
        raise InvalidData("A review is written once the agreement has ended.")
    written = store().referring(Review, "agreement_id", deal.agreement.id)
    if reviews.is_open(deal.agreement, written, today()) and len(written) == len(Side):
        raise InvalidData("Both sides have read the reviews; they stay as they are.")


def typed_of_use(use: Use) -> dict[str, list[str]]:
    """What the form of an entry shows."""
    return typed_of(use, FIELDS)


def _use(
    deal: Deal,
    use: Use,
    typed: Mapping[str, Sequence[str]],
    problems: Sequence[InvalidData] = (),
) -> Response:
    return UsePage(
        title="Correct an entry",
        crumbs=_crumbs(deal),
        problems=_said(problems),
        deal=deal,
        use=use,
        fields=FIELDS,
        typed=typed,
    ).answer()


def _review(
    deal: Deal,
    side: Side,
    typed: Mapping[str, Sequence[str]],
    problems: Sequence[InvalidData] = (),
) -> Response:
    return ReviewPage(
        title="How did it go?",
        crumbs=_crumbs(deal),
        problems=_said(problems),
        deal=deal,
        side=side,
        fields=reviews.FIELDS,
        typed=typed,
    ).answer()


def _crumbs(deal: Deal) -> tuple[Crumb, ...]:
    it = deal.agreement
    return HOME, ALL, Crumb(text=it.name, address=f"/agreements/{it.id}")


def _said(problems: Sequence[InvalidData]) -> tuple[Problem, ...]:
    return tuple(Problem(message=str(one), field=one.field) for one in problems)
