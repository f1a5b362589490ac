"""Young people to lead a session: their groups, and boards on which they sit."""

from __future__ import annotations

import numpy as np

from graph.analysis.opportunities.audiences import OTHER_AUDIENCE, OTHERS, points_where
from graph.analysis.opportunities.lots import Lot, areas_served
from graph.analysis.opportunities.roles import Role
from graph.model import OrganisationKind, SeatHolder
from graph.network import Flags, Floats, Network

YOUTH_LEAD_M = 15_000.0
"""How far a group of young people is still local."""

SEAT = 0.3
"""Points for young people who sit on a board and are no group of their own."""


def youth_groups(network: Network, points: Floats, other: Flags) -> Lot:
    """Groups of young people."""
    groups = network.organisations.kind == str(OrganisationKind.YOUTH_GROUP)
    rows = np.flatnonzero(groups).astype(np.int32)
    return Lot(
        role=Role.YOUTH_LEAD,
        kind="organisation",
        organisation=rows,
        row=rows,
        reasons=((OTHERS, points_where(other[rows], OTHER_AUDIENCE)),),
        points=points[rows],
        farthest_m=YOUTH_LEAD_M,
        areas=areas_served(network, rows),
    )


def youth_seats(network: Network, points: Floats, other: Flags) -> Lot:
    """Organisations that young people hold a seat for, and that are no group of them."""
    organisations = network.organisations
    groups = organisations.kind == str(OrganisationKind.YOUTH_GROUP)
    found = [
        (sender, number)
        for number, seat in enumerate(network.seats)
        if seat.holder is SeatHolder.YOUNG_PEOPLE
        and seat.organisation_id is not None
        and (sender := organisations.rows.get(seat.organisation_id)) is not None
        and not groups[sender]
    ]
    senders = np.array([sender for sender, _ in found], dtype=np.int32)
    return Lot(
        role=Role.YOUTH_LEAD,
        kind="seat",
        organisation=senders,
        row=np.array([number for _, number in found], dtype=np.int32),
        reasons=(
            ("young people who sit on a board, no group of their own", np.full(len(found), SEAT)),
            (OTHERS, points_where(other[senders], OTHER_AUDIENCE)),
        ),
        points=points[senders],
        farthest_m=YOUTH_LEAD_M,
        areas=areas_served(network, senders),
    )
