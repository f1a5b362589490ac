"""What a team costs and what it is worth, in the open: line by line."""

from __future__ import annotations

import numpy as np

from graph.analysis.opportunities.acquaintance import PARTNER_COST
from graph.analysis.opportunities.offer_words import pounds, quantity
from graph.analysis.opportunities.offers import seats_of
from graph.analysis.opportunities.opportunity import Link, Points, Value
from graph.analysis.opportunities.roles import Bid, Role
from graph.analysis.opportunities.team_search import Found
from graph.analysis.wording import counted, distance, listed
from graph.network import Network


def points_of_team(network: Network, found: Found, links: tuple[Link, ...]) -> tuple[Points, ...]:
    """What makes up the cost of a team; the lines add up to it."""
    partners = len(found.takers)
    lines = [Points(words=_at_table(partners), points=PARTNER_COST * partners)]
    lines += [Points(words=_of_link(link), points=link.cost) for link in links]
    for bid in found.bids:
        lines += points_of_bid(network, bid)
    return tuple(lines)


def _at_table(partners: int) -> str:
    return f"{counted(partners, 'organisation')} at the table, {PARTNER_COST:g} each"


def _of_link(link: Link) -> str:
    by = listed(link.introducers)
    if link.introduction:
        who = f"by {by}, at the table too" if by else "that nobody known could make"
        return f"An introduction of {link.left} and {link.right} {who}"
    seen = "" if link.validated else " (seen in records; neither has said so)"
    with_ = f", brought together by {by}" if by else ""
    return f"A tie: {link.left} {link.tie} {link.right}{seen}{with_}"


def points_of_bid(network: Network, bid: Bid) -> list[Points]:
    """What stands between somebody and a role, line by line."""
    name = network.organisations.name[bid.offer.organisation]
    role = bid.offer.role.label
    lines = [
        Points(words=f"{role}, {name}: {reason}", points=points)
        for reason, points in bid.offer.reasons
    ]
    further = bid.cost - sum(points for _, points in bid.offer.reasons)
    if further > 1e-9:
        why = "serves only the wider area"
        if not bid.wide and bid.distance_m is not None:
            why = f"{distance(bid.distance_m)} away"
        lines.append(Points(words=f"{role}, {name}: {why}", points=further))
    return lines


def value_of_team(network: Network, found: Found) -> Value:
    """What a team would be worth, as far as it is known."""
    venue, bus = found.venue, found.with_role(Role.TRANSPORT)
    capacity = float("nan") if venue is None else network.assets.capacity[venue.offer.row]
    money = found.with_role(Role.MONEY)
    return Value(
        hours_per_week=None if found.session is None else found.session.hours,
        places=None if np.isnan(capacity) else int(capacity),
        # One seat is the driver's.
        ridden=None if bus is None else int(seats_of(network, bus.offer.row)) - 1,
        money="" if money is None else money_known(network, money),
        need=found.place.need,
    )


def money_known(network: Network, bid: Bid) -> str:
    """How much money a bid is known to stand on, empty where nobody said."""
    if bid.offer.kind == "grant":
        return f"{pounds(network.grants.amount_pounds[bid.offer.row])} (a grant)"
    return quantity(network, bid.offer.row)
