"""Whatever happens to a file, it is read or refused; nothing else is ever raised."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import geopandas
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from shapely.geometry import shape

from graph.errors import FileRefused
from graph.model import AreaKind
from seeds.areas import read_areas
from seeds.boundaries import read_boundaries
from seeds.destinations import Destinations, KnownSite
from seeds.places import read_places
from seeds.reading import Reading
from seeds.spreadsheets import Known
from seeds.templates import template
from seeds.travel_times import KnownPlaces, read_travel_times
from tests.seeds.making import feature, outcomes, polygon, square, xlsx_file

KNOWN = Known(organisations={"trust": "Exampleton Youth Trust"})
WAYS = KnownPlaces(
    areas={"real-E01018750"},
    sites=Destinations(
        [KnownSite(id="hall", name="St Example's Hall", latitude=50.2632, longitude=-5.051)]
    ),
)
AREAS = {"E01000001": ("Aldersgate", AreaKind.LSOA)}


@cache
def whole() -> dict[str, bytes]:
    """Sound files by name."""
    folder = Path(tempfile.mkdtemp())
    kinds = ("areas", "organisations", "assets", "activities", "travel-times")
    texts = {kind: template(kind).replace("example-", "real-") for kind in kinds}
    found = {f"{kind}.csv": text.encode() for kind, text in texts.items()}
    for kind in ("areas", "assets", "travel-times"):
        lines = list(csv.reader(io.StringIO(texts[kind])))
        path = xlsx_file(folder, f"{kind}.xlsx", *lines)
        found[path.name] = path.read_bytes()
    outline = feature(polygon(square(-5.0, 50.0)), LSOA21CD="E01000001")
    collection = {"type": "FeatureCollection", "features": [outline]}
    found["b.geojson"] = json.dumps(collection).encode()
    warm = feature({"type": "Point", "coordinates": [-5.0, 50.0]}, title="Hall", hours=None)
    warm["properties"]["hours"] = {"_text": "Tuesday: 18:00 - 21:00"}
    found["warm.geojson"] = json.dumps({**collection, "features": [warm]}).encode()
    frame = geopandas.GeoDataFrame(
        {"LSOA21CD": ["E01000001"]},
        geometry=[shape(outline["geometry"])],
        crs="EPSG:4326",
    )
    frame.to_file(folder / "b.gpkg", layer="areas")
    found["b.gpkg"] = (folder / "b.gpkg").read_bytes()
    return found


READERS: tuple[Callable[[Path], Reading], ...] = (
    read_areas,
    lambda path: read_places(path, known=KNOWN),
    lambda path: read_boundaries(path, known=AREAS),
    lambda path: read_travel_times(path, known=WAYS),
)


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, bytes]:
    """A sound file with parts cut off, flipped, doubled, moved or replaced."""
    name = draw(st.sampled_from(sorted(whole())))
    data = bytearray(whole()[name])
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        length = draw(st.integers(1, 40))
        match draw(st.sampled_from(["cut", "flip", "double", "move", "replace", "swap"])):
            case "cut":
                del data[at:]
            case "flip" if data:
                data[at] ^= 1 << draw(st.integers(0, 7))
            case "double":
                data[at:at] = data[at : at + length]
            case "move":
                part = data[at : at + length]
                del data[at : at + length]
                to = draw(st.integers(0, len(data)))
                data[to:to] = part
            case "replace":
                words = [b"", b"-1", b"1e999", b'"', b",", b"\x00", b"\xff", b"null", b"[[", b"\n"]
                data[at : at + length] = draw(st.sampled_from(words))
            case "swap":
                lines = [line.split(b",") for line in bytes(data).split(b"\n")]
                one, other = draw(st.integers(0, 5)), draw(st.integers(0, 5))
                for line in lines[:2]:
                    if max(one, other) < len(line):
                        line[one], line[other] = line[other], line[one]
                data = bytearray(b"\n".join(b",".join(line) for line in lines))
    return name, bytes(data)


def outcome(name: str, data: bytes) -> list[Reading | FileRefused]:
    found = outcomes(READERS, name, data)
    refusals = [one for one in found if isinstance(one, FileRefused)]
    assert all(error.file == name for one in refusals for error in one.errors)
    return found


def test_each_sound_file_is_read_by_exactly_one_reader() -> None:
    for name, data in whole().items():
        found = outcome(name, data)
        assert sum(isinstance(one, Reading) for one in found) == 1, name


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(mutated())
@example(("b.geojson", b'{"type":"FeatureCollection","features":[{"properties":[]}]}'))
@example(("b.geojson", b'{"type":"FeatureCollection","features":[null],"crs":{"properties":5}}'))
@example(("areas.csv", b"\x00"))
@example(("areas.xlsx", b"PK\x03\x04"))
@example(("b.gpkg", b"SQLite format 3\x00"))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(file: tuple[str, bytes]) -> None:
    assert len(outcome(*file)) == len(READERS)
