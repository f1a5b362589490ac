"""``hedgerow import spreadsheet`` as a script meets it, on a real graph."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph.store import open_store
from seeds.mapped.fields import Listed
from seeds.mapped.mapping import Mapping
from service.cli import main
from service.mappings import saved
from tests.seeds.making import csv_file, text_file

HEADER = ("What", "Who", "For", "When", "Code")
CLUB = ("Youth club", "Truro Trust", "11-16", "Tue 6-8pm", "TR1 1AA")
MAPPING = Mapping(
    name="Truro clubs",
    listed=Listed.ACTIVITIES,
    columns={
        "What": "name",
        "Who": "organisation",
        "For": "ages",
        "When": "sessions",
        "Code": "postcode",
    },
)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    data = tmp_path_factory.mktemp("graph")
    with open_store(data=data):
        saved.save(saved.folder_of(data), MAPPING)
        text_file(data, "postcodes.csv", "Postcode,lat,long\nTR11AA,50.26,-5.05\nTR1 1ZZ,,\n")
        yield data


def spreadsheet(data: Path, *words: object) -> Result:
    with pytest.MonkeyPatch.context() as patch:
        for name in os.environ:
            if name.startswith(("HEDGEROW_", "NEO4J_")):
                patch.delenv(name)
        patch.setenv("HEDGEROW_DATA", str(data))
        patch.setenv("HEDGEROW_POSTCODES", str(data / "postcodes.csv"))
        given = ("import", "spreadsheet", *map(str, words))
        return CliRunner().invoke(main, given, prog_name="hedgerow")


def test_a_saved_mapping_brings_a_file_in_and_the_same_again_changes_nothing(graph, tmp_path):
    path = csv_file(tmp_path, "clubs.csv", HEADER, CLUB)
    planned = spreadsheet(graph, path, "--mapping", "Truro clubs", "--dry-run", "--json")
    assert planned.exit_code == 0, planned.output
    assert json.loads(planned.stdout)["added"]["Activity"] == 1
    first = spreadsheet(graph, path, "--mapping", "Truro clubs", "--json")
    assert first.exit_code == 0, first.output
    told = json.loads(first.stdout)
    assert told["added"] == {"Source": 1, "Site": 1, "Organisation": 1, "Activity": 1}
    again = json.loads(spreadsheet(graph, path, "--mapping", "truro clubs", "--json").stdout)
    assert again["unchanged"]["Activity"] == 1
    assert not again["added"]
    assert again["change"] is None


def test_refused_rows_are_listed_and_nothing_is_written_without_a_yes(graph, tmp_path):
    path = csv_file(tmp_path, "more.csv", HEADER, ("Choir", *CLUB[1:]), ("Band", "", *CLUB[2:]))
    mapping = text_file(tmp_path, "m.json", MAPPING.to_json())
    without = spreadsheet(graph, path, "--mapping", mapping)
    assert without.exit_code == 2
    assert "row 3, column “Who”" in without.output
    taken = spreadsheet(graph, path, "--mapping", mapping, "--yes", "--json")
    assert taken.exit_code == 1
    told = json.loads(taken.stdout)
    assert told["added"] == {"Activity": 1}
    assert [(row["row"], row["column"]) for row in told["refused"]] == [(3, "Who")]


def test_a_mapping_that_is_not_there_is_named_with_those_that_are(graph, tmp_path):
    path = csv_file(tmp_path, "clubs.csv", HEADER, CLUB)
    answer = spreadsheet(graph, path, "--mapping", "no such")
    assert answer.exit_code == 2
    assert "Truro clubs" in answer.output
