"""Lists of venues that others keep: what every reader of one shares.

A row that cannot be used is refused by itself and reported; the others are
read. Descriptions, e-mail addresses, telephone numbers and contact names are
never read: nobody asked those people.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from graph.errors import InvalidData
from graph.model import Asset, Organisation, Record, Site, Source
from seeds.naming import readable_id, site_id
from seeds.reading import MOST_REFUSED, Faults, Reading, counted

T = TypeVar("T")
VENUE = "venue~"
"""How the id of a venue out of a list begins."""

_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\b", re.IGNORECASE)


class Venues:
    """Sites, assets and keepers of one list; rows that cannot be used are refused one by one."""

    def __init__(self, file: str, source: Source) -> None:
        self.faults = Faults(file, MOST_REFUSED)
        self.source = source
        self.sites: dict[str, Site] = {}
        self.assets: dict[str, Asset] = {}
        self.keepers: dict[str, Organisation] = {}
        self.repeated = 0
        self.notes: list[str] = []

    def add(self, row: int, make: Callable[[], tuple[Site, Asset]]) -> None:
        """Add a venue, or refuse its row."""
        try:
            site, asset = make()
        except InvalidData as error:
            self.faults.add(str(error), row=row, column=error.field)
            return
        if asset.id in self.assets:
            self.repeated += 1
            return
        self.sites[site.id] = site
        self.assets[asset.id] = asset

    def reading(self) -> Reading:
        """What was read; the file is refused where no row of it could be used."""
        if not self.assets:
            self.faults.add("No row of the list could be used.")
            self.faults.raise_any()
        file = self.faults.file
        notes = [*self.notes]
        if self.repeated:
            notes.append(
                f"{file}: {counted(self.repeated, 'row repeats', 'rows repeat')} another "
                "(same name, same position); kept once."
            )
        records: tuple[Record, ...] = (
            self.source,
            *_by_id(self.keepers),
            *_by_id(self.sites),
            *_by_id(self.assets),
        )
        return Reading(
            records=records,
            notes=tuple(notes),
            refused=tuple(self.faults.errors),
            more_refused=self.faults.more,
        )


def venue_id(site: Site) -> str:
    """The id of the venue that a list makes at a site."""
    return readable_id(VENUE.removesuffix("~"), site.id)


def _by_id(records: Mapping[str, T]) -> list[T]:
    return [records[id] for id in sorted(records)]


def site_of(
    name: str, address: str, postcode: str, latitude: float, longitude: float, source: Source
) -> Site:
    """A site of a list; its postcode is taken out of the address where it stands nowhere else."""
    found = _POSTCODE.findall(postcode or address)
    return Site(
        id=site_id(name, latitude, longitude),
        name=name,
        latitude=round(latitude, 6),
        longitude=round(longitude, 6),
        address=address,
        postcode=" ".join(found[-1]).upper() if found else "",
        source_id=source.id,
    )
