"""All of a graph, put by and put back: from either server into either, to the last property."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from neo4j import Transaction

from graph.errors import ArchiveRefused, GraphUnfinished, StoreError
from graph.store import Store, open_store
from graph.store.archive import Archive, Part
from graph.store.gate import Gate
from graph.store.kinds import BESIDE, KIND_OF_LABEL
from graph.store.labels import Label
from graph.store.rows import properties_of
from graph.store.snapshots import SnapshotFolder
from graph.store.statements import for_label, for_link, statement
from tests.store.networks import assert_same
from tests.store.reading import all_records
from tests.store.records import AWKWARD, FILLED, organisation
from tests.store.servers import Server

OWN = {"turn", "turns", "stamp", "identity", "schema", "restoring"}
"""Properties that a store keeps for itself."""


def fill(store: Store) -> None:
    """Every kind of record, their past, and everything that is kept beside."""
    store.write(FILLED, by="test", message="Write")
    others = [organisation(f"other-{number}", description=AWKWARD) for number in range(150)]
    store.write(others, by="test", message="Many at once")
    store.write([organisation("other-7", name="Another")], by="test", message="Change")
    store.write([], remove=[(type(others[0]), "other-9")], by="test", message="Remove")
    store._connection.write(_beside)


def _beside(transaction: Transaction) -> None:
    """A node of every kind beside the network with every property, and all that it names."""
    for kind in BESIDE:
        row: dict[str, Any] = {name: f"{name} {AWKWARD}" for name in properties_of(kind.record)}
        row["id"] = f"one {kind.label}"
        transaction.run(statement(f"{kind.folder}/create"), rows=[row]).consume()
    for kind in BESIDE:
        for link in kind.links:
            named = transaction.run(for_label("read", link.other)).values()[0][0]["id"]
            own = f"one {kind.label}"
            ends = (link.other, kind.label) if link.inward else (kind.label, link.other)
            start, end = (named, own) if link.inward else (own, named)
            rows = [{"start": start, "end": end, "position": 0, "share": None}]
            transaction.run(for_link("create", ends[0], link.type, ends[1]), rows=rows).consume()


def everything(server: Server) -> tuple[list[str], list[str]]:
    """Every node and every relationship as the server itself tells it."""

    def told(properties: dict[str, Any]) -> dict[str, Any]:
        return {name: str(value) for name, value in properties.items() if name not in OWN}

    nodes = server.run("MATCH (n) RETURN labels(n), properties(n)")
    ties = server.run(
        "MATCH (a)-[r]->(b) RETURN labels(a), a.id, type(r), properties(r), labels(b), b.id"
    )
    return (
        sorted(json.dumps([labels, told(row)], sort_keys=True) for labels, row in nodes),
        sorted(
            json.dumps([a, a_id, type, told(row), b, b_id], sort_keys=True)
            for a, a_id, type, row, b, b_id in ties
        ),
    )


def unfinished(server: Server) -> Store:
    """The graph, also where it is not whole."""
    return open_store(**{**server.settings(), "data": server.data}, unfinished=True)


def put_by(store: Store) -> list[Part]:
    parts: list[Part] = []

    def begin() -> Any:
        parts.clear()
        return parts.append

    store.archive.put_by(begin)
    return parts


def put_back(store: Store, parts: list[Part]) -> None:
    store.archive.clear()
    store.archive.put_back(parts)
    store.archive.finish()
    store.forget_snapshot()


def test_what_is_put_back_is_what_was_put_by(server: Server) -> None:
    with server.open() as store:
        fill(store)
        before, records, network = everything(server), all_records(store), store.snapshot()
        parts = put_by(store)
        put_back(store, parts)
        assert everything(server) == before
        assert all_records(store) == records
        assert store.revision() == network.revision
        assert_same(store.snapshot(), network)


@pytest.mark.parametrize("times", [1, 9])
def test_what_others_write_meanwhile_is_told_whole_or_not_at_all(
    server: Server, tmp_path: Path, times: int
) -> None:
    with server.open() as store:
        fill(store)
        parts: list[Part] = []
        written: list[str] = []

        def take(part: Part) -> None:
            parts.append(part)
            if part.of == ("Organisation",) and len(written) < times:
                written.append(f"late-{len(written)}")
                store.write([organisation(written[-1])], by="test", message="Meanwhile")

        def begin() -> Any:
            parts.clear()
            return take

        # Another machine at the same graph: the locks of its data folder are its own.
        folder = SnapshotFolder(tmp_path, "other")
        archive = Archive(store._connection, Gate(tmp_path), folder)
        if times > 1:
            with pytest.raises(StoreError, match="from another machine"):
                archive.put_by(begin)
            return
        archive.put_by(begin)
        told = [row["id"] for part in parts if part.of == ("Organisation",) for row in part.rows]
        assert told.count("late-0") == 1
        assert str(len([r for p in parts if p.of == ("Change",) for r in p.rows])) == (
            store.revision()
        )


@pytest.mark.neo4j
@pytest.mark.parametrize("first", ["embedded", "neo4j"])
def test_a_graph_moves_from_one_server_to_the_other_and_back(
    request: pytest.FixtureRequest, first: str
) -> None:
    one: Server = request.getfixturevalue(first)
    other: Server = request.getfixturevalue("neo4j" if first == "embedded" else "embedded")
    one.wipe()
    other.wipe()
    with one.open() as here, other.open() as there:
        fill(here)
        parts, before, network = put_by(here), everything(one), here.snapshot()
        put_back(there, parts)
        assert everything(other) == before
        assert_same(there.snapshot(), network)
        assert there.counts() == here.counts()
        again = put_by(there)
        put_back(here, again)
        assert everything(one) == before


def test_a_graph_that_was_put_back_goes_on(server: Server) -> None:
    with server.open() as store:
        fill(store)
        put_back(store, put_by(store))
        revision = int(store.revision())
        store.write([organisation("new")], by="test", message="After")
        assert store.revision() == str(revision + 1)
        store.write([organisation("other-7", name="Third")], by="test", message="Change")
        names = [
            one.before.name
            for one in store.versions.of(type(organisation("x")), "other-7")
            if one.before
        ]
        assert names == ["Another", "Name"]


def test_one_that_is_not_whole_is_opened_no_more(server: Server) -> None:
    with server.open() as store:
        fill(store)
        parts = put_by(store)
        store.archive.clear()
        store.archive.put_back(parts[: len(parts) // 2])
        with pytest.raises(GraphUnfinished, match="restor"):
            server.open()
        with unfinished(server) as again:
            put_back(again, parts)
    with server.open() as store:
        assert put_by(store)


def strange() -> Iterator[Part]:
    yield Part(sort="nodes", of=("Secret",), rows=[{"id": "a"}])
    yield Part(sort="nodes", of=("Graph",), rows=[{"id": "graph"}])
    yield Part(sort="nodes", of=("Area) DETACH DELETE n //",), rows=[])
    yield Part(sort="nodes", of=(), rows=[])
    yield Part(sort="nodes", of=("Area",), rows=[{"id": "a", "admin": True}])
    yield Part(sort="links", of=("Area", "KEEPS", "Area"), rows=[])
    yield Part(sort="links", of=("Area", "WITHIN", "Area"), rows=[{"start": "x", "end": "y"}])
    yield Part(sort="made_by", of=("Area",), rows=[])
    yield Part(sort="secrets", rows=[])


@pytest.mark.parametrize("part", [*strange()], ids=lambda part: f"{part.sort} {' '.join(part.of)}")
def test_what_is_no_part_of_a_graph_is_refused(embedded: Server, part: Part) -> None:
    embedded.wipe()
    with embedded.open() as store, pytest.raises(ArchiveRefused):
        store.archive.put_back([part])
    with unfinished(embedded) as store:
        store.archive.finish()


def test_every_label_of_the_graph_is_put_by() -> None:
    bulk = {Label.CHANGE, Label.VERSION, Label.ARRIVAL, Label.TRAVEL_TIMES}
    assert {*Label} == {*KIND_OF_LABEL} | bulk
