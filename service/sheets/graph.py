"""The network as nodes and edges, in the columns that Gephi and Kumu read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.model import OrganisationKind, TieKind
from graph.network import Network
from service.exports import Column, Sheet
from service.sheets.cells import nowhere, position, provenance

_KINDS: Mapping[str, str] = {kind.value: kind.label for kind in OrganisationKind}
_TIES: Mapping[str, str] = {kind.value: kind.label for kind in TieKind}


def gephi_nodes(network: Network) -> Sheet[int]:
    """Organisations as Gephi's spreadsheet import reads nodes; rows are those of the table."""
    table = network.organisations
    return Sheet(
        "network-gephi-nodes",
        (
            Column("Id", lambda r: str(table.id[r])),
            Column("Label", lambda r: str(table.name[r])),
            Column("Kind", lambda r: _KINDS[str(table.kind[r])]),
            *_at(network),
            *_origin(network, table.source),
        ),
        position(network, table.site),
    )


def gephi_edges(network: Network) -> Sheet[int]:
    """Ties as Gephi's spreadsheet import reads edges."""
    table, ids = network.ties, network.organisations.id
    return Sheet(
        "network-gephi-edges",
        (
            Column("Source", lambda r: str(ids[table.left[r]])),
            Column("Target", lambda r: str(ids[table.right[r]])),
            Column("Type", lambda _: "Directed"),
            Column("Id", lambda r: str(table.id[r])),
            Column("Label", lambda r: _TIES[str(table.kind[r])]),
            Column("Kind", lambda r: str(table.kind[r])),
            Column("Stated", lambda r: bool(table.validated[r])),
            *_origin(network, table.source),
        ),
        nowhere,
    )


def kumu_elements(network: Network) -> Sheet[int]:
    """Organisations as Kumu reads elements; names that several have are told apart by ids."""
    table, labels = network.organisations, labels_of(network)
    return Sheet(
        "network-kumu-elements",
        (
            Column("Label", lambda r: labels[r]),
            Column("Type", lambda r: _KINDS[str(table.kind[r])]),
            Column("Description", lambda r: str(table.description[r]) or None),
            Column("Website", lambda r: str(table.website[r]) or None),
            Column("Organisation id", lambda r: str(table.id[r])),
            *_origin(network, table.source),
        ),
        position(network, table.site),
    )


def kumu_connections(network: Network) -> Sheet[int]:
    """Ties as Kumu reads connections: its From and To are the labels of elements."""
    table, labels = network.ties, labels_of(network)
    return Sheet(
        "network-kumu-connections",
        (
            Column("From", lambda r: labels[table.left[r]]),
            Column("To", lambda r: labels[table.right[r]]),
            Column("Type", lambda r: _TIES[str(table.kind[r])]),
            Column("Label", lambda r: _TIES[str(table.kind[r])]),
            Column("Direction", lambda _: "directed"),
            Column("Stated", lambda r: bool(table.validated[r])),
            *_origin(network, table.source),
        ),
        nowhere,
    )


def labels_of(network: Network) -> list[str]:
    """A label for each organisation that no other has: its name, with its id where it must be."""
    table = network.organisations
    names = [str(name) for name in table.name]
    seen: dict[str, int] = {}
    for name in names:
        seen[name] = seen.get(name, 0) + 1
    return [
        name if seen[name] == 1 else f"{name} ({id})"
        for name, id in zip(names, table.id, strict=True)
    ]


def _at(network: Network) -> tuple[Column[int], ...]:
    where = position(network, network.organisations.site)

    def degrees(row: int, which: int) -> float | None:
        value = where(row)[which]
        return None if value != value else round(value, 6)

    return (
        Column("Latitude", lambda r: degrees(r, 1)),
        Column("Longitude", lambda r: degrees(r, 0)),
    )


def _origin(network: Network, source: Any) -> tuple[Column[int], ...]:
    found = provenance(network, source)
    names = ("Source of data", "Licence", "Attribution")
    return tuple(Column(name, one.cell) for name, one in zip(names, found, strict=True))
