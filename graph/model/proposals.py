"""What people mean to add or change: drafts that they left, proposals that wait for a steward."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from graph.model.provenance import Deed
from graph.model.terms import Term
from graph.model.things import NAME_LENGTH, require_id, require_text

IMAGE_LENGTH = 100_000


class ProposalState(Term):
    """How far a proposal has come."""

    WAITING = "waiting", "Waiting"
    ACCEPTED = "accepted", "Accepted"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Something that somebody began to add and has not finished.

    Attributes
    ----------
    id
        Unique.
    account_id
        Whose it is; nobody else sees it.
    subject
        What is being added, a word of the form that it belongs to ("venue").
    values
        What was typed so far, as a JSON object of texts by field.
    step
        The page that comes next, a word of that form.
    begun_at, changed_at
        When, UTC.
    """

    id: str
    account_id: str
    subject: str
    values: str
    step: str
    begun_at: datetime
    changed_at: datetime

    def __post_init__(self) -> None:
        require_id(self.id)
        require_text(self.values, "values", longest=IMAGE_LENGTH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A change to the network that waits for somebody to decide on it.

    Attributes
    ----------
    id
        Unique.
    deed
        What would be done.
    kind, record_id
        To which record: the name of its class, and its id.
    title
        What the record is called, for lists.
    organisation_id
        Whose row it is, None where it is nobody's.
    before, after
        Images of the records (:func:`graph.store.images.image_of`), one a line: as the proposer
        saw them, and as they would be. Empty where there is none on that side.
    note
        Why, in the proposer's words.
    by
        The proposer's account, empty where they were not signed in.
    email
        Where a proposer without an account is told what came of it, empty where nowhere.
    made_at
        When, UTC.
    state
        How far it has come.
    decided_by, decided_at, reason
        Who decided, when, and why; the proposer sees the reason.
    """

    id: str
    deed: Deed
    kind: str
    record_id: str
    title: str
    organisation_id: str | None = None
    before: str = ""
    after: str = ""
    note: str = ""
    by: str = ""
    email: str = ""
    made_at: datetime
    state: ProposalState = ProposalState.WAITING
    decided_by: str = ""
    decided_at: datetime | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        require_id(self.id)
        require_text(self.title, "title", longest=NAME_LENGTH, empty=False)
        require_text(self.note, "note")
        require_text(self.reason, "reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What staff know of an organisation, and how much they trust what it writes.

    Attributes
    ----------
    id
        The organisation's.
    edits_wait
        Whether what its contributors change waits for a steward.
    policy_seen_on
        When somebody saw its safeguarding policy, None where nobody did.
    insurance_until
        Until when it is insured, as seen; None where nobody knows.
    note
        For staff only.
    """

    id: str
    edits_wait: bool = False
    policy_seen_on: date | None = None
    insurance_until: date | None = None
    note: str = ""

    def __post_init__(self) -> None:
        require_id(self.id)
        require_text(self.note, "note")
