"""The week of a place or asset: when others could use it, and what happens in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from graph.model import Day, WeeklyTime
from graph.network import Network
from service import links
from service.formats import clock
from service.links import Link
from service.listings import words_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """Something that happens at a time."""

    times: str
    link: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLine:
    """A day of the week: the times when the asset is offered, and what happens at its site."""

    day: str
    offered: tuple[str, ...]
    uses: tuple[Use, ...]


def week_of(network: Network, availability: Iterable[WeeklyTime], site: int) -> tuple[DayLine, ...]:
    """The seven days; ``site`` is a row, -1 for none, and then nothing happens there."""
    offered = sorted(availability)
    uses = _uses(network, site)
    return tuple(
        DayLine(
            day=day.label,
            offered=tuple(
                words_of(time).removeprefix(f"{day.label} ") for time in offered if time.day is day
            ),
            uses=tuple(use for on, use in uses if on == number),
        )
        for number, day in enumerate(Day)
    )


def _uses(network: Network, site: int) -> list[tuple[int, Use]]:
    """Day numbers and what happens then at a site, in the order of the clock."""
    if site < 0:
        return []
    sessions = network.sessions
    here = np.flatnonzero(network.activities.site[sessions.owner] == site)
    order = here[np.lexsort((sessions.owner[here], sessions.start[here]))]
    return [
        (
            int(sessions.day[i]),
            Use(
                times=f"{clock(int(sessions.start[i]))} to {clock(int(sessions.end[i]))}",
                link=links.activity(network, int(sessions.owner[i])),
            ),
        )
        for i in order.tolist()
    ]
