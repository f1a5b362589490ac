"""Which gaps a question is answered with: larger areas where the small ones are too many."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from graph.analysis.gaps import Gaps
from graph.analysis.nesting import demand_inside
from graph.errors import NotFound
from graph.model import AreaKind
from service import findings
from service.asked import Asked
from service.opened import today

MOST_LISTED = 2_000
"""More areas than this are not listed unless somebody asks for their kind."""

ROLLED_TO = AreaKind.LOCAL_AUTHORITY


def rolls_up(asked: Asked) -> bool:
    """Whether larger areas answer, as too many small ones would and nobody chose a kind."""
    options, network = asked.options, asked.network
    if options.roll_up is not None or options.drawn is not None:
        return False
    if len(network.demand_areas) <= MOST_LISTED:
        return False
    if options.within is not None:
        inside = int(demand_inside(network, options.within).sum())
        own = network.areas.kind[network.areas.row(options.within)]
        if inside <= MOST_LISTED or own == ROLLED_TO.value:
            return False
    return bool(np.any(network.areas.kind == ROLLED_TO.value))


def found_gaps(asked: Asked) -> Gaps:
    """The gaps that a question is answered with."""
    options = replace(asked.options, roll_up=ROLLED_TO) if rolls_up(asked) else asked.options
    return findings.gaps(asked.network, options, today=today())


def found_with(asked: Asked, area_id: str) -> Gaps:
    """The gaps that an area stands in: those of the page, or where it is smaller, of its size.

    Raises
    ------
    NotFound
        It stands in neither.
    """
    found = found_gaps(asked)
    if found.holds(area_id):
        return found
    if rolls_up(asked):
        found = findings.gaps(asked.network, asked.options, today=today())
        if found.holds(area_id):
            return found
    raise NotFound("gap", area_id)
