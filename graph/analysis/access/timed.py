"""Reach by travel times: for which ways of travel there are some, and how far is said in words."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from graph.analysis.access.reaching import timed_places
from graph.analysis.memory import remembered
from graph.analysis.slices import REACHES, Reach
from graph.analysis.wording import counted, distance, listed
from graph.model import Mode
from graph.network import Network

TIMED_MINUTES = 30.0
"""How long people travel at most, where travel times say how long it takes."""

MINUTES = (5.0, 75.0)
"""The least and the most that may be asked for."""


def timed_modes(network: Network) -> tuple[Mode, ...]:
    """The ways of travel that there are times for, in the order of the vocabulary."""
    travel = network.travel
    return tuple(mode for mode in Mode if len(travel.area[travel.of(mode)]))


def by_times(reach: Reach, minutes: float = TIMED_MINUTES) -> Reach:
    """A reach that goes by the travel times of its mode, for so many minutes."""
    return replace(reach, by_table=True, reach_m=minutes * reach.metres_per_minute)


def usual_reach(mode: Mode, *, timed: bool) -> Reach:
    """The declared reach of a way of travel; ``timed`` where there are travel times for it."""
    return by_times(REACHES[mode]) if timed else REACHES[mode]


def how_far(reach: Reach) -> str:
    """How far people go: "30 minutes (by bus)", or "8 km along the way (by bus)"."""
    return f"{so_far(reach)} ({reach.mode.label.lower()})"


def so_far(reach: Reach) -> str:
    """The same without how they travel: "30 minutes", or "8 km along the way"."""
    if reach.by_table:
        return f"{round(reach.minutes, 1):g} minutes"
    return f"{distance(reach.reach_m)} along the way"


@remembered(most=8)
def how_measured(network: Network, reach: Reach) -> str:
    """What ways were measured by, in a sentence or two."""
    straight = f"straight lines times {reach.detour:g}"
    if not reach.by_table:
        return f"Distances are {straight}, not timetables or roads."
    pace = reach.metres_per_minute * 60 / 1000
    otherwise = f"{straight} at {pace:g} km/h from door to door"
    way = reach.mode.label.lower()
    areas, sites = timed_places(network, reach)
    if not sites.any():
        return f"There are no travel times {way}; distances are {otherwise}."
    rows = network.travel.of(reach.mode)
    said = np.unique(network.travel.source[rows])
    sources = listed([network.sources[place].name for place in said if place >= 0])
    return (
        f"Ways are the imported travel times {way} from {counted(areas.sum(), 'area')} to "
        f"{counted(sites.sum(), 'site')}{f' ({sources})' if sources else ''}: a pair without a "
        f"time is out of reach. Places that the table does not name go by {otherwise}."
    )
