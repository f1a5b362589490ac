"""Outlines that people draw or upload, in addresses and out of them."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Point, Polygon, mapping

from graph.errors import InvalidData
from maps.shapes import (
    MOST_CORNERS,
    MOST_SIGNS,
    read_shape,
    shape_from_geojson,
    shape_of,
)

SQUARE = Polygon([(-5.0, 50.2), (-4.9, 50.2), (-4.9, 50.3), (-5.0, 50.3)])


def text_of(*geometries: object) -> str:
    return json.dumps({"type": "GeometryCollection", "geometries": [*map(mapping, geometries)]})


def test_an_outline_comes_back_from_its_address_the_same() -> None:
    shape = shape_of(SQUARE)
    assert read_shape(shape.text) == shape
    assert shape.geometry.equals_exact(MultiPolygon([SQUARE]), 1e-9)
    assert (shape.corners, shape.bounds) == (4, (-5.0, 50.2, -4.9, 50.3))
    # A tenth of a degree is 11.12 km north and 7.13 km east here.
    assert shape.area_km2 == pytest.approx(11.12 * 7.13, rel=0.01)


def test_the_text_is_the_one_written_out_by_hand() -> None:
    # In units of 0.00001 the corners are -500000, 5020000, then steps of 10000 east, north and
    # west. A step n is 2n, or -2n - 1 below 0, in digits of base 32 from the lowest, 32 added to
    # all but the last: 999999 is 31 17 16 30, 10040000 is 0 22 12 18 9, 20000 is 0 17 19.
    assert shape_of(SQUARE).text == "_xweg2syJgxTAAgxT_wTA"


def test_holes_and_several_polygons_survive() -> None:
    ring = SQUARE.difference(Point(-4.95, 50.25).buffer(0.01, quad_segs=2))
    apart = Polygon([(-4.5, 50.2), (-4.4, 50.2), (-4.4, 50.3)])
    shape = shape_from_geojson(text_of(ring, apart))
    assert len(shape.geometry.geoms) == 2
    assert shape.geometry.symmetric_difference(MultiPolygon([ring, apart])).area < 1e-6
    assert not shape.geometry.contains(Point(-4.95, 50.25))


def test_polygons_that_overlap_count_once() -> None:
    other = Polygon([(-4.95, 50.2), (-4.85, 50.2), (-4.85, 50.3), (-4.95, 50.3)])
    shape = shape_from_geojson(text_of(SQUARE, other))
    assert shape.geometry.area == pytest.approx(0.015)


def test_an_outline_of_many_corners_is_made_simpler_until_it_fits() -> None:
    turns = [2 * math.pi * at / 5_000 for at in range(5_000)]
    coast = Polygon(
        [
            (-4.7 + 0.2 * math.cos(t) * (1 + 0.02 * math.sin(80 * t)), 50.5 + 0.1 * math.sin(t))
            for t in turns
        ]
    )
    shape = shape_of(coast)
    assert 50 < shape.corners <= MOST_CORNERS
    assert len(shape.text) <= MOST_SIGNS
    assert shape.geometry.symmetric_difference(coast).area < 0.02 * coast.area


def test_of_very_many_islands_the_large_ones_stay() -> None:
    islands = [Point(-5 + 0.01 * at, 50.2).buffer(0.001) for at in range(100)]
    shape = shape_of(MultiPolygon([*islands, SQUARE.buffer(0)]).buffer(0))
    assert shape.corners <= MOST_CORNERS
    assert shape.geometry.intersection(SQUARE).area > 0.99 * SQUARE.area


def test_a_file_may_wrap_its_polygons_in_features_and_collections() -> None:
    feature = {"type": "Feature", "properties": {"name": "x"}, "geometry": mapping(SQUARE)}
    for wrapped in (
        mapping(SQUARE),
        feature,
        {"type": "FeatureCollection", "features": [feature, {"type": "Feature", "geometry": None}]},
    ):
        assert shape_from_geojson(json.dumps(wrapped)) == shape_of(SQUARE)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "cut off"),
        ("AAAA", "cut off"),
        ("~.~", "cut off"),
        ("é", "cut off"),
        ("_" * 60, "cut off"),
        ("A" * (MOST_SIGNS + 1), "too long"),
        (shape_of(SQUARE).text[:-1], "cut off"),
    ],
)
def test_a_text_that_is_no_outline_is_refused_kindly(text: str, said: str) -> None:
    with pytest.raises(InvalidData, match=said):
        read_shape(text)


def drawn(*corners: tuple[float, float]) -> str:
    return json.dumps({"type": "Polygon", "coordinates": [[*corners, corners[0]]]})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (drawn((-5, 50), (-4, 51), (-5, 51), (-4, 50)), "crosses itself"),
        (drawn((-5, 50), (-4, 51), (-5, 50)), "crosses itself"),
        (drawn((2.30, 48.8), (2.4, 48.8), (2.4, 48.9)), "outside Great Britain"),
        (drawn((200_000, 50_000), (210_000, 50_000), (210_000, 60_000)), "outside Great Britain"),
        (drawn((50.2, -5.0), (50.3, -5.0), (50.3, -4.9)), "outside Great Britain"),
        ('{"type": "Point", "coordinates": [-5, 50]}', "no polygon"),
        ('{"type": "FeatureCollection", "features": []}', "no polygon"),
        ('{"type": "Polygon", "coordinates": []}', "at least three corners"),
        ('{"type": "Polygon", "coordinates": "near the church"}', "not GeoJSON"),
        ("the field behind the church", "not GeoJSON"),
        ("null", "not GeoJSON"),
        ('{"type": "Polygon", "coordinates": [[[-5, 50], [NaN, 50], [-4, 51]]]}', "not GeoJSON"),
        ('{"type": "Polygon", "coordinates": [[[1%s, 50], [0, 50]]]}' % ("0" * 400), "not GeoJSON"),
        (drawn((-5, 50), (-4.999999, 50), (-4.999999, 50.000001)), "smaller than 100 square"),
        ('{"type": "FeatureCollection", "features": ' * 3_000, "not GeoJSON"),
    ],
)
def test_a_file_that_holds_no_sound_outline_is_refused_kindly(text: str, said: str) -> None:
    with pytest.raises(InvalidData, match=said):
        shape_from_geojson(text)


def a_comb(teeth: int, *, upright: bool) -> Polygon:
    """Teeth of a tenth of a degree side by side."""
    step, corners = 0.1 / teeth, []
    for at in range(teeth):
        low, high = at * step, at * step + 0.4 * step
        corners += [(low, 0.01), (low, 0.1), (high, 0.1), (high, 0.01)]
    corners += [(0.1, 0.0), (0.0, 0.0)]
    return Polygon([(x - 5, y + 50) if upright else (y - 5, x + 50) for x, y in corners])


def test_polygons_that_cross_too_often_are_refused_before_they_are_laid_together() -> None:
    # 200 teeth across 200 teeth are 160,000 crossings.
    with pytest.raises(InvalidData, match="cross each other too often"):
        shape_from_geojson(text_of(a_comb(200, upright=True), a_comb(200, upright=False)))
    with pytest.raises(InvalidData, match="64,012 corners between them"):
        shape_from_geojson(text_of(*[a_comb(4_000, upright=True)] * 4))


@pytest.mark.parametrize("corners", [1_500, 15_000])
def test_neighbours_that_only_touch_are_laid_together_however_many_corners_they_have(
    corners: int,
) -> None:
    turns = np.linspace(0, 60, corners)
    border = [(-5 + 0.01 * math.sin(t), 50 + 0.005 * t) for t in turns]
    left = Polygon([*border, (-5.2, 50.3), (-5.2, 50.0)])
    right = Polygon([*border, (-4.8, 50.3), (-4.8, 50.0)])
    shape = shape_from_geojson(text_of(left, right))
    assert shape.geometry.area == pytest.approx(0.4 * 0.3, rel=1e-3)


def test_parts_that_do_not_fit_are_not_left_out_where_they_are_much_of_the_land() -> None:
    islands = [Point(-5 + 0.01 * at, 50.2).buffer(0.004, quad_segs=2) for at in range(300)]
    with pytest.raises(InvalidData, match="too many separate"):
        shape_of(MultiPolygon(islands))


def test_a_hole_that_is_no_wider_than_a_metre_does_not_spoil_an_outline() -> None:
    slit = [(-4.95, 50.21), (-4.950001, 50.21), (-4.950001, 50.29), (-4.95, 50.29)]
    shape = shape_of(Polygon(SQUARE.exterior, [slit]))
    assert shape.geometry.area == pytest.approx(SQUARE.area, rel=1e-3)


spots = st.tuples(st.integers(-800_000, 200_000), st.integers(5_000_000, 6_000_000))


@given(st.lists(spots, min_size=3, max_size=12))
def test_whatever_is_drawn_is_kept_to_a_metre_or_refused(corners: list[tuple[int, int]]) -> None:
    polygon = Polygon([(x / 1e5, y / 1e5) for x, y in corners])
    try:
        shape = shape_of(polygon)
    except InvalidData:
        assert not polygon.is_valid or polygon.area == 0
        return
    assert shapely.is_valid(shape.geometry)
    assert shape.geometry.symmetric_difference(polygon).area < 1e-9
    assert read_shape(shape.text) == shape


@given(st.text(alphabet="ABCabc019-_.~ é", max_size=60))
def test_no_text_does_worse_than_being_refused(text: str) -> None:
    try:
        shape = read_shape(text)
    except InvalidData:
        return
    assert shape.geometry.is_valid
