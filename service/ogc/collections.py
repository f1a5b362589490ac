"""The collections: every list of records that has a place, areas by kind, and the findings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from graph.errors import NotFound
from graph.model import AreaKind
from graph.network import Network
from service.api.records import organisations_sheet
from service.api.registry import RESOURCES
from service.api.resource import Filter, Resource
from service.exports import Sheet
from service.findings import keep
from service.sheets import partners, records
from service.sheets.meanings import meaning

Rows = tuple[Sheet[Any], Sequence[Any]]

_AREAS = "areas-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """One collection.

    Attributes
    ----------
    id, title, about
        The word of its address, and words for people.
    resource
        The resource of the API whose rows its features are.
    rows
        Its columns and all its rows; of a finding, those that answer this request's question.
    kind
        The kind of area that it holds, None for others.
    """

    id: str
    title: str
    about: str
    resource: Resource
    rows: Callable[[], Rows]
    kind: AreaKind | None = None

    @property
    def questions(self) -> tuple[Filter, ...]:
        """What a finding may be asked."""
        return self.resource.row_filters

    @property
    def properties(self) -> tuple[str, ...]:
        """The properties that a request may ask for by value; a finding is asked its question."""
        if self.resource.asks:
            return ()
        name = self.resource.sheet_name
        return tuple(h for h in self.resource.headings if meaning(name, h).kind is not float)

    @property
    def is_dated(self) -> bool:
        """Whether its features say when they were last checked."""
        return "verified_on" in self.resource.headings


def collections_of(network: Network) -> dict[str, Collection]:
    """Every collection of a network, by its id, in order."""
    made = [*_areas(network), *_records(network), *_findings()]
    return {one.id: one for one in made}


def collection_named(network: Network, id: str) -> Collection:
    """The collection of an id; raise NotFound where there is none."""
    found = collections_of(network).get(id)
    if found is None:
        raise NotFound("collection", id)
    return found


def _areas(network: Network) -> list[Collection]:
    sheet = records.areas_sheet
    present = set(np.unique(network.areas.kind).tolist())

    def of(kind: AreaKind) -> Callable[[], Rows]:
        def rows() -> Rows:
            return sheet(network), np.flatnonzero(network.areas.kind == kind.value).tolist()

        return rows

    return [
        Collection(
            id=f"{_AREAS}{kind.value.replace('_', '-')}",
            title=f"Areas: {kind.label}",
            about=f"{kind.label}, with young people and deprivation; outlines where known.",
            resource=RESOURCES["areas"],
            rows=of(kind),
            kind=kind,
        )
        for kind in AreaKind
        if kind.value in present
    ]


def _records(network: Network) -> list[Collection]:
    tables: tuple[tuple[str, Callable[[Network], Sheet[Any]], Sequence[Any]], ...] = (
        ("organisations", organisations_sheet, range(len(network.organisations))),
        ("sites", records.sites_sheet, range(len(network.sites))),
        ("assets", records.assets_sheet, range(len(network.assets))),
        ("activities", records.activities_sheet, range(len(network.activities))),
        ("requests", records.requests_sheet, range(len(network.requests))),
        ("needs", partners.needs_sheet, network.needs),
        ("priorities", partners.priorities_sheet, network.priorities),
    )

    def of(sheet: Callable[[Network], Sheet[Any]], rows: Sequence[Any]) -> Callable[[], Rows]:
        return lambda: (sheet(network), rows)

    return [_collection(name, of(sheet, rows)) for name, sheet, rows in tables]


def _findings() -> list[Collection]:
    names = ("gaps", "duplication", "duplication-groups", "opportunities", "where-next")

    def of(name: str) -> Callable[[], Rows]:
        def rows() -> Rows:
            listed = RESOURCES[name].listed()
            return listed.sheet, listed.rows

        return rows

    return [_collection(name, of(name)) for name in names]


def _collection(name: str, rows: Callable[[], Rows]) -> Collection:
    one = RESOURCES[name]
    return Collection(id=name, title=one.title, about=one.about, resource=one, rows=rows)


def extent(network: Network) -> tuple[float, float, float, float] | None:
    """West, south, east and north of all sites and areas, degrees; None where there is none."""

    def work() -> tuple[float, float, float, float] | None:
        longitude = np.concatenate([network.sites.longitude, network.areas.longitude])
        latitude = np.concatenate([network.sites.latitude, network.areas.latitude])
        known = np.isfinite(longitude) & np.isfinite(latitude)
        if not known.any():
            return None
        return (
            float(longitude[known].min()),
            float(latitude[known].min()),
            float(longitude[known].max()),
            float(latitude[known].max()),
        )

    return keep("ogc extent", network, (), work)
