"""England's public libraries (CSV), as listed in 2016 with positions, or in 2023."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from graph.errors import InvalidData
from graph.model import Asset, AssetKind, Organisation, OrganisationKind, Site, Source
from seeds.cells import NOTHING, Row, rows_of
from seeds.contacts import without_contacts
from seeds.layouts import OGL
from seeds.naming import slug
from seeds.reading import Faults, Progress, Reading, counted, refusal
from seeds.tables import Table, check_columns
from seeds.venues import Venues, site_of, venue_id


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryLayout:
    """Which column of a library list means what; ``address`` may be several."""

    title: str
    year: int
    latitude: str
    longitude: str
    address: tuple[str, ...]
    authority: str
    closed: str
    runs: str
    required: tuple[str, ...]
    passed_over: tuple[str, ...]


_INDICES = (
    "multiple income employment education children health adultskills crime housing services "
    "environment population dependent_children working_age sixteen_fiftynine over_sixty"
)
_YEARS = "10 16 19 21 22 23"
_SHARED = (
    "archives artscentre carehome_hostel catering_bars_pub civic community faithbuildings health "
    "hotel industrial_business library museum retail schools_colleges "
    "universities_highereducation other other_text"
)
LIBRARIES_2016 = LibraryLayout(
    title="England's libraries of 2016",
    year=2016,
    latitude="lat",
    longitude="lng",
    address=("address",),
    authority="authority_id",
    closed="closed",
    runs="type",
    required=("name", "authority_id", "postcode", "lat", "lng", "closed", "type"),
    passed_over=(
        *("id", "statutory2010", "statutory2016", "closed_year", "opened_year", "replacement"),
        *("notes", "hours", "staffhours", "url", "email"),
        *_INDICES.split(),
    ),
)
LIBRARIES_2023 = LibraryLayout(
    title="England's libraries of 2023",
    year=2023,
    latitude="latitude",
    longitude="longitude",
    address=("address1", "address2", "address3"),
    authority="authority",
    closed="closed",
    runs="operation_23",
    required=("name", "authority", "postcode", "closed", "operation_23"),
    passed_over=(
        *("reporting", "uprn", "type", "opened", "operating_organisation", "department"),
        *(f"statutory_{year}" for year in _YEARS.split()),
        *(f"operation_{year}" for year in ("16", "19", "21", "22")),
        *("new_build_22", "co_located", *(f"co_located_{what}" for what in _SHARED.split())),
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        *("hours", "staffed_hours", "automated", "email"),
    ),
)
_RUN_BY = {
    "LAL": "run by the local authority",
    "LA": "run by the local authority",
    "CL": "commissioned by the local authority",
    "C": "commissioned by the local authority",
    "CRL": "run by the community",
    "CR": "run by the community",
    "ICL": "an independent community library",
    "ICL+": "an independent community library",
}
_AUTHORITYS = {"LAL", "LA", "CL", "C"}


def library_layout(table: Table) -> LibraryLayout | None:
    """The layout of a library list, told by its header; None where it is something else."""
    if {"authority_id", "lat", "lng", "closed"} <= set(table.header):
        return LIBRARIES_2016
    if {"authority", "operation_23", "uprn"} <= set(table.header):
        return LIBRARIES_2023
    return None


def read_libraries(
    table: Table, layout: LibraryLayout, *, progress: Progress | None = None
) -> Reading:
    """Read a list of libraries as sites with venues, kept by their authority where it runs them.

    Closed libraries are passed over.

    Raises
    ------
    FileRefused
        A column is not known or missing, or the list has no positions.
    """
    faults = Faults(table.file)
    known = {*layout.required, *layout.address, *layout.passed_over}
    check_columns(
        table,
        known=[*sorted(known), layout.latitude, layout.longitude],
        required=layout.required,
        faults=faults,
    )
    faults.raise_any()
    if layout.latitude not in table.header or layout.longitude not in table.header:
        raise refusal(
            table.file,
            f"The list has postcodes but no positions; add columns “{layout.latitude}” and "
            f"“{layout.longitude}” (degrees), or give the list of 2016, which has them.",
            row=1,
        )
    source = Source(
        id=f"libraries-england-{layout.year}",
        name=layout.title,
        licence=OGL,
        attribution="Contains public sector information licensed under the Open Government "
        "Licence v3.0 (basic library dataset for England; positions from OS data © Crown "
        "copyright and database right).",
    )
    venues = Venues(table.file, source)
    closed = 0
    at = rows_of(table)
    for number, cells in table.walk(progress):
        row = Row(table, number, cells, venues.faults, at)
        runs = row.text(layout.runs).upper()
        if row.text(layout.closed).lower() not in NOTHING or runs == "CLOSED":
            closed += 1
            continue
        longitude, latitude = row.number_in(layout.longitude), row.number_in(layout.latitude)
        if not row.ok:
            continue
        if longitude is None or latitude is None:
            row.fault("The library has no position.", layout.latitude)
            continue
        venues.add(number, partial(_library, row, (longitude, latitude), layout, venues))
    venues.notes += table.notes
    venues.notes.append(f"{table.file}: read as {layout.title}; it has no opening hours by day.")
    if closed:
        passed = counted(closed, "closed library was", "closed libraries were")
        venues.notes.append(f"{table.file}: {passed} passed over.")
    if layout.year == 2016:
        venues.notes.append(
            f"{table.file}: names its authorities by number only; they stand as "
            "“Library authority 27 (2016 list)”."
        )
    return venues.reading()


def _library(
    row: Row, at: tuple[float, float], layout: LibraryLayout, venues: Venues
) -> tuple[Site, Asset]:
    longitude, latitude = at
    name = without_contacts(row.text("name"))
    if not name:
        raise InvalidData("The library has no name.", field="name")
    if "librar" not in name.lower():
        name = f"{name} library"
    address = without_contacts(
        ", ".join(row.text(part) for part in layout.address if row.text(part))
    )
    site = site_of(name, address, row.text("postcode"), latitude, longitude, venues.source)
    runs = row.text(layout.runs).upper()
    run_by = _RUN_BY.get(runs)
    asset = Asset(
        id=venue_id(site),
        name=name,
        kind=AssetKind.VENUE,
        organisation_id=_keeper(row, layout, venues) if runs in _AUTHORITYS else None,
        site_id=site.id,
        description=f"Public library{f', {run_by},' if run_by else ''} as listed in {layout.year}",
        source_id=venues.source.id,
    )
    return site, asset


def _keeper(row: Row, layout: LibraryLayout, venues: Venues) -> str | None:
    authority = row.text(layout.authority)
    if not authority:
        return None
    id = f"library-authority-{slug(authority)}"
    name = f"{authority} (library authority)"
    if layout.year == 2016:
        id, name = (
            f"library-authority-2016-{slug(authority)}",
            f"Library authority {authority} (2016 list)",
        )
    venues.keepers.setdefault(
        id,
        Organisation(id=id, name=name, kind=OrganisationKind.COUNCIL, source_id=venues.source.id),
    )
    return id
