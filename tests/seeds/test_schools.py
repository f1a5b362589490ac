from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graph.model import AreaKind, Organisation, OrganisationKind, Site
from seeds.reading import Reading
from seeds.registers.schools import read_schools
from seeds.registers.taking import Held, Wish
from tests.seeds.making import csv_text, refused, text_file
from tests.seeds.real import DATA, real

TODAY = date(2025, 11, 3)
WISH = Wish(today=TODAY)
ALL = Wish(today=TODAY, everything=True)
HELD = Held(areas={"E01018750": ("Cornwall 001A", AreaKind.LSOA)})
GIAS = (
    *("URN", "LA (code)", "LA (name)", "EstablishmentName", "TypeOfEstablishment (name)"),
    *("EstablishmentTypeGroup (name)", "EstablishmentStatus (name)", "CloseDate"),
    *("PhaseOfEducation (name)", "Street", "Locality", "Town", "Postcode", "SchoolWebsite"),
    *("TelephoneNum", "HeadTitle (name)", "HeadFirstName", "HeadLastName", "UKPRN"),
    *("Easting", "Northing", "LSOA (code)"),
)
SCHOOL = {
    "URN": "112059",
    "LA (code)": "908",
    "LA (name)": "Cornwall",
    "EstablishmentName": "Penryn College",
    "TypeOfEstablishment (name)": "Academy converter",
    "EstablishmentTypeGroup (name)": "Academies",
    "EstablishmentStatus (name)": "Open",
    "PhaseOfEducation (name)": "Secondary",
    "Street": "Kernick Road",
    "Town": "Penryn",
    "Postcode": "TR10 8PZ",
    "SchoolWebsite": "www.penryn.example",
    "TelephoneNum": "01326555010",
    "HeadFirstName": "Somebody",
    "HeadLastName": "Surname",
    "UKPRN": "10034567",
    "Easting": "177600",
    "Northing": "34300",
    "LSOA (code)": "E01018750",
}


def gias(folder: Path, *schools: dict[str, str]) -> Path:
    rows = [[(SCHOOL | school).get(column, "") for column in GIAS] for school in schools]
    text = csv_text(GIAS, *rows)
    return text_file(folder, "edubasealldata20251103.csv", text.encode("cp1252"))


def organisations(reading: Reading) -> list[Organisation]:
    return [record for record in reading.records if isinstance(record, Organisation)]


def sites(reading: Reading) -> list[Site]:
    return [record for record in reading.records if isinstance(record, Site)]


def test_a_school_of_the_downloaded_register_is_an_organisation_at_a_site(tmp_path: Path) -> None:
    reading = read_schools([gias(tmp_path, {"EstablishmentName": "Collège Penryn"})], HELD, WISH)
    (school,), (site,) = organisations(reading), sites(reading)
    assert school == Organisation(
        id="school-112059",
        name="Collège Penryn",
        kind=OrganisationKind.SCHOOL,
        description="Academy converter, Secondary",
        website="https://www.penryn.example",
        identifiers=("GB-EDU-112059", "GB-UKPRN-10034567"),
        site_id="school-112059",
        source_id="gias-schools",
    )
    assert (site.address, site.postcode) == ("Kernick Road, Penryn", "TR10 8PZ")
    assert (site.latitude, site.longitude) == pytest.approx((50.1675, -5.1165), abs=0.002)
    assert site.area_ids == ("E01018750",)
    assert "Surname" not in repr(reading)
    assert "01326" not in repr(reading)


@pytest.mark.parametrize(
    ("school", "words"),
    [
        ({"EstablishmentStatus (name)": "Closed"}, "1 school is closed"),
        ({"EstablishmentStatus (name)": "Proposed to open"}, "only proposed"),
        ({"PhaseOfEducation (name)": "Primary"}, "other phases passed over (Primary 1)"),
        ({"TypeOfEstablishment (name)": "British schools overseas"}, "not in England"),
    ],
)
def test_schools_that_are_passed_over_are_counted_with_the_reason(
    tmp_path: Path, school: dict[str, str], words: str
) -> None:
    reading = read_schools([gias(tmp_path, {"URN": "1"} | school, {})], HELD, WISH)
    assert [made.id for made in organisations(reading)] == ["school-112059"]
    assert words in " ".join(reading.notes)


def test_a_school_that_is_proposed_to_close_is_still_open(tmp_path: Path) -> None:
    path = gias(tmp_path, {"EstablishmentStatus (name)": "Open, but proposed to close"})
    assert len(organisations(read_schools([path], HELD, WISH))) == 1


@pytest.mark.parametrize(
    "school",
    [
        {"PhaseOfEducation (name)": "All-through"},
        {"PhaseOfEducation (name)": "16 plus"},
        {
            "PhaseOfEducation (name)": "Not applicable",
            "EstablishmentTypeGroup (name)": "Colleges",
            "TypeOfEstablishment (name)": "Sixth form centres",
        },
    ],
)
def test_every_kind_of_secondary_and_further_education_is_taken(
    tmp_path: Path, school: dict[str, str]
) -> None:
    assert organisations(read_schools([gias(tmp_path, school)], HELD, WISH))


def test_schools_of_every_phase_are_taken_where_all_are_wanted(tmp_path: Path) -> None:
    path = gias(tmp_path, {"URN": "1", "PhaseOfEducation (name)": "Primary"}, {})
    assert len(organisations(read_schools([path], HELD, ALL))) == 2


def test_a_school_without_a_position_has_no_site(tmp_path: Path) -> None:
    path = gias(tmp_path, {"Easting": "", "Northing": ""})
    reading = read_schools([path], HELD, WISH)
    assert [made.site_id for made in organisations(reading)] == [None]
    assert not sites(reading)


def test_only_schools_of_the_graphs_small_areas_are_taken_where_that_is_wanted(
    tmp_path: Path,
) -> None:
    path = gias(tmp_path, {"URN": "1", "LSOA (code)": "E01000001"}, {})
    here = read_schools([path], HELD, Wish(today=TODAY, here=True))
    assert [made.id for made in organisations(here)] == ["school-112059"]


def test_a_school_without_a_number_is_refused_by_itself(tmp_path: Path) -> None:
    reading = read_schools([gias(tmp_path, {"URN": "x1"}, {})], HELD, WISH)
    assert [made.id for made in organisations(reading)] == ["school-112059"]
    assert [error.row for error in reading.refused] == [2]


def test_another_register_is_refused(tmp_path: Path) -> None:
    path = text_file(tmp_path, "c.csv", "PARCD,PARNM\nE04011399,Advent\n")
    assert "parcd, parnm" in refused(lambda: read_schools([path], HELD, WISH))[0].message


@real("facilities/gias_schools_open_2025-05-24.csv.xz")
def test_all_of_englands_open_schools_are_read() -> None:
    path = DATA / "facilities" / "gias_schools_open_2025-05-24.csv.xz"
    reading = read_schools([path], HELD, ALL)
    found = organisations(reading)
    assert len(found) == 27_153 - 2_003
    assert len(sites(reading)) == len(found) - 30
    assert not reading.refused
