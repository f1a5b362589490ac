"""What is remembered of writing to people about rows that nobody has checked for a while."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from graph.model.things import require_id


def address_id(email: str) -> str:
    """The id under which an e-mail address is remembered, which does not say what it is."""
    return f"address.{hashlib.sha256(email.strip().lower().encode()).hexdigest()[:40]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded:
    """What is remembered of an organisation, or of an address, that reminders go to.

    Attributes
    ----------
    id
        The organisation's id, or of an address :func:`address_id`.
    written_at
        When the last reminder was written, UTC; None where none was.
    refused_at
        Since when whoever reads that address wants no more, UTC; None where they do.
    """

    id: str
    written_at: datetime | None = None
    refused_at: datetime | None = None

    def __post_init__(self) -> None:
        require_id(self.id)
