"""Identifiers: what names a record to the world goes before every likeness."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container
from typing import Any

from graph.analysis.matching.columns import Rows
from graph.analysis.matching.judging import Match
from graph.analysis.matching.wordlist import telling_words
from graph.analysis.sameness.weighing import Reason


def by_identifier(incoming: Rows, known: Rows) -> list[Match]:
    """What has an identifier of a record that is there.

    It is that record, whatever it is called. But the branches of a national charity share its
    number: of several on either side, those are one that bear one name; of the others a person is
    asked.
    """
    shared = _shared(incoming, known)
    claims: defaultdict[str, list[str]] = defaultdict(list)
    for id, others in shared.items():
        for other in others:
            claims[other].append(id)
    coming, there = _names(incoming, shared), _names(known, claims)
    found = []
    for id, others in shared.items():
        named = [other for other in others if there[other] == coming[id]]
        for other, both in others.items():
            alone = len(others) == 1 and len({coming[one] for one in claims[other]}) == 1
            certain = alone or named == [other]
            found.append(
                Match(
                    kind=incoming.kind,
                    incoming_id=id,
                    record_id=other,
                    probability=1.0 if certain else 1 / max(len(others), len(claims[other])),
                    certain=certain,
                    reasons=tuple(
                        Reason(words=f"both have the identifier {one}", points=20.0) for one in both
                    ),
                )
            )
    settled = {one.incoming_id for one in found if one.certain}
    return [one for one in found if one.certain or one.incoming_id not in settled]


def _shared(incoming: Rows, known: Rows) -> dict[str, dict[str, list[str]]]:
    """By what comes and what is there: the identifiers that both have."""
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for id, listed in zip(known.ids, known.identifiers, strict=False):
        for identifier in listed:
            holders[identifier.upper()].append(id)
    shared: dict[str, dict[str, list[str]]] = {}
    for id, listed in zip(incoming.ids, incoming.identifiers, strict=False):
        for identifier in listed:
            for other in holders.get(identifier.upper(), ()):
                shared.setdefault(id, {}).setdefault(other, []).append(identifier)
    return shared


def _names(rows: Rows, wanted: Container[str]) -> dict[str, frozenset[str]]:
    """The words of the names of some."""
    return {
        id: frozenset(telling_words(name))
        for id, name in zip(rows.ids, rows.names, strict=True)
        if id in wanted
    }


def _schemes(listed: tuple[str, ...] | Any) -> dict[str, str]:
    """What the registers call it, by register: ``GB-CHC-123`` as GB-CHC: 123."""
    return {one.upper().rpartition("-")[0]: one.upper() for one in listed}


def contrary(one: Any, other: Any) -> str:
    """A register in which two have different numbers; empty for none."""
    mine, theirs = _schemes(one), _schemes(other)
    for scheme in sorted(mine.keys() & theirs.keys()):
        if mine[scheme] != theirs[scheme]:
            return scheme
    return ""
