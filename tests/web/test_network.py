"""``/network``: who depends on whom, who stands alone, who connects others."""

from __future__ import annotations

import csv
import io

import pytest

from graph.analysis.network import (
    find_brokers,
    find_communities,
    find_islands,
    find_keystones,
    find_parish_partners,
    find_recipients,
    find_shared_boards,
)
from seeds.demo.stories import KEYSTONE
from service.app import create_app
from service.config import Config
from service.opened import today
from tests.web.reader import Reader


def test_the_heading_counts_those_who_hold_others_and_the_islands(read, demo):
    page, network = read.get("/network"), demo.snapshot()
    keystones, islands = find_keystones(network), find_islands(network)
    assert f"{len(keystones)} organisations hold others" in page.heading
    assert f"{len(islands)} islands stand apart" in page.heading
    first = keystones[0]
    assert f"{first.organisation} holds the most" in page.words


def test_the_trust_that_holds_the_tamar_valley_tells_whom_and_how_many(read, demo):
    page = read.get("/network")
    trust = next(
        one
        for one in find_keystones(demo.snapshot())
        if one.organisation_id == KEYSTONE.organisation_ids[0]
    )
    assert f"/organisations/{trust.organisation_id}" in page.links
    assert f"{trust.losing:,.0f}" in page.words
    for name in trust.cut_off[:3]:
        assert name in page.words


def test_every_part_has_its_section_its_other_reading_and_its_file(read, demo):
    page, network = read.get("/network"), demo.snapshot()
    expected = {
        "keystones": len(find_keystones(network)),
        "brokers": len(find_brokers(network)),
        "communities": len(find_communities(network)),
        "islands": len(find_islands(network)),
        "councils": len(find_parish_partners(network)),
        "funders": len(find_recipients(network, today=today())),
        "boards": len(find_shared_boards(network)),
    }
    for part, count in expected.items():
        assert count > 0, part
        assert f"/network/{part}.csv" in page.links
        assert f"#{part}" in page.links
        response = read.client.get(f"/network/{part}.csv")
        assert len(list(csv.DictReader(io.StringIO(response.text)))) == count
    assert page.words.count("Read it another way:") == len(expected)


def test_stated_and_discovered_ties_are_told_apart(read, demo):
    network = demo.snapshot()
    page, every = read.get("/network"), read.get("/network?ties=all")
    stated = int(network.ties.validated.sum())
    assert f"From {stated:,} ties that somebody stated" in page.words
    assert "/network?ties=all" in page.links
    more = find_keystones(network, discoverable=True)
    assert f"{len(more)} organisations hold others" in every.heading
    assert len(more) < len(find_keystones(network))
    assert "/network/keystones.csv?ties=all" in every.links


def test_a_word_for_ties_that_is_none_is_refused_and_an_unknown_part_is_not_there(read):
    page = read.get("/network?ties=many", status=400)
    assert "Which ties count cannot be" in page.words
    assert read.status("/network/map.json?ties=many") == 400
    assert read.status("/network/nothing.csv") == 404


def test_the_map_numbers_the_keystones_and_leads_to_those_they_hold(read, demo):
    answer = read.client.get("/network/map.json").get_json()
    marks = [f for f in answer["rows"]["features"] if "rank" in f["properties"]]
    keystones = find_keystones(demo.snapshot())
    ids = [one.organisation_id for one in keystones]
    assert {mark["properties"]["row"] for mark in marks} <= set(ids[:10])
    for mark in marks:
        assert ids[mark["properties"]["rank"] - 1] == mark["properties"]["row"]
    table = read.get("/network").words
    for mark in marks:
        assert f"{mark['properties']['rank']} {mark['properties']['title']}" in table
    lines = [f for f in answer["rows"]["features"] if f["geometry"]["type"] == "LineString"]
    assert lines
    assert all(line["properties"]["detail"] for line in lines)
    drawn = sum(len(answer[part]["points"]) for part in answer if part.startswith("community_"))
    assert drawn > 300


@pytest.mark.parametrize("address", ["/network", "/network?ties=all"])
def test_a_graph_without_organisations_says_so(spare, tmp_path, address):
    app = create_app(Config(data=tmp_path), store=spare, patience_s=None)
    page = Reader(app).get(address)
    assert page.heading.endswith("There are no organisations yet")
