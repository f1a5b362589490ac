"""The county as open files: whole tables, described as they are, and nothing that is not public."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest

from graph.model import Area, AreaKind, Boundary, Consent, Contact, ContactKind, Site, Visibility
from graph.store import Store, open_store
from seeds.demo import read_demo
from service.taking.county import export_county
from tests.builders import an_organisation

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
SQUARE = '{"type":"Polygon","coordinates":[[[-5,50],[-4.9,50],[-4.9,50.1],[-5,50.1],[-5,50]]]}'
READ: dict[str, Callable[[str], Any]] = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": {"yes": True, "no": False}.__getitem__,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The demo county, with an outline, a place that must not be found and a contact."""
    with open_store(data=tmp_path_factory.mktemp("county")) as store:
        store.write(read_demo(), by="test", message="Loaded")
        refuge = Site(
            id="refuge",
            name="A refuge",
            latitude=50.2,
            longitude=-5.1,
            address="7 Hidden Lane",
            postcode="TR1 9ZZ",
            blurred=True,
        )
        square = Area(id="square", name="=A square, “quoted”", kind=AreaKind.LOCAL)
        contact = Contact(
            id="contact",
            organisation_id="keeper",
            name="Tamsin Only-Here",
            kind=ContactKind.EMAIL,
            value="tamsin@only-here.example",
            consent=Consent.YES,
            visibility=Visibility.PARTNERS,
        )
        boundary = Boundary(area_id="square", geometry=SQUARE)
        keeper = an_organisation("keeper", site="refuge")
        store.write(
            [refuge, square, boundary, keeper, contact], by="secret-account", message="More"
        )
        yield store


@pytest.fixture(scope="module")
def archive(store: Store, tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The county's archive."""
    path = tmp_path_factory.mktemp("open") / "county.zip"
    export_county(store, path, at=AT)
    return zipfile.ZipFile(path)


@pytest.fixture(scope="module")
def described(archive: zipfile.ZipFile) -> dict[str, Any]:
    """Its description."""
    told: dict[str, Any] = json.loads(archive.read("datapackage.json"))
    return told


def table(archive: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    text = archive.read(f"data/{name}.csv").decode()
    return list(csv.DictReader(io.StringIO(text)))


def test_every_file_is_described_and_every_description_has_its_file(archive, described) -> None:
    paths = {one["path"] for one in described["resources"]}
    assert {*archive.namelist()} == paths | {"datapackage.json", "README.md"}


def test_every_cell_is_what_the_description_says(archive, described) -> None:
    for one in described["resources"]:
        if one["format"] != "csv":
            continue
        fields = {field["name"]: field for field in one["schema"]["fields"]}
        rows = table(archive, one["name"])
        for row in rows:
            assert list(row) == list(fields), one["name"]
            for name, text in row.items():
                if text:
                    READ[fields[name]["type"]](text)
        ids = [row["id"] for row in rows]
        assert len(set(ids)) == len(ids), one["name"]
        assert all(ids), one["name"]


def test_every_key_leads_to_a_row(archive, described) -> None:
    ids = {
        one["name"]: {row["id"] for row in table(archive, one["name"])}
        for one in described["resources"]
        if one["format"] == "csv"
    }
    keys = 0
    for one in described["resources"]:
        for key in one.get("schema", {}).get("foreignKeys", ()):
            (heading,), other = key["fields"], key["reference"]["resource"]
            named = {row[heading] for row in table(archive, one["name"])} - {""}
            assert named <= ids[other], (one["name"], heading)
            keys += len(named)
    assert keys > 500


def test_all_that_the_graph_has_is_there(store, archive) -> None:
    counts = store.counts()
    for name, kind in (
        ("areas", "Area"),
        ("sites", "Site"),
        ("organisations", "Organisation"),
        ("assets", "Asset"),
        ("activities", "Activity"),
        ("requests", "Request"),
        ("grants", "Grant"),
        ("ties", "Tie"),
        ("partnerships", "Partnership"),
        ("seats", "Seat"),
        ("needs", "Need"),
        ("outcomes", "Outcome"),
    ):
        assert len(table(archive, name)) == counts[kind], name


def test_outlines_are_read_by_others_programs(store, archive, tmp_path: Path) -> None:
    archive.extract("data/boundaries.geojson", tmp_path)
    frame = gpd.read_file(tmp_path / "data" / "boundaries.geojson")
    assert len(frame) == store.counts()["Boundary"]
    assert frame.geometry.is_valid.all()


@pytest.mark.parametrize(
    "secret",
    ["7 Hidden Lane", "TR1 9ZZ", "Tamsin", "only-here", "secret-account"],
)
def test_nothing_is_in_it_that_is_not_public(archive, secret: str) -> None:
    for name in archive.namelist():
        assert secret not in archive.read(name).decode(), name


def test_no_cell_is_a_formula(archive) -> None:
    (square,) = [row for row in table(archive, "areas") if row["id"] == "square"]
    assert square["name"] == "'=A square, “quoted”"


def test_sources_are_named_with_their_terms(store, archive, described) -> None:
    terms = {one["title"]: one for one in described["sources"]}
    words = archive.read("README.md").decode()
    for source in store.snapshot().sources:
        assert terms[source.name].get("licence", "") == source.licence
        assert terms[source.name].get("attribution", "") == source.attribution
        assert source.name in words


def test_the_same_graph_gives_the_same_archive(store, archive, tmp_path: Path) -> None:
    again = tmp_path / "again.zip"
    export_county(store, again, at=AT)
    assert again.read_bytes() == Path(str(archive.filename)).read_bytes()


def test_one_that_is_cut_off_leaves_the_one_before(store, tmp_path: Path) -> None:
    path = tmp_path / "county.zip"
    path.write_bytes(b"before")

    def stop(stage: str, done: int, total: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export_county(store, path, at=AT, progress=stop)
    assert path.read_bytes() == b"before"
    assert len(list(tmp_path.iterdir())) == 1
