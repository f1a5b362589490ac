"""Suggestions: what the two sides of an overlap might talk about; never an instruction."""

from __future__ import annotations

from graph.analysis.overlapping import Tested, Verdict
from graph.model import Audience, Entry, Term

NEXT_DOOR_M = 2_000.0
"""Metres along the way within which two groups could join up in one place."""

FEW_AGES = 0.5
"""Likeness of ages below which two activities could each keep to their own ages."""


class Suggestion(Term):
    """What the two might talk about; never an instruction."""

    JOIN_UP = "join_up", "Join up"
    ALTERNATE = "alternate", "Alternate nights"
    DIFFERENTIATE = "differentiate", "Differentiate"
    REFER = "refer", "Refer to each other"
    LEAVE = "leave", "Leave alone"


def suggested(tested: Tested, place: int) -> Suggestion:
    """What the two sides of one overlap might talk about.

    The first rule that fits: not above the standard, leave alone; one is by
    referral, or for one group, and the other is not, refer to each other; few ages
    shared, differentiate; both run at once, alternate nights; next door with one
    theme, join up; else differentiate.
    """
    pairs, activities = tested.pairs, tested.served.network.activities
    left, right = pairs.left[place], pairs.right[place]
    if tested.verdict(place) is not Verdict.ABOVE:
        return Suggestion.LEAVE
    entries = {Entry(activities.entry[left]), Entry(activities.entry[right])}
    one_referred = Entry.REFERRED in entries and len(entries) > 1
    audiences = {Audience(activities.audience[left]), Audience(activities.audience[right])}
    if one_referred or len(audiences) > 1:
        return Suggestion.REFER
    if pairs.ages[place] < FEW_AGES:
        return Suggestion.DIFFERENTIATE
    if pairs.clash_hours[place] > 0:
        return Suggestion.ALTERNATE
    next_door = tested.distance_m[place] <= NEXT_DOOR_M
    if next_door and activities.theme[left] == activities.theme[right]:
        return Suggestion.JOIN_UP
    return Suggestion.DIFFERENTIATE
