"""What an outside source said of a record when it was last brought in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from graph.errors import InvalidData
from graph.model.things import require_id

_LENGTH = 16


def delivery_id(source_id: str, kind: str, incoming_id: str, number: int) -> str:
    """The id of one delivery: the same whoever works it out."""
    told = "\n".join((source_id, kind, incoming_id)).encode()
    return f"{hashlib.blake2b(told, digest_size=_LENGTH).hexdigest()}.{number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One thing that a source said of one of its records; of several the last one counts.

    A source that says something else is another delivery, with the next number: what it said
    before stays, so that an import can be taken back.

    Attributes
    ----------
    id
        That of :func:`delivery_id`.
    source_id
        Who says so.
    kind
        The name of the record's class.
    incoming_id
        What the source's reader calls it.
    number
        1 for the first thing that was said of it, then 2, 3 and so on.
    record_id
        Which record it became, or was found to be the same as.
    image
        The record as it was delivered (:func:`graph.store.images.image_of`), with the ids of the
        graph; empty where it has been forgotten.
    change_id
        The change that brought it.
    delivered_on
        The day on which it came.
    vanished_on
        The day on which the source was found not to have it any more; None while it has it.
    """

    id: str
    source_id: str
    kind: str
    incoming_id: str
    number: int
    record_id: str
    image: str = ""
    change_id: str = ""
    delivered_on: date | None = None
    vanished_on: date | None = None

    def __post_init__(self) -> None:
        for id in (self.source_id, self.incoming_id, self.record_id):
            require_id(id)
        if self.id != delivery_id(self.source_id, self.kind, self.incoming_id, self.number):
            raise InvalidData("A delivery has the id that follows from what it delivers.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """That no source which had a record has it any more.

    Attributes
    ----------
    source_id
        The last of them that had it.
    vanished_on
        The day on which that one was found not to have it.
    at
        The moment of the change that marked it; None where that is not known.
    """

    source_id: str
    vanished_on: date
    at: datetime | None
