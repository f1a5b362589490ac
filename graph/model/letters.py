"""What Hedgerow writes to people, and which of its links have been used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from graph.model.accounts import read_email
from graph.model.things import require_id, require_text, require_web_address

LETTER_LENGTH = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """An e-mail, from when it is written until it may be forgotten.

    Attributes
    ----------
    id
        Unique.
    to
        The address.
    subject, text
        What it says. The text is taken out once it is sent: links in it open doors.
    purpose
        A word for what it is about ("invitation").
    unsubscribe
        The address where one says that one wants no more letters like this; empty where
        there is none, and once it is sent.
    written_at, sent_at
        When, UTC; None for a letter that has not been sent.
    tries
        How often sending was tried.
    problem
        Why the last try failed, empty where none did.
    """

    id: str
    to: str
    subject: str
    text: str
    purpose: str
    written_at: datetime
    sent_at: datetime | None = None
    tries: int = 0
    problem: str = ""
    unsubscribe: str = ""

    def __post_init__(self) -> None:
        require_id(self.id)
        read_email(self.to)
        require_text(self.subject, "subject", longest=300, empty=False)
        require_text(self.text, "text", longest=LETTER_LENGTH)
        require_web_address(self.unsubscribe, "unsubscribe")

    def __repr__(self) -> str:
        """Without what is private, so that no log holds it."""
        return f"Letter(id={self.id!r}, purpose={self.purpose!r})"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpentLink:
    """A signed link that worked once and works no more.

    Attributes
    ----------
    id
        A digest of the link; it says nothing of where the link leads.
    spent_at
        When it was used, UTC.
    expires_at
        When it would have ended by itself; after that nobody needs to remember it.
    """

    id: str
    spent_at: datetime
    expires_at: datetime

    def __post_init__(self) -> None:
        require_id(self.id)
