"""Broken outlines, and files that are no outlines: refused by row, or put right by a hair."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from shapely.geometry import shape

from seeds.outlines import read_outlines
from tests.seeds.bounding import HOME, errors_of, outlines, read
from tests.seeds.making import (
    feature,
    geojson_file,
    polygon,
    refused,
    square,
    text_file,
    xlsx_file,
)

# -- broken outlines ------------------------------------------------------------


def test_a_ring_that_is_not_closed_is_refused(tmp_path: Path) -> None:
    assert "not closed" in errors_of(tmp_path, polygon([*HOME[:-1], [-4.9, 50.0]]))[0]


def test_a_ring_with_too_few_positions_is_refused(tmp_path: Path) -> None:
    assert "3 positions" in errors_of(tmp_path, polygon([HOME[0], HOME[1], HOME[0]]))[0]


def test_a_ring_that_crosses_itself_is_refused_with_the_place(tmp_path: Path) -> None:
    bow_tie = [[-5.0, 50.0], [-4.99, 50.01], [-4.99, 50.0], [-5.0, 50.01], [-5.0, 50.0]]
    (message,) = errors_of(tmp_path, polygon(bow_tie))
    assert "it crosses itself near -4.995 50.005" in message


def test_a_lopsided_bow_tie_is_refused_too(tmp_path: Path) -> None:
    crossing = [[-5, 50], [-4.9, 50], [-4.9, 50.1], [-4.95, 50.1], [-4.93, 50.15], [-4.97, 50.15]]
    crossing = [*crossing, [-4.94, 50.1], [-5, 50.1], [-5, 50]]
    assert "broken" in errors_of(tmp_path, polygon(crossing))[0]


def test_a_hole_outside_its_shell_is_refused(tmp_path: Path) -> None:
    assert "hole lies outside" in errors_of(tmp_path, polygon(HOME, square(-5.1, 50)))[0]


def test_a_part_within_a_part_is_the_same_land_where_nobody_else_is_there(tmp_path: Path) -> None:
    inner = square(-4.998, 50.002, 0.004)
    nested = {"type": "MultiPolygon", "coordinates": [[HOME], [inner]]}
    path = geojson_file(tmp_path, "b.geojson", feature(nested, code="home"))
    found = read_outlines(path)
    assert found.features[0].outline.equals(shape(polygon(HOME)))
    assert "0 of those parts were read as holes" in found.notes[-1]
    assert "1 as land" in found.notes[-1]


def test_a_part_within_a_part_is_a_hole_where_another_area_fills_it(tmp_path: Path) -> None:
    inner = square(-4.998, 50.002, 0.004)
    nested = {"type": "MultiPolygon", "coordinates": [[HOME], [inner]]}
    path = geojson_file(
        tmp_path,
        "b.geojson",
        feature(nested, code="home"),
        feature(polygon(inner), code="enclave"),
    )
    found = read_outlines(path)
    home, enclave = (one.outline for one in found.features)
    assert [one.row for one in found.features] == [1, 2]
    assert home.intersection(enclave).area == pytest.approx(0, abs=1e-12)
    assert home.union(enclave).equals(shape(polygon(HOME)))
    assert "1 of those parts was read as holes" in found.notes[-1]


def test_parts_that_are_nested_and_cross_are_refused(tmp_path: Path) -> None:
    inner, across = square(-4.998, 50.002, 0.004), square(-4.995, 50.005, 0.01)
    nested = {"type": "MultiPolygon", "coordinates": [[HOME], [inner], [across]]}
    assert "broken" in errors_of(tmp_path, nested)[0]


def test_a_flat_outline_is_refused(tmp_path: Path) -> None:
    flat = [[-5, 50], [-4.9, 50], [-4.8, 50], [-5, 50]]
    assert "broken" in errors_of(tmp_path, polygon(flat))[0]


@pytest.mark.parametrize(
    ("geometry", "words"),
    [
        (None, "no outline"),
        ({"type": "Point", "coordinates": [-5, 50]}, "is a Point"),
        ({"type": "Polygon", "coordinates": []}, "without rings"),
        ({"type": "MultiPolygon", "coordinates": []}, "empty"),
        ({"type": "Polygon", "coordinates": "here"}, "without rings"),
        ({"type": "Polygon", "coordinates": [[["a", "b"]] * 4]}, "not a number"),
        ({"type": "Polygon", "coordinates": [[[1], [2], [3], [1]]]}, "list of positions"),
        ({"type": "Polygon", "coordinates": [[[-5, 50], None, [-5, 51], [-5, 50]]]}, "positions"),
        ({"type": "Polygon", "coordinates": [[[10**400, 50]] * 4]}, "not a number"),
        ({"type": "Polygon", "coordinates": [[[-5, [50]], *HOME[1:]]]}, "not a number"),
    ],
)
def test_what_is_no_outline_is_refused_by_row(tmp_path: Path, geometry: object, words: str) -> None:
    assert words in errors_of(tmp_path, geometry)[0]


def test_an_outline_that_touches_itself_by_a_hair_is_put_right_and_says_so(tmp_path: Path) -> None:
    spike = [*HOME[:2], [-4.99, 50.005], [-4.98, 50.005], [-4.99, 50.005], *HOME[2:]]
    path = geojson_file(tmp_path, "b.geojson", feature(polygon(spike), code="E01000001"))
    reading = read(path)
    assert shape(json.loads(outlines(reading)["E01000001"].geometry)).equals(shape(polygon(HOME)))
    assert "1 outline was put right that touched or crossed itself by a hair (row 1)" in " ".join(
        reading.notes
    )


def test_outlines_have_at_most_six_decimals(tmp_path: Path) -> None:
    ring = [[x + 0.00000049, y - 0.00000049] for x, y in HOME]
    path = geojson_file(tmp_path, "b.geojson", feature(polygon(ring), code="E01000001"))
    text = outlines(read(path))["E01000001"].geometry
    assert json.loads(text)["coordinates"] == [[[round(x, 6), round(y, 6)] for x, y in HOME]]


# -- documents ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"type": "FeatureCollection", "features": [', "cut off"),
        ('{"type": "Topology", "objects": {}}', "TopoJSON"),
        ("[1, 2]", "not GeoJSON"),
        ('{"type": "FeatureCollection"}', "not GeoJSON"),
        ('{"type": "FeatureCollection", "features": []}', "no features"),
        ("[" * 100_000, "not sound JSON"),
        ('{"type": "FeatureCollection", "features": [NaN]}', "not sound JSON"),
        ('{"type": "FeatureCollection", "features": ["x"]}', "not a GeoJSON feature"),
    ],
)
def test_what_is_no_geojson_is_refused(tmp_path: Path, text: str, words: str) -> None:
    assert words in refused(lambda: read(text_file(tmp_path, "b.geojson", text)))[0].message


def test_a_workbook_is_no_boundary_file(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, "b.geojson", ("code", "name"), ("E01000001", "St Just"))
    assert "not a boundary file" in refused(lambda: read(path))[0].message
