"""Boundaries out of zipped shapefiles, as the Office for National Statistics publishes them."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable
from pathlib import Path

import geopandas
import pytest
from shapely.geometry import shape

from graph.model import AreaKind, Boundary
from seeds.boundaries import read_boundaries
from seeds.reading import Reading
from tests.seeds.making import feature, geojson_file, polygon, refused, square

HOME = square(-5.0, 50.0)
KNOWN = {"E05000001": ("St Just", AreaKind.WARD)}


def read(path: Path) -> Reading:
    return read_boundaries(path, known=KNOWN)


def bounds(reading: Reading) -> tuple[float, ...]:
    (outline,) = (one for one in reading.records if isinstance(one, Boundary))
    assert outline.area_id == "E05000001"
    found: tuple[float, ...] = shape(json.loads(outline.geometry)).bounds
    return found


def parts(folder: Path, name: str = "Wards_BGC", crs: str | None = "EPSG:27700") -> list[Path]:
    frame = geopandas.GeoDataFrame(
        {"WD24CD": ["E05000001"], "WD24NM": ["St Just"]},
        geometry=[shape(polygon(HOME))],
        crs="EPSG:4326",
    ).to_crs("EPSG:27700")
    within = folder / "parts"
    within.mkdir(exist_ok=True)
    frame.to_file(within / f"{name}.shp")
    found = sorted(within.glob(f"{name}.*"))
    return [one for one in found if crs or one.suffix != ".prj"]


def zipped(folder: Path, members: Iterable[Path]) -> Path:
    path = folder / "wards.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for one in members:
            packed.write(one, f"boundaries/{one.name}")
        packed.writestr("boundaries/Wards_BGC.shp.xml", "<about/>")
    return path


def test_a_zipped_shapefile_is_read_in_its_own_reference_system(tmp_path: Path) -> None:
    found = bounds(read(zipped(tmp_path, parts(tmp_path))))
    assert found == pytest.approx((-5.0, 50.0, -4.99, 50.01), abs=2e-6)


def test_a_zipped_geojson_is_read_too(tmp_path: Path) -> None:
    plain = geojson_file(tmp_path, "w.geojson", feature(polygon(HOME), WD24CD="E05000001"))
    path = tmp_path / "w.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.write(plain, "w.geojson")
    assert bounds(read(path)) == pytest.approx((-5.0, 50.0, -4.99, 50.01), abs=2e-6)


def test_a_shapefile_without_a_part_that_it_needs_is_refused_and_names_it(tmp_path: Path) -> None:
    kept = [one for one in parts(tmp_path) if one.suffix not in (".dbf", ".shx")]
    (error,) = refused(lambda: read(zipped(tmp_path, kept)))
    assert "has no .shx, .dbf" in error.message


def test_a_shapefile_without_a_reference_system_is_refused(tmp_path: Path) -> None:
    assert refused(lambda: read(zipped(tmp_path, parts(tmp_path, crs=None))))[0].column == "crs"


def test_of_two_shapefiles_in_one_zip_nobody_knows_which_is_meant(tmp_path: Path) -> None:
    both = [*parts(tmp_path), *parts(tmp_path, "Parishes")]
    assert "2 shapefiles" in refused(lambda: read(zipped(tmp_path, both)))[0].message


def test_what_only_calls_itself_a_shapefile_never_reaches_gdal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = parts(tmp_path)
    source = '<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/etc/passwd</SrcDataSource>'
    next(one for one in made if one.suffix == ".shp").write_text(source)
    monkeypatch.setattr("pyogrio.raw.read", lambda *_a, **_k: pytest.fail("it was opened"))
    assert "is no shapefile" in refused(lambda: read(zipped(tmp_path, made)))[0].message


def test_a_shapefile_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("seeds.shapefiles.UNPACKED_BYTES", 50)
    assert "Unpacked" in refused(lambda: read(zipped(tmp_path, parts(tmp_path))))[0].message


def test_a_zip_without_outlines_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("about.txt", "About")
    assert "not a boundary file" in refused(lambda: read(path))[0].message
