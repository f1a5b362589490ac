"""Degrees to grid metres and back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS

from graph.errors import InvalidData
from graph.projection import degrees_from, to_degrees, to_grid


def test_a_known_place_is_within_five_metres_of_its_published_position() -> None:
    # The Ordnance Survey's worked example: Caister water tower, N 52°39'28.8282", E 1°42'57.8663"
    # (ETRS89), easting 651409.804, northing 313177.450 (OSTN15).
    latitude = 52 + 39 / 60 + 28.8282 / 3600
    longitude = 1 + 42 / 60 + 57.8663 / 3600
    east, north = to_grid(longitude, latitude)
    assert float(east) == pytest.approx(651_409.8, abs=5)
    assert float(north) == pytest.approx(313_177.45, abs=5)


@given(st.floats(-6, 1.5), st.floats(50, 60))
def test_there_and_back_is_the_same_place(longitude: float, latitude: float) -> None:
    back = to_degrees(*to_grid(longitude, latitude))
    assert float(back[0]) == pytest.approx(longitude, abs=1e-6)
    assert float(back[1]) == pytest.approx(latitude, abs=1e-6)


def test_what_has_no_position_gets_none_and_nothing_gives_nothing() -> None:
    east, north = to_grid([np.nan, -5.0], [np.nan, 50.3])
    assert np.isnan(east[0])
    assert np.isnan(north[0])
    assert np.isfinite([east[1], north[1]]).all()
    assert to_grid([], [])[0].size == 0


def test_a_declared_reference_system_is_read_and_an_unknown_one_is_refused() -> None:
    longitude, latitude = degrees_from("EPSG:27700", 651_409.8, 313_177.45)
    assert float(longitude) == pytest.approx(1.7160, abs=1e-3)
    assert float(latitude) == pytest.approx(52.6580, abs=1e-3)
    with pytest.raises(InvalidData, match="not a reference system"):
        degrees_from("EPSG:nonsense", 0, 0)


@pytest.mark.parametrize(
    "crs",
    [
        "+proj=longlat +nadgrids=/etc/passwd",
        "proj=longlat nadgrids=/etc/passwd",
        " +proj=longlat",
        '{"type": "GeographicCRS"}',
        'BOUNDCRS[SOURCECRS[x], PARAMETERFILE["Latitude file", "/etc/passwd"]]',
        'GEOGCS["x", EXTENSION["PROJ4", "+proj=longlat +nadgrids=/etc/passwd"]]',
    ],
)
def test_a_definition_that_could_open_files_never_reaches_proj(
    crs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.projection._transformer", lambda *_a: pytest.fail("PROJ was asked"))
    with pytest.raises(InvalidData, match="not a reference system"):
        degrees_from(crs, 0.0, 0.0)


@pytest.mark.parametrize("version", ["WKT1_GDAL", "WKT2_2019"])
@pytest.mark.parametrize("code", [3857, 27700, 4258])
def test_well_known_text_of_ordinary_systems_is_read(code: int, version: str) -> None:
    wkt = CRS.from_epsg(code).to_wkt(version)
    named, written = degrees_from(f"EPSG:{code}", 1.0, 2.0), degrees_from(wkt, 1.0, 2.0)
    assert np.allclose(named, written, atol=1e-4)
