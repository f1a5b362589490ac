"""``hedgerow import areas`` with published figures, on a real graph."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph.store import open_store
from service.cli import main
from tests.seeds.making import csv_file, text_file


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder whose graph has two small areas."""
    data = tmp_path_factory.mktemp("graph")
    with open_store(data=data):
        table = text_file(data, "a.csv", "code,name\nE01000001,Left\nE01000002,Right\n")
        assert run(data, "areas", table).exit_code == 0
        yield data


def run(data: Path, *words: object) -> Result:
    with pytest.MonkeyPatch.context() as patch:
        for name in os.environ:
            if name.startswith(("HEDGEROW_", "NEO4J_")):
                patch.delenv(name)
        patch.setenv("HEDGEROW_DATA", str(data))
        return CliRunner().invoke(main, ["import", *map(str, words)], prog_name="hedgerow")


def test_figures_come_to_the_areas_that_are_there_and_their_names_stay(
    graph: Path, tmp_path: Path
) -> None:
    people = csv_file(
        tmp_path,
        "people.csv",
        ["mnemonic", "Total", "Aged 10 to 14 years"],
        ["E01000001", "9", "9"],
    )
    deprivation = csv_file(tmp_path, "imd.csv", ["LSOA21CD", "IMD_decile"], ["E01000001", "2"])
    done = run(graph, "areas", people, deprivation, "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["changed"] == {"Area": 1}
    with open_store(data=graph) as store:
        area = store.area("E01000001")
    assert (area.name, area.deprivation_decile, area.deprivation_index) == ("Left", 2, "IMD 2025")
    assert [band.people for band in area.population] == [9]


def test_where_rows_are_refused_nothing_is_written_until_somebody_says_so(
    graph: Path, tmp_path: Path
) -> None:
    header = ["LSOA21CD", "IMD_decile"]
    path = csv_file(tmp_path, "imd.csv", header, ["E01000002", "7"], ["E01000001", "70"])
    asked = run(graph, "areas", path)
    assert asked.exit_code == 2, asked.output
    assert "With --yes" in asked.output
    with open_store(data=graph) as store:
        assert store.area("E01000002").deprivation_decile is None
    taken = run(graph, "areas", path, "--yes", "--json")
    assert taken.exit_code == 1
    assert json.loads(taken.stdout)["refused"][0]["row"] == 3
    with open_store(data=graph) as store:
        assert store.area("E01000002").deprivation_decile == 7


def test_a_file_that_is_refused_as_a_whole_says_so_as_json(graph: Path, tmp_path: Path) -> None:
    path = csv_file(tmp_path, "wrong.csv", ["code", "nam"], ["E01000009", "x"])
    done = run(graph, "areas", path, "--json")
    assert done.exit_code == 2
    assert json.loads(done.stdout)["refused"][0]["file"] == "wrong.csv"


def test_areas_that_the_graph_does_not_have_can_be_left_out(graph: Path, tmp_path: Path) -> None:
    header = ["LSOA21CD", "IMD_decile"]
    path = csv_file(tmp_path, "imd.csv", header, ["E01000001", "4"], ["E01000077", "7"])
    assert run(graph, "areas", "--only-known", path).exit_code == 0
    with open_store(data=graph) as store:
        assert "E01000077" not in store.snapshot().areas.id
