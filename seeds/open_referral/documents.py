"""What stands in files: services with their places in them, and objects that they name by id."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from seeds.files import contents, text_of
from seeds.open_referral.values import Document, bare, objects
from seeds.reading import MOST_REFUSED, Faults, refusal

# Counted before the text is parsed: a few packed kilobytes can unfold into gigabytes of objects.
MARKS = {b"[": 8_000_000, b"{": 8_000_000, b",": 40_000_000}
LISTS = ("contents", "content", "services", "items", "results")
_SERVICE = {
    "service_at_locations",
    "status",
    "schedules",
    "regular_schedules",
    "organization",
    "organization_id",
    "service_taxonomys",
    "eligibilitys",
    "cost_options",
    "service_areas",
    "minimum_age",
    "fees",
    "last_modified",
}
_ORGANISATION = {"organization_identifiers", "parent_organization_id", "legal_status", "website"}
_TERM = {"term_uri", "parent_id", "taxonomy", "vocabulary", "taxonomy_id"}
_LOCATION = {"location_type", "latitude", "longitude", "addresses", "physical_addresses"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """A service, and where it stood: its file and its place in it, from 1."""

    service: Document
    file: str
    row: int


@dataclass(slots=True)
class Documents:
    """Everything that was found.

    Attributes
    ----------
    services
        In their order.
    organisations, locations, terms
        By their ids: what lists and tables of them hold.
    faults
        Of each file, by its name.
    notes
        What was passed over.
    partial
        Whether a file could not be read at all.
    """

    services: list[Stood] = field(default_factory=list)
    organisations: dict[str, Document] = field(default_factory=dict)
    locations: dict[str, Document] = field(default_factory=dict)
    terms: dict[str, Document] = field(default_factory=dict)
    faults: dict[str, Faults] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    partial: bool = False

    def of(self, file: str) -> Faults:
        """The faults of a file."""
        return self.faults.setdefault(file, Faults(file, MOST_REFUSED))

    @property
    def is_empty(self) -> bool:
        """Whether there is neither a service nor an organisation."""
        return not self.services and not self.organisations

    def add(self, document: object, file: str) -> bool:
        """Add what a parsed document holds; whether it is of a kind that is known."""
        rows = rows_of(document)
        if rows is None:
            return False
        kind = kind_of(rows, file)
        if kind == "service":
            for row, one in enumerate(rows, start=1):
                self._service(one, file, row)
            return True
        table = {
            "organisation": self.organisations,
            "location": self.locations,
            "term": self.terms,
        }.get(kind)
        if table is not None:
            for row, one in enumerate(rows, start=1):
                if isinstance(one, dict) and (id := bare(one.get("id"))):
                    table[id] = {**one, "_file": file, "_row": row}
        return table is not None

    def _service(self, one: object, file: str, row: int) -> None:
        if not isinstance(one, dict):
            self.of(file).add("This is not a service: it is no object with fields.", row=row)
            return
        inner = one.get("service")
        if isinstance(inner, dict) and ("location" in one or "location_id" in one):
            one = {**inner, "service_at_locations": [{**one, "service": None}]}
        self.services.append(Stood(service=one, file=file, row=row))


def rows_of(document: object) -> list[Any] | None:
    """The list of a page, of a document, or a single object as a list of one; None for neither."""
    if isinstance(document, list):
        return document
    if not isinstance(document, dict):
        return None
    for name in LISTS:
        listed = document.get(name)
        if isinstance(listed, list) and (name != "services" or "id" not in document):
            return listed
    if any(document.get(name, "") is None for name in LISTS[:2]):
        return []  # an empty page of a feed that writes null for what is not there
    return [document] if "id" in document or "name" in document else None


def kind_of(rows: Iterable[object], file: str) -> str:
    """What the objects of a list are: "service", "organisation", "location", "term" or "other"."""
    votes = dict.fromkeys(("service", "organisation", "location", "term"), 0)
    for one in objects(list(rows)[:50]):
        names = one.keys()
        if isinstance(one.get("service"), dict) and ("location" in names or "location_id" in names):
            votes["service"] += 3
        votes["service"] += len(_SERVICE & names)
        votes["organisation"] += 2 * len(_ORGANISATION & names)
        votes["location"] += len(_LOCATION & names)
        votes["term"] += len(_TERM & names)
    best = max(votes, key=lambda kind: votes[kind])
    if votes[best]:
        return best
    stem = file.lower()
    for part, kind in (("organi", "organisation"), ("location", "location"), ("tax", "term")):
        if part in stem:
            return kind
    plain = [one for one in objects(list(rows)[:50]) if {"id", "name", "description"} & one.keys()]
    return "service" if plain else "other"


def json_of(path: Path, file: str) -> object:
    """The document of a JSON file; one object a line (NDJSON) is a list.

    Raises
    ------
    FileRefused
        It is not sound JSON, or larger than the limits.
    """
    data = contents(path)
    for mark, most in MARKS.items():
        if data.count(mark) > most:
            raise refusal(file, f"The file has more than {most:,} “{mark.decode()}”; split it.")
    return parsed(text_of(file, data), file)


def parsed(text: str, file: str) -> object:
    """Text as JSON, with what stands for no number (NaN) as nothing."""
    try:
        try:
            return json.loads(text, parse_constant=lambda _: None)
        except json.JSONDecodeError as error:
            if error.msg != "Extra data":
                raise
            lines = [line for line in text.splitlines() if line.strip()]
            return [json.loads(line, parse_constant=lambda _: None) for line in lines]
    except json.JSONDecodeError as error:
        looks = text.lstrip()[:200].lower()
        if looks.startswith(("<!doctype", "<html")):
            raise refusal(file, "This is a web page (HTML), not JSON.") from error
        raise refusal(
            file,
            f"The file is not sound JSON from line {error.lineno:,} on ({error.msg}); "
            "it may be cut off.",
        ) from error
    except (ValueError, RecursionError) as error:
        raise refusal(file, f"The file is not sound JSON ({type(error).__name__}).") from error
