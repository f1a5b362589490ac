"""Files of places that come again: what somebody changed here in the meantime stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from graph.model import Asset, Record, Site
from graph.store import Store, open_store
from service.imports import import_places
from service.receiving import undo_import
from tests.seeds.making import csv_file

HEADER = ["id", "name", "kind", "description", "cost_pounds_per_hour", "address"]
HEADER += ["site_name", "latitude", "longitude"]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(data=tmp_path_factory.mktemp("graph")) as store:
        yield store


@pytest.fixture
def store(shared: Store) -> Store:
    """The graph, empty; what was there before was taken out by nobody's import."""
    network = shared.snapshot()
    gone: list[tuple[type[Record], str]] = [(Asset, id) for id in network.assets.id]
    gone += [(Site, id) for id in network.sites.id]
    shared.write((), remove=gone, by="test", message="Emptied")
    return shared


def hall(folder: Path, *, name: str = "Hall", description: str = "Large", cost: str = "10") -> Path:
    row = ["hall", name, "venue", description, cost, "1 High St", "Village Hall", 50.005, -4.988]
    return csv_file(folder, "halls.csv", HEADER, row)


def edit(store: Store, **fields: object) -> None:
    record = replace(store.asset("hall"), **fields)  # type: ignore[arg-type]
    store.write([record], by="someone", message="Edited the hall", via="edit page")


def test_what_was_edited_here_stays_and_is_told_with_both_values(
    store: Store, tmp_path: Path
) -> None:
    import_places(store, [hall(tmp_path)])
    edit(store, description="Small, with a stage")
    report = import_places(store, [hall(tmp_path)])
    assert store.asset("hall").description == "Small, with a stage"
    assert [(one.field, one.here, one.coming) for one in report.kept] == [
        ("description", "Small, with a stage", "Large")
    ]
    assert report.change is None


def test_what_nobody_edited_here_takes_what_the_file_says_now(store: Store, tmp_path: Path) -> None:
    import_places(store, [hall(tmp_path)])
    edit(store, description="Small")
    import_places(store, [hall(tmp_path, name="Great Hall", cost="12")])
    found = store.asset("hall")
    assert (found.name, found.cost_pounds_per_hour) == ("Great Hall", 12)
    assert found.description == "Small"


def test_an_edit_stays_however_often_the_file_comes_again(store: Store, tmp_path: Path) -> None:
    import_places(store, [hall(tmp_path)])
    edit(store, description="Small")
    for cost in ("12", "14"):
        import_places(store, [hall(tmp_path, cost=cost)])
    found = store.asset("hall")
    assert (found.description, found.cost_pounds_per_hour) == ("Small", 14)


def test_an_edit_that_was_put_back_is_none(store: Store, tmp_path: Path) -> None:
    import_places(store, [hall(tmp_path)])
    edit(store, description="Small")
    edit(store, description="Large")
    import_places(store, [hall(tmp_path, description="Larger")])
    assert store.asset("hall").description == "Larger"


def test_edits_of_a_record_that_was_taken_out_do_not_count_for_the_one_that_came_again(
    store: Store, tmp_path: Path
) -> None:
    import_places(store, [hall(tmp_path, description="First")])
    edit(store, description="Small")
    store.write((), remove=[(Asset, "hall")], by="someone", message="Took out", via="page")
    import_places(store, [hall(tmp_path)])
    import_places(store, [hall(tmp_path, description="Larger")])
    assert store.asset("hall").description == "Larger"


def test_an_address_that_was_put_right_here_stays(store: Store, tmp_path: Path) -> None:
    import_places(store, [hall(tmp_path)])
    site = store.site(store.asset("hall").site_id or "")
    store.write([replace(site, address="2 High St")], by="someone", message="Put right", via="edit")
    report = import_places(store, [hall(tmp_path)])
    assert store.site(site.id).address == "2 High St"
    assert [one.field for one in report.kept] == ["address"]


def test_a_file_that_was_taken_back_can_come_in_again(store: Store, tmp_path: Path) -> None:
    import_places(store, [hall(tmp_path)])
    second = import_places(store, [hall(tmp_path, description="Larger")])
    assert second.change is not None
    undo_import(store, second.change.id, by="someone", via="hedgerow import undo")
    report = import_places(store, [hall(tmp_path, description="Larger")])
    assert store.asset("hall").description == "Larger"
    assert not report.kept


def test_an_edit_from_before_an_import_that_was_taken_back_stays(
    store: Store, tmp_path: Path
) -> None:
    import_places(store, [hall(tmp_path)])
    edit(store, description="Small")
    second = import_places(store, [hall(tmp_path, cost="12")])
    assert second.change is not None
    undo_import(store, second.change.id, by="someone", via="hedgerow import undo")
    import_places(store, [hall(tmp_path, cost="12")])
    found = store.asset("hall")
    assert (found.description, found.cost_pounds_per_hour) == ("Small", 12)


def test_a_record_that_was_entered_here_takes_all_of_its_row(store: Store, tmp_path: Path) -> None:
    import_places(store, [hall(tmp_path)])
    kept = replace(store.asset("hall"), id="other", description="By hand")
    store.write([kept], by="someone", message="Added", via="form")
    row = ["other", "Other", "venue", "From the list", "", "", "Village Hall", 50.005, -4.988]
    import_places(store, [csv_file(tmp_path, "others.csv", HEADER, row)])
    assert store.asset("other").description == "From the list"
