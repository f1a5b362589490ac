"""Files to take away: hostile names, wide dates, empty lists, and names that several have."""

from __future__ import annotations

import io
from pathlib import Path

import networkx as nx
import openpyxl
import pyogrio

from graph.tables import network_of
from service.exports import Column, Sheet
from service.sheets.graph import kumu_connections, kumu_elements
from service.taking.about import about
from service.taking.geopackage import write_geopackage
from service.taking.graphml import graphml_bytes
from service.taking.lists import record_lists
from service.taking.workbook import workbook_bytes
from tests.builders import a_tie, an_organisation
from tests.village import village

NOWHERE = (float("nan"), float("nan"))


def sheet(heading="name", name="one"):
    return Sheet(name, (Column(heading, lambda row: row),), lambda _: NOWHERE)


def cells(data):
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [row[0] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)], book


def test_no_cell_of_a_workbook_is_a_formula_or_breaks_it():
    names = [
        "=HYPERLINK(1)",
        "+1",
        "@x",
        "-2",
        "bell\x07",
        "\ud800 half",
        "x" * 40_000,
        "plain",
        None,
    ]
    found, book = cells(workbook_bytes([(sheet(), names)], about(network_of(()), "2026-11-22")))
    assert found[:4] == ["'=HYPERLINK(1)", "'+1", "'@x", "'-2"]
    assert found[4:6] == ["bell", " half"]
    assert len(found[6]) == 32_767
    assert found[7:] in (["plain", None], ["plain"])
    assert all(cell.data_type != "f" for row in book.worksheets[0].iter_rows() for cell in row)


def test_dates_are_dates_and_flags_are_words_in_a_workbook():
    found, _ = cells(
        workbook_bytes([(sheet("verified_on"), ["2026-03-01", None])], about(network_of(()), "x"))
    )
    assert found[0].date().isoformat() == "2026-03-01"
    found, _ = cells(workbook_bytes([(sheet(), [True, ("a", "b")])], about(network_of(()), "x")))
    assert found == ["yes", "a; b"]


def test_every_list_of_nothing_is_written_too(tmp_path: Path):
    known = network_of(())
    told, lists = about(known, "2026-11-22"), record_lists(known, {})
    book = openpyxl.load_workbook(
        io.BytesIO(workbook_bytes([(one.sheet, one.rows) for one in lists], told))
    )
    assert book.sheetnames[-1] == "about"
    assert len(book.sheetnames) == len(lists) + 1
    path = tmp_path / "none.gpkg"
    write_geopackage(path, [(one.sheet, one.rows, {}) for one in lists if one.placed], told)
    names = {name for name, _ in pyogrio.list_layers(path)}
    assert names == {one.name for one in lists if one.placed} | {"about"}
    assert nx.parse_graphml(graphml_bytes(known).decode()).number_of_nodes() == 0


def test_a_geopackage_keeps_the_types_of_columns(tmp_path: Path):
    known = network_of(village())
    path = tmp_path / "village.gpkg"
    (areas,) = (one for one in record_lists(known, {}) if one.name == "areas")
    write_geopackage(path, [(areas.sheet, areas.rows, {})], about(known, "2026-11-22"))
    frame = pyogrio.read_dataframe(path, layer="areas")
    assert len(frame) == len(known.areas)
    assert frame["young_people"].dtype.kind in "if"
    assert frame["name"].tolist() == known.areas.name.tolist()


def test_organisations_of_one_name_are_told_apart_for_kumu():
    known = network_of(
        [
            an_organisation("one", name="Youth club"),
            an_organisation("two", name="Youth club"),
            an_organisation("three", name="Other"),
            a_tie("one", "two"),
        ]
    )
    labels = [kumu_elements(known).columns[0].cell(row) for row in range(3)]
    assert sorted(labels) == ["Other", "Youth club (one)", "Youth club (two)"]
    ends = [column.cell(0) for column in kumu_connections(known).columns[:2]]
    assert ends == ["Youth club (one)", "Youth club (two)"]
