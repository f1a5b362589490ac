"""Versions 1 and 2, the international profile, and tables are read like version 3."""

from __future__ import annotations

import json
import zipfile

import pytest

from graph.errors import FileRefused
from graph.model import Audience, Theme
from tests.seeds.making import xlsx_file
from tests.seeds.referral import (
    activities,
    at,
    json_file,
    location,
    noted,
    one,
    organisation,
    organisations,
    page,
    read,
    reading_of,
    service,
    sites,
    tables,
    weekly,
)


def old_service(**fields):
    """A service as version 1 has it."""
    hall = location(addresses=None)
    hall["physical_addresses"] = [{"address_1": "1 Fore Street", "postal_code": "TR1 1AA"}]
    return service(
        minimum_age=None,
        maximum_age=None,
        schedules=None,
        attributes=None,
        service_at_locations=at(hall),
        eligibilitys=[{"id": "e", "eligibility": "Girls", "minimum_age": "8", "maximum_age": 16.0}],
        regular_schedules=[weekly(bymonthday=None)],
        service_taxonomys=[
            {"id": "t", "taxonomy": {"id": "x:1", "name": "Sports", "vocabulary": "esd"}}
        ],
        fundings=[{"id": "f", "source": "The lottery"}],
        cost_options=[{"id": "c", "option": "per session", "amount": "1.5"}],
        **fields,
    )


def test_version_1_is_read_with_its_own_names(tmp_path):
    pages = {"totalElements": 1, "totalPages": 1, "number": 1, "content": [old_service()]}
    reading = read(json_file(tmp_path, pages))
    (club,), (hall,) = activities(reading), sites(reading)
    assert (club.ages.age_from, club.ages.age_to) == (8, 16)
    assert (club.theme, club.audience) == (Theme.SPORT, Audience.GIRLS)
    assert [str(each) for each in club.sessions] == ["Tue 18:00-20:00"]
    assert (club.cost_pounds, hall.address, hall.postcode) == (1.5, "1 Fore Street", "TR1 1AA")
    assert "Funded by: The lottery" in club.description


def test_ages_written_as_null_in_words_are_not_stated(tmp_path):
    none = [{"eligibility": "Open to all", "minimum_age": "null", "maximum_age": "null"}]
    reading = reading_of(tmp_path, service(minimum_age=None, maximum_age=None, eligibilitys=none))
    (club,) = activities(reading)
    assert (club.ages.age_from, club.ages.age_to) == (0, 120)
    assert noted(reading, "No ages stated")


def test_ages_are_taken_from_words_where_nothing_else_says_them(tmp_path):
    nothing = {"minimum_age": None, "maximum_age": None}
    club = one(tmp_path, **nothing, description="For young people aged 11 to 18.")
    assert (club.ages.age_from, club.ages.age_to) == (11, 18)
    course = one(tmp_path, **nothing, description="A course of 2 to 3 years.")
    assert (course.ages.age_from, course.ages.age_to) == (0, 120)


def test_the_international_profile_is_read(tmp_path):
    club = one(
        tmp_path,
        eligibility_description="Young people with a referral",
        application_process="Referral by a school",
        service_capacities=[{"id": "c", "available": 3, "maximum": 20}],
        fees_description="£2",
    )
    assert club.places == 20
    assert "For: Young people with a referral" in club.description


def test_a_list_a_single_service_and_lines_of_services_are_read(tmp_path):
    two = [service("a"), service("b")]
    assert len(activities(read(json_file(tmp_path, two)))) == 2
    assert len(activities(read(json_file(tmp_path, service())))) == 1
    lines = tmp_path / "lines.ndjson"
    lines.write_text("\n".join(map(json.dumps, two)))
    assert len(activities(read(lines))) == 2


def test_services_at_locations_are_read_as_services(tmp_path):
    whole = {"id": "at", "location": location(), "service": service(service_at_locations=None)}
    reading = read(json_file(tmp_path, page(whole)))
    assert activities(reading)[0].site_id == sites(reading)[0].id


def test_a_folder_of_files_is_read_as_one_with_what_its_lists_say(tmp_path):
    flat = service(organization=None, organization_id=organisation()["id"], attributes=None)
    flat["attributes"] = [{"id": "l", "taxonomy_term_id": "t7"}]
    json_file(tmp_path, flat, "services/a.json")
    json_file(tmp_path, service("b"), "services/b.json")
    json_file(tmp_path, page(organisation(website="https://x.org")), "organizations.json")
    json_file(tmp_path, page({"id": "t7", "name": "Drama", "parent_id": None}), "terms.json")
    json_file(tmp_path, {"odd": 1}, "other.json")
    reading = read(tmp_path)
    assert sorted(club.theme for club in activities(reading)) == [Theme.DRAMA, Theme.OPEN_ACCESS]
    assert noted(reading, "other.json: not read")


def sheets():
    """The tables of a directory with one club."""
    return {
        "services": [
            {"id": "s1", "organization_id": "o1", "name": "Club", "minimum_age": "11",
             "maximum_age": "18", "status": "active"},
            {"id": "s2", "organization_id": "o1", "name": "", "minimum_age": "11",
             "maximum_age": "18", "status": "active"},
        ],
        "organizations": [{"id": "o1", "name": "Trust", "description": "A charity"}],
        "organization_identifiers": [
            {"id": "i", "organization_id": "o1", "identifier_scheme": "GB-CHC",
             "identifier": "1234567"}
        ],
        "locations": [{"id": "l1", "name": "Hall", "latitude": "50.2", "longitude": "-5.0"}],
        "addresses": [{"id": "a", "location_id": "l1", "address_1": "1 Fore Street",
                       "postal_code": "TR1 1AA"}],
        "service_at_location": [{"id": "sl1", "service_id": "s1", "location_id": "l1"}],
        "schedules": [
            {"id": "h", "service_id": "s1", "service_at_location_id": "sl1", "freq": "WEEKLY",
             "byday": "TU", "opens_at": "18:00", "closes_at": "20:00"}
        ],
        "taxonomy_terms": [{"id": "t1", "name": "Music", "description": "Music"}],
        "attributes": [{"id": "x", "link_id": "s1", "taxonomy_term_id": "t1",
                        "link_type": "taxonomy"}],
        "cost_options": [{"id": "c", "service_id": "s1", "amount": "2"}],
        "contacts": [{"id": "p", "service_id": "s1", "name": "Jo Bloggs"}],
    }  # fmt: skip


def packed(folder):
    path = folder / "package.zip"
    inner = tables(folder, **sheets())
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(inner.glob("*.csv")):
            archive.write(file, f"../data/{file.name}")
            file.unlink()
    return path


def workbook(folder):
    lines = {
        name: [list(rows[0]), *(list(row.values()) for row in rows)]
        for name, rows in sheets().items()
    }
    return xlsx_file(folder, "directory.xlsx", **lines)


@pytest.mark.parametrize("made", [lambda folder: tables(folder, **sheets()), packed, workbook])
def test_tables_are_put_together_from_a_folder_a_package_or_a_workbook(tmp_path, made):
    reading = read(made(tmp_path))
    (club,), (hall,), (trust,) = activities(reading), sites(reading), organisations(reading)
    assert [str(each) for each in club.sessions] == ["Tue 18:00-20:00"]
    assert (club.theme, club.cost_pounds) == (Theme.MUSIC, 2.0)
    assert (hall.address, hall.postcode) == ("1 Fore Street", "TR1 1AA")
    assert trust.identifiers == ("GB-CHC-1234567",)
    (refused,) = reading.refused
    assert refused.row == 3
    assert "services" in refused.file
    assert noted(reading, "Tables that are not read: contacts")
    assert "Bloggs" not in repr(reading)


def test_of_a_folder_a_file_that_cannot_be_read_is_refused_by_itself(tmp_path):
    json_file(tmp_path, service("a"), "a.json")
    json_file(tmp_path, service("c"), "c.json")
    (tmp_path / "b.json").write_text('{"contents": [', encoding="utf-8")
    reading = read(tmp_path)
    assert len(activities(reading)) == 2
    assert [(error.file, error.row) for error in reading.refused] == [("b.json", 0)]
    assert reading.partial
    assert noted(reading, "nothing is taken to have vanished")


def test_a_row_with_too_many_values_is_refused_by_itself(tmp_path):
    folder = tables(tmp_path, **sheets())
    with (folder / "services.csv").open("a") as file:
        file.write("s3,o1,More,11,18,active,too,many\n")
    assert [error.row for error in read(folder).refused] == [4, 3]


def test_a_package_that_unfolds_beyond_the_limit_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("seeds.open_referral.archives.UNPACKED_BYTES", 1_000)
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("services.csv", "id,name\n" * 500)
    with pytest.raises(FileRefused, match="Unpacked"):
        read(path)


def test_a_service_whose_organisation_is_not_in_the_source_is_refused_with_its_id(tmp_path):
    lost = service("lost", organization=None, organization_id="6253")
    (row,) = read(json_file(tmp_path, page(service("kept"), lost))).refused
    assert row.column == "organization_id"
    assert "“6253”, which is not in the source" in row.message
