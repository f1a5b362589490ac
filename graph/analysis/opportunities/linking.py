"""The parts and links of an opportunity, out of bids and ties."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from graph.analysis.opportunities.acquaintance import COLD_COST, PARTNER_COST, Acquaintance
from graph.analysis.opportunities.offer_words import evidence, evidence_id
from graph.analysis.opportunities.opportunity import Link, Part
from graph.analysis.opportunities.roles import Bid
from graph.analysis.wording import listed
from graph.model import TieKind
from graph.network import Network
from graph.projection import to_degrees

_KINDS = {str(kind): kind for kind in TieKind}


def part(network: Network, bid: Bid) -> Part:
    """Who brings what, from a bid."""
    offer = bid.offer
    kind, id = evidence_id(network, offer)
    latitude = longitude = None
    if offer.point is not None:
        east, north = to_degrees(np.array([offer.point[0]]), np.array([offer.point[1]]))
        longitude, latitude = float(east[0]), float(north[0])
    return Part(
        role=offer.role,
        organisation_id=network.organisations.id[offer.organisation],
        organisation=network.organisations.name[offer.organisation],
        evidence_kind=kind,
        evidence_id=id,
        evidence=evidence(network, offer),
        distance_m=bid.distance_m,
        latitude=latitude,
        longitude=longitude,
    )


def link(
    acquaintance: Acquaintance,
    left: int,
    right: int,
    *,
    cost: float,
    through: Sequence[int] = (),
) -> Link:
    """How two organisations connect: their tie, else an introduction.

    Parameters
    ----------
    left, right
        Rows of the organisations.
    cost
        What it takes to bring the two together, in points.
    through
        Who could introduce them, in order from the left one; nobody for a cold introduction.
    """
    organisations, ties = acquaintance.network.organisations, acquaintance.network.ties
    row = acquaintance.tie_between(left, right)
    tie, validated = "", False
    if row >= 0:
        if int(ties.left[row]) != left:
            through = tuple(reversed(through))
        left, right = int(ties.left[row]), int(ties.right[row])
        tie, validated = _KINDS[ties.kind[row]].label, bool(ties.validated[row])
    return Link(
        left_id=organisations.id[left],
        left=organisations.name[left],
        right_id=organisations.id[right],
        right=organisations.name[right],
        cost=cost,
        tie=tie,
        validated=validated,
        introducer_ids=tuple(organisations.id[one] for one in through),
        introducers=tuple(organisations.name[one] for one in through),
    )


def links_of(
    acquaintance: Acquaintance, takers: Sequence[int], ties: Sequence[tuple[int, int]]
) -> tuple[Link, ...]:
    """How a team hangs together: the ties it builds on, then the introductions it needs.

    Whoever is in the trees without a role is there to introduce those it joins. Parts that no
    tie joins meet the first part cold.

    Parameters
    ----------
    takers
        Who takes a role, the first of them first in importance.
    ties
        The trees, as pairs of organisations.
    """
    rows = list(dict.fromkeys(takers))
    near: dict[int, list[int]] = {row: [] for row in rows}
    for left, right in ties:
        near.setdefault(left, []).append(right)
        near.setdefault(right, []).append(left)
    met: set[int] = set()
    paid: set[tuple[int, ...]] = set()
    made, cold = [], []
    for row in rows:
        if row in met:
            continue
        if met:
            cold.append(link(acquaintance, rows[0], row, cost=COLD_COST))
        met.add(row)
        waiting = deque([row])
        while waiting:
            for path in _next_takers(near, waiting.popleft(), met, frozenset(rows)):
                met.add(path[-1])
                waiting.append(path[-1])
                cost = _path_cost(acquaintance, path, paid)
                made.append(link(acquaintance, path[0], path[-1], cost=cost, through=path[1:-1]))
    known = [one for one in made if not one.introduction]
    return (*known, *(one for one in made if one.introduction), *cold)


def _next_takers(
    near: Mapping[int, Sequence[int]], start: int, met: set[int], takers: frozenset[int]
) -> list[tuple[int, ...]]:
    """Paths in a tree from one taker to each next one not met yet, by way of introducers only."""
    found: list[tuple[int, ...]] = []
    waiting: deque[tuple[int, ...]] = deque([(start,)])
    while waiting:
        path = waiting.popleft()
        for other in sorted(near[path[-1]]):
            if other in path or other in met:
                continue
            (found if other in takers else waiting).append((*path, other))
    return found


def _path_cost(
    acquaintance: Acquaintance, path: tuple[int, ...], paid: set[tuple[int, ...]]
) -> float:
    """The ties of a path and its introducers at the table, those not paid for yet."""
    ties = [(min(pair), max(pair)) for pair in pairwise(path)]
    cost = sum(acquaintance.cost_between(*tie) for tie in ties if tie not in paid)
    cost += sum(PARTNER_COST for one in path[1:-1] if (one,) not in paid)
    paid.update(ties)
    paid.update((one,) for one in path[1:-1])
    return cost


def introductions(links: tuple[Link, ...]) -> str:
    """Which introductions a team needs, and who could make them, in sentences."""
    new = [link for link in links if link.introduction]
    if not links:
        return ""
    if not new:
        return "Everybody needed is tied to somebody else in the team already."
    sentences = [_introduced(link) for link in new]
    if len(new) == 1:
        return f"One introduction is needed: {sentences[0]}"
    return f"{len(new)} introductions are needed. {' '.join(sentences)}"


def _introduced(link: Link) -> str:
    if not link.introducers:
        return f"{link.left} and {link.right} have yet to meet, and nobody is known who knows both."
    if len(link.introducers) == 1:
        return f"{link.introducer} knows both and could introduce {link.left} and {link.right}."
    chain = listed(link.introducers)
    return f"{chain} know each other and could introduce {link.left} and {link.right} between them."


def ties_in_words(links: tuple[Link, ...]) -> str:
    """The ties that a team can build on, in a sentence; empty where there are none."""
    known = [f"{link.left} {link.tie} {link.right}" for link in links if not link.introduction]
    return f"It can build on these ties: {listed(known)}." if known else ""
