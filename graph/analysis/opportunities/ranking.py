"""The order in which opportunities are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain, zip_longest

from graph.analysis.opportunities.dismissals import share_kept
from graph.analysis.opportunities.entries import Entry
from graph.model import Term

TEAMS_SHARE = 0.6
"""Share of the rows that full teams may take while simple opportunities wait."""


class Order(Term):
    """What comes first."""

    EFFORT = "effort", "Most reached for the effort"
    INTRODUCTIONS = "introductions", "Fewest introductions"
    NEED = "need", "Deepest need"


Key = tuple[float, float, str]


def effort(row: Entry) -> float:
    """Young people reached for each point of coordination."""
    return row.young_people / row.cost


WORTH: dict[Order, Callable[[Entry], float]] = {
    Order.EFFORT: effort,
    Order.INTRODUCTIONS: lambda row: 1.0 / (1 + row.introductions),
    Order.NEED: lambda row: 0.0 if row.need is None else (row.need + 100.0) / 200.0,
}
"""What each order compares, 0 or more: the higher comes first; a dismissal takes its share off."""


def ranked(
    teams: Sequence[Entry],
    simple: Iterable[Sequence[Entry]],
    *,
    order: Order,
    most: int,
) -> tuple[Entry, ...]:
    """The first ``most`` of all opportunities, in order.

    By effort: full teams, then the simple kinds in turn, then teams that miss a role. In other
    orders: full teams and simple kinds as one, then teams that miss a role. What was set
    aside comes last of all.
    """

    def key(row: Entry) -> Key:
        kept = share_kept(row)
        return -round(kept * WORTH[order](row), 9), -round(kept * effort(row), 6), row.id

    open_ = [row for row in teams if not row.aside]
    full = sorted((row for row in open_ if not row.missing), key=key)
    partial = sorted((row for row in open_ if row.missing), key=lambda row: (row.missing, key(row)))
    kinds = [sorted((row for row in kind if not row.aside), key=key) for kind in simple]
    aside = sorted((row for row in chain(teams, *simple) if row.aside), key=lambda row: row.id)
    room = max(most - len(aside), 0)
    if order is Order.EFFORT:
        in_turn = [row for row in chain.from_iterable(zip_longest(*kinds)) if row is not None]
        few = max(round(TEAMS_SHARE * room), room - len(in_turn))
        chosen = [*full[:few], *in_turn, *partial]
    else:
        chosen = [*sorted(chain(full, *kinds), key=key), *partial]
    return (*chosen[:room], *aside)[:most]
