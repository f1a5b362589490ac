"""Sharing: what speaks against an agreement, or has to be minded; nothing is forbidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from graph.analysis.opportunities.eligibility import FOR_PROFIT, permit_for
from graph.analysis.opportunities.offers import ROOMS, seats_of
from graph.analysis.weekly import DAYS
from graph.analysis.windows import SEASONS, Windows, stated_windows, window_of
from graph.model import Agreement, AssetKind, Borrowers, Term, TieKind, WeeklyTime
from graph.network import Network


class CautionKind(Term):
    """What a caution is about."""

    TIMES = "times", "Times"
    CLASH = "clash", "Somebody else is there"
    PERMIT = "permit", "Permit"
    BORROWER = "borrower", "Who may use it"
    INSURANCE = "insurance", "Insurance"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """One thing to mind.

    Attributes
    ----------
    kind
        What it is about.
    words
        What was found and what would help, in a sentence or two.
    """

    kind: CautionKind
    words: str


def cautions(network: Network, agreement: Agreement, *, today: date) -> tuple[Caution, ...]:
    """What has to be minded before two sides say yes, and while something is shared.

    Parameters
    ----------
    agreement
        Which, as it is or would be; it need not be in the network.
    today
        For what has run out.

    Returns
    -------
    tuple of Caution
        Times, clashes, permit, borrower, insurance; empty where nothing is known against it, and
        for an asset that the network does not know but for insurance.
    """
    asset = network.assets.rows.get(agreement.asset_id, -1)
    found: list[Caution] = []
    if asset >= 0:
        found += _times(network, agreement, asset)
        found += _clashes(network, agreement, asset)
        found += _borrower(network, agreement, asset)
    return (*found, *_insurance(agreement, today))


def _times(network: Network, agreement: Agreement, asset: int) -> list[Caution]:
    offered = _of_owner(stated_windows(network.availability), asset)
    if not offered:
        return []
    outside = [
        time for time in agreement.times if not any(_holds(offer, time) for offer in offered)
    ]
    if not outside:
        return []
    return [
        Caution(
            kind=CautionKind.TIMES,
            words=f"{_listed(outside)}: not among the times for which it is offered "
            f"({_listed(offered)}).",
        )
    ]


def _clashes(network: Network, agreement: Agreement, asset: int) -> list[Caution]:
    site = int(network.assets.site[asset])
    is_place = str(network.assets.kind[asset]) in {str(kind) for kind in ROOMS}
    found = []
    for other in network.agreements:
        row = network.assets.rows.get(other.asset_id, -1)
        same = row == asset or (
            is_place
            and row >= 0
            and site >= 0
            and network.assets.site[row] == site
            and str(network.assets.kind[row]) in {str(kind) for kind in ROOMS}
        )
        if other.id == agreement.id or not same or not other.in_force:
            continue
        met = _meeting(agreement.times, other.times) if _days_meet(agreement, other) else []
        if met:
            which = "it" if row == asset else str(network.assets.name[row])
            who = _organisation(network, other.borrower_id)
            found.append(f"{_listed(met)}: {who} has agreed to use {which} then.")
    if is_place and site >= 0:
        found += _activities(network, agreement, site)
    return [Caution(kind=CautionKind.CLASH, words=words) for words in found]


def _activities(network: Network, agreement: Agreement, site: int) -> list[str]:
    """What others do at a place at the times of an agreement."""
    activities, held = network.activities, stated_windows(network.sessions)
    found = []
    for row in np.flatnonzero(activities.site == site).tolist():
        runs = str(network.organisations.id[activities.organisation[row]])
        if str(activities.id[row]) == agreement.activity_id or runs == agreement.borrower_id:
            continue
        met = _meeting(agreement.times, _of_owner(held, row))
        if met:
            found.append(f"{_listed(met)}: “{activities.name[row]}” is on at the same place.")
    return found


def _borrower(network: Network, agreement: Agreement, asset: int) -> list[Caution]:
    borrower = network.organisations.rows.get(agreement.borrower_id, -1)
    if borrower < 0:
        return []
    found, assets = [], network.assets
    profit = str(network.organisations.kind[borrower]) in {str(kind) for kind in FOR_PROFIT}
    name = str(network.organisations.name[borrower])
    permit = permit_for(seats_of(network, asset))
    if (
        str(assets.kind[asset]) == AssetKind.VEHICLE
        and permit
        and permit.non_profit_only
        and profit
    ):
        found.append(
            Caution(
                kind=CautionKind.PERMIT,
                words=f"A minibus on a {permit.name} may only be used by who does not work for "
                f"profit, and {name} may: ask for another licence first.",
            )
        )
    lent = str(assets.borrowers[asset])
    if lent == Borrowers.NON_PROFIT and profit:
        found.append(
            Caution(
                kind=CautionKind.BORROWER,
                words=f"It is offered to non-profit organisations, and {name} may work for profit.",
            )
        )
    keeper = int(assets.organisation[asset])
    if lent == Borrowers.MEMBERS and not _is_member(network, borrower, keeper):
        found.append(
            Caution(
                kind=CautionKind.BORROWER,
                words=f"It is offered to members only, and {name} is not known to be one.",
            )
        )
    return found


def _is_member(network: Network, member: int, of: int) -> bool:
    ties = network.ties
    return bool(
        np.any((ties.left == member) & (ties.right == of) & (ties.kind == str(TieKind.MEMBER_OF)))
    )


def _insurance(agreement: Agreement, today: date) -> list[Caution]:
    until = agreement.insured_until
    if agreement.insurer is None and until is None:
        words = "Nobody has said yet who insures the use, and until when."
    elif until is None:
        words = "Nobody has said until when it is insured."
    elif until < today:
        words = f"The insurance ran out on {_day(until)}. Do not use it before it is renewed."
    elif agreement.ends_on is not None and until < agreement.ends_on:
        words = (
            f"The insurance ends on {_day(until)}, before the agreement does on "
            f"{_day(agreement.ends_on)}."
        )
    else:
        return []
    return [Caution(kind=CautionKind.INSURANCE, words=words)]


def _of_owner(stated: Windows, owner: int) -> list[WeeklyTime]:
    """The weekly times of one row."""
    first, last = np.searchsorted(stated.asset, [owner, owner + 1]).tolist()
    columns = (stated.day, stated.start, stated.end, stated.season)
    return [window_of(*(int(column[place]) for column in columns)) for place in range(first, last)]


def _holds(offer: WeeklyTime, time: WeeklyTime) -> bool:
    whole = offer.season in (SEASONS[0], time.season)
    return offer.day is time.day and offer.start <= time.start and time.end <= offer.end and whole


def _meeting(times: Sequence[WeeklyTime], others: Sequence[WeeklyTime]) -> list[WeeklyTime]:
    """Those of some times that meet any of others, in the week's order."""
    return [
        time
        for time in sorted(times, key=lambda one: (DAYS.index(one.day), one.start))
        if any(
            time.day is other.day
            and time.start < other.end
            and other.start < time.end
            and time.season.meets(other.season)
            for other in others
        )
    ]


def _days_meet(one: Agreement, other: Agreement) -> bool:
    first, last = date.min, date.max
    return (one.starts_on or first) <= (other.ends_on or last) and (other.starts_on or first) <= (
        one.ends_on or last
    )


def _organisation(network: Network, id: str) -> str:
    row = network.organisations.rows.get(id, -1)
    return str(network.organisations.name[row]) if row >= 0 else id


def _listed(times: list[WeeklyTime]) -> str:
    return ", ".join(str(time) for time in times)


def _day(value: date) -> str:
    return f"{value.day} {value:%B %Y}"
