"""Figures of 2011's small areas carried over to those of 2021, by the change that is stated."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.model import Area, AreaKind
from seeds.area_files import read_area_files
from seeds.reading import Reading
from tests.seeds.making import csv_file, refused
from tests.seeds.real import DATA, real

LOOK_UP = ("LSOA11CD", "LSOA11NM", "CHGIND", "LSOA21CD", "LSOA21NM")
FIGURES = (
    "LSOA code (2011)",
    "LSOA name (2011)",
    "Index of Multiple Deprivation (IMD) Score",
    "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)",
    "Total population: mid 2015 (excluding prisoners)",
)
KNOWN = {f"E010000{number}": (f"Area {number}", AreaKind.LSOA) for number in (11, 22, 23, 34, 45)}


def look_up(folder: Path) -> Path:
    return csv_file(
        folder,
        "look_up.csv",
        LOOK_UP,
        ("E01000011", "a", "U", "E01000011", "a"),
        ("E01000002", "b", "S", "E01000022", "b1"),
        ("E01000002", "b", "S", "E01000023", "b2"),
        ("E01000003", "c", "M", "E01000034", "cd"),
        ("E01000004", "d", "M", "E01000034", "cd"),
        ("E01000005", "e", "X", "E01000045", "e"),
    )


def areas(reading: Reading) -> dict[str, Area]:
    return {record.id: record for record in reading.records if isinstance(record, Area)}


def test_deprivation_is_carried_over_by_the_change_that_is_stated(tmp_path: Path) -> None:
    figures = csv_file(
        tmp_path,
        "imd.csv",
        FIGURES,
        ("E01000011", "a", "10", "5", "1000"),
        ("E01000002", "b", "20", "3", "2000"),
        ("E01000003", "c", "30", "2", "3000"),
        ("E01000004", "d", "50", "1", "1000"),
        ("E01000005", "e", "60", "1", "1000"),
    )
    reading = read_area_files([figures, look_up(tmp_path)], known=KNOWN)
    found = {
        id: (area.deprivation_decile, area.deprivation_score, area.deprivation_index)
        for id, area in areas(reading).items()
    }
    assert found == {
        "E01000011": (5, 10.0, "IMD 2019"),
        "E01000022": (3, 20.0, "IMD 2019"),
        "E01000023": (3, 20.0, "IMD 2019"),
        "E01000034": (2, 35.0, "IMD 2019"),
    }
    notes = " ".join(reading.notes)
    assert "1 unchanged, 2 parts of split ones, 1 merged" in notes
    assert "irregular or a part is missing: E01000045" in notes


def test_people_of_merged_areas_are_added_up_and_those_of_split_ones_left_out(
    tmp_path: Path,
) -> None:
    figures = csv_file(
        tmp_path,
        "people.csv",
        ("lsoa11_code", "Aged 4 years and under", "Aged 5 years and over"),
        ("E01000002", "7", "8"),
        ("E01000003", "1", "2"),
        ("E01000004", "10", "20"),
    )
    reading = read_area_files([figures, look_up(tmp_path)], known=KNOWN)
    found = areas(reading)
    assert [band.people for band in found["E01000034"].population] == [11, 22]
    assert found["E01000022"].population == ()
    assert any("people of split areas are not known" in note for note in reading.notes)


def test_a_merged_area_of_which_a_part_is_missing_is_left_out(tmp_path: Path) -> None:
    figures = csv_file(
        tmp_path,
        "imd.csv",
        FIGURES,
        ("E01000003", "c", "30", "2", "9"),
        ("E01000011", "a", "1", "9", "9"),
    )
    reading = read_area_files([figures, look_up(tmp_path)], known=KNOWN)
    assert list(areas(reading)) == ["E01000011"]


def test_without_a_look_up_only_codes_that_still_stand_are_taken(tmp_path: Path) -> None:
    figures = csv_file(
        tmp_path,
        "imd.csv",
        FIGURES,
        ("E01000011", "a", "10", "5", "9"),
        ("E01000003", "c", "3", "2", "9"),
    )
    reading = read_area_files([figures], known=KNOWN)
    assert list(areas(reading)) == ["E01000011"]
    assert any("give the look-up from LSOA 2011" in note for note in reading.notes)


def test_a_look_up_alone_is_nothing_to_import(tmp_path: Path) -> None:
    errors = refused(lambda: read_area_files([look_up(tmp_path)], known=KNOWN))
    assert "together with the table" in errors[0].message


def test_a_change_that_is_none_refuses_the_look_up(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "l.csv", LOOK_UP, ("E01000011", "a", "Q", "E01000011", "a"))
    assert "U, S, M or X" in refused(lambda: read_area_files([path]))[0].message


@real("geo/lookup_lsoa11_lsoa21_ltla22.csv", "deprivation/uk_composite_imd_england_anchored.csv")
@pytest.mark.parametrize("people", [True, False])
def test_every_small_area_of_2021_but_the_irregular_gets_a_figure_of_2011(
    tmp_path: Path, people: bool
) -> None:
    path = DATA / "geo" / "lookup_lsoa11_lsoa21_ltla22.csv"
    codes = sorted(
        {line.split(",")[1] for line in path.read_text().splitlines()[1:] if ",E01" in line}
    )
    rows = [(code, "", "10", "5", "1000" if people else "") for code in codes]
    figures = csv_file(tmp_path, "imd.csv", FIGURES, *rows)
    found = areas(read_area_files([figures, path]))
    assert 33_700 < len(found) <= 33_755
    assert {area.deprivation_decile for area in found.values()} == {5}
