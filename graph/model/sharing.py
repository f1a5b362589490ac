"""Sharing: agreements between two organisations, the use that is made, and how it went."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from graph.errors import InvalidData
from graph.model.terms import Again, Insurer, Stage
from graph.model.things import Thing, require_id, require_range, require_text
from graph.model.times import WeeklyTime

KEYHOLDER_LENGTH = 120
GROWN_UP = 18

_AGE = re.compile(
    r"\b(?:aged?|age of)\W{0,3}(\d{1,2})\b|\b(\d{1,2})\W?(?:years?\W?old|yrs?\b|y/?o\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Thing):
    """That an organisation may use, or means to use, another's asset.

    Attributes
    ----------
    asset_id, borrower_id
        What is shared and who uses it; the lender is the asset's keeper.
    stage
        From intent to use.
    activity_id
        What it is used for, where that is known.
    purpose
        What it is used for, in words.
    times
        Weekly times of the use; empty where they are settled each time, or nobody said.
    starts_on, ends_on
        From when to when, None where open.
    terms
        On what terms, in words.
    cost_pounds_per_hour
        What the borrower pays, None where nobody said, 0 where free.
    insurer, insured_until
        Who insures the use, and until when.
    keyholder
        Who has the key: an office or a role, never a person under 18.
    agreed_by_lender_on, agreed_by_borrower_on
        When each side said yes to what stands here; None where it has not.
    ended_on
        When it came to an end, None while it stands.
    reason
        Why it was declined or ended, in words.
    hours_used
        Hours put to use so far.
    """

    asset_id: str
    borrower_id: str
    stage: Stage
    activity_id: str | None = None
    purpose: str = ""
    times: tuple[WeeklyTime, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    terms: str = ""
    cost_pounds_per_hour: float | None = None
    insurer: Insurer | None = None
    insured_until: date | None = None
    keyholder: str = ""
    agreed_by_lender_on: date | None = None
    agreed_by_borrower_on: date | None = None
    ended_on: date | None = None
    reason: str = ""
    hours_used: float = 0.0

    def __post_init__(self) -> None:
        Thing.__post_init__(self)
        require_id(self.asset_id, "asset_id")
        require_id(self.borrower_id, "borrower_id")
        for name in ("purpose", "terms", "reason"):
            require_text(getattr(self, name), name)
        require_text(self.keyholder, "keyholder", longest=KEYHOLDER_LENGTH)
        refuse_child(self.keyholder, "keyholder")
        require_range(self.cost_pounds_per_hour, "cost_pounds_per_hour", 0, 100_000)
        require_range(self.hours_used, "hours_used", 0, 1e9)
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise InvalidData("The agreement ends before it starts.", field="ends_on")

    @property
    def in_force(self) -> bool:
        """Whether what is shared is promised or in use, so that nobody else has it then."""
        return self.stage in (Stage.AGREED, Stage.IN_USE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One use of what an agreement shares; only the two sides and their stewards see it.

    Attributes
    ----------
    id
        Unique.
    agreement_id
        Under which agreement.
    organisation_id
        Which side wrote it down.
    on
        The day.
    hours
        How long.
    young_people
        How many came: a number and never names; None where nobody counted.
    note
        In words.
    source_id
        Who says so.
    """

    id: str
    agreement_id: str
    organisation_id: str
    on: date
    hours: float
    young_people: int | None = None
    note: str = ""
    source_id: str | None = None

    def __post_init__(self) -> None:
        require_id(self.id)
        require_id(self.agreement_id, "agreement_id")
        require_id(self.organisation_id, "organisation_id")
        require_range(self.hours, "hours", 0, 1e9)
        require_range(self.young_people, "young_people", 0, 100_000)
        require_text(self.note, "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """How one side found the sharing, once it has ended.

    Attributes
    ----------
    id
        Unique.
    agreement_id
        Which agreement.
    organisation_id
        Which side.
    on
        The day.
    again
        Whether it would do it again.
    went_well, to_change
        In words.
    source_id
        Who says so.
    """

    id: str
    agreement_id: str
    organisation_id: str
    on: date
    again: Again
    went_well: str = ""
    to_change: str = ""
    source_id: str | None = None

    def __post_init__(self) -> None:
        require_id(self.id)
        require_id(self.agreement_id, "agreement_id")
        require_id(self.organisation_id, "organisation_id")
        require_text(self.went_well, "went_well")
        require_text(self.to_change, "to_change")


def refuse_child(text: str, field: str) -> None:
    """Refuse words that name somebody under 18 by their age."""
    for before, after in _AGE.findall(text):
        if int(before or after) < GROWN_UP:
            raise InvalidData(
                "Name an office or a role, such as the clerk; never anybody under 18.", field=field
            )
