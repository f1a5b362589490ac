"""What there is for young people: assets to share, and activities."""

from __future__ import annotations

from dataclasses import dataclass

from graph.errors import InvalidData
from graph.model.terms import AssetKind, Audience, Borrowers, Entry, Theme
from graph.model.things import Thing, require_id, require_range, require_text, require_web_address
from graph.model.times import AgeRange, WeeklyTime


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset(Thing):
    """Something that could be used together.

    Attributes
    ----------
    kind
        Venue, room, vehicle … money.
    organisation_id
        Its keeper, None where not known.
    site_id
        Where it is kept, None for what has no place (skills, money).
    description
        In the keeper's words.
    quantity, unit
        How much of what: 16 "seats", 2000 "GBP a year", 3 "hours a week".
    capacity
        Young people that it serves at once, None where that means nothing.
    availability
        Weekly times when others could use it; empty where nobody said.
    conditions
        Terms of use, in words.
    borrowers
        Who may use it.
    cost_pounds_per_hour
        None where not known, 0 where free.
    step_free
        Whether a wheelchair user can get in and about, None where not known.
    themes
        What a skill, staff or volunteer time is good for.
    """

    kind: AssetKind
    organisation_id: str | None = None
    site_id: str | None = None
    description: str = ""
    quantity: float | None = None
    unit: str = ""
    capacity: int | None = None
    availability: tuple[WeeklyTime, ...] = ()
    conditions: str = ""
    borrowers: Borrowers = Borrowers.UNKNOWN
    cost_pounds_per_hour: float | None = None
    step_free: bool | None = None
    themes: tuple[Theme, ...] = ()

    def __post_init__(self) -> None:
        Thing.__post_init__(self)
        require_text(self.description, "description")
        require_text(self.conditions, "conditions")
        require_text(self.unit, "unit", longest=50)
        require_range(self.quantity, "quantity", 0, 1e12)
        require_range(self.capacity, "capacity", 0, 100_000)
        require_range(self.cost_pounds_per_hour, "cost_pounds_per_hour", 0, 100_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(Thing):
    """A service that young people join: weekly sessions of one theme at one site.

    Attributes
    ----------
    organisation_id
        Who runs it.
    site_id
        Where it happens, None where that is not known or moves about.
    theme, ages, audience
        What it is about, and for whom.
    sessions
        Its weekly times; empty where nobody said.
    places
        Young people who can come to one session, None where not known.
    cost_pounds
        What one session costs a young person, 0 where free, None where not known.
    entry
        Open, by booking, or by referral.
    partner_ids
        Organisations that deliver it together with ``organisation_id``.
    outcome_ids
        Outcomes of the framework that it contributes to.
    """

    organisation_id: str
    theme: Theme
    ages: AgeRange
    audience: Audience = Audience.EVERYONE
    site_id: str | None = None
    description: str = ""
    website: str = ""
    sessions: tuple[WeeklyTime, ...] = ()
    places: int | None = None
    cost_pounds: float | None = None
    entry: Entry = Entry.OPEN
    partner_ids: tuple[str, ...] = ()
    outcome_ids: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        Thing.__post_init__(self)
        require_id(self.organisation_id, "organisation_id")
        require_text(self.description, "description")
        require_web_address(self.website, "website")
        require_range(self.places, "places", 0, 100_000)
        require_range(self.cost_pounds, "cost_pounds", 0, 100_000)
        if self.organisation_id in self.partner_ids:
            raise InvalidData(
                "The organisation that runs an activity is not its own partner.",
                field="partner_ids",
            )
