"""``/assets/<id>``: something that could be used together, when, and on what terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from flask import Blueprint, Response

from graph.model import Asset
from service import access, links, listings
from service.opened import network, store
from service.origins import Origin, origin
from service.pages import Crumb, Page
from service.place import Place, place_of
from service.relations import AgreementLine, agreements_of
from service.week import DayLine, week_of

views = Blueprint("assets", __name__)


@dataclass(frozen=True, kw_only=True)
class AssetPage(Page):
    """An asset.

    Attributes
    ----------
    it
        The asset.
    keeper
        Whose it is.
    place
        Where it is kept, None for what has no place.
    amount
        How much of what, in words.
    week
        When it is offered and what happens at its site; empty where neither is known.
    happens_here
        Activities at its site.
    agreements
        Who uses it already, or means to.
    """

    template: ClassVar[str] = "assets/index.html"
    section: ClassVar[str] = "/directory"
    it: Asset
    keeper: links.Link | None
    place: Place | None
    amount: str
    week: tuple[DayLine, ...]
    happens_here: tuple[listings.ActivityLine, ...]
    agreements: tuple[AgreementLine, ...]
    origin: Origin


@views.get("/assets/<id>")
@access.public
def asset(id: str) -> Response:
    """One asset's page."""
    it, known = store().asset(id), network()
    place = place_of(known, it.site_id)
    site = place.row if place else -1
    at_site = np.flatnonzero(known.activities.site == site) if place else ()
    week = week_of(known, it.availability, site)
    return AssetPage(
        title=it.name,
        crumbs=(
            Crumb(text="Home", address="/"),
            Crumb(text="Directory", address="/directory"),
            Crumb(text="Assets to share", address="/directory?type=assets"),
        ),
        it=it,
        keeper=links.of_id(known, "organisations", it.organisation_id)
        if it.organisation_id
        else None,
        place=place,
        amount=listings.amount(it.quantity, it.unit, it.capacity),
        week=week if any(line.offered or line.uses for line in week) else (),
        happens_here=listings.activities(known, (int(row) for row in at_site)),
        agreements=agreements_of(known, asset=known.assets.rows.get(id, -1)),
        origin=origin(known, it.source_id, it.verified_on),
    ).answer()
