"""``/duplication``: both sides, the test against the standard, and the other reading."""

from __future__ import annotations

import csv
import io
import json

import pytest

from graph.analysis.duplication import Verdict, find_duplication
from seeds.demo import stories
from service.formats import weekly
from service.opened import today


@pytest.fixture(scope="session")
def found(demo):
    return find_duplication(demo.snapshot(), today=today())


def between(found, story):
    wanted = set(story.activity_ids)
    return next(r for r in found.rows if {r.left.activity_id, r.right.activity_id} == wanted)


def test_the_heading_says_how_much_could_be_put_to_other_use(read, found):
    page = read.get("/duplication")
    assert f"{found.releasable_place_hours:,.0f} place-hours" in page.heading


def test_nobodys_work_is_called_waste(read, found):
    addresses = ["/duplication", *(f"/duplication/{row.id}" for row in found.rows[:5])]
    for address in addresses:
        assert "waste" not in read.get(address).words.lower()


def test_the_two_stories_are_told_apart(read, found):
    above = read.get(f"/duplication/{between(found, stories.ABOVE).id}")
    needed = read.get(f"/duplication/{between(found, stories.NEEDED).id}")
    assert Verdict.ABOVE.label in above.words
    assert Verdict.NEEDED.label in needed.words
    assert Verdict.ABOVE.label not in needed.words.partition("The two services side by side")[0]


def test_an_overlap_has_the_evidence_of_both_sides(read, found):
    row = found.rows[0]
    page = read.get(f"/duplication/{row.id}")
    assert row.explanation in page.words
    assert row.counter_reading in page.words
    for side in (row.left, row.right):
        assert f"/activities/{side.activity_id}" in page.links
        assert f"/organisations/{side.organisation_id}" in page.links
        assert weekly(side.sessions) in page.words


def test_the_table_shows_when_each_of_the_two_is_on(read, found):
    words = read.get("/duplication").words
    for row in found.rows[:25]:
        assert weekly(row.left.sessions) in words
        assert row.verdict.label in words


def test_the_files_hold_exactly_the_rows_of_the_question(read, demo):
    from graph.analysis.slices import Slice
    from graph.model import AgeRange

    rows = find_duplication(
        demo.snapshot(), slice=Slice(ages=AgeRange(age_from=13, age_to=15)), today=today()
    ).rows
    asked = "?age_from=13&age_to=15"
    table = list(csv.DictReader(io.StringIO(read.client.get(f"/duplication.csv{asked}").text)))
    collection = json.loads(read.client.get(f"/duplication.geojson{asked}").text)
    assert [row["id"] for row in table] == [row.id for row in rows]
    assert [feature["id"] for feature in collection["features"]] == [row.id for row in rows]
    assert {f["geometry"]["type"] for f in collection["features"]} == {"Point"}


def test_the_map_draws_the_strongest_and_one_row_alone_when_it_is_chosen(read, found):
    whole = read.client.get("/duplication/map.json").get_json()["rows"]["features"]
    ranks = [f["properties"]["rank"] for f in whole if "rank" in f["properties"]]
    assert ranks == list(range(1, len(ranks) + 1))
    assert len(ranks) == min(60, len(found.rows))
    row = found.rows[3]
    alone = read.client.get(f"/duplication/map.json?row={row.id}").get_json()["rows"]["features"]
    assert {f["properties"]["row"] for f in alone} == {row.id}
    assert read.client.get("/duplication/map.json?row=nothing").status_code == 404


def test_where_nothing_overlaps_the_page_says_so(read):
    page = read.get("/duplication?area=cw-morwenstow&theme=voice")
    assert "No two services overlap" in page.heading
    assert not page.all("table")


def test_an_overlap_that_is_not_among_the_rows_has_no_page(read, found):
    read.get("/duplication/nothing~here", status=404)


@pytest.mark.parametrize(
    ("sessions", "said"),
    [
        ((), ""),
        (("Tue 18:00-20:00",), "Tue 18:00-20:00"),
        (("Mon 16:00-18:00 (term)", "Tue 16:00-18:00 (term)"), "Mon, Tue 16:00-18:00 (term)"),
        (tuple(f"{d} 9:00-10:00" for d in ("Mon", "Tue", "Wed")), "Mon to Wed 9:00-10:00"),
        (("Mon 9:00-10:00", "Sat 11:00-12:00"), "Mon 9:00-10:00; Sat 11:00-12:00"),
        (tuple(f"{d} 9:00-10:00" for d in ("Mon", "Wed", "Fri")), "Mon, Wed, Fri 9:00-10:00"),
    ],
)
def test_days_that_share_a_time_are_said_together(sessions, said):
    assert weekly(sessions) == said
