"""Published figures in the shapes in which they really come: zips, years, marks, encodings."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from graph.model import Area
from seeds.area_files import read_area_files
from seeds.reading import Reading
from tests.seeds.making import csv_file, csv_text, places, refused, text_file, xlsx_file

HEADER = ["LSOA21CD", "LSOA21NM", "Aged 0 to 4 years", "Aged 5 to 9 years"]
KNOWN_YEARS = [["Mid-year estimates"], [], HEADER]


def people(reading: Reading) -> dict[str, dict[str, float]]:
    return {
        area.id: {str(band.ages): band.people for band in area.population}
        for area in reading.records
        if isinstance(area, Area)
    }


def zipped(folder: Path, **texts: str) -> Path:
    path = folder / "download.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in texts.items():
            packed.writestr(f"{name}.csv", text)
        packed.writestr("metadata/about.txt", "About these figures")
    return path


def test_a_zip_of_one_table_is_that_table(tmp_path: Path) -> None:
    path = zipped(tmp_path, lsoa=csv_text(HEADER, ["E01000001", "A", 10, 15]))
    assert people(read_area_files([path])) == {"E01000001": {"0 to 4": 10, "5 to 9": 15}}


def test_a_zip_of_several_tables_is_refused_and_names_them(tmp_path: Path) -> None:
    table = csv_text(HEADER, ["E01000001", "A", 10, 15])
    (error,) = refused(lambda: read_area_files([zipped(tmp_path, lsoa=table, msoa=table)]))
    assert "2 files (lsoa.csv, msoa.csv)" in error.message


def test_of_several_years_in_a_workbook_the_newest_is_read_and_the_others_are_told(
    tmp_path: Path,
) -> None:
    path = xlsx_file(
        tmp_path,
        "sape.xlsx",
        ["Contents"],
        **{
            f"Mid-{year} LSOA 2021": [*KNOWN_YEARS, ["E01000001", "A", year, 1]]
            for year in (2020, 2022, 2021)
        },
    )
    reading = read_area_files([path])
    assert people(reading)["E01000001"]["0 to 4"] == 2022
    assert any("not read: “Mid-2021 LSOA 2021”" in note for note in reading.notes)


def test_everybody_goes_before_men_and_women_whatever_the_order_of_the_sheets(
    tmp_path: Path,
) -> None:
    path = xlsx_file(
        tmp_path,
        "sape.xlsx",
        ["Contents"],
        **{
            f"Mid-2020 {whose}": [*KNOWN_YEARS, ["E01000001", "A", number, 1]]
            for whose, number in (("Males", 3), ("Females", 4), ("Persons", 7))
        },
    )
    assert people(read_area_files([path]))["E01000001"]["0 to 4"] == 7


def test_codes_are_read_without_regard_to_case_and_blanks(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "figures.csv", HEADER, ["e01000001 ", "A", 10, 15])
    assert list(people(read_area_files([path]))) == ["E01000001"]
    shares = csv_file(
        tmp_path, "shares.csv", ["LSOA21CD", "PAR23CD", "share"], ["e01000001", "e04000001", "1"]
    )
    found = [one for one in read_area_files([shares]).records if isinstance(one, Area)]
    assert [area.id for area in found if area.within] == ["E01000001"]


@pytest.mark.parametrize("mark", ["c", "[c]", "[x]", "..", "-", "!", "~", "*", "low"])
def test_a_number_that_is_withheld_is_not_known_and_told(tmp_path: Path, mark: str) -> None:
    reading = read_area_files(
        [csv_file(tmp_path, "figures.csv", HEADER, ["E01000001", "A", mark, 15])]
    )
    assert people(reading) == {"E01000001": {"5 to 9": 15}}
    assert any("1 number is withheld" in note for note in reading.notes)
    assert not reading.refused


@pytest.mark.parametrize("written", ["1,234", "1 234", "1\u00a0234", "1234.0", "1,234 [r]"])
def test_thousands_are_read_as_publishers_part_them(tmp_path: Path, written: str) -> None:
    path = csv_file(tmp_path, "figures.csv", HEADER, ["E01000001", "A", written, 15])
    assert people(read_area_files([path]))["E01000001"]["0 to 4"] == 1234


def test_a_cell_that_is_no_number_is_refused_by_its_row_and_column(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path, "figures.csv", HEADER, ["E01000001", "A", "ten", 1], ["E01000002", "B", 1, 2]
    )
    assert places(read_area_files([path]).refused) == [(2, "Aged 0 to 4 years")]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_figures_in_older_encodings_are_read_and_told(tmp_path: Path, encoding: str) -> None:
    text = csv_text(HEADER, ["W01000001", "Ynys Môn 001A", 10, 15])
    reading = read_area_files([text_file(tmp_path, "figures.csv", text.encode(encoding))])
    (area,) = (one for one in reading.records if isinstance(one, Area))
    assert area.name == "Ynys Môn 001A"
    assert any("not UTF-8" in note for note in reading.notes)


def test_what_the_service_of_nomis_answers_is_read_by_the_rows_that_count_everybody(
    tmp_path: Path,
) -> None:
    header = ["DATE_NAME", "GEOGRAPHY_NAME", "GEOGRAPHY_CODE", "C_SEX_NAME", "C2021_AGE_19_NAME"]
    header += ["MEASURES_NAME", "OBS_VALUE"]
    place = ["2021", "Adur 001A", "E01031349"]
    rows = [
        [*place, "All persons", "Total", "Value", 1500],
        [*place, "All persons", "Aged 4 years and under", "Value", 80],
        [*place, "All persons", "Aged 4 years and under", "Percent", 5.3],
        [*place, "Female", "Aged 4 years and under", "Value", 40],
        [*place, "All persons", "Aged 5 to 9 years", "Value", 90],
    ]
    reading = read_area_files([csv_file(tmp_path, "nomis.csv", header, *rows)])
    assert people(reading) == {"E01031349": {"0 to 4": 80, "5 to 9": 90}}
    assert not reading.refused
