"""Crowds: everything counted once, where it is."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.bands import square_at
from maps.crowds import PARTS, crowds

SQUARE = square_at(-1.5, 52.5, 8)
WEST, SOUTH, EAST, NORTH = SQUARE.box
inside = st.tuples(
    st.floats(WEST + 1e-6, EAST - 1e-6), st.floats(SOUTH + 1e-6, NORTH - 1e-6), st.integers(0, 4)
)


def made(points):
    longitude, latitude, kind = (np.array(column) for column in zip(*points, strict=True))
    return crowds(longitude, latitude, kind, SQUARE)


@given(st.lists(inside, min_size=1, max_size=60))
def test_each_crowd_counts_what_lies_in_its_part_of_the_square(points):
    expected = {}
    for longitude, latitude, kind in points:
        cell = square_at(longitude, latitude, SQUARE.zoom + PARTS)
        expected.setdefault((cell.x, cell.y), Counter())[kind] += 1
    found = {}
    for x, y, pairs in made(points):
        cell = square_at(x, y, SQUARE.zoom + PARTS)
        near = {(cell.x + dx, cell.y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)}
        assert near & set(expected)
        found[len(found)] = Counter(dict(pairs))
    assert sorted(map(sorted, (c.items() for c in found.values()))) == sorted(
        map(sorted, (c.items() for c in expected.values()))
    )


def test_a_crowd_stands_in_the_middle_of_its_points():
    x, y = WEST + 0.001, NORTH - 0.001
    [[longitude, latitude, pairs]] = made([(x, y, 2), (x + 0.002, y - 0.002, 2), (x, y - 0.001, 0)])
    assert (longitude, latitude) == pytest.approx((x + 0.002 / 3, y - 0.001), abs=1e-5)
    assert pairs == [[0, 1], [2, 2]]


def test_no_points_are_no_crowds():
    none = np.array([])
    assert crowds(none, none, none.astype(int), SQUARE) == []
