"""Travel times: written one by one, kept many to a node, read as columns, on both servers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from graph.errors import DanglingReference, InvalidData
from graph.model import Area, Mode, Site, Source, TravelTime
from graph.store import travel
from graph.store.store import Store
from tests.store.records import area
from tests.store.servers import Server

AREAS = [area(id) for id in ("a", "b", "c")]
SITES = [Site(id=id, name="Hall", latitude=50.0, longitude=-5.0) for id in ("hall", "club")]
SOURCES = [Source(id=id, name="Router") for id in ("router", "timetable")]
PLACES = [*AREAS, *SITES, *SOURCES]


def time(of: str, to: str = "hall", minutes: float = 10.0, **fields) -> TravelTime:
    return TravelTime(
        area_id=of, site_id=to, mode=fields.pop("mode", Mode.BUS), minutes=minutes, **fields
    )


def kept(store: Store) -> set[TravelTime]:
    return set(store._connection.read(lambda tx: list(travel.single(travel.read(tx)))))


def test_times_are_added_changed_left_alone_and_removed_one_by_one(server: Server) -> None:
    first = [time("a"), time("b"), time("a", "club"), time("a", mode=Mode.WALK)]
    with server.open() as store:
        assert store.write([*PLACES, *first], by="ann", message="Add").added["TravelTime"] == 4
        assert store.counts()["TravelTime"] == 4
        second = store.write(
            [time("a"), time("b", minutes=12.5), time("c")],
            by="ann",
            message="Change",
            remove=[(TravelTime, time("a", "club").id), (TravelTime, time("c", "club").id)],
        )
        assert (second.added, second.changed) == ({"TravelTime": 1}, {"TravelTime": 1})
        assert (second.unchanged, second.removed) == ({"TravelTime": 1}, {"TravelTime": 1})
        assert kept(store) == {
            time("a"),
            time("b", minutes=12.5),
            time("c"),
            time("a", mode=Mode.WALK),
        }
        again = store.write([time("c")], by="ann", message="Again")
        assert again.change is None


def test_a_time_has_one_source_at_a_time(server: Server) -> None:
    with server.open() as store:
        store.write(
            [*PLACES, time("a", source_id="router"), time("b", source_id="router"), time("c")],
            by="ann",
            message="Add",
        )
        store.write([time("a", source_id="timetable")], by="ann", message="Checked")
        assert kept(store) == {
            time("a", source_id="timetable"),
            time("b", source_id="router"),
            time("c"),
        }
        assert len(server.run("MATCH (t:TravelTimes) RETURN t.id")) == 3
        store.write([time("a")], by="ann", message="Nobody says so")
        assert len(server.run("MATCH (t:TravelTimes) RETURN t.id")) == 2


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (time("nowhere"), r"travel time “bus\|nowhere\|hall” names the area “nowhere”"),
        (time("a", "nowhere"), r"travel time “bus\|a\|nowhere” names the site “nowhere”"),
        (time("a", source_id="nowhere"), r"travel time .* names the source “nowhere”"),
    ],
)
def test_a_time_that_leads_nowhere_keeps_nothing(
    server: Server, wrong: TravelTime, told: str
) -> None:
    with server.open() as store:
        with pytest.raises(DanglingReference, match=told):
            store.write([*PLACES, time("b"), wrong], by="ann", message="Add")
        assert store.revision() == "0"
        assert kept(store) == set()


@pytest.mark.parametrize(
    ("kind", "id", "told"),
    [
        (Area, "a", r"area “a” cannot be removed: the travel time “bus\|a\|hall” names it"),
        (Site, "hall", r"site “hall” cannot be removed: the travel time “bus\|a\|hall” names it"),
        (Source, "router", r"source “router” cannot be removed: the travel time"),
    ],
)
def test_what_a_time_names_cannot_be_removed_before_it(
    server: Server, kind: type, id: str, told: str
) -> None:
    with server.open() as store:
        named = time("a", source_id="router")
        store.write([*PLACES, named], by="ann", message="Add")
        with pytest.raises(DanglingReference, match=told):
            store.write([], by="ann", message="Remove", remove=[(kind, id)])
        assert kept(store) == {named}
        both = store.write(
            [], by="ann", message="Both", remove=[(kind, id), (TravelTime, named.id)]
        )
        assert both.removed == {kind.__name__: 1, "TravelTime": 1}
        assert store.counts()["TravelTime"] == 0


def test_an_area_that_no_time_names_can_be_removed(server: Server) -> None:
    with server.open() as store:
        store.write([*PLACES, time("a")], by="ann", message="Add")
        gone = store.write([], by="ann", message="Remove", remove=[(Area, "b"), (Site, "club")])
        assert gone.removed == {"Area": 1, "Site": 1}


def test_the_snapshot_has_them_in_columns_in_order(server: Server) -> None:
    times = [
        time("b", "hall", 3.0, mode=Mode.WALK),
        time("b", "club", 2.0, source_id="timetable"),
        time("a", "hall", 1.0),
        time("b", "hall", 4.0),
    ]
    with server.open() as store:
        store.write([*PLACES, *times], by="ann", message="Add")
        network = store.snapshot()
    table = network.travel
    told = [
        (str(mode), str(network.areas.id[row]), str(network.sites.id[site]), float(minutes))
        for mode, row, site, minutes in zip(
            table.mode, table.area, table.site, table.minutes, strict=True
        )
    ]
    assert told == [
        ("bus", "a", "hall", 1.0),
        ("bus", "b", "club", 2.0),
        ("bus", "b", "hall", 4.0),
        ("walk", "b", "hall", 3.0),
    ]
    assert table.minutes[table.of(Mode.WALK)].tolist() == [3.0]
    assert len(table.minutes[table.of(Mode.CAR)]) == 0
    assert [network.sources[row].id if row >= 0 else "" for row in table.source] == [
        "",
        "timetable",
        "",
        "",
    ]


def test_many_times_go_in_parts_and_all_arrive(server: Server, monkeypatch) -> None:
    monkeypatch.setattr(travel, "TIMES_AT_ONCE", 7)
    areas = [area(f"a{number}") for number in range(10)]
    sites = [replace(SITES[0], id=f"s{number}") for number in range(9)]
    times = [
        time(start.id, end.id, float(place))
        for place, (start, end) in enumerate((start, end) for start in areas for end in sites)
    ]
    told: list[tuple[str, int, int]] = []
    with server.open() as store:
        store.write(
            [*areas, *sites, *times],
            by="ann",
            message="Add",
            progress=lambda *now: told.append(now),
        )
        assert kept(store) == set(times)
    keeping = [(done, total) for stage, done, total in told if stage == "Keeping travel times"]
    assert keeping[-1] == (90, 90)
    assert len(keeping) > 9


def test_an_id_that_is_no_travel_times_is_refused(server: Server) -> None:
    with server.open() as store, pytest.raises(InvalidData, match="is not the id of a travel time"):
        store.write([], by="ann", message="Remove", remove=[(TravelTime, "bus-a-hall")])


def test_the_graph_itself_refuses_a_second_node_of_one_site_mode_and_source(
    server: Server,
) -> None:
    with server.open() as store:
        store.write([*PLACES, time("a")], by="ann", message="Add")
        with pytest.raises(Exception, match=r"(?i)constraint|already exists|CREATE"):
            server.run("CREATE (:TravelTimes {id: 'bus|hall|'})")


def test_writers_of_times_to_one_site_lose_nothing_of_each_other(server: Server) -> None:
    areas = [area(f"a{number}") for number in range(12)]
    with server.open() as store:
        store.write([*areas, *SITES], by="ann", message="Places")
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda a: store.write([time(a.id)], by="ann", message="x"), areas))
        assert kept(store) == {time(each.id) for each in areas}
