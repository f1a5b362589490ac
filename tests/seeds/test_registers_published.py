"""Registers in the shapes in which they really come: among other files, on a later sheet."""

from __future__ import annotations

import json
import zipfile
from datetime import date
from pathlib import Path

import pytest

from graph.model import AreaKind, Organisation, Site
from seeds.reading import Reading
from seeds.registers.charities import read_charities
from seeds.registers.councils import read_councils
from seeds.registers.parish_councils import read_parish_councils
from seeds.registers.schools import read_schools
from seeds.registers.taking import Held, Wish
from tests.seeds.making import csv_file, csv_text, places, refused, text_file, xlsx_file

WISH = Wish(today=date(2025, 11, 3))
ALL = Wish(today=date(2025, 11, 3), everything=True)
HELD = Held(areas={"E07000223": ("Adur", AreaKind.LOCAL_AUTHORITY)})
SCHOOLS = ["URN", "EstablishmentName", "EstablishmentStatus (name)", "PhaseOfEducation (name)"]
SCHOOL = [100001, "Lancing School", "Open", "Secondary"]
CHARITY = {
    "registered_charity_number": 1000001,
    "linked_charity_number": 0,
    "charity_name": "Youth Club",
    "charity_registration_status": "Registered",
}


def organisations(reading: Reading) -> list[Organisation]:
    return [record for record in reading.records if isinstance(record, Organisation)]


def zipped(folder: Path, **members: str) -> Path:
    path = folder / "extract.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for name, text in members.items():
            packed.writestr(name.replace("_dot_", "."), text)
    return path


def test_a_register_is_found_among_the_other_files_of_a_zip_and_those_are_named(
    tmp_path: Path,
) -> None:
    path = zipped(
        tmp_path,
        readme_dot_txt="What is in it",
        edubasealldata_dot_csv=csv_text(SCHOOLS, SCHOOL),
        links_dot_csv="URN,LinkURN,LinkType\n1,2,Successor\n",
    )
    reading = read_schools([path], HELD, WISH)
    assert [one.id for one in organisations(reading)] == ["school-100001"]
    assert any("passed over in it: readme.txt, links.csv" in note for note in reading.notes)


def test_a_zip_in_which_nothing_is_the_register_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path, a_dot_csv="x,y\n1,2\n", b_dot_csv="z,w\n1,2\n")
    (error,) = refused(lambda: read_schools([path], HELD, WISH))
    assert "No row of the first" in error.message


def test_charities_and_their_classification_may_come_in_one_zip(tmp_path: Path) -> None:
    young: dict[str, object] = {"registered_charity_number": 1000001, "linked_charity_number": 0}
    young |= {"classification_code": 201, "classification_description": "Children/young People"}
    path = zipped(
        tmp_path,
        publicextract_charity_dot_json=json.dumps([CHARITY]),
        publicextract_classification_dot_json=json.dumps([young]),
    )
    reading = read_charities([path], HELD, WISH)
    assert [one.id for one in organisations(reading)] == ["charity-1000001"]
    assert not any("classification as well" in note for note in reading.notes)


def test_a_register_on_a_later_sheet_is_found(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, "gias.xlsx", ["About this file"], Schools=[SCHOOLS, SCHOOL])
    reading = read_schools([path], HELD, WISH)
    assert [one.name for one in organisations(reading)] == ["Lancing School"]
    assert any("only the sheet “Schools” was read" in note for note in reading.notes)


def test_a_school_stands_where_it_does_whatever_the_marks_and_case(tmp_path: Path) -> None:
    header = [*SCHOOLS, "Easting", "Northing", "LSOA (code)"]
    path = csv_file(tmp_path, "g.csv", header, [*SCHOOL, "518,000", "104,000", "e01031349 "])
    held = Held(areas={"E01031349": ("Adur 001A", AreaKind.LSOA)})
    reading = read_schools([path], held, Wish(today=date(2025, 11, 3), here=True))
    (site,) = (record for record in reading.records if isinstance(record, Site))
    assert site.area_ids == ("E01031349",)


def test_a_refused_row_names_the_column_as_the_file_has_it(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "gias.csv", SCHOOLS, SCHOOL, [100002, "", "Open", "Secondary"])
    assert places(read_schools([path], HELD, WISH).refused) == [(3, "EstablishmentName")]


@pytest.mark.parametrize("number", ["ABC", "10000012", "1000001-1"])
def test_what_is_no_charitys_number_is_refused(tmp_path: Path, number: str) -> None:
    rows = [CHARITY, {**CHARITY, "registered_charity_number": number}]
    path = text_file(tmp_path, "publicextract.charity.json", json.dumps(rows))
    reading = read_charities([path], HELD, ALL)
    assert places(reading.refused) == [(2, "registered_charity_number")]
    assert len(organisations(reading)) == 1


def test_councils_are_read_from_the_list_of_their_areas_and_that_is_told(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path,
        "lad.csv",
        ["LAD24CD", "LAD24NM", "ObjectId"],
        ["e07000223", "Adur", 1],
        ["E06000023", "Bristol, City of", 2],
    )
    reading = read_councils([path], HELD, WISH)
    assert {one.id: one.name for one in organisations(reading)} == {
        "council-E07000223": "Adur Council",
        "council-E06000023": "Bristol Council",
    }
    assert any("after the area" in note for note in reading.notes)


def test_names_and_codes_alone_make_councils_but_wards_are_none(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path,
        "councils.csv",
        ["Council", "GSS code"],
        ["Adur District Council", "E07000223 "],
        ["Hillside", "E05007557"],
    )
    reading = read_councils([path], HELD, WISH)
    assert [one.area_ids for one in organisations(reading)] == [("E07000223",)]
    assert places(reading.refused) == [(3, "GSS code")]


def test_semicolons_part_the_cells_where_the_header_has_them(tmp_path: Path) -> None:
    text = "GSS code;Parish;Council\nE04009871;Coombes;Coombes Parish Meeting\n"
    path = text_file(tmp_path, "parishes.csv", text)
    (council,) = organisations(read_parish_councils([path], HELD, ALL))
    assert (council.name, council.identifiers) == ("Coombes Parish Meeting", ("ons:E04009871",))
