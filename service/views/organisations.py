"""``/organisations/<id>``: what it is, what it has and runs, and whom it works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from flask import Blueprint, Response

from graph.analysis.network import Keystone, keystone_of
from graph.model import Contact, Organisation
from graph.network import Network
from service import access, links, listings
from service.contacts import shown_to
from service.findings import usual
from service.granted import GrantLine
from service.opened import network, store
from service.origins import Origin, origin
from service.pages import Crumb, Page
from service.place import Place, place_of
from service.relations import (
    AgreementLine,
    SeatLine,
    TieLine,
    agreements_of,
    grants_of,
    seats_of,
    ties_of,
)
from service.rows import may_change_row
from service.signing.session import signed_in

views = Blueprint("organisations", __name__)


@dataclass(frozen=True, kw_only=True)
class OrganisationPage(Page):
    """An organisation and its neighbours in the graph.

    Attributes
    ----------
    it
        The organisation.
    place
        Where it is based, None where it has no place.
    serves
        The areas that it serves.
    runs
        Activities that it runs, or delivers with others.
    requests
        What it asks others for.
    keystone
        Set where others would be cut off without it.
    contacts
        How it is reached, as far as whoever looks may know.
    may_change
        Whether whoever looks keeps it.
    """

    template: ClassVar[str] = "organisations/index.html"
    section: ClassVar[str] = "/directory"
    it: Organisation
    place: Place | None
    serves: tuple[links.Link, ...]
    assets: tuple[listings.AssetLine, ...]
    runs: tuple[listings.ActivityLine, ...]
    ties: tuple[TieLine, ...]
    seats: tuple[SeatLine, ...]
    grants: tuple[GrantLine, ...]
    agreements: tuple[AgreementLine, ...]
    requests: tuple[listings.RequestLine, ...]
    keystone: Keystone | None
    contacts: tuple[Contact, ...]
    may_change: bool
    origin: Origin


@views.get("/organisations/<id>")
@access.public
def organisation(id: str) -> Response:
    """One organisation's page."""
    it, known = store().organisation(id), network()
    row = known.organisations.rows.get(id, -1)
    return OrganisationPage(
        title=it.name,
        crumbs=(
            Crumb(text="Home", address="/"),
            Crumb(text="Directory", address="/directory"),
            Crumb(text="Organisations", address="/directory?type=organisations"),
        ),
        it=it,
        place=place_of(known, it.site_id),
        serves=tuple(links.of_id(known, "areas", area_id) for area_id in it.area_ids),
        assets=listings.assets(known, np.flatnonzero(known.assets.organisation == row)),
        runs=listings.activities(known, _runs(known, row)),
        ties=ties_of(known, row),
        seats=seats_of(known, id),
        grants=grants_of(known, row),
        agreements=agreements_of(known, organisation=row),
        requests=listings.requests(known, np.flatnonzero(known.requests.organisation == row)),
        keystone=keystone_of(known, id, reach=usual(known).reach),
        contacts=shown_to(signed_in(), store().kept_by(Contact, id)),
        may_change=may_change_row(it),
        origin=origin(
            known, it.source_id, it.verified_on, store().deliveries.of_record("Organisation", it.id)
        ),
    ).answer()


def _runs(known: Network, row: int) -> set[int]:
    own = np.flatnonzero(known.activities.organisation == row)
    shared = known.delivers_with.left[known.delivers_with.right == row]
    return {int(activity) for activity in (*own, *shared)}
