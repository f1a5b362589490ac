"""Taking an import back as a whole, and what stands in its way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph.errors import ImportBuiltOn, NotFound
from graph.model import Activity, Asset, AssetKind, Organisation, Record, Source
from graph.store import Store, open_store
from service.imports import import_places
from service.receiving import undo_import, untaking_of
from service.receiving.report import ImportReport
from service.twins import Pick, merge, part, parting_of, union_of
from tests.seeds.making import csv_file
from tests.service.test_receiving import Feed


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(data=tmp_path_factory.mktemp("graph")) as store:
        yield store


def undo(store: Store, report: ImportReport) -> ImportReport:
    assert report.change is not None
    return undo_import(store, report.change.id, by="test", via="test")


def held(store: Store, *records: Record) -> list[Record | None]:
    return [store.find(type(record), record.id) for record in records]


def test_an_import_that_only_added_goes_as_a_whole(store: Store) -> None:
    feed = Feed(store)
    done = undo(store, feed.receive(*feed.all))
    assert sum(done.removed.values()) == 4
    assert held(store, *feed.all, feed.source) == [None] * 4
    assert store.deliveries.of_source(feed.source.id) == ()
    again = feed.receive(*feed.all)
    assert sum(again.added.values()) == 4


def test_what_an_import_changed_becomes_what_it_was(store: Store) -> None:
    feed = Feed(store)
    feed.receive(*feed.all)
    feed.edit(replace(feed.activity, description="Edited here."))
    before = held(store, *feed.all)
    delivered = store.deliveries.of_source(feed.source.id)
    second = feed.receive(replace(feed.organisation, description="New."), feed.activity)
    assert store.deliveries.vanished()
    undo(store, second)
    assert held(store, *feed.all) == before
    assert store.deliveries.of_source(feed.source.id) == delivered


def test_an_import_that_only_marked_can_be_taken_back(store: Store) -> None:
    feed = Feed(store)
    feed.receive(*feed.all)
    marked = feed.receive(feed.organisation, feed.site)
    assert (marked.added, marked.changed) == ({}, {})
    undo(store, marked)
    (mark,) = store.deliveries.of_record("Activity", feed.activity.id)
    assert mark.vanished_on is None


def test_hundreds_of_rows_go_with_the_import_that_brought_them(store: Store) -> None:
    feed = Feed(store)
    many = [replace(feed.activity, id=f"{feed.mark}-{number}") for number in range(250)]
    done = undo(store, feed.receive(*feed.all, *many))
    assert done.removed["Activity"] == 251
    assert held(store, *many) == [None] * 250


def test_a_row_that_was_changed_since_stands_in_the_way(store: Store) -> None:
    feed = Feed(store)
    report = feed.receive(*feed.all)
    feed.edit(replace(feed.activity, name="Another club"))
    with pytest.raises(ImportBuiltOn, match="Another club") as refused:
        undo(store, report)
    assert "1 row was changed since" in refused.value.reasons[0]
    assert store.find(Organisation, feed.organisation.id) is not None
    feed.edit(feed.activity)
    undo(store, report)


def test_a_row_that_names_what_came_stands_in_the_way(store: Store) -> None:
    feed = Feed(store)
    report = feed.receive(*feed.all)
    asset = Asset(
        id=f"{feed.mark}-bus",
        name="Minibus",
        kind=AssetKind.VEHICLE,
        organisation_id=feed.organisation.id,
    )
    feed.edit(asset)
    assert report.change is not None
    (reason,) = untaking_of(store, report.change.id).reasons
    assert feed.organisation.name in reason
    store.write((), remove=[(Asset, asset.id)], by="clerk", message="Sold")
    undo(store, report)


def test_an_earlier_import_waits_for_the_later_one(store: Store) -> None:
    feed = Feed(store)
    first = feed.receive(*feed.all)
    second = feed.receive(feed.organisation, feed.site)
    with pytest.raises(ImportBuiltOn, match="imported again since"):
        undo(store, first)
    undo(store, second)
    undo(store, first)


def test_what_another_source_told_of_since_stays_until_that_is_taken_back(store: Store) -> None:
    one, other = Feed(store), Feed(store)
    first = one.receive(replace(one.organisation, identifiers=("GB-CHC-88",)))
    known = replace(other.organisation, identifiers=("GB-CHC-88",))
    second = other.receive(known)
    assert [each.record_id for each in second.linked] == [one.organisation.id]
    with pytest.raises(ImportBuiltOn, match=one.organisation.name) as refused:
        undo(store, first)
    assert "came from elsewhere too, since" in refused.value.reasons[0]
    undo(store, second)
    undo(store, first)
    assert other.receive(known).added["Organisation"] == 1


def test_what_others_became_one_with_stays_until_they_are_told_apart(store: Store) -> None:
    one, other = Feed(store), Feed(store)
    first = one.receive(one.organisation)
    gone = replace(other.organisation, name="Lost Gardeners", description="As delivered.")
    other.receive(gone)
    kept = store.organisation(one.organisation.id)
    union = union_of(store, kept, store.organisation(gone.id), {"source_id": Pick.KEPT})
    at = datetime(2026, 11, 22, tzinfo=UTC)
    made = merge(store, union, by="test", at=at)
    with pytest.raises(ImportBuiltOn, match="Tell them apart first"):
        undo(store, first)
    part(store, made, parting_of(store, made), by="test", at=at)
    undo(store, first)
    assert store.organisation(gone.id).name == "Lost Gardeners"


def test_a_source_that_others_rest_on_stays(store: Store) -> None:
    feed = Feed(store)
    report = feed.receive(*feed.all)
    feed.edit(replace(feed.organisation, id=f"{feed.mark}-mine"))
    undo(store, report)
    assert store.find(Source, feed.source.id) is not None
    assert store.find(Activity, feed.activity.id) is None


def test_a_spreadsheet_of_places_can_be_taken_back_too(store: Store, tmp_path: Path) -> None:
    header = ["id", "name", "kind"]
    path = csv_file(tmp_path, "organisations.csv", header, ["sheet-1", "A trust", "voluntary"])
    report = import_places(store, [path], by="test")
    undo(store, report)
    assert store.find(Organisation, "sheet-1") is None


def test_what_is_no_import_is_not_taken_back(store: Store) -> None:
    feed = Feed(store)
    feed.edit(replace(feed.organisation, source_id=None))
    (change,) = store.recent_changes(1)
    with pytest.raises(ImportBuiltOn, match="no import"):
        undo_import(store, change.id, by="test", via="test")
    with pytest.raises(NotFound):
        undo_import(store, "nothing", by="test", via="test")


def test_taking_back_is_not_taken_back(store: Store) -> None:
    feed = Feed(store)
    done = undo(store, feed.receive(*feed.all))
    with pytest.raises(ImportBuiltOn, match="bring the files in again"):
        undo(store, done)
