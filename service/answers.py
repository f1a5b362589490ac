"""The answer first: what each finding says in a heading and a sentence or two."""

from __future__ import annotations

from dataclasses import dataclass

from graph.analysis.duplication import Duplication
from graph.analysis.gaps import Gaps
from graph.analysis.opportunities import Opportunities, Opportunity
from graph.analysis.wording import spoken_hours
from service.formats import count, number


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A heading, and what follows it; the second may be empty."""

    heading: str
    lead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortOf:
    """What the gaps come to: areas that are mapped, and who is short in them.

    Attributes
    ----------
    first, first_people
        The name of the widest gap, and the young people short there; empty and 0 for none.
    areas, people
        Mapped areas below the standard, and the young people short in them.
    mapped, mapped_people
        All mapped areas, and their young people.
    unmapped
        Areas that nobody has mapped.
    """

    first: str
    first_people: float
    areas: int
    people: float
    mapped: int
    mapped_people: float
    unmapped: int


def short_of(found: Gaps) -> ShortOf:
    """What the gaps come to, from their columns."""
    columns = found.columns
    short = ~columns.unmapped & ~columns.met  # these come first
    names = found.network.areas.name
    return ShortOf(
        first=str(names[columns.rows[0]]) if short.any() else "",
        first_people=float(columns.short[0]) if short.any() else 0.0,
        areas=int(short.sum()),
        people=float(columns.short[short].sum()),
        mapped=int((~columns.unmapped).sum()),
        mapped_people=float(columns.people[~columns.unmapped].sum()),
        unmapped=int(columns.unmapped.sum()),
    )


def gaps_answer(found: Gaps) -> Answer:
    """Where the widest gap is, and how many young people are short in all."""
    standard = f"{spoken_hours(found.standard_hours_per_week)} a week"
    if not found.rows:
        return _nowhere(found)
    come_to = short_of(found)
    unknown = _unmapped_words(come_to.unmapped)
    if not come_to.mapped:
        return Answer(
            heading="Nobody has mapped what there is here yet",
            lead=f"In none of the {come_to.unmapped:,} areas has anybody confirmed a record "
            "within reach in the last two years. That is not the same as nothing there: add what "
            "there is, or check what is listed.",
        )
    if round(found.young_people) == 0:
        return Answer(
            heading=f"No young people aged {found.slice.ages} are counted here",
            lead="So nobody is short of anything. Ask about other ages, or bring population in.",
        )
    if not come_to.areas:
        return Answer(heading=f"Every mapped area reaches the standard of {standard}", lead=unknown)
    people = f"{number(come_to.first_people)} young people"
    heading = f"The widest gap is in {come_to.first}: {people} below {standard}"
    where = f", in {count(come_to.areas, 'area')} of {come_to.mapped:,}"
    if len(found.rows) == 1:
        heading, where = f"In {come_to.first}, {people} are below {standard}", ""
    lead = (
        f"In all, {number(come_to.people)} of "
        f"{number(come_to.mapped_people)} young people aged {found.slice.ages} "
        f"live where less than the standard is within reach{where}. {unknown}"
    )
    if not found.supply:
        lead = f"Nothing of this kind is recorded anywhere yet. {lead}"
    return Answer(heading=heading, lead=lead.strip())


def _nowhere(found: Gaps) -> Answer:
    """What is said where there is no area to answer for."""
    if found.drawn is not None:
        return Answer(
            heading="No young people are counted inside this outline",
            lead="No small area with a number of young people lies in it, or the outline is too "
            "small to hold a share of one. Draw a larger one.",
        )
    if len(found.network.demand_areas):
        return Answer(
            heading="There are no areas of this kind here",
            lead="Choose another kind of area to answer for, or a larger place.",
        )
    return Answer(
        heading="There are no areas to compare yet",
        lead="Gaps need areas with a number of young people. Bring a table of areas in first.",
    )


def _unmapped_words(areas: int) -> str:
    if not areas:
        return ""
    some = "1 more area is" if areas == 1 else f"{areas:,} more areas are"
    return (
        f"{some} not mapped yet: nobody has looked there, which is not the same as nothing there."
    )


def duplication_answer(found: Duplication) -> Answer:
    """How much overlap is above the standard, and how much of it is needed."""
    if not found.rows:
        return Answer(
            heading="No two services overlap here",
            lead="No pair of activities by different organisations reaches the same young people "
            "with the same thing. Widen the question to look further.",
        )
    parts = []
    if found.above:
        parts.append(f"{found.above:,} stand where there is already more than the standard")
    if found.needed:
        parts.append(f"{found.needed:,} {'is' if found.needed == 1 else 'are'} needed capacity")
    if found.unknown:
        parts.append(f"for {found.unknown:,} that is not known")
    lead = f"Of {count(len(found.rows), 'overlap')}, {', '.join(parts)}."
    if not found.above:
        return Answer(heading="No overlap stands above the standard", lead=lead)
    first = found.chosen(found.columns.tested.above)[0]
    hours = number(found.releasable_place_hours)
    return Answer(
        heading=f"Up to {hours} place-hours a week could be put to other use",
        lead=f"{lead} A place-hour is one place for one hour. "
        f"The strongest above the standard: {first.left.name} ({first.left.organisation}) "
        f"and {first.right.name} ({first.right.organisation}).",
    )


def opportunities_answer(found: Opportunities) -> Answer:
    """The first opportunity: what, for how many, and what it needs."""
    if not found.rows:
        return Answer(
            heading="No opportunity was found for this question",
            lead="Either nobody is short of this here, or nobody known could bring what a session "
            "needs. Add what could be shared, or widen the question.",
        )
    first = found.rows[0]
    more = len(found.rows) - 1
    rest = f" {count(more, 'more opportunity', 'more opportunities')} below." if more else ""
    return Answer(heading=first.title, lead=f"{reached_and_needs(first)}{rest}")


def reached_and_needs(one: Opportunity) -> str:
    """How many young people an opportunity would reach, and whether introductions are needed."""
    needs = (
        f"{count(one.introductions, 'introduction')} would have to be made."
        if one.introductions
        else "The partners know each other already."
    )
    return f"It would reach {number(one.young_people)} young people. {needs}"
