"""How an organisation is reached, and who may know."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from graph.errors import InvalidData
from graph.model.accounts import read_email
from graph.model.terms import Term
from graph.model.things import Thing, require_id, require_text

_PHONE = re.compile(r"\+?[0-9][0-9 ()./-]{5,24}(?: ?(?:ext|x)\.? ?[0-9]{1,6})?")


class ContactKind(Term):
    """What a contact detail is."""

    EMAIL = "email", "E-mail address"
    PHONE = "phone", "Telephone number"
    PERSON = "person", "Name of a person"


class Consent(Term):
    """Whether whoever it is about agreed to its being shown; unknown counts as no."""

    YES = "yes", "Yes"
    NO = "no", "No"
    UNKNOWN = "unknown", "Nobody asked"


class Visibility(Term):
    """Who may see a contact detail."""

    EVERYBODY = "everybody", "Everybody"
    PARTNERS = "partners", "People who are signed in"
    STAFF = "staff", "Infrastructure staff only"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Thing):
    """One contact detail (``name`` is what it is for: "Bookings").

    Attributes
    ----------
    organisation_id
        Whose it is.
    kind, value
        What it is, and the address, number or name itself.
    consent, consented_on
        Whether whoever it is about agreed, and when; without a yes nobody but staff sees it.
    visibility
        Who may see it.
    """

    organisation_id: str
    kind: ContactKind
    value: str
    consent: Consent = Consent.UNKNOWN
    consented_on: date | None = None
    visibility: Visibility = Visibility.STAFF

    def __post_init__(self) -> None:
        Thing.__post_init__(self)
        require_id(self.organisation_id, "organisation_id")
        require_text(self.value, "value", longest=300, empty=False)
        if self.kind is ContactKind.EMAIL:
            try:
                read_email(self.value)
            except InvalidData as problem:
                raise InvalidData(str(problem), field="value") from None
        elif self.kind is ContactKind.PHONE and not _PHONE.fullmatch(self.value.strip()):
            raise InvalidData(
                "This is not a telephone number; write it as 01872 123456.", field="value"
            )

    def __repr__(self) -> str:
        """Without what is private, so that no log holds it."""
        return f"Contact(id={self.id!r})"
