"""What becomes of what a source says: added, changed, kept as edited here, vanished, linked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.errors import Interrupted, RowError
from graph.model import (
    Activity,
    AgeRange,
    Asset,
    Grant,
    Organisation,
    OrganisationKind,
    Record,
    Request,
    Site,
    Source,
    Theme,
)
from graph.store import Store, open_store
from seeds.reading import Mention, Reading
from service.receiving import Coming, coming_of, receive
from service.receiving.report import ImportReport
from service.receiving.shelf import Waiting, keep_waiting, waiting_in
from service.receiving.threeway import Kept, merged
from service.receiving.wording import field_label
from service.weighed import outcome_of

TODAY = date(2026, 11, 22)
FEED = Source(id="feed", name="County feed", licence="OGL")
numbers = iter(range(1_000_000))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(data=tmp_path_factory.mktemp("graph")) as store:
        yield store


class Feed:
    """A source with an organisation, its site and its activity, under ids of a test's own."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.mark = f"t{next(numbers)}"
        self.source = replace(FEED, id=f"feed-{self.mark}")
        self.organisation = Organisation(
            id=f"{self.mark}-org",
            name=f"Youth Trust {self.mark}",
            kind=OrganisationKind.VOLUNTARY,
            description="As delivered.",
            source_id=self.source.id,
        )
        self.site = Site(
            id=f"{self.mark}-site",
            name=f"Hall {self.mark}",
            latitude=50.3,
            longitude=-4.9,
            source_id=self.source.id,
        )
        self.activity = Activity(
            id=f"{self.mark}-club",
            name="Club",
            organisation_id=self.organisation.id,
            site_id=self.site.id,
            theme=Theme.SPORT,
            ages=AgeRange(age_from=11, age_to=16),
            source_id=self.source.id,
        )

    @property
    def all(self) -> tuple[Record, ...]:
        return self.organisation, self.site, self.activity

    def coming(self, *records: Record, whole: bool = True, **more: Any) -> Coming:
        reading = Reading(records=(self.source, *records), **more)
        return coming_of(self.store, reading, whole=whole, today=TODAY)

    def receive(self, *records: Record, whole: bool = True, **more: Any) -> ImportReport:
        return receive(
            self.store,
            self.coming(*records, whole=whole, **more),
            by="test",
            message="Brought in",
            via="test",
        )

    def edit(self, record: Record) -> None:
        self.store.write([record], by="clerk", message="Edited")


def test_what_comes_first_is_added_and_again_changes_nothing(store: Store) -> None:
    feed = Feed(store)
    first = feed.receive(*feed.all)
    assert first.added == {"Source": 1, "Organisation": 1, "Site": 1, "Activity": 1}
    assert first.change is not None
    again = feed.receive(*feed.all)
    assert again.change is None
    assert again.unchanged == first.added
    assert "nothing was changed" in again.lines()[0]


def test_a_preview_writes_nothing(store: Store) -> None:
    feed = Feed(store)
    revision = store.revision()
    coming = feed.coming(*feed.all)
    assert coming.added["Organisation"] == 1
    assert store.revision() == revision
    assert store.find(Organisation, feed.organisation.id) is None


def test_a_field_that_nobody_touched_takes_what_comes(store: Store) -> None:
    feed = Feed(store)
    feed.receive(*feed.all)
    report = feed.receive(replace(feed.organisation, description="New."), feed.site, feed.activity)
    assert report.changed == {"Organisation": 1}
    assert store.organisation(feed.organisation.id).description == "New."


def test_a_field_that_was_edited_here_stays_and_is_told(store: Store) -> None:
    feed = Feed(store)
    feed.receive(*feed.all)
    feed.edit(replace(feed.organisation, description="Edited here."))
    coming = replace(feed.organisation, description="New.", website="https://a.example/")
    report = feed.receive(coming, feed.site, feed.activity)
    now = store.organisation(feed.organisation.id)
    assert (now.description, now.website) == ("Edited here.", "https://a.example/")
    (kept,) = report.kept
    assert (kept.field, kept.here, kept.coming) == ("description", "Edited here.", "New.")
    assert any("stays Edited here." in line for line in report.lines())
    again = feed.receive(coming, feed.site, feed.activity)
    assert again.change is None
    assert len(again.kept) == 1


def test_what_vanished_is_marked_and_not_taken_out(store: Store) -> None:
    feed = Feed(store)
    feed.receive(*feed.all)
    report = feed.receive(feed.organisation, feed.site)
    assert [one.id for one in report.vanished] == [feed.activity.id]
    assert report.change is not None
    assert store.find(Activity, feed.activity.id) == feed.activity
    (mark,) = store.deliveries.of_record("Activity", feed.activity.id)
    assert mark.vanished_on == TODAY
    assert feed.receive(feed.organisation, feed.site).change is None
    back = feed.receive(*feed.all)
    assert [one.id for one in back.returned] == [feed.activity.id]
    (mark,) = store.deliveries.of_record("Activity", feed.activity.id)
    assert mark.vanished_on is None


def test_a_part_of_a_source_makes_nothing_vanish(store: Store) -> None:
    feed = Feed(store)
    feed.receive(*feed.all)
    assert feed.receive(feed.organisation, whole=False).vanished == ()
    assert feed.receive(feed.organisation, seen=frozenset({feed.site.id})).vanished == (
        feed.activity,
    )


def test_a_source_that_says_nothing_at_all_makes_nothing_vanish(store: Store) -> None:
    feed = Feed(store)
    feed.receive(*feed.all)
    assert feed.receive().vanished == ()


def test_what_was_taken_out_here_stays_out_with_what_needs_it(store: Store) -> None:
    feed = Feed(store)
    feed.receive(*feed.all)
    gone: list[tuple[type, str]] = [
        (Activity, feed.activity.id),
        (Organisation, feed.organisation.id),
    ]
    store.write((), remove=gone, by="clerk", message="Taken out")
    more = replace(feed.activity, id=f"{feed.mark}-more")
    report = feed.receive(*feed.all, more)
    assert store.find(Organisation, feed.organisation.id) is None
    assert {one.id for one in report.absent} == {feed.organisation.id, feed.activity.id, more.id}
    assert report.refused == ()


def test_an_organisation_with_a_known_identifier_is_the_one_that_is_here(store: Store) -> None:
    feed = Feed(store)
    number = f"GB-CHC-{feed.mark}"
    feed.edit(
        Organisation(
            id=f"{feed.mark}-ours",
            name="As we call it",
            kind=OrganisationKind.VOLUNTARY,
            identifiers=(number,),
        )
    )
    theirs = replace(feed.organisation, identifiers=(number.lower(), "GB-COH-1"))
    report = feed.receive(theirs, feed.site, feed.activity)
    (link,) = report.linked
    assert (link.record_id, link.certain) == (f"{feed.mark}-ours", True)
    now = store.organisation(f"{feed.mark}-ours")
    assert now.name == "As we call it"
    assert now.description == "As delivered."
    assert store.activity(feed.activity.id).organisation_id == now.id
    assert store.find(Organisation, theirs.id) is None
    again = feed.receive(theirs, feed.site, feed.activity)
    assert again.change is None
    assert store.activity(feed.activity.id).organisation_id == now.id


def test_a_site_that_is_here_already_is_used_again(store: Store) -> None:
    feed = Feed(store)
    known = replace(feed.site, id=f"{feed.mark}-known", source_id=None)
    feed.edit(known)
    feed.receive(feed.organisation, replace(feed.site, postcode="TR1 1AA"), feed.activity)
    assert store.find(Site, feed.site.id) is None
    assert store.activity(feed.activity.id).site_id == known.id
    assert store.site(known.id).postcode == "TR1 1AA"


def test_a_row_that_names_what_is_not_there_is_refused_with_its_place(store: Store) -> None:
    feed = Feed(store)
    lost = replace(feed.activity, organisation_id="nobody", site_id="nowhere")
    mention = Mention(kind="organisation", id="nobody", file="a.csv", row=7, column="who")
    report = feed.receive(feed.organisation, lost, mentions=(mention,))
    (row,) = report.refused
    assert (row.file, row.row, row.column) == ("a.csv", 7, "who")
    assert "nobody" in row.message
    assert report.added == {"Source": 1, "Organisation": 1}


def test_what_a_record_can_do_without_is_left_out_and_told(store: Store) -> None:
    feed = Feed(store)
    serving = replace(feed.organisation, area_ids=("E99",))
    report = feed.receive(serving, replace(feed.activity, site_id="nowhere"))
    assert store.activity(feed.activity.id).site_id is None
    assert store.organisation(serving.id).area_ids == ()
    assert len([note for note in report.notes if "not in the graph" in note]) == 2


def test_an_edit_that_comes_in_between_stays(store: Store) -> None:
    feed = Feed(store)
    feed.receive(*feed.all)
    coming = feed.coming(
        replace(feed.organisation, description="New.", website="https://a.example/"),
        feed.site,
        feed.activity,
    )
    feed.edit(replace(feed.organisation, description="Edited meanwhile."))
    receive(store, coming, by="test", message="Brought in", via="test")
    now = store.organisation(feed.organisation.id)
    assert (now.description, now.website) == ("Edited meanwhile.", "https://a.example/")


def test_an_import_that_is_stopped_leaves_nothing(store: Store) -> None:
    feed = Feed(store)
    coming = feed.coming(*feed.all)

    def stop(stage: str, done: int, total: int) -> None:
        if stage == "Joining" and done == total:
            raise Interrupted("Stopped.")

    with pytest.raises(Interrupted):
        receive(store, coming, by="test", message="Brought in", via="test", progress=stop)
    assert store.find(Organisation, feed.organisation.id) is None
    assert store.deliveries.of_source(feed.source.id) == ()


def test_refused_rows_that_are_not_listed_are_counted_too(store: Store, tmp_path: Path) -> None:
    feed = Feed(store)
    row = RowError(file="list.csv", row=4, column="name", message="There is no name.")
    reading = Reading(records=feed.all, refused=(row,), more_refused=3_000)
    kept = tmp_path / "reading.gz"
    keep_waiting(kept, Waiting(reading=reading, whole=False, message="A list"))
    report = coming_of(store, waiting_in(kept).reading, whole=False, today=TODAY).report()
    assert "Refused: 3,001 rows (1 listed)." in report.lines()
    assert report.as_json()["more_refused"] == 3_000


def test_reports_call_every_amount_of_money_one_in_pounds() -> None:
    kinds = (Asset, Activity, Request, Grant)
    amounts = {one.name for kind in kinds for one in fields(kind) if "pounds" in one.name}
    assert {name for name in amounts if "in pounds" not in field_label(name)} == set()
    assert "cost_pounds_per_hour" in amounts


def test_what_a_source_never_told_is_not_told_as_kept() -> None:
    here = Organisation(
        id="o",
        name="A",
        kind=OrganisationKind.VOLUNTARY,
        description="Ours",
        website="https://a.uk",
    )
    coming = replace(here, description="", website="https://b.uk")
    for before in (None, coming):
        assert [one.field for one in merged(here, coming, before)[1]] == ["website"]
    emptied = merged(here, coming, replace(coming, description="Theirs"))[1]
    assert {one.field for one in emptied} == {"description", "website"}


def test_values_that_stay_stand_once_on_a_preview_in_its_table() -> None:
    kept = Kept(record=FEED, field="licence", here="OGL", coming="CC0")
    report = ImportReport(kept=(kept,), planned=True)
    told = "“County feed”, licence: stays OGL; the source says CC0."
    assert told in outcome_of(report).lines
    assert told not in outcome_of(report, asks=True).lines
