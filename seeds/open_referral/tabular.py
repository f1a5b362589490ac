"""Tables (CSV, sheets of a workbook) put together to services as the JSON has them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from graph.errors import FileRefused
from seeds.files import format_of
from seeds.open_referral.documents import Documents, Stood
from seeds.reading import Faults
from seeds.tables import CELLS, ROWS, csv_rows, header_of, plain
from seeds.workbooks import workbook_sheets

Row = dict[str, Any]

_NAMES = {
    "service": ("services", "service"),
    "organisation": ("organizations", "organization", "organisations", "organisation"),
    "location": ("locations", "location"),
    "at": ("service_at_locations", "service_at_location", "services_at_location",
           "services_at_locations"),
    "address": ("addresses", "address", "physical_addresses", "physical_address",
                "postal_addresses", "postal_address"),
    "schedule": ("schedules", "schedule", "regular_schedules", "regular_schedule"),
    "identifier": ("organization_identifiers", "organization_identifier"),
    "term": ("taxonomy_terms", "taxonomy_term", "taxonomies", "taxonomy"),
    "attribute": ("attributes", "attribute", "service_taxonomy", "services_taxonomy",
                  "service_taxonomies", "service_taxonomys", "link_taxonomies", "link_taxonomy",
                  "other_attributes"),
    "cost": ("cost_options", "cost_option"),
    "area": ("service_areas", "service_area"),
    "eligibility": ("eligibilitys", "eligibilities", "eligibility"),
    "funding": ("fundings", "funding"),
    "access": ("accessibility", "accessibility_for_disabilities"),
    "capacity": ("service_capacities", "service_capacity"),
}  # fmt: skip
_KINDS = {name: kind for kind, names in _NAMES.items() for name in names}
_OF_SERVICE = {
    "cost": "cost_options",
    "area": "service_areas",
    "eligibility": "eligibilitys",
    "funding": "funding",
    "capacity": "service_capacities",
}


@dataclass(slots=True)
class Tables:
    """Rows by what they are, and the names of the tables that hold services."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    passed: list[str] = field(default_factory=list)

    def add(self, name: str, rows: list[Row]) -> None:
        """Add a table by its name; one that is not read is kept by name."""
        kind = kind_of_table(name)
        if kind is None:
            self.passed.append(name)
        else:
            self.rows.setdefault(kind, []).extend(rows)

    def by(self, kind: str, *columns: str) -> dict[str, list[Row]]:
        """The rows of a kind by the first of some columns that has a value."""
        found: dict[str, list[Row]] = {}
        for row in self.rows.get(kind, ()):
            key = next((row[name] for name in columns if row.get(name)), "")
            if key:
                found.setdefault(key, []).append(row)
        return found


def kind_of_table(name: str) -> str | None:
    """What a table holds, by its file's or sheet's name."""
    stem = re.sub(r"\.(?:csv|tsv|txt)(?:\.gz|\.xz)?$", "", name.lower())
    return _KINDS.get(plain(stem))


def csv_table(path: Path, name: str, documents: Documents) -> list[Row]:
    """The rows of a CSV file by column name; a row of another width is refused by itself.

    Raises
    ------
    FileRefused
        It cannot be read at all.
    """
    faults = Faults(name)
    try:
        rows = list(csv_rows(path, faults, most_rows=ROWS, most_cells=CELLS))
    except FileRefused as refused:
        raise FileRefused([replace(error, file=name) for error in refused.errors]) from refused
    faults.raise_any()
    return rows_by_column(rows, name, documents)


def rows_by_column(rows: list[tuple[int, list[str]]], name: str, documents: Documents) -> list[Row]:
    """Rows below a header as objects: empty cells are left out, ``_row`` is where one stood."""
    if not rows:
        return []
    header = [plain(column) for column in header_of(*rows[0], Faults(name))]
    found: list[Row] = []
    for number, cells in rows[1:]:
        if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
            documents.of(name).add(
                f"The row has {len(cells)} values; the header names {len(header)}.", row=number
            )
            continue
        row: Row = {
            column: text
            for column, cell in zip(header, cells, strict=False)
            if (text := cell.strip())
        }
        row["_row"], row["_file"] = number, name
        found.append(row)
    return found


def workbook_tables(path: Path, tables: Tables, documents: Documents) -> None:
    """Add every sheet of a workbook by its title."""
    for title, rows in workbook_sheets(path):
        file = f"{path.name}, sheet “{title}”"
        if kind_of_table(title) is None:
            tables.passed.append(title)
        else:
            tables.add(title, rows_by_column(rows, file, documents))


def is_table(path: Path) -> bool:
    """Whether a file's name says that it is a table of a known name."""
    return kind_of_table(path.name) is not None and not path.name.lower().endswith(".json")


def is_workbook(path: Path) -> bool:
    """Whether a file is a zip that is called a workbook."""
    return path.suffix.lower() in (".xlsx", ".xlsm") and format_of(path) == "zip"


def put_together(tables: Tables, documents: Documents) -> None:
    """Add the services of the tables, each with what other tables say of it."""
    terms = {row["id"]: row for row in tables.rows.get("term", ()) if row.get("id")}
    documents.terms.update(terms)
    _locations(tables, documents)
    identifiers = tables.by("identifier", "organization_id")
    for row in tables.rows.get("organisation", ()):
        if id := row.get("id"):
            documents.organisations[id] = {
                **row,
                "organization_identifiers": identifiers.get(id, []),
            }
    at = _service_at_locations(tables)
    by_service = {kind: tables.by(kind, "service_id") for kind in _OF_SERVICE}
    schedules = tables.by("schedule", "service_id")
    attributes = tables.by("attribute", "service_id", "link_id")
    for row in tables.rows.get("service", ()):
        id = row.get("id", "")
        service: Row = {**row, "service_at_locations": at.get(id, [])}
        for kind, name in _OF_SERVICE.items():
            if found := by_service[kind].get(id):
                service[name] = found
        if own := [one for one in schedules.get(id, []) if not _is_elsewhere(one, at.get(id, []))]:
            service["schedules"] = own
        if found := attributes.get(id):
            service["attributes"] = found
        documents.services.append(Stood(service=service, file=row["_file"], row=row["_row"]))


def _locations(tables: Tables, documents: Documents) -> None:
    addresses = tables.by("address", "location_id")
    access = tables.by("access", "location_id")
    for row in tables.rows.get("location", ()):
        if id := row.get("id"):
            documents.locations[id] = {
                **row,
                "addresses": addresses.get(id, []),
                "accessibility": access.get(id, []),
            }


def _service_at_locations(tables: Tables) -> dict[str, list[Row]]:
    """Where each service is, with the schedules that belong to one place only."""
    by_id = tables.by("schedule", "service_at_location_id")
    found: dict[str, list[Row]] = {}
    for row in tables.rows.get("at", ()):
        location = row.get("location_id", "")
        if not location or not row.get("service_id"):
            continue
        one: Row = {"id": row.get("id", ""), "location_id": location}
        if own := by_id.get(row.get("id", "")):
            one["schedules"] = own
        found.setdefault(row["service_id"], []).append(one)
    return found


def _is_elsewhere(schedule: Mapping[str, Any], places: list[Row]) -> bool:
    """Whether a schedule belongs to one of a service's places, which has it already."""
    id = schedule.get("service_at_location_id")
    return bool(id) and any(one["id"] == id for one in places)
