"""On a cluster people read their own writes: sessions hand their bookmarks on."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.store import open_store
from tests.store.records import organisation
from tests.store.servers import Outside

pytestmark = pytest.mark.neo4j


def test_a_routed_address_is_written_to_and_read_from(neo4j: Outside, tmp_path: Path) -> None:
    """What ``neo4j://`` does on one server, it does on a cluster: reads may go elsewhere."""
    neo4j.wipe()
    settings = {**neo4j.settings(), "uri": neo4j.place.uri.replace("bolt:", "neo4j:")}
    with open_store(**{**settings, "data": tmp_path}) as store:
        seen = []
        for number in range(3):
            store.write([organisation(f"o{number}")], by="ann", message="Add")
            seen.append(set(store._connection._bookmarks.get_bookmarks()))
            assert store.organisation(f"o{number}")
            assert store.revision() == str(number + 1)
        assert all(seen)
        assert seen[0] != seen[1] != seen[2]


def test_with_no_database_named_the_servers_own_is_used(neo4j: Outside, tmp_path: Path) -> None:
    neo4j.wipe()
    settings = {**neo4j.settings(), "database": "", "data": tmp_path}
    with open_store(**settings) as store:
        store.write([organisation("a")], by="ann", message="Add")
    assert neo4j.run("MATCH (o:Organisation) RETURN o.id") == [["a"]]
