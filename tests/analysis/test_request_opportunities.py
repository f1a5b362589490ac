"""Requests among the opportunities: an unused asset of somebody else meets what is asked for."""

from __future__ import annotations

import pytest

from graph.analysis.opportunities import OpportunityKind, Role
from graph.analysis.opportunities.opportunity import Opportunity
from graph.analysis.opportunities.request_matches import ROLE_OF
from graph.analysis.slices import Slice
from graph.model import AreaKind, AssetKind, RequestStage, Theme
from tests.builders import a_need, a_request, a_site, an_area, an_asset, an_organisation
from tests.village import asked, of_kind, village


def idle(*records: object, **options: object) -> list[Opportunity]:
    return of_kind(asked(*records, **options), OpportunityKind.IDLE_ASSET)


def test_a_room_on_tuesdays_for_the_group_with_its_tie_and_its_points() -> None:
    room = a_request("room", by="group", when="Tue 18:30-20:30", name="A room on Tuesdays")
    (row,) = idle(*village(), room, a_site("den", 500))
    assert row.id == "request~room"
    assert row.title == "“A room on Tuesdays”: Hall would do"
    assert [(part.role, part.organisation_id) for part in row.parts] == [(Role.VENUE, "council")]
    assert row.session == "Tue 18:30-20:30"
    assert "Council supports Group" in row.explanation
    assert "free Tue 18:30-20:30 as asked" in row.explanation
    assert "Council has not been asked" in row.counter_reading
    assert sum(line.points for line in row.points) == pytest.approx(row.cost)
    # Two at the table, a tie of support; the group has no place of its own but the village's.
    assert row.cost == pytest.approx(1.5, abs=0.01)
    assert row.introductions == 0


@pytest.mark.parametrize("kind", list(AssetKind))
def test_every_kind_of_asset_meets_a_request_for_it(kind: AssetKind) -> None:
    thing = an_asset(
        "thing",
        kind=kind,
        of="council",
        at="hall-site",
        when="Wed 18:00-21:00",
        quantity=10,
        unit="seats",
        name="Drums",
    )
    wish = a_request("wish", by="group", wanted=kind, name="Drums", within=("village",))
    rows = idle(*village(hall=None, precept=None, staff=None), thing, wish)
    assert [row.id for row in rows] == ["request~wish"]
    assert [(part.role, part.evidence_id) for part in rows[0].parts] == [(ROLE_OF[kind], "thing")]


@pytest.mark.parametrize(
    "wish",
    [
        a_request(by="group", stage=RequestStage.MET),
        a_request(by="group", when="Wed 18:00-20:00"),
        a_request(by="council"),
        a_request(by="group", capacity=61),
        a_request(by="group", aged="5-9"),
        a_request(by="trust"),
    ],
)
def test_what_is_met_or_has_something_against_it_is_no_opportunity(wish: object) -> None:
    assert idle(*village(), wish) == []


def test_a_hall_of_which_nobody_said_when_it_is_free_is_not_known_to_be_idle() -> None:
    hall = an_asset("hall", of="council", at="hall-site", capacity=60)
    assert idle(*village(hall=hall), a_request(by="group", when="Tue 18:30-20:30")) == []


def test_a_request_of_another_theme_is_not_asked_about() -> None:
    wish = a_request(by="group", theme=Theme.SPORT)
    for theme, many in ((None, 1), (Theme.SPORT, 1), (Theme.MUSIC, 0)):
        assert len(idle(*village(), wish, slice=Slice(theme=theme))) == many


def test_only_requests_of_the_place_asked_about_are_told() -> None:
    other = an_area("other", 40_000, people=50)
    wish = a_request(by="group", within=("village",))
    for within, many in (("village", 1), ("other", 0)):
        assert len(idle(*village(), other, wish, within=within)) == many


def test_who_has_fewer_to_choose_from_chooses_first_and_a_need_takes_what_is_left() -> None:
    barn = an_asset("barn", of="council", at="hall-site", when="Sat 10:00-16:00", capacity=30)
    any_ = a_request("any", by="group")
    late = a_request("tuesdays", by="group", when="Tue 18:30-20:30")
    rows = {row.id: row.asset_ids for row in idle(*village(), barn, any_, late)}
    assert rows == {"request~tuesdays": ("hall",), "request~any": ("barn",)}
    need = a_need(area="village", name="Music")
    rows = {row.id: row.asset_ids for row in idle(*village(), barn, late, need)}
    assert rows == {"request~tuesdays": ("hall",), "idle~need-1": ("barn",)}
    rows = {row.id: row.asset_ids for row in idle(*village(), late, need)}
    assert rows == {"request~tuesdays": ("hall",)}


def test_a_request_for_all_of_a_county_is_told_where_the_asker_is_nearest() -> None:
    county = an_area("county", None, people=None, kind=AreaKind.COUNTY)
    wish = a_request(by="council", at="hall-site", wanted=AssetKind.STAFF_TIME, within=("county",))
    (row,) = idle(*village(), county, wish)
    assert row.area_ids == ("village",)


def test_a_request_of_which_no_place_is_known_gives_no_opportunity_and_no_error() -> None:
    asker = an_organisation("asker")
    hall = an_asset("hall", of="keeper", at=None, when="Tue 18:00-21:00")
    records = (asker, an_organisation("keeper"), hall, a_request(by="asker"))
    assert idle(*records) == []
    assert idle(an_area("area", 0, people=10), *records) == []
    placed = a_request(by="asker", at="site-1")
    assert idle(a_site("site-1"), *records[:3], placed) == []
