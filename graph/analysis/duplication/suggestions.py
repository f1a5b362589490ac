"""Suggestions: what the two sides of an overlap might talk about; never an instruction."""

from __future__ import annotations

import numpy as np

from graph.analysis.duplication.overlapping import Tested
from graph.model import Entry, Term
from graph.network import Index

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


SUGGESTIONS = tuple(Suggestion)
"""In the order that columns number them."""


def suggestions_of(tested: Tested) -> Index:
    """What the two sides of each overlap might talk about: places in :class:`Suggestion`.

    The first rule that fits: not above the standard, leave alone; one is by
    referral, or for one group, and the other is not, refer to each other; few ages
    shared, differentiate; both run at once, alternate nights; next door with one
    theme, join up; else differentiate.
    """
    pairs, activities = tested.pairs, tested.served.network.activities
    referred = activities.entry == str(Entry.REFERRED)
    order = SUGGESTIONS
    found: Index = np.select(
        [
            ~tested.above,
            (referred[pairs.left] != referred[pairs.right]) | (pairs.audience < 1),
            pairs.ages < FEW_AGES,
            pairs.clash_hours > 0,
            (tested.distance_m <= NEXT_DOOR_M) & (pairs.theme == 1),
        ],
        [
            order.index(Suggestion.LEAVE),
            order.index(Suggestion.REFER),
            order.index(Suggestion.DIFFERENTIATE),
            order.index(Suggestion.ALTERNATE),
            order.index(Suggestion.JOIN_UP),
        ],
        order.index(Suggestion.DIFFERENTIATE),
    ).astype(np.int32)
    return found
