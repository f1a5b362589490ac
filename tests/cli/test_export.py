"""``hedgerow export``: what everybody may see, as files."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import networkx as nx
import openpyxl
import pyogrio
import pytest
from click.testing import CliRunner

from graph.store import open_store
from service.cli import main
from tests.village import village


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("export")
    with open_store(data=folder) as store:
        store.write(village(), by="test", message="A village")
        yield folder


def run(data, *words):
    return CliRunner().invoke(main, ["export", *map(str, words)], env={"HEDGEROW_DATA": str(data)})


def test_geojson_holds_every_list_that_has_a_place(data, tmp_path):
    path = tmp_path / "all.geojson"
    done = run(data, "geojson", path)
    assert done.exit_code == 0, done.output
    told = json.loads(path.read_text(encoding="utf-8"))
    layers = {one["properties"]["layer"] for one in told["features"]}
    assert {"areas", "organisations", "sites", "assets"} <= layers
    ids = [one["id"] for one in told["features"]]
    assert len(set(ids)) == len(ids)
    assert str(len(ids)) in done.output.replace(",", "")
    assert list(tmp_path.iterdir()) == [path], "nothing else is left"


def test_one_list_can_be_asked_for(data, tmp_path):
    path = tmp_path / "sites.geojson"
    assert run(data, "geojson", "--layer", "sites", path).exit_code == 0
    told = json.loads(path.read_text(encoding="utf-8"))
    assert {one["properties"]["layer"] for one in told["features"]} == {"sites"}


def test_a_geopackage_has_a_layer_for_each_list(data, tmp_path):
    path = tmp_path / "all.gpkg"
    assert run(data, "gpkg", path).exit_code == 0
    assert {"areas", "sites", "about"} <= {name for name, _ in pyogrio.list_layers(path)}
    assert run(data, "gpkg", path).exit_code == 0, "an older file makes way"


def test_a_workbook_has_a_sheet_for_each_list(data, tmp_path):
    path = tmp_path / "all.xlsx"
    assert run(data, "xlsx", path).exit_code == 0
    book = openpyxl.load_workbook(path, read_only=True)
    assert {"organisations", "grants", "sources", "about"} <= set(book.sheetnames)
    assert "licence" in [cell.value for cell in next(book["organisations"].rows)]
    book.close()


def test_graphml_holds_organisations_and_ties(data, tmp_path):
    path = tmp_path / "all.graphml"
    assert run(data, "graphml", path).exit_code == 0
    assert nx.read_graphml(path).number_of_nodes() > 0


def test_a_folder_that_is_not_there_is_said(data, tmp_path):
    done = run(data, "xlsx", tmp_path / "nowhere" / "all.xlsx")
    assert done.exit_code != 0
    assert "cannot be written" in done.output


@pytest.mark.parametrize(
    ("form", "name", "right"),
    [
        ("geojson", "all.csv", "all.csv.geojson (.geojson, .json will do)"),
        ("gpkg", "all", "all.gpkg."),
        ("xlsx", "all.xls", "all.xls.xlsx."),
        ("graphml", "all.gexf", "all.gexf.graphml (.graphml, .xml will do)"),
        ("county", "county.tar", "county.tar.zip."),
        ("360giving", "grants.xml", "grants.xml.json (.json, .csv, .xlsx will do)"),
        ("geojson", "-", "nothing to standard output"),
        ("geojson", "nowhere/all.geojson", "there is no folder"),
        ("geojson", "folder.geojson", "is a directory"),
        ("geojson", "pipe.geojson", "no ordinary file"),
    ],
)
def test_a_path_that_no_program_would_open_is_refused(
    data, tmp_path, monkeypatch, form, name, right
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.geojson").mkdir()
    os.mkfifo(tmp_path / "pipe.geojson")
    before = sorted(tmp_path.iterdir())
    done = run(data, form, name)
    assert done.exit_code == 2
    assert right in " ".join(done.output.split())
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("name", ["all.geojson", "all.gpkg"])
def test_a_full_disk_is_said_and_leaves_the_file_before(data, tmp_path, name):
    form, path = name.partition(".")[2], tmp_path / name
    path.write_text("before")
    words = f"""
import resource, signal
from service.cli import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (512, 512))
main(["export", {form!r}, {str(path)!r}])
"""
    environment = {**os.environ, "HEDGEROW_DATA": str(data)}
    done = subprocess.run(
        [sys.executable, "-c", words], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stderr
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]
