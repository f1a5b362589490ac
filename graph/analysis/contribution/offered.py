"""What is offered, put into the network: as it is without it, and as it would be with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from graph.analysis.opportunities.acquaintance import placed_organisations
from graph.analysis.opportunities.offers import DELIVERER_M, TRANSPORT_M
from graph.analysis.opportunities.roles import Role
from graph.analysis.slices import Reach
from graph.analysis.wording import distance
from graph.errors import InvalidData
from graph.model import (
    Activity,
    Asset,
    AssetKind,
    Organisation,
    OrganisationKind,
    Request,
    Site,
)
from graph.network import Floats, Network, Table
from graph.renewal import renewed

Offer = Asset | Activity | Request
"""What somebody contributes; that something is asked for is worth knowing as well."""

ROLES = {
    AssetKind.VENUE: Role.VENUE,
    AssetKind.ROOM: Role.VENUE,
    AssetKind.OUTDOOR_SPACE: Role.VENUE,
    AssetKind.VEHICLE: Role.TRANSPORT,
    AssetKind.STAFF_TIME: Role.DELIVERER,
    AssetKind.VOLUNTEER_TIME: Role.DELIVERER,
    AssetKind.SKILL: Role.DELIVERER,
    AssetKind.MONEY: Role.MONEY,
}
"""The role of a session that each kind of asset could fill; equipment and data fill none."""

YOU = "contribution.you"
"""The id of who offers, where that is not known yet."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Offered:
    """Something that is offered, and the network without and with it.

    Attributes
    ----------
    record
        What is offered, as it stands in ``then``.
    before, then
        The network without it, and with it.
    known
        Whether who offers it stands in the network already.
    """

    record: Offer
    before: Network
    then: Network
    known: bool

    @property
    def activity(self) -> bool:
        """Whether it is something that young people join, not something to use."""
        return isinstance(self.record, Activity)

    @property
    def role(self) -> Role | None:
        """The role that it could fill in a new session; None for none."""
        if isinstance(self.record, Activity):
            return Role.DELIVERER
        return ROLES.get(self.record.kind) if isinstance(self.record, Asset) else None

    @property
    def row(self) -> int:
        """Its row in its table of ``then``."""
        return _table(self.then, self.record).row(self.record.id)

    @property
    def organisation(self) -> int:
        """The row of who offers it in ``then``."""
        return self.then.organisations.row(str(self.record.organisation_id))

    @property
    def site(self) -> int:
        """The row of its site in ``then``, -1 where it has none."""
        return -1 if self.record.site_id is None else self.then.sites.row(self.record.site_id)

    @cached_property
    def point(self) -> Floats | None:
        """Where it is, else where its keeper is: easting and northing; None where not known."""
        sites, site = self.then.sites, self.site
        if site >= 0:
            return np.array([sites.easting[site], sites.northing[site]])
        point: Floats = placed_organisations(self.then)[0][self.organisation]
        return point if np.isfinite(point).all() else None

    @property
    def areas(self) -> tuple[str, ...] | None:
        """Ids of the areas where it counts; None where that goes by distance."""
        then, record = self.then, self.record
        if isinstance(record, Request) and record.area_ids and self.site < 0:
            return record.area_ids
        if self.role is not Role.MONEY:
            return None
        served = then.serves.right[then.serves.left == self.organisation]
        return tuple(then.areas.id[served].tolist())

    def where(self, reach: Reach) -> str:
        """Where it is of use, in words."""
        if self.areas is not None:
            return "where its keeper works" if self.role is Role.MONEY else "where it is wanted"
        return f"within {distance(self.farthest_m(reach))} of it"

    def farthest_m(self, reach: Reach) -> float:
        """Metres along the way beyond which it is of no use."""
        far = {Role.DELIVERER: DELIVERER_M, Role.TRANSPORT: TRANSPORT_M}
        if self.activity or self.role is None:
            return reach.reach_m
        return far.get(self.role, reach.reach_m)


def offered_in(
    network: Network, record: Offer, *, site: Site | None, organisation: Organisation | None
) -> Offered:
    """Put something that is offered into a network, in the place of what bears its id.

    Parameters
    ----------
    site
        Where it stands, for a place that is entered with it.
    organisation
        Who offers it, where that is new too; who is not known is told as "you".

    Raises
    ------
    InvalidData
        It is no asset, activity or request.
    """
    if not isinstance(record, Offer):
        raise InvalidData(
            f"A record of the kind {type(record).__name__} does nothing by itself; "
            "ask about an asset, an activity or a request."
        )
    before = network
    if record.id in _table(network, record).rows:
        gone = {type(record): {record.id}}
        before = renewed(network, (), touched=gone, revision=network.revision)
    known = record.organisation_id in network.organisations.rows
    keeper = None if known else _keeper(organisation, network, site)
    record = _placed(record, before, site, record.organisation_id if keeper is None else keeper.id)
    new: list[Offer | Site | Organisation] = [record]
    new += [] if site is None else [_known_areas(site, network)]
    new += [] if keeper is None else [keeper]
    touched: dict[type, set[str]] = {}
    for one in new:
        touched.setdefault(type(one), set()).add(one.id)
    then = renewed(before, new, touched=touched, revision=f"{network.revision} with {record.id}")
    return Offered(record=record, before=before, then=then, known=known)


def _placed(record: Offer, network: Network, site: Site | None, keeper: str | None) -> Offer:
    """What is offered, without references to what is not there."""
    site_id = site.id if site is not None else record.site_id
    if site is None and record.site_id not in network.sites.rows:
        site_id = None
    if isinstance(record, Asset):
        return replace(record, site_id=site_id, organisation_id=keeper)
    if isinstance(record, Request):
        areas = tuple(id for id in record.area_ids if id in network.areas.rows)
        return replace(record, site_id=site_id, organisation_id=str(keeper), area_ids=areas)
    return replace(
        record,
        site_id=site_id,
        organisation_id=str(keeper),
        partner_ids=tuple(
            id for id in record.partner_ids if id in network.organisations.rows and id != keeper
        ),
    )


def _table(network: Network, record: Offer) -> Table:
    if isinstance(record, Activity):
        return network.activities
    return network.requests if isinstance(record, Request) else network.assets


def _keeper(organisation: Organisation | None, network: Network, site: Site | None) -> Organisation:
    if organisation is None:
        return Organisation(id=YOU, name="You", kind=OrganisationKind.VOLUNTARY)
    there = organisation.site_id in network.sites.rows
    there = there or (site is not None and organisation.site_id == site.id)
    areas = tuple(id for id in organisation.area_ids if id in network.areas.rows)
    return replace(organisation, site_id=organisation.site_id if there else None, area_ids=areas)


def _known_areas(site: Site, network: Network) -> Site:
    return replace(site, area_ids=tuple(id for id in site.area_ids if id in network.areas.rows))
