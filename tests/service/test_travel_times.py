"""Travel times into a real graph: kept, replaced, taken out, and refused as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from graph.errors import ImportBuiltOn
from graph.model import Mode
from graph.store import Store, open_store
from service.receiving import undo_import
from service.receiving.report import NEVER_BACK, ImportReport
from service.travel_times import import_travel_times
from tests.builders import a_site, an_area
from tests.seeds.making import csv_file, refused

HEADER = ["origin", "destination", "minutes", "mode"]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(data=tmp_path_factory.mktemp("graph")) as store:
        yield store


@pytest.fixture
def store(shared: Store, tmp_path: Path) -> Store:
    """Three areas and two sites, and no times but one by car."""
    places = [*(an_area(id, 0, 0) for id in "abc"), a_site("hall", 0, 0), a_site("club", 900, 0)]
    shared.write(places, by="test", message="Places")
    shared.snapshot()
    first = csv_file(tmp_path, "first.csv", HEADER, ["a", "hall", 1, "car"])
    import_travel_times(shared, [first], by="test")
    for mode in (Mode.BUS, Mode.WALK):
        rest = csv_file(tmp_path, f"{mode}.csv", HEADER[:3], ["c", "club", 99])
        import_travel_times(shared, [rest], by="test", mode=mode, replacing=True)
    return shared


def held(store: Store) -> dict[str, float]:
    network = store.snapshot()
    travel, areas, sites = network.travel, network.areas.id, network.sites.id
    return {
        f"{mode} {areas[area]} {sites[site]}": float(minutes)
        for mode, area, site, minutes in zip(
            travel.mode, travel.area, travel.site, travel.minutes, strict=True
        )
    }


REST = {"car a hall": 1.0, "walk c club": 99.0}


def test_times_are_added_to_what_is_there(store: Store, tmp_path: Path) -> None:
    path = csv_file(
        tmp_path, "buses.csv", HEADER, ["a", "hall", 17.5, "bus"], ["c", "Club", 12, "bus"]
    )
    report = import_travel_times(store, [path], by="ann")
    assert held(store) == {**REST, "bus a hall": 17.5, "bus c club": 12.0}
    assert (report.added, report.changed) == (
        {"Source": 1, "TravelTime": 1},
        {"TravelTime": 1},
    )
    assert "Added: 1 source, 1 travel time." in report.lines()
    assert import_travel_times(store, [path], by="ann").change is None


def test_that_times_cannot_be_taken_back_is_said_before_and_after(
    store: Store, tmp_path: Path
) -> None:
    path = csv_file(tmp_path, "buses.csv", HEADER, ["b", "hall", 21, "bus"])
    done = import_travel_times(store, [path], by="ann")
    again = import_travel_times(store, [path], by="ann")
    assert (done.stays, again.stays) == (True, False)
    assert NEVER_BACK in done.lines()
    assert NEVER_BACK in replace(done, planned=True, change=None).lines()
    assert NEVER_BACK not in again.lines()
    assert done.change is not None
    with pytest.raises(ImportBuiltOn, match="travel times is not kept"):
        undo_import(store, done.change.id, by="ann", via="test")


def test_a_report_that_only_takes_out_is_not_said_to_change_nothing() -> None:
    report = ImportReport(removed={"TravelTime": 3}, planned=True)
    assert not any("nothing to change" in line for line in report.lines())
    assert NEVER_BACK in report.lines()


def test_replacing_takes_out_what_no_file_has_of_the_same_modes(
    store: Store, tmp_path: Path
) -> None:
    path = csv_file(tmp_path, "new.csv", HEADER, ["a", "hall", 17.5, "bus"])
    report = import_travel_times(store, [path], by="ann", replacing=True)
    assert held(store) == {**REST, "bus a hall": 17.5}
    assert report.removed == {"TravelTime": 1}
    assert "Taken out: 1 travel time." in report.lines()


def test_rows_about_other_places_are_reported_and_the_others_kept(
    store: Store, tmp_path: Path
) -> None:
    path = csv_file(tmp_path, "b.csv", HEADER, ["a", "hall", 5, "bus"], ["x", "hall", 5, "bus"])
    report = import_travel_times(store, [path], by="ann")
    assert held(store)["bus a hall"] == 5.0
    assert [(row.row, row.column) for row in report.refused] == [(3, "origin")]


def test_two_files_with_two_times_for_one_way_are_refused(store: Store, tmp_path: Path) -> None:
    before = held(store)
    one = csv_file(tmp_path, "one.csv", HEADER, ["a", "hall", 5, "bus"])
    two = csv_file(tmp_path, "two.csv", HEADER, ["a", "hall", 6, "bus"])
    errors = refused(lambda: import_travel_times(store, [one, two], by="ann"))
    assert "5 minutes in one file and 6 in another" in errors[0].message
    assert held(store) == before


def test_an_error_in_one_file_keeps_nothing_of_any(store: Store, tmp_path: Path) -> None:
    before = held(store)
    good = csv_file(tmp_path, "good.csv", HEADER, ["b", "hall", 5, "bus"])
    bad = csv_file(tmp_path, "bad.csv", HEADER, ["a", "hall", "soon", "bus"])
    assert refused(lambda: import_travel_times(store, [good, bad], by="ann"))
    assert held(store) == before
