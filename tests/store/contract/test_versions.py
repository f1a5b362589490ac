"""The past of records: what each change did is there, and can be put back, on both servers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from graph.errors import ChangedMeanwhile
from graph.model import Deed, Organisation, Tie, TravelTime
from graph.store import Store, stamp_of
from graph.store.images import image_of, record_of_image
from tests.store.bare import BARE
from tests.store.records import FILLED, area, organisation, tie
from tests.store.servers import Server

AGO = datetime.now(UTC) - timedelta(days=30)


def write(store: Store, *records, **options) -> None:
    store.write(records, by="ann", message="Write", **options)


IMAGED = [one for one in (*FILLED, *BARE) if not isinstance(one, TravelTime)]


@pytest.mark.parametrize("record", IMAGED, ids=lambda one: type(one).__name__)
def test_a_record_comes_back_from_its_image(record) -> None:
    assert record_of_image(image_of(record)) == record


def test_the_past_of_a_record_is_told_newest_first(server: Server) -> None:
    with server.open() as store:
        first = organisation("a", "Tresco", area_ids=("x",))
        second, third = replace(first, name="Tresko"), replace(first, area_ids=())
        write(store, area("x"), first)
        write(store, second)
        write(store, third, via="the page “Our page”")
        store.write([], by="ben", message="Close it", remove=[(Organisation, "a")])
        past = store.versions.of(Organisation, "a")
        assert [one.version.deed for one in past] == [
            Deed.REMOVED,
            Deed.CHANGED,
            Deed.CHANGED,
            Deed.ADDED,
        ]
        assert [one.before for one in past] == [third, second, first, None]
        assert [one.after for one in past] == [None, third, second, first]
        assert (past[0].change.by, past[0].change.message) == ("ben", "Close it")
        assert past[1].change.via == "the page “Our page”"


def test_records_that_come_by_the_hundred_have_a_past_too(server: Server) -> None:
    with server.open() as store:
        write(store, *(organisation(f"o{number}") for number in range(150)))
        write(store, organisation("o7", "Seven"))
        past = store.versions.of(Organisation, "o7")
        assert [one.version.deed for one in past] == [Deed.CHANGED, Deed.ADDED]
        assert past[1].after == organisation("o7")
        assert store.versions.of(Organisation, "o999") == ()
        (change,) = store.recent_changes(1)
        assert store.versions.touched([change.id]) == {Organisation: {"o7"}}
        assert len(store.versions.touched([past[1].change.id])[Organisation]) == 150


def test_a_write_that_changes_nothing_leaves_no_past(server: Server) -> None:
    with server.open() as store:
        write(store, organisation("a"))
        write(store, organisation("a"))
        assert len(store.versions.of(Organisation, "a")) == 1


def test_what_was_taken_out_lies_in_the_bin_until_it_is_put_back(server: Server) -> None:
    with server.open() as store:
        joined = tie("t", "a", "b")
        write(store, organisation("a"), organisation("b"), joined)
        store.write([], by="ben", message="Part", remove=[(Tie, "t"), (Organisation, "b")])
        binned = store.versions.bin(since=AGO)
        assert {type(one.record): one.record for one in binned} == {
            Tie: joined,
            Organisation: organisation("b"),
        }
        assert {one.change.by for one in binned} == {"ben"}
        assert store.versions.bin(since=datetime.now(UTC) + timedelta(days=1)) == ()
        write(store, *(one.record for one in binned))
        assert store.versions.bin(since=AGO) == ()
        assert store.organisation("b") == organisation("b")


def test_a_write_that_has_seen_something_else_is_refused_and_nothing_of_it_kept(
    server: Server,
) -> None:
    with server.open() as store:
        seen = organisation("a", "Seen")
        write(store, seen)
        write(store, replace(seen, name="Theirs"))
        revision = store.revision()
        mine = replace(seen, name="Mine")
        for expected in (stamp_of(seen), None):
            with pytest.raises(ChangedMeanwhile, match="the organisation “a” meanwhile"):
                write(store, mine, organisation("n"), expected={(Organisation, "a"): expected})
        with pytest.raises(ChangedMeanwhile):
            write(store, mine, expected={(Organisation, "gone"): stamp_of(seen)})
        assert store.revision() == revision
        theirs = store.organisation("a")
        assert theirs.name == "Theirs"
        write(store, mine, expected={(Organisation, "a"): stamp_of(theirs)})
        assert store.organisation("a") == mine


def test_of_writers_who_have_seen_the_same_only_one_gets_through(server: Server) -> None:
    rounds, writers = 5, 4
    with server.open() as store:
        write(store, organisation("a", "0"))

        def raise_by_one(_: int) -> int:
            done = 0
            while done < rounds:
                seen = store.organisation("a")
                try:
                    write(
                        store,
                        replace(seen, name=str(int(seen.name) + 1)),
                        expected={(Organisation, "a"): stamp_of(seen)},
                    )
                except ChangedMeanwhile:
                    continue
                done += 1
            return done

        with ThreadPoolExecutor(writers) as pool:
            assert sum(pool.map(raise_by_one, range(writers))) == rounds * writers
        assert store.organisation("a").name == str(rounds * writers)
        names = [one.after.name for one in store.versions.of(Organisation, "a")]
        assert names == [str(number) for number in range(rounds * writers, -1, -1)]


def test_the_past_of_a_record_has_no_hole_when_many_change_it_at_once(server: Server) -> None:
    writers = 8
    with server.open() as store:
        write(store, organisation("a", "begin"))
        with ThreadPoolExecutor(writers) as pool:
            list(
                pool.map(
                    lambda number: write(store, organisation("a", f"name {number}")),
                    range(writers),
                )
            )
        past = store.versions.of(Organisation, "a")
        assert len(past) == writers + 1
        assert len({one.after.name for one in past}) == writers + 1


def test_what_was_taken_out_long_ago_is_forgotten_and_nothing_else(server: Server) -> None:
    later = datetime.now(UTC) + timedelta(days=1)
    with server.open() as store:
        write(store, organisation("a"), organisation("b"), organisation("c"))
        write(store, organisation("a", "Renamed"), organisation("c", "Renamed"))
        write(store, remove=[(Organisation, "a"), (Organisation, "b")])
        write(store, organisation("b"))
        assert store.versions.forget(before=AGO) == 0
        assert store.versions.forget(before=later) == 1
        assert [one.before for one in store.versions.of(Organisation, "a")] == [None, None, None]
        deeds = [one.version.deed for one in store.versions.of(Organisation, "a")]
        assert deeds == [Deed.REMOVED, Deed.CHANGED, Deed.ADDED]
        assert store.versions.of(Organisation, "b")[1].before == organisation("b")
        assert store.versions.of(Organisation, "c")[0].before == organisation("c")
        assert store.versions.forget(before=later) == 0
