"""What scenarios change, and those that somebody kept, as resources."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import Field

from graph.analysis.scenario.application import Note
from graph.analysis.scenario.comparison import Comparison
from graph.analysis.scenario.groups import Group
from service.api.findings import GAPS_QUESTION, GROUP
from service.api.models import Fault
from service.api.problems import WrongParameters
from service.api.resource import Filter, Listed, Resource
from service.api.totals import HOURS, INDEX, AskedTotals, Totals, index_told
from service.opened import network
from service.scenario import compared, scenario_asked_rightly
from service.scenario_answer import counter_reading, scenario_answer
from service.sheets.decisions import SCENARIOS
from service.sheets.what_if import WHAT_IF

EDITS = (
    "A change; may be given several times, in the order in which they happen: close:activity:ID, "
    "close:site:ID, fold:organisation:ID, cut:organisation:ID:0.4 (two fifths less), "
    "move:activity:ID:to:SITE, resize:activity:ID:PLACES or "
    "open:THEME:11-16:AUDIENCE:PLACES:TIMES:SITE."
)


class GroupTotals(Totals):
    """What a scenario changes for some young people."""

    label: str = Field(description="Who they are.")
    young_people: int = Field(description="How many there are.")
    losing: int = Field(description="How many of them would have fewer hours.")
    gaining: int = Field(description="How many of them would have more hours.")
    newly_below_standard: int = Field(description="How many would fall below the standard.")
    newly_at_standard: int = Field(description="How many would reach the standard.")
    hours_per_week_today: float = Field(description=HOURS)
    hours_per_week_then: float = Field(description="The same with the scenario.")
    hours_less_each: float = Field(description="Hours a week less for each who loses, a mean.")
    hours_more_each: float = Field(description="Hours a week more for each who gains, a mean.")


class ChangeTotals(Totals):
    """One change of a scenario."""

    edit: str = Field(description="The change, as the parameter has it.")
    words: str = Field(description="What happens, as half a sentence.")
    passed_over: str = Field(description="Why nothing happens; empty where it was applied.")
    notes: list[str] = Field(description="What went with it and what it leaves.")


class WhatIfTotals(AskedTotals):
    """What a scenario changes, and for whom."""

    changes: list[ChangeTotals] = Field(description="The scenario, change by change.")
    everyone: GroupTotals = Field(description="The change for all young people asked about.")
    by_age: list[GroupTotals] = Field(description="The same by ages, each asked about alone.")
    by_deprivation: list[GroupTotals] = Field(description="The same by fifths of deprivation.")
    young_people_below_standard_today: int = Field(description="Before the scenario.")
    young_people_below_standard_then: int = Field(description="With the scenario.")
    concentration_index_today: float | None = Field(description=INDEX)
    concentration_index_then: float | None = Field(description=INDEX)
    counter_reading: str = Field(description="How the same facts could be read otherwise.")


def what_if_totals(found: Comparison) -> WhatIfTotals:
    """What a scenario changes."""
    return WhatIfTotals(
        ages=str(found.slice.ages),
        standard_hours_per_week=found.standard_hours_per_week,
        standard_from=found.standard_from,
        changes=[_change(note) for note in found.notes],
        everyone=_group(found.everyone),
        by_age=_groups(found.by_age),
        by_deprivation=_groups(found.by_deprivation),
        young_people_below_standard_today=round(found.short_before),
        young_people_below_standard_then=round(found.short_after),
        concentration_index_today=index_told(found.inequality_before),
        concentration_index_then=index_told(found.inequality_after),
        counter_reading=counter_reading(found),
    )


def _change(note: Note) -> ChangeTotals:
    return ChangeTotals(
        edit=str(note.edit),
        words=note.phrase,
        passed_over=note.passed_over,
        notes=list(note.lines),
    )


def _groups(groups: Iterable[Group]) -> list[GroupTotals]:
    return [_group(one) for one in groups]


def _group(one: Group) -> GroupTotals:
    return GroupTotals(
        label=one.label,
        young_people=round(one.young_people),
        losing=round(one.losing),
        gaining=round(one.gaining),
        newly_below_standard=round(one.newly_below),
        newly_at_standard=round(one.newly_enough),
        hours_per_week_today=round(one.hours_before, 4),
        hours_per_week_then=round(one.hours_after, 4),
        hours_less_each=round(one.mean_loss, 4),
        hours_more_each=round(one.mean_gain, 4),
    )


def _what_if() -> Listed:
    asked = scenario_asked_rightly()
    if not asked.edits:
        nothing = "Say what would be different, or name a kept scenario"
        raise WrongParameters((Fault(parameter="edit", detail=nothing),))
    found = compared(asked)
    return Listed(
        network=asked.asked.network,
        sheet=WHAT_IF,
        rows=found.rows,
        answer=scenario_answer(found),
        totals=what_if_totals(found),
    )


def _scenarios() -> Listed:
    known = network()
    return Listed(network=known, sheet=SCENARIOS, rows=known.scenarios)


WHAT_IFS: tuple[Resource, ...] = (
    Resource(
        name="what-if",
        model="AreaChange",
        title="What if",
        about="What a scenario changes, area by area, the hardest hit first. Nothing is written.",
        group=GROUP,
        asks=True,
        columns=lambda _: WHAT_IF,
        listed=_what_if,
        filters=(
            Filter(
                "edit",
                list[str],
                EDITS,
                "close:site:bude-youth-centre",
            ),
            Filter("scenario", str, "A kept scenario; changes that are given come after its own."),
            Filter("against", str, "A kept scenario to compare with; today where not said."),
            *GAPS_QUESTION,
        ),
        placed=True,
        outlined=True,
        totals=WhatIfTotals,
    ),
    Resource(
        name="scenarios",
        model="Scenario",
        title="Kept scenarios",
        about="What-ifs that somebody kept under a name.",
        group=GROUP,
        columns=lambda _: SCENARIOS,
        listed=_scenarios,
    ),
)
"""What scenarios change, and the kept ones."""
