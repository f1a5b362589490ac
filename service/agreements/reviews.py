"""Reviews at the end: one for each side, seen by both once both are in, or after a while."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from graph.model import Again, Agreement, Review
from service.agreements.sides import Deal, Side
from service.editing.fields import Choice, Field, LongText

OPENED_AFTER = timedelta(days=30)
"""Time from the end after which a review is seen also where the other side wrote none."""

FIELDS: tuple[Field, ...] = (
    Choice(
        name="again",
        label="Would you do it again?",
        short="Again",
        terms=tuple(Again),
        required=True,
    ),
    LongText(
        name="went_well",
        label="What went well?",
        short="What went well",
        hint="About how it was shared. Do not name anybody under 18.",
    ),
    LongText(name="to_change", label="What would you change?", short="What to change"),
)


def review_id(agreement_id: str, side: Side) -> str:
    """The id of a side's review: each has one, however often it is sent."""
    return f"review.{side.value}.{agreement_id}"[:120]


def is_open(agreement: Agreement, reviews: Iterable[Review], today: date) -> bool:
    """Whether both sides see the reviews."""
    if agreement.ended_on is None:
        return False
    return len(tuple(reviews)) == len(Side) or today - agreement.ended_on >= OPENED_AFTER


def seen_by(deal: Deal, reviews: Iterable[Review], today: date) -> tuple[Review, ...]:
    """The reviews that whoever asks may see: their own side's, and all once they are open."""
    written = tuple(reviews)
    if not deal.sees:
        return ()
    if is_open(deal.agreement, written, today):
        return written
    own = {deal.id_of(side) for side in deal.speaks}
    return tuple(one for one in written if one.organisation_id in own)
