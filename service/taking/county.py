"""All that is public, as open files in one archive, with a description that programs read.

The archive holds a table (CSV) for each kind of record, the outlines of areas (GeoJSON), a page of
words, and ``datapackage.json``: the Data Package standard's description of each table, its columns,
what they mean, which of them name rows of other tables, and the sources with their licences.
"""

from __future__ import annotations

import csv
import io
import json
import secrets
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from graph.analysis.progress import Progress, quiet
from graph.model import Source
from graph.network import Network
from graph.store import Store
from service.agreements.sides import is_public
from service.exports import Sheet, guarded
from service.sheets import grants, partners, records
from service.sheets.meanings import meaning

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
ROOM = zipfile.ZIP_DEFLATED
_TYPES: dict[type, str] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    date: "date",
    datetime: "datetime",
    tuple: "string",
}
_KEYS = {
    "area_id": "areas",
    "organisation_id": "organisations",
    "site_id": "sites",
    "partnership_id": "partnerships",
    "outcome_id": "outcomes",
    "asset_id": "assets",
    "activity_id": "activities",
    "funder_id": "organisations",
    "recipient_id": "organisations",
    "borrower_id": "organisations",
    "from_id": "organisations",
    "to_id": "organisations",
}
"""Columns that name a row of another table, by its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of the archive.

    Attributes
    ----------
    name, title
        In file names, and for people.
    sheet
        Its columns.
    rows
        Its rows, as the sheet takes them.
    """

    name: str
    title: str
    sheet: Sheet[Any]
    rows: Sequence[Any]


def export_county(
    store: Store, path: Path, *, at: datetime, progress: Progress = quiet
) -> dict[str, int]:
    """Write the archive, which appears whole or not at all.

    Parameters
    ----------
    store
        The graph.
    path
        Where to; what is there already is replaced once the new one is whole.
    at
        The moment, for the description.
    progress
        Told how many of the tables are written.

    Returns
    -------
    dict
        How many rows of each table there are, outlines among them.

    Raises
    ------
    OSError
        The file cannot be written.
    """
    network = store.snapshot()
    tables = tuple(tables_of(network, store.identifiers()))
    outlines = store.boundaries()
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        with zipfile.ZipFile(beside, "x", compression=ROOM) as archive:
            for number, table in enumerate(tables):
                progress("Writing tables", number, len(tables))
                _add(archive, f"data/{table.name}.csv", _csv_of(table), at)
            _add(archive, "data/boundaries.geojson", _geojson_of(network, outlines), at)
            described = description(network, tables, outlines=len(outlines), at=at)
            text = json.dumps(described, ensure_ascii=False, indent=2)
            _add(archive, "datapackage.json", [text], at)
            _add(archive, "README.md", [_readme(network, tables, at)], at)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return {**{table.name: len(table.rows) for table in tables}, "boundaries": len(outlines)}


def tables_of(network: Network, identifiers: dict[str, tuple[str, ...]]) -> Iterator[Table]:
    """Every table of what is public, what is named before what names it."""
    columns: tuple[tuple[str, str, Callable[[Network], Sheet[int]]], ...] = (
        ("areas", "Areas", records.areas_sheet),
        ("sites", "Sites", records.sites_sheet),
        ("organisations", "Organisations", lambda it: records.organisations_sheet(it, identifiers)),
        ("assets", "Assets to share", records.assets_sheet),
        ("activities", "Activities", records.activities_sheet),
        ("requests", "Requests", records.requests_sheet),
        ("grants", "Grants", grants.grants_sheet),
        ("ties", "Ties between organisations", partners.ties_sheet),
    )
    things: tuple[tuple[str, str, Callable[[Network], Sheet[Any]]], ...] = (
        ("partnerships", "Partnerships", partners.partnerships_sheet),
        ("seats", "Seats on partnerships", partners.seats_sheet),
        ("outcomes", "Outcomes", partners.outcomes_sheet),
        ("indicators", "Indicators of outcomes", partners.indicators_sheet),
        ("needs", "Needs", partners.needs_sheet),
        ("priorities", "Priorities", partners.priorities_sheet),
        ("agreements", "Agreements to share", partners.agreements_sheet),
        ("sources", "Sources", partners.sources_sheet),
    )
    for name, title, sheet in columns:
        rows = range(len(getattr(network, name)))
        yield Table(name=name, title=title, sheet=sheet(network), rows=rows)
    for name, title, sheet in things:
        found = sorted(getattr(network, name), key=lambda one: str(one.id))
        if name == "agreements":
            found = [one for one in found if is_public(one)]
        yield Table(name=name, title=title, sheet=sheet(network), rows=found)


def description(
    network: Network, tables: Sequence[Table], *, outlines: int, at: datetime
) -> dict[str, Any]:
    """What the archive holds, in the words of the Data Package standard (version 2)."""
    there = {table.name for table in tables}
    return {
        "$schema": PROFILE,
        "name": "hedgerow-county",
        "title": "Who has what, where, for young people",
        "description": "What everybody may see of a Hedgerow: no names of people, no contacts, "
        "no place that must not be found. Illustrative records are invented.",
        "created": at.isoformat(timespec="seconds"),
        "version": network.revision,
        "sources": [_source(one) for one in sorted(network.sources, key=lambda one: one.id)],
        "resources": [
            *(_described(table, there) for table in tables),
            {
                "name": "boundaries",
                "title": "Outlines of areas, EPSG:4326",
                "path": "data/boundaries.geojson",
                "format": "geojson",
                "mediatype": "application/geo+json",
                "description": f"{outlines:,} features; their id is that of the table of areas.",
            },
        ],
    }


def _source(one: Source) -> dict[str, str]:
    """A source in the standard's words, and its terms, for which it has none."""
    told = {
        "title": one.name,
        "path": one.website,
        "licence": one.licence,
        "attribution": one.attribution,
    }
    return {name: words for name, words in told.items() if words}


def _described(table: Table, there: set[str]) -> dict[str, Any]:
    headings = [column.heading for column in table.sheet.columns]
    fields = [_field(table, heading) for heading in headings]
    keys = [
        {"fields": [heading], "reference": {"resource": _KEYS[heading], "fields": ["id"]}}
        for heading in headings
        if _KEYS.get(heading) in there
    ]
    schema: dict[str, Any] = {"fields": fields, "primaryKey": ["id"]}
    if keys:
        schema["foreignKeys"] = keys
    return {
        "name": table.name,
        "title": table.title,
        "path": f"data/{table.name}.csv",
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(table: Table, heading: str) -> dict[str, Any]:
    what = meaning(table.sheet.name, heading)
    several = " Several, with semicolons between." if what.kind is tuple else ""
    field: dict[str, Any] = {
        "name": heading,
        "type": _TYPES[what.kind],
        "description": what.words + several,
    }
    if what.kind is bool:
        field |= {"trueValues": ["yes"], "falseValues": ["no"]}
    if heading == "id":
        field["constraints"] = {"required": True, "unique": True}
    return field


def _csv_of(table: Table) -> Iterator[str]:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([column.heading for column in table.sheet.columns])
    for row in table.rows:
        cells = (guarded(column.cell(row)) for column in table.sheet.columns)
        writer.writerow(["" if cell is None else cell for cell in cells])
        yield out.getvalue()
        out.seek(0)
        out.truncate()
    yield out.getvalue()


def _geojson_of(network: Network, outlines: dict[str, str]) -> Iterator[str]:
    """Outlines, a feature a line."""
    yield '{"type": "FeatureCollection", "features": [\n'
    for number, (id, geometry) in enumerate(sorted(outlines.items())):
        row = network.areas.rows.get(id)
        told = {"id": id, "name": None if row is None else str(network.areas.name[row])}
        head = json.dumps(told, ensure_ascii=False)
        yield ",\n" if number else ""
        yield f'{{"type": "Feature", "id": {json.dumps(id)}, "properties": {head}, "geometry": '
        yield f"{geometry}}}"
    yield "\n]}\n"


def _add(
    archive: zipfile.ZipFile, name: str, texts: Sequence[str] | Iterator[str], at: datetime
) -> None:
    member = zipfile.ZipInfo(name, date_time=at.timetuple()[:6])
    member.compress_type, member.external_attr = ROOM, 0o644 << 16
    with archive.open(member, "w", force_zip64=True) as file:
        for text in texts:
            file.write(text.encode())


def _readme(network: Network, tables: Sequence[Table], at: datetime) -> str:
    lines = [
        "# Who has what, where, for young people",
        "",
        f"Written by Hedgerow on {at:%d %B %Y}, from revision {network.revision}. Open",
        "`datapackage.json` with any Data Package tool, or a table in `data/` with a spreadsheet.",
        "Cells that a spreadsheet could take for a formula begin with an apostrophe.",
        "",
        "| table | rows |",
        "|---|---|",
        *(f"| `data/{table.name}.csv` {table.title} | {len(table.rows):,} |" for table in tables),
        "",
        "## Where it comes from",
        "",
    ]
    for one in sorted(network.sources, key=lambda one: one.id):
        terms = [word for word in (one.licence, one.attribution) if word]
        lines.append(f"- {one.name}. {'. '.join(terms) or 'No licence is stated.'}")
    return "\n".join([*lines, ""])
