"""A village of one's own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.store import open_store
from service.app import close
from tests.security.scene import Scene
from tests.store.servers import Embedded


@pytest.fixture(scope="session")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedded]:
    """An embedded server whose graph may be wiped."""
    data = tmp_path_factory.mktemp("security")
    with open_store(data=data):
        yield Embedded(data)


@pytest.fixture
def scene(own_server: Embedded, tmp_path: Path) -> Iterator[Scene]:
    """The village, and an application over it that is not made yet."""
    own_server.wipe()
    with own_server.open() as store:
        scene = Scene(store=store, folder=tmp_path / "data")
        scene.fill()
        yield scene
        if "app" in scene.__dict__:
            close(scene.app)
