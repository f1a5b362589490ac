"""``hedgerow import 360giving`` as a script meets it, on a real graph."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph.model import Area, AreaKind, Grant
from graph.store import open_store
from service.cli import main
from tests.seeds.grants import package, the_grant


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder whose graph has a parish."""
    data = tmp_path_factory.mktemp("graph")
    with open_store(data=data) as store:
        store.write(
            (Area(id="E04011399", name="Advent", kind=AreaKind.PARISH),), by="test", message="Made"
        )
        yield data


def grants(data: Path, *words: object) -> Result:
    with pytest.MonkeyPatch.context() as patch:
        for name in os.environ:
            if name.startswith(("HEDGEROW_", "NEO4J_")):
                patch.delenv(name)
        patch.setenv("HEDGEROW_DATA", str(data))
        given = ("import", "360giving", *map(str, words))
        return CliRunner().invoke(main, given, prog_name="hedgerow")


def test_grants_are_added_and_the_same_again_changes_nothing(graph: Path, tmp_path: Path) -> None:
    there = [{"geoCode": "E04011399"}]
    path = package(tmp_path, the_grant(beneficiaryLocation=there))
    first = grants(graph, path, "--json")
    assert first.exit_code == 0, first.output
    assert json.loads(first.stdout)["added"] == {"Grant": 1, "Organisation": 2, "Source": 1}
    again = grants(graph, path, "--json")
    assert again.exit_code == 0, again.output
    counts = json.loads(again.stdout)
    assert not counts["added"]
    assert not counts["changed"]
    with open_store(data=graph) as store:
        assert store.record(Grant, "360g-360G-trust-1").area_ids == ("E04011399",)


def test_nothing_is_written_where_a_grant_is_refused_until_somebody_says_so(
    graph: Path, tmp_path: Path
) -> None:
    wrong = the_grant("360G-trust-3", amountAwarded="much")
    path = package(tmp_path, the_grant("360G-trust-2"), wrong)
    asked = grants(graph, path, "--json")
    assert asked.exit_code == 2
    (refused,) = json.loads(asked.stdout)["refused"]
    assert (refused["row"], refused["column"]) == (2, "amountAwarded")
    told = grants(graph, path, "--yes", "--json")
    assert told.exit_code == 1
    assert json.loads(told.stdout)["added"]["Grant"] == 1


def test_what_is_no_file_of_grants_ends_with_the_reason(graph: Path, tmp_path: Path) -> None:
    path = tmp_path / "grants.csv"
    path.write_text("Name,Amount\nClub,5\n")
    done = grants(graph, path)
    assert done.exit_code == 2
    assert "Identifier" in done.output


def test_a_file_of_grants_to_individuals_alone_imports_nothing_and_says_so(
    graph: Path, tmp_path: Path
) -> None:
    person = the_grant("360G-trust-9", recipientOrganization=None, recipientIndividual={"id": "x"})
    done = grants(graph, package(tmp_path, person), "--yes")
    assert done.exit_code == 2
    assert "1 grant to individuals passed over" in done.output
    assert "Nothing was imported" in done.output
    assert "has all of this already" not in done.output
