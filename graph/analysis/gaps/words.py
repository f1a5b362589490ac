"""The sentences of a gap: what was found and how, and how else it may be read."""

from __future__ import annotations

from dataclasses import dataclass

from graph.analysis.access.timed import how_far, how_measured
from graph.analysis.coverage import CHECKED_WITHIN_MONTHS, Coverage
from graph.analysis.gaps.compared import Compared
from graph.analysis.gaps.evidence import Evidence
from graph.analysis.nearest import Nearby
from graph.analysis.provision import ASSUMED_PLACES
from graph.analysis.slices import Reach, Slice
from graph.analysis.standard import Standard
from graph.analysis.wording import counted, day, some, spoken_hours, young
from graph.network import Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the sentences are made of: what was asked, and what was found, in order of rank."""

    network: Network
    slice: Slice
    reach: Reach
    standard: Standard
    compared: Compared
    evidence: Evidence


def explanation(
    told: Told, place: int, nearest: tuple[Nearby, ...], interval: tuple[int, int]
) -> str:
    """What was found at one of the areas compared, in sentences with numbers."""
    compared = told.compared
    name = told.network.areas.name[compared.rows[place]]
    each = "each, on average," if compared.rolled else "each"
    how = how_far(told.reach)
    what = "a week" if told.slice == Slice(ages=told.slice.ages) else f"a week ({told.slice})"
    found = f"{spoken_hours(compared.hours[place])} {what}{_from(told, place)}"
    sentences = [
        f"{name} has {young(compared.people[place])} aged {told.slice.ages}{_cut(told, place)}.",
        f"Within {how}, {each} can reach {found}.",
        _against(told, place),
        _standing(told, place, interval),
    ]
    if nearest and not nearest[0].within_reach:
        first = nearest[0]
        sentences.insert(
            2,
            f"The nearest, {first.name} ({first.organisation}), is {first.away} away.",
        )
    return " ".join(sentences)


def _cut(told: Told, place: int) -> str:
    share = told.compared.share[place]
    return "" if share > 0.995 else f" inside the outline, {share:.0%} of all who live in it"


def _from(told: Told, place: int) -> str:
    activities = told.evidence.activities[place]
    if activities == 0:
        return ", as no activity lies within reach"
    about = "about " if told.compared.rolled else ""
    return f", shared with all who live near, from {about}" + counted(
        max(1.0, activities), "activity", "activities"
    )


def _against(told: Told, place: int) -> str:
    compared, standard = told.compared, told.standard
    enough = f"The standard is {spoken_hours(standard.hours_per_week)} a week ({standard.by})"
    short, people = compared.short[place], compared.people[place]
    if people == 0:
        return f"{enough}; nobody of these ages is recorded here."
    if short == 0:
        return f"{enough}, and it is met."
    if compared.rolled:
        return f"{enough}; {young(short)} of {round(people):,} live where it is not met."
    return f"{enough}, so {young(short)} are short of it."


def _standing(told: Told, place: int, interval: tuple[int, int]) -> str:
    compared = told.compared
    if len(compared) == 1:
        return "No other area was compared, so need and access both stand in the middle."
    known = compared.deprivation[place] == compared.deprivation[place]
    basis = (
        "deprivation and number of young people"
        if known
        else ("the number of young people alone, as its deprivation is not known")
    )
    index = told.network.areas.deprivation_index[compared.rows[place]]
    if known and index:
        basis = f"{index} and the number of young people"
    low, high = interval
    rank = (
        f"Its rank is {place + 1:,}; allowing for what is not sure, it stays so nine times in ten"
        if low == high
        else f"Its rank is {place + 1:,}; allowing for what is not sure, it lies between {low:,} "
        f"and {high:,} nine times in ten"
    )
    return (
        f"Among {len(compared):,} areas its need stands at {compared.need[place]:.0f} of 100 "
        f"(from {basis}) and its access at {compared.access[place]:.0f}, "
        f"a gap of {compared.gap[place]:+.0f}. {rank}."
    )


def counter_reading(told: Told, place: int) -> str:
    """How else the finding at one of the areas compared may be read."""
    evidence = told.evidence
    sentences = [_mapping(told, place)]
    if evidence.assumed[place] > 0:
        sentences.append(
            f"{_some(evidence.assumed[place], 'gives', 'give')} no number of places; "
            f"{ASSUMED_PLACES:.0f} a session were assumed."
        )
    if evidence.untimed[place] > 0:
        sentences.append(f"{_some(evidence.untimed[place], 'gives', 'give')} no times, so 0 hours.")
    if evidence.referred[place] > 0:
        sentences.append(
            f"{_some(evidence.referred[place], 'is', 'are')} by referral, "
            "so not open to everybody who lives here."
        )
    if told.slice.audience is None and evidence.specialist[place] > 0:
        sentences.append(
            f"{_some(evidence.specialist[place], 'is', 'are')} for one group, "
            "yet those hours are shared over everybody."
        )
    if told.slice.outcome is not None:
        sentences.append(
            "Only what somebody said contributes to this outcome counts; more may do so unsaid."
        )
    if told.compared.short[place] == 0:
        sentences.append(
            "Hours within reach are not hours that anybody uses: cost, timing and welcome count."
        )
    sentences.append(how_measured(told.network, told.reach))
    return " ".join(sentences)


def _some(number: float, alone: str, together: str) -> str:
    return some(
        number,
        "activity within reach",
        "activities within reach",
        alone=alone,
        together=together,
    )


def _mapping(told: Told, place: int) -> str:
    compared = told.compared
    name = told.network.areas.name[compared.rows[place]]
    months = f"the last {CHECKED_WITHIN_MONTHS} months"
    level = compared.coverage(place)
    if level is Coverage.UNMAPPED:
        return (
            f"In {months} nobody has confirmed a record within reach of {name}: not mapped yet "
            "is not the same as unserved. Ask the people who live and work there first."
        )
    records = some(
        compared.records[place],
        "record within reach",
        "records within reach",
        alone="was confirmed",
        together="were confirmed",
    )
    newest = day(compared.newest[place].item())
    if level is Coverage.GOOD:
        return (
            f"{records} in {months}, the newest on {newest}, so "
            "this rests on a fairly full picture; a club that nobody entered would still change it."
        )
    none = " and no activity among them" if compared.checked_activities[place] == 0 else ""
    return (
        f"Only {records} in {months} (the newest on {newest}){none}: "
        "there may be provision here that nobody has entered yet."
    )
