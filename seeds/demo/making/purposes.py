"""What it is all for: outcomes, indicators, needs and agreed priorities."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from graph.model import (
    Activity,
    AgeRange,
    Audience,
    Indicator,
    Need,
    NeedKind,
    Outcome,
    OutcomeOrigin,
    Priority,
    Theme,
    ThemeGroup,
)
from seeds.demo.making.county import County, hand, slug, theme
from seeds.demo.reading import COUNTY, SOURCE

COUNTY_BOARD = "cornwall-youth-partnership"
STANDARD_HOURS_PER_WEEK = 0.4
"""The standard that the county's partnership agreed in the illustration."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """A priority before it has its ids."""

    name: str
    board: str
    on: date
    area: str | None = None
    theme: Theme | None = None
    ages: tuple[int, int] | None = None
    signed: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    standard: float | None = None


AIMS = (
    Aim(
        name="Something within reach every week for every young person of 11 to 19",
        board=COUNTY_BOARD,
        on=date(2025, 9, 18),
        ages=(11, 19),
        signed=(
            "cornwall-council",
            "kernow-youth-sector-alliance",
            "kernow-parishes-forum",
            "cornwall-youth-assembly",
            "three-rivers-youth-trust",
        ),
        outcomes=("somewhere-to-go", "trusted-adult"),
        standard=STANDARD_HOURS_PER_WEEK,
    ),
    Aim(
        name="An adult to talk to in every town",
        board=COUNTY_BOARD,
        on=date(2025, 9, 18),
        theme=Theme.WELLBEING,
        signed=("cornwall-council", "kernow-young-peoples-health"),
        outcomes=("trusted-adult", "well"),
    ),
    Aim(
        name="Evenings in the clay villages",
        board="clay-country-youth-forum",
        on=date(2026, 2, 26),
        area="Treverbyn",
        theme=Theme.OPEN_ACCESS,
        ages=(11, 16),
        signed=("clay-country-youth-trust", "treverbyn-parish-council", "piran-foundation"),
        outcomes=("somewhere-to-go",),
    ),
    Aim(
        name="First work in Bodmin and on the moor",
        board="bodmin-young-peoples-fund",
        on=date(2026, 4, 9),
        area="Bodmin",
        theme=Theme.EMPLOYMENT,
        ages=(15, 19),
        signed=("bodmin-young-commissioners", "bodmin-town-council", "kernow-futures-fund"),
        outcomes=("skilled",),
    ),
    Aim(
        name="On the water, whoever you are",
        board="coast-and-river-access-project",
        on=date(2025, 11, 6),
        theme=Theme.OUTDOOR,
        ages=(11, 17),
        signed=("golden-strand-coastal-fund", "helford-rivers-sailing-trust"),
        outcomes=("outdoors", "included"),
    ),
    Aim(
        name="Young people on every board that spends money on them",
        board="cornwall-youth-assembly-council",
        on=date(2026, 1, 22),
        theme=Theme.VOICE,
        signed=("cornwall-youth-assembly", "cornwall-council"),
        outcomes=("heard",),
    ),
)

OUTCOMES_OF = {
    ThemeGroup.PLACE: ("somewhere-to-go", "trusted-adult"),
    ThemeGroup.CREATIVE: ("creative",),
    ThemeGroup.ACTIVE: ("outdoors", "well"),
    ThemeGroup.WELLBEING: ("well", "trusted-adult"),
    ThemeGroup.FUTURES: ("skilled",),
    ThemeGroup.VOICE: ("heard",),
}


def add_purposes(county: County) -> None:
    """The outcomes framework, the needs, and what partnerships put first."""
    for row in hand("outcomes.csv"):
        county.add(
            Outcome(
                id=row["id"],
                name=row["name"],
                source_id=SOURCE,
                origin=OutcomeOrigin(row["origin"]),
                description=row["description"],
            )
        )
    for row in hand("indicators.csv"):
        county.add(
            Indicator(
                id=row["id"],
                name=row["name"],
                source_id=SOURCE,
                outcome_id=row["outcome_id"],
                measure=row["measure"],
                chosen_by_young_people=row["chosen_by_young_people"] == "yes",
            )
        )
    for row in hand("needs.csv"):
        county.add(_need(county, row))
    for aim in AIMS:
        county.add(_priority(county, aim))
    _contribute(county)


def ages(text: str) -> AgeRange | None:
    """Ages out of a cell of a list, ``13-16``; None of an empty one."""
    first, _, last = text.partition("-")
    return AgeRange(age_from=int(first), age_to=int(last)) if text else None


def _need(county: County, row: dict[str, str]) -> Need:
    voiced = row["kind"] == "young_people"
    return Need(
        id=slug(f"{row['name']} {row['area']}")[:110],
        name=row["name"],
        source_id="demo-young-people" if voiced else SOURCE,
        kind=NeedKind(row["kind"]),
        area_id=county.parishes[row["area"]].id,
        ages=ages(row["ages"]),
        theme=theme(row["theme"]) if row["theme"] else None,
        audience=Audience(row["audience"]) if row["audience"] else None,
        method=row["method"],
        said_by=int(row["said_by"]) if row["said_by"] else None,
        recorded_on=date.fromisoformat(row["recorded_on"]),
    )


def _priority(county: County, aim: Aim) -> Priority:
    return Priority(
        id=slug(aim.name),
        name=aim.name,
        source_id="demo-boards",
        partnership_id=aim.board,
        agreed_on=aim.on,
        area_id=county.parishes[aim.area].id if aim.area else COUNTY,
        theme=aim.theme,
        ages=AgeRange(age_from=aim.ages[0], age_to=aim.ages[1]) if aim.ages else None,
        signatory_ids=aim.signed,
        outcome_ids=aim.outcomes,
        standard_hours_per_week=aim.standard,
    )


def _contribute(county: County) -> None:
    """Say of each activity which outcomes it works towards."""
    for activity in county.all(Activity):
        outcomes = OUTCOMES_OF[activity.theme.group]
        if activity.audience is not Audience.EVERYONE:
            outcomes = (*outcomes, "included")
        county.change(replace(activity, outcome_ids=outcomes))
