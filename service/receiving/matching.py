"""Which records of the graph are those that come: by identifiers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.model import Organisation, Record, Site
from graph.network import Network
from service.completion import sites_of
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
    found = [*_by_identifier(incoming, identifiers), *_by_place(network, incoming)]
    return tuple(sorted(found, key=lambda one: (one.kind, one.incoming_id, one.record_id)))


def _by_identifier(
    incoming: Sequence[Record], identifiers: Mapping[str, tuple[str, ...]]
) -> list[Match]:
    """Organisations with an org-id that one here has; that several have it is for a person."""
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for id, listed in identifiers.items():
        for identifier in listed:
            holders[identifier.upper()].append(id)
    found = []
    for record in incoming:
        if not isinstance(record, Organisation) or not record.identifiers:
            continue
        shared: defaultdict[str, list[str]] = defaultdict(list)
        for identifier in record.identifiers:
            for id in holders.get(identifier.upper(), ()):
                shared[id].append(identifier)
        for id, both in shared.items():
            found.append(
                Match(
                    kind="Organisation",
                    incoming_id=record.id,
                    record_id=id,
                    probability=1.0 if len(shared) == 1 else 0.5,
                    certain=len(shared) == 1,
                    reasons=tuple(f"Both have the identifier {one}." for one in both),
                )
            )
    return found


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
