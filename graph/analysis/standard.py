"""The agreed standard: how many hours a week within reach a partnership says are enough."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.analysis.drawn import Drawn
from graph.analysis.nesting import MOSTLY, demand_inside, nesting_shares, shares_in
from graph.analysis.slices import Slice
from graph.analysis.wording import day, listed
from graph.errors import OptionOutOfRange
from graph.model import Priority
from graph.network import Flags, Network

STANDARD_HOURS_PER_WEEK = 0.5
"""Hours a week within reach for each young person, where no partnership agreed another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """A standard and who set it.

    Attributes
    ----------
    hours_per_week
        Hours a week within reach for each young person.
    source
        Who set it, when and in which words, as the rest of a sentence ("agreed by … on …").
    by
        The same in a few words ("agreed by …").
    priority_id
        The priority that states it, empty where none does.
    for_theme
        Whether it was agreed for the slice's own theme (True where no theme is asked for).
    """

    hours_per_week: float
    source: str
    by: str
    priority_id: str = ""
    for_theme: bool = True


def agreed_standard(
    network: Network,
    *,
    slice: Slice,
    within: str | None = None,
    drawn: Drawn | None = None,
    given: float | None = None,
) -> Standard:
    """The standard that a slice is held against.

    The one given with the question; else the most specific priority that states hours,
    is about the slice's theme or any, about all of its ages or any, and about
    an area that holds everything asked about (or no area); that it works towards the
    slice's outcome tells more than its theme, its theme more than its
    ages, its ages more than its area, and the newest wins a draw. Else
    :data:`STANDARD_HOURS_PER_WEEK`.

    Raises
    ------
    OptionOutOfRange
        The given standard is outside 0 to 168.
    NotFound
        There is no area ``within``, or none of an id that ``drawn`` names.
    """
    if given is not None:
        if not 0 <= given <= 168:
            raise OptionOutOfRange(
                f"A standard of {given:g} hours a week is outside 0 to 168.",
                option="standard_hours_per_week",
            )
        said = "set for this question"
        return Standard(hours_per_week=given, source=said, by=said)
    asked = demand_inside(network, within)
    if drawn is not None:
        asked = asked & (drawn.inside(network) > 0)
    found = [
        priority
        for priority in network.priorities
        if priority.standard_hours_per_week is not None
        and priority.theme in (None, slice.theme)
        and (priority.ages is None or priority.ages.shared_years(slice.ages) == slice.ages.years)
        and _covers(network, priority, asked)
    ]
    if not found:
        return Standard(
            hours_per_week=STANDARD_HOURS_PER_WEEK,
            source="Hedgerow’s default, as no partnership has agreed one for this question",
            by="Hedgerow’s default",
            for_theme=slice.theme is None,
        )
    best = min(found, key=lambda priority: _order(priority, slice))
    return Standard(
        hours_per_week=best.standard_hours_per_week or 0.0,
        source=_source(network, best, slice),
        by=f"agreed by {_partnership(network, best)}",
        priority_id=best.id,
        for_theme=best.theme is slice.theme,
    )


def _order(priority: Priority, slice: Slice) -> tuple[bool, bool, bool, bool, int, str]:
    return (
        not _for_outcome(priority, slice),
        priority.theme is None,
        priority.ages is None,
        priority.area_id is None,
        -priority.agreed_on.toordinal(),
        priority.id,
    )


def _for_outcome(priority: Priority, slice: Slice) -> bool:
    """Whether a priority works towards the outcome asked about; True where none is asked about."""
    return slice.outcome is None or slice.outcome.id in priority.outcome_ids


def _covers(network: Network, priority: Priority, asked: Flags) -> bool:
    """Whether a priority is about everything asked about."""
    if priority.area_id is None:
        return True
    row = network.areas.rows.get(priority.area_id)
    if row is None:
        return False
    share = shares_in(network, nesting_shares(network), row)[network.demand_areas]
    return bool(np.all(share[asked] >= MOSTLY))


def _partnership(network: Network, priority: Priority) -> str:
    named = (p.name for p in network.partnerships if p.id == priority.partnership_id)
    return next(named, "a partnership")


def _source(network: Network, priority: Priority, slice: Slice) -> str:
    name = _partnership(network, priority)
    text = f"agreed by {name} on {day(priority.agreed_on)}: “{priority.name}”"
    narrower = []
    if slice.theme is not None and priority.theme is None:
        narrower.append(f"for all themes together, none for {slice.theme.label.lower()} alone")
    if not _for_outcome(priority, slice) and slice.outcome is not None:
        narrower.append(f"for all outcomes together, none for “{slice.outcome.name}” alone")
    if slice.days:
        named = listed([one.label for one in slice.days], most=len(slice.days))
        narrower.append(f"for the whole week, none for {named} alone")
    if slice.parts:
        narrower.append("for the whole day, none for these parts of it alone")
    if narrower:
        text += (
            f"; it was agreed {' and '.join(narrower)}, so trust the order of the places "
            "more than the count below it"
        )
    return text
