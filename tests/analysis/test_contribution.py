"""What it could do: hours worked by hand and by brute force, teams, needs, and whom to talk to."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.access.served import who_is_served
from graph.analysis.contribution import Contribution, find_contribution
from graph.analysis.contribution.gained import SESSION_HOURS
from graph.analysis.gaps import find_gaps
from graph.analysis.opportunities.roles import Role
from graph.analysis.provision import ASSUMED_PLACES
from graph.analysis.slices import Decay, Mode, Reach, Slice
from graph.errors import InvalidData, OptionOutOfRange
from graph.model import (
    AssetKind,
    Audience,
    Entry,
    NeedKind,
    Theme,
)
from graph.network import Network
from tests.builders import (
    TODAY,
    a_need,
    a_network,
    a_partnership,
    a_priority,
    a_site,
    ages,
    an_activity,
    an_area,
    an_asset,
    an_organisation,
)
from tests.village import BUS, the_team, the_village, village

NEAR = Reach(mode=Mode.BUS, reach_m=8_000, detour=1.0, decay=Decay.STEP)


def contribution(network: Network, record: object, **options: object) -> Contribution:
    return find_contribution(network, record, **{"reach": BUS, "today": TODAY, **options})  # type: ignore[arg-type]


def two_villages() -> list[object]:
    """100 young people at the hall, 300 four kilometres off; nothing for either yet."""
    return [
        an_area("near", people=100),
        an_area("off", 4_000, people=300),
        a_site("hall", area_ids=("near",)),
        an_organisation("club", site="hall"),
    ]


# -- an activity: the real change ------------------------------------------------------------


def test_one_session_shared_by_all_within_reach_is_worked_out_by_hand() -> None:
    network = a_network(an_area("only", people=100), a_site("hall"), an_organisation("club"))
    # 25 places for two hours: 50 place-hours a week for 100 young people, half an hour each.
    new = an_activity("new", by="club", at="hall")
    found = contribution(network, new, standard_hours_per_week=0.5)
    assert found.gained is not None
    assert found.gained.place_hours_per_week == 50
    assert found.gained.reached == pytest.approx(100)
    assert found.gained.raised == pytest.approx(100)
    assert found.gained.hours_before == 0
    assert found.gained.hours_after == pytest.approx(0.5)
    assert found.gained.first == pytest.approx(100)
    assert found.headline == (
        "It gives 100 young people aged 11 to 19 more within reach, and brings 100 young people "
        "up to the standard."
    )
    (gap,) = found.helped
    assert (gap.area_id, gap.rank, gap.short, gap.raised) == ("only", 1, 100, 100)
    assert gap.distance_m == pytest.approx(0, abs=1)


def test_too_little_for_the_standard_is_said_to_be_too_little() -> None:
    network = a_network(an_area("only", people=200), a_site("hall"), an_organisation("club"))
    new = an_activity("new", by="club", at="hall")
    found = contribution(network, new, standard_hours_per_week=0.5)
    assert found.gained is not None
    assert found.gained.raised == 0
    assert found.headline.endswith("all of them have less than the standard, with it too.")


def test_who_has_enough_already_is_said_to_have_it() -> None:
    network = a_network(
        an_area("only", people=10), a_site("hall"), an_organisation("club"), an_activity(
            "there", by="club", at="hall"
        ),
    )  # fmt: skip
    found = contribution(network, an_activity("new", by="club", at="hall"))
    assert found.headline.endswith("all of them have the standard already.")
    assert found.helped == ()
    assert found.gained is not None
    assert found.gained.first == 0


@given(
    east=st.integers(-9_000, 9_000),
    places=st.integers(1, 80),
    aged=st.sampled_from(["11-19", "8-12", "16-25"]),
    standard=st.sampled_from([0.1, 0.3, 0.5]),
)
@settings(max_examples=40, deadline=None)
def test_the_change_is_that_of_the_network_made_anew(
    east: int, places: int, aged: str, standard: float
) -> None:
    records = [
        *(an_area(f"a{n}", 2_500 * n, bands={"8-12": 40, "13-25": 60 + n}) for n in range(-3, 4)),
        a_site("old", 1_000),
        an_organisation("club"),
        an_activity("there", by="club", at="old", aged="8-25"),
    ]
    site = a_site("new-site", float(east))
    new = an_activity("new", by="club", at="new-site", aged=aged, places=places)
    found = contribution(
        a_network(*records), new, site=site, reach=NEAR, standard_hours_per_week=standard
    )
    asked = Slice(ages=ages(aged))
    before = who_is_served(a_network(*records), slice=asked, reach=NEAR)
    after = who_is_served(a_network(*records, site, new), slice=asked, reach=NEAR)
    more = after.hours > before.hours + 1e-9
    raised = before.below(standard) & ~after.below(standard)
    assert found.gained is not None
    assert found.gained.reached == pytest.approx(before.people[more].sum())
    assert found.gained.raised == pytest.approx(before.people[raised].sum())
    assert found.gained.short == pytest.approx(before.people[more & before.below(standard)].sum())
    if more.any():
        mean = np.average(after.hours[more], weights=before.people[more])
        assert found.gained.hours_after == pytest.approx(mean)


def test_what_is_there_already_does_what_it_did_before_it_was_there() -> None:
    new = an_activity("new", by="club", at="hall")
    without, with_it = a_network(*two_villages()), a_network(*two_villages(), new)
    one, other = contribution(without, new), contribution(with_it, new)
    assert one.gained == other.gained
    assert one.helped == other.helped
    assert one.headline == other.headline


def test_the_gaps_are_those_of_the_finding_without_it() -> None:
    network = a_network(*two_villages(), an_area("far", 50_000))
    found = contribution(network, an_activity("new", by="club", at="hall"))
    gaps = {gap.area_id: gap for gap in find_gaps(network, reach=BUS, today=TODAY).rows}
    assert {one.area_id for one in found.helped} == {"near", "off"}
    for one in found.helped:
        assert one.rank == gaps[one.area_id].rank
        assert one.short == gaps[one.area_id].short
        assert one.hours_before == gaps[one.area_id].hours_per_week
    assert found.short == sum(one.short for one in found.helped)


def test_an_activity_of_some_ages_is_asked_about_for_those_ages() -> None:
    network = a_network(
        an_area("only", bands={"8-10": 50, "11-19": 90}), a_site("hall"), an_organisation("club")
    )
    found = contribution(network, an_activity("new", by="club", at="hall", aged="8-10"))
    assert found.slice.ages == ages("8-10")
    assert found.gained is not None
    assert found.gained.reached == pytest.approx(50)


def test_the_agreed_standard_is_the_one_that_it_is_held_against() -> None:
    network = a_network(*two_villages(), a_partnership(), a_priority(hours=2.0))
    found = contribution(network, an_activity("new", by="club", at="hall"))
    assert found.standard.hours_per_week == 2.0
    assert "Youth board" in found.explanation


def test_doubts_are_told() -> None:
    network = a_network(*two_villages())
    new = replace(
        an_activity("new", by="club", at="hall", places=None, audience=Audience.GIRLS),
        entry=Entry.REFERRED,
    )
    said = contribution(network, new).counter_reading
    assert f"{ASSUMED_PLACES:.0f} are assumed" in said
    assert "Girls and young women" in said
    assert "by referral" in said
    assert "not mapped yet" in said


# -- what is not there ------------------------------------------------------------------------


def test_in_an_empty_network_nothing_can_be_told_and_it_says_so() -> None:
    for record in (
        an_activity("new", at=None),
        *(an_asset("new", kind=kind, of=None, at=None) for kind in AssetKind),
    ):
        found = contribution(a_network(), record)
        assert found.nothing
        assert found.headline.startswith("Nobody is known to live anywhere yet")
        assert found.helped == found.teams == found.needs == found.contacts == ()


def test_an_activity_without_a_place_or_a_time_is_asked_for_them() -> None:
    network = a_network(*two_villages())
    found = contribution(network, an_activity("new", by="club", at=None, when=""))
    assert found.gained is None
    assert found.headline.startswith("Nobody has said when it happens and where yet")


def test_what_has_no_place_nor_a_keeper_with_one_is_near_nothing() -> None:
    network = a_network(an_area(), an_organisation("nowhere"))
    bus = an_asset("bus", kind=AssetKind.VEHICLE, of="nowhere", at=None)
    found = contribution(network, bus)
    assert found.helped == ()
    assert "It has no place yet" in found.headline


def test_who_offers_need_not_be_known_yet() -> None:
    network = a_network(*two_villages())
    hall = an_asset("new", of="nobody-yet", at="hall", when="Tue 18:00-21:00")
    assert contribution(network, hall).gained is not None
    newcomer = an_organisation("nobody-yet", serves=("near", "unheard-of"))
    money = an_asset("money", kind=AssetKind.MONEY, of="nobody-yet", at=None)
    found = contribution(network, money, organisation=newcomer)
    assert [one.area_id for one in found.helped] == ["near"]


def test_only_what_can_do_something_is_asked_about() -> None:
    with pytest.raises(InvalidData, match="Site"):
        contribution(a_network(), a_site())
    with pytest.raises(OptionOutOfRange):
        contribution(a_network(), an_asset(), most=0)


# -- what could be used -----------------------------------------------------------------------


def test_a_free_venue_is_tried_with_one_session_in_the_time_that_is_free() -> None:
    network = a_network(*two_villages())
    hall = an_asset("new", of="club", at="hall", when="Tue 18:00-21:00", capacity=12)
    found = contribution(network, hall)
    assert found.gained is not None
    assert found.gained.tried
    assert found.gained.sessions == ("Tue 18:00-20:00",)
    assert found.gained.place_hours_per_week == 12 * SESSION_HOURS
    assert "Nobody has planned that session" in found.counter_reading
    busy = an_activity("busy", by="club", at="hall", when="Tue 17:00-21:00")
    assert contribution(a_network(*two_villages(), busy), hall).gained is None


def test_a_hall_fills_the_role_that_is_missing_in_the_village() -> None:
    there = village(hall=None)
    hall = an_asset("hall", of="council", at="hall-site", when="Tue 18:00-21:00", capacity=60)
    (joined,) = contribution(a_network(*there), hall).teams
    assert joined.role is Role.VENUE
    assert joined.lacking
    assert joined.cheapest
    assert "hall" in joined.team.asset_ids
    said = contribution(a_network(*there), hall).explanation
    assert "this is what is missing: a venue" in said


@pytest.mark.parametrize("name", ["hall", "precept", "staff"])
def test_the_cheapest_team_with_it_is_the_one_that_opportunities_finds(name: str) -> None:
    found = contribution(a_network(*village()), the_village()[name])
    (joined,) = found.teams
    team = the_team(*village())
    assert joined.cheapest
    assert replace(joined.team, rank=team.rank) == team


def test_a_second_hall_is_not_called_missing_where_there_is_one() -> None:
    hall = an_asset("second", of="council", at="hall-site", when="Wed 18:00-21:00", capacity=60)
    (joined,) = contribution(a_network(*village()), hall).teams
    assert not joined.lacking
    assert "second" in joined.team.asset_ids


def test_money_is_of_use_in_the_areas_that_its_keeper_serves() -> None:
    records = [*village(precept=None), an_area("elsewhere", 3_000, people=500)]
    precept = an_asset("new", kind=AssetKind.MONEY, of="council", at=None, quantity=500)
    found = contribution(a_network(*records), precept)
    assert [one.area_id for one in found.helped] == ["village"]
    assert found.helped[0].distance_m is None
    assert found.teams[0].lacking


def test_a_minibus_is_of_use_farther_away_than_a_hall() -> None:
    records = [an_area("far", 20_000), a_site("yard"), an_organisation("club", site="yard")]
    bus = an_asset("new", kind=AssetKind.VEHICLE, of="club", at="yard", quantity=16, unit="seats")
    assert [one.area_id for one in contribution(a_network(*records), bus).helped] == ["far"]
    hall = an_asset("new", of="club", at="yard", when="Tue 18:00-21:00")
    assert contribution(a_network(*records), hall).helped == ()


def test_figures_and_cameras_fill_no_role_but_still_have_neighbours() -> None:
    network = a_network(
        *two_villages(), an_organisation("other"), an_activity(by="other", at="hall")
    )
    found = contribution(network, an_asset("new", kind=AssetKind.DATA, of="club", at="hall"))
    assert found.teams == ()
    assert found.contacts[0].organisation_id == "other"
    assert found.headline.startswith("Data is not one of the things")


@given(
    kind=st.sampled_from(AssetKind),
    at=st.sampled_from([None, "hall-site", "base", "unheard-of"]),
    of=st.sampled_from([None, "council", "trust", "unheard-of"]),
    when=st.sampled_from(["", "Tue 18:00-21:00", "Sat 03:00-04:00"]),
    quantity=st.none() | st.floats(0, 1e9),
    capacity=st.none() | st.integers(0, 500),
)
@settings(max_examples=60, deadline=None)
def test_any_asset_gets_a_sentence_and_never_its_own_keeper(
    kind: AssetKind,
    at: str | None,
    of: str | None,
    when: str,
    quantity: float | None,
    capacity: int | None,
) -> None:
    asset = an_asset(
        "any", kind=kind, at=at, of=of, when=when, quantity=quantity, capacity=capacity
    )
    found = contribution(a_network(*village()), asset)
    assert found.headline.endswith(".")
    assert len(found.contacts) <= 5
    assert of not in [one.organisation_id for one in found.contacts]
    assert sum(one.short for one in found.helped) == pytest.approx(found.short)
    assert all(one.raised <= one.short for one in found.helped)


# -- needs ------------------------------------------------------------------------------------


def test_needs_near_it_of_its_theme_and_ages_are_met() -> None:
    asked = {"area": "near", "theme": Theme.MUSIC}
    network = a_network(
        *two_villages(),
        an_area("far", 90_000),
        a_need("ours", aged="13-15", said_by=12, name="A band to play in", **asked),  # type: ignore[arg-type]
        a_need("old", aged="20-25", **asked),  # type: ignore[arg-type]
        a_need("far", area="far", theme=Theme.MUSIC),
        a_need("other", area="near", theme=Theme.SPORT),
    )
    new = an_activity("new", by="club", at="hall", theme=Theme.MUSIC)
    (met,) = contribution(network, new).needs
    assert met.need_id == "ours"
    assert met.wholly
    assert met.why == (
        "12 young people in Near said: “A band to play in”. This is one: music, for ages 11 to 19."
    )
    for girls_only in (replace(new, audience=Audience.GIRLS),):
        assert contribution(network, girls_only).needs == ()


def test_a_room_is_only_a_part_of_what_was_asked_for_and_figures_ask_for_no_room() -> None:
    network = a_network(
        *two_villages(),
        a_need("said", area="near"),
        a_need("counted", area="near", kind=NeedKind.STATISTICAL),
    )
    (met,) = contribution(network, an_asset("new", of="club", at="hall")).needs
    assert met.need_id == "said"
    assert not met.wholly
