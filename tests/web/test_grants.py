"""Grants on pages: what their place rests on, and the files to take away."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from flask import Flask

from graph.model import Grant, Regrant
from graph.store import Store
from seeds.three_sixty_giving import own_prefix, read_grants
from tests.builders import a_grant, an_area, an_organisation
from tests.web.reader import Reader

RECORDS = (
    an_area("town", 0, name="Port Town", people=400),
    an_organisation("trust", name="The Trust"),
    an_organisation("club", name="Youth Club"),
    a_grant("spent", funder="trust", recipient="club", pounds=1_000, benefits=("town",)),
    replace(a_grant("office", funder="trust", recipient="club", pounds=200), head_office="TR1 1AA"),
    replace(
        a_grant("passed", funder="trust", recipient="club", pounds=5_000), regrant=Regrant.COMMON
    ),
)


def test_an_empty_graph_says_how_grants_come_in_and_has_no_file(
    spare: Store, spare_app: Flask
) -> None:
    page = Reader(spare_app).get("/grants")
    assert "No grant is known here yet" in page.words
    assert spare_app.test_client().get("/grants/360giving.json").status_code == 404


def test_a_list_says_of_each_grant_what_its_place_rests_on(spare: Store, spare_app: Flask) -> None:
    spare.write(RECORDS, by="test", message="Made")
    page = Reader(spare_app).get("/grants")
    for words in ("Port Town", "By where it is spent", "Head office only", "Place not known"):
        assert words in page.words, words
    assert "£1,200 in all, without £5,000 in 1 grant that is given on to others" in page.words
    own = Reader(spare_app).get("/organisations/club")
    assert "Head office only" in own.words


def test_a_grants_page_warns_of_a_head_office(spare: Store, spare_app: Flask) -> None:
    spare.write(RECORDS, by="test", message="Made")
    assert (
        "Only the recipient’s head office is known" in Reader(spare_app).get("/grants/office").words
    )
    assert "head office is known" not in Reader(spare_app).get("/grants/spent").words
    assert "no money is counted twice" in Reader(spare_app).get("/grants/passed").words
    assert spare_app.test_client().get("/grants/none").status_code == 404


def test_the_files_hold_the_same_grants(spare: Store, spare_app: Flask, tmp_path: Path) -> None:
    spare.write(RECORDS, by="test", message="Made")
    for ending in ("json", "csv", "xlsx"):
        answer = spare_app.test_client().get(f"/grants/360giving.{ending}")
        path = tmp_path / f"grants.{ending}"
        path.write_bytes(answer.data)
        reading = read_grants(path, areas={"town"}, own=own_prefix(spare.identity))
        grants = {each.id: each for each in reading.records if isinstance(each, Grant)}
        assert grants.keys() == {"spent", "office", "passed"}
        assert grants["spent"].area_ids == ("town",)
    assert spare_app.test_client().get("/grants/360giving.pdf").status_code == 404
    assert json.loads((tmp_path / "grants.json").read_text())["version"] == "1.4"
