"""Reading boundary files against a few known areas: for the tests of boundaries and outlines."""

from __future__ import annotations

from pathlib import Path

from graph.model import AreaKind, Boundary
from seeds.boundaries import read_boundaries
from seeds.reading import Reading
from tests.seeds.making import feature, geojson_file, places, polygon, refused, square

KNOWN = {
    "E01000001": ("Aldersgate", AreaKind.LSOA),
    "E05000001": ("St Just & Pendeen", AreaKind.WARD),
    "E04000001": ("St. Just", AreaKind.PARISH),
    "E04000002": ("Camborne", AreaKind.PARISH),
}
HOME = square(-5.0, 50.0)


def read(path: Path, **options: object) -> Reading:
    return read_boundaries(path, known=KNOWN, **options)  # type: ignore[arg-type]


def outlines(reading: Reading) -> dict[str, Boundary]:
    return {record.id: record for record in reading.records if isinstance(record, Boundary)}


def errors_of(tmp_path: Path, geometry: object) -> list[str]:
    """What is said of a feature with that geometry, which stands in the second row."""
    path = geojson_file(
        tmp_path,
        "b.geojson",
        feature(polygon(HOME), LSOA21CD="E01000001"),
        feature(geometry, LSOA21CD="E01000002"),
    )
    found = refused(lambda: read(path))
    assert {row for row, _ in places(found)} == {2}
    return [error.message for error in found]
