"""The sentences of a gap: what was found and how, and how else it may be read."""

from __future__ import annotations

from graph.analysis.compared import Compared
from graph.analysis.coverage import CHECKED_WITHIN_MONTHS, Coverage
from graph.analysis.nearest import Nearby
from graph.analysis.provision import ASSUMED_PLACES
from graph.analysis.served import Served
from graph.analysis.slices import Slice
from graph.analysis.standard import Standard
from graph.analysis.wording import counted, day, distance, hours, some, young


def explanation(
    served: Served,
    compared: Compared,
    place: int,
    standard: Standard,
    nearest: tuple[Nearby, ...],
) -> str:
    """What was found at one of the areas compared, in sentences with numbers."""
    row = compared.rows[place]
    name = served.network.areas.name[row]
    people = compared.people[place]
    reach = distance(served.reach.reach_m)
    each = "each, on average," if compared.rolled else "each"
    how = f"{reach} along the way ({served.reach.mode.label.lower()})"
    what = "a week" if served.slice == Slice(ages=served.slice.ages) else f"a week ({served.slice})"
    found = f"{hours(compared.hours[place])} {what}{_from(compared, place)}"
    sentences = [
        f"{name} has {young(people)} aged {served.slice.ages}.",
        f"Within {how}, {each} can reach {found}.",
        _against(compared, place, standard),
        _standing(served, compared, place),
    ]
    if nearest and not nearest[0].within_reach:
        first = nearest[0]
        sentences.insert(
            2,
            f"The nearest, {first.name} ({first.organisation}), is "
            f"{distance(first.distance_m)} away.",
        )
    return " ".join(sentences)


def _from(compared: Compared, place: int) -> str:
    if compared.activities[place] == 0:
        return ", as no activity lies within reach"
    about = "about " if compared.rolled else ""
    return f", shared with all who live near, from {about}" + counted(
        max(1.0, compared.activities[place]), "activity", "activities"
    )


def _against(compared: Compared, place: int, standard: Standard) -> str:
    enough = f"The standard is {hours(standard.hours_per_week)} a week ({standard.by})"
    short, people = compared.short[place], compared.people[place]
    if people == 0:
        return f"{enough}; nobody of these ages is recorded here."
    if short == 0:
        return f"{enough}, and it is met."
    if compared.rolled:
        return f"{enough}; {young(short)} of {round(people):,} live where it is not met."
    return f"{enough}, so {young(short)} are short of it."


def _standing(served: Served, compared: Compared, place: int) -> str:
    areas = served.network.areas
    row = compared.rows[place]
    if len(compared.rows) == 1:
        return "No other area was compared, so need and access both stand in the middle."
    known = compared.deprivation[place] == compared.deprivation[place]
    basis = (
        "deprivation and number of young people"
        if known
        else ("the number of young people alone, as its deprivation is not known")
    )
    index = areas.deprivation_index[row]
    if known and index:
        basis = f"{index} and the number of young people"
    return (
        f"Among {len(compared.rows):,} areas its need stands at {compared.need[place]:.0f} of 100 "
        f"(from {basis}) and its access at {compared.access[place]:.0f}, "
        f"a gap of {compared.gap[place]:+.0f}."
    )


def counter_reading(served: Served, compared: Compared, place: int) -> str:
    """How else the finding at one of the areas compared may be read."""
    sentences = [_mapping(served, compared, place)]
    if compared.assumed[place] > 0:
        sentences.append(
            f"{_some(compared.assumed[place], 'gives', 'give')} no number of places; "
            f"{ASSUMED_PLACES:.0f} a session were assumed."
        )
    if compared.untimed[place] > 0:
        sentences.append(f"{_some(compared.untimed[place], 'gives', 'give')} no times, so 0 hours.")
    if compared.referred[place] > 0:
        sentences.append(
            f"{_some(compared.referred[place], 'is', 'are')} by referral, "
            "so not open to everybody who lives here."
        )
    if served.slice.audience is None and compared.specialist[place] > 0:
        sentences.append(
            f"{_some(compared.specialist[place], 'is', 'are')} for one group, "
            "yet those hours are shared over everybody."
        )
    if compared.short[place] == 0:
        sentences.append(
            "Hours within reach are not hours that anybody uses: cost, timing and welcome count."
        )
    sentences.append(
        f"Distances are straight lines times {served.reach.detour:g}, not timetables or roads."
    )
    return " ".join(sentences)


def _some(number: float, alone: str, together: str) -> str:
    return some(
        number,
        "activity within reach",
        "activities within reach",
        alone=alone,
        together=together,
    )


def _mapping(served: Served, compared: Compared, place: int) -> str:
    name = served.network.areas.name[compared.rows[place]]
    months = f"the last {CHECKED_WITHIN_MONTHS} months"
    level = compared.coverage[place]
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
