"""Opportunities: one team worked by hand, and what each role asks for."""

from __future__ import annotations

from datetime import date

import pytest

from graph.analysis.opportunities import (
    OpportunityKind,
    Role,
)
from graph.analysis.slices import Slice
from graph.errors import NotFound, OptionOutOfRange
from graph.model import (
    AssetKind,
    Borrowers,
    OrganisationKind,
    SeatHolder,
    Theme,
    TieKind,
)
from tests.builders import (
    a_grant,
    a_partnership,
    a_seat,
    a_site,
    a_tie,
    an_activity,
    an_area,
    an_asset,
    an_organisation,
)
from tests.village import (
    PARISH_COUNCIL,
    asked,
    fillers,
    teams,
    the_team,
    village,
)


def test_the_team_of_the_village_is_the_one_worked_out_by_hand() -> None:
    team = the_team(*village())
    assert fillers(team) == {
        Role.VENUE: "council",
        Role.DELIVERER: "trust",
        Role.MONEY: "council",
        Role.YOUTH_LEAD: "group",
    }
    # Council, group and trust at the table: 3 * 0.5. Council supports group: 0.5. Network, who
    # introduces council and trust: its two ties 0.4 + 0.3, and 0.5 at the table itself.
    # Trust's 15 km: 0.45. (A cold introduction instead: 2.5, dearer than 1.2.)
    assert team.cost == pytest.approx(1.5 + 0.5 + 1.2 + 0.45, rel=1e-3)
    assert sum(line.points for line in team.points) == pytest.approx(team.cost)
    assert team.introductions == 1
    (introduction,) = [link for link in team.links if link.introduction]
    assert {introduction.left_id, introduction.right_id} == {"council", "trust"}
    assert introduction.introducer_id == "network"
    assert (team.missing, team.young_people, team.session) == ((), 200, "Tue 18:00-21:00")
    assert (team.rank, team.id) == (1, "team~village")


def test_a_team_says_what_would_have_to_be_true_and_who_could_introduce_whom() -> None:
    team = the_team(*village())
    said = " ".join(team.what_would_have_to_be_true)
    assert "Council lends Hall, free Tue 18:00-21:00." in said
    assert "Council agrees to spend from Precept (£2,000 a year) on it." in said
    assert "Network introduces" in said
    assert "Group want this, at this place and time: ask them first." in said
    assert "Network knows both and could introduce" in team.explanation
    assert "Council supports Group" in team.explanation
    assert "Nobody in this team has been asked" in team.counter_reading


def test_existing_ties_are_preferred_to_introductions() -> None:
    tie = a_tie("trust", "council", TieKind.COOPERATION)
    team = the_team(*village(), tie)
    assert team.introductions == 0
    assert {link.tie for link in team.links} == {"supports", "cooperates with"}


def test_a_deliverer_next_door_is_preferred_to_one_far_away() -> None:
    near = (
        an_organisation("near", site="hall-site"),
        an_asset("near-staff", kind=AssetKind.STAFF_TIME, of="near", at="hall-site"),
        a_tie("near", "council", TieKind.COOPERATION),
    )
    assert fillers(the_team(*village(), *near))[Role.DELIVERER] == "near"


@pytest.mark.parametrize(
    ("changes", "role"),
    [
        ({"hall": None}, Role.VENUE),
        ({"precept": None}, Role.MONEY),
        ({"staff": None}, Role.DELIVERER),
        ({"group": None, "supports": None}, Role.YOUTH_LEAD),
    ],
)
def test_a_role_that_nobody_can_fill_is_missing_and_the_opportunity_stands(
    changes: dict[str, object], role: Role
) -> None:
    team = the_team(*village(**changes))
    assert team.missing == (role,)
    assert f"Nobody known could bring {role.label.lower()}" in team.explanation
    assert f"Somebody is found to bring {role.label.lower()}." in team.what_would_have_to_be_true


@pytest.mark.parametrize(
    "hall",
    [
        an_asset("hall", of="council", at="hall-site", when="Tue 18:00-19:00", capacity=60),
        an_asset("hall", of="council", at="hall-site", when="Tue 09:00-15:00", capacity=60),
        an_asset("hall", of="council", at="hall-site", when="", capacity=60),
        an_asset("hall", of="council", at="hall-site", when="Tue 18:00-21:00", capacity=5),
        an_asset(
            "hall",
            of="council",
            at="hall-site",
            when="Tue 18:00-21:00",
            borrowers=Borrowers.MEMBERS,
        ),
        an_asset("hall", of=None, at="hall-site", when="Tue 18:00-21:00", capacity=60),
        an_asset("hall", kind=AssetKind.EQUIPMENT, of="council", when="Tue 18:00-21:00", at=None),
    ],
)
def test_a_room_that_is_not_free_too_small_or_not_lent_is_no_venue(hall: object) -> None:
    assert Role.VENUE in the_team(*village(hall=hall)).missing


def test_a_session_at_that_time_takes_the_room() -> None:
    club = an_activity("under-tens", by="trust", at="hall-site", aged="5-9", when="Tue 18:00-20:30")
    assert Role.VENUE in the_team(*village(), club).missing


def test_unsaid_conditions_are_questions_to_ask() -> None:
    hall = an_asset(
        "hall",
        of="council",
        at="hall-site",
        when="Tue 18:00-21:00",
        borrowers=Borrowers.UNKNOWN,
        cost=None,
    )
    said = " ".join(the_team(*village(hall=hall)).what_would_have_to_be_true)
    assert "ask how many it holds and to whom it lends and what it costs" in said


def far_hall(**bus: object) -> list[object]:
    """The village's hall 4 km away, with a vehicle at the trust."""
    vehicle = {"quantity": 16.0, "unit": "seats", "borrowers": Borrowers.NON_PROFIT, **bus}
    return village(
        hall_site=a_site("hall-site", 4_000),
        bus=an_asset("bus", kind=AssetKind.VEHICLE, of="trust", at="base", **vehicle),  # type: ignore[arg-type]
    )


def test_a_venue_beyond_walking_distance_asks_for_transport_and_its_permit() -> None:
    team = the_team(*far_hall())
    assert fillers(team)[Role.TRANSPORT] == "trust"
    assert any("section 19 permit" in one for one in team.what_would_have_to_be_true)
    assert Role.TRANSPORT not in fillers(the_team(*village()))


@pytest.mark.parametrize(
    "bus", [{"quantity": 5.0}, {"quantity": 40.0}, {"borrowers": Borrowers.MEMBERS}]
)
def test_a_car_a_coach_or_a_minibus_for_members_is_no_transport(bus: dict[str, object]) -> None:
    assert the_team(*far_hall(**bus)).missing == (Role.TRANSPORT,)


def test_a_firm_cannot_be_the_borrower_of_a_minibus_under_a_non_profit_permit() -> None:
    firm = an_organisation("trust", kind=OrganisationKind.BUSINESS, site="base")
    records = [record for record in far_hall() if getattr(record, "id", "") != "trust"]
    owner = an_organisation("bus-club", site="base")
    bus = an_asset(
        "bus", kind=AssetKind.VEHICLE, of="bus-club", at="base", quantity=16.0, unit="seats"
    )
    others = [record for record in records if getattr(record, "id", "") != "bus"]
    assert the_team(*others, firm, owner, bus).missing == (Role.TRANSPORT,)
    # What is its own it may use.
    assert fillers(the_team(*records, firm))[Role.TRANSPORT] == "trust"


def test_grants_that_run_and_funders_that_gave_there_count_as_money() -> None:
    funder = an_organisation("funder", kind=OrganisationKind.FUNDER)
    running = a_grant(
        funder="funder", recipient="trust", benefits=("village",), ends_on=date(2027, 4, 1)
    )
    team = the_team(*village(precept=None), funder, running)
    assert fillers(team)[Role.MONEY] == "trust"
    assert "until 1 April 2027" in team.explanation
    ended = a_grant(
        funder="funder", recipient="trust", benefits=("village",), ends_on=date(2026, 10, 1)
    )
    assert fillers(the_team(*village(precept=None), funder, ended))[Role.MONEY] == "funder"
    old = a_grant(
        funder="funder", recipient="trust", benefits=("village",), awarded_on=date(2023, 1, 1)
    )
    assert the_team(*village(precept=None), funder, old).missing == (Role.MONEY,)
    elsewhere = a_grant(funder="funder", recipient="trust", ends_on=date(2027, 4, 1))
    assert the_team(*village(precept=None), funder, elsewhere).missing == (Role.MONEY,)


def test_the_precept_of_another_parish_cannot_be_spent_here() -> None:
    council = an_organisation("council", kind=PARISH_COUNCIL, serves=("moor",), site="hall-site")
    moor = an_area("moor", 60_000, people=0)
    assert the_team(*village(council=council), moor).missing == (Role.MONEY,)


def test_an_organisation_that_young_people_sit_for_can_lead() -> None:
    seat = a_seat(organisation="council", holder=SeatHolder.YOUNG_PEOPLE)
    records = village(group=None, supports=None)
    team = the_team(*records, a_partnership(name="Shadow board"), seat)
    assert fillers(team)[Role.YOUTH_LEAD] == "council"
    assert "young people sit on Shadow board for it" in team.explanation


def test_a_theme_asks_for_a_deliverer_of_that_theme_or_its_group() -> None:
    music = Slice(theme=Theme.MUSIC)
    assert the_team(*village(), slice=music).missing == (Role.DELIVERER,)
    drama = an_activity("drama", by="trust", at="base", theme=Theme.DRAMA)
    assert fillers(the_team(*village(), drama, slice=music))[Role.DELIVERER] == "trust"


def test_neighbouring_areas_short_of_provision_make_one_place() -> None:
    near = an_area("next-door", 3_000, people=50)
    far = an_area("over-the-hill", 30_000, people=50)
    found = teams(asked(*village(), near, far))
    by_id = {row.id: row for row in found}
    assert by_id["team~village"].area_ids == ("village", "next-door")
    assert by_id["team~village"].young_people == 250
    assert by_id["team~over-the-hill"].area_ids == ("over-the-hill",)


def test_one_free_window_is_promised_once() -> None:
    # Two places more than 5 km apart, one hall within reach of both, with one free window.
    second = an_area("second", 6_000, people=100)
    found = teams(asked(*village(), second))
    assert [row.session for row in found] == ["Tue 18:00-21:00", ""]
    assert Role.VENUE in found[1].missing


def test_an_unmapped_place_is_said_to_be_one() -> None:
    site = a_site("hall-site", 0, area_ids=("village",))
    team = the_team(*village(hall_site=site))
    assert "not mapped yet, which is not the same as unserved" in team.counter_reading


def test_full_teams_come_before_simple_kinds_and_teams_that_miss_a_role_last() -> None:
    lonely = an_area("lonely", 200_000, people=5_000)
    found = asked(*village(), lonely)
    kinds = [(row.kind, bool(row.missing)) for row in found.rows]
    assert kinds[0] == (OpportunityKind.TEAM, False)
    assert kinds[-1][1] or OpportunityKind.PARISH_MONEY in [kind for kind, _ in kinds]
    missing = [row.rank for row in found.rows if row.missing]
    simple = [row.rank for row in found.rows if row.kind is not OpportunityKind.TEAM]
    assert not missing or min(missing) > max(simple)


def test_within_limits_the_places_and_not_the_partners() -> None:
    found = asked(*village(), an_area("other", 40_000, people=90), within="village")
    assert [row.id for row in teams(found)] == ["team~village"]
    assert fillers(teams(found)[0])[Role.DELIVERER] == "trust"
    with pytest.raises(NotFound):
        asked(*village(), within="atlantis")


def test_an_empty_network_has_no_opportunity_and_a_wild_number_of_rows_is_refused() -> None:
    assert asked().rows == ()
    for most in (0, 501):
        with pytest.raises(OptionOutOfRange):
            asked(most=most)
