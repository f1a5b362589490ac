"""Where an agreement stands, and who has to do what next: the answer at the top of its page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph.model import Agreement, Stage
from service.agreements.deeds import said_yes
from service.agreements.sides import Deal, Side
from service.formats import count, day, plain


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Where it stands.

    Attributes
    ----------
    lead
        In a sentence.
    next
        Who has to do what, in a sentence; empty where nobody has to.
    waits_for
        The side whose answer is awaited, None where none is.
    """

    lead: str
    next: str = ""
    waits_for: Side | None = None


def waits_for(agreement: Agreement) -> Side | None:
    """The side that has not said yes to what the other has."""
    if agreement.stage is not Stage.INTENT:
        return None
    silent = [side for side in (Side.LENDER, Side.BORROWER) if not said_yes(agreement, side)]
    return silent[0] if silent else None


def state_of(deal: Deal, *, today: date) -> State:
    """Where an agreement stands, for those who may see it."""
    agreement = deal.agreement
    lender, borrower, what = deal.lender.text, deal.borrower.text, deal.asset.name
    if agreement.stage is Stage.INTENT:
        return _open(deal)
    if agreement.stage is Stage.DECLINED:
        return State(lead="It was declined" + _on(agreement.ended_on) + ".")
    if agreement.stage is Stage.ENDED:
        return State(
            lead=f"{borrower} used {what} of {lender} for {_hours(agreement)}. "
            f"It ended{_on(agreement.ended_on or agreement.ends_on)}."
        )
    since = _since(agreement, today)
    past = agreement.ends_on is not None and agreement.ends_on < today
    used = f" So far: {_hours(agreement)}." if agreement.hours_used else ""
    return State(
        lead=f"{borrower} may use {what} of {lender}{since}.{used}",
        next=f"Its last day was {day(agreement.ends_on)}: end it, or propose a later day."
        if past
        else ""
        if agreement.hours_used
        else f"Once it is used, {borrower} writes down the hours.",
    )


def _open(deal: Deal) -> State:
    agreement, side = deal.agreement, waits_for(deal.agreement)
    wish = f"{deal.borrower.text} would like to use {deal.asset.name} of {deal.lender.text}."
    if side is None:
        return State(lead=wish, next="Both sides have said yes.")
    if not any(said_yes(agreement, one) for one in Side):
        return State(
            lead=wish,
            next=f"Neither side has said yes yet. {deal.lender.text} answers first.",
            waits_for=side,
        )
    return State(
        lead=wish
        if side is Side.LENDER
        else f"{deal.lender.text} proposes terms for {what(deal)}.",
        next=f"{deal.name_of(side.other)} has said yes to the text below. {deal.name_of(side)} "
        "says yes, proposes something else, or declines.",
        waits_for=side,
    )


def what(deal: Deal) -> str:
    """What is shared."""
    return deal.asset.name


def _hours(agreement: Agreement) -> str:
    hours = agreement.hours_used
    return count(1, "hour") if hours == 1 else f"{plain(hours)} hours"


def _on(date: date | None) -> str:
    return f" on {day(date)}" if date else ""


def _since(agreement: Agreement, today: date) -> str:
    if agreement.starts_on is None:
        return ""
    return f" {'since' if agreement.starts_on <= today else 'from'} {day(agreement.starts_on)}" + (
        f" until {day(agreement.ends_on)}" if agreement.ends_on else ""
    )
