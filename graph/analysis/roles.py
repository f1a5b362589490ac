"""Roles of a new session, and what somebody offers for one."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import Term, WeeklyTime


class Role(Term):
    """What a new session needs from its partners."""

    VENUE = "venue", "A venue"
    DELIVERER = "deliverer", "Somebody to deliver"
    MONEY = "money", "Money"
    YOUTH_LEAD = "youth_lead", "Young people to lead it"
    TRANSPORT = "transport", "Transport"


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
        The record that shows it ("asset", "activity", "grant", "organisation",
        "seat"), and its row in its table.
    cost
        How much stands between it and doing so, apart from distance.
    point
        Easting and northing, metres; None for what has no place.
    areas
        Rows of the areas that it serves or benefits; empty where that says nothing.
    farthest_m
        Metres along the way beyond which it does not count.
    must_serve
        Whether it counts only in places among ``areas`` or in them.
    window
        When a venue is free.
    """

    role: Role
    organisation: int
    kind: str
    row: int
    cost: float
    point: tuple[float, float] | None = None
    areas: frozenset[int] = frozenset()
    farthest_m: float = 20_000.0
    must_serve: bool = False
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
    """

    offer: Offer
    cost: float
    distance_m: float | None
