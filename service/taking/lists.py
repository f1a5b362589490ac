"""Every list of records, for files that hold all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.network import Network
from service.agreements.sides import is_public
from service.exports import Sheet
from service.sheets import grants, partners, records

PLACED = ("areas", "organisations", "sites", "assets", "activities", "requests", "needs")
"""The lists whose rows have a place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordList:
    """One list: its columns and all its rows; whether its rows have a place, and an outline."""

    sheet: Sheet[Any]
    rows: Sequence[Any]

    @property
    def name(self) -> str:
        """What it is called."""
        return self.sheet.name

    @property
    def placed(self) -> bool:
        """Whether its rows have a place on a map."""
        return self.name in PLACED

    @property
    def outlined(self) -> bool:
        """Whether its rows are areas, which have outlines."""
        return self.name == "areas"


def record_lists(
    network: Network, identifiers: Mapping[str, tuple[str, ...]]
) -> tuple[RecordList, ...]:
    """Every list of records that everybody may see.

    Parameters
    ----------
    network
        The snapshot.
    identifiers
        org-ids by the organisations' own ids.
    """
    tables: tuple[tuple[Sheet[int], int], ...] = (
        (records.areas_sheet(network), len(network.areas)),
        (records.organisations_sheet(network, identifiers), len(network.organisations)),
        (records.sites_sheet(network), len(network.sites)),
        (records.assets_sheet(network), len(network.assets)),
        (records.activities_sheet(network), len(network.activities)),
        (records.requests_sheet(network), len(network.requests)),
        (grants.grants_sheet(network), len(network.grants)),
        (partners.ties_sheet(network), len(network.ties)),
    )
    things: tuple[tuple[Sheet[Any], Sequence[Any]], ...] = (
        (partners.partnerships_sheet(network), network.partnerships),
        (partners.seats_sheet(network), network.seats),
        (
            partners.agreements_sheet(network),
            tuple(one for one in network.agreements if is_public(one)),
        ),
        (partners.needs_sheet(network), network.needs),
        (partners.priorities_sheet(network), network.priorities),
        (partners.outcomes_sheet(network), network.outcomes),
        (partners.indicators_sheet(network), network.indicators),
        (partners.sources_sheet(network), network.sources),
    )
    return (
        *(RecordList(sheet=sheet, rows=range(size)) for sheet, size in tables),
        *(RecordList(sheet=sheet, rows=rows) for sheet, rows in things),
    )
