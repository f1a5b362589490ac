"""Where each record's page is, and what its link says."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from graph.network import Network, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Words that lead somewhere; an empty address leads nowhere."""

    text: str
    address: str = ""


NOWHERE = Link(text="not known")


def organisation(network: Network, row: int) -> Link:
    """An organisation's page, from its row; -1 for one that is not known."""
    return _link(network.organisations, network.organisations.name, row, "organisations")


def asset(network: Network, row: int) -> Link:
    """An asset's page, from its row."""
    return _link(network.assets, network.assets.name, row, "assets")


def activity(network: Network, row: int) -> Link:
    """An activity's page, from its row."""
    return _link(network.activities, network.activities.name, row, "activities")


def grant_address(id: str) -> str:
    """Where a grant's page is."""
    return f"/grants/{quote(id, safe='~:')}"


def request(network: Network, row: int) -> Link:
    """A request's page, from its row."""
    return _link(network.requests, network.requests.name, row, "requests")


def area(network: Network, row: int) -> Link:
    """An area's page, from its row."""
    return _link(network.areas, network.areas.name, row, "areas")


def of_id(network: Network, kind: str, id: str) -> Link:
    """The page of an organisation, asset, activity or area by id; its id alone where it is new."""
    tables: dict[str, Table] = {
        "organisations": network.organisations,
        "assets": network.assets,
        "activities": network.activities,
        "areas": network.areas,
    }
    table = tables[kind]
    row = table.rows.get(id, -1)
    if row < 0:
        return Link(text=id, address=f"/{kind}/{id}")
    return _link(table, getattr(table, "name"), row, kind)  # noqa: B009 - each of the four has names


def _link(table: Table, names: object, row: int, kind: str) -> Link:
    if row < 0:
        return NOWHERE
    return Link(text=str(names[row]), address=f"/{kind}/{table.id[row]}")  # type: ignore[index]
