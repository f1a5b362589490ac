"""Synthetic ties, grants and partnerships between organisations, mostly between near ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np

from benchmarks.settlement import Settlement
from benchmarks.supply import SOURCE, Numbers, Places, picks
from graph.model import (
    Grant,
    OrganisationKind,
    Participation,
    Partnership,
    PartnershipKind,
    Priority,
    Record,
    Seat,
    SeatHolder,
    Tie,
    TieKind,
)

_TIES = {
    TieKind.AWARENESS: 0.34,
    TieKind.COOPERATION: 0.30,
    TieKind.COORDINATION: 0.09,
    TieKind.SUPPORTS: 0.08,
    TieKind.DELIVERS_WITH: 0.06,
    TieKind.REFERS_TO: 0.05,
    TieKind.MEMBER_OF: 0.05,
    TieKind.INTEGRATION: 0.02,
    TieKind.FUNDS: 0.01,
}
_NEAR, _REGION = 0.85, 0.12  # shares of ties; the rest reach anywhere
_HUBS = 0.15  # share of ties whose far end is an infrastructure body or a council
_SEATS = 8


def tie_records(
    count: int, kinds: Sequence[OrganisationKind], chance: np.random.Generator
) -> Iterator[Tie]:
    """Ties between different organisations, no two of them from one to the same other.

    Organisations are numbered along the local order, so that a short step in number is a
    short way: 85 per cent step some tens, 12 per cent some thousands, the rest anywhere.
    """
    size = len(kinds)
    if size < 2:
        return
    hubs = np.flatnonzero([kind in _CENTRAL for kind in kinds])
    ends = np.unique(_ends(int(count * 1.2) + 10, size, hubs, chance))
    ends = np.sort(chance.permutation(ends)[:count])
    drawn = picks(tuple(_TIES), len(ends), chance, shares=tuple(_TIES.values()))
    said = chance.random(len(ends)) < 0.6
    for row, (left, right) in enumerate(zip(*np.divmod(ends, size), strict=True)):
        yield Tie(
            id=f"t{row:07d}",
            from_id=f"o{left:06d}",
            to_id=f"o{right:06d}",
            kind=drawn[row],
            validated=bool(said[row]),
            source_id=SOURCE,
        )


_CENTRAL = {OrganisationKind.INFRASTRUCTURE, OrganisationKind.COUNCIL, OrganisationKind.FUNDER}


def _ends(count: int, size: int, hubs: Numbers, chance: np.random.Generator) -> Numbers:
    """Both ends of ties as one number, ``left * size + right``; they differ."""
    left = chance.integers(size, size=count)
    reach = chance.random(count)
    scale = np.where(reach < _NEAR, 25.0, np.where(reach < _NEAR + _REGION, 2_500.0, size / 2))
    step = np.ceil(chance.exponential(scale)).astype(np.int64)
    right = left + np.where(chance.random(count) < 0.5, -step, step)
    if len(hubs):
        nearest = hubs[np.clip(np.searchsorted(hubs, right), 0, len(hubs) - 1)]
        right = np.where(chance.random(count) < _HUBS, nearest, right)
    kept = (right >= 0) & (right < size) & (right != left)
    ends: Numbers = left[kept] * size + right[kept]
    return ends


def grant_records(
    count: int,
    where: Settlement,
    homes: Places,
    kinds: Sequence[OrganisationKind],
    chance: np.random.Generator,
) -> Iterator[Grant]:
    """Grants of funders and councils to organisations, for the authority of the recipient."""
    givers = np.flatnonzero([kind in _CENTRAL for kind in kinds])
    if not len(givers) or len(kinds) < 2:
        return
    giver = givers[chance.integers(len(givers), size=count)]
    recipient = chance.integers(len(kinds), size=count)
    recipient = np.where(recipient == giver, (recipient + 1) % len(kinds), recipient)
    amount = np.round(chance.lognormal(np.log(8_000.0), 1.1, size=count), -1)
    day = chance.integers(900, size=count)
    for row in range(count):
        yield Grant(
            id=f"g{row:06d}",
            name=f"Grant {row:06d}",
            funder_id=f"o{giver[row]:06d}",
            recipient_id=f"o{recipient[row]:06d}",
            amount_pounds=float(amount[row]),
            awarded_on=date(2024, 1, 1) + timedelta(days=int(day[row])),
            area_ids=(where.authorities[homes.area[recipient[row]]],),
            source_id=SOURCE,
        )


def partnership_records(
    count: int, where: Settlement, homes: Places, chance: np.random.Generator
) -> Iterator[Record]:
    """Partnerships with eight seats each, held by organisations near each other, and priorities.

    The first agrees on a standard for all of England; one in ten on one for its authority.
    """
    middle = chance.integers(len(homes), size=count)
    kinds = picks(tuple(PartnershipKind), count, chance)
    scale = picks(tuple(Participation), count, chance)
    step = np.round(chance.laplace(scale=200.0, size=(count, _SEATS))).astype(np.int64)
    holders = np.clip(middle[:, None] + step, 0, len(homes) - 1)
    for row in range(count):
        authority = where.authorities[homes.area[middle[row]]]
        yield Partnership(
            id=f"p{row:04d}",
            name=f"Partnership {row:04d}",
            kind=kinds[row],
            area_ids=(authority,),
            participation=scale[row],
            source_id=SOURCE,
        )
        for seat in range(_SEATS):
            yield Seat(
                id=f"p{row:04d}-{seat}",
                name="Chair" if seat == 0 else "Member",
                partnership_id=f"p{row:04d}",
                holder=SeatHolder.YOUNG_PEOPLE if seat == 7 else SeatHolder.ORGANISATION,
                organisation_id=f"o{holders[row, seat]:06d}",
                chair=seat == 0,
                source_id=SOURCE,
            )
        if row % 10 == 0:
            yield Priority(
                id=f"q{row:04d}",
                name="Something to do every week",
                partnership_id=f"p{row:04d}",
                agreed_on=date(2026, 1, 15),
                area_id=authority if row else None,
                standard_hours_per_week=0.5,
                source_id=SOURCE,
            )
