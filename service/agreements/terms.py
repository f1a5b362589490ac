"""The text of an agreement: what is asked, what two versions have otherwise, and their past."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph.model import Agreement, Insurer, Stage
from graph.store import stamp_of
from service.editing.fields import Choice, Day, Field, LongText, Number
from service.editing.times import Times
from service.opened import store

ASKED: tuple[Field, ...] = (
    LongText(
        name="purpose",
        label="What do you want to use it for?",
        short="What for",
        hint="In a sentence or two. Do not name anybody under 18.",
        required=True,
    ),
    Times(
        name="times",
        label="When?",
        short="When",
        hint="The times in a usual week. Leave every day empty where you settle it each time.",
    ),
    Day(name="starts_on", label="From which day?", short="From"),
    Day(
        name="ends_on",
        label="Until which day?",
        short="Until",
        hint="Leave it empty where there is no end in sight.",
    ),
)
"""What somebody says who asks."""

TEXT: tuple[Field, ...] = (
    *ASKED,
    LongText(
        name="terms",
        label="On what terms?",
        short="Terms",
        hint="Such as: who opens and locks up, how it is left, how soon one of you says that it "
        "cannot be.",
    ),
    Number(
        name="cost_pounds_per_hour",
        label="What does an hour cost, in pounds?",
        short="Cost",
        hint="0 where it is free; leave empty where that is not settled.",
        most=100_000,
        unit="pounds an hour",
    ),
    Choice(
        name="insurer",
        label="Who insures the use?",
        short="Who insures it",
        terms=tuple(Insurer),
    ),
    Day(
        name="insured_until",
        label="Until when is it insured?",
        short="Insured until",
        hint="As the policy says.",
    ),
    Field(
        name="keyholder",
        label="Who has the key?",
        short="Keyholder",
        hint="An office or a role, such as the clerk or the caretaker; never anybody under 18.",
    ),
)
"""What both sides say yes to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Altered:
    """One part of the text that two versions have otherwise, in words."""

    label: str
    before: str
    after: str


def altered(before: Agreement, after: Agreement) -> tuple[Altered, ...]:
    """What two versions of the text have otherwise, in the order of the form."""
    return tuple(
        Altered(label=field.short, before=_told(field, before), after=_told(field, after))
        for field in TEXT
        if getattr(before, field.name) != getattr(after, field.name)
    )


def lines_of(agreement: Agreement) -> tuple[tuple[str, str], ...]:
    """The text, part by part: what each is called, and what it says; empty for nothing."""
    return tuple((field.short, field.told(getattr(agreement, field.name))) for field in TEXT)


def text_stamp(agreement: Agreement) -> str:
    """A short word for the text alone: the same whoever said yes to it, and however it is used."""
    return stamp_of(
        replace(
            agreement,
            name="text",
            stage=Stage.INTENT,
            source_id=None,
            verified_on=None,
            agreed_by_lender_on=None,
            agreed_by_borrower_on=None,
            ended_on=None,
            reason="",
            hours_used=0.0,
        )
    )


def past_texts(agreement: Agreement) -> Sequence[Agreement]:
    """The earlier texts of an agreement, the last first."""
    found: list[Agreement] = []
    seen = {text_stamp(agreement)}
    for past in store().versions.of(Agreement, agreement.id):
        one = past.before
        if isinstance(one, Agreement) and text_stamp(one) not in seen:
            seen.add(text_stamp(one))
            found.append(one)
    return found


def text_with(agreement: Agreement, stamp: str) -> Agreement | None:
    """The version of an agreement with a text that somebody saw, None where it is not known."""
    versions = (agreement, *past_texts(agreement))
    return next((one for one in versions if text_stamp(one) == stamp), None)


def _told(field: Field, agreement: Agreement) -> str:
    return field.told(getattr(agreement, field.name)) or "nothing"
