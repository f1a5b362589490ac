"""Doubts: pairs that imports left to a person, and what people have said of pairs."""

from __future__ import annotations

import hashlib

from graph.model import Activity, Asset, Doubt, Organisation, Record, Site
from graph.network import Network
from graph.store import Store
from graph.store.images import kind_named
from service.kinds import word_of

FINDING = "same"
"""The finding, as a dismissal names it."""


def pair_digest(kind: type[Record], *ids: str) -> str:
    """What stands for two records of a kind in a dismissal, whichever is named first."""
    return hashlib.sha256(" ".join((word_of(kind), *sorted(ids))).encode()).hexdigest()[:24]


def said_to_be_two(network: Network) -> frozenset[str]:
    """The pairs of which somebody said that they are two things."""
    return frozenset(one.finding_id for one in network.dismissals if one.finding == FINDING)


def open_doubts(store: Store, network: Network) -> tuple[Doubt, ...]:
    """The doubts that nobody has settled, the likest first.

    One is settled where somebody said that the two are two, or where either is not here any more:
    it became part of the other, or was taken out.
    """
    said, there = said_to_be_two(network), _ids(network)
    found = [
        one
        for one in store.doubts.all()
        if {one.new_id, one.known_id} <= there.get(one.kind, frozenset())
        and pair_digest(kind_named(one.kind), one.new_id, one.known_id) not in said
    ]
    return tuple(sorted(found, key=lambda one: (-one.probability, one.id)))


def _ids(network: Network) -> dict[str, frozenset[str]]:
    tables = (
        (Organisation, network.organisations),
        (Site, network.sites),
        (Asset, network.assets),
        (Activity, network.activities),
    )
    return {kind.__name__: frozenset(table.id.tolist()) for kind, table in tables}
