"""GSS codes as files write them: in small letters too, and of kinds that have no name here."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.model import Area, AreaKind, Boundary, Within
from seeds.areas import read_areas
from seeds.boundaries import read_boundaries
from seeds.codes import code_of
from tests.seeds.making import csv_file, feature, geojson_file, polygon, square

HOME = polygon(square(-5.0, 50.0))


@pytest.mark.parametrize(
    ("written", "code"),
    [("e05007557", "E05007557"), ("E05007557", "E05007557"), ("Own-1", "Own-1")],
)
def test_a_gss_code_is_in_capitals_and_another_as_it_is_written(written: str, code: str) -> None:
    assert code_of(written) == code


def test_an_outline_finds_its_area_whatever_the_case_of_the_code(tmp_path: Path) -> None:
    path = geojson_file(tmp_path, "w.geojson", feature(HOME, WD24CD="e05007557"))
    known = {"E05007557": ("Hillside", AreaKind.WARD)}
    found = read_boundaries(path, known=known, add_missing=True).records
    assert [type(one) for one in found[1:]] == [Boundary]
    assert found[1].id == "E05007557"


def test_an_area_and_those_that_it_lies_in_have_codes_in_capitals(tmp_path: Path) -> None:
    header = ["LSOA21CD", "LSOA21NM", "WD24CD", "WD24NM"]
    path = csv_file(tmp_path, "fit.csv", header, ["e01000001", "A", "e05007557", "Hillside"])
    areas = [one for one in read_areas(path).records if isinstance(one, Area)]
    assert {area.id: area.within for area in areas} == {
        "E01000001": (Within(area_id="E05007557"),),
        "E05007557": (),
    }


def test_divisions_and_constituencies_are_areas_of_their_own(tmp_path: Path) -> None:
    path = geojson_file(
        tmp_path, "c.geojson", feature(HOME, FID=1, CED25CD="E58001633", CED25NM="Lancing")
    )
    found = read_boundaries(path, known={}, add_missing=True).records
    (area,) = (one for one in found if isinstance(one, Area))
    assert (area.id, area.name, area.kind) == ("E58001633", "Lancing", AreaKind.LOCAL)
