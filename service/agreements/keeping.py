"""Keeping what becomes of an agreement: every change by the account that made it, by one way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from graph.errors import ChangedMeanwhile
from graph.model import Agreement, Record, Use
from service.agreements.deeds import used
from service.agreements.sides import Deal, deal_of
from service.opened import today
from service.saving import Plan, stamps_of, write
from service.signing.session import signed_in

VIA = "agreements"
TRIES = 4
"""Times that something is tried anew where the other side changes the same row in that moment."""

T = TypeVar("T")


def keep(
    deal: Deal, after: Agreement, message: str, *more: Record, seen: Record | None = None
) -> None:
    """Keep an agreement as it would be, and other records with it.

    Parameters
    ----------
    seen
        What stood in the place of one of the others.

    Raises
    ------
    ChangedMeanwhile
        It is not as it was when it was read.
    """
    _write(deal, (after, *more), (), message, seen=() if seen is None else (seen,))


def log_use(deal: Deal, before: Use | None, after: Use | None) -> None:
    """Write down a use, correct one, or take one out: the hours of the agreement go with it.

    Parameters
    ----------
    before
        The entry as it was, None for a new one.
    after
        As it would be, None to take it out.

    Raises
    ------
    ChangedMeanwhile
        The agreement or the entry is not as it was when it was read.
    """
    agreement = used(deal.agreement, before, after, today=today())
    what = "Corrected" if before and after else "Took out" if before else "Wrote down"
    message = f"{what} a use of “{deal.asset.name}”"
    if after is None and before is not None:
        _write(deal, (agreement,), (before,), message)
    elif after is not None:
        _write(deal, (agreement, after), (), message, seen=(before,) if before else ())


def again(id: str, deed: Callable[[Deal], T]) -> T:
    """Do something to an agreement as it is now; once more where somebody else was quicker."""
    for _ in range(TRIES - 1):
        try:
            return deed(deal_of(id))
        except ChangedMeanwhile:
            continue
    return deed(deal_of(id))


def _write(
    deal: Deal,
    records: Sequence[Record],
    remove: Sequence[Record],
    message: str,
    seen: Sequence[Record] = (),
) -> None:
    account = signed_in()
    assert account is not None
    before = (deal.agreement, *seen, *remove)
    known = {(type(one), one.id) for one in before}
    new = {(type(one), one.id): None for one in records if (type(one), one.id) not in known}
    plan = Plan(
        records=records,
        remove=remove,
        before=before,
        stamps={**stamps_of(before), **new},
        message=message,
        via=VIA,
    )
    write(plan, by=account.id)
