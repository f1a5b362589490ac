"""In whose care a row of any kind is: who may change it at once, and who decides on it."""

from __future__ import annotations

from collections.abc import Iterable

from graph.analysis.nesting import MOSTLY, nesting_shares, shares_in
from graph.errors import NotYours
from graph.model import Account, Organisation, Record, Role, Site
from graph.network import Network
from service.rights import looks_after, may_change, owner_of
from service.tenancy import looks_after_place, may_change_place, others_at


def may_change_row(account: Account | None, record: Record, network: Network) -> bool:
    """Whether somebody may change one row; a place only where nobody else uses it."""
    if account is None or account.disabled:
        return False
    if looks_after_row(account, record, network):
        return True
    if isinstance(record, Site):
        return may_change_place(account, record, network) and not others_at(
            account, record, network
        )
    return may_change(account, owner_of(record), network)


def looks_after_row(account: Account | None, record: Record, network: Network) -> bool:
    """Whether somebody is a steward, or an administrator, of one row."""
    if account is None or account.disabled:
        return False
    if isinstance(record, Site):
        return looks_after_place(account, record, network)
    owner = owner_of(record)
    if owner is not None and looks_after(account, owner, network):
        return True
    if may_change(account, None, network):
        return True
    # One that is new, or gone, is where it says that it is.
    is_elsewhere = isinstance(record, Organisation) and record.id not in network.organisations.rows
    if Role.STEWARD not in account.roles or not is_elsewhere:
        return False
    assert isinstance(record, Organisation)
    return _within(account, record.area_ids, network)


def refuse_others(account: Account | None, records: Iterable[Record], network: Network) -> None:
    """Refuse to change rows that are not one's own.

    Raises
    ------
    NotYours
        Naming the first of them.
    """
    for record in records:
        if not may_change_row(account, record, network):
            raise NotYours(str(getattr(record, "name", record.id)))


def _within(account: Account, area_ids: Iterable[str], network: Network) -> bool:
    """Whether any of some areas lies mostly in those that a steward looks after."""
    rows = [network.areas.row(id) for id in area_ids if id in network.areas.rows]
    shares = nesting_shares(network)
    return any(
        bool((shares_in(network, shares, network.areas.row(id))[rows] >= MOSTLY).any())
        for id in account.area_ids
        if id in network.areas.rows and rows
    )
