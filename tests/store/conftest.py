"""The two servers on which the store's contract is kept, one process each for the whole run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.store import open_store
from tests.neo4j import launcher
from tests.store.servers import Embedded, Outside, Server


@pytest.fixture(scope="session")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The embedded server of one data folder, held for the whole run."""
    data = tmp_path_factory.mktemp("embedded")
    with open_store(data=data):
        yield Embedded(data)


@pytest.fixture(scope="session")
def neo4j(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real Neo4j."""
    with launcher.Neo4j(tmp_path_factory.mktemp("neo4j")) as place:
        yield Outside(tmp_path_factory.mktemp("beside_neo4j"), place)


@pytest.fixture(
    params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)],
    ids=["embedded", "neo4j"],
)
def server(request: pytest.FixtureRequest) -> Server:
    """Each of the two servers in turn, with an empty graph."""
    found: Server = request.getfixturevalue(request.param)
    found.wipe()
    return found


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run all tests of one server together, the embedded one first.

    Where there is no Neo4j its half is left out, which the run's summary (tests/conftest.py)
    says in one line instead of two hundred; where it is required it runs, and fails.
    """
    theirs = [
        item
        for item in items
        if item.get_closest_marker("neo4j") or "neo4j" in getattr(item, "fixturenames", ())
    ]
    if theirs and not launcher.REQUIRED and launcher.missing():
        config.hook.pytest_deselected(items=theirs)
        items[:] = [item for item in items if item not in theirs]
    here = Path(__file__).parent
    ours = [place for place, item in enumerate(items) if here in item.path.parents]
    ordered = sorted(ours, key=lambda place: "neo4j]" in items[place].name)
    for place, item in zip(ours, [items[place] for place in ordered], strict=True):
        items[place] = item
