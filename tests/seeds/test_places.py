from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest

from graph.blurring import blurred
from graph.model import (
    Activity,
    AgeRange,
    Asset,
    AssetKind,
    Audience,
    Borrowers,
    Entry,
    Organisation,
    OrganisationKind,
    Request,
    RequestStage,
    Site,
    Theme,
    parse_times,
)
from seeds.naming import site_id
from seeds.places import read_places, read_upload
from seeds.reading import Reading
from seeds.spreadsheets import Known
from seeds.templates import template
from tests.seeds.making import csv_file, places, refused, text_file, xlsx_file

T = TypeVar("T")
ORGANISATIONS = ["name", "kind"]
ASSETS = ["name", "kind", "organisation", "site_name", "latitude", "longitude", "availability"]
ACTIVITIES = ["name", "organisation", "theme", "age_from", "age_to", "site_name", "sessions"]
CLUB = Known(organisations={"club": "Youth Club"}, sites={"hall-1": "Village Hall"})


def of(reading: Reading, kind: type[T]) -> list[T]:
    return [record for record in reading.records if isinstance(record, kind)]


def test_every_column_of_organisations_is_read(tmp_path: Path) -> None:
    header = template("organisations").splitlines()[0].split(",")
    path = csv_file(
        tmp_path,
        "o.csv",
        header,
        [
            *("trust", "Exampleton Youth Trust", "Voluntary provider", "Since 1998"),
            *("https://example.org", "GB-CHC-1; GB-COH-2", "E06000052; E05000001"),
            *("The Hall", "1 Street", "tr1 1aa", "50.2632", "-5.051", "yes", "31/03/2025"),
        ],
    )
    reading = read_places(path)
    (trust,) = of(reading, Organisation)
    (site,) = of(reading, Site)
    assert trust.kind is OrganisationKind.VOLUNTARY
    assert trust.identifiers == ("GB-CHC-1", "GB-COH-2")
    assert trust.area_ids == ("E06000052", "E05000001")
    assert trust.verified_on == date(2025, 3, 31)
    assert trust.site_id == site.id
    assert (site.name, site.postcode, site.blurred) == ("The Hall", "", True)
    assert [mention.id for mention in reading.mentions] == ["E06000052", "E05000001"]


def test_a_place_that_must_not_be_found_is_not_kept_exactly_in_any_row_or_id(
    tmp_path: Path,
) -> None:
    header = ["name", "kind", "site_name", "address", "latitude", "longitude", "blurred"]
    at = ("Refuge", "1 Quiet Lane", "50.26321", "-5.05123")
    rows = [
        ("Helpline", "voluntary provider", *at, ""),
        ("Refuge Trust", "voluntary provider", *at, "yes"),
        ("Refuge Club", "voluntary provider", *at, "no"),
    ]
    reading = read_places(csv_file(tmp_path, "o.csv", header, *map(list, rows)))
    (site,) = of(reading, Site)
    assert site.blurred
    assert not site.address
    assert (site.latitude, site.longitude) != (50.26321, -5.05123)
    assert {one.site_id for one in of(reading, Organisation)} == {site.id}
    assert site.id != site_id("Refuge", 50.26321, -5.05123), "the digest would tell"
    assert blurred(site) == site


def test_every_column_of_assets_is_read(tmp_path: Path) -> None:
    header = template("assets").splitlines()[0].split(",")
    path = csv_file(
        tmp_path,
        "a.csv",
        header,
        [
            *("hall", "Main hall", "room", "Youth Club", "The Hall", "1 Street", "TR1 1AA"),
            *("50.2632", "-5.051", "no", "Wooden floor", "120", "square metres", "60"),
            *("Tue 18:00-21:00; Sat 10:00-16:00 (term)", "No shoes", "non_profit", "£12.50"),
            *("yes", "music; drama", "2025-03-31"),
        ],
    )
    (hall,) = of(read_places(path, known=CLUB), Asset)
    assert (hall.kind, hall.organisation_id) == (AssetKind.ROOM, "club")
    assert (hall.quantity, hall.unit, hall.capacity) == (120, "square metres", 60)
    assert hall.availability == parse_times("Tue 18:00-21:00; Sat 10:00-16:00 (term)")
    assert (hall.borrowers, hall.cost_pounds_per_hour) == (Borrowers.NON_PROFIT, 12.5)
    assert (hall.step_free, hall.themes) == (True, (Theme.MUSIC, Theme.DRAMA))
    assert (hall.conditions, hall.verified_on) == ("No shoes", date(2025, 3, 31))


def test_every_column_of_activities_is_read(tmp_path: Path) -> None:
    header = template("activities").splitlines()[0].split(",")
    known = Known(organisations={"club": "Youth Club", "arts": "Arts Trust"})
    path = csv_file(
        tmp_path,
        "v.csv",
        header,
        [
            *("night", "Music night", "club", "music", "11", "17", "girls", "The Hall", "", ""),
            *("50.2632", "-5.051", "", "Loud", "https://example.org", "Tue 18:30-20:30 (term)"),
            *("25", "0", "booked", "Arts Trust", ""),
        ],
    )
    reading = read_places(path, known=known)
    (night,) = of(reading, Activity)
    assert (night.theme, night.ages) == (Theme.MUSIC, AgeRange(age_from=11, age_to=17))
    assert (night.audience, night.entry) == (Audience.GIRLS, Entry.BOOKED)
    assert night.sessions == parse_times("Tue 18:30-20:30 (term)")
    assert (night.places, night.cost_pounds) == (25, 0.0)
    assert night.partner_ids == ("arts",)
    assert night.site_id == of(reading, Site)[0].id


def test_every_column_of_requests_is_read(tmp_path: Path) -> None:
    header = template("requests").splitlines()[0].split(",")
    path = csv_file(
        tmp_path,
        "r.csv",
        header,
        [
            *("thursdays", "A room", "Youth Club", "room", "To meet", "40", "square metres", "25"),
            *("Thu 18:30-20:30 (term); Sat 10:00-12:00", "The Hall", "", "", "50.2632", "-5.051"),
            *("", "E05000001; E04000001", "11", "17", "music", "£8", "yes", "01/09/2026"),
            *("2027-07-31", "Met", "2025-03-31"),
        ],
    )
    reading = read_places(path, known=CLUB)
    (room,) = of(reading, Request)
    assert (room.id, room.name, room.organisation_id) == ("thursdays", "A room", "club")
    assert (room.wanted, room.quantity, room.unit) == (AssetKind.ROOM, 40, "square metres")
    assert (room.description, room.capacity) == ("To meet", 25)
    assert room.times == parse_times("Thu 18:30-20:30 (term); Sat 10:00-12:00")
    assert room.site_id == of(reading, Site)[0].id
    assert room.area_ids == ("E05000001", "E04000001")
    assert [mention.id for mention in reading.mentions] == ["E05000001", "E04000001"]
    assert (room.ages, room.theme) == (AgeRange(age_from=11, age_to=17), Theme.MUSIC)
    assert (room.most_pounds_per_hour, room.step_free) == (8, True)
    assert (room.starts_on, room.ends_on) == (date(2026, 9, 1), date(2027, 7, 31))
    assert (room.stage, room.verified_on) == (RequestStage.MET, date(2025, 3, 31))


def test_a_request_needs_no_more_than_who_asks_and_for_what(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path, "r.csv", ["name", "organisation", "wanted"], ["A bus", "Youth Club", "vehicle"]
    )
    (bus,) = of(read_places(path, known=CLUB), Request)
    assert (bus.id, bus.wanted, bus.stage) == ("a-bus~club", AssetKind.VEHICLE, RequestStage.OPEN)
    assert (bus.ages, bus.step_free, bus.area_ids, bus.times) == (None, False, (), ())


@pytest.mark.parametrize(
    ("column", "cell", "says"),
    [
        ("organisation", "Nobody", "No organisation is called"),
        ("wanted", "boat", "is not known here"),
        ("times", "Thursdays", "is not a weekly time"),
        ("age_from", "17", "needs it"),
        ("ends_on", "1999-01-01", "ends before it starts"),
        ("stage", "gone", "is not known here"),
        ("wanted", "", "every row needs it"),
    ],
)
def test_what_is_wrong_in_a_request_is_told_at_its_column(
    tmp_path: Path, column: str, cell: str, says: str
) -> None:
    row = {"name": "A room", "organisation": "Youth Club", "wanted": "room"}
    row |= {"starts_on": "2026-01-01", column: cell}
    path = csv_file(tmp_path, "r.csv", list(row), list(row.values()))
    errors = refused(lambda: read_places(path, known=CLUB))
    assert any(says in error.message for error in errors)


def test_csv_and_workbook_read_the_same(tmp_path: Path) -> None:
    header, row = ASSETS, ["Hall", "room", "club", "The Hall", 50.2632, -5.051, "Tue 18:00-21:00"]
    from_csv = read_places(csv_file(tmp_path, "a.csv", header, row), known=CLUB)
    from_xlsx = read_places(xlsx_file(tmp_path, "a.xlsx", header, row), known=CLUB)
    assert of(from_csv, Asset)[0].id == of(from_xlsx, Asset)[0].id
    assert of(from_csv, Site)[0].id == of(from_xlsx, Site)[0].id


def test_ids_are_readable_and_come_out_the_same_each_time(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path, "a.csv", ASSETS, ["Main hall", "room", "club", "St Just's Hall", 50.1, -5.6, ""]
    )
    first, second = read_places(path, known=CLUB), read_places(path, known=CLUB)
    assert first == second
    (site,) = of(first, Site)
    assert site.id.startswith("st-justs-hall-")
    assert of(first, Asset)[0].id == f"main-hall~{site.id}"


def test_same_name_and_same_position_is_one_site_filled_from_both_rows(tmp_path: Path) -> None:
    header = [*ASSETS, "address", "postcode"]
    path = csv_file(
        tmp_path,
        "a.csv",
        header,
        ["Hall", "room", "", "The Hall", 50.1, -5.6, "", "", "TR1 1AA"],
        ["Kitchen", "room", "", "The Hall", 50.1000001, -5.6, "", "1 Street", ""],
        ["Hall", "room", "", "The Hall", 50.2, -5.6, "", "", ""],
    )
    sites = of(read_places(path), Site)
    assert len(sites) == 2
    assert {(site.address, site.postcode) for site in sites} == {("1 Street", "TR1 1AA"), ("", "")}


def test_rows_may_name_what_other_files_of_the_upload_hold_in_any_order(tmp_path: Path) -> None:
    activities = csv_file(
        tmp_path,
        "v.csv",
        ACTIVITIES,
        ["Drop-in", "Exampleton Youth Trust", "open_access", 11, 17, "The Hall", ""],
    )
    assets = csv_file(tmp_path, "a.csv", ASSETS, ["Hall", "venue", "", "The Hall", 50.1, -5.6, ""])
    organisations = csv_file(
        tmp_path, "o.csv", ORGANISATIONS, ["Exampleton Youth Trust", "voluntary"]
    )
    reading = read_upload([activities, assets, organisations])
    (activity,) = of(reading, Activity)
    assert activity.organisation_id == "exampleton-youth-trust"
    assert activity.site_id == of(reading, Site)[0].id


def test_a_known_site_may_stand_by_its_name_or_id_alone(tmp_path: Path) -> None:
    for name in ("Village Hall", "hall-1"):
        row = ["Drop-in", "club", "open_access", 11, 17, name, ""]
        path = csv_file(tmp_path, "v.csv", ACTIVITIES, row)
        assert of(read_places(path, known=CLUB), Activity)[0].site_id == "hall-1"


def test_a_site_name_that_is_not_known_or_not_clear_needs_a_position(tmp_path: Path) -> None:
    known = Known(
        organisations=CLUB.organisations, sites={"a": "Village Hall", "b": "village hall"}
    )
    rows = [
        ["Drop-in", "club", "open_access", 11, 17, name, ""] for name in ("Village Hall", "Nowhere")
    ]
    errors = refused(
        lambda: read_places(csv_file(tmp_path, "v.csv", ACTIVITIES, *rows), known=known)
    )
    assert places(errors) == [(2, "site_name"), (3, "site_name")]
    assert "2 sites" in errors[0].message
    assert "latitude and longitude" in errors[1].message


def test_an_organisation_that_the_graph_has_keeps_its_id(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "o.csv", ORGANISATIONS, ["YOUTH CLUB", "youth_group"])
    assert of(read_places(path, known=CLUB), Organisation)[0].id == "club"


def test_an_organisation_that_nobody_knows_is_refused_with_the_nearest(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path, "v.csv", ACTIVITIES, ["Drop-in", "Youth Clubb", "open_access", 11, 17, "", ""]
    )
    (error,) = refused(lambda: read_places(path, known=CLUB))
    assert (error.row, error.column) == (2, "organisation")
    assert "Did you mean “Youth Club”?" in error.message


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("age_from", "19", "are reversed"),
        ("age_from", "eleven", "not a number"),
        ("age_to", "200", "outside 0 to 120"),
        ("age_to", "", "empty"),
        ("sessions", "Tue 21:00-18:00", "ends before it starts"),
        ("sessions", "Tuesdays at six", "not a weekly time"),
        ("sessions", "Tue 25:00-26:00", "not a time of day"),
        ("theme", "musik", "Did you mean “music”?"),
        ("theme", "", "empty"),
        ("audience", "teachers", "Write one of"),
        ("entry", "secret", "Write one of"),
        ("places", "2.5", "not a whole number"),
        ("places", "-1", "outside 0"),
        ("cost_pounds", "free", "not a number"),
        ("website", "javascript:alert(1)", "not a web address"),
        ("verified_on", "31.3.2025", "not a day"),
        ("partners", "Youth Club", "not its own partner"),
        ("name", "", "empty"),
        ("id", "no spaces please", "is not an id"),
        ("latitude", "48", "outside Great Britain"),
        ("longitude", "5", "outside Great Britain"),
        ("longitude", "", "missing"),
        ("blurred", "a bit", "neither yes nor no"),
    ],
)
def test_a_value_that_cannot_be_is_refused_at_its_cell(
    tmp_path: Path, column: str, value: str, words: str
) -> None:
    header = template("activities").splitlines()[0].split(",")
    good = {"name": "Drop-in", "organisation": "club", "theme": "open_access", "age_from": "11"}
    good |= {"age_to": "17", "latitude": "50.1", "longitude": "-5.6", "site_name": "Hall"}
    row = [{**good, column: value}.get(name, "") for name in header]
    path = csv_file(tmp_path, "v.csv", header, row)
    errors = refused(lambda: read_places(path, known=CLUB))
    assert places(errors) == [(2, column)]
    assert words in errors[0].message


def test_an_address_without_a_position_is_refused(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "o.csv", [*ORGANISATIONS, "postcode"], ["x", "school", "TR1 1AA"])
    assert "cannot be placed" in refused(lambda: read_places(path))[0].message


def test_ids_that_stand_twice_are_refused_naming_the_first_row(tmp_path: Path) -> None:
    given = csv_file(
        tmp_path, "o.csv", ["id", *ORGANISATIONS], ["a", "x", "school"], ["a", "y", "school"]
    )
    (error,) = refused(lambda: read_places(given))
    assert (error.row, error.column) == (3, "id")
    assert "row 2" in error.message
    derived = csv_file(tmp_path, "o.csv", ORGANISATIONS, ["x", "school"], ["X", "school"])
    (error,) = refused(lambda: read_places(derived))
    assert (error.row, error.column) == (3, "name")
    assert "give each an id" in error.message


def test_an_id_that_stands_in_two_files_is_refused_naming_the_other(tmp_path: Path) -> None:
    one = csv_file(tmp_path, "one.csv", ["id", *ORGANISATIONS], ["a", "x", "school"])
    two = csv_file(tmp_path, "two.csv", ["id", *ORGANISATIONS], ["a", "y", "school"])
    (error,) = refused(lambda: read_upload([one, two]))
    assert error.file == "two.csv"
    assert "one.csv, row 2" in error.message


def test_the_errors_of_every_file_come_together(tmp_path: Path) -> None:
    one = csv_file(tmp_path, "one.csv", ORGANISATIONS, ["x", "shcool"])
    two = csv_file(tmp_path, "two.csv", [*ORGANISATIONS, "colour"], ["y", "school", "red"])
    three = text_file(tmp_path, "three.csv", b"\xff\xff")
    errors = refused(lambda: read_upload([one, two, three]))
    assert {error.file for error in errors} == {"one.csv", "two.csv", "three.csv"}


@pytest.mark.parametrize("kind", ["organisations", "assets", "activities", "requests"])
def test_each_template_reads_as_nothing_but_its_source(tmp_path: Path, kind: str) -> None:
    reading = read_places(text_file(tmp_path, f"{kind}.csv", template(kind)))
    assert len(reading.records) == 1
    assert f"read as our template of {kind}" in reading.notes[0]
    assert "the example row was passed over" in reading.notes[1]


@pytest.mark.parametrize("kind", ["organisations", "assets", "activities", "requests"])
def test_the_example_row_of_each_template_is_a_good_one(tmp_path: Path, kind: str) -> None:
    known = Known(organisations={"trust": "Exampleton Youth Trust"})
    real = template(kind).replace("example-", "real-")
    reading = read_places(text_file(tmp_path, f"{kind}.csv", real), known=known)
    assert len(reading.records) == 3


def test_a_geojson_that_is_no_list_of_venues_is_refused(tmp_path: Path) -> None:
    path = text_file(tmp_path, "x.geojson", '{"type": "FeatureCollection", "features": [{}]}')
    assert "no list of venues" in refused(lambda: read_places(path))[0].message


def test_a_list_of_another_layout_is_led_to_the_page_for_any_spreadsheet(tmp_path: Path) -> None:
    header = ["title", "provider", "day", "start", "postcode"]
    path = csv_file(tmp_path, "Clubs & Grüße.csv", header, ["Chess", "Anna's", "Mon", "6", ""])
    first, *columns = refused(lambda: read_places(path))
    assert (first.file, first.row) == ("Clubs & Grüße.csv", 0)
    assert "/import/spreadsheet" in first.message
    assert "title" in {error.column for error in columns}


def test_a_template_with_one_wrong_column_is_told_of_that_column_alone(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path, "o.csv", ["name", "kind", "notices"], ["Youth Trust", "voluntary", ""]
    )
    (error,) = refused(lambda: read_places(path))
    assert error.column == "notices"
