"""``/gaps`` where small areas are too many to list: larger ones answer, and lead to them."""

from __future__ import annotations

import csv
import io

import pytest

from graph.model import AreaKind
from service import gaps
from tests.builders import CHECKED, a_site, an_area
from tests.web.reader import Reader

AUTHORITY = AreaKind.LOCAL_AUTHORITY


@pytest.fixture
def many(spare, spare_app, monkeypatch):
    """Five small areas in two authorities, where more than three are too many."""
    monkeypatch.setattr(gaps, "MOST_LISTED", 3)
    inside = {0: "north", 1: "north", 2: "north", 3: "south", 4: "south"}
    spare.write(
        [
            an_area("north", None, people=None, kind=AUTHORITY),
            an_area("south", None, people=None, kind=AUTHORITY),
            *(
                an_area(f"small-{n}", 1_000 * n, within={la: 1}, decile=1 + n)
                for n, la in inside.items()
            ),
            a_site("hall", 2_000, verified_on=CHECKED),
        ],
        by="test",
        message="Two authorities",
    )
    return Reader(spare_app)


def ids(reader: Reader, query: str = "") -> set[str]:
    text = reader.client.get(f"/gaps.csv{query}").text
    return {row["area_id"] for row in csv.DictReader(io.StringIO(text))}


def test_authorities_answer_and_lead_to_what_is_inside(many):
    page = many.get("/gaps")
    assert "There are too many small areas to list" in page.words
    assert {"/gaps/north", "/gaps/south"} <= set(page.links)
    assert {"/gaps?area=north", "/gaps?area=south"} <= set(page.links)
    assert ids(many) == {"north", "south"}
    inside = many.get("/gaps?area=south")
    assert "too many small areas" not in inside.words
    assert ids(many, "?area=south") == {"small-3", "small-4"}


def test_whoever_chooses_a_kind_gets_it(many):
    assert len(ids(many, "?roll_up=lsoa")) == 5
    assert "too many small areas" not in many.get("/gaps?roll_up=lsoa").words


def test_a_small_area_has_its_evidence_among_all_small_ones(many):
    page = many.get("/gaps/small-3")
    assert "Small 3" in page.heading
    assert "of 5" in page.words
    many.get("/gaps/nowhere", status=404)
    assert many.status("/gaps/map.js?row=small-3") == 200
    assert many.status("/gaps/map.json") == 200


def test_without_authorities_the_small_areas_answer(spare, spare_app, monkeypatch):
    monkeypatch.setattr(gaps, "MOST_LISTED", 1)
    spare.write([an_area("one"), an_area("two", 900)], by="test", message="Two areas")
    assert ids(Reader(spare_app)) == {"one", "two"}
