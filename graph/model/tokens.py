"""What a program shows to read what somebody may read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from graph.errors import InvalidData
from graph.model.things import NAME_LENGTH, require_id, require_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token of somebody's account, which reads what they may and changes nothing.

    Attributes
    ----------
    id
        A digest of the token; it does not say what it is.
    account_id
        Whose.
    name
        What it is for, in their words.
    made_at, expires_at
        From when to when it holds, UTC.
    used_at
        When it was last used, UTC, to within an hour; None where it never was.
    """

    id: str
    account_id: str
    name: str
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None = None

    def __post_init__(self) -> None:
        require_id(self.id)
        require_id(self.account_id, "account_id")
        require_text(self.name, "name", longest=NAME_LENGTH, empty=False)
        if self.expires_at <= self.made_at:
            raise InvalidData("A token ends after it was made.", field="expires_at")
