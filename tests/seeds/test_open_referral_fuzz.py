"""Whatever happens to a directory, it is read or refused; nothing else is ever raised."""

from __future__ import annotations

import copy
import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from graph.errors import FileRefused
from graph.model import Activity, Organisation, Site
from seeds.reading import Reading
from tests.seeds.making import xlsx_file
from tests.seeds.real import DATA
from tests.seeds.referral import at, location, page, read, service, tables, term, weekly

STRANGE: list[Any] = [
    None, True, False, 0, -1, 1e308, 10**400, float("inf"), float("nan"), "", " ", "null", "\u0000",
    "\ud800", "\u202e", "x" * 6_000, "@" * 3_000, "<" * 3_000, "0 " * 2_000, "a@" * 2_000,
    "2026-13-45", "25:99", "99", "1e999", "GB-CHC-", "☃", "MO,1SA,XX", [], {}, [[]], [None], [{}],
    {"id": None}, [[[[[]]]]], {"name": {"name": "x"}}, "DAILY", "&#0;&#xD800;&#99999999;",
]  # fmt: skip
settled = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@cache
def documents() -> tuple[Any, ...]:
    """Sound documents: made ones, and the real examples where they are at hand."""
    rich = service(
        service_at_locations=at(location("a"), location("b")),
        schedules=[weekly("MO,WE"), weekly("1SA", freq="MONTHLY"), weekly(interval=2)],
        attributes=[term("Sport", term_uri="https://x.org/t"), term("Girls", "eligibility")],
        cost_options=[{"id": "c", "amount": 2, "option": "Children", "valid_to": "2030-01-01"}],
        service_areas=[{"id": "a", "uri": "https://x.org/E04000001", "service_area": "Here"}],
        eligibilitys=[{"eligibility": "Girls", "minimum_age": "8", "maximum_age": "12"}],
        funding=[{"id": "f", "source": "Lottery"}],
        service_capacities=[{"maximum": 10}],
        application_process="Referral",
    )
    found: list[Any] = [page(rich, service("other")), [rich], rich]
    found.append({"id": "at", "location": location(), "service": service()})
    folder = DATA / "openreferral" / "oruk_v3_mock_default"
    found += [json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))]
    return tuple(found)


def places_of(document: Any) -> list[tuple[Any, Any]]:
    """Every container of a document with each of its keys."""
    found: list[tuple[Any, Any]] = []
    if isinstance(document, dict | list):
        keys = list(document) if isinstance(document, dict) else list(range(len(document)))
        for key in keys:
            found.append((document, key))
            found += places_of(document[key])
    return found


@st.composite
def mutated(draw: st.DrawFn) -> Any:
    """A sound document with values replaced, left out, doubled or put elsewhere."""
    document = copy.deepcopy(draw(st.sampled_from(documents())))
    for _ in range(draw(st.integers(1, 6))):
        places = places_of(document)
        if not places:
            break
        within, key = draw(st.sampled_from(places))
        match draw(st.sampled_from(["replace", "leave out", "double", "elsewhere", "random"])):
            case "replace":
                within[key] = copy.deepcopy(draw(st.sampled_from(STRANGE)))
            case "leave out":
                del within[key]
            case "double":
                within[key] = [within[key], copy.deepcopy(within[key])]
            case "elsewhere":
                other, name = draw(st.sampled_from(places))
                within[key] = copy.deepcopy(other[name]) if name in keys_of(other) else None
            case "random":
                within[key] = draw(st.one_of(st.text(max_size=20), st.integers(), st.floats()))
    return document


def keys_of(one: Any) -> Any:
    return one if isinstance(one, dict) else range(len(one))


def outcome(path: Path) -> Reading | None:
    """What is read, None where it is refused; its records belong together and can be kept."""
    try:
        reading = read(path, areas={"E04000001"})
    except FileRefused as refused:
        messages = [error.message for error in refused.errors]
    else:
        messages = []
    assert all(messages)
    if messages:
        return None
    ids: dict[type, set[str]] = {}
    for record in reading.records:
        assert record.id not in ids.setdefault(type(record), set())
        ids[type(record)].add(record.id)
        repr(record).encode()  # no half of a character
    for record in reading.records:
        if isinstance(record, Activity):
            assert record.organisation_id in ids[Organisation]
            assert record.site_id is None or record.site_id in ids[Site]
    for text in (*reading.notes, *(str(error) for error in reading.refused)):
        text.encode()
    return reading


@settled
@given(mutated())
@example([])
@example([[[[]]]])
@example({"contents": [{"service": {}, "location": 5}]})
@example(page(service(service_at_locations=[{"location": [{"id": [1]}]}])))
@example(page(service(organization=[{"id": {"x": 1}, "name": "\ud800"}])))
def test_a_mangled_document_is_read_or_refused_and_nothing_else(document: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "services.json"
        path.write_text(json.dumps(document))
        outcome(path)


@cache
def whole() -> dict[str, bytes]:
    """Sound files by name."""
    folder = Path(tempfile.mkdtemp())
    rows: list[dict[str, object]] = [
        {"id": "s1", "organization_id": "o1", "name": "Club", "minimum_age": 11}
    ]
    (folder / "tables").mkdir()
    tables(folder / "tables", services=rows, organizations=[{"id": "o1", "name": "Trust"}])
    book = xlsx_file(
        folder,
        "book.xlsx",
        services=[list(rows[0]), list(rows[0].values())],
        organizations=[["id", "name"], ["o1", "Trust"]],
    )
    found = {"services.csv": (folder / "tables" / "services.csv").read_bytes()}
    found["book.xlsx"] = book.read_bytes()
    found["services.json"] = json.dumps(documents()[0]).encode()
    package = DATA / "openreferral" / "oruk_v3_profile_examples.tar.xz"
    if package.exists():
        found["examples.tar.xz"] = package.read_bytes()
    return found


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    """A sound file with bytes cut off, flipped, doubled or replaced."""
    name = draw(st.sampled_from(sorted(whole())))
    data = bytearray(whole()[name])
    for _ in range(draw(st.integers(1, 5))):
        place = draw(st.integers(0, max(0, len(data) - 1)))
        match draw(st.sampled_from(["cut", "flip", "double", "replace"])):
            case "cut":
                del data[place:]
            case "flip" if data:
                data[place] ^= 1 << draw(st.integers(0, 7))
            case "double":
                data[place:place] = data[place : place + 40]
            case "replace":
                odd = [b"\x00", b"\xff", b'"', b"[", b"}", b",", b"\n", b"1e999", b"\\ud800"]
                data[place : place + 3] = draw(st.sampled_from(odd))
    return name, bytes(data)


@settled
@given(damaged())
@example(("services.json", b""))
@example(("services.csv", b"id\n"))
@example(("book.xlsx", b"PK\x03\x04"))
@example(("package.zip", b"PK\x05\x06" + b"\x00" * 18))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(file: tuple[str, bytes]) -> None:
    name, data = file
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        outcome(path)
        outcome(Path(folder))
