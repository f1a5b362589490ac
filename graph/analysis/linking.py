"""The parts and links of an opportunity, out of bids and ties."""

from __future__ import annotations

import numpy as np

from graph.analysis.acquaintance import Acquaintance
from graph.analysis.offer_words import evidence, evidence_id
from graph.analysis.opportunity import Link, Part
from graph.analysis.roles import Bid
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
    acquaintance: Acquaintance, left: int, right: int, cost: float, *, fallback: int = -1
) -> Link:
    """How two organisations connect: the cheapest tie, else an introduction.

    Parameters
    ----------
    left, right
        Rows of the organisations.
    cost
        What it takes for the two to work together.
    fallback
        An organisation that knows both though no tie says so (their funder); -1 for none.
    """
    organisations, ties = acquaintance.network.organisations, acquaintance.network.ties
    pair = (min(left, right), max(left, right))
    tie, validated, introducer = "", False, -1
    if pair in acquaintance.ties:
        row = acquaintance.ties[pair][1]
        left, right = int(ties.left[row]), int(ties.right[row])
        tie, validated = _KINDS[ties.kind[row]].label, bool(ties.validated[row])
    else:
        introducer = acquaintance.introducer(left, right)
        introducer = fallback if introducer < 0 else introducer
    return Link(
        left_id=organisations.id[left],
        left=organisations.name[left],
        right_id=organisations.id[right],
        right=organisations.name[right],
        cost=cost,
        tie=tie,
        validated=validated,
        introducer_id=organisations.id[introducer] if introducer >= 0 else "",
        introducer=organisations.name[introducer] if introducer >= 0 else "",
    )


def introductions(links: tuple[Link, ...]) -> str:
    """Which introductions a team needs, and who could make them, in sentences."""
    new = [link for link in links if link.introduction]
    if not links:
        return ""
    if not new:
        return "Everybody needed is tied to somebody else in the team already."
    sentences = [
        f"{link.introducer} knows both and could introduce {link.left} and {link.right}."
        if link.introducer
        else f"{link.left} and {link.right} have yet to meet, and nobody is known who knows both."
        for link in new
    ]
    if len(new) == 1:
        return f"One introduction is needed: {sentences[0]}"
    return f"{len(new)} introductions are needed. {' '.join(sentences)}"


def ties_in_words(links: tuple[Link, ...]) -> str:
    """The ties that a team can build on, in a sentence; empty where there are none."""
    known = [f"{link.left} {link.tie} {link.right}" for link in links if not link.introduction]
    return f"It can build on these ties: {listed(known)}." if known else ""
