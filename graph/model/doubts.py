"""That a record which came may be one that was here already: a question for a person."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from graph.model.things import require_id


def doubt_id(kind: str, one: str, other: str) -> str:
    """The id of the doubt about two records: the same whichever of them is named first."""
    told = "\n".join((kind, *sorted((one, other)))).encode()
    return hashlib.blake2b(told, digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Two records that may be one thing, as an import found them.

    It is settled where a person makes the two one, or says that they are two; what was decided
    stands in the merge or in the dismissal.

    Attributes
    ----------
    id
        That of :func:`doubt_id`.
    kind
        The name of the records' class.
    new_id, known_id
        The record that came, and the one that was here.
    probability
        0 to 1: how likely they are one.
    reasons
        What speaks for and against it, the weightiest first, in words.
    source_id
        Who delivered the one that came; empty where nobody did.
    found_on
        The day on which it came.
    """

    id: str
    kind: str
    new_id: str
    known_id: str
    probability: float
    reasons: tuple[str, ...] = ()
    source_id: str = ""
    found_on: date | None = None

    def __post_init__(self) -> None:
        for id in (self.id, self.new_id, self.known_id):
            require_id(id)
