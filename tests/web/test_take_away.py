"""Every list and map can be taken away, in every form, with its terms."""

from __future__ import annotations

import csv
import io
import re
from xml.etree import ElementTree

import networkx as nx
import openpyxl
import pyogrio
import pytest

from service.access import declared
from tests.web.addresses import filled_in, samples

OWN = {"/import/templates/<kind>.csv", "/our/<id>/<word>.csv"}
"""Files for filling in, which are no lists."""


def rules(app, ending):
    found = [str(rule) for rule in app.url_map.iter_rules() if str(rule).endswith(ending)]
    return sorted(set(found) - OWN)


@pytest.fixture(scope="session")
def lists(app, demo):
    """The addresses of every list that everybody may take away, without their endings."""
    values = samples(demo.snapshot())
    found = []
    for rule in app.url_map.iter_rules():
        who = declared(app.view_functions[rule.endpoint])
        if str(rule).endswith(".csv") and str(rule) not in OWN and who.everybody:
            some = values.get(str(rule), ["x"])
            found += [filled_in(str(rule), sample).removesuffix(".csv") for sample in some]
    return sorted(found)


def test_every_list_is_a_workbook_too_and_every_map_a_geopackage(app):
    tables = [one for one in rules(app, ".csv") if not one.startswith("/import/")]
    assert [one.removesuffix(".csv") for one in tables] == [
        one.removesuffix(".xlsx") for one in rules(app, ".xlsx") if "/our/" not in one
    ]
    maps = {one.removesuffix(".geojson") for one in rules(app, ".geojson")}
    assert maps == {one.removesuffix(".gpkg") for one in rules(app, ".gpkg")}
    assert len(maps) >= 7


def test_a_workbook_has_the_rows_of_the_csv_and_says_whose_they_are(app, lists):
    client = app.test_client()
    assert len(lists) >= 12
    for address in lists:
        table = list(csv.reader(io.StringIO(client.get(f"{address}.csv").text)))
        answer = client.get(f"{address}.xlsx")
        assert answer.status_code == 200, address
        assert answer.mimetype.endswith("spreadsheetml.sheet")
        assert re.fullmatch(
            r'attachment; filename="hedgerow-[\w-]+\.xlsx"', answer.headers["Content-Disposition"]
        )
        book = openpyxl.load_workbook(io.BytesIO(answer.data), read_only=True)
        page, about = book.worksheets
        rows = list(page.iter_rows(values_only=True))
        assert list(rows[0]) == table[0], address
        assert len(rows) == len(table), address
        assert [str(r[0]) for r in rows[1:4]] == [r[0] for r in table[1:4]]
        words = [cell for row in about.iter_rows(values_only=True) for cell in row if cell]
        assert any("revision" in str(one) for one in words)
        book.close()


def test_a_geopackage_has_the_rows_of_the_geojson_at_their_places(app, demo, tmp_path):
    client, values = app.test_client(), samples(demo.snapshot())
    for rule in rules(app, ".gpkg"):
        address = filled_in(rule, values.get(rule, ["x"])[0])
        answer = client.get(address)
        assert answer.status_code == 200, address
        features = client.get(address.replace(".gpkg", ".geojson")).json["features"]
        path = tmp_path / "one.gpkg"
        path.write_bytes(answer.data)
        names = [name for name, _ in pyogrio.list_layers(path)]
        assert names[-1] == "about"
        frame = pyogrio.read_dataframe(path, layer=names[0])
        assert len(frame) == len(features), address
        if len(frame):
            assert str(frame.crs) == "EPSG:4326"
            placed = [one["geometry"] is not None for one in features]
            assert (~frame.geometry.isna() & ~frame.geometry.is_empty).tolist() == placed
        path.unlink()


def test_lists_of_records_name_their_source_licence_and_attribution(app):
    rows = list(csv.DictReader(io.StringIO(app.test_client().get("/directory.csv").text)))
    assert rows
    for row in rows[:50]:
        assert row["source"]
        assert row["licence"]
        assert "attribution" in row


def test_pages_lead_to_every_form_of_their_lists(read):
    for page, name in (
        ("/gaps", "gaps"),
        ("/duplication", "duplication"),
        ("/directory", "directory"),
    ):
        links = {link.partition("?")[0] for link in read.get(page).links}
        for form in ("csv", "xlsx", "geojson", "gpkg"):
            assert f"/{name}.{form}" in links, page
    links = set(read.get("/network").links)
    assert {
        "/network.graphml",
        "/network/gephi-nodes.csv",
        "/network/kumu-connections.csv",
    } <= links


def table(app, address):
    return list(csv.DictReader(io.StringIO(app.test_client().get(address).text)))


def test_graphml_holds_every_organisation_and_tie(app, demo):
    known = demo.snapshot()
    answer = app.test_client().get("/network.graphml")
    assert ElementTree.fromstring(answer.data).tag.endswith("graphml")
    graph = nx.parse_graphml(answer.text, force_multigraph=True)
    assert set(graph.nodes) == set(known.organisations.id)
    assert graph.number_of_edges() == len(known.ties)
    assert graph.is_directed()
    some = graph.nodes[known.organisations.id[0]]
    assert some["label"] == known.organisations.name[0]
    assert some["licence"]


def test_gephi_reads_nodes_and_edges_that_belong_together(app, demo):
    nodes, edges = table(app, "/network/gephi-nodes.csv"), table(app, "/network/gephi-edges.csv")
    assert {"Id", "Label"} <= set(nodes[0])
    assert {"Source", "Target", "Type", "Id", "Label"} <= set(edges[0])
    ids = {row["Id"] for row in nodes}
    assert {row["Source"] for row in edges} | {row["Target"] for row in edges} <= ids
    assert len(edges) == len(demo.snapshot().ties)


def test_kumu_reads_connections_between_labels_that_are_unique(app):
    elements = table(app, "/network/kumu-elements.csv")
    connections = table(app, "/network/kumu-connections.csv")
    labels = [row["Label"] for row in elements]
    assert len(set(labels)) == len(labels)
    assert {"From", "To", "Type", "Label"} <= set(connections[0])
    assert {row["From"] for row in connections} | {row["To"] for row in connections} <= set(labels)


def test_every_row_of_every_list_says_where_it_comes_from_and_on_whose_terms(app, demo, lists):
    client = app.test_client()
    names = {source.name for source in demo.snapshot().sources}
    for address in lists:
        rows = list(csv.DictReader(io.StringIO(client.get(f"{address}.csv").text)))
        for row in rows[:20]:
            assert "licence" in row, address
            told = row["source"] or ""
            assert not told or any(name in told for name in names), address
        if address in ("/gaps", "/duplication", "/opportunities"):
            assert rows[0]["source"], address
