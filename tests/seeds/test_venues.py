from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.model import Asset, AssetKind, Organisation, Site, Source, parse_times
from seeds.contacts import without_contacts
from seeds.hours import certain_hours
from seeds.libraries import LIBRARIES_2016, LIBRARIES_2023
from seeds.places import read_places
from seeds.reading import MOST_REFUSED, Reading
from tests.seeds.making import csv_file, refused, text_file

LIBRARIES = ["name", "authority_id", "address", "postcode", "lat", "lng", "closed", "type", "email"]


def warm(title: object, longitude: object, latitude: object, **more: object) -> dict[str, object]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
        "properties": {"title": title, "_source": "somewhere", **more},
    }


def warm_file(folder: Path, *features: object) -> Path:
    document = {"type": "FeatureCollection", "features": list(features)}
    return text_file(folder, "warm.geojson", json.dumps(document))


def assets(reading: Reading) -> list[Asset]:
    return [record for record in reading.records if isinstance(record, Asset)]


def sites(reading: Reading) -> list[Site]:
    return [record for record in reading.records if isinstance(record, Site)]


def test_a_warm_space_is_a_site_with_a_venue_whose_keeper_is_not_known(tmp_path: Path) -> None:
    hours = {"_text": "Tuesday: 18:00 - 21:00, Friday: 10:00 - 12:00 / 14:00 - 16:00"}
    path = warm_file(
        tmp_path,
        warm("St Just Hall", -5.68, 50.12, address="Bank Square, TR19 7HP", hours=hours),
    )
    reading = read_places(path)
    (site,), (venue,) = sites(reading), assets(reading)
    assert (site.name, site.postcode) == ("St Just Hall", "TR19 7HP")
    assert (venue.kind, venue.organisation_id, venue.site_id) == (AssetKind.VENUE, None, site.id)
    assert venue.availability == parse_times("Tue 18:00-21:00; Fri 10:00-12:00; Fri 14:00-16:00")
    assert "as a warm space" in venue.conditions
    source = reading.records[0]
    assert isinstance(source, Source)
    assert source.licence == ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Mondays 10-5",
        "Tuesday: 18:00 - 21:00 Monthly",
        "Tuesday: 10:00 - 12:00, Wednesdays after school",
        "Tuesday: 01:30 - 03:30",
        "Tuesday: 10:00 - 04:00",
        "Tuesday: 09:00 - 09:00",
        "Monday: 00:00 - 23:59",
        "Monday: 08:00 - 23:00",
        "Someday: 10:00 - 12:00",
        "Tuesday: 10:00 - 26:00",
    ],
)
def test_hours_that_can_be_read_in_two_ways_are_not_read(text: str) -> None:
    assert certain_hours(text) == ()


def test_rows_that_cannot_be_used_are_refused_one_by_one(tmp_path: Path) -> None:
    path = warm_file(
        tmp_path,
        warm("Good", -5.0, 50.0),
        warm("Ohio", -84.1, 40.7),
        warm(None, -5.0, 50.0),
        warm("x" * 301, -5.0, 50.0),
        {"type": "Feature", "geometry": None, "properties": {"title": "Nowhere"}},
        warm("Text", "-5", "50"),
        None,
        warm("Far", 10**400, 50.0),
    )
    reading = read_places(path)
    assert [site.name for site in sites(reading)] == ["Good"]
    assert [error.row for error in reading.refused] == [2, 3, 4, 5, 6, 7, 8]
    assert "outside Great Britain" in reading.refused[0].message


def test_a_list_of_which_nothing_can_be_used_is_refused(tmp_path: Path) -> None:
    errors = refused(lambda: read_places(warm_file(tmp_path, warm("Ohio", -84.1, 40.7))))
    assert "No row" in errors[-1].message


def test_true_duplicates_are_kept_once_and_likely_ones_side_by_side(tmp_path: Path) -> None:
    path = warm_file(
        tmp_path,
        warm("Hall", -5.0, 50.0),
        warm("Hall", -5.0, 50.0),
        warm("The Hall", -5.0, 50.0),
        warm("Hall", -5.1, 50.0),
    )
    reading = read_places(path)
    assert len({venue.id for venue in assets(reading)}) == 3
    assert any("1 row repeats another" in note for note in reading.notes)


def test_contact_details_and_descriptions_are_never_kept(tmp_path: Path) -> None:
    path = warm_file(
        tmp_path,
        warm(
            "Hall",
            -5.0,
            50.0,
            address="1 Street, ask@example.org Tel: 01736 123456",
            description="Ring Sam on 07700 900123",
            contact="Sam",
            url="https://example.org",
        ),
    )
    kept = repr(read_places(path).records)
    for private in ("example.org", "123456", "900123", "Sam"):
        assert private not in kept


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("The Hall, tel 01736 123456", "The Hall"),
        ("The Hall sam.smith@example.co.uk", "The Hall"),
        ("12 High Street, TR19 7HP", "12 High Street, TR19 7HP"),
        ("Unit 10-12, 100 High Street", "Unit 10-12, 100 High Street"),
    ],
)
def test_text_is_kept_without_its_contact_details(text: str, left: str) -> None:
    assert without_contacts(text) == left


def library(name: str, *, lat: object = 50.1, closed: str = "", runs: str = "LAL") -> list[object]:
    return [name, 27, "The Cross", "TR148HA", lat, -5.3, closed, runs, "a@example.org"]


def test_libraries_are_venues_kept_by_their_authority_where_it_runs_them(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path,
        "l.csv",
        LIBRARIES,
        library("Camborne"),
        library("Devoran Micro", lat=50.2, runs="CRL"),
    )
    reading = read_places(path)
    venues = {venue.name: venue for venue in assets(reading)}
    (keeper,) = [record for record in reading.records if isinstance(record, Organisation)]
    assert venues["Camborne library"].organisation_id == keeper.id == "library-authority-2016-27"
    assert venues["Devoran Micro library"].organisation_id is None
    assert "run by the community" in venues["Devoran Micro library"].description
    assert {site.postcode for site in sites(reading)} == {"TR14 8HA"}
    assert "example.org" not in repr(reading.records)


def test_closed_libraries_are_passed_over_with_a_note(tmp_path: Path) -> None:
    rows = [library("Camborne"), library("Par", closed="XL"), library("Roche", closed="XLR")]
    reading = read_places(csv_file(tmp_path, "l.csv", LIBRARIES, *rows))
    assert len(assets(reading)) == 1
    assert any("2 closed libraries were passed over" in note for note in reading.notes)


def test_libraries_without_a_good_position_are_refused_one_by_one(tmp_path: Path) -> None:
    rows = [library("A"), library("B", lat=""), library("C", lat="north"), library("D", lat=40)]
    reading = read_places(csv_file(tmp_path, "l.csv", LIBRARIES, *rows))
    assert [error.row for error in reading.refused] == [3, 4, 5]


def test_an_unknown_column_of_a_library_list_is_refused(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "l.csv", [*LIBRARIES, "adress"], [*library("A"), ""])
    assert refused(lambda: read_places(path))[0].column == "adress"


def test_a_library_list_without_positions_is_refused_with_what_to_do(tmp_path: Path) -> None:
    header = [*LIBRARIES_2023.required, "uprn"]
    row = ["Bude", "Cornwall", "EX23 9LG", "", "LA", ""]
    (error,) = refused(lambda: read_places(csv_file(tmp_path, "l.csv", header, row)))
    assert "no positions" in error.message
    placed = csv_file(tmp_path, "l.csv", [*header, "latitude", "longitude"], [*row, 50.8, -4.5])
    (venue,) = assets(read_places(placed))
    assert venue.organisation_id == "library-authority-cornwall"


def test_no_column_of_a_library_list_is_both_used_and_passed_over() -> None:
    for layout in (LIBRARIES_2016, LIBRARIES_2023):
        assert not {*layout.required, *layout.address}.intersection(layout.passed_over)
        assert "email" in layout.passed_over


def test_every_refused_row_is_counted_and_ten_thousand_of_a_file_are_listed(tmp_path: Path) -> None:
    nowhere = (warm(f"Hall {number}", 200, 50.12) for number in range(MOST_REFUSED + 3))
    reading = read_places(warm_file(tmp_path, warm("St Just Hall", -5.68, 50.12), *nowhere))
    assert len(assets(reading)) == 1
    assert (len(reading.refused), reading.more_refused) == (MOST_REFUSED, 3)
