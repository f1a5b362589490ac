"""``hedgerow export 360giving`` as a script meets it, on a real graph."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph.store import open_store
from service.cli import main
from tests.seeds.grants import package, the_grant


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder with an empty graph."""
    data = tmp_path_factory.mktemp("graph")
    with open_store(data=data):
        yield data


def hedgerow(data: Path, *words: object) -> Result:
    with pytest.MonkeyPatch.context() as patch:
        for name in os.environ:
            if name.startswith(("HEDGEROW_", "NEO4J_")):
                patch.delenv(name)
        patch.setenv("HEDGEROW_DATA", str(data))
        return CliRunner().invoke(main, [str(word) for word in words], prog_name="hedgerow")


def test_an_empty_graph_has_nothing_to_write_and_says_so(graph: Path, tmp_path: Path) -> None:
    done = hedgerow(graph, "export", "360giving", tmp_path / "out.json")
    assert done.exit_code == 2
    assert "No grant is known" in done.output
    assert not (tmp_path / "out.json").exists()


@pytest.mark.parametrize("suffix", [".json", ".csv", ".xlsx"])
def test_what_was_written_changes_nothing_when_it_comes_in_again(
    graph: Path, tmp_path: Path, suffix: str
) -> None:
    hedgerow(graph, "import", "360giving", package(tmp_path, the_grant()), "--yes")
    path = tmp_path / f"out{suffix}"
    done = hedgerow(graph, "export", "360giving", path)
    assert done.exit_code == 0, done.output
    assert "Wrote 1 grant" in done.output
    again = hedgerow(graph, "import", "360giving", path, "--json")
    assert again.exit_code == 0, again.output
    counts = json.loads(again.stdout)
    assert not counts["changed"]
    assert not counts["added"]
    assert counts["unchanged"]["Grant"] == 1


def test_another_ending_or_a_folder_that_is_not_there_is_refused(
    graph: Path, tmp_path: Path
) -> None:
    ending = hedgerow(graph, "export", "360giving", tmp_path / "out.pdf")
    assert ending.exit_code == 2
    assert ".xlsx" in ending.output
    hedgerow(graph, "import", "360giving", package(tmp_path, the_grant()), "--yes")
    nowhere = hedgerow(graph, "export", "360giving", tmp_path / "none" / "out.json")
    assert nowhere.exit_code == 2
    assert "cannot be written" in nowhere.output
