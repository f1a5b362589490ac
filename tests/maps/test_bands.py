"""Bands of zoom, and the squares of the world."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import OptionOutOfRange
from maps.bands import (
    BANDS,
    LEAST_PX,
    Square,
    band_at,
    metres_per_pixel,
    square_at,
    zoom_for,
)


def test_bands_grow_finer_and_what_goes_could_not_be_seen():
    nearest = [band.zoom for band in BANDS[1:]] + [13]
    for band, zoom in zip(BANDS, nearest, strict=True):
        assert band.tolerance_m < 1.1 * metres_per_pixel(zoom)
        assert band.step * 111_000 < band.tolerance_m
    for one, other in pairwise(BANDS):
        assert one.zoom < other.zoom
        assert one.tolerance_m > other.tolerance_m
        assert one.step > other.step


@pytest.mark.parametrize(("zoom", "band"), [(0, 5), (5, 5), (6.9, 5), (7, 7), (10.4, 10), (16, 11)])
def test_a_zoom_is_drawn_from_the_band_at_or_above_it(zoom, band):
    assert band_at(zoom).zoom == band


@given(st.floats(50, 200_000))
def test_areas_are_drawn_from_where_they_are_wide_enough(width):
    zoom = zoom_for(width)
    assert zoom == 0 or width / metres_per_pixel(zoom) >= LEAST_PX * 0.999
    assert zoom == 0 or width / metres_per_pixel(zoom - 0.5) < LEAST_PX * 1.001


@pytest.mark.parametrize("width", [0.0, float("nan")])
def test_areas_of_no_known_width_are_drawn_everywhere(width):
    assert zoom_for(width) == 0


@given(st.floats(-180, 179.9), st.floats(-84, 84), st.integers(0, 14))
def test_a_position_lies_in_its_square(longitude, latitude, zoom):
    west, south, east, north = square_at(longitude, latitude, zoom).box
    assert west - 1e-9 <= longitude <= east + 1e-9
    assert south - 1e-9 <= latitude <= north + 1e-9


def test_the_squares_are_those_of_every_web_map():
    # Of Greenwich, as the tiles of any slippy map are numbered.
    assert square_at(-0.001, 51.4779, 10) == Square(zoom=10, x=511, y=340)


@pytest.mark.parametrize(
    ("zoom", "x", "y", "range"),
    [(-1, 0, 0, "0 to 20"), (21, 0, 0, "0 to 20"), (3, 8, 0, "0 to 7"), (3, 0, -1, "0 to 7")],
)
def test_a_square_off_the_world_is_refused_naming_the_range(zoom, x, y, range):
    with pytest.raises(OptionOutOfRange, match=range):
        Square(zoom=zoom, x=x, y=y)
