"""How records hang together: ties, seats, grants and agreements, as lines of tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from graph.model import SeatHolder, TieKind
from graph.network import Network
from service import links
from service.agreements.sides import is_public
from service.formats import folded, listed
from service.granted import GrantLine, in_order, line_of
from service.links import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class TieLine:
    """A tie seen from one end: “funds” from here, “is funded by” from there."""

    words: str
    other: Link
    validated: bool
    verified_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatLine:
    """A seat on a partnership; ``carries`` says whether it votes, is paid, is the chair."""

    title: str
    partnership: str
    kind: str
    participation: str
    holder: str
    carries: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementLine:
    """Who lends what to whom, how far it has come, and where it stands in full."""

    title: str
    address: str
    asset: Link
    lender: Link
    borrower: Link
    stage: str
    hours_used: float


def ties_of(network: Network, row: int) -> tuple[TieLine, ...]:
    """The ties of an organisation, validated ones first, then by name and kind."""
    table = network.ties
    lines = []
    for tie in np.flatnonzero((table.left == row) | (table.right == row)).tolist():
        outward = table.left[tie] == row
        kind = TieKind(str(table.kind[tie]))  # type: ignore[call-arg]
        checked = table.verified_on[tie]
        lines.append(
            TieLine(
                words=kind.label if outward else kind.label_back,
                other=links.organisation(
                    network, int(table.right[tie] if outward else table.left[tie])
                ),
                validated=bool(table.validated[tie]),
                verified_on=None if np.isnat(checked) else checked.astype(date),
            )
        )
    lines.sort(key=lambda line: (not line.validated, folded(line.other.text), line.words))
    return tuple(lines)


def seats_of(network: Network, organisation_id: str) -> tuple[SeatLine, ...]:
    """The seats that an organisation holds, or sends young people to."""
    partnerships = {partnership.id: partnership for partnership in network.partnerships}
    lines = []
    for seat in network.seats:
        if seat.organisation_id != organisation_id or seat.partnership_id not in partnerships:
            continue
        on = partnerships[seat.partnership_id]
        carries = [
            words
            for words, has in (("chair", seat.chair), ("vote", seat.voting), ("pay", seat.paid))
            if has
        ]
        lines.append(
            SeatLine(
                title=seat.name,
                partnership=on.name,
                kind=on.kind.label,
                participation=on.participation.label if on.participation else "not placed yet",
                holder="young people" if seat.holder is SeatHolder.YOUNG_PEOPLE else "itself",
                carries=listed(carries) or "neither vote nor pay",
            )
        )
    return tuple(sorted(lines, key=lambda line: (folded(line.partnership), folded(line.title))))


def grants_of(network: Network, row: int) -> tuple[GrantLine, ...]:
    """Grants that an organisation gave or received, the newest first."""
    table = network.grants
    found = np.flatnonzero((table.funder == row) | (table.recipient == row)).tolist()
    return tuple(
        line_of(network, grant, given=bool(table.funder[grant] == row))
        for grant in in_order(network, found)
    )


def agreements_of(
    network: Network, *, organisation: int | None = None, asset: int | None = None
) -> tuple[AgreementLine, ...]:
    """Agreements that everybody may know of: those of an organisation, or on an asset, by name."""
    lines = []
    for agreement in network.agreements:
        lent = network.assets.rows.get(agreement.asset_id, -1)
        lender = int(network.assets.organisation[lent]) if lent >= 0 else -1
        borrower = network.organisations.rows.get(agreement.borrower_id, -1)
        if organisation is not None and organisation not in (lender, borrower):
            continue
        if asset is not None and lent != asset:
            continue
        if not is_public(agreement):
            continue
        lines.append(
            AgreementLine(
                title=agreement.name,
                address=f"/agreements/{agreement.id}",
                asset=links.of_id(network, "assets", agreement.asset_id),
                lender=links.organisation(network, lender),
                borrower=links.of_id(network, "organisations", agreement.borrower_id),
                stage=agreement.stage.label,
                hours_used=agreement.hours_used,
            )
        )
    return tuple(sorted(lines, key=lambda line: folded(line.title)))
