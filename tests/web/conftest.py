"""The demo county in a graph for the tests that only read, and an empty graph for others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from graph.store import Store, open_store
from seeds.demo import read_demo
from service.app import close, create_app
from service.config import Config
from tests.store.servers import Embedded
from tests.web.reader import Reader


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The demo county, for reading only."""
    with open_store(data=tmp_path_factory.mktemp("demo")) as store:
        store.write(read_demo(), by="test", message="Loaded the illustrative county")
        yield store


@pytest.fixture(scope="session")
def app(demo: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application over the demo county."""
    app = create_app(Config(data=tmp_path_factory.mktemp("web")), store=demo, patience_s=None)
    yield app
    close(app)


@pytest.fixture
def read(app: Flask) -> Reader:
    """A reader of the demo county's pages."""
    return Reader(app)


@pytest.fixture(scope="session")
def spare_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedded]:
    """An embedded server whose graph tests may fill and wipe."""
    data = tmp_path_factory.mktemp("spare")
    with open_store(data=data):
        yield Embedded(data)


@pytest.fixture
def spare(spare_server: Embedded) -> Iterator[Store]:
    """An empty graph of one's own."""
    spare_server.wipe()
    with spare_server.open() as store:
        yield store


@pytest.fixture
def spare_app(spare: Store, tmp_path: Path) -> Iterator[Flask]:
    """The application over the empty graph, with small uploads."""
    app = create_app(Config(data=tmp_path / "data", upload_mib=1), store=spare, patience_s=None)
    yield app
    close(app)
