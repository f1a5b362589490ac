"""``hedgerow export``: what everybody may see, as files."""

from __future__ import annotations

import json

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
