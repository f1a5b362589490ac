"""Whose row it is, and who may change it: everybody their own, stewards those of their areas."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from graph.analysis.nesting import MOSTLY, nesting_shares, shares_in
from graph.model import Account, Agreement, Organisation, Role, Tie
from graph.network import Flags, Network


def owner_of(record: Any) -> str | None:
    """The organisation whose row a record is, None where it is nobody's."""
    if isinstance(record, Organisation):
        return record.id
    if isinstance(record, Tie):
        return record.from_id
    if isinstance(record, Agreement):
        return record.borrower_id
    found: str | None = getattr(record, "organisation_id", None)
    return found


def may_change(account: Account | None, organisation_id: str | None, network: Network) -> bool:
    """Whether somebody may change the rows of an organisation; None for rows that are nobody's.

    Contributors may change those of their organisations, stewards those of organisations in
    their areas, administrators and stewards of everywhere all there are.
    """
    if account is None or account.disabled:
        return False
    if Role.ADMINISTRATOR in account.roles:
        return True
    if Role.STEWARD in account.roles and account.everywhere:
        return True
    if organisation_id is None:
        return False
    if Role.CONTRIBUTOR in account.roles and organisation_id in account.organisation_ids:
        return True
    return looks_after(account, organisation_id, network)


def looks_after(account: Account, organisation_id: str | None, network: Network) -> bool:
    """Whether somebody is a steward, or an administrator, of an organisation."""
    if Role.ADMINISTRATOR in account.roles:
        return True
    if Role.STEWARD not in account.roles:
        return False
    if account.everywhere:
        return True
    row = network.organisations.rows.get(organisation_id or "", -1)
    if row < 0 or not account.area_ids:
        return False
    return bool(organisations_in(network, account.area_ids)[row])


def organisations_in(network: Network, area_ids: Iterable[str]) -> Flags:
    """Which organisations serve some areas, or areas mostly in them, or are at a site there.

    Returns
    -------
    array of bool, shape (organisations,)
    """
    found = np.zeros(len(network.organisations), dtype=bool)
    shares = nesting_shares(network)
    for id in area_ids:
        if id not in network.areas.rows:
            continue
        inside = shares_in(network, shares, network.areas.row(id)) >= MOSTLY
        found[network.serves.left[inside[network.serves.right]]] = True
        standing = np.zeros(len(network.sites) + 1, dtype=bool)
        standing[network.stands_in.left[inside[network.stands_in.right]]] = True
        standing[-1] = False  # the row of no site
        found |= standing[network.organisations.site]
    return found
