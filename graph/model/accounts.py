"""Who may sign in, and what they may do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from graph.errors import InvalidData
from graph.model.terms import Term
from graph.model.things import NAME_LENGTH, require_id, require_text

EMAIL_LENGTH = 254
"""Of an address as a mail server takes it (RFC 5321)."""

_EMAIL = re.compile(
    r"[^@\s\"<>(),:;\\\[\]]{1,64}@[^@\s\"<>(),:;\\\[\]]+\.[^@\s\"<>(),:;\\\[\].]{2,}"
)


class Role(Term):
    """What somebody who is signed in may do; one who is not is a visitor."""

    CONTRIBUTOR = "contributor", "Contributor"
    STEWARD = "steward", "Steward"
    STRATEGIST = "strategist", "Strategist"
    ADMINISTRATOR = "administrator", "Administrator"


def read_email(text: str) -> str:
    """An e-mail address as it is kept: without spaces around it, in lower case.

    Raises
    ------
    InvalidData
        It is not an address.
    """
    email = text.strip().lower()
    if len(email) > EMAIL_LENGTH or not _EMAIL.fullmatch(email):
        raise InvalidData(
            "This is not an e-mail address; it looks like name@example.org.", field="email"
        )
    return email


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who may sign in.

    Attributes
    ----------
    id
        Unique; says nothing of the person.
    name, email
        What they are called, and where they are written to; no two accounts share an address,
        which is kept in lower case.
    roles
        What they may do. None of them: sign in, and read what is public.
    organisation_ids
        The organisations whose rows a contributor may change.
    area_ids, everywhere
        The areas that a steward looks after, or all there are.
    password
        Its argon2 hash, empty where there is none yet.
    openid
        Who they are at a provider of identities: its address, a space, and what it calls them;
        empty where they have never come that way.
    totp, totp_used
        The secret of the codes that their telephone shows (RFC 6238), empty where they use none,
        and the number of the last code that was taken: each is taken once.
    disabled
        Whether signing in is refused.
    made_on
        When the account was made.
    signed_out_at
        Sessions that began before are over, UTC; None where none was ended so.
    """

    id: str
    name: str
    email: str
    roles: tuple[Role, ...] = ()
    organisation_ids: tuple[str, ...] = ()
    area_ids: tuple[str, ...] = ()
    everywhere: bool = False
    password: str = ""
    openid: str = ""
    totp: str = ""
    totp_used: int = 0
    disabled: bool = False
    made_on: date
    signed_out_at: datetime | None = None

    def __post_init__(self) -> None:
        require_id(self.id)
        require_text(self.name, "name", longest=NAME_LENGTH, empty=False)
        if self.email != read_email(self.email):
            raise InvalidData("An e-mail address is kept in lower case.", field="email")
        for id in self.organisation_ids:
            require_id(id, "organisation_ids")
        for id in self.area_ids:
            require_id(id, "area_ids")
        if len(set(self.roles)) != len(self.roles):
            raise InvalidData("A role stands there twice.", field="roles")
        if self.organisation_ids and Role.CONTRIBUTOR not in self.roles:
            raise InvalidData(
                "Only a contributor has organisations to keep.", field="organisation_ids"
            )
        if (self.area_ids or self.everywhere) and Role.STEWARD not in self.roles:
            raise InvalidData("Only a steward has areas to look after.", field="area_ids")

    def __repr__(self) -> str:
        """Without what is private, so that no log holds it."""
        return f"Account(id={self.id!r})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to an account, kept for whoever has to find out.

    Attributes
    ----------
    id
        Unique.
    at
        When, UTC.
    what
        In a few words: "signed in", "wrong password".
    account_id
        Whose account, empty where it was nobody's.
    by
        Who did it: an account, "command line", or empty for somebody not signed in.
    address
        The network address that it came from, empty for the command line.
    """

    id: str
    at: datetime
    what: str
    account_id: str = ""
    by: str = ""
    address: str = ""

    def __post_init__(self) -> None:
        require_id(self.id)
        require_text(self.what, "what", longest=NAME_LENGTH, empty=False)
