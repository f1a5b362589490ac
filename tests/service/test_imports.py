"""Imports into a real graph: one change or none, completed, and the same again changes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.errors import FileRefused, Interrupted
from graph.model import Site, Within
from graph.store import Store, open_store
from graph.store.kinds import WRITABLE
from seeds.reading import Progress
from service.imports import import_areas, import_boundaries, import_places
from tests.seeds.making import csv_file, feature, geojson_file, polygon, refused, square, text_file

TODAY = date(2025, 11, 3)
AREAS = ["code", "name", "kind", "latitude", "longitude", "pop_10_14", "within"]
PLACES = ["name", "kind", "organisation", "site_name", "latitude", "longitude"]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(data=tmp_path_factory.mktemp("graph")) as store:
        yield store


@pytest.fixture
def store(shared: Store) -> Store:
    """The graph, empty."""
    network = shared.snapshot()
    everything: list[tuple[type, str]] = [(kind, "") for kind in WRITABLE]
    tables: dict[str, Any] = {
        "Area": network.areas,
        "Site": network.sites,
        "Organisation": network.organisations,
        "Asset": network.assets,
        "Activity": network.activities,
    }
    named = {kind.__name__: kind for kind, _ in everything}
    gone = [(named[name], id) for name, table in tables.items() for id in table.id]
    gone += [(named["Source"], source.id) for source in network.sources]
    gone += [(named["Boundary"], id) for id in shared.boundaries()]
    shared.write((), remove=gone, by="test", message="Emptied")
    return shared


def areas_file(folder: Path) -> Path:
    return csv_file(
        folder,
        "areas.csv",
        AREAS,
        ["E06000001", "County", "", "", "", "", ""],
        ["E01000001", "Left", "", 50.005, -4.995, 100, "E06000001"],
        ["E01000002", "Right", "", 50.005, -4.985, 50, "E06000001"],
    )


def outlines_file(folder: Path) -> Path:
    """Two small areas side by side, and a parish over the left and a quarter of the right."""
    parish = [[-5.0, 50.0], [-4.9875, 50.0], [-4.9875, 50.01], [-5.0, 50.01], [-5.0, 50.0]]
    return geojson_file(
        folder,
        "outlines.geojson",
        feature(polygon(square(-5.0, 50.0)), LSOA21CD="E01000001"),
        feature(polygon(square(-4.99, 50.0)), LSOA21CD="E01000002"),
        feature(polygon(parish), LSOA21CD="", code="E04000001", name="Parish"),
    )


def places_file(folder: Path, *rows: list[object]) -> Path:
    hall = ["Hall", "venue", "", "Village Hall", 50.005, -4.988]
    return csv_file(folder, "places.csv", PLACES, hall, *rows)


def unchanged(store: Store, revision: str) -> bool:
    return store.revision() == revision


def test_an_import_says_what_it_added_and_who_did_it(store: Store, tmp_path: Path) -> None:
    report = import_areas(store, [areas_file(tmp_path)], by="somebody", today=TODAY)
    assert report.added == {"Source": 1, "Area": 3}
    assert report.change is not None
    assert (report.change.by, report.change.message) == ("somebody", "Imported areas.csv")
    assert report.change.source_id == "file-areas-csv"
    assert report.lines()[0] == "Added: 1 source, 3 areas."
    assert store.area("E01000001").within == (Within(area_id="E06000001"),)
    assert store.snapshot().sources[0].retrieved_on == TODAY


def test_importing_again_changes_nothing(store: Store, tmp_path: Path) -> None:
    steps = [
        lambda day: import_areas(store, [areas_file(tmp_path)], by="t", today=day),
        lambda day: import_boundaries(
            store, [outlines_file(tmp_path)], by="t", add_missing=True, today=day
        ),
        lambda day: import_places(store, [places_file(tmp_path)], by="t", today=day),
    ]
    for step in steps:
        assert step(TODAY).change is not None
    revision = store.revision()
    for step in steps:
        report = step(date(2026, 1, 1))
        assert report.change is None
        assert report.lines()[0].startswith("The graph has all of this already")
    assert unchanged(store, revision)


def test_one_bad_file_refuses_all_of_them(store: Store, tmp_path: Path) -> None:
    import_areas(store, [areas_file(tmp_path)], by="t")
    revision = store.revision()
    good = csv_file(tmp_path, "good.csv", ["code", "name"], ["E01000003", "x"])
    bad = csv_file(tmp_path, "bad.csv", ["code", "name", "rural"], ["E01000004", "", "perhaps"])
    worse = text_file(tmp_path, "worse.csv", b"\xff")
    errors = refused(lambda: import_areas(store, [good, bad, worse], by="t"))
    assert [(error.file, error.row) for error in errors] == [
        ("bad.csv", 2),
        ("bad.csv", 2),
        ("worse.csv", 0),
    ]
    assert unchanged(store, revision)


def test_areas_that_nobody_knows_are_refused_at_the_row_that_names_them(
    store: Store, tmp_path: Path
) -> None:
    revision = store.revision()
    path = csv_file(tmp_path, "a.csv", ["code", "name", "within"], ["E01000001", "x", "E06000009"])
    (error,) = refused(lambda: import_areas(store, [path], by="t"))
    assert (error.row, error.column) == (2, "within")
    header = ["name", "kind", "areas"]
    path = csv_file(tmp_path, "o.csv", header, ["Council", "council", "E06000009"])
    (error,) = refused(lambda: import_places(store, [path], by="t"))
    assert (error.row, error.column) == (2, "areas")
    assert unchanged(store, revision)


def test_areas_named_in_another_file_of_the_upload_are_known(store: Store, tmp_path: Path) -> None:
    one = csv_file(tmp_path, "a.csv", ["code", "name", "within"], ["E01000001", "x", "E06000009"])
    two = csv_file(tmp_path, "b.csv", ["code", "name"], ["E06000009", "County"])
    assert import_areas(store, [one, two], by="t").added["Area"] == 2


@pytest.mark.parametrize("stage", ["Reading", "Measuring", "Comparing", "Adding", "Joining"])
def test_an_import_that_is_stopped_keeps_nothing(store: Store, tmp_path: Path, stage: str) -> None:
    import_areas(store, [areas_file(tmp_path)], by="t")
    revision, counts = store.revision(), store.counts()

    def stop(now: str, _done: int, _total: int) -> None:
        if now.startswith(stage):
            raise Interrupted("Stopped.")

    path = outlines_file(tmp_path)
    with pytest.raises(Interrupted):
        import_boundaries(store, [path], by="t", add_missing=True, progress=stop)
    assert unchanged(store, revision)
    assert store.counts() == counts


def test_ctrl_c_keeps_nothing(store: Store, tmp_path: Path) -> None:
    revision = store.revision()

    def stop(now: str, _done: int, _total: int) -> None:
        if now == "Adding":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_areas(store, [areas_file(tmp_path)], by="t", progress=stop)
    assert unchanged(store, revision)
    assert store.counts()["Area"] == 0


def test_small_areas_lie_in_parishes_by_share_of_land(store: Store, tmp_path: Path) -> None:
    import_areas(store, [areas_file(tmp_path)], by="t")
    report = import_boundaries(store, [outlines_file(tmp_path)], by="t", add_missing=True)
    assert store.area("E01000001").within == (
        Within(area_id="E06000001"),
        Within(area_id="E04000001", share=1.0),
    )
    (county, parish) = store.area("E01000002").within
    assert county == Within(area_id="E06000001")
    assert (parish.area_id, parish.share) == ("E04000001", pytest.approx(0.25, abs=1e-3))
    assert "2 areas were found to lie in areas of the kind “Parish or town”" in " ".join(
        report.notes
    )
    assert "by share of land (not of people)" in " ".join(report.notes)


def test_a_parish_lies_in_the_authority_of_the_small_areas_that_it_covers(
    store: Store, tmp_path: Path
) -> None:
    path = csv_file(
        tmp_path,
        "areas.csv",
        AREAS,
        ["E06000001", "County", "", "", "", "", ""],
        ["E06000002", "Next", "", "", "", "", ""],
        ["E01000001", "Left", "", 50.005, -4.995, 100, "E06000001"],
        ["E01000002", "Right", "", 50.005, -4.985, 50, "E06000002"],
    )
    import_areas(store, [path], by="t")
    report = import_boundaries(store, [outlines_file(tmp_path)], by="t", add_missing=True)
    shares = {step.area_id: step.share for step in store.area("E04000001").within}
    assert shares == pytest.approx({"E06000001": 0.8, "E06000002": 0.2}, abs=1e-3)
    assert "1 area was found to lie in a local authority" in " ".join(report.notes)


def test_what_a_record_states_is_not_measured_again(store: Store, tmp_path: Path) -> None:
    path = csv_file(
        tmp_path,
        "areas.csv",
        AREAS,
        ["E04000001", "Parish", "", "", "", "", ""],
        ["E01000001", "Left", "", 50.005, -4.995, 100, "E04000001"],
        ["E01000002", "Right", "", 50.005, -4.985, 50, "E04000001"],
    )
    import_areas(store, [path], by="t")
    import_boundaries(store, [outlines_file(tmp_path)], by="t")
    assert store.area("E01000002").within == (Within(area_id="E04000001"),)


def test_the_order_of_imports_does_not_matter(store: Store, tmp_path: Path) -> None:
    import_places(store, [places_file(tmp_path)], by="t")
    import_boundaries(store, [outlines_file(tmp_path)], by="t", add_missing=True)
    import_areas(store, [areas_file(tmp_path)], by="t")
    shares = {step.area_id: step.share for step in store.area("E01000002").within}
    assert shares == {"E06000001": 1.0, "E04000001": pytest.approx(0.25, abs=1e-3)}
    (site,) = (store.site(id) for id in store.snapshot().sites.id)
    assert site.area_ids == ("E04000001", "E01000002")
    assert store.area("E01000002").name == "Right"
    assert store.area("E01000002").population


def test_an_area_table_leaves_alone_what_it_does_not_tell(store: Store, tmp_path: Path) -> None:
    import_areas(store, [areas_file(tmp_path)], by="t")
    codes = csv_file(tmp_path, "list.csv", ["LSOA21CD", "LSOA21NM"], ["E01000001", "New name"])
    report = import_areas(store, [codes], by="t")
    assert report.changed == {"Area": 1}
    area = store.area("E01000001")
    assert (area.name, area.latitude, len(area.population)) == ("New name", 50.005, 1)
    assert area.within == (Within(area_id="E06000001"),)


def test_sites_get_the_areas_that_they_stand_in_one_of_each_kind(
    store: Store, tmp_path: Path
) -> None:
    import_areas(store, [areas_file(tmp_path)], by="t")
    import_boundaries(store, [outlines_file(tmp_path)], by="t", add_missing=True)
    import_places(store, [places_file(tmp_path)], by="t")
    (site,) = (store.site(id) for id in store.snapshot().sites.id)
    assert site.area_ids == ("E04000001", "E01000002")


def test_boundaries_place_the_sites_that_are_there_already(store: Store, tmp_path: Path) -> None:
    import_areas(store, [areas_file(tmp_path)], by="t")
    import_places(store, [places_file(tmp_path)], by="t")
    report = import_boundaries(store, [outlines_file(tmp_path)], by="t", add_missing=True)
    assert report.changed["Site"] == 1
    assert "1 site was placed" in " ".join(report.notes)


def test_a_site_that_is_there_already_keeps_its_id(store: Store, tmp_path: Path) -> None:
    hall = Site(id="the-hall", name="Village Hall", latitude=50.005, longitude=-4.988)
    store.write([hall], by="t", message="Before")
    import_places(store, [places_file(tmp_path)], by="t")
    network = store.snapshot()
    assert list(network.sites.id) == ["the-hall"]
    assert store.asset(network.assets.id[0]).site_id == "the-hall"


def test_a_place_that_is_said_to_be_hidden_later_is_kept_exactly_no_longer(
    store: Store, tmp_path: Path
) -> None:
    header = ["name", "kind", "site_name", "address", "latitude", "longitude", "blurred"]
    at = ["Refuge Trust", "voluntary provider", "Refuge", "1 Quiet Lane", 50.26321, -5.05123]
    import_places(store, [csv_file(tmp_path, "then.csv", header, [*at, "no"])], by="test")
    (before,) = store.snapshot().sites.id
    import_places(store, [csv_file(tmp_path, "now.csv", header, [*at, "yes"])], by="test")
    (site,) = store.snapshot().sites.id
    kept = store.find(Site, site)
    assert site == before
    assert isinstance(kept, Site)
    assert (kept.blurred, kept.address) == (True, "")
    assert abs(kept.latitude - 50.26321) > 0.0001


def test_rows_refused_from_a_list_of_others_are_reported_and_the_rest_is_kept(
    store: Store, tmp_path: Path
) -> None:
    def warm(title: str, longitude: float) -> dict[str, Any]:
        return feature(
            {"type": "Point", "coordinates": [longitude, 50.0]}, title=title, _source="x"
        )

    document = {"type": "FeatureCollection", "features": [warm("A", -5.0), warm("B", -84.0)]}
    path = text_file(tmp_path, "warm.geojson", json.dumps(document))
    report = import_places(store, [path], by="t")
    assert report.added == {"Source": 1, "Site": 1, "Asset": 1}
    assert [error.row for error in report.refused] == [2]
    assert "Refused: 1 row." in report.lines()
    assert str(report.refused[0]) in report.lines()


def test_a_venue_of_two_lists_is_filled_from_both_whatever_comes_first(
    store: Store, tmp_path: Path
) -> None:
    point = {"type": "Point", "coordinates": [-5.0, 50.0]}
    hours = {"_text": "Tuesday: 18:00 - 21:00"}
    warm = {
        "type": "FeatureCollection",
        "features": [feature(point, title="Bude Library", hours=hours)],
    }
    spaces = text_file(tmp_path, "warm.geojson", json.dumps(warm))
    libraries = csv_file(
        tmp_path,
        "libraries.csv",
        ["name", "authority_id", "address", "postcode", "lat", "lng", "closed", "type"],
        ["Bude Library", 27, "The Wharf", "EX239LG", 50.0, -5.0, "", "LAL"],
    )
    for paths in ([spaces], [libraries], [spaces], [libraries, spaces]):
        import_places(store, paths, by="t")
    (id,) = store.snapshot().assets.id
    venue = store.asset(id)
    assert venue.organisation_id == "library-authority-2016-27"
    assert len(venue.availability) == 1
    revision = store.revision()
    import_places(store, [libraries], by="t")
    import_places(store, [spaces], by="t")
    assert unchanged(store, revision)


def test_one_area_with_two_outlines_in_two_files_is_refused(store: Store, tmp_path: Path) -> None:
    import_areas(store, [areas_file(tmp_path)], by="t")
    one = feature(polygon(square(-5.0, 50.0)), code="E01000001")
    other = feature(polygon(square(-5.1, 50.0)), code="E01000001")
    first = geojson_file(tmp_path, "first.geojson", one)
    again = geojson_file(tmp_path, "again.geojson", one)
    third = geojson_file(tmp_path, "third.geojson", other)
    (error,) = refused(lambda: import_boundaries(store, [first, third], by="t"))
    assert (error.file, "first.geojson" in error.message) == ("third.geojson", True)
    report = import_boundaries(store, [first, again], by="t")
    assert report.added["Boundary"] == 1
    assert "1 outline stands in several files" in " ".join(report.notes)


def test_progress_is_told_from_reading_to_writing(store: Store, tmp_path: Path) -> None:
    stages: list[str] = []

    def note(stage: str, done: int, total: int) -> None:
        assert 0 <= done <= total
        stages.append(stage)

    told: Progress = note
    import_areas(store, [areas_file(tmp_path)], by="t", progress=told)
    assert stages[0] == "Reading areas.csv"
    assert {"Comparing", "Adding"} <= set(stages)


def test_an_empty_list_of_files_is_nothing_to_do(store: Store) -> None:
    report = import_areas(store, [], by="t")
    assert report.change is None


def test_a_refusal_names_every_error(store: Store, tmp_path: Path) -> None:
    path = csv_file(tmp_path, "p.csv", PLACES, ["", "room", "nobody", "", "", ""])
    with pytest.raises(FileRefused) as caught:
        import_places(store, [path], by="t")
    assert [error.column for error in caught.value.errors] == ["name", "organisation"]


def test_a_list_of_facilities_comes_in_and_the_same_again_changes_nothing(
    store: Store, tmp_path: Path
) -> None:
    here = {"type": "Point", "coordinates": [-5.05, 50.26]}
    hours = '"opening_hours"=>"Tu 18:00-20:00"'
    hall = feature(here, osm_id="7", name="Hall", amenity="library", other_tags=hours)
    path = geojson_file(tmp_path, "osm.geojson", hall, crs=None)
    assert import_places(store, [path], by="t", today=TODAY).added["Asset"] == 1
    (venue,) = store.snapshot().assets.id
    assert venue == "osm-node-7"
    assert str(store.asset(venue).availability[0]) == "Tue 18:00-20:00"
    again = import_places(store, [path], by="t", today=TODAY)
    assert not again.added
    assert not again.changed
