"""Which records of the graph are those that come: by identifiers, by place, and by likeness.

What is asked before somebody saves a record is :mod:`graph.analysis.sameness`; this is for what
outside sources deliver (:mod:`graph.analysis.matching`). Both read names with the same words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.analysis.matching import match, matched_kind, rows_of_network, rows_of_records
from graph.analysis.sameness import Kind, Reason
from graph.model import Organisation, Record, Site
from graph.network import Network
from graph.store.images import kind_named
from service.completion import sites_of
from service.doubts import pair_digest, said_to_be_two
from service.merging import same_place


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """That a record which comes may be one that the graph has.

    Attributes
    ----------
    kind
        The name of the records' class.
    incoming_id, record_id
        What comes, and what is here.
    probability
        0 to 1.
    certain
        Whether it is taken for the same without asking anybody.
    reasons
        Why, a sentence each.
    """

    kind: str
    incoming_id: str
    record_id: str
    probability: float
    certain: bool
    reasons: tuple[str, ...] = ()


def matches_of(
    network: Network,
    incoming: Sequence[Record],
    *,
    identifiers: Mapping[str, tuple[str, ...]],
) -> tuple[Match, ...]:
    """What of the graph may be the same as what comes and was never delivered before.

    Parameters
    ----------
    network
        The graph.
    incoming
        What comes, with the ids of its source.
    identifiers
        The org-ids of the organisations of the graph, by their ids.

    Returns
    -------
    tuple of Match
        By kind and incoming id; of one incoming record at most one match is certain.
    """
    found = _by_place(network, incoming)
    placed = {one.incoming_id for one in found}
    rest = [one for one in incoming if not (isinstance(one, Site) and one.id in placed)]
    found += _by_likeness(network, rest, identifiers)
    said = said_to_be_two(network)
    return tuple(
        one
        for one in sorted(found, key=lambda one: (one.kind, one.incoming_id, one.record_id))
        if pair_digest(kind_named(one.kind), one.incoming_id, one.record_id) not in said
    )


def _by_likeness(
    network: Network, incoming: Sequence[Record], identifiers: Mapping[str, tuple[str, ...]]
) -> list[Match]:
    """By identifiers first, and then by what is alike."""
    sites = {one.id: one for one in incoming if isinstance(one, Site)}
    keepers = {one.id: one.name for one in incoming if isinstance(one, Organisation)}
    by_kind: defaultdict[Kind, list[Any]] = defaultdict(list)
    for record in incoming:
        kind = matched_kind(record)
        if kind is not None:
            by_kind[kind].append(record)
    found = []
    for kind, records in by_kind.items():
        known = rows_of_network(network, kind, identifiers)
        coming = rows_of_records(network, kind, records, sites=sites, keepers=keepers)
        found += [
            Match(
                kind=type(records[0]).__name__,
                incoming_id=one.incoming_id,
                record_id=one.record_id,
                probability=one.probability,
                certain=one.certain,
                reasons=tuple(_sentence(reason) for reason in one.reasons),
            )
            for one in match(coming, known)
        ]
    return found


def _sentence(reason: Reason) -> str:
    words = f"{reason.words[:1].upper()}{reason.words[1:]}"
    return f"{words}." if reason.points >= 0 else f"Against it: {reason.words}."


def _by_place(network: Network, incoming: Sequence[Record]) -> list[Match]:
    """Sites of one name at one place."""
    sites = [record for record in incoming if isinstance(record, Site)]
    if not sites:
        return []
    places = {same_place(site): id for id, site in sorted(sites_of(network).items(), reverse=True)}
    return [
        Match(
            kind="Site",
            incoming_id=site.id,
            record_id=places[same_place(site)],
            probability=1.0,
            certain=True,
            reasons=("Both have the same name and stand at the same place.",),
        )
        for site in sites
        if same_place(site) in places
    ]
