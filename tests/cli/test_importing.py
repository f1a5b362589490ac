"""What every ``hedgerow import`` has in common: counts as JSON, exit codes, asking, taking back."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from graph.store import open_store
from service.cli import main
from tests.cli.test_commands import environment
from tests.seeds.making import csv_file, geojson_file

HEADER = ["id", "name", "kind"]


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A data folder with an empty graph, kept running meanwhile."""
    folder = tmp_path_factory.mktemp("importing")
    with open_store(data=folder):
        yield folder


def hedgerow(data, *words):
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment(data, {}).items():
            patch.setenv(name, value)
        return CliRunner().invoke(main, words, prog_name="hedgerow")


def organisations(folder, *rows):
    return str(csv_file(folder, "organisations.csv", HEADER, *rows))


def test_the_counts_are_json_on_standard_output_and_words_go_beside(data, tmp_path):
    path = organisations(tmp_path, ["one", "One", "voluntary"], ["two", "Two", "voluntary"])
    done = hedgerow(data, "import", "places", "--json", path)
    assert done.exit_code == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["added"] == {"Organisation": 2, "Source": 1}
    assert (told["changed"], told["removed"], told["refused"]) == ({}, {}, [])
    assert "Added: " in done.stderr
    again = json.loads(hedgerow(data, "import", "places", "--json", path).stdout)
    assert again["added"] == {}
    assert again["unchanged"]["Organisation"] == 2
    assert again["change"] is None


def test_a_dry_run_counts_and_keeps_nothing(data, tmp_path):
    path = organisations(tmp_path, ["dry", "Dry", "voluntary"])
    done = hedgerow(data, "import", "places", "--dry-run", "--json", path)
    assert done.exit_code == 0, done.stderr
    assert json.loads(done.stdout)["added"]["Organisation"] == 1
    assert "To be added" in done.stderr
    done = hedgerow(data, "import", "places", "--json", path)
    assert json.loads(done.stdout)["added"]["Organisation"] == 1


def test_a_file_that_is_refused_is_told_by_row_and_exits_with_2(data, tmp_path):
    path = organisations(tmp_path, ["x", "X", "club of some kind"])
    done = hedgerow(data, "import", "places", "--json", path)
    assert done.exit_code == 2
    (row,) = json.loads(done.stdout)["refused"]
    assert (row["file"], row["row"], row["column"]) == ("organisations.csv", 2, "kind")
    assert row["reason"]


def venues(folder):
    """A list of venues of which one stands nowhere."""
    return str(
        csv_file(
            folder,
            "Libraries.csv",
            ["Library name", "Latitude", "Longitude"],
            ["Truro", 50.263, -5.051],
            ["Nowhere", 0, 0],
        )
    )


def test_an_import_is_taken_back_by_its_change(data, tmp_path):
    path = organisations(tmp_path, ["back", "Back", "voluntary"])
    done = hedgerow(data, "import", "places", "--json", path)
    change = json.loads(done.stdout)["change"]
    assert f"hedgerow import undo {change}" in done.stderr
    looked = hedgerow(data, "import", "undo", "--dry-run", change)
    assert looked.exit_code == 0, looked.stderr
    undone = hedgerow(data, "import", "undo", change)
    assert undone.exit_code == 0, undone.stderr
    assert "Taken out: 1 organisation" in undone.stdout
    again = hedgerow(data, "import", "undo", change)
    assert again.exit_code == 2
    assert "cannot be taken back" in again.stderr


def test_areas_and_boundaries_have_the_same_counts(data, tmp_path):
    areas = csv_file(tmp_path, "areas.csv", ["code", "name"], ["E04000001", "A parish"])
    done = hedgerow(data, "import", "areas", "--json", str(areas))
    assert json.loads(done.stdout)["added"]["Area"] == 1
    done = hedgerow(data, "import", "areas", "--json", str(areas))
    assert json.loads(done.stdout)["unchanged"]["Area"] == 1
    wrong = geojson_file(tmp_path, "none.geojson")
    done = hedgerow(data, "import", "boundaries", "--json", str(wrong))
    assert done.exit_code == 2
    assert json.loads(done.stdout)["refused"]


def test_where_rows_are_refused_nothing_is_written_until_somebody_says_so(data, tmp_path):
    header = ["name", "latitude", "longitude", "opening_hours"]
    rows = [["A hall that is taken", "50.26", "-5.05", ""], ["Ohio", "40.7", "-84.1", ""]]
    path = str(csv_file(tmp_path, "halls.csv", header, *rows))
    offered = hedgerow(data, "import", "places", "--json", path)
    assert offered.exit_code == 2
    assert "--yes" in offered.stderr
    assert [row["row"] for row in json.loads(offered.stdout)["refused"]] == [3]
    assert json.loads(offered.stdout)["added"] == {}
    taken = hedgerow(data, "import", "places", "--json", "--yes", path)
    assert taken.exit_code == 1
    told = json.loads(taken.stdout)
    assert told["added"]["Asset"] == 1
    assert "Great Britain" in told["refused"][0]["reason"]


@pytest.mark.parametrize(
    "words",
    [
        ("areas",),
        ("places",),
        ("360giving",),
        ("register", "councils"),
        ("spreadsheet", "--mapping", "Clubs"),
        ("open-referral",),
    ],
)
def test_a_file_that_is_not_there_is_told_in_the_report_too(data, tmp_path, words):
    path = tmp_path / "Grüße 2.csv"
    done = hedgerow(data, "import", *words, "--json", str(path))
    assert done.exit_code == 2
    (row,) = json.loads(done.stdout)["refused"]
    assert "There is no " in row["reason"]
    assert "the graph is as it was" in done.stderr


def test_of_several_files_those_that_are_folders_or_not_there_are_told_at_once(data, tmp_path):
    there = organisations(tmp_path, ["kept", "Kept", "voluntary"])
    done = hedgerow(data, "import", "places", "--json", there, str(tmp_path), str(tmp_path / "x"))
    assert done.exit_code == 2
    folder, missing = json.loads(done.stdout)["refused"]
    assert "is a folder" in folder["reason"]
    assert missing["file"] == "x"


def test_a_feed_that_does_not_answer_is_told_in_the_report_too(data):
    done = hedgerow(data, "import", "open-referral", "--json", "http://127.0.0.1:9/")
    assert done.exit_code == 2
    assert json.loads(done.stdout)["refused"]
