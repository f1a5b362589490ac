"""The pages of one organisation, asset, activity and area."""

from __future__ import annotations

from datetime import date

import pytest

from graph.analysis.network import find_keystones
from graph.model import (
    Agreement,
    NeedKind,
    Source,
    Stage,
    Theme,
    Tie,
    TieKind,
)
from seeds.demo.stories import CORNER, GAP
from service.app import create_app
from service.config import Config
from tests.builders import (
    CHECKED,
    a_grant,
    a_need,
    a_partnership,
    a_priority,
    a_seat,
    a_site,
    a_tie,
    an_activity,
    an_area,
    an_asset,
    an_organisation,
)
from tests.web.reader import HTML, Read, Reader, text_of


def rows(page: Read, caption: str) -> list[str]:
    """The rows of the table of that caption, as text."""
    for table in page.all("table"):
        if text_of(table.find(f"{HTML}caption")).strip() == caption:
            body = table.find(f"{HTML}tbody")
            assert body is not None
            return [" ".join(text_of(row).split()) for row in body]
    return []


RECORDS = (
    Source(id="round", name="Spring round", licence="OGL v3.0", website="https://example.org/"),
    an_area("county", 0, name="Westshire", people=None, within={}),
    an_area("town", 0, name="Port Town", people=400, within={"county": 1.0}, decile=2),
    an_area("inland", 30_000, name="Inland", people=50, within={"county": 1.0}),
    a_site("hall", 100, name="Quay Hall", area_ids=("town",)),
    a_site("school", 2_000, name="Hill", area_ids=("town",)),
    a_site("far", 30_000, name="Far Hall", area_ids=("inland",)),
    an_organisation("boats", name="Boat Club", site="hall", serves=("town",), verified_on=CHECKED),
    an_organisation("drama", name="Drama Group", site="school"),
    an_organisation("fund", name="The Fund"),
    an_asset(
        "room", of="boats", at="hall", when="Tue 18:00-21:00; Fri 10:00-12:00 (term)",
        name="Quay room", capacity=40, cost=5.0,
    ),
    an_asset("bus", of=None, at=None, quantity=16, unit="seats", name="A bus"),
    an_asset("pot", of="fund", at=None, quantity=2000, unit="GBP a year", name="Small grants"),
    an_activity("sail", by="boats", at="hall", name="Sailing", theme=Theme.OUTDOOR),
    an_activity(
        "play", by="drama", at="school", name="Playing", theme=Theme.DRAMA,
        when="Mon 17:00-18:00", partners=("boats",),
    ),
    an_activity("tots", by="drama", at="school", name="Tots", aged="3-5"),
    an_activity("untimed", by="drama", at=None, name="Now and then", when="", places=None),
    a_tie("fund", "boats", TieKind.FUNDS),
    Tie(id="t2", from_id="boats", to_id="drama", kind=TieKind.REFERS_TO, validated=False),
    a_grant(funder="fund", recipient="boats", pounds=12_500, benefits=("town",), name="New sails"),
    a_partnership("board", name="Harbour board"),
    a_seat(on="board", organisation="boats"),
    a_priority(of="board", area="town", hours=1.5, name="On the water every week"),
    a_need(area="town", said_by=31, name="Dry place"),
    a_need("need-2", area="inland", kind=NeedKind.PARTNER, name="A bus home"),
    Agreement(
        id="share", name="Room for drama", asset_id="room", borrower_id="drama",
        stage=Stage.IN_USE, hours_used=12.5, starts_on=date(2026, 1, 1),
    ),
)  # fmt: skip


@pytest.fixture
def port(spare, tmp_path) -> Reader:
    """A small town by the sea."""
    spare.write(RECORDS, by="test", message="A town")
    return Reader(create_app(Config(data=tmp_path), store=spare, patience_s=None))


def test_an_organisations_page_tells_what_it_has_runs_and_whom_it_knows(port):
    page = port.get("/organisations/boats")
    assert page.heading == "Boat Club"
    assert rows(page, "Assets and when they are free") == [
        "Quay room Venue room for 40 Tuesday 18:00 to 21:00 Friday 10:00 to 12:00, term time Anyone"
    ]
    assert [row.split()[0] for row in rows(page, "Activities and their times")] == [
        "Playing",
        "Sailing",
    ]
    assert rows(page, "Ties to other organisations") == [
        "The Fund is funded by Validated one of them said so",
        "Drama Group refers to Discoverable they share a board, site, funder or trustee",
    ]
    assert rows(page, "Seats on partnerships") == [
        "Harbour board Member itself vote not placed yet"
    ]
    assert rows(page, "Grants given and received") == [
        "New sails Received from The Fund Port Town By where it is spent 1 April 2026 £12,500"
    ]
    assert rows(page, "Agreements to share") == ["Quay room Boat Club Drama Group In use 12.5"]
    assert "Last said to be right on 1 October 2026." in page.words


def test_a_tie_has_its_other_label_from_the_other_end(port):
    assert rows(port.get("/organisations/fund"), "Ties to other organisations") == [
        "Boat Club funds Validated one of them said so"
    ]
    assert "receives referrals from" in port.get("/organisations/drama").words


def test_an_assets_page_sets_its_free_times_beside_what_happens_there(port):
    page = port.get("/assets/room")
    assert rows(page, "The week") == [
        "Monday not offered nothing known",
        "Tuesday 18:00 to 21:00 18:00 to 20:00 Sailing",
        "Wednesday not offered nothing known",
        "Thursday not offered nothing known",
        "Friday 10:00 to 12:00, term time nothing known",
        "Saturday not offered nothing known",
        "Sunday not offered nothing known",
    ]
    assert "Cost an hour £5" in page.words
    assert "Nobody said where this comes from." in page.words
    assert "Nobody has checked it" in page.words


def test_an_asset_without_place_keeper_or_times_says_what_is_not_known(port):
    page = port.get("/assets/bus")
    assert "No fixed place" in page.words
    assert "16 seats" in page.words
    assert "Nobody has said yet when it is free." in page.words
    assert "£2,000 a year" in port.get("/assets/pot").words


def test_an_activitys_page_tells_when_for_whom_and_who_else_is_near(port):
    page = port.get("/activities/sail")
    assert "Tuesday 18:00 to 20:00" in page.words
    assert "400 young people of those ages live within 8 km of it." in page.words
    assert rows(page, "Activities nearby") == [
        "Playing Monday 17:00 to 18:00 Drama Group Drama and dance, ages 11 to 19 Hill 2.5 km"
    ]


def test_an_activity_without_times_or_place_says_so(port):
    page = port.get("/activities/untimed")
    assert "it counts as no hours in the findings" in page.words
    assert "Its place is not known" in page.words


def test_an_areas_page_answers_its_four_questions(port):
    page = port.get("/areas/town")
    headings = [" ".join(text_of(h).split()) for h in page.all("h2")]
    for question in (
        "What is here",
        "Who is near",
        "What is missing",
        "What could be shared",
    ):
        assert question in headings
    assert "3 activities, 1 asset and 2 organisations based here or serving it." in page.words
    assert [row.split()[0] for row in rows(page, "Activities here")] == [
        "Playing",
        "Sailing",
        "Tots",
    ]
    assert rows(page, "Needs raised here") == [
        "Dry place Raised by young people: 31 said it All young people Port Town not known"
    ]
    assert rows(page, "Priorities agreed") == [
        "On the water every week Harbour board 15 January 2026 1.5"
    ]
    assert rows(page, "Population by age") == ["11 to 19 400"]
    assert "tenth 2 of 10" in page.words
    assert "Lies in: Westshire" in page.words
    nothing = page.words.partition("Nothing within reach is known for: ")[2]
    assert "Music" in nothing
    assert "Drama and dance" not in nothing.partition(".")[0]


def test_a_larger_area_gathers_those_within_it(port):
    page = port.get("/areas/county")
    assert "/areas/town" in page.links
    assert "/areas/inland" in page.links
    assert len(rows(page, "Needs raised here")) == 2
    assert "/directory?area=county" in page.links


# -- the demo county --------------------------------------------------------------


def test_the_widest_gap_is_told_on_its_areas_page_with_its_other_reading(read):
    page = read.get(f"/areas/{GAP.area_ids[0]}")
    assert "live below the agreed standard" in page.words
    assert "Read it another way:" in page.words
    assert "Rank 1 of" in page.words


def test_an_unmapped_corner_is_not_called_unserved(read):
    page = read.get(f"/areas/{CORNER.area_ids[0]}")
    assert "is not mapped yet" in page.words
    assert "not the same as nothing there" in page.words


def test_an_organisation_that_holds_others_together_says_so_with_its_other_reading(read, demo):
    keystone = find_keystones(demo.snapshot())[0]
    page = read.get(f"/organisations/{keystone.organisation_id}")
    assert "Others depend on this organisation" in page.words
    assert "Read it another way:" in page.words


def test_home_tells_the_counts_three_headlines_and_what_changed(read, demo):
    page, network = read.get("/"), demo.snapshot()
    assert page.heading == "Who has what, where, for young people in Cornwall"
    assert f"{len(network.organisations)} organisations, " in page.words
    assert "where young people live; 18 partnerships bring them together." in page.words
    assert "St Keverne" in page.words
    for address in ("/gaps", "/duplication", "/opportunities", "/map", "/directory", "/methods"):
        assert address in page.links
    assert "Loaded the illustrative county" in page.words


def test_an_empty_graph_says_how_to_begin(spare_app):
    read = Reader(spare_app)
    page = read.get("/")
    assert "hedgerow load-demo" in page.words
    assert "/import" in page.links
    assert "illustrative" not in "".join(text_of(f) for f in page.all("footer"))
    for address in ("/directory", "/gaps", "/duplication", "/opportunities", "/map", "/methods"):
        read.get(address)
