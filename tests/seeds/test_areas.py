from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from graph.errors import Interrupted
from graph.model import Area, AreaKind, Source, Within
from seeds.areas import read_areas
from seeds.layouts import ENGLAND_LSOA_2021
from seeds.reading import Reading
from seeds.templates import template
from tests.seeds.making import csv_file, places, refused, text_file

ENGLAND = [
    "lsoa21_code",
    "lsoa21_name",
    "latitude",
    "longitude",
    "ward24_code",
    "ward24_name",
    "ltla24_code",
    "ltla24_name",
    "region_code",
    "region_name",
    "ruc",
    "imd25_decile",
    "imd25_score",
    "pop_0_4",
    "pop_5_9",
    "pop_10_14",
    "pop_15_19",
    "pop_20_24",
    "pop_total",
]
HIGHER = ["E05000001", "Ward", "E06000052", "Cornwall", "E12000009", "South West"]


def england_row(code: str, latitude: object, people: int, **other: object) -> list[object]:
    row = [code, f"Area {code}", latitude, -5.0, *HIGHER, "Rural", "8.0", 13.5]
    row += [people, 0, 10, 20, "", 1_000]
    for name, value in other.items():
        row[ENGLAND.index(name)] = value
    return row


def areas(reading: Reading) -> dict[str, Area]:
    return {record.id: record for record in reading.records if isinstance(record, Area)}


def test_the_england_table_is_read_by_its_stated_mapping(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "e.csv", ENGLAND, england_row("E01000001", 50.1234567, 5))
    reading = read_areas(path)
    area = areas(reading)["E01000001"]
    assert area.kind is AreaKind.LSOA
    assert (area.latitude, area.longitude) == (50.123457, -5.0)
    assert (area.deprivation_decile, area.deprivation_score) == (8, 13.5)
    assert (area.deprivation_index, area.rural) == ("IMD 2025", True)
    assert [(str(band.ages), band.people) for band in area.population] == [
        ("0 to 4", 5.0),
        ("5 to 9", 0.0),
        ("10 to 14", 10.0),
        ("15 to 19", 20.0),
    ]
    assert area.within == (Within(area_id="E05000001"),)
    source = reading.records[0]
    assert isinstance(source, Source)
    assert source.licence == "Open Government Licence v3.0"
    assert "Crown copyright" in source.attribution
    assert area.source_id == source.id


def test_the_england_table_makes_wards_authorities_regions_and_england(tmp_path: Path) -> None:
    rows = [england_row("E01000001", 50.0, 5), england_row("E01000002", 51.0, 65)]
    found = areas(read_areas(csv_file(tmp_path, "e.csv", ENGLAND, *rows)))
    chain = ["E05000001", "E06000052", "E12000009", "E92000001"]
    kinds = [AreaKind.WARD, AreaKind.LOCAL_AUTHORITY, AreaKind.REGION, AreaKind.COUNTRY]
    assert [found[id].kind for id in chain] == kinds
    assert [found[id].name for id in chain] == ["Ward", "Cornwall", "South West", "England"]
    for inner, outer in pairwise(chain):
        assert found[inner].within == (Within(area_id=outer),)
    assert found["E92000001"].within == ()
    # 35 and 95 people: (50 x 35 + 51 x 95) / 130
    assert found["E06000052"].latitude == pytest.approx(50.730769, abs=1e-6)
    assert all(found[id].population == () for id in chain)


def test_a_ward_in_two_authorities_lies_in_each_by_share_of_people(tmp_path: Path) -> None:
    rows = [
        england_row("E01000001", 50.0, 0),
        england_row("E01000002", 50.0, 60, ltla24_code="E06000053", ltla24_name="Scilly"),
    ]
    found = areas(read_areas(csv_file(tmp_path, "e.csv", ENGLAND, *rows)))
    assert found["E05000001"].within == (
        Within(area_id="E06000052", share=0.25),
        Within(area_id="E06000053", share=0.75),
    )


def test_what_was_assumed_and_passed_over_is_said(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "e.csv", ENGLAND, england_row("E01000001", 50.0, 5, imd25_decile=""))
    notes = " ".join(read_areas(path).notes)
    assert "1 area comes without the people of some ages" in notes
    assert "1 area comes without a deprivation decile" in notes
    assert "1 column was passed over: pop_total" in notes
    assert "larger areas made from its code and name columns" in notes


def test_a_column_that_the_mapping_does_not_state_is_refused(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path, "e.csv", [*ENGLAND, "imd25_rnk"], [*england_row("E01000001", 50, 5), 1]
    )
    (error,) = refused(lambda: read_areas(path))
    assert "Did you mean “imd25_rank”?" in error.message


def test_every_column_of_the_mapping_is_stated_once() -> None:
    layout = ENGLAND_LSOA_2021
    used = [layout.code, layout.name, layout.decile, layout.score, layout.rural]
    used += [column for column, _ in layout.bands]
    assert len({*used, *layout.passed_over}) == len(used) + len(layout.passed_over)


def test_a_list_of_codes_and_names_is_read(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "p.csv", ["PARCD", "PARNM"], ["E04011399", "Advent"])
    area = areas(read_areas(path))["E04011399"]
    assert (area.name, area.kind, area.latitude) == ("Advent", AreaKind.PARISH, None)


def test_a_list_of_two_levels_says_what_lies_in_what(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path,
        "l.csv",
        ["LTLA23CD", "LTLA23NM", "UTLA23CD", "UTLA23NM", "ObjectId"],
        ["E07000008", "Cambridge", "E10000003", "Cambridgeshire", 1],
        ["E06000052", "Cornwall", "E06000052", "Cornwall", 2],
    )
    found = areas(read_areas(path))
    assert found["E07000008"].within == (Within(area_id="E10000003"),)
    assert found["E10000003"].kind is AreaKind.COUNTY
    assert found["E06000052"].within == ()


def test_our_own_table_takes_any_bands_years_and_open_ages(tmp_path: Path) -> None:
    header = ["code", "name", "kind", "Pop 0-9", "age_10_14", "pop_15", "pop_16_plus", "pop_total"]
    path = csv_file(tmp_path, "a.csv", header, ["mine", "Mine", "local", 1, 2, 3, 4, 10])
    area = areas(read_areas(path))["mine"]
    assert [str(band.ages) for band in area.population] == [
        "0 to 9",
        "10 to 14",
        "15 to 15",
        "16 to 120",
    ]
    assert area.kind is AreaKind.LOCAL


def test_bands_that_overlap_are_refused_once_at_the_header(tmp_path: Path) -> None:
    header = ["code", "name", "pop_10_14", "pop_14_19"]
    path = csv_file(tmp_path, "a.csv", header, *[[f"E0100000{n}", "x", 1, 2] for n in range(5)])
    (error,) = refused(lambda: read_areas(path))
    assert (error.row, error.column) == (1, "pop_14_19")
    assert "overlap those of “pop_10_14”" in error.message


def test_a_band_with_its_ages_reversed_is_refused(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "a.csv", ["code", "name", "pop_14_10"], ["E01000001", "x", 1])
    (error,) = refused(lambda: read_areas(path))
    assert error.column == "pop_14_10"
    assert "reversed" in error.message


def test_eastings_and_northings_become_degrees(tmp_path: Path) -> None:
    header = ["code", "name", "easting", "northing"]
    area = areas(
        read_areas(csv_file(tmp_path, "a.csv", header, ["E01000001", "x", 182600, 44800]))
    )["E01000001"]
    assert area.latitude == pytest.approx(50.26307, abs=1e-4)
    assert area.longitude == pytest.approx(-5.05167, abs=1e-4)


@pytest.mark.parametrize(
    ("row", "place", "words"),
    [
        (["E01000001", "x", 48.9, -5.0, "", ""], (2, "latitude"), "outside Great Britain"),
        (["E01000001", "x", -5.0, 50.0, "", ""], (2, "latitude"), "look swapped"),
        (["E01000001", "x", 50.0, 12.0, "", ""], (2, "longitude"), "outside Great Britain"),
        (["E01000001", "x", 50.0, "", "", ""], (2, "longitude"), "missing"),
        (["E01000001", "x", "fifty", -5, "", ""], (2, "latitude"), "not a number"),
        (["E01000001", "x", "inf", -5, "", ""], (2, "latitude"), "not a number"),
        (["E01000001", "x", "", "", 182600, ""], (2, "northing"), "missing"),
        (["E01000001", "x", "", "", 50.1, 5_000_000], (2, "easting"), "National Grid"),
    ],
)
def test_a_position_that_cannot_be_is_refused(
    tmp_path: Path, row: list[object], place: tuple[int, str], words: str
) -> None:
    header = ["code", "name", "latitude", "longitude", "easting", "northing"]
    (error,) = refused(lambda: read_areas(csv_file(tmp_path, "a.csv", header, row)))
    assert (error.row, error.column) == place
    assert words in error.message


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("deprivation_decile", "8.5", "not a whole number"),
        ("deprivation_decile", "11", "outside 1 to 10"),
        ("deprivation_score", "high", "not a number"),
        ("pop_10_14", "-3", "outside 0"),
        ("rural", "perhaps", "neither yes nor no"),
        ("kind", "parrish", "Did you mean “parish”?"),
        ("within", "E06000052 (1.5)", "outside 0 to 1"),
        ("within", "E06000052 (half)", "not a code"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused_at_its_cell(
    tmp_path: Path, column: str, value: str, words: str
) -> None:
    path = csv_file(tmp_path, "a.csv", ["code", "name", column], ["E01000001", "x", value])
    (error,) = refused(lambda: read_areas(path))
    assert (error.row, error.column) == (2, column)
    assert words in error.message


def test_a_code_that_stands_twice_is_refused_naming_the_first_row(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "a.csv", ["code", "name"], ["E01000001", "x"], ["E01000001", "y"])
    (error,) = refused(lambda: read_areas(path))
    assert (error.row, error.column) == (3, "code")
    assert "row 2" in error.message


def test_a_larger_area_with_two_names_is_refused(tmp_path: Path) -> None:
    rows = [england_row("E01000001", 50, 1), england_row("E01000002", 50, 1, ward24_name="Other")]
    (error,) = refused(lambda: read_areas(csv_file(tmp_path, "e.csv", ENGLAND, *rows)))
    assert "two names, “Ward” and “Other”" in error.message


def test_a_code_that_tells_no_kind_needs_one(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "a.csv", ["code", "name"], ["mine", "Mine"])
    (error,) = refused(lambda: read_areas(path))
    assert "“local”" in error.message


def test_areas_named_in_within_that_the_file_lacks_are_handed_on(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path,
        "a.csv",
        ["code", "name", "within"],
        ["E01000001", "x", "E05000001; E06000052 (0.4)"],
        ["E05000001", "y", ""],
    )
    reading = read_areas(path)
    assert [(mention.id, mention.row, mention.column) for mention in reading.mentions] == [
        ("E06000052", 2, "within")
    ]
    assert areas(reading)["E01000001"].within[1] == Within(area_id="E06000052", share=0.4)


def test_the_template_itself_reads_as_nothing_but_its_source(tmp_path: Path) -> None:
    reading = read_areas(text_file(tmp_path, "areas.csv", template("areas")))
    assert len(reading.records) == 1
    assert "the example row was passed over" in " ".join(reading.notes)


def test_a_reading_can_be_stopped(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "a.csv", ["code", "name"], ["E01000001", "x"])
    told: list[tuple[str, int, int]] = []

    def stop(stage: str, done: int, total: int) -> None:
        told.append((stage, done, total))
        raise Interrupted("Stopped.")

    with pytest.raises(Interrupted):
        read_areas(path, progress=stop)
    assert told == [("Reading a.csv", 0, 1)]


def test_two_faults_of_one_row_are_both_reported(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "a.csv", ["code", "name", "rural"], ["", "", "perhaps"])
    assert places(refused(lambda: read_areas(path))) == [(2, "code"), (2, "name"), (2, "rural")]
