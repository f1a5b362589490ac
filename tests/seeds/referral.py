"""Open Referral documents for the reader to read: small, and as wrong as a test wants them."""

from __future__ import annotations

import csv
import json
import uuid
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from graph.model import Activity, Organisation, Site, Source
from seeds.open_referral.reading import read_open_referral
from seeds.reading import Reading

TODAY = date(2026, 5, 4)
FEED = Source(id="oruk-feed", name="A feed")
SPACE = uuid.UUID("6f0c5f62-0d3b-4b43-9d0c-1f6a6f9f3a10")


def uid(word: str) -> str:
    return str(uuid.uuid5(SPACE, word))


def organisation(word: str = "trust", **fields: Any) -> dict[str, Any]:
    return {"id": uid(word), "name": "Exampleton Trust", "description": "A charity.", **fields}


def location(word: str = "hall", **fields: Any) -> dict[str, Any]:
    address = {
        "id": uid(f"address {word}"),
        "attention": "A Person",
        "address_1": "1 Fore Street",
        "city": "Truro",
        "state_province": "Cornwall",
        "postal_code": "tr11aa",
        "country": "GB",
        "address_type": "physical",
    }
    own = {"location_type": "physical", "name": "St Example’s Hall", "addresses": [address]}
    return {"id": uid(word), "latitude": 50.26, "longitude": -5.05, **own, **fields}


def at(*locations: dict[str, Any], **fields: Any) -> list[dict[str, Any]]:
    return [{"id": uid(f"at {one['id']}"), "location": one, **fields} for one in locations]


def weekly(byday: Any = "TU", opens: str = "18:00", closes: str = "20:00", **fields: Any) -> Any:
    own = {"id": uid(f"{byday}"), "freq": "WEEKLY", "byday": byday}
    return {**own, "opens_at": opens, "closes_at": closes, **fields}


def term(name: str, link_type: str = "taxonomy", **fields: Any) -> dict[str, Any]:
    inner = {"id": uid(name), "name": name, "description": name, **fields}
    return {"id": uid(f"link {name}"), "link_type": link_type, "taxonomy_term": inner}


def service(word: str = "club", **fields: Any) -> dict[str, Any]:
    """A service of version 3; a field that is None is left out."""
    whole = {
        "id": uid(word),
        "name": "Tuesday Club",
        "description": "Table tennis and talk.",
        "status": "active",
        "minimum_age": 11,
        "maximum_age": 18,
        "organization": organisation(),
        "service_at_locations": at(location()),
        "schedules": [weekly()],
        "attributes": [term("Youth clubs")],
        **fields,
    }
    return {name: value for name, value in whole.items() if value is not None}


def page(*services: Any, **fields: Any) -> dict[str, Any]:
    ends = {"page_number": 1, "total_pages": 1, "first_page": True, "last_page": True}
    counts = {"total_items": len(services), "size": len(services), "empty": not services}
    return {**ends, **counts, "contents": list(services), **fields}


def json_file(folder: Path, document: object, name: str = "services.json") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def tables(folder: Path, **named: list[Mapping[str, object]]) -> Path:
    """A folder of CSV files, each named for its table."""
    for name, rows in named.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(rows)
    return folder


def read(path: Path, **asked: Any) -> Reading:
    return read_open_referral(path, source=FEED, today=TODAY, **asked)


def reading_of(folder: Path, *services: Any, **asked: Any) -> Reading:
    return read(json_file(folder, page(*services)), **asked)


def one(folder: Path, **fields: Any) -> Activity:
    """The activity of a single service with these fields."""
    (found,) = activities(reading_of(folder, service(**fields)))
    return found


def activities(reading: Reading) -> list[Activity]:
    return [record for record in reading.records if isinstance(record, Activity)]


def sites(reading: Reading) -> list[Site]:
    return [record for record in reading.records if isinstance(record, Site)]


def organisations(reading: Reading) -> list[Organisation]:
    return [record for record in reading.records if isinstance(record, Organisation)]


def noted(reading: Reading, words: str) -> bool:
    return any(words in note for note in reading.notes)
