from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import shape

from graph.projection import to_degrees
from maps.geometry import areas_at, areas_m2, overlap_shares, simplify_coverage

Metres = Sequence[tuple[float, float]]
WEST, SOUTH = 180_000.0, 40_000.0


def outline(*corners: tuple[float, float]) -> str:
    """A polygon with its corners in metres east and north of a place near Truro."""
    x = [WEST + east for east, _ in corners]
    y = [SOUTH + north for _, north in corners]
    longitude, latitude = to_degrees(x, y)
    ring = [list(pair) for pair in zip(longitude.tolist(), latitude.tolist(), strict=True)]
    return json.dumps({"type": "Polygon", "coordinates": [[*ring, ring[0]]]})


def box(west: float, south: float, east: float, north: float) -> str:
    return outline((west, south), (east, south), (east, north), (west, north))


def point(east: float, north: float) -> tuple[float, float]:
    longitude, latitude = to_degrees([WEST + east], [SOUTH + north])
    return float(longitude[0]), float(latitude[0])


def test_half_of_an_area_in_another_is_a_share_of_a_half() -> None:
    inner = {"a": box(0, 0, 1_000, 1_000), "b": box(5_000, 0, 6_000, 1_000)}
    outer = {"p": box(500, -500, 2_000, 2_000), "q": box(-500, 0, 500, 250)}
    found = overlap_shares(inner, outer)
    assert [(one, other) for one, other, _ in found] == [("a", "p"), ("a", "q")]
    assert [share for _, _, share in found] == pytest.approx([0.5, 0.125], abs=1e-4)


def test_areas_that_only_touch_share_nothing() -> None:
    assert overlap_shares({"a": box(0, 0, 10, 10)}, {"b": box(10, 0, 20, 10)}) == []


def test_an_area_in_itself_is_the_whole() -> None:
    (found,) = overlap_shares({"a": box(0, 0, 900, 900)}, {"b": box(0, 0, 900, 900)})
    assert found[2] == pytest.approx(1.0)
    assert found[2] <= 1.0


def test_nothing_overlaps_nothing() -> None:
    assert overlap_shares({}, {"a": box(0, 0, 1, 1)}) == []
    assert overlap_shares({"a": box(0, 0, 1, 1)}, {}) == []


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(*[st.integers(0, 9)] * 4), min_size=1, max_size=4),
    st.lists(st.tuples(*[st.integers(0, 9)] * 4), min_size=1, max_size=4),
)
def test_shares_agree_with_counting_squares(
    inner: list[tuple[int, ...]], outer: list[tuple[int, ...]]
) -> None:
    def cells(box: tuple[int, ...]) -> set[tuple[int, int]]:
        return {(x, y) for x in range(box[0], box[2] + 1) for y in range(box[1], box[3] + 1)}

    def made(boxes: list[tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
        ordered = [(*map(min, b[:2], b[2:]), *map(max, b[:2], b[2:])) for b in boxes]
        return {str(n): b for n, b in enumerate(ordered)}

    def text(b: tuple[int, ...]) -> str:
        return box(100 * b[0], 100 * b[1], 100 * (b[2] + 1), 100 * (b[3] + 1))

    insides, outsides = made(inner), made(outer)
    found = overlap_shares(
        {id: text(b) for id, b in insides.items()}, {id: text(b) for id, b in outsides.items()}
    )
    shares = {(i, o): share for i, o, share in found if share > 1e-3}
    expected = {
        (i, o): len(cells(one) & cells(other)) / len(cells(one))
        for i, one in insides.items()
        for o, other in outsides.items()
        if cells(one) & cells(other)
    }
    assert shares == pytest.approx(expected, abs=1e-3)
    assert found == sorted(found)


def test_points_are_in_the_areas_that_hold_them() -> None:
    areas = {"b": box(0, 0, 100, 100), "a": box(50, 0, 200, 100)}
    points = [point(25, 50), point(75, 50), point(150, 50), point(500, 50)]
    assert areas_at(points, areas) == [["b"], ["a", "b"], ["a"], []]
    assert areas_at([], areas) == []
    assert areas_at(points[:1], {}) == [[]]


def test_a_point_on_a_shared_edge_is_in_both_areas() -> None:
    square = '{"type":"Polygon","coordinates":[[[-5,50],[-4,50],[-4,51],[-5,51],[-5,50]]]}'
    beside = '{"type":"Polygon","coordinates":[[[-4,50],[-3,50],[-3,51],[-4,51],[-4,50]]]}'
    assert areas_at([(-4.0, 50.5)], {"a": square, "b": beside}) == [["a", "b"]]


def wiggly(metres: float, steps: int) -> list[tuple[float, float]]:
    """A line from south to north that wiggles by some metres."""
    heights = np.linspace(0, 10_000, steps + 1)
    return [(5_000 + (metres if n % 2 else 0), float(y)) for n, y in enumerate(heights)]


def test_a_shared_edge_is_simplified_once_for_both_sides() -> None:
    edge = wiggly(40, 50)
    both = {
        "west": outline((0, 0), *edge, (0, 10_000)),
        "east": outline(*edge, (10_000, 10_000), (10_000, 0)),
    }
    simple = simplify_coverage(both, 200)
    west, east = (shape(json.loads(simple[id])) for id in ("west", "east"))
    assert list(simple) == ["west", "east"]
    assert len(west.exterior.coords) < 20 < len(edge)
    assert west.touches(east)
    assert west.intersection(east).length > 0.08
    assert shapely.coverage_is_valid([west, east])
    assert west.union(east).area == pytest.approx(
        sum(shape(json.loads(text)).area for text in both.values()), rel=1e-2
    )


def test_simpler_outlines_have_six_decimals_and_stay_polygons() -> None:
    simple = simplify_coverage({"a": outline((0, 0), *wiggly(40, 50), (0, 10_000))}, 200)
    found = json.loads(simple["a"])
    assert found["type"] == "Polygon"
    assert all(round(value, 6) == value for at in found["coordinates"][0] for value in at)


def test_no_tolerance_and_no_outlines_change_nothing() -> None:
    one = {"a": box(0, 0, 100, 100)}
    assert simplify_coverage(one, 0) == one
    assert simplify_coverage({}, 100) == {}


def test_land_is_measured_in_square_metres() -> None:
    assert areas_m2({"a": box(0, 0, 1_000, 2_000)})["a"] == pytest.approx(2e6, rel=1e-4)
    assert areas_m2({}) == {}
