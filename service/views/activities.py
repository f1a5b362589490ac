"""``/activities/<id>``: what young people can join, when, and who does the like nearby."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from flask import Blueprint, Response

from graph.analysis.slices import Reach
from graph.model import Activity
from graph.network import Network
from service import access, links, listings
from service.nearness import nearest_rows, ways_to_sites, young_people_within_reach
from service.opened import network, store
from service.origins import Origin, origin
from service.pages import Crumb, Page
from service.place import Place, place_of
from service.rows import may_change_row

views = Blueprint("activities", __name__)

NEARBY_SHOWN = 12


@dataclass(frozen=True, kw_only=True)
class ActivityPage(Page):
    """An activity.

    Attributes
    ----------
    it
        The activity.
    runner, partners
        Who runs it, and with whom.
    times
        Its sessions, in words.
    outcomes
        What it contributes to.
    reach, young_people
        How far people go, and how many of its ages live within that of it;
        None where its place is not known.
    nearby
        Other organisations' activities for some of the same ages within reach, nearest first.
    step_free
        What the assets at its site say of getting in; None where they say nothing.
    may_change
        Whether whoever looks keeps it.
    """

    template: ClassVar[str] = "activities/index.html"
    section: ClassVar[str] = "/directory"
    it: Activity
    runner: links.Link
    partners: tuple[links.Link, ...]
    times: tuple[str, ...]
    outcomes: tuple[str, ...]
    place: Place | None
    reach: Reach
    young_people: float | None
    nearby: tuple[listings.ActivityLine, ...]
    step_free: bool | None
    may_change: bool
    origin: Origin


@views.get("/activities/<id>")
@access.public
def activity(id: str) -> Response:
    """One activity's page."""
    it, known, reach = store().activity(id), network(), Reach()
    place = place_of(known, it.site_id)
    outcomes = {outcome.id: outcome.name for outcome in known.outcomes}
    return ActivityPage(
        title=it.name,
        crumbs=(
            Crumb(text="Home", address="/"),
            Crumb(text="Directory", address="/directory"),
            Crumb(text="Activities", address="/directory?type=activities"),
        ),
        it=it,
        runner=links.of_id(known, "organisations", it.organisation_id),
        partners=tuple(links.of_id(known, "organisations", p) for p in it.partner_ids),
        times=tuple(listings.words_of(time) for time in sorted(it.sessions)),
        outcomes=tuple(outcomes[o] for o in it.outcome_ids if o in outcomes),
        place=place,
        reach=reach,
        young_people=young_people_within_reach(known, place.easting, place.northing, it.ages, reach)
        if place
        else None,
        nearby=_nearby(known, it, place, reach) if place else (),
        step_free=_step_free(known, place) if place else None,
        may_change=may_change_row(it),
        origin=origin(
            known, it.source_id, it.verified_on, store().deliveries.of_record("Activity", it.id)
        ),
    ).answer()


def _nearby(
    known: Network, it: Activity, place: Place, reach: Reach
) -> tuple[listings.ActivityLine, ...]:
    table = known.activities
    runner = known.organisations.rows.get(it.organisation_id, -1)
    ways = ways_to_sites(known, place.easting, place.northing, reach)
    found = nearest_rows(table.site, ways, reach, most=len(table))
    suited = [
        (row, way)
        for row, way in found
        if table.organisation[row] != runner
        and table.age_from[row] <= it.ages.age_to
        and table.age_to[row] >= it.ages.age_from
    ]
    return tuple(listings.activity_line(known, row, way) for row, way in suited[:NEARBY_SHOWN])


def _step_free(known: Network, place: Place) -> bool | None:
    """What the assets at the site say: no where one says no, yes where all that say say yes."""
    said = known.assets.step_free[known.assets.site == place.row]
    told = said[~np.isnan(said)]
    return None if not len(told) else bool((told > 0).all())
