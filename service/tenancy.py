"""Who uses a place, and so who may change it: it goes with what stands there."""

from __future__ import annotations

import numpy as np

from graph.analysis.nesting import MOSTLY, nesting_shares, shares_in
from graph.model import Account, Role, Site
from graph.network import Network
from service.rights import looks_after, may_change


def users_of(network: Network, site_id: str) -> tuple[str, ...]:
    """The organisations that are at a place, or have or do or want something there, by id."""
    site = network.sites.rows.get(site_id, -1)
    if site < 0:
        return ()
    tables = (network.assets, network.activities, network.requests)
    rows = [np.flatnonzero(network.organisations.site == site)]
    rows += [table.organisation[table.site == site] for table in tables]
    found = np.unique(np.concatenate(rows))
    return tuple(str(network.organisations.id[row]) for row in found[found >= 0])


def looks_after_place(account: Account, site: Site, network: Network) -> bool:
    """Whether somebody is a steward, or an administrator, of where a place is."""
    if may_change(account, None, network):
        return True
    if Role.STEWARD not in account.roles:
        return False
    shares = nesting_shares(network)
    for id in account.area_ids:
        if id not in network.areas.rows:
            continue
        inside = shares_in(network, shares, network.areas.row(id)) >= MOSTLY
        if any(
            inside[network.areas.rows[one]] for one in site.area_ids if one in network.areas.rows
        ):
            return True
    return any(looks_after(account, id, network) for id in users_of(network, site.id))


def may_change_place(account: Account | None, site: Site, network: Network) -> bool:
    """Whether somebody may change a place: whoever uses it, and its stewards."""
    if account is None or account.disabled:
        return False
    if looks_after_place(account, site, network):
        return True
    return any(may_change(account, id, network) for id in users_of(network, site.id))


def others_at(account: Account, site: Site, network: Network) -> tuple[str, ...]:
    """What the organisations are called that use a place and are not somebody's own, by name."""
    others = [
        str(network.organisations.name[network.organisations.rows[id]])
        for id in users_of(network, site.id)
        if id not in account.organisation_ids
    ]
    return tuple(sorted(others, key=str.casefold))
