"""Who may borrow what: rules as data, and whom they keep out.

The deliverer of a session is taken for the borrower of its venue and of its minibus.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.model import Borrowers, OrganisationKind
from graph.network import Flags, Network

FOR_PROFIT = (OrganisationKind.BUSINESS, OrganisationKind.INDEPENDENT)
"""Kinds of organisation that may work for profit; all others are taken for non-profit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lending:
    """What a keeper's word on borrowers means.

    Attributes
    ----------
    points
        What stands in the way of asking.
    reason
        Why it does, in words; empty where nothing does.
    non_profit_only
        Whether the borrower must not work for profit.
    """

    points: float = 0.0
    reason: str = ""
    non_profit_only: bool = False


LENDING: dict[Borrowers, Lending] = {
    Borrowers.ANYONE: Lending(),
    Borrowers.NON_PROFIT: Lending(non_profit_only=True),
    Borrowers.BY_ARRANGEMENT: Lending(points=0.2, reason="lent by arrangement"),
    Borrowers.UNKNOWN: Lending(points=0.4, reason="to whom it is lent is not known"),
}
"""What is lent to members only is lent to nobody else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Permit:
    """A rule for vehicles of some size.

    Attributes
    ----------
    fewest, most
        Seats, inclusive.
    name
        Of the permit.
    non_profit_only
        Whether the borrower must not work for profit.
    driver
        Who may drive, in words.
    """

    fewest: int
    most: int
    name: str
    non_profit_only: bool
    driver: str


PERMITS = (
    Permit(
        fewest=9,
        most=16,
        name="section 19 permit",
        non_profit_only=True,
        driver="somebody over 21 who has held a licence for two years",
    ),
)
"""Vehicles that fit none of these (a car, a coach) bring nobody to a session."""


def permit_for(seats: float) -> Permit | None:
    """The rule for a vehicle of so many seats; None where there is none, or seats are unknown."""
    return next((permit for permit in PERMITS if permit.fewest <= seats <= permit.most), None)


def for_profit(network: Network) -> Flags:
    """Whether each organisation is of a kind that may work for profit."""
    answer: Flags = np.isin(network.organisations.kind, [str(kind) for kind in FOR_PROFIT])
    return answer
