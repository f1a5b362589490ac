"""``hedgerow backup`` and ``hedgerow restore``: exit codes that a script can trust."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph.store import open_store
from service.cli import main
from service.cli.serving import serving
from tests.builders import an_organisation
from tests.store.servers import Embedded


@pytest.fixture(scope="module")
def backed_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedded]:
    """A server with a graph that may be wiped."""
    data = tmp_path_factory.mktemp("backed")
    with open_store(data=data):
        yield Embedded(data)


@pytest.fixture
def server(backed_server: Embedded) -> Embedded:
    """The server, with one organisation."""
    backed_server.wipe()
    with backed_server.open() as store:
        store.write([an_organisation("here")], by="test", message="Here")
    return backed_server


def run(server: Embedded, *words: str | Path) -> Result:
    environment = {"HEDGEROW_DATA": str(server.data), "NEO4J_URI": ""}
    return CliRunner().invoke(main, [str(word) for word in words], env=environment)


def test_there_and_back(server: Embedded, tmp_path: Path) -> None:
    file = tmp_path / "county.hedgerow"
    done = run(server, "backup", file)
    assert done.exit_code == 0, done.output
    assert "revision 1" in done.output
    checked = run(server, "restore", file, "--check")
    assert checked.exit_code == 0
    assert "is whole" in checked.output
    refused = run(server, "restore", file)
    assert refused.exit_code == 2
    assert "not empty" in refused.output
    with server.open() as store:
        store.write([an_organisation("since")], by="test", message="Since")
    restored = run(server, "restore", file, "--replace")
    assert restored.exit_code == 0, restored.output
    assert "Restored revision 1: 1 organisation, 0 assets" in restored.output
    with server.open() as store:
        assert store.revision() == "1"
        assert store.counts()["Organisation"] == 1


def test_a_file_that_is_there_is_not_written_over(server: Embedded, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("mine")
    done = run(server, "backup", file)
    assert done.exit_code == 2
    assert "--overwrite" in done.output
    assert file.read_text() == "mine"
    assert run(server, "backup", file, "--overwrite").exit_code == 0
    assert run(server, "restore", file, "--check").exit_code == 0


def test_what_is_wrong_with_a_file_is_a_line(server: Embedded, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("id,name\n")
    done = run(server, "restore", table, "--replace")
    assert done.exit_code == 2
    assert "no backup" in done.output
    gone = run(server, "backup", tmp_path / "no such folder" / "file")
    assert gone.exit_code == 2
    assert "there is no folder" in gone.output
    assert "Traceback" not in gone.output
    with server.open() as store:
        assert store.counts()["Organisation"] == 1


def test_a_graph_that_is_being_served_is_not_restored(server: Embedded, tmp_path: Path) -> None:
    file = tmp_path / "county.hedgerow"
    assert run(server, "backup", file).exit_code == 0
    with server.open() as store:
        store.write([an_organisation("since")], by="test", message="Since")
    with serving(server.data):
        refused = run(server, "restore", file, "--replace")
    assert refused.exit_code == 2
    assert "Stop it" in refused.output
    with server.open() as store:
        assert store.counts()["Organisation"] == 2
    assert run(server, "restore", file, "--replace").exit_code == 0
