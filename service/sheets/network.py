"""Columns of what the network page tells, one sheet a part."""

from __future__ import annotations

from graph.analysis.network import (
    Broker,
    Community,
    Island,
    Keystone,
    ParishPartners,
    Recipient,
    SharedBoard,
)
from service.exports import Column, Sheet

_NOWHERE = (float("nan"), float("nan"))

KEYSTONES: Sheet[Keystone] = Sheet(
    "network-keystones",
    (
        Column("organisation_id", lambda r: r.organisation_id),
        Column("organisation", lambda r: r.organisation),
        Column("would_be_cut_off", lambda r: len(r.cut_off)),
        Column("names", lambda r: "; ".join(r.cut_off)),
        Column("place_hours_per_week", lambda r: round(r.place_hours, 1)),
        Column("young_people_with_less", lambda r: round(r.losing)),
        Column("young_people_falling_below_standard", lambda r: round(r.falling)),
        Column("explanation", lambda r: r.explanation),
        Column("counter_reading", lambda r: r.counter_reading),
    ),
    lambda _: _NOWHERE,
)

BROKERS: Sheet[Broker] = Sheet(
    "network-brokers",
    (
        Column("organisation_id", lambda r: r.organisation_id),
        Column("rank", lambda r: r.rank),
        Column("organisation", lambda r: r.organisation),
        Column("betweenness", lambda r: round(r.betweenness, 6)),
        Column("ties", lambda r: r.ties),
        Column("stated_ties", lambda r: r.stated_ties),
        Column("explanation", lambda r: r.explanation),
        Column("counter_reading", lambda r: r.counter_reading),
    ),
    lambda _: _NOWHERE,
)

COMMUNITIES: Sheet[Community] = Sheet(
    "network-communities",
    (
        Column("rank", lambda r: r.rank),
        Column("community", lambda r: r.name),
        Column("members", lambda r: len(r.organisations)),
        Column("names", lambda r: "; ".join(r.organisations)),
        Column("ties_within", lambda r: r.ties_within),
        Column("ties_outward", lambda r: r.ties_outward),
        Column("explanation", lambda r: r.explanation),
        Column("counter_reading", lambda r: r.counter_reading),
    ),
    lambda _: _NOWHERE,
)

ISLANDS: Sheet[Island] = Sheet(
    "network-islands",
    (
        Column("organisation_ids", lambda r: "; ".join(r.organisation_ids)),
        Column("organisations", lambda r: "; ".join(r.organisations)),
        Column("how_many", lambda r: len(r.organisations)),
        Column("explanation", lambda r: r.explanation),
        Column("counter_reading", lambda r: r.counter_reading),
    ),
    lambda _: _NOWHERE,
)

RECIPIENTS: Sheet[Recipient] = Sheet(
    "network-funders",
    (
        Column("organisation_id", lambda r: r.organisation_id),
        Column("organisation", lambda r: r.organisation),
        Column("funders", lambda r: len(r.funders)),
        Column("names_of_funders", lambda r: "; ".join(r.funders)),
        Column("grants", lambda r: r.grants),
        Column("amount_pounds", lambda r: round(r.amount_pounds)),
        Column("share_of_largest", lambda r: round(r.largest_share, 3)),
        Column("newest", lambda r: r.newest.isoformat() if r.newest else None),
        Column("ends", lambda r: r.ends.isoformat() if r.ends else None),
        Column("explanation", lambda r: r.explanation),
        Column("counter_reading", lambda r: r.counter_reading),
    ),
    lambda _: _NOWHERE,
)

PARISHES: Sheet[ParishPartners] = Sheet(
    "network-councils",
    (
        Column("organisation_id", lambda r: r.organisation_id),
        Column("organisation", lambda r: r.organisation),
        Column("partners", lambda r: len(r.partners)),
        Column("names_of_partners", lambda r: "; ".join(r.partners)),
        Column("discovered", lambda r: "; ".join(r.discovered)),
        Column("young_people", lambda r: round(r.young_people)),
        Column("explanation", lambda r: r.explanation),
        Column("counter_reading", lambda r: r.counter_reading),
    ),
    lambda _: _NOWHERE,
)

BOARDS: Sheet[SharedBoard] = Sheet(
    "network-boards",
    (
        Column("rank", lambda r: r.rank),
        Column("board_1", lambda r: r.left),
        Column("board_2", lambda r: r.right),
        Column("organisations", lambda r: "; ".join(r.organisations)),
        Column("share", lambda r: round(r.share, 3)),
        Column("seats", lambda r: r.seats),
        Column("explanation", lambda r: r.explanation),
        Column("counter_reading", lambda r: r.counter_reading),
    ),
    lambda _: _NOWHERE,
)
