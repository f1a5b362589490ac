"""Lists of facilities: OpenStreetMap's tags, opening hours, polygons, tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.model import Asset, AssetKind, Site, Source, parse_times
from seeds.osm_tags import element_of, kind_of_tags, kind_of_word, tags_of
from seeds.places import read_places
from seeds.reading import Reading
from tests.seeds.making import csv_file, feature, geojson_file, polygon, refused, square, xlsx_file
from tests.seeds.real import DATA, real

HERE = {"type": "Point", "coordinates": [-5.05, 50.26]}
TABLE = ["name", "latitude", "longitude", "opening_hours"]


def assets(reading: Reading) -> list[Asset]:
    return [record for record in reading.records if isinstance(record, Asset)]


def sites(reading: Reading) -> list[Site]:
    return [record for record in reading.records if isinstance(record, Site)]


def read(folder: Path, *features: dict[str, object]) -> Reading:
    return read_places(geojson_file(folder, "osm.geojson", *features, crs=None))


def test_a_feature_of_openstreetmap_is_a_site_with_an_asset_of_its_kind(tmp_path: Path) -> None:
    other = (
        '"addr:street"=>"Quay Street","addr:housenumber"=>"4","addr:postcode"=>"TR1 2HB",'
        '"opening_hours"=>"Mo-Tu 09:00-17:00; PH off","wheelchair"=>"yes","capacity"=>"80",'
        '"phone"=>"01872 555010","email"=>"x@example.org","operator"=>"Somebody"'
    )
    reading = read(
        tmp_path,
        feature(HERE, osm_id="7", name="The Hall", amenity="community_centre", other_tags=other),
    )
    (site,), (asset,) = sites(reading), assets(reading)
    assert (site.id, site.address, site.postcode) == ("osm-node-7", "4 Quay Street", "TR1 2HB")
    assert (asset.id, asset.kind, asset.name) == ("osm-node-7", AssetKind.VENUE, "The Hall")
    assert asset.description == "Community centre"
    assert asset.availability == parse_times("Mon 09:00-17:00; Tue 09:00-17:00")
    assert (asset.step_free, asset.capacity) == (True, 80)
    source = reading.records[0]
    assert isinstance(source, Source)
    assert "OpenStreetMap" in source.attribution
    assert any("public holidays differ" in note for note in reading.notes)
    assert not [word for word in ("555010", "example.org", "Somebody") if word in repr(reading)]


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ({"amenity": "library"}, AssetKind.VENUE),
        ({"amenity": "place_of_worship"}, AssetKind.VENUE),
        ({"amenity": "social_centre"}, AssetKind.VENUE),
        ({"leisure": "playground"}, AssetKind.OUTDOOR_SPACE),
        ({"leisure": "pitch", "sport": "football"}, AssetKind.OUTDOOR_SPACE),
        ({"leisure": "sports_centre"}, AssetKind.VENUE),
        ({"building": "village_hall"}, AssetKind.VENUE),
        ({"amenity": "parking;community_centre"}, AssetKind.VENUE),
    ],
)
def test_tags_tell_the_kind(tags: dict[str, str], kind: AssetKind) -> None:
    found = kind_of_tags(tags)
    assert found is not None
    assert found[0] is kind


def test_words_that_lists_have_for_kinds_are_known() -> None:
    found = kind_of_word("Community Centres")
    assert found == (AssetKind.VENUE, "Community centre")
    assert kind_of_word("Car park") is None
    assert kind_of_tags({"amenity": "parking"}) is None


def test_the_element_of_a_feature_is_known_however_it_was_exported() -> None:
    assert element_of({"@id": "way/12"}, geometry="Polygon") == "way/12"
    assert element_of({"osm_way_id": "12"}, geometry="Polygon") == "way/12"
    assert element_of({"osm_id": "12"}, geometry="Point") == "node/12"
    assert element_of({"osm_id": "12"}, geometry="MultiPolygon") == "relation/12"
    assert element_of({"osm_id": "12", "osm_type": "way"}, geometry="Point") == "way/12"
    assert element_of({"id": "mine"}, geometry="Point") == ""
    assert tags_of({"tags": {"amenity": "library"}, "n": 3}) == {"amenity": "library", "n": "3"}


def test_an_outline_stands_at_a_point_within_it(tmp_path: Path) -> None:
    ring = [
        [-5.0, 50.0],
        [-4.99, 50.0],
        [-4.99, 50.01],
        [-4.991, 50.01],
        [-4.991, 50.001],
        [-5.0, 50.001],
        [-5.0, 50.0],
    ]
    (site,) = sites(
        read(tmp_path, feature(polygon(ring), name="L", leisure="park"), feature(None, name="N"))
    )
    assert 50.0 <= site.latitude <= 50.01
    inside = site.longitude >= -4.991 or site.latitude <= 50.001
    assert inside


def test_a_nameless_one_is_named_by_its_kind_and_street_or_passed_over(tmp_path: Path) -> None:
    street = {"leisure": "playground", "addr:street": "Holme Street"}
    reading = read(
        tmp_path,
        {"type": "Feature", "geometry": HERE, "properties": street},
        feature(HERE, leisure="playground"),
    )
    assert [asset.name for asset in assets(reading)] == ["Playground, Holme Street"]
    assert any("neither a name nor a street" in note for note in reading.notes)


@pytest.mark.parametrize(
    ("tags", "why"),
    [
        ({"amenity": "parking"}, "“amenity=parking” is no kind"),
        ({"amenity": "library", "disused": "yes"}, "no longer in use"),
        ({"leisure": "pitch", "access": "private"}, "private"),
    ],
)
def test_what_nobody_could_share_is_passed_over_and_counted(
    tmp_path: Path, tags: dict[str, str], why: str
) -> None:
    reading = read(
        tmp_path, feature(HERE, name="A", **tags), feature(HERE, name="B", amenity="library")
    )
    assert [asset.name for asset in assets(reading)] == ["B"]
    assert any(f"1 facility passed over: {why}" in note for note in reading.notes) or any(
        why in note for note in reading.notes
    )


def test_a_table_with_hours_in_words_is_read(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path,
        "halls.csv",
        [*TABLE, "type", "email"],
        ["Hall", "50.26", "-5.05", "Tue & Thurs 6-8pm", "Village hall", "x@example.org"],
        ["Rec", "50.27", "-5.05", "ring first", "Recreation ground", ""],
        ["Lost", "", "", "", "Village hall", ""],
    )
    reading = read_places(path)
    found = {asset.name: (asset.kind, asset.availability) for asset in assets(reading)}
    assert found == {
        "Hall": (AssetKind.VENUE, parse_times("Tue 18:00-20:00; Thu 18:00-20:00")),
        "Rec": (AssetKind.OUTDOOR_SPACE, ()),
    }
    assert [error.row for error in reading.refused] == [4]
    assert any("1 facility has opening hours that could not be read" in x for x in reading.notes)
    assert "example.org" not in repr(reading)


def test_a_workbook_with_a_column_for_each_day_and_grid_positions_is_read(tmp_path: Path) -> None:
    days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    path = xlsx_file(
        tmp_path,
        "libraries.xlsx",
        ["Name", "Easting", "Northing", *days],
        ["Library", 182500, 44900, "9am-5pm", "Closed", "9:30-12:30", "", "closed", "10am-1pm", ""],
    )
    (asset,), (site,) = assets(read_places(path)), sites(read_places(path))
    assert asset.availability == parse_times("Mon 09:00-17:00; Wed 09:30-12:30; Sat 10:00-13:00")
    assert (site.latitude, site.longitude) == pytest.approx((50.263, -5.051), abs=0.01)


def test_a_geojson_without_facilities_is_refused(tmp_path: Path) -> None:
    path = geojson_file(tmp_path, "b.geojson", feature(polygon(square(-5, 50)), code="E01000001"))
    assert "no list of venues" in refused(lambda: read_places(path))[0].message


@real("facilities/osm_calderdale")
def test_every_published_list_of_calderdale_is_read() -> None:
    found = 0
    for path in sorted((DATA / "facilities" / "osm_calderdale").glob("*.geojson")):
        reading = read_places(path)
        assert not reading.refused
        found += len(assets(reading))
    assert found > 280
