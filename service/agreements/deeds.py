"""What becomes of an agreement when somebody asks, proposes, says yes, uses it or ends it.

Pure: each takes the agreement as it is and gives it as it would be, or says why that cannot be.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from graph.errors import InvalidData
from graph.model import Agreement, Asset, Stage, Use
from graph.model.things import NAME_LENGTH
from service.agreements.sides import Side
from service.agreements.terms import TEXT

LOGGED = (Stage.AGREED, Stage.IN_USE, Stage.ENDED)
"""Stages in which use is written down; after the end for what was forgotten."""

_YES = {Side.LENDER: "agreed_by_lender_on", Side.BORROWER: "agreed_by_borrower_on"}


def asked(
    asset: Asset,
    borrower_id: str,
    borrower: str,
    values: Mapping[str, Any],
    *,
    id: str,
    today: date,
) -> Agreement:
    """Somebody's wish to use an asset; by asking they say yes to what they wrote."""
    return Agreement(
        id=id,
        name=f"{borrower} uses {asset.name}"[:NAME_LENGTH],
        asset_id=asset.id,
        borrower_id=borrower_id,
        stage=Stage.INTENT,
        cost_pounds_per_hour=asset.cost_pounds_per_hour,
        terms=asset.conditions,
        agreed_by_borrower_on=today,
        verified_on=today,
        **values,
    )


def proposed(
    agreement: Agreement, values: Mapping[str, Any], side: Side, *, today: date
) -> Agreement:
    """Another text: it takes back both yeses, and whoever proposes it says yes to it."""
    refuse_over(agreement)
    changed = replace(agreement, **{field.name: values[field.name] for field in TEXT})
    if changed == agreement and said_yes(agreement, side):
        return agreement
    yes: dict[str, Any] = {_YES[side]: today, _YES[side.other]: None}
    return replace(changed, stage=Stage.INTENT, verified_on=today, **yes)


def agreed(agreement: Agreement, side: Side, *, today: date) -> Agreement:
    """One side's yes; with both it is agreed, or in use where it was used before."""
    refuse_over(agreement)
    yes: dict[str, Any] = {_YES[side]: today}
    changed = replace(agreement, verified_on=today, **yes)
    if agreement.stage is Stage.INTENT and all(said_yes(changed, one) for one in Side):
        stage = Stage.IN_USE if agreement.hours_used else Stage.AGREED
        return replace(changed, stage=stage)
    return changed


def declined(agreement: Agreement, reason: str, *, today: date) -> Agreement:
    """No, with the reason."""
    refuse_over(agreement)
    if agreement.stage is not Stage.INTENT:
        raise InvalidData("Both sides have said yes already; end it instead.")
    return replace(agreement, stage=Stage.DECLINED, reason=reason, ended_on=today)


def ended(agreement: Agreement, reason: str, on: date) -> Agreement:
    """It comes to an end."""
    if not agreement.in_force and not (agreement.stage is Stage.INTENT and agreement.hours_used):
        refuse_over(agreement)
        raise InvalidData("It has not been agreed yet; decline it instead.")
    return replace(agreement, stage=Stage.ENDED, reason=reason, ended_on=on, verified_on=on)


def used(agreement: Agreement, before: Use | None, after: Use | None, *, today: date) -> Agreement:
    """The agreement with one use more, another, or one less: the one place that counts hours.

    Hours from before uses were written down one by one stay in the sum.
    """
    if agreement.stage not in LOGGED:
        raise InvalidData("Use is written down once both sides have said yes.")
    hours = agreement.hours_used - (before.hours if before else 0) + (after.hours if after else 0)
    stage = Stage.IN_USE if agreement.stage is Stage.AGREED and after else agreement.stage
    return replace(agreement, stage=stage, hours_used=max(round(hours, 4), 0.0), verified_on=today)


def said_yes(agreement: Agreement, side: Side) -> bool:
    """Whether a side has said yes to the text as it stands."""
    return getattr(agreement, _YES[side]) is not None


def refuse_over(agreement: Agreement) -> None:
    """Refuse to go on with what is over."""
    if agreement.stage in (Stage.ENDED, Stage.DECLINED):
        raise InvalidData(
            f"It was {agreement.stage.label.lower()} meanwhile; nothing more can be done to it."
        )
