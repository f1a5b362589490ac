"""Roles of a new session, and what somebody offers for one."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import Term, WeeklyTime


class Role(Term):
    """What a new session needs from its partners, or a request asks for."""

    VENUE = "venue", "A venue"
    DELIVERER = "deliverer", "Somebody to deliver"
    MONEY = "money", "Money"
    YOUTH_LEAD = "youth_lead", "Young people to lead it"
    TRANSPORT = "transport", "Transport"
    EQUIPMENT = "equipment", "Equipment"
    DATA = "data", "Data"


ROLES = tuple(Role)
"""Roles by their number in columns."""

TEAM_ROLES = (Role.VENUE, Role.DELIVERER, Role.MONEY, Role.YOUTH_LEAD, Role.TRANSPORT)
"""Roles that a team may need; the others only answer a request."""

KINDS = ("asset", "activity", "grant", "organisation", "seat")
"""Kinds of record that an offer rests on, by their number in columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Why an organisation could take a role somewhere.

    Attributes
    ----------
    role
        The role.
    organisation
        Its row among the organisations.
    kind, row
        The record that shows it (one of :data:`KINDS`), and its row in its table.
    cost
        How much stands between it and doing so, apart from distance.
    reasons
        What makes up the cost, in words and points.
    point
        Easting and northing, metres; None for what has no place.
    farthest_m
        Metres along the way beyond which it does not count.
    window
        When a venue is free, or when staff, volunteers or a vehicle are said to be.
    """

    role: Role
    organisation: int
    kind: str
    row: int
    cost: float
    reasons: tuple[tuple[str, float], ...] = ()
    point: tuple[float, float] | None = None
    farthest_m: float = 20_000.0
    window: WeeklyTime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bid:
    """An offer held against one place.

    Attributes
    ----------
    offer
        What is offered.
    cost
        With its distance.
    distance_m
        From the place's centre along the way, None for what has no place.
    wide
        Whether it serves only the larger area around the place.
    """

    offer: Offer
    cost: float
    distance_m: float | None
    wide: bool = False
