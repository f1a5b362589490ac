"""Any graph that the model allows comes back as it went in, on both servers."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from graph.store import Store
from graph.tables import network_of
from tests.store.networks import assert_same
from tests.store.reading import all_records, keyed
from tests.store.servers import Server
from tests.store.strategies import graphs


@pytest.fixture
def opened(server: Server) -> Any:
    with server.open() as store:
        yield server, store


@settings(max_examples=12, suppress_health_check=list(HealthCheck), deadline=None)
@given(before=graphs(), after=graphs())
def test_any_graph_comes_back_and_may_become_any_other(
    opened: tuple[Server, Store], before: tuple[Any, ...], after: tuple[Any, ...]
) -> None:
    """Write one graph; make it another by one write that adds, changes and removes."""
    server, store = opened
    server.run("MATCH (n) WHERE NOT n:Graph DETACH DELETE n")
    store.write(before, by="test", message="Before")
    assert all_records(store) == keyed(before)
    gone = [
        (type(record), record.id)
        for key, record in keyed(before).items()
        if key not in keyed(after)
    ]
    store.write(after, by="test", message="After", remove=gone)
    assert all_records(store) == keyed(after)
    store.forget_snapshot()
    snapshot = store.snapshot()
    assert_same(snapshot, network_of(after, revision=snapshot.revision))
