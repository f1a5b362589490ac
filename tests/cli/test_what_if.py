"""``hedgerow what-if``: a scenario worked out on a terminal."""

from __future__ import annotations

import csv
import io
import json

import pytest
from click.testing import CliRunner

from graph.store import open_store
from seeds.demo import read_demo
from service.cli import main

FOLD = "fold:organisation:camel-bank-youth-project"


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """A data folder with the demo county in it, its graph kept running meanwhile."""
    data = tmp_path_factory.mktemp("county")
    with open_store(data=data) as store:
        store.write(read_demo(), by="test", message="Loaded the illustrative county")
        yield data


def what_if(county, *words):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HEDGEROW_DATA", str(county))
        patch.delenv("NEO4J_URI", raising=False)
        return CliRunner().invoke(main, ["what-if", *words], prog_name="hedgerow")


def test_the_terminal_says_the_answer_what_goes_with_it_and_who_loses(county):
    told = what_if(county, FOLD)
    assert told.exit_code == 0, told.stderr
    words = " ".join(told.stdout.split())
    assert "If Camel Bank Youth Project folds" in words
    assert "young people lose time within reach" in words
    assert "which closes" in words
    for heading in ("By age", "By deprivation", "11 to 13", "losing"):
        assert heading in words


def test_files_hold_the_same_rows(county):
    rows = json.loads(what_if(county, FOLD, "--format", "json").stdout)
    read = list(csv.DictReader(io.StringIO(what_if(county, FOLD, "--format", "csv").stdout)))
    assert [row["area_id"] for row in read] == [row["area_id"] for row in rows]
    told = json.loads(what_if(county, FOLD, "--format", "geojson").stdout)
    assert [feature["id"] for feature in told["features"]] == [row["area_id"] for row in rows]


def test_what_names_something_gone_is_said_and_passed_over(county):
    told = what_if(county, "close:activity:nobody", FOLD)
    assert told.exit_code == 0
    assert "There is no activity “nobody” any more" in " ".join(told.stdout.split())


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        ("vanish:activity:x", "is no change that Hedgerow knows"),
        ("cut:organisation:x:7", "outside 0.01 to 1"),
    ],
)
def test_what_is_no_edit_is_refused_in_a_line(county, edit, said):
    told = what_if(county, edit)
    assert told.exit_code == 2
    assert said in told.stderr
    assert "Traceback" not in told.stderr
