"""``hedgerow import register`` as a script meets it, on a real graph."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph.model import Area, AreaKind, Organisation, OrganisationKind
from graph.store import open_store
from service.cli import main
from tests.seeds.making import csv_file, text_file
from tests.seeds.real import DATA, real

PLANNING = ("reference", "name", "local-authority-type", "statistical-geography", "end-date")
CORNWALL = ("CON", "Cornwall Council", "UA", "E06000052", "")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder whose graph has a county, a parish, and a charity of its own."""
    data = tmp_path_factory.mktemp("graph")
    with open_store(data=data) as store:
        store.write(
            (
                Area(id="E06000052", name="Cornwall", kind=AreaKind.LOCAL_AUTHORITY),
                Area(id="E04011399", name="Advent", kind=AreaKind.PARISH),
                Organisation(
                    id="ours",
                    name="Our Own Trust",
                    kind=OrganisationKind.VOLUNTARY,
                    identifiers=("GB-CHC-500",),
                ),
            ),
            by="test",
            message="Made",
        )
        yield data


def register(data: Path, *words: object) -> Result:
    with pytest.MonkeyPatch.context() as patch:
        for name in os.environ:
            if name.startswith(("HEDGEROW_", "NEO4J_")):
                patch.delenv(name)
        patch.setenv("HEDGEROW_DATA", str(data))
        given = ("import", "register", *map(str, words))
        return CliRunner().invoke(main, given, prog_name="hedgerow")


def test_councils_are_added_and_the_same_again_changes_nothing(graph: Path, tmp_path: Path) -> None:
    path = csv_file(tmp_path, "councils.csv", PLANNING, CORNWALL)
    first = register(graph, "councils", path, "--json")
    assert first.exit_code == 0, first.output
    assert json.loads(first.stdout)["added"]["Organisation"] == 1
    again = register(graph, "councils", path, "--json")
    assert again.exit_code == 0, again.output
    counts = json.loads(again.stdout)
    assert not counts["added"]
    assert not counts["changed"]
    with open_store(data=graph) as store:
        council = store.organisation("council-E06000052")
    assert council.area_ids == ("E06000052",)
    assert council.identifiers == ("GB-LAE-CON",)


def test_a_parish_council_serves_its_parish_and_others_are_counted(
    graph: Path, tmp_path: Path
) -> None:
    path = text_file(tmp_path, "p.json", '{"E04011399": "Advent", "E04000001": "Blackrod"}')
    done = register(graph, "parish-councils", path)
    assert done.exit_code == 0, done.output
    assert "1 parish is no area of the graph" in done.output
    with open_store(data=graph) as store:
        assert store.organisation("parish-council-E04011399").name == "Advent Parish Council"


def test_a_charity_that_is_here_already_is_known_by_its_number(graph: Path, tmp_path: Path) -> None:
    header = ("registered_charity_number", "linked_charity_number", "charity_name")
    header += ("charity_registration_status", "charity_activities")
    path = csv_file(
        tmp_path,
        "publicextract.charity.csv",
        header,
        (500, 0, "OUR OWN TRUST", "Registered", "Youth work."),
        (600, 0, "ANOTHER TRUST", "Registered", ""),
    )
    done = register(graph, "charities", path, "--json")
    assert done.exit_code == 0, done.output
    with open_store(data=graph) as store:
        assert store.organisation("ours").description == "Youth work."
        assert store.organisation("charity-600").name == "Another Trust"
        assert "charity-500" not in store.snapshot().organisations.id


def test_nothing_is_written_where_a_row_is_refused_until_somebody_says_so(
    graph: Path, tmp_path: Path
) -> None:
    path = csv_file(
        tmp_path, "p.csv", ("PARCD", "PARNM"), ("nonsense", "A"), ("E04011399", "Advent St Adwenna")
    )
    asked = register(graph, "parish-councils", path)
    assert asked.exit_code == 2
    assert "--yes" in asked.output
    taken = register(graph, "parish-councils", path, "--yes", "--json")
    assert taken.exit_code == 1
    (refused,) = json.loads(taken.stdout)["refused"]
    assert (refused["file"], refused["row"]) == ("p.csv", 2)


def test_a_file_of_another_kind_imports_nothing(graph: Path, tmp_path: Path) -> None:
    path = csv_file(tmp_path, "councils.csv", PLANNING, CORNWALL)
    done = register(graph, "schools", path)
    assert done.exit_code == 2
    assert "docs/data-in/registers.md" in done.output
    assert register(graph, "gardens", path).exit_code == 2


@real("facilities/gias_schools_open_2025-05-24.csv.xz", "orgs/ccew_format_sample")
def test_the_published_registers_come_into_a_graph(graph: Path) -> None:
    schools = DATA / "facilities" / "gias_schools_open_2025-05-24.csv.xz"
    done = register(graph, "schools", schools, "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["added"]["Organisation"] == 3_725
    charities = sorted((DATA / "orgs" / "ccew_format_sample").glob("*.zip"))
    done = register(graph, "charities", *charities, "--all", "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["added"]["Organisation"] == 122
