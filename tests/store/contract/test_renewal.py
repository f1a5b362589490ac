"""A snapshot that was renewed is the snapshot that reading everything gives, on both servers."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.model import Boundary, Mode, Organisation, Site, Tie, TravelTime
from graph.store import Store, newest
from tests.store.networks import assert_same
from tests.store.reading import keyed
from tests.store.records import FILLED, area, organisation, tie
from tests.store.servers import Server
from tests.store.strategies import graphs


def site(id: str, **values: Any) -> Site:
    return Site(id=id, name=id.upper(), latitude=50.2, longitude=-5.0, **values)


class Wholes:
    """How often everything was read."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        everything = newest.reading.everything

        def counted(transaction: Any) -> Any:
            self.count += 1
            return everything(transaction)

        monkeypatch.setattr(newest.reading, "everything", counted)


@pytest.fixture
def opened(server: Server) -> Any:
    with server.open() as store:
        yield server, store


def assert_renewed(store: Store) -> None:
    """Fail where the snapshot at hand is another than reading everything gives."""
    assert_same(store.snapshot(), store.read_snapshot())


def without_times(graph: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(one for one in graph if not isinstance(one, TravelTime))


def become(store: Store, before: tuple[Any, ...], after: tuple[Any, ...]) -> None:
    """Write one graph where another was."""
    gone = [(type(one), one.id) for key, one in keyed(before).items() if key not in keyed(after)]
    store.write(after, by="test", message="Become", remove=gone)


@settings(max_examples=5, suppress_health_check=list(HealthCheck), deadline=None)
@given(data=st.data(), timed=st.booleans())
def test_any_writes_and_removals_renew_a_snapshot_to_what_reading_everything_gives(
    opened: tuple[Server, Store], data: st.DataObject, timed: bool
) -> None:
    """Graphs follow each other, with small edits between; a snapshot is taken now and then."""
    server, store = opened
    server.run("MATCH (n) WHERE NOT n:Graph DETACH DELETE n")
    store.forget_snapshot()
    before: tuple[Any, ...] = ()
    for _ in range(2):
        after = data.draw(graphs())
        after = after if timed else without_times(after)
        become(store, before, after)
        if data.draw(st.booleans()):
            assert_renewed(store)
        for _ in range(data.draw(st.integers(0, 3))):
            named = [place for place, one in enumerate(after) if hasattr(one, "name")]
            place = data.draw(st.sampled_from(named))
            other = replace(after[place], name=data.draw(st.sampled_from("xyz")))
            after = (*after[:place], other, *after[place + 1 :])
            store.write([other], by="test", message="Rename")
            if data.draw(st.booleans()):
                assert_renewed(store)
        assert_renewed(store)
        before = after


def test_small_writes_and_removals_read_only_what_they_touched(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    with server.open() as store:
        store.write(FILLED, by="ann", message="Add")
        store.snapshot()
        wholes = Wholes(monkeypatch)
        for records, remove in (
            ([organisation("0", "First of all"), tie("t", "0", "GB-CHC-1")], []),
            ([organisation("GB-CHC-1", "Another name", area_ids=("E05000001",))], []),
            ([site("a", area_ids=("new",)), area("new")], []),
            ([organisation("zz", site_id="a")], [(Tie, "t")]),
            ([organisation("zz")], [(Site, "a"), (Organisation, "0")]),
            ([Boundary(area_id="new", geometry="{}")], []),
        ):
            store.write(records, by="ann", message="Small", remove=remove)
            found = store.snapshot()
            assert wholes.count == 0
            assert_same(found, store.read_snapshot())
            wholes.count = 0


def test_what_another_store_wrote_renews_a_snapshot_too(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    with server.open() as one, server.open() as other:
        one.write(FILLED, by="ann", message="Add")
        one.snapshot()
        wholes = Wholes(monkeypatch)
        for number in range(5):
            other.write([organisation(f"o{number}")], by="bob", message="Add")
        assert "o4" in one.snapshot().organisations.rows
        assert wholes.count == 0
        assert_renewed(one)


def test_travel_times_and_large_writes_are_read_whole(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    with server.open() as store:
        store.write([area("a"), site("s")], by="ann", message="Add")
        store.snapshot()
        wholes = Wholes(monkeypatch)
        time = TravelTime(area_id="a", site_id="s", mode=Mode.BUS, minutes=10)
        store.write([time, organisation("o")], by="ann", message="Times")
        assert store.snapshot().travel.minutes.tolist() == [10]
        assert wholes.count == 1
        monkeypatch.setattr(newest.marks, "MOST_TOUCHED", 3)
        store.write([organisation(f"o{n}") for n in range(4)], by="ann", message="Many")
        assert len(store.snapshot().organisations) == 5
        assert wholes.count == 2
        assert_renewed(store)


def test_a_change_whose_records_are_not_known_is_read_whole(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As those of an older Hedgerow are, or those that another hand made."""
    with server.open() as store:
        store.write([organisation("a")], by="ann", message="Add")
        store.snapshot()
        wholes = Wholes(monkeypatch)
        store.write([organisation("b"), organisation("c")], by="ann", message="Add")
        server.run("MATCH (v:Version {record_id: 'b'}) DETACH DELETE v")
        assert len(store.snapshot().organisations) == 3
        assert wholes.count == 1


def test_a_change_with_an_earlier_moment_that_is_kept_later_is_not_missed(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Clocks differ, and of two writers the later by the clock may be the sooner done."""
    with server.open() as store:
        store.write([organisation("a")], by="ann", message="Add")
        store.write([organisation("late")], by="ann", message="Late")
        store.snapshot()
        wholes = Wholes(monkeypatch)
        store.write([organisation("b")], by="ann", message="Early by its clock")
        server.run(
            "MATCH (first:Change {message: 'Add'}) MATCH (c:Change {message: 'Early by its clock'})"
            " SET c.at = first.at"
        )
        assert "b" in store.snapshot().organisations.rows
        assert wholes.count == 0
        store.write([organisation("c")], by="ann", message="Long ago by its clock")
        server.run(
            "MATCH (c:Change {message: 'Long ago by its clock'})"
            " SET c.at = '2001-01-01T00:00:00.000000+00:00'"
        )
        assert "c" in store.snapshot().organisations.rows
        assert wholes.count == 1, "it is before all that is looked at, so that counts differ"
        assert_renewed(store)


def test_renewed_snapshots_while_many_write_are_each_one_revision(server: Server) -> None:
    """Each write adds an organisation and a tie to it; no snapshot has one without the other."""
    with server.open() as store, server.open() as other:
        store.write([organisation("hub")], by="ann", message="Hub")
        store.snapshot()

        def write(writer: int) -> None:
            for number in range(12):
                name = f"o{writer}-{number}"
                records = [organisation(name), tie(f"t{writer}-{number}", "hub", name)]
                other.write(records, by="ann", message="Grow")

        writers = [threading.Thread(target=write, args=(writer,)) for writer in range(4)]
        for writer in writers:
            writer.start()
        seen = []
        while any(writer.is_alive() for writer in writers):
            network = store.snapshot()
            seen.append(int(network.revision))
            assert len(network.organisations) - 1 == len(network.ties)
            assert len(network.ties) == int(network.revision) - 1
        assert seen == sorted(seen)
        assert store.snapshot().revision == "49"
        assert_renewed(store)


def test_a_kept_snapshot_is_renewed_by_a_store_that_begins_anew(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    with server.open() as store:
        store.write(FILLED, by="ann", message="Add")
        store.snapshot()
        store.write([organisation("new")], by="ann", message="Add")
    wholes = Wholes(monkeypatch)
    with server.open() as store:
        assert "new" in store.snapshot().organisations.rows
        assert wholes.count == 0
        assert_renewed(store)


def test_a_snapshot_on_disk_that_the_graph_has_never_been_at_is_passed_over(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A graph that was put back from a copy finds the snapshot from before the copy."""
    with server.open() as store:
        store.write([organisation("a")], by="ann", message="Add")
        store.snapshot()
        store.write([organisation("b")], by="ann", message="Undone")
    with server.open() as store:
        monkeypatch.setattr(newest, "RENEWED_BEFORE_KEPT", 1)
        store.snapshot()
    server.run("MATCH (o:Organisation {id: 'b'}) DETACH DELETE o")
    server.run("MATCH (c:Change {message: 'Undone'}) DETACH DELETE c")
    wholes = Wholes(monkeypatch)
    with server.open() as store:
        store.write([organisation("c")], by="ann", message="Another way")
        assert store.snapshot().organisations.id.tolist() == ["a", "c"]
        assert wholes.count == 0
        assert_renewed(store)


def test_a_snapshot_is_kept_on_disk_again_after_many_renewals(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(newest, "RENEWED_BEFORE_KEPT", 3)
    folder = server.data / "snapshots"
    with server.open() as store:
        kept = []
        for number in range(7):
            store.write([organisation(f"o{number}")], by="ann", message="Add")
            store.snapshot()
            kept.append(len(list(folder.glob(f"{store._graph.identity}-*"))))
        assert kept == [1, 1, 1, 2, 2, 2, 3]
