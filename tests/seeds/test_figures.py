"""Published figures about areas: people by age, deprivation, and shares."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.model import AgeRange, Area, AreaKind, Source, Within
from seeds.area_files import read_area_files
from seeds.figures.ages import ages_of, is_total
from seeds.reading import Reading
from tests.seeds.making import csv_file, refused, text_file, xlsx_file
from tests.seeds.real import DATA, real

KNOWN = {
    "E01000001": ("City of London 001A", AreaKind.LSOA),
    "E01000002": ("City of London 001B", AreaKind.LSOA),
}
NOMIS = (
    '\n\n"TS007A - Age by five-year age bands"\n"ONS Crown Copyright Reserved [from Nomis]"\n'
    '"Date       :","2021"\n\n'
    '"2021 super output area - lower layer","mnemonic","Total","Aged 4 years and under",'
    '"Aged 5 to 9 years","Aged 85 years and over"\n'
    '"City of London 001A","E01000001",30,10,15,5\n'
    '"City of London 001B","E01000002",3,1,2,0\n\n\n'
    '"In order to protect against disclosure, counts were perturbed."\n'
)
FILE_7 = (
    "LSOA code (2011)",
    "LSOA name (2011)",
    "Local Authority District code (2019)",
    "Local Authority District name (2019)",
    "Index of Multiple Deprivation (IMD) Score",
    "Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived)",
    "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)",
    "Income Score (rate)",
    "Total population: mid 2015 (excluding prisoners)",
)


def areas(reading: Reading) -> dict[str, Area]:
    return {record.id: record for record in reading.records if isinstance(record, Area)}


def people(area: Area) -> dict[str, float]:
    return {str(band.ages): band.people for band in area.population}


@pytest.mark.parametrize(
    ("written", "first", "last", "sex"),
    [
        ("0", 0, 0, ""),
        ("90+", 90, 120, ""),
        ("Aged 4 years and under", 0, 4, ""),
        ("Aged 5 to 9 years", 5, 9, ""),
        ("Aged 85 years and over", 85, 120, ""),
        ("Aged 16 years", 16, 16, ""),
        ("Aged under 1 year", 0, 0, ""),
        ("5-9", 5, 9, ""),
        ("age_5_9", 5, 9, ""),
        ("85 plus", 85, 120, ""),
        ("Age: Aged 10 to 14 years; measures: Value", 10, 14, ""),
        ("F12", 12, 12, "f"),
        ("Males: 90 and over", 90, 120, "m"),
    ],
)
def test_ages_are_read_as_publishers_write_them(
    written: str, first: int, last: int, sex: str
) -> None:
    found = ages_of(written)
    assert found is not None
    assert (found.ages, found.sex) == (AgeRange(age_from=first, age_to=last), sex)


@pytest.mark.parametrize("written", ["All ages", "Total", "Total: All usual residents"])
def test_all_ages_are_a_total(written: str) -> None:
    assert is_total(written)
    assert ages_of(written) is None


@pytest.mark.parametrize("written", ["2021", "Persons", "130 to 140", "9 to 5", "E12000001", ""])
def test_other_words_are_no_ages(written: str) -> None:
    assert ages_of(written) is None


def test_the_download_of_a_census_table_is_read_from_under_its_titles(tmp_path: Path) -> None:
    reading = read_area_files([text_file(tmp_path, "ts007a.csv", NOMIS)], known=KNOWN)
    found = areas(reading)
    assert list(found) == ["E01000001", "E01000002"]
    assert found["E01000001"].name == "City of London 001A"
    assert people(found["E01000001"]) == {"0 to 4": 10, "5 to 9": 15, "85 to 120": 5}
    assert not reading.refused


def test_a_table_of_single_years_is_kept_by_year_until_thirty(tmp_path: Path) -> None:
    header = ["Code", "Name", "Geography", "All ages", *map(str, range(90)), "90+"]
    row = ["E06000052", "CORNWALL", "Unitary Authority", "91", *["1"] * 91]
    path = csv_file(
        tmp_path, "mye.csv", header, row, ["K04000001", "E&W", "Country", "0", *["0"] * 91]
    )
    reading = read_area_files([path])
    (county,) = areas(reading).values()
    assert county.kind is AreaKind.LOCAL_AUTHORITY
    found = people(county)
    assert found["29 to 29"] == 1
    assert found["30 to 34"] == 5
    assert found["90 to 120"] == 1
    assert sum(found.values()) == 91
    assert any("single years of age from 30 on" in note for note in reading.notes)


def test_a_workbook_is_read_from_its_sheet_of_persons(tmp_path: Path) -> None:
    path = xlsx_file(
        tmp_path,
        "mye.xlsx",
        ["Contents"],
        Persons=[
            ["MYE2"],
            [],
            ["Code", "Name", "Geography", "All ages", "0", "1+"],
            ["E06000052", "Cornwall", "UA", 3, 1, 2],
        ],
        Females=[
            ["Code", "Name", "Geography", "All ages", "0", "1+"],
            ["E06000052", "Cornwall", "UA", 1, 1, 0],
        ],
    )
    (county,) = areas(read_area_files([path])).values()
    assert people(county) == {"0 to 0": 1, "1 to 120": 2}


def test_women_and_men_are_added_up_where_nobody_else_is_counted(tmp_path: Path) -> None:
    header = ["LSOA 2021 Code", "LSOA 2021 Name", "Total", "F0", "F1", "M0", "M1"]
    path = csv_file(tmp_path, "sape.csv", header, ["E01000001", "A", "10", "1", "2", "3", "4"])
    assert people(areas(read_area_files([path]))["E01000001"]) == {"0 to 0": 4, "1 to 1": 6}


def test_a_row_for_each_age_is_gathered_to_one_area(tmp_path: Path) -> None:
    header = ["lsoa21_code", "lsoa21_name", "age_group", "usual_residents"]
    path = csv_file(
        tmp_path,
        "long.csv",
        header,
        ["E01000001", "A", "Total", "7"],
        ["E01000001", "A", "Aged 15 years and under", "3.0"],
        ["E01000001", "A", "Aged 16 to 24 years", "4"],
        ["E01000001", "A", "Aged 16 to 24 years", "5"],
        ["E01000001", "A", "Middle-aged", "5"],
    )
    reading = read_area_files([path])
    assert people(areas(reading)["E01000001"]) == {"0 to 15": 3, "16 to 24": 4}
    assert [error.row for error in reading.refused] == [5, 6]


def test_subtotals_do_not_count_anybody_twice(tmp_path: Path) -> None:
    header = ["mnemonic", "Total", "Aged 4 years and under", "Aged under 1 year", "Aged 1 year"]
    path = csv_file(tmp_path, "t.csv", header, ["E01000001", "9", "9", "4", "5"])
    reading = read_area_files([path], known=KNOWN)
    assert people(areas(reading)["E01000001"]) == {"0 to 0": 4, "1 to 1": 5}


def test_codes_with_names_in_one_cell_and_percentages_beside_are_read(tmp_path: Path) -> None:
    path = xlsx_file(
        tmp_path,
        "ward.xlsx",
        ["TS007 - Age"],
        ["Area", "Total", "", "Aged 4 years and under", "", "Aged 5 years and over"],
        ["", "number", "%", "number", "%", "number"],
        ["ladu2021:Lambeth", 20, 100, 12, 60, 8],
        ["ward2022:E05014095 : Brixton Acre Lane", 10, 100, 6, 60, 4],
    )
    (ward,) = areas(read_area_files([path])).values()
    assert (ward.id, ward.name, ward.kind) == ("E05014095", "Brixton Acre Lane", AreaKind.WARD)
    assert people(ward) == {"0 to 4": 6, "5 to 120": 4}


def test_the_index_of_2019_is_read_by_its_published_headers(tmp_path: Path) -> None:
    row = ("E01000001", "A", "E09000001", "City", "6.208", "29199", "9", "0.007", "1,296")
    reading = read_area_files([csv_file(tmp_path, "File_7.csv", FILE_7, row)])
    (area,) = areas(reading).values()
    assert (area.deprivation_decile, area.deprivation_score) == (9, 6.208)
    assert area.deprivation_index == "IMD 2019"
    assert area.population == ()
    assert isinstance(reading.records[0], Source)


def test_the_index_of_2025_is_read_and_ranks_tell_deciles(tmp_path: Path) -> None:
    header = [one.replace("2011", "2021").replace("2019", "2024") for one in FILE_7]
    row = ("E01000001", "A", "E09000001", "City", "6.208", "33755", "10", "0.007", "1296")
    (area,) = areas(read_area_files([csv_file(tmp_path, "7.csv", header, row)])).values()
    assert (area.deprivation_index, area.deprivation_decile) == ("IMD 2025", 10)
    ranks = csv_file(
        tmp_path, "r.csv", ["LSOA21CD", "IMD_rank"], ["E01000001", "3375"], ["E01000002", "3376"]
    )
    found = areas(read_area_files([ranks], known=KNOWN))
    assert [area.deprivation_decile for area in found.values()] == [1, 2]


@pytest.mark.parametrize("cell", ["eleven", "11", "0", "4.5"])
def test_a_decile_that_is_none_refuses_its_row(tmp_path: Path, cell: str) -> None:
    path = csv_file(
        tmp_path, "i.csv", ["lsoa21_code", "IMD_decile"], ["E01000001", cell], ["E01000002", "4"]
    )
    reading = read_area_files([path], known=KNOWN)
    assert list(areas(reading)) == ["E01000002"]
    assert [error.row for error in reading.refused] == [2]


def test_figures_about_areas_that_nobody_knows_are_left_out_where_that_is_wanted(
    tmp_path: Path,
) -> None:
    path = csv_file(
        tmp_path, "i.csv", ["lsoa21_code", "IMD_decile"], ["E01000001", "3"], ["E01999999", "4"]
    )
    assert len(areas(read_area_files([path], known=KNOWN))) == 2
    reading = read_area_files([path], known=KNOWN, only_known=True)
    assert list(areas(reading)) == ["E01000001"]
    assert any("1 area is none of the graph's" in note for note in reading.notes)


def test_names_of_another_file_of_the_same_import_are_known(tmp_path: Path) -> None:
    figures = csv_file(tmp_path, "i.csv", ["lsoa21_code", "IMD_decile"], ["E01000009", "3"])
    table = csv_file(tmp_path, "a.csv", ["code", "name"], ["E01000009", "Home"])
    reading = read_area_files([figures, table])
    assert {area.name for area in reading.records if isinstance(area, Area)} == {"Home"}


@pytest.mark.parametrize(
    ("column", "share", "words"),
    [
        ("population_share", "0.25", "share of people"),
        ("land_share", "0.25", "land, not of people"),
        ("percent_of_area", "25", "land, not of people"),
        ("share", "25%", "does not say"),
    ],
)
def test_shares_of_small_areas_in_parishes_are_read_and_the_basis_is_told(
    tmp_path: Path, column: str, share: str, words: str
) -> None:
    path = csv_file(
        tmp_path,
        "shares.csv",
        ["LSOA21CD", "LSOA21NM", "PAR23CD", "PAR23NM", column],
        ["E01000001", "A", "E04000001", "Blackrod", share],
        ["E01000001", "A", "E04000002", "Horwich", share],
    )
    reading = read_area_files([path], known=KNOWN)
    found = areas(reading)
    assert found["E01000001"].within == (
        Within(area_id="E04000001", share=0.25),
        Within(area_id="E04000002", share=0.25),
    )
    assert (found["E04000001"].name, found["E04000001"].kind) == ("Blackrod", AreaKind.PARISH)
    assert any(words in note for note in reading.notes)


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (["LSOACD", "latitude", "longitude", "lsoa11cd"], ["E01000001", "51.5181", "-0.0970", ""]),
        (["FID", "LSOA21CD", "GlobalID", "x", "y"], ["1", "E01000001", "{}", "532129", "181686"]),
        (["LSOA21CD", "LSOA21NM", "BNG_E", "BNG_N"], ["E01000001", "A", "532129", "181686"]),
    ],
)
def test_centres_are_read_in_degrees_or_metres(
    tmp_path: Path, header: list[str], row: list[str]
) -> None:
    wrong = ["E01000002" if cell == "E01000001" else "" for cell in row]
    reading = read_area_files([csv_file(tmp_path, "c.csv", header, row, wrong)], known=KNOWN)
    area = areas(reading)["E01000001"]
    assert (area.latitude, area.longitude) == pytest.approx((51.518, -0.097), abs=0.003)
    assert [error.row for error in reading.refused] == [3]


def test_the_rural_urban_classification_is_read(tmp_path: Path) -> None:
    header = ["LSOA21CD", "RUC21CD", "RUC21NM"]
    path = csv_file(
        tmp_path,
        "r.csv",
        header,
        ["E01000001", "RLN1", "Rural village"],
        ["E01000002", "UN1", "Urban"],
    )
    found = areas(read_area_files([path], known=KNOWN))
    assert [area.rural for area in found.values()] == [True, False]


@real("geo/lsoa_latlong.csv", "geo/ruc21_lsoa21.csv", "geo/ward_latlong.csv")
@pytest.mark.parametrize(
    ("name", "number"),
    [("lsoa_latlong.csv", 48_424), ("ruc21_lsoa21.csv", 35_672), ("ward_latlong.csv", 11_000)],
)
def test_the_published_centres_and_classifications_are_read(name: str, number: int) -> None:
    assert len(areas(read_area_files([DATA / "geo" / name]))) > 0.8 * number


def test_a_best_fit_says_which_ward_a_small_area_lies_in(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path,
        "best_fit.csv",
        ["lsoa21_name", "lsoa21_code", "ward24_name", "ward24_code", "ltla24_name", "ltla24_code"],
        ["A", "E01000001", "Aldersgate", "E05009288", "City of London", "E09000001"],
    )
    found = areas(read_area_files([path], known=KNOWN))
    assert found["E01000001"].within == (Within(area_id="E05009288"),)
    assert found["E05009288"].within == (Within(area_id="E09000001"),)


@real("geo/lookup_lsoa21_ward24_ltla24.csv")
def test_the_published_best_fit_of_wards_is_read() -> None:
    found = areas(read_area_files([DATA / "geo" / "lookup_lsoa21_ward24_ltla24.csv"]))
    kinds = [area.kind for area in found.values()]
    assert kinds.count(AreaKind.LSOA) == 35_672
    assert kinds.count(AreaKind.WARD) > 6_000


def test_shares_that_are_more_than_the_whole_are_refused(tmp_path: Path) -> None:
    header = ["LSOA21CD", "PAR23CD", "share"]
    rows = [["E01000001", "E04000001", "0.8"], ["E01000001", "E04000002", "0.8"]]
    errors = read_area_files([csv_file(tmp_path, "s.csv", header, *rows)], known=KNOWN).refused
    assert "more than the whole" in errors[0].message


def test_a_table_of_which_no_row_can_be_used_is_refused(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "i.csv", ["lsoa21_code", "IMD_decile"], ["E01000001", "x"])
    errors = refused(lambda: read_area_files([path], known=KNOWN))
    assert any("No row" in error.message for error in errors)


@real(
    "population/mye2024_single_year_age_local_authority.csv",
    "population/census2021_ts007a_age_5yr_bands_lsoa21.csv",
    "population/census2021_6_age_groups_lsoa21_long.csv.xz",
    "population/lambeth_ward_age_census2021.xlsx",
    "deprivation/imd2025_england_lsoa21.csv.xz",
)
@pytest.mark.parametrize(
    ("name", "number", "code", "bands", "decile"),
    [
        ("population/mye2024_single_year_age_local_authority.csv", 356, "E06000052", 43, None),
        ("population/census2021_ts007a_age_5yr_bands_lsoa21.csv", 35_672, "E01000001", 18, None),
        ("population/census2021_6_age_groups_lsoa21_long.csv.xz", 35_672, "E01000001", 6, None),
        ("population/lambeth_ward_age_census2021.xlsx", 25, "E05014095", 11, None),
        ("deprivation/imd2025_england_lsoa21.csv.xz", 33_755, "E01000001", 0, 8),
    ],
)
def test_the_published_tables_are_read(
    name: str, number: int, code: str, bands: int, decile: int | None
) -> None:
    reading = read_area_files([DATA / name])
    found = areas(reading)
    assert len(found) == number
    assert len(found[code].population) == bands
    assert found[code].deprivation_decile == decile
    assert not reading.refused
