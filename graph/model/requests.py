"""What somebody asks for: the other side of an asset."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph.errors import InvalidData
from graph.model.terms import AssetKind, RequestStage, Theme
from graph.model.things import Thing, require_id, require_range, require_text
from graph.model.times import AgeRange, WeeklyTime


@dataclass(frozen=True, slots=True, kw_only=True)
class Request(Thing):
    """Something that an organisation asks others for (``name`` says it in a few words).

    Attributes
    ----------
    organisation_id
        Who asks.
    wanted
        What kind of asset would do.
    description
        What it is for, in the asker's words.
    quantity, unit
        How much of what, in the units of assets: 16 "seats", 500 "GBP", 3 "hours a week".
    capacity
        Young people that it has to hold at once, None where that means nothing.
    times
        Weekly times when it is wanted, each of them; empty for any time.
    site_id, area_ids
        Where it is wanted: at a site, anywhere in some areas, or (neither) near who asks.
    ages, theme
        What it is for; None where nobody said.
    most_pounds_per_hour
        The most that the asker can pay, 0 for nothing, None where nobody said.
    step_free
        Whether it has to be step-free.
    starts_on, ends_on
        From when to when it is wanted, None where open.
    stage
        Whether it still stands.
    """

    organisation_id: str
    wanted: AssetKind
    description: str = ""
    quantity: float | None = None
    unit: str = ""
    capacity: int | None = None
    times: tuple[WeeklyTime, ...] = ()
    site_id: str | None = None
    area_ids: tuple[str, ...] = ()
    ages: AgeRange | None = None
    theme: Theme | None = None
    most_pounds_per_hour: float | None = None
    step_free: bool = False
    starts_on: date | None = None
    ends_on: date | None = None
    stage: RequestStage = RequestStage.OPEN

    def __post_init__(self) -> None:
        Thing.__post_init__(self)
        require_id(self.organisation_id, "organisation_id")
        require_text(self.description, "description")
        require_text(self.unit, "unit", longest=50)
        require_range(self.quantity, "quantity", 0, 1e12)
        require_range(self.capacity, "capacity", 0, 100_000)
        require_range(self.most_pounds_per_hour, "most_pounds_per_hour", 0, 100_000)
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise InvalidData("The request ends before it starts.", field="ends_on")
