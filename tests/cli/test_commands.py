"""The ``hedgerow`` command as a person and a script meet it: real processes, a real graph."""

import csv
import io
import json
import os
import re
import subprocess
import sys

import pytest
from click.testing import CliRunner

from graph.store import open_store
from service.cli import main


def environment(data, environ):
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("HEDGEROW_", "NEO4J_"))
    }
    return kept | {"HEDGEROW_DATA": str(data)} | environ


def hedgerow(data, *words, **environ):
    """Run the command in this process, as quick as it goes."""
    with pytest.MonkeyPatch.context() as patch:
        for name in set(os.environ) - set(environment(data, environ)):
            patch.delenv(name)
        for name, value in environment(data, environ).items():
            patch.setenv(name, value)
        return CliRunner().invoke(main, words, prog_name="hedgerow")


def process(data, *words, **environ):
    """Run the command in a process of its own, as a script does."""
    return subprocess.run(
        [sys.executable, "-m", "service.cli", *words],
        env=environment(data, environ),
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """A data folder with the demo county in it, its graph kept running meanwhile."""
    data = tmp_path_factory.mktemp("county")
    done = process(data, "load-demo")
    assert done.returncode == 0, done.stderr
    assert "The graph was empty: loaded the illustrative county" in done.stdout
    with open_store(data=data):
        yield data


def test_the_demo_county_does_not_mix_with_what_is_there(county):
    again = process(county, "load-demo")
    assert again.returncode == 2
    assert "not empty" in again.stderr
    assert len(again.stderr.splitlines()) == 1
    kindly = process(county, "load-demo", "--if-empty")
    assert (kindly.returncode, kindly.stderr) == (0, "")
    assert "has records already" in kindly.stdout


def test_travel_times_are_imported_by_mode(county, tmp_path):
    with open_store(data=county) as store:
        network = store.snapshot()
    table = tmp_path / "bus.csv"
    way = f"{network.areas.id[0]},{network.sites.id[0]}"
    table.write_text(f"origin,destination,minutes\n{way},25\n", encoding="utf-8")
    assert hedgerow(county, "import", "travel-times", str(table)).exit_code == 2
    done = hedgerow(county, "import", "travel-times", "--mode", "bus", str(table))
    assert done.exit_code == 0, done.output
    assert "Added: 1 source, 1 travel time." in done.stdout
    assert "TravelTime" in hedgerow(county, "doctor").stdout
    header, example = csv.reader(io.StringIO(hedgerow(county, "template", "travel-times").stdout))
    assert header[:3] == ["origin", "destination", "minutes"]
    assert example[0].startswith("example-")


def test_the_doctor_says_what_it_talks_to_and_counts_what_is_there(county):
    seen = hedgerow(county, "doctor")
    for word in ("embedded server at bolt://127.0.0.1", "Revision:", "Schema:", "Organisation "):
        assert word in seen.stdout
    assert str(county) in seen.stdout


def test_the_doctor_tells_a_wrong_setting_in_a_line_and_fails(tmp_path):
    seen = hedgerow(tmp_path, "doctor", HEDGEROW_PORT="eighty")
    assert seen.exit_code == 2
    assert "HEDGEROW_PORT is “eighty”" in seen.stdout
    assert "Traceback" not in seen.stderr


def test_the_doctor_tells_a_server_that_does_not_answer_in_a_line_and_fails(tmp_path):
    seen = hedgerow(
        tmp_path, "doctor", NEO4J_URI="bolt://127.0.0.1:9", NEO4J_PASSWORD="not a secret"
    )
    assert seen.exit_code == 1
    assert "Wrong:" in seen.stdout
    assert "127.0.0.1:9" in seen.stdout
    assert "not a secret" not in seen.stdout + seen.stderr


@pytest.mark.parametrize("finding", ["gaps", "duplication", "opportunities"])
def test_every_finding_comes_as_a_table_csv_json_and_geojson_of_the_same_rows(county, finding):
    table = hedgerow(county, "findings", finding)
    assert table.exit_code == 0, table.stderr
    rows = json.loads(hedgerow(county, "findings", finding, "--format", "json").stdout)
    assert rows
    assert f"{len(rows):,} rows" in table.stdout
    text = hedgerow(county, "findings", finding, "--format", "csv").stdout
    read = list(csv.DictReader(io.StringIO(text)))
    assert [row["explanation"] for row in read] == [row["explanation"] for row in rows]
    features = json.loads(hedgerow(county, "findings", finding, "--format", "geojson").stdout)
    assert features["type"] == "FeatureCollection"
    assert [f["properties"]["rank"] for f in features["features"]] == [r["rank"] for r in rows]


def test_gaps_as_geojson_are_the_outlines_that_the_pages_give_too(county):
    features = json.loads(hedgerow(county, "findings", "gaps", "--format", "geojson").stdout)
    kinds = {feature["geometry"]["type"] for feature in features["features"]}
    assert kinds <= {"Polygon", "MultiPolygon"}


def test_a_finding_can_keep_to_an_area_by_name_or_code(county):
    by_name = hedgerow(county, "findings", "gaps", "--area", "St Keverne", "--format", "json")
    (row,) = json.loads(by_name.stdout)
    assert row["area"] == "St Keverne"
    by_code = hedgerow(county, "findings", "gaps", "--area", row["area_id"], "--format", "json")
    assert by_code.stdout == by_name.stdout


def test_gaps_can_keep_to_an_outline_in_a_file_and_ask_for_more(county, tmp_path):
    outline = tmp_path / "truro.geojson"
    corners = [[-5.12, 50.23], [-4.98, 50.23], [-4.98, 50.31], [-5.12, 50.31], [-5.12, 50.23]]
    outline.write_text(json.dumps({"type": "Polygon", "coordinates": [corners]}), encoding="utf-8")
    words = ("--outline", str(outline), "--part", "evening", "--reach-km", "5", "--straight")
    words = (*words, "--format", "json")
    answer = hedgerow(county, "findings", "gaps", *words, "--method", "3sfca")
    rows = json.loads(answer.stdout)
    total = re.search(r"Within the outline: ([0-9,]+) young people aged 11 to 19", answer.stderr)
    assert total is not None
    people = int(total[1].replace(",", ""))
    assert abs(people - sum(row["young_people"] for row in rows)) <= len(rows)
    assert "cw-truro" in {row["area_id"] for row in rows}
    assert any(row["share_inside"] < 1 for row in rows)
    assert "Within 5 km along the way" in rows[0]["explanation"]
    assert "evening" in rows[0]["explanation"]
    outline.write_text("the field behind the church", encoding="utf-8")
    refused = hedgerow(county, "findings", "gaps", "--outline", str(outline))
    assert refused.exit_code == 2
    assert "not GeoJSON" in refused.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--area", "Nowhere"), "no area called “Nowhere”"),
        (("--reach-km", "61"), "0.1 to 60"),
        (("--mode", "rocket"), "'rocket' is not one of"),
        (("--age-from", "19", "--age-to", "11"), "reversed"),
        (("--standard", "-3"), "0 to 168"),
    ],
)
def test_a_question_that_cannot_be_is_refused_with_what_would_be_right(county, words, told):
    refused = hedgerow(county, "findings", "gaps", *words)
    assert refused.exit_code == 2
    assert told in refused.stderr


def test_a_file_that_is_wrong_is_refused_by_place_and_the_graph_is_as_it_was(county, tmp_path):
    before = hedgerow(county, "findings", "gaps", "--format", "csv").stdout
    header = hedgerow(county, "template", "organisations").stdout.splitlines()[0]
    blank = "," * header.count(",")
    wrong = tmp_path / "organisations.csv"
    wrong.write_text(f"{header}\n{blank.replace(',', 'a-name,x', 1)}\n", encoding="utf-8")
    refused = process(county, "import", "places", str(wrong))
    assert refused.returncode == 2
    assert "organisations.csv, row 2" in refused.stderr
    assert "the graph is as it was" in refused.stderr
    assert hedgerow(county, "findings", "gaps", "--format", "csv").stdout == before


def test_a_filled_template_comes_in_and_a_second_time_changes_nothing(county, tmp_path):
    header, example = hedgerow(county, "template", "organisations").stdout.splitlines()[:2]
    filled = tmp_path / "organisations.csv"
    mine = example.replace("example-", "our-", 1).replace("E06000052", "cw-truro")
    filled.write_text(f"{header}\n{mine}\n", encoding="utf-8")
    first = hedgerow(county, "import", "places", str(filled))
    assert first.exit_code == 0, first.stderr
    assert "1 organisation" in first.stdout
    assert "The invented records of the demo county are still in this graph" in first.stdout
    revision = [x for x in hedgerow(county, "doctor").stdout.splitlines() if "Revision" in x]
    second = hedgerow(county, "import", "places", str(filled))
    assert second.exit_code == 0, second.stderr
    again = [x for x in hedgerow(county, "doctor").stdout.splitlines() if "Revision" in x]
    assert again == revision


def test_a_template_is_printed_without_starting_a_graph(tmp_path):
    printed = process(tmp_path, "template", "assets")
    assert printed.returncode == 0
    assert printed.stdout.startswith("id,name,kind")
    assert list(tmp_path.iterdir()) == []


def test_the_demo_county_can_be_taken_out_again(tmp_path):
    assert process(tmp_path, "load-demo").returncode == 0
    removed = process(tmp_path, "load-demo", "--remove")
    assert removed.returncode == 0, removed.stderr
    assert "Removed the illustrative county" in removed.stdout
    assert process(tmp_path, "load-demo").returncode == 0
