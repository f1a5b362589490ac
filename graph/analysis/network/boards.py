"""Boards that overlap: partnerships on which the same organisations sit."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from graph.analysis.wording import counted, listed
from graph.model import SeatHolder
from graph.network import Network

MOST_SHARED = 200
"""Pairs of partnerships named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedBoard:
    """Two partnerships on which some of the same organisations sit.

    Attributes
    ----------
    left_id, left, right_id, right
        The two partnerships.
    organisation_ids, organisations
        Who sits on both, by name.
    share
        Those over all organisations that sit on either (Jaccard), 0 to 1.
    seats
        How many seats those organisations hold on the two together.
    """

    rank: int
    left_id: str
    left: str
    right_id: str
    right: str
    organisation_ids: tuple[str, ...]
    organisations: tuple[str, ...]
    share: float
    seats: int
    explanation: str
    counter_reading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitter:
    """An organisation that sits on several partnerships.

    ``boards`` names them; ``seats`` counts its seats on all of them.
    """

    organisation_id: str
    organisation: str
    boards: tuple[str, ...]
    seats: int


def find_shared_boards(network: Network) -> tuple[SharedBoard, ...]:
    """Pairs of partnerships that share an organisation.

    Returns
    -------
    tuple of SharedBoard
        The most alike first, then the most shared seats, then by id; at most
        :data:`MOST_SHARED`. Seats that young people hold are not counted.
    """
    on = _seats(network)
    shared: dict[tuple[str, str], set[str]] = {}
    for organisation, boards in _boards(on).items():
        for pair in combinations(sorted(boards), 2):
            shared.setdefault(pair, set()).add(organisation)
    found = []
    for (left, right), both in shared.items():
        share = len(both) / len(on[left].keys() | on[right].keys())
        seats = sum(on[left][one] + on[right][one] for one in both)
        found.append((-round(share, 9), -seats, left, right, both))
    names = {partnership.id: partnership.name for partnership in network.partnerships}
    return tuple(
        _shared(network, rank, (left, names[left]), (right, names[right]), both, -share, -seats)
        for rank, (share, seats, left, right, both) in enumerate(
            sorted(found, key=lambda pair: pair[:4])[:MOST_SHARED], start=1
        )
    )


def find_sitters(network: Network, *, least: int = 2) -> tuple[Sitter, ...]:
    """Organisations on at least so many partnerships, the most boards first, then by id."""
    names = {partnership.id: partnership.name for partnership in network.partnerships}
    boards = _boards(_seats(network))
    organisations = network.organisations
    return tuple(
        Sitter(
            organisation_id=id,
            organisation=organisations.name[organisations.row(id)],
            boards=tuple(sorted(names[board] for board in on)),
            seats=sum(on.values()),
        )
        for id, on in sorted(boards.items(), key=lambda told: (-len(told[1]), told[0]))
        if len(on) >= least
    )


def _seats(network: Network) -> dict[str, dict[str, int]]:
    """By partnership: how many seats each organisation holds on it."""
    known = {partnership.id for partnership in network.partnerships}
    found: dict[str, dict[str, int]] = {}
    for seat in network.seats:
        holder = seat.organisation_id
        of_organisation = seat.holder is SeatHolder.ORGANISATION and holder is not None
        if (
            of_organisation
            and holder in network.organisations.rows
            and seat.partnership_id in known
        ):
            on = found.setdefault(seat.partnership_id, {})
            on[str(holder)] = on.get(str(holder), 0) + 1
    return found


def _boards(seats: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    """By organisation: how many seats it holds on each partnership."""
    found: dict[str, dict[str, int]] = {}
    for board, holders in seats.items():
        for organisation, count in holders.items():
            found.setdefault(organisation, {})[board] = count
    return found


def _shared(
    network: Network,
    rank: int,
    left: tuple[str, str],
    right: tuple[str, str],
    both: set[str],
    share: float,
    seats: int,
) -> SharedBoard:
    organisations = network.organisations
    ordered = sorted(both, key=lambda id: (organisations.name[organisations.row(id)], id))
    names = tuple(organisations.name[organisations.row(id)] for id in ordered)
    sit = "sits" if len(names) == 1 else "sit"
    return SharedBoard(
        rank=rank,
        left_id=left[0],
        left=left[1],
        right_id=right[0],
        right=right[1],
        organisation_ids=tuple(ordered),
        organisations=names,
        share=share,
        seats=seats,
        explanation=(
            f"{listed(names)} {sit} on both {left[1]} and {right[1]}: {share:.0%} of all who are "
            f"on either, in {counted(seats, 'seat')}. A meeting in common could spare them one."
        ),
        counter_reading=(
            "Who sits on both also carries what one knows to the other; boards with different "
            "duties in law may have to meet apart."
        ),
    )
