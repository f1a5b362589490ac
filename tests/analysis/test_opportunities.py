"""Opportunities: one team worked by hand, what each role asks for, and the simple kinds."""

from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.opportunities import (
    Opportunities,
    Opportunity,
    OpportunityKind,
    Role,
    find_opportunities,
)
from graph.analysis.slices import Mode, Reach, Slice
from graph.errors import NotFound, OptionOutOfRange
from graph.model import (
    AreaKind,
    AssetKind,
    Audience,
    Borrowers,
    NeedKind,
    OrganisationKind,
    SeatHolder,
    Theme,
    TieKind,
)
from tests.builders import (
    CHECKED,
    TODAY,
    a_grant,
    a_need,
    a_network,
    a_partnership,
    a_seat,
    a_site,
    a_tie,
    an_activity,
    an_area,
    an_asset,
    an_organisation,
)

BUS = Reach(mode=Mode.BUS, reach_m=8_000, detour=1.0)
PARISH_COUNCIL, YOUTH_GROUP = OrganisationKind.PARISH_COUNCIL, OrganisationKind.YOUTH_GROUP


def asked(*records: object, **options: object) -> Opportunities:
    return find_opportunities(a_network(*records), **{"reach": BUS, "today": TODAY, **options})  # type: ignore[arg-type]


def teams(found: Opportunities) -> list[Opportunity]:
    return [row for row in found.rows if row.kind is OpportunityKind.TEAM]


def of_kind(found: Opportunities, kind: OpportunityKind) -> list[Opportunity]:
    return [row for row in found.rows if row.kind is kind]


def fillers(team: Opportunity) -> dict[Role, str]:
    return {part.role: part.organisation_id for part in team.parts}


def the_village() -> dict[str, object]:
    """A village with a hall, a precept and a youth group; a deliverer 15 km off; who knows both."""
    return {
        "area": an_area("village", people=200),
        "hall-site": a_site("hall-site", 0, area_ids=("village",), verified_on=CHECKED),
        "base": a_site("base", 15_000),
        "council": an_organisation(
            "council", kind=PARISH_COUNCIL, serves=("village",), site="hall-site"
        ),
        "group": an_organisation("group", kind=YOUTH_GROUP, serves=("village",)),
        "trust": an_organisation("trust", site="base"),
        "network": an_organisation("network", kind=OrganisationKind.INFRASTRUCTURE),
        "hall": an_asset("hall", of="council", at="hall-site", when="Tue 18:00-21:00", capacity=60),
        "precept": an_asset(
            "precept",
            kind=AssetKind.MONEY,
            of="council",
            at=None,
            quantity=2_000,
            unit="GBP a year",
        ),
        "staff": an_asset(
            "staff", kind=AssetKind.STAFF_TIME, of="trust", at="base", themes=(Theme.OPEN_ACCESS,)
        ),
        "supports": a_tie("council", "group", TieKind.SUPPORTS),
        "knows-council": a_tie("network", "council", TieKind.COOPERATION),
        "knows-trust": a_tie("network", "trust", TieKind.COORDINATION),
    }


def village(**changes: object) -> list[object]:
    """The village with some of its records changed, or left out (None)."""
    records = {**the_village(), **{name.replace("_", "-"): one for name, one in changes.items()}}
    return [record for record in records.values() if record is not None]


def the_team(*records: object, **options: object) -> Opportunity:
    found = teams(asked(*records, **options))
    assert len(found) == 1
    return found[0]


def test_the_team_of_the_village_is_the_one_worked_out_by_hand() -> None:
    team = the_team(*village())
    assert fillers(team) == {
        Role.VENUE: "council",
        Role.DELIVERER: "trust",
        Role.MONEY: "council",
        Role.YOUTH_LEAD: "group",
    }
    # Partners council, group, trust: 3 * 0.5. Council supports group: 0.5. Introduction of
    # council and trust: 0.5 + (0.4 + 0.3) / 2 + 15 km * 0.01 = 1.0. Trust's 15 km: 0.45.
    # (The network at the table instead: 0.4 + 0.3 + a fourth partner 0.5 = 1.2, dearer than 1.0.)
    assert team.cost == pytest.approx(1.5 + 0.5 + 1.0 + 0.45, rel=1e-3)
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
    said = the_team(*records, firm).what_would_have_to_be_true
    assert any("A non-profit partner, not Trust, is the minibus’s borrower." in one for one in said)


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


# -- the simple kinds ------------------------------------------------------------------------


def test_a_request_meets_the_nearest_idle_room() -> None:
    need = a_need(area="village", name="A place to play music", theme=Theme.MUSIC, said_by=31)
    skill = an_asset("tutor", kind=AssetKind.SKILL, of="trust", at="base", themes=(Theme.MUSIC,))
    (row,) = of_kind(asked(*village(), need, skill), OpportunityKind.IDLE_ASSET)
    assert fillers(row) == {Role.VENUE: "council", Role.DELIVERER: "trust"}
    assert "31 young people said so" in row.explanation
    assert row.session == "Tue 18:00-21:00"
    assert row.young_people == 200


@pytest.mark.parametrize(
    "need",
    [
        a_need(area="village", kind=NeedKind.STATISTICAL),
        a_need(area="village", aged="5-9"),
        a_need(area="county"),
        a_need(area="lost"),
    ],
)
def test_a_statistic_another_age_and_a_whole_county_are_no_request_for_a_room(
    need: object,
) -> None:
    county = an_area("county", None, people=None, kind=AreaKind.COUNTY)
    lost = an_area("lost", None, people=None)
    found = asked(*village(), county, lost, need)
    assert of_kind(found, OpportunityKind.IDLE_ASSET) == []


def test_a_request_of_another_theme_or_audience_is_not_asked_about() -> None:
    need = a_need(area="village", theme=Theme.SPORT)
    for slice, count in ((Slice(theme=Theme.SPORT), 1), (Slice(theme=Theme.MUSIC), 0)):
        found = asked(*village(), need, slice=slice)
        assert len(of_kind(found, OpportunityKind.IDLE_ASSET)) == count
    girls = asked(*village(), need, slice=Slice(audience=Audience.GIRLS))
    assert len(of_kind(girls, OpportunityKind.IDLE_ASSET)) == 1


def test_parish_money_where_no_activity_is() -> None:
    (row,) = of_kind(asked(*village()), OpportunityKind.PARISH_MONEY)
    assert row.id == "parish~precept~village"
    assert row.young_people == 200
    assert "Council has Precept (£2,000 a year)" in row.explanation
    club = an_activity("club", by="trust", at="hall-site", when="Wed 18:00-20:00", places=5)
    assert of_kind(asked(*village(), club), OpportunityKind.PARISH_MONEY) == []


def test_two_of_one_funder_without_a_tie_are_named_with_who_could_introduce_them() -> None:
    funder = an_organisation("funder", kind=OrganisationKind.FUNDER)
    grants = (
        a_grant("g1", funder="funder", recipient="trust", benefits=("village",)),
        a_grant("g2", funder="funder", recipient="group", benefits=("village",)),
    )
    (row,) = of_kind(asked(*village(), funder, *grants), OpportunityKind.SAME_FUNDER)
    assert row.id == "funder~funder~group~trust"
    assert row.links[0].introducer == "Funder"
    assert row.introductions == 1
    tie = a_tie("trust", "group", TieKind.AWARENESS)
    assert of_kind(asked(*village(), funder, *grants, tie), OpportunityKind.SAME_FUNDER) == []


def test_clubs_next_door_at_the_same_time_below_the_standard_could_be_one() -> None:
    clubs = (
        an_activity("club-a", by="trust", at="hall-site", when="Wed 18:00-20:00", places=5),
        an_activity("club-b", by="network", at="hall-site", when="Wed 18:00-20:00", places=5),
    )
    (row,) = of_kind(asked(*village(), *clubs), OpportunityKind.JOINT_DELIVERY)
    assert row.id == "joint~club-a~club-b"
    assert row.introductions == 0
    assert "Network coordinates with Trust" in row.explanation


def test_an_empty_network_has_no_opportunity_and_a_wild_number_of_rows_is_refused() -> None:
    assert asked().rows == ()
    for most in (0, 501):
        with pytest.raises(OptionOutOfRange):
            asked(most=most)


# -- any county -------------------------------------------------------------------------------

metres = st.integers(0, 20_000)


@st.composite
def counties(draw: st.DrawFn) -> list[object]:
    areas, organisations = draw(st.integers(0, 5)), draw(st.integers(1, 6))
    kinds = st.sampled_from([OrganisationKind.VOLUNTARY, PARISH_COUNCIL, YOUTH_GROUP])
    records: list[object] = []
    for number in range(areas):
        people = draw(st.integers(0, 300))
        records.append(an_area(f"v{number}", draw(metres), draw(metres), people=people))
        records.append(a_need(f"n{number}", area=f"v{number}"))
    serves = st.sampled_from([(), *((f"v{number}",) for number in range(areas))])
    for number in range(organisations):
        records.append(a_site(f"s{number}", draw(metres), draw(metres)))
        records.append(
            an_organisation(f"o{number}", kind=draw(kinds), serves=draw(serves), site=f"s{number}")
        )
        kind = draw(st.sampled_from(list(AssetKind)))
        records.append(
            an_asset(
                f"a{number}",
                kind=kind,
                of=f"o{number}",
                at=f"s{number}",
                when=draw(st.sampled_from(["", "Tue 18:00-21:00", "Sat 09:00-20:00 (term)"])),
                quantity=draw(st.none() | st.integers(0, 20)),
                unit="seats",
            )
        )
        if draw(st.booleans()):
            records.append(an_activity(f"c{number}", by=f"o{number}", at=f"s{number}", places=1))
    if areas and organisations > 1:
        benefits = (f"v{draw(st.integers(0, areas - 1))}",)
        records.append(a_grant("g0", funder="o0", recipient="o1", benefits=benefits))
        records.append(a_tie("o0", "o1", draw(st.sampled_from(list(TieKind)))))
    return records


@settings(max_examples=50, deadline=None)
@given(counties())
def test_any_county_has_ranked_finite_whole_answers_the_same_in_any_order(
    records: list[object],
) -> None:
    found = asked(*records)
    assert asked(*reversed(records)) == found
    assert [row.rank for row in found.rows] == list(range(1, len(found.rows) + 1))
    assert len({row.id for row in found.rows}) == len(found.rows)
    for row in found.rows:
        assert math.isfinite(row.cost)
        assert row.cost > 0
        assert math.isfinite(row.young_people)
        assert row.introductions == sum(link.introduction for link in row.links)
        roles = [part.role for part in row.parts]
        assert not set(roles) & set(row.missing)
        assert "nan" not in row.explanation.lower().split()
        if row.kind is OpportunityKind.TEAM:
            assert {Role.VENUE, Role.DELIVERER, Role.MONEY, Role.YOUTH_LEAD} <= {
                *roles,
                *row.missing,
            }
