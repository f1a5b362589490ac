from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import geopandas
import pytest
from shapely.geometry import shape

from graph.model import Area, AreaKind, Source
from graph.projection import to_grid
from seeds import geojson
from seeds.boundaries import read_boundaries
from tests.seeds.bounding import HOME, KNOWN, errors_of, outlines, read
from tests.seeds.making import (
    Ring,
    feature,
    geojson_file,
    polygon,
    refused,
    square,
    text_file,
)


@pytest.mark.parametrize(
    ("properties", "id"),
    [
        ({"LSOA21CD": "E01000001", "LADCD_ACTIVE": "E06000052"}, "E01000001"),
        ({"WD25CD": "E05000001", "LAD25CD": "E06000052"}, "E05000001"),
        ({"PARCD": "E04000001"}, "E04000001"),
        ({"code": "E04000001"}, "E04000001"),
        ({"lsoa21_code": "E01000001"}, "E01000001"),
        ({"LSOA11CD": "gone", "LSOA21CD": "E01000001"}, "E01000001"),
    ],
)
def test_a_code_column_is_recognised(
    tmp_path: Path, properties: Mapping[str, object], id: str
) -> None:
    path = geojson_file(tmp_path, "b.geojson", feature(polygon(HOME), **properties))
    assert list(outlines(read(path))) == [id]


def test_unmatched_codes_are_counted_and_named(tmp_path: Path) -> None:
    path = geojson_file(
        tmp_path,
        "b.geojson",
        feature(polygon(HOME), LSOA21CD="E01000001"),
        feature(polygon(square(-5.1, 50)), LSOA21CD="E01000009"),
    )
    reading = read(path)
    assert list(outlines(reading)) == ["E01000001"]
    assert any("1 of 2 features match no area" in note for note in reading.notes)
    assert "E01000009" in " ".join(reading.notes)


def test_a_file_that_matches_nothing_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = geojson_file(tmp_path, "b.geojson", feature(polygon(HOME), LSOA21CD="E01000009"))
    (error,) = refused(lambda: read(path))
    assert "Import the area table first" in error.message


def test_names_match_where_there_are_no_codes(tmp_path: Path) -> None:
    path = geojson_file(
        tmp_path,
        "b.geojson",
        feature(polygon(HOME), name="St Just CP", admin_level=10, osm_relation=7),
        feature(polygon(square(-5.1, 50)), name="Nowhere", admin_level=10, osm_relation=8),
    )
    reading = read(path)
    assert list(outlines(reading)) == ["E04000001"]
    notes = " ".join(reading.notes)
    assert "1 of 2 features were matched by name" in notes
    assert "Nowhere" in notes
    source = reading.records[0]
    assert isinstance(source, Source)
    assert source.attribution == "© OpenStreetMap contributors"


def test_a_name_matches_only_where_the_areas_centre_is_at_the_outline(tmp_path: Path) -> None:
    path = geojson_file(
        tmp_path,
        "b.geojson",
        feature(polygon(HOME), name="Camborne", admin_level=10),
        feature(polygon(square(-5.1, 50)), name="St Just", admin_level=10),
    )
    centres = {"E04000001": (-5.095, 50.005), "E04000002": (-3.0, 53.0)}
    assert list(outlines(read(path, centres=centres))) == ["E04000001"]


def test_a_name_that_fits_two_areas_is_left_out(tmp_path: Path) -> None:
    known = {"a": ("Hinton", AreaKind.PARISH), "b": ("Hinton", AreaKind.PARISH), **KNOWN}
    path = geojson_file(
        tmp_path,
        "b.geojson",
        feature(polygon(HOME), name="Hinton"),
        feature(polygon(square(-5.1, 50)), name="Camborne"),
    )
    reading = read_boundaries(path, known=known)
    assert list(outlines(reading)) == ["E04000002"]
    assert "several areas or several outlines; left out: Hinton" in " ".join(reading.notes)


def test_a_name_over_two_outlines_is_left_out(tmp_path: Path) -> None:
    path = geojson_file(
        tmp_path,
        "b.geojson",
        feature(polygon(HOME), name="Camborne"),
        feature(polygon(square(-5.1, 50)), name="Camborne"),
        feature(polygon(square(-5.2, 50)), name="St. Just", admin_level="10"),
    )
    assert list(outlines(read(path))) == ["E04000001"]


def test_missing_areas_are_made_where_that_is_asked_for(tmp_path: Path) -> None:
    path = geojson_file(
        tmp_path,
        "b.geojson",
        feature(polygon(HOME), WD25CD="E05000009", WD25NM="Newlyn"),
        feature(polygon(square(-5.1, 50)), name="Our valley"),
    )
    reading = read(path, add_missing=True)
    made = {record.id: record for record in reading.records if isinstance(record, Area)}
    assert made["E05000009"].kind is AreaKind.WARD
    assert made["E05000009"].name == "Newlyn"
    assert made["local-our-valley"].kind is AreaKind.LOCAL
    assert set(outlines(reading)) == set(made)
    assert "2 areas were added" in " ".join(reading.notes)


@pytest.mark.parametrize("code", ["<script>x", "two words", "x" * 121])
def test_a_missing_area_whose_code_can_be_no_id_is_refused_by_row(
    tmp_path: Path, code: str
) -> None:
    path = geojson_file(
        tmp_path,
        "b.geojson",
        feature(polygon(HOME), code="E01000001"),
        feature(polygon(square(-5.1, 50.1)), code=code),
    )
    (error,) = refused(lambda: read(path, add_missing=True))
    assert (error.file, error.row, error.column) == ("b.geojson", 2, "code")
    assert "is not an id" in error.message


def test_a_missing_area_with_a_very_long_name_is_refused_by_row(tmp_path: Path) -> None:
    path = geojson_file(tmp_path, "b.geojson", feature(polygon(HOME), name="y" * 10_000))
    (error,) = refused(lambda: read(path, add_missing=True))
    assert (error.row, error.column) == (1, "name")
    assert len(error.message) < 300


def test_the_same_outline_twice_is_kept_once_with_a_note(tmp_path: Path) -> None:
    one = feature(polygon(HOME), LSOA21CD="E01000001")
    reading = read(geojson_file(tmp_path, "b.geojson", one, one))
    assert list(outlines(reading)) == ["E01000001"]
    assert "stand twice with the same outline" in " ".join(reading.notes)


def test_one_code_with_two_outlines_is_refused(tmp_path: Path) -> None:
    path = geojson_file(
        tmp_path,
        "b.geojson",
        feature(polygon(HOME), LSOA21CD="E01000001"),
        feature(polygon(square(-5.1, 50)), LSOA21CD="E01000001"),
    )
    (error,) = refused(lambda: read(path))
    assert (error.row, "row 1" in error.message) == (2, True)


def test_a_feature_without_code_and_name_is_refused(tmp_path: Path) -> None:
    path = geojson_file(tmp_path, "b.geojson", feature(polygon(HOME), colour="red"))
    assert "neither a code nor a name" in refused(lambda: read(path))[0].message


# -- reference systems ----------------------------------------------------------


def on_grid(ring: Ring) -> Ring:
    x, y = to_grid([p[0] for p in ring], [p[1] for p in ring])
    return [list(pair) for pair in zip(x.tolist(), y.tolist(), strict=True)]


@pytest.mark.parametrize("mark", [b"[", b"{", b","])
def test_a_geojson_of_very_many_parts_is_refused_before_it_is_parsed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mark: bytes
) -> None:
    path = geojson_file(tmp_path, "b.geojson", feature(polygon(HOME), code="E01000001"))
    found = path.read_bytes().count(mark)
    monkeypatch.setitem(geojson.MARKS, mark, found)
    assert len(read(path).records) > 0
    monkeypatch.setitem(geojson.MARKS, mark, found - 1)
    monkeypatch.setattr("seeds.geojson.json.loads", lambda *_a, **_k: pytest.fail("it was parsed"))
    (error,) = refused(lambda: read(path))
    assert f"{found:,} “{mark.decode()}”; at most {found - 1:,}" in error.message


def test_the_limits_of_a_geojson_let_every_small_area_of_england_in() -> None:
    positions, features = 2_000_000, 36_000
    assert geojson.MARKS[b"["] > 2 * positions
    assert geojson.MARKS[b","] > 3 * 2 * positions
    assert geojson.MARKS[b"{"] > 3 * features


@pytest.mark.parametrize("crs", ["EPSG:27700", "urn:ogc:def:crs:EPSG::27700"])
def test_a_declared_reference_system_is_put_into_degrees(tmp_path: Path, crs: str) -> None:
    path = geojson_file(
        tmp_path, "b.geojson", feature(polygon(on_grid(HOME)), code="E01000001"), crs=crs
    )
    found = shape(json.loads(outlines(read(path))["E01000001"].geometry))
    assert found.bounds == pytest.approx((-5.0, 50.0, -4.99, 50.01), abs=2e-6)


@pytest.mark.parametrize(
    "crs",
    [
        "EPSG:4326",
        "epsg:4258",
        "OGC:CRS84",
        "urn:ogc:def:crs:OGC:1.3:CRS84",
        "urn:ogc:def:crs:OGC::CRS84",
        "urn:ogc:def:crs:EPSG::4326",
        "urn:ogc:def:crs:EPSG:6.9:4326",
        "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
        "https://www.opengis.net/def/crs/EPSG/0/4326",
    ],
)
def test_reference_systems_in_degrees_are_taken_by_name(tmp_path: Path, crs: str) -> None:
    path = geojson_file(tmp_path, "b.geojson", feature(polygon(HOME), code="E01000001"), crs=crs)
    west, south, *_ = shape(json.loads(outlines(read(path))["E01000001"].geometry)).bounds
    assert (west, south) == pytest.approx((-5.0, 50.0), abs=1e-4)


@pytest.mark.parametrize(
    "crs",
    [
        "+proj=longlat +nadgrids=/etc/passwd",
        "EPSG:4326\n",
        "EPSG:4326+5701",
        "urn:ogc:def:coordinateOperation:EPSG::1314",
        "http://example.org/def/crs/EPSG/0/4326",
        'GEOGCS["WGS 84"]',
    ],
)
def test_a_definition_in_place_of_a_reference_systems_name_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, crs: str
) -> None:
    monkeypatch.setattr("seeds.outlines.degrees_from", lambda *_a: pytest.fail("it was used"))
    path = geojson_file(tmp_path, "b.geojson", feature(polygon(HOME), code="E01000001"), crs=crs)
    (error,) = refused(lambda: read(path))
    assert error.column == "crs"
    assert "write EPSG:4326" in error.message


def test_a_geojson_without_crs_is_wgs84_where_it_can_be_and_says_so(tmp_path: Path) -> None:
    path = geojson_file(tmp_path, "b.geojson", feature(polygon(HOME), code="E01000001"), crs=None)
    assert "WGS84 was assumed, as RFC 7946 has it" in " ".join(read(path).notes)


def test_a_geojson_without_crs_in_metres_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = geojson_file(
        tmp_path, "b.geojson", feature(polygon(on_grid(HOME)), code="E01000001"), crs=None
    )
    (error,) = refused(lambda: read(path))
    assert error.column == "crs"
    assert "not degrees" in error.message
    assert "EPSG:27700" in error.message


def test_degrees_outside_great_britain_are_refused_by_row(tmp_path: Path) -> None:
    far = errors_of(tmp_path, polygon(square(10.0, 50.0)))
    assert "outside Great Britain" in far[0]
    swapped = errors_of(tmp_path, polygon([[p[1], p[0]] for p in HOME]))
    assert "look swapped" in swapped[0]


@pytest.mark.parametrize("crs", ["nonsense", "EPSG:999999", ""])
def test_a_reference_system_that_nobody_knows_is_refused(tmp_path: Path, crs: str) -> None:
    path = geojson_file(tmp_path, "b.geojson", feature(polygon(HOME), code="E01000001"), crs=crs)
    assert refused(lambda: read(path))[0].column == "crs"


def test_a_geopackage_is_read_in_its_own_reference_system(tmp_path: Path) -> None:
    frame = geopandas.GeoDataFrame(
        {"WD25CD": ["E05000001"], "WD25NM": ["St Just"]},
        geometry=[shape(polygon(HOME))],
        crs="EPSG:4326",
    ).to_crs("EPSG:27700")
    path = tmp_path / "wards.gpkg"
    frame.to_file(path, layer="wards")
    found = shape(json.loads(outlines(read(path))["E05000001"].geometry))
    assert found.bounds == pytest.approx((-5.0, 50.0, -4.99, 50.01), abs=2e-6)


def test_a_geopackage_without_a_reference_system_is_refused(tmp_path: Path) -> None:
    frame = geopandas.GeoDataFrame({"code": ["E05000001"]}, geometry=[shape(polygon(HOME))])
    path = tmp_path / "wards.gpkg"
    with pytest.warns(UserWarning, match="crs"):
        frame.to_file(path, layer="wards")
    assert refused(lambda: read(path))[0].column == "crs"


def test_a_geopackage_that_is_cut_off_or_has_two_layers_is_refused(tmp_path: Path) -> None:
    frame = geopandas.GeoDataFrame(
        {"code": ["E05000001"]}, geometry=[shape(polygon(HOME))], crs="EPSG:4326"
    )
    path = tmp_path / "wards.gpkg"
    frame.to_file(path, layer="wards")
    cut = text_file(tmp_path, "cut.gpkg", path.read_bytes()[:9_000])
    assert refused(lambda: read(cut))
    assert refused(lambda: read(text_file(tmp_path, "no.gpkg", b"not a package")))
    frame.to_file(path, layer="others", mode="a")
    assert "2 layers" in refused(lambda: read(path))[0].message


def test_a_file_that_only_calls_itself_a_geopackage_never_reaches_gdal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = '<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/etc/passwd</SrcDataSource>'
    path = text_file(tmp_path, "b.gpkg", source)
    monkeypatch.setattr("pyogrio.list_layers", lambda _path: pytest.fail("it was opened"))
    assert refused(lambda: read(path))
