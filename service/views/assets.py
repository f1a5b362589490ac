"""``/assets/<id>``: something that could be used together, when, and on what terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from flask import Blueprint, Response

from graph.analysis.opportunities.answers import Answer, requests_met_by
from graph.model import Asset
from graph.network import Network
from service import access, links, listings
from service.agreements.sides import own_organisations
from service.findings import usual
from service.opened import network, store, today
from service.origins import Origin, origin
from service.pages import Crumb, Page
from service.place import Place, place_of
from service.relations import AgreementLine, agreements_of
from service.rows import may_change_row
from service.signing.session import signed_in
from service.week import DayLine, week_of

views = Blueprint("assets", __name__)

MOST_REQUESTS = 5
"""How many of the requests that an asset would meet are shown."""


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
    would_meet
        Open requests of others that it would meet.
    may_ask
        Whether whoever asks may ask to use it.
    may_change
        Whether whoever looks keeps it.
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
    would_meet: tuple[Answer, ...]
    may_change: bool
    may_ask: bool
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
        would_meet=_would_meet(known, id),
        may_change=may_change_row(it),
        may_ask=_may_ask(it),
        origin=origin(
            known, it.source_id, it.verified_on, store().deliveries.of_record("Asset", it.id)
        ),
    ).answer()


def _may_ask(it: Asset) -> bool:
    """Whether whoever asks may ask to use it, for an organisation that is not its keeper."""
    others = set(own_organisations(signed_in())) - {it.organisation_id}
    return it.organisation_id is not None and bool(others)


def _would_meet(known: Network, id: str) -> tuple[Answer, ...]:
    """The requests that an asset would meet; none for one newer than the snapshot."""
    if id not in known.assets.rows:
        return ()
    return requests_met_by(known, id, reach=usual(known).reach, today=today(), most=MOST_REQUESTS)
