"""Grants for the 360Giving tests, in the JSON form and as spreadsheets have them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from graph.model import Grant, Organisation
from seeds.reading import Reading
from seeds.three_sixty_giving import read_grants
from tests.seeds.making import csv_file, text_file

HEADER = (
    "Identifier",
    "Title",
    "Description",
    "Currency",
    "Amount Awarded",
    "Award Date",
    "Funding Org:Identifier",
    "Funding Org:Name",
    "Recipient Org:Identifier",
    "Recipient Org:Name",
)
ROW = (
    "360G-trust-1",
    "Minibus",
    "Towards a minibus",
    "GBP",
    "5000",
    "2024-05-01",
    "GB-CHC-1000001",
    "The Trust",
    "GB-CHC-1000002",
    "Youth Club",
)


def the_grant(id: str = "360G-trust-1", **fields: Any) -> dict[str, Any]:
    """A grant in the JSON form; a field given as None is left out."""
    grant = {
        "id": id,
        "title": "Minibus",
        "description": "Towards a minibus",
        "currency": "GBP",
        "amountAwarded": 5000,
        "awardDate": "2024-05-01",
        "fundingOrganization": [{"id": "GB-CHC-1000001", "name": "The Trust"}],
        "recipientOrganization": [{"id": "GB-CHC-1000002", "name": "Youth Club"}],
    } | fields
    return {name: value for name, value in grant.items() if value is not None}


def package(folder: Path, *grants: Any, **about: Any) -> Path:
    """A JSON package of some grants."""
    return text_file(folder, "grants.json", json.dumps({"grants": list(grants), **about}))


def read_json(folder: Path, *grants: Any, **options: Any) -> Reading:
    """The reading of a package of some grants."""
    return read_grants(package(folder, *grants), **options)


def read_csv(folder: Path, *rows: Any, header: Any = HEADER) -> Reading:
    """The reading of a spreadsheet."""
    return read_grants(csv_file(folder, "grants.csv", header, *rows))


def row(**cells: str) -> tuple[str, ...]:
    """:data:`ROW` with other cells, by title in lower case with underscores."""
    keys = [title.lower().replace(" ", "_").replace(":", "_") for title in HEADER]
    assert cells.keys() <= set(keys), cells
    return tuple(cells.get(key, cell) for key, cell in zip(keys, ROW, strict=True))


def grants_in(reading: Reading) -> list[Grant]:
    """The grants of a reading."""
    return [record for record in reading.records if isinstance(record, Grant)]


def only(reading: Reading) -> Grant:
    """The one grant of a reading."""
    (grant,) = grants_in(reading)
    return grant


def organisations_in(reading: Reading) -> dict[str, Organisation]:
    """The organisations of a reading, by id."""
    return {each.id: each for each in reading.records if isinstance(each, Organisation)}


def refusals(reading: Reading) -> list[tuple[int, str]]:
    """Row and column of what was refused."""
    return [(error.row, error.column) for error in reading.refused]
