"""Scenarios that are kept: saved with a name, worked out anew each day, compared, deleted."""

from __future__ import annotations

import re

import pytest

from graph.model import Activity, Scenario
from service.opened import today
from tests.builders import a_site, an_activity, an_area, an_organisation
from tests.web.reader import Reader

CLOSE = "edit=close:activity:club"
AWAY = {"REMOTE_ADDR": "192.0.2.7"}
VILLAGE = (
    an_area("west", name="Westton", decile=1),
    an_area("east", 20_000, name="Eastham", decile=9),
    a_site("hall"),
    a_site("barn", 20_000),
    an_organisation("trust"),
    an_activity("club", by="trust", at="hall", name="Quay Club"),
    an_activity("den", by="trust", at="barn", name="Barn Den"),
)


@pytest.fixture
def village(spare, spare_app) -> Reader:
    """A reader of a village of one's own, at the machine itself."""
    spare.write(VILLAGE, by="test", message="A village")
    return Reader(spare_app)


def token(reader: Reader, address: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', reader.get(address).html)
    assert found
    return found[1]


def keep(reader: Reader, asked: str, name: str, note: str = "", status: int = 303):
    sent = {"csrf_token": token(reader, f"/what-if?{asked}"), "name": name, "note": note}
    return reader.post(f"/what-if/keep?{asked}", sent, status=status)


def test_a_scenario_is_kept_with_a_name_and_found_again(village, spare):
    answer = keep(village, f"{CLOSE}&mode=walk", "If the quay floods", "After the winter of 2025")
    assert answer.location == "/what-if?scenario=scenario.if-the-quay-floods&mode=walk"
    (kept,) = spare.snapshot().scenarios
    assert kept == Scenario(
        id="scenario.if-the-quay-floods",
        name="If the quay floods",
        edits=("close:activity:club",),
        saved_on=today(),
        note="After the winter of 2025",
        question="mode=walk",
    )
    page = village.get(answer.location)
    assert "What if: If the quay floods" in page.words
    assert page.heading.startswith("If Quay Club ends, 100 young people lose")
    link = "/what-if?scenario=scenario.if-the-quay-floods&mode=walk"
    assert link in village.get("/what-if").links
    assert spare.recent_changes(1)[0].message == "Kept the scenario “If the quay floods”"


def test_two_scenarios_of_one_name_are_two(village, spare):
    keep(village, CLOSE, "Härd times!")
    keep(village, "edit=close:activity:den", "hard  times")
    ids = [one.id for one in spare.snapshot().scenarios]
    assert ids == ["scenario.hard-times", "scenario.hard-times.2"]


def test_a_kept_scenario_is_worked_out_on_the_network_of_the_day(village, spare):
    answer = keep(village, f"{CLOSE}&edit=close:activity:den", "Both go")
    assert "200 young people lose" in village.get(answer.location).heading
    spare.write((), by="test", message="The club is gone", remove=[(Activity, "club")])
    page = village.get(answer.location)
    assert "If Barn Den ends, 100 young people lose" in page.heading
    assert "There is no activity “club” any more" in page.words
    assert "Passed over" in page.words


def test_more_can_be_added_to_a_kept_scenario_without_changing_it(village, spare):
    address = keep(village, CLOSE, "If the quay floods").location
    more = village.client.get("/what-if/add?scenario=scenario.if-the-quay-floods"
                              "&about=activity:den&do=close").location  # fmt: skip
    assert more.startswith("/what-if?edit=close%3Aactivity%3Aclub&edit=close%3Aactivity%3Aden")
    assert "200 young people lose" in village.get(more.partition("#")[0]).heading
    assert "100 young people lose" in village.get(address).heading
    assert len(spare.snapshot().scenarios) == 1


def test_two_kept_scenarios_stand_side_by_side(village):
    keep(village, CLOSE, "No club")
    keep(village, "edit=close:activity:den", "No den")
    page = village.get("/what-if?scenario=scenario.no-club&against=scenario.no-den")
    assert "Compared with the scenario No den, not with today" in page.words
    assert "100 young people lose" in page.heading
    assert "instead of the other scenario" in page.heading
    assert "gain" in page.heading
    assert "This scenario" in page.words
    assert "Within reach a week, in the other" in page.words
    assert [e.get("value") for e in page.all("option") if e.get("selected") is not None][-1] == (
        "scenario.no-den"
    )


def test_a_kept_scenario_is_deleted(village, spare):
    address = keep(village, CLOSE, "If the quay floods").location
    sent = {"csrf_token": token(village, "/what-if"), "scenario": "scenario.if-the-quay-floods"}
    answer = village.post("/what-if/delete", sent, status=303)
    assert answer.location == "/what-if#kept"
    assert spare.snapshot().scenarios == ()
    page = village.get(address, status=400)
    assert "it may be deleted" in page.words
    village.post("/what-if/delete", sent, status=303)


@pytest.mark.parametrize(
    ("asked", "name", "said"),
    [
        (CLOSE, "", "Give the scenario a name"),
        (CLOSE, "x" * 400, "The name is too long"),
        ("", "Nothing at all", "A scenario without changes is today"),
        ("edit=vanish:x", "Nonsense", "is no change that Hedgerow knows"),
    ],
)
def test_what_cannot_be_kept_comes_back_and_says_why(village, spare, asked, name, said):
    sent = {"csrf_token": token(village, f"/what-if?{CLOSE}"), "name": name}
    answer = village.post(f"/what-if/keep?{asked}", sent, status=400)
    assert said in answer.text
    assert spare.snapshot().scenarios == ()


def test_nobody_keeps_or_deletes_from_another_machine(village, spare):
    address = keep(village, CLOSE, "If the quay floods").location
    page = village.get(address, environ_base=AWAY)
    assert "young people lose" in page.heading
    assert not page.all("form", action="/what-if/delete")
    assert "Keep this scenario" not in page.words
    for path in (f"/what-if/keep?{CLOSE}", "/what-if/delete"):
        sent = {"csrf_token": token(village, "/what-if"), "scenario": "x", "name": "y"}
        village.post(path, sent, status=403, environ_base=AWAY)
    assert len(spare.snapshot().scenarios) == 1


def test_a_name_of_markup_is_only_words(village):
    address = keep(village, CLOSE, "<script>alert(1)</script>").location
    page = village.get(address)
    assert "<script>alert" not in page.html
    assert "What if: <script>alert(1)</script>" in page.words
