"""The schema: applied at the start, again without harm, never backwards, on both servers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from graph.errors import GraphNewer
from graph.store import schema
from graph.store.labels import TIE, Label
from tests.store.records import FILLED, organisation
from tests.store.servers import Server


def test_every_kind_has_its_own_constraint_on_id(server: Server) -> None:
    with server.open():
        found = server.run(
            "SHOW CONSTRAINTS YIELD type, entityType, labelsOrTypes, properties "
            "RETURN entityType, labelsOrTypes, properties"
        )
    emails = [labels for _, labels, properties in found if properties == ["email"]]
    assert emails == [["Account"]]
    found = [row for row in found if row[2] != ["email"]]
    assert all(properties == ["id"] for _, _, properties in found)
    nodes = {labels[0] for entity, labels, _ in found if entity == "NODE"}
    assert nodes == {label.value for label in Label} | {"Graph"}
    assert [labels for entity, labels, _ in found if entity == "RELATIONSHIP"] == [[TIE]]


def test_the_steps_may_be_applied_again(server: Server) -> None:
    with server.open() as store:
        store.write(FILLED, by="ann", message="Add")
        counts = store.counts()
        server.run("MATCH (g:Graph) SET g.schema = 0")
    with server.open() as store:
        assert store.about().schema == schema.VERSION
        assert store.counts() == counts


def test_an_older_graph_goes_through_the_steps_that_it_lacks(server: Server) -> None:
    later = ("TravelTimes", "Scenario", "Dismissal", "Request")
    with server.open() as store:
        store.write([organisation("a")], by="ann", message="Add")
    for label in later:
        server.run(f"DROP CONSTRAINT {label}_id IF EXISTS")
    server.run("MATCH (g:Graph) SET g.schema = 1")
    with server.open() as store:
        assert store.about().schema == schema.VERSION
        assert store.revision() == "1"
        store.write(FILLED, by="ann", message="Add")
    found = server.run("SHOW CONSTRAINTS YIELD labelsOrTypes RETURN labelsOrTypes")
    assert {label for (labels,) in found for label in labels} >= set(later)


def test_stores_that_open_a_new_graph_at_once_agree_on_it(server: Server) -> None:
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(lambda _: server.open(), range(4)))
    try:
        assert len(server.run("MATCH (g:Graph) RETURN g.identity")) == 1
        assert len({store._graph.identity for store in stores}) == 1
    finally:
        for store in stores:
            store.close()


def test_an_older_hedgerow_refuses_a_newer_graph_and_says_what_to_do(server: Server) -> None:
    with server.open() as store:
        store.write([organisation("a")], by="ann", message="Add")
    server.run("MATCH (g:Graph) SET g.schema = 99")
    with pytest.raises(GraphNewer, match=rf"version 99.*up to {schema.VERSION}.*newer Hedgerow"):
        server.open()
    assert server.run("MATCH (g:Graph) RETURN g.schema") == [[99]]


def test_a_graph_that_became_newer_meanwhile_stays_newer(server: Server, monkeypatch) -> None:
    """A newer Hedgerow may open the graph between our look and our steps."""
    with server.open():
        pass
    server.run("MATCH (g:Graph) SET g.schema = 0")
    alone = schema.Connection.alone

    def overtaken(connection, statement):
        alone(connection, statement)
        server.run("MATCH (g:Graph) SET g.schema = 99")

    monkeypatch.setattr(schema.Connection, "alone", overtaken)
    with pytest.raises(GraphNewer):
        server.open()
    assert server.run("MATCH (g:Graph) RETURN g.schema") == [[99]]
