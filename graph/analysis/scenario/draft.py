"""What is still there while the edits of a scenario are applied, one after the other.

Rows are those of the network that is edited; what goes is marked, and taken out at the end.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from graph.analysis.keeping import PLACE_KINDS
from graph.analysis.scenario.edits import Open
from graph.analysis.scenario.rows import row_of, with_row, with_sessions, without
from graph.model import AgeRange, Entry, OrganisationKind
from graph.network import Flags, Floats, Index, Network
from graph.projection import to_grid

SOMEBODY_ID = "what-if.somebody"
SOMEBODY = "Whoever would run it"
"""Who runs what opens: nobody yet."""


@dataclass(eq=False)
class Draft:
    """The network as far as it is edited.

    Attributes
    ----------
    network, today
        What is edited, and from which running grants are told.
    activities, assets, organisations, grants
        Rows that are still there.
    closed
        Sites that closed.
    site
        Where each activity happens now, -1 for nowhere.
    places, quantity, amount
        Of the activities, the assets and the grants, as they are now.
    opened
        What opens.
    """

    network: Network
    today: date
    activities: Flags = field(init=False)
    assets: Flags = field(init=False)
    organisations: Flags = field(init=False)
    grants: Flags = field(init=False)
    closed: Flags = field(init=False)
    site: Index = field(init=False)
    asset_site: Index = field(init=False)
    places: Floats = field(init=False)
    quantity: Floats = field(init=False)
    amount: Floats = field(init=False)
    opened: list[Open] = field(default_factory=list)

    def __post_init__(self) -> None:
        network = self.network
        self.activities = np.ones(len(network.activities), dtype=bool)
        self.assets = np.ones(len(network.assets), dtype=bool)
        self.organisations = np.ones(len(network.organisations), dtype=bool)
        self.grants = np.ones(len(network.grants), dtype=bool)
        self.closed = np.zeros(len(network.sites), dtype=bool)
        self.site = network.activities.site.copy()
        self.asset_site = network.assets.site.copy()
        self.places = network.activities.places.copy()
        self.quantity = network.assets.quantity.copy()
        self.amount = network.grants.amount_pounds.copy()

    def places_kept_at(self, site: int) -> Index:
        """Assets still there that are a place, at a site (rows)."""
        assets = self.network.assets
        kinds = np.isin(assets.kind, [str(kind) for kind in PLACE_KINDS])
        return np.flatnonzero(self.assets & kinds & (self.asset_site == site)).astype(np.int32)

    def held_at(self, site: int) -> Index:
        """Activities still there that happen at a site (rows)."""
        return np.flatnonzero(self.activities & (self.site == site)).astype(np.int32)

    def close(self, site: int) -> tuple[Index, Index, Index]:
        """Close a site.

        Returns
        -------
        tuple of arrays
            Activities that have no place now, assets that went with the place, and assets
            that were kept there and are left without one (rows).
        """
        homeless, lost = self.held_at(site), self.places_kept_at(site)
        self.closed[site] = True
        self.site[homeless] = -1
        self.assets[lost] = False
        left = np.flatnonzero(self.assets & (self.asset_site == site)).astype(np.int32)
        self.asset_site[left] = -1
        return homeless, lost, left

    def running_grants(self, recipient: int) -> Index:
        """Grants that an organisation receives and that run today (rows).

        From the start (or the award, where nobody said) to the end; one without an end
        does not count as running.
        """
        grants, now = self.network.grants, np.datetime64(self.today)
        starts = np.where(np.isnat(grants.starts_on), grants.awarded_on, grants.starts_on)
        running = self.grants & (starts <= now) & (now <= grants.ends_on)
        return np.flatnonzero(running & (grants.recipient == recipient)).astype(np.int32)

    def ages_touched(self) -> AgeRange | None:
        """The youngest and oldest age of the activities that change, None where none does."""
        table = self.network.activities
        same = self.activities & (self.site == table.site)
        same &= (self.places == table.places) | (np.isnan(self.places) & np.isnan(table.places))
        low = [*table.age_from[~same].tolist(), *(one.ages.age_from for one in self.opened)]
        high = [*table.age_to[~same].tolist(), *(one.ages.age_to for one in self.opened)]
        return AgeRange(age_from=min(low), age_to=max(high)) if low else None

    def result(self) -> Network:
        """The network as it would be."""
        network = self.network
        based = network.organisations.site
        based = np.where((based >= 0) & np.append(self.closed, False)[based], -1, based)
        network = replace(
            network,
            organisations=replace(network.organisations, site=based.astype(np.int32)),
            activities=replace(network.activities, site=self.site, places=self.places),
            assets=replace(network.assets, site=self.asset_site, quantity=self.quantity),
            grants=replace(network.grants, amount_pounds=self.amount),
        )
        gone = {
            "organisations": ~self.organisations,
            "assets": ~self.assets,
            "activities": ~self.activities,
            "grants": ~self.grants,
        }
        network = self._consistent(without(network, gone))
        for number, opened in enumerate(self.opened, start=1):
            network = _with_opened(network, opened, number)
        return network

    def _consistent(self, network: Network) -> Network:
        """The records that analyses read one by one, without those that went."""
        before = self.network
        went = set(before.organisations.id[~self.organisations].tolist())
        assets = set(before.assets.id[~self.assets].tolist())
        activities = set(before.activities.id[~self.activities].tolist())
        return replace(
            network,
            seats=tuple(seat for seat in network.seats if seat.organisation_id not in went),
            priorities=tuple(
                replace(p, signatory_ids=tuple(id for id in p.signatory_ids if id not in went))
                if went.intersection(p.signatory_ids)
                else p
                for p in network.priorities
            ),
            agreements=tuple(
                replace(one, activity_id=None) if one.activity_id in activities else one
                for one in network.agreements
                if one.asset_id not in assets and one.borrower_id not in went
            ),
        )


def _with_opened(network: Network, opened: Open, number: int) -> Network:
    """A network in which one more activity has opened."""
    network = _with_somebody(network)
    id, site_id = f"what-if.{number}", opened.site_id
    if opened.position is not None:
        site_id = id
        network = _with_site(network, id, *opened.position)
    network = with_row(
        network,
        "activities",
        id,
        name=f"New: {opened.theme.label}",
        organisation=row_of(network.organisations, SOMEBODY_ID),
        site=row_of(network.sites, site_id),
        theme=str(opened.theme),
        age_from=opened.ages.age_from,
        age_to=opened.ages.age_to,
        audience=str(opened.audience),
        places=float(opened.places),
        entry=str(Entry.OPEN),
        outcomes=(),
        description="",
        website="",
    )
    return with_sessions(network, row_of(network.activities, id), opened.sessions)


def _with_somebody(network: Network) -> Network:
    """A network with who would run what opens."""
    if row_of(network.organisations, SOMEBODY_ID) >= 0:
        return network
    return with_row(
        network,
        "organisations",
        SOMEBODY_ID,
        name=SOMEBODY,
        kind=str(OrganisationKind.VOLUNTARY),
        description="",
        website="",
        site=-1,
    )


def _with_site(network: Network, id: str, latitude: float, longitude: float) -> Network:
    """A network with a place where none is known yet."""
    easting, northing = to_grid(longitude, latitude)
    return with_row(
        network,
        "sites",
        id,
        name="A new place",
        address="",
        postcode="",
        latitude=latitude,
        longitude=longitude,
        easting=float(easting),
        northing=float(northing),
    )
