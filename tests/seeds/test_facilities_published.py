"""Lists of facilities in the shapes in which they really come: Overpass's, and spreadsheets'."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graph.model import Asset, AssetKind, Site, parse_times
from seeds.hours import hours_of
from seeds.osm_tags import kind_of_word
from seeds.places import read_places
from seeds.reading import Reading
from tests.seeds.making import csv_file, feature, geojson_file, refused, text_file

HALL = {"amenity": "community_centre", "name": "Lancing Hall", "opening_hours": "Mo 09:00-17:00"}


def overpass(folder: Path, *elements: dict[str, Any]) -> Reading:
    document = {"version": 0.6, "generator": "Overpass API", "elements": list(elements)}
    return read_places(text_file(folder, "overpass.json", json.dumps(document)))


def sites(reading: Reading) -> dict[str, tuple[float, float]]:
    found = (record for record in reading.records if isinstance(record, Site))
    return {site.id: (site.longitude, site.latitude) for site in found}


def assets(reading: Reading) -> list[Asset]:
    return [record for record in reading.records if isinstance(record, Asset)]


def test_what_overpass_answers_is_read_as_it_is(tmp_path: Path) -> None:
    reading = overpass(
        tmp_path,
        {"type": "node", "id": 1, "lat": 50.83, "lon": -0.30, "tags": HALL},
        {"type": "way", "id": 2, "center": {"lat": 50.84, "lon": -0.31}, "tags": HALL},
        {"type": "node", "id": 9, "lat": 50.84, "lon": -0.31},
    )
    assert sites(reading) == {"osm-node-1": (-0.30, 50.83), "osm-way-2": (-0.31, 50.84)}
    assert assets(reading)[0].availability == parse_times("Mon 09:00-17:00")
    assert "OpenStreetMap" in reading.records[0].attribution  # type: ignore[union-attr]


def test_a_way_of_overpass_stands_by_its_outline_or_its_nodes(tmp_path: Path) -> None:
    corners = [(50.84, -0.31), (50.85, -0.31), (50.85, -0.30), (50.84, -0.31)]
    outline = [{"lat": lat, "lon": lon} for lat, lon in corners]
    nodes = [{"type": "node", "id": at, **one} for at, one in enumerate(outline[:3], start=1)]
    reading = overpass(
        tmp_path,
        {"type": "way", "id": 5, "geometry": outline, "tags": HALL},
        {"type": "way", "id": 6, "nodes": [1, 2, 3, 1], "tags": HALL},
        {
            "type": "relation",
            "id": 7,
            "bounds": {"minlat": 50.8, "minlon": -0.4, "maxlat": 50.9, "maxlon": -0.2},
            "tags": HALL,
        },
        *nodes,
    )
    found = sites(reading)
    assert found["osm-way-5"] == found["osm-way-6"]
    assert found["osm-relation-7"] == pytest.approx((-0.3, 50.85))


def test_an_element_without_a_position_is_refused_by_itself(tmp_path: Path) -> None:
    reading = overpass(
        tmp_path,
        {"type": "way", "id": 5, "nodes": [1, [], 3], "tags": HALL},
        {"type": "node", "id": [], "lat": 50.83, "lon": -0.30, "tags": HALL},
        {"type": "node", "id": 1, "lat": 50.83, "lon": -0.30, "tags": HALL},
    )
    assert [error.row for error in reading.refused] == [1]
    assert "osm-node-1" in sites(reading)


@pytest.mark.parametrize("sign", ["\t", ","])
def test_overpass_s_tables_are_read_with_tabs_or_commas(tmp_path: Path, sign: str) -> None:
    rows = [
        ["@type", "@id", "@lat", "@lon", "name", "amenity", "opening_hours"],
        ["way", "7", "50.83", "-0.30", "Lancing Hall", "community_centre", "Mo 09:00-17:00"],
    ]
    text = "".join(sign.join(row) + "\n" for row in rows)
    reading = read_places(text_file(tmp_path, "interpreter.csv", text))
    assert sites(reading) == {"osm-way-7": (-0.30, 50.83)}


def test_properties_are_known_without_regard_to_case_and_blanks(tmp_path: Path) -> None:
    here = {"type": "Point", "coordinates": [-0.3, 50.8]}
    hub = {"Name": "Hub", "Opening Hours": "Wednesday: 10:00 - 12:00", "Type": "Youth hub"}
    (asset,) = assets(read_places(geojson_file(tmp_path, "a.geojson", feature(here, **hub))))
    assert (asset.name, asset.kind) == ("Hub", AssetKind.VENUE)
    assert asset.availability == parse_times("Wed 10:00-12:00")


def test_a_list_in_windows_1252_is_read_and_told(tmp_path: Path) -> None:
    text = "Name,Latitude,Longitude,Opening Hours\nCafé,50.83,-0.3,Wednesday: 10:00 – 12:00\n"
    reading = read_places(text_file(tmp_path, "halls.csv", text.encode("cp1252")))
    assert [asset.name for asset in assets(reading)] == ["Café"]
    assert any("Windows-1252" in note for note in reading.notes)


def test_a_list_without_positions_is_refused_and_says_what_would_do(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path, "a.csv", ["name", "postcode", "opening hours"], ["Hall", "BN15 8SZ", "Mon 9-5"]
    )
    (error,) = refused(lambda: read_places(path))
    assert "without positions" in error.message
    assert "hedgerow import spreadsheet" in error.message


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Church Hall", AssetKind.VENUE),
        ("Leisure Centre", AssetKind.VENUE),
        ("Children's Centres", AssetKind.VENUE),
        ("Sports Ground", AssetKind.OUTDOOR_SPACE),
        ("MUGA", AssetKind.OUTDOOR_SPACE),
    ],
)
def test_words_of_spreadsheets_for_kinds_are_known(word: str, kind: AssetKind) -> None:
    found = kind_of_word(word)
    assert found is not None
    assert found[0] is kind


@pytest.mark.parametrize("word", ["Car park", "Shopping centre", "Night club"])
def test_words_for_other_things_are_no_kind(word: str) -> None:
    assert kind_of_word(word) is None


def test_a_clock_of_24_hours_is_known_by_its_end() -> None:
    assert hours_of("Mon-Tue 07:30-21:00").times == parse_times("Mon 07:30-21:00; Tue 07:30-21:00")
    assert not hours_of("Mondays 7:00-9:00").times
