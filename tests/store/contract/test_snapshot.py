"""A snapshot is the graph at one revision, on both servers."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from graph.model import AreaKind, Boundary, Grant, Organisation, Partnership, Within
from graph.store import newest, schema
from graph.tables import network_of
from tests.store.bare import BARE
from tests.store.networks import assert_same
from tests.store.reading import all_records, keyed
from tests.store.records import FILLED, area, organisation, tie
from tests.store.servers import Server


def test_a_snapshot_holds_what_was_written(server: Server) -> None:
    with server.open() as store:
        assert store.snapshot().empty
        store.write((*FILLED, *BARE), by="ann", message="Add")
        assert_same(store.snapshot(), network_of((*FILLED, *BARE), revision="1"))


def test_a_snapshot_is_read_once_for_a_revision(server: Server, monkeypatch) -> None:
    read: list[int] = []
    everything = newest.reading.everything

    def counted(transaction):
        read.append(1)
        return everything(transaction)

    monkeypatch.setattr(newest.reading, "everything", counted)
    with server.open() as store:
        store.write(FILLED, by="ann", message="Add")
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(lambda _: store.snapshot(), range(8)))
        assert len({id(one) for one in found}) == 1
        assert len(read) == 1
        store.write([organisation("new")], by="ann", message="Add")
        assert "new" in store.snapshot().organisations.rows
        assert len(read) == 1, "only what changed is read"
    with server.open() as store:
        assert_same(store.snapshot(), network_of((*FILLED, organisation("new")), revision="2"))
        assert len(read) == 1, "the second store takes it from disk, and what changed since"


def test_a_damaged_snapshot_on_disk_is_read_anew_from_the_graph(server: Server) -> None:
    with server.open() as store:
        store.write(FILLED, by="ann", message="Add")
        store.snapshot()
    for place in (server.data / "snapshots").glob("*.arrow"):
        place.write_bytes(place.read_bytes()[:100])
    with server.open() as store:
        assert_same(store.snapshot(), network_of(FILLED, revision="1"))


def test_a_graph_put_back_and_led_another_way_does_not_get_its_old_snapshot(
    server: Server,
) -> None:
    with server.open() as store:
        store.write([organisation("a")], by="ann", message="One")
        store.write([organisation("b")], by="ann", message="Two")
        assert len(store.snapshot().organisations) == 2
        server.run("MATCH (o:Organisation {id: 'b'}) DETACH DELETE o")
        server.run("MATCH (c:Change {message: 'Two'}) DETACH DELETE c")
        store.write([organisation("c")], by="ann", message="Another two")
    with server.open() as store:
        assert sorted(store.snapshot().organisations.id) == ["a", "c"]


def test_snapshots_taken_while_others_write_are_each_one_revision(server: Server) -> None:
    """Each write adds an organisation and a tie to it; no snapshot has one without the other."""
    with server.open() as store:
        store.write([organisation("hub")], by="ann", message="Hub")
        done = threading.Event()

        def write() -> None:
            for number in range(25):
                store.write(
                    [organisation(f"o{number}"), tie(f"t{number}", "hub", f"o{number}")],
                    by="ann",
                    message="Grow",
                )
            done.set()

        writer = threading.Thread(target=write)
        writer.start()
        seen = []
        while not done.is_set():
            network = store.snapshot()
            seen.append(int(network.revision))
            assert len(network.organisations) - 1 == len(network.ties)
            assert len(network.ties) == int(network.revision) - 1
        writer.join()
        assert seen == sorted(seen)
        assert store.snapshot().revision == "26"


def test_every_store_sees_what_another_wrote(server: Server) -> None:
    with server.open() as one, server.open() as other:
        one.write([organisation("a")], by="ann", message="Add")
        assert other.revision() == "1"
        assert other.organisation("a") == organisation("a")
        assert "a" in other.snapshot().organisations.rows
        other.write([], by="ann", message="Remove", remove=[(Organisation, "a")])
        assert "a" not in one.snapshot().organisations.rows


def test_lookups_give_the_records(server: Server) -> None:
    with server.open() as store:
        store.write(FILLED, by="ann", message="Add")
        found = keyed(FILLED)
        assert store.area("E05000001") == found["Area", "E05000001"]
        assert store.organisation("GB-CHC-1") == found["Organisation", "GB-CHC-1"]
        assert store.site("site-1") == found["Site", "site-1"]
        assert store.asset("asset-1") == found["Asset", "asset-1"]
        assert store.activity("activity-1") == found["Activity", "activity-1"]
        assert store.record(Grant, "grant-1") == found["Grant", "grant-1"]
        assert store.record(Partnership, "board") == found["Partnership", "board"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, {"p", "q", "w"}),
        ({"kind": AreaKind.PARISH}, {"p", "q"}),
        ({"kind": AreaKind.COUNTRY}, set()),
        ({"ids": ["w", "p", "none", "bare"]}, {"w", "p"}),
        ({"ids": []}, set()),
        ({"kind": AreaKind.WARD, "ids": ["w", "p"]}, {"w"}),
    ],
)
def test_boundaries_are_found_by_kind_and_by_id(
    server: Server, asked: dict[str, object], expected: set[str]
) -> None:
    with server.open() as store:
        store.write(
            [
                area("p", kind=AreaKind.PARISH, within=(Within(area_id="w"),)),
                area("q", kind=AreaKind.PARISH),
                area("w"),
                area("bare"),
                *(Boundary(area_id=id, geometry=f'{{"of": "{id}"}}') for id in ("q", "p", "w")),
            ],
            by="ann",
            message="Add",
        )
        found = store.boundaries(**asked)
        assert found == {id: f'{{"of": "{id}"}}' for id in expected}
        assert list(found) == sorted(found)


def test_counts_name_every_kind(server: Server) -> None:
    with server.open() as store:
        store.write(FILLED, by="ann", message="Add")
        counts = store.counts()
        for kind in {type(record) for record in FILLED}:
            assert counts[kind.__name__] == sum(type(one) is kind for one in FILLED)
        assert counts["Change"] == 1


def test_about_names_the_server_and_finds_nothing_wrong(server: Server) -> None:
    with server.open() as store:
        about = store.about()
        assert about.product == ("ArcadeDB" if about.embedded else "Neo4j")
        assert about.version[0].isdigit()
        assert about.address.startswith("bolt://127.0.0.1:")
        assert about.revision == "0"
        assert about.schema == schema.VERSION
        assert about.problems == ()
        assert (about.pid is not None) == about.embedded


def test_a_graph_has_an_identity_that_stays(server: Server) -> None:
    with server.open() as store:
        store.write([organisation("a")], by="ann", message="Add")
    found = server.run("MATCH (g:Graph) RETURN g.identity, g.schema")
    with server.open() as store:
        assert all_records(store)
    assert server.run("MATCH (g:Graph) RETURN g.identity, g.schema") == found
    assert len(found) == 1
