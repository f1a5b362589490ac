"""What the pages of single findings show beside their row, as resources."""

from __future__ import annotations

from flask import request

from service.api.findings import GAPS_QUESTION, GROUP, QUESTION
from service.api.models import Fault
from service.api.problems import WrongParameters
from service.api.resource import Filter, Listed, Resource
from service.asked import GAPS_FIELDS, asked_rightly
from service.forms.order import ordered_rightly
from service.gaps import found_gaps, found_with
from service.opened import network
from service.sheets.decisions import DISMISSALS
from service.sheets.nearest import NEAREST
from service.sheets.opportunities import OPPORTUNITIES
from service.views.opportunities import found_opportunities, row_of


def _nearest() -> Listed:
    asked, area = asked_rightly(GAPS_FIELDS), request.args.get("to", "")
    if area:
        rows = found_with(asked, area).row_of(area).nearest
    else:
        whole = found_gaps(asked).whole
        if whole is None:
            nowhere = "Say to which area, or ask about an outline"
            raise WrongParameters((Fault(parameter="to", detail=nowhere),))
        rows = whole.nearest
    return Listed(network=asked.network, sheet=NEAREST, rows=rows)


def _teams() -> Listed:
    ordered = ordered_rightly()
    found = found_opportunities(ordered)
    rows = found.teams(row_of(found, request.args["opportunity"]))
    return Listed(network=ordered.asked.network, sheet=OPPORTUNITIES, rows=rows)


def _dismissals() -> Listed:
    known = network()
    return Listed(network=known, sheet=DISMISSALS, rows=known.dismissals)


EVIDENCE: tuple[Resource, ...] = (
    Resource(
        name="nearest-sessions",
        model="NearestSession",
        title="The nearest sessions",
        about="What is nearest to an area, or to the middle of an outline's young people, within "
        "reach or not.",
        group=GROUP,
        asks=True,
        columns=lambda _: NEAREST,
        listed=_nearest,
        filters=(
            Filter(
                "to", str, "The code of an area that stands among the gaps.", "cw-bude-stratton"
            ),
            *GAPS_QUESTION,
        ),
        items=False,
    ),
    Resource(
        name="opportunity-teams",
        model="Team",
        title="Teams for an opportunity",
        about="The team of an opportunity first, then up to two more that differ from it and from "
        "each other; empty where no team is needed.",
        group=GROUP,
        asks=True,
        columns=lambda _: OPPORTUNITIES,
        listed=_teams,
        filters=(
            Filter("opportunity", str, "The identifier of the opportunity.", high=260, needed=True),
            *QUESTION,
        ),
        items=False,
        placed=True,
    ),
    Resource(
        name="dismissals",
        model="Dismissal",
        title="Set aside",
        about="Opportunities that somebody set aside, and why: their like stands lower.",
        group=GROUP,
        columns=lambda _: DISMISSALS,
        listed=_dismissals,
    ),
)
"""What belongs to single findings."""
