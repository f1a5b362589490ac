"""Funders for each recipient: who rests on one funder alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from graph.analysis.columns import totals
from graph.analysis.coverage import months_before
from graph.analysis.rows import Rows
from graph.analysis.wording import counted, listed
from graph.network import Index, Network

WITHIN_MONTHS = 36
"""Grants awarded within so many months count, and those that still run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """An organisation that is given grants, and by how many.

    Attributes
    ----------
    funders
        Names of its funders, the one that gave most first.
    amount_pounds
        Of all its grants that count; grants without an amount add nothing.
    largest_share
        Of that amount, from the funder that gave most, 0 to 1; 1 for one funder.
    newest, ends
        When the newest was awarded, and when the last to run ends; None where not known.
    """

    organisation_id: str
    organisation: str
    funders: tuple[str, ...]
    grants: int
    amount_pounds: float
    largest_share: float
    newest: date | None
    ends: date | None
    explanation: str
    counter_reading: str


def find_recipients(network: Network, *, today: date) -> Rows[Recipient]:
    """Recipients of grants, those that rest on the fewest funders first.

    Counted are grants awarded in the last :data:`WITHIN_MONTHS` months, and older ones that run.

    Returns
    -------
    sequence of Recipient
        By number of funders, then the most money first, then id; empty without grants.
    """
    now, since = np.datetime64(today), np.datetime64(months_before(today, WITHIN_MONTHS))
    grants = network.grants
    awarded = (grants.awarded_on <= now) & (grants.awarded_on >= since)
    counts = (awarded | (grants.ends_on >= now)) & (grants.recipient >= 0)
    counting = np.flatnonzero(counts).astype(np.int32)
    counting = counting[np.argsort(grants.recipient[counting], kind="stable")]
    if not len(counting):
        return Rows(0, lambda place: _recipient(network, counting[place : place + 1]))
    recipient = grants.recipient[counting]
    starts = np.flatnonzero(np.append(True, recipient[1:] != recipient[:-1]))
    of = np.split(counting, starts[1:])
    pair = np.unique(np.column_stack([recipient, grants.funder[counting]]), axis=0)
    funders = np.bincount(pair[:, 0], minlength=len(network.organisations))
    amount = totals(
        recipient, np.nan_to_num(grants.amount_pounds[counting]), len(network.organisations)
    )
    rows = recipient[starts]
    ids = network.organisations.id[rows].astype(str)
    order = np.lexsort((ids, -amount[rows], funders[rows]))
    return Rows(len(rows), lambda place: _recipient(network, of[int(order[place])]))


def _recipient(network: Network, grants: Index) -> Recipient:
    table, organisations = network.grants, network.organisations
    row = int(table.recipient[grants[0]])
    pounds = np.nan_to_num(table.amount_pounds[grants])
    by_funder: dict[int, float] = {}
    for funder, amount in zip(table.funder[grants].tolist(), pounds.tolist(), strict=True):
        by_funder[funder] = by_funder.get(funder, 0.0) + amount
    ordered = sorted(by_funder, key=lambda funder: (-by_funder[funder], organisations.id[funder]))
    names = tuple(organisations.name[funder] for funder in ordered)
    total = float(pounds.sum())
    largest = by_funder[ordered[0]] / total if total > 0 else 1.0 / len(ordered)
    name = organisations.name[row]
    alone = len(names) == 1
    return Recipient(
        organisation_id=organisations.id[row],
        organisation=name,
        funders=names,
        grants=len(grants),
        amount_pounds=total,
        largest_share=largest,
        newest=_last(table.awarded_on[grants]),
        ends=_last(table.ends_on[grants]),
        explanation=(
            f"Every grant known to {name} ({counted(len(grants), 'grant')}, £{total:,.0f}) is from "
            f"{names[0]}."
            if alone
            else f"{name} has grants from {counted(len(names), 'funder')}: {listed(names)}; "
            f"{largest:.0%} of £{total:,.0f} is from the largest."
        ),
        counter_reading=(
            "Only published grants are known: fees, contracts, fundraising and gifts are not "
            "in it, and one steady funder may be safer than three short ones."
        ),
    )


def _last(days: np.ndarray[tuple[int], np.dtype[np.datetime64]]) -> date | None:
    known = days[~np.isnat(days)]
    return known.max().item() if len(known) else None
