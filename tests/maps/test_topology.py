"""Outlines as arcs: each border once, every ring whole again."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Polygon, box

from maps.polylines import polylines
from maps.topology import Topology, topology_of
from tests.squares import read_line


def shapes(*given):
    found = np.empty(len(given), dtype=object)
    found[:] = given
    return found


def rings_of(made: Topology):
    """Each area's polygons as rings of points, put together from the arcs."""
    arcs = [made.points[a:b].tolist() for a, b in pairwise(made.arc_ends.tolist())]

    def ring(number):
        points = []
        for ref in made.refs[made.ring_ends[number] : made.ring_ends[number + 1]].tolist():
            arc = arcs[ref] if ref >= 0 else arcs[~ref][::-1]
            assert not points or points[-1] == arc[0]
            points += arc if not points else arc[1:]
        assert points[0] == points[-1]
        return [tuple(point) for point in points]

    return [
        [
            [ring(r) for r in range(made.polygon_ends[p], made.polygon_ends[p + 1])]
            for p in range(made.area_ends[a], made.area_ends[a + 1])
        ]
        for a in range(len(made))
    ]


def as_shapes(made: Topology):
    return [MultiPolygon([Polygon(r[0], r[1:]) for r in area]) for area in rings_of(made)]


def edges(made: Topology):
    for start, end in pairwise(made.arc_ends.tolist()):
        arc = [tuple(point) for point in made.points[start:end].tolist()]
        yield from (frozenset(pair) for pair in pairwise(arc))


def test_two_neighbours_share_the_arc_between_them():
    made = topology_of(shapes(box(0, 0, 1, 1), box(1, 0, 2, 1)), 1.0)
    assert len(made.arc_ends) - 1 == 3
    left, right = ({abs(r) if r >= 0 else ~r for r in made.refs[a:b]} for a, b in ((0, 2), (2, 4)))
    assert len(left & right) == 1
    assert [shape.area for shape in as_shapes(made)] == [1, 1]


def test_an_island_is_one_arc_wherever_it_was_begun():
    lake = Polygon([(0, 0), (9, 0), (9, 9), (0, 9)], [[(3, 3), (3, 6), (6, 6), (6, 3)]])
    island = Polygon([(6, 6), (6, 3), (3, 3), (3, 6)])
    made = topology_of(shapes(lake, island), 1.0)
    assert len(made.arc_ends) - 1 == 2
    assert [shape.area for shape in as_shapes(made)] == [72, 9]


def test_what_is_smaller_than_the_grid_goes_and_leaves_its_place():
    made = topology_of(shapes(box(0, 0, 0.2, 0.2), box(2, 0, 4, 2), None, Polygon()), 1.0)
    assert [len(area) for area in rings_of(made)] == [0, 1, 0, 0]


def test_a_hole_goes_with_its_polygon_and_a_small_part_alone():
    small = Polygon([(0, 0), (0.3, 0), (0.3, 0.3)], [[(0.1, 0.1), (0.2, 0.1), (0.2, 0.15)]])
    made = topology_of(shapes(MultiPolygon([small, box(5, 5, 9, 9)])), 1.0)
    assert [[len(polygon) for polygon in area] for area in rings_of(made)] == [[1]]


@pytest.mark.parametrize("given", [(), (None,), (Polygon(), None)])
def test_no_outlines_are_no_arcs(given):
    made = topology_of(shapes(*given), 1.0)
    assert len(made) == len(given)
    assert len(made.points) == 0


def test_it_is_the_same_when_it_was_kept():
    made = topology_of(shapes(box(0, 0, 1, 1), box(1, 0, 2, 1)), 1.0)
    again = Topology.of_columns(made.columns())
    assert as_shapes(again) == as_shapes(made)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=4, max_size=14, unique=True
    ),
    st.data(),
)
def test_a_coverage_comes_back_whole_with_every_border_once(points, data):
    cells = shapely.get_parts(
        shapely.voronoi_polygons(shapely.multipoints(points), extend_to=box(0, 0, 40, 40))
    )
    cells = shapely.intersection(cells, box(0, 0, 40, 40))
    cells = cells[shapely.area(cells) > 0]
    grouped = {}
    for one in cells:
        grouped.setdefault(data.draw(st.integers(0, 3)), []).append(one)
    areas = shapes(*(shapely.unary_union(group) for group in grouped.values()))
    made = topology_of(areas, 0.001)
    for shape, drawn in zip(areas, as_shapes(made), strict=True):
        assert drawn.area * 1e-6 == pytest.approx(shape.area, abs=0.5)
    found = list(edges(made))
    assert len(found) == len(set(found))


@given(st.lists(st.lists(st.tuples(*[st.integers(-(2**40), 2**40)] * 2), min_size=1), max_size=6))
def test_a_line_reads_back_as_it_was(lines):
    points = np.array([p for line in lines for p in line], dtype=np.int64).reshape(-1, 2)
    texts = polylines(points, np.array([len(line) for line in lines], dtype=np.int64))
    assert [read_line(text) for text in texts] == lines


def test_a_line_is_written_as_the_format_has_it():
    # The example of the format's own description, in its order (latitude first).
    points = np.array([[3850000, -12020000], [4070000, -12095000], [4325200, -12645300]])
    assert polylines(points, np.array([3])) == ["_p~iF~ps|U_ulLnnqC_mqNvxq`@"]
