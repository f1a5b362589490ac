"""Money and purposes: grants, needs, priorities, outcomes and their indicators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph.errors import InvalidData
from graph.model.terms import Audience, NeedKind, OutcomeOrigin, Regrant, Theme
from graph.model.things import (
    Thing,
    require_id,
    require_position,
    require_range,
    require_text,
)
from graph.model.times import AgeRange


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant(Thing):
    """Money that a funder gave a recipient (360Giving's fields; ``name`` is its title).

    Attributes
    ----------
    funder_id, recipient_id
        Organisations.
    amount_pounds
        Awarded, in pounds sterling.
    awarded_on, starts_on, ends_on
        Dates; only the first is required.
    area_ids
        Where it benefits people: beneficiary areas, never the head office.
    identifier
        As its funder publishes it (``360G-…``), empty where nobody published it.
    programme
        The programme that it was given under, in the funder's words.
    regrant
        How the recipient gives it on to others, None where it is spent by the recipient:
        money that is given on stands in the graph again as the grants that it became.
    codes_elsewhere
        Codes of beneficiary areas that the funder names and the graph does not hold.
    latitude, longitude
        Where it benefits people, where its funder gave a point; EPSG:4326 degrees.
    place_name
        Where it benefits people, in the funder's words.
    head_office
        The recipient's postcode as the funder gives it: where it has its office, which need
        not be where the money is spent.
    """

    funder_id: str
    recipient_id: str
    amount_pounds: float
    awarded_on: date
    description: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    area_ids: tuple[str, ...] = ()
    identifier: str = ""
    programme: str = ""
    regrant: Regrant | None = None
    codes_elsewhere: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    place_name: str = ""
    head_office: str = ""

    def __post_init__(self) -> None:
        Thing.__post_init__(self)
        require_id(self.funder_id, "funder_id")
        require_id(self.recipient_id, "recipient_id")
        require_range(self.amount_pounds, "amount_pounds", 0, 1e10)
        require_text(self.description, "description")
        require_text(self.identifier, "identifier", longest=200)
        require_text(self.programme, "programme", longest=500)
        require_text(self.place_name, "place_name", longest=500)
        require_text(self.head_office, "head_office", longest=10)
        require_position(self.latitude, self.longitude)
        for code in self.codes_elsewhere:
            require_id(code, "codes_elsewhere")
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise InvalidData("The grant ends before it starts.", field="ends_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Need(Thing):
    """Something that young people lack somewhere (``name`` says it in a sentence).

    Attributes
    ----------
    kind
        Statistical, raised by young people, or raised by a partner.
    area_id
        Where.
    ages, theme, audience
        Of whom and what; None where it is general.
    method
        How it became known.
    said_by
        How many said it, None where that means nothing. Never who.
    recorded_on
        When.
    """

    kind: NeedKind
    area_id: str
    ages: AgeRange | None = None
    theme: Theme | None = None
    audience: Audience | None = None
    method: str = ""
    said_by: int | None = None
    recorded_on: date | None = None

    def __post_init__(self) -> None:
        Thing.__post_init__(self)
        require_id(self.area_id, "area_id")
        require_text(self.method, "method", longest=500)
        require_range(self.said_by, "said_by", 0, 10_000_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority(Thing):
    """What a partnership agreed to put first.

    Attributes
    ----------
    partnership_id
        Who agreed it.
    agreed_on
        When.
    area_id, theme, ages
        Where, what, for whom; None where it is general.
    signatory_ids
        Organisations that signed.
    outcome_ids
        Outcomes that it works towards.
    standard_hours_per_week
        The agreed standard: hours a week within reach for each young person.
        None where the priority sets no number.
    """

    partnership_id: str
    agreed_on: date
    area_id: str | None = None
    theme: Theme | None = None
    ages: AgeRange | None = None
    signatory_ids: tuple[str, ...] = ()
    outcome_ids: tuple[str, ...] = ()
    standard_hours_per_week: float | None = None

    def __post_init__(self) -> None:
        Thing.__post_init__(self)
        require_id(self.partnership_id, "partnership_id")
        require_range(self.standard_hours_per_week, "standard_hours_per_week", 0, 168)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Thing):
    """What should become better for young people."""

    origin: OutcomeOrigin
    description: str = ""

    def __post_init__(self) -> None:
        Thing.__post_init__(self)
        require_text(self.description, "description")


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Thing):
    """How one would know that an outcome came about.

    Attributes
    ----------
    outcome_id
        What it tells about.
    measure
        What is counted or asked, in words.
    chosen_by_young_people
        Whether young people chose it.
    """

    outcome_id: str
    measure: str = ""
    chosen_by_young_people: bool = False

    def __post_init__(self) -> None:
        Thing.__post_init__(self)
        require_id(self.outcome_id, "outcome_id")
        require_text(self.measure, "measure", longest=500)
