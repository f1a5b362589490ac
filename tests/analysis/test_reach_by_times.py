"""Access by a table of travel times: by hand, said in words, and by straight lines elsewhere."""

from __future__ import annotations

import pytest

from graph.analysis.access.timed import by_times, how_far, how_measured, timed_modes, usual_reach
from graph.analysis.gaps import find_gaps
from graph.analysis.gaps.themes import find_themes
from graph.analysis.opportunities import Opportunities, OpportunityKind, Role, find_opportunities
from graph.analysis.slices import REACHES, Decay, Reach, Slice
from graph.model import AreaKind, Mode, Source, TravelTime
from graph.network import Network
from tests.builders import (
    TODAY,
    a_need,
    a_network,
    a_site,
    an_activity,
    an_area,
    an_asset,
    an_organisation,
)
from tests.village import village

BUS = Reach(mode=Mode.BUS, decay=Decay.LINEAR)
SOURCE = Source(id="router", name="The router")


def time(of: str, to: str, minutes: float, mode: Mode = Mode.BUS) -> TravelTime:
    return TravelTime(area_id=of, site_id=to, mode=mode, minutes=minutes, source_id="router")


def a_valley(*times: TravelTime) -> Network:
    """Two areas of 100 either side of a river, a club of 20 place-hours in one of them."""
    return a_network(
        SOURCE,
        an_area("west", 0),
        an_area("east", 1_000),
        a_site("club-house", 0),
        an_organisation("trust"),
        an_activity("club", by="trust", at="club-house", places=10),
        *times,
    )


def hours(network: Network, reach: Reach) -> dict[str, float]:
    found = find_gaps(network, slice=Slice(), reach=reach, today=TODAY)
    return {row.area_id: round(row.hours_per_week, 9) for row in found.rows}


def test_by_hand_the_far_bank_is_a_long_way_round() -> None:
    """20 place-hours; west is 0 minutes away, weight 1; east 15 of 30 minutes, weight 1/2.

    The club's share is 20 / (100 × 1 + 100 × 1/2) = 2/15 an hour for one of weight 1.
    """
    network = a_valley(time("west", "club-house", 0), time("east", "club-house", 15))
    assert hours(network, by_times(BUS, 30)) == {
        "west": pytest.approx(2 / 15),
        "east": pytest.approx(1 / 15),
    }


def test_what_takes_too_long_is_out_of_reach_however_near_it_looks() -> None:
    network = a_valley(time("west", "club-house", 10), time("east", "club-house", 31))
    found = hours(network, by_times(BUS, 30))
    assert found == {"west": 0.2, "east": 0.0}
    assert hours(network, BUS)["east"] > 0


def test_a_pair_without_a_time_is_out_of_reach_where_the_table_knows_both_places() -> None:
    other = time("east", "hall", 5)
    network = a_network(
        *(SOURCE, an_area("west", 0), an_area("east", 1_000), a_site("club-house", 0)),
        *(a_site("hall", 5_000), an_organisation("trust")),
        an_activity("club", by="trust", at="club-house", places=10),
        *(time("west", "club-house", 10), other),
    )
    assert hours(network, by_times(BUS, 30))["east"] == 0.0


def test_places_that_the_table_does_not_name_go_by_straight_lines_at_the_modes_pace() -> None:
    """30 minutes at 19.2 km/h are 9.6 km: 1 km times 1.3 is 1.3 / 9.6 of the reach."""
    network = a_valley(time("west", "club-house", 0))
    near, far = 1.0, 1 - 1.3 / 9.6
    share = 20 / (100 * near + 100 * far)
    assert hours(network, by_times(BUS, 30)) == {
        "west": pytest.approx(share * near),
        "east": pytest.approx(share * far, rel=1e-3),
    }


def test_times_of_another_mode_count_for_nothing() -> None:
    network = a_valley(time("west", "club-house", 99, Mode.WALK))
    assert timed_modes(network) == (Mode.WALK,)
    assert hours(network, by_times(BUS, 25)) == hours(network, BUS)


def test_the_usual_reach_goes_by_times_for_half_an_hour_where_there_are_some() -> None:
    assert usual_reach(Mode.BUS, timed=False) == REACHES[Mode.BUS]
    reach = usual_reach(Mode.BUS, timed=True)
    assert (reach.by_table, reach.minutes) == (True, 30.0)
    assert timed_modes(a_network()) == ()


def test_the_words_say_which_was_used() -> None:
    network = a_valley(time("west", "club-house", 10), time("east", "club-house", 31))
    timed = by_times(BUS, 30)
    assert how_far(timed) == "30 minutes (by bus)"
    assert how_far(BUS) == "8 km along the way (by bus)"
    assert how_measured(network, BUS) == (
        "Distances are straight lines times 1.3, not timetables or roads."
    )
    assert how_measured(network, timed) == (
        "Ways are the imported travel times by bus from 2 areas to 1 site (The router): a pair "
        "without a time is out of reach. Places that the table does not name go by straight lines "
        "times 1.3 at 19.2 km/h from door to door."
    )
    assert how_measured(a_valley(), timed).startswith("There are no travel times by bus;")
    row = find_gaps(network, reach=timed, today=TODAY).rows[0]
    assert "Within 30 minutes (by bus)" in row.explanation
    assert how_measured(network, timed) in row.counter_reading


def test_the_nearest_of_a_larger_area_is_told_from_where_most_of_its_people_live() -> None:
    network = a_network(
        SOURCE,
        an_area("parish", None, people=None, kind=AreaKind.PARISH),
        *(an_area(id, east, people=n, within={"parish": 1}) for id, east, n in _BANKS),
        *(a_site("club-house", 0), an_organisation("trust")),
        an_activity("club", by="trust", at="club-house", places=10),
        *(time("west", "club-house", 10), time("east", "club-house", 45)),
    )
    timed = by_times(BUS, 30)
    (row,) = find_gaps(network, reach=timed, roll_up=AreaKind.PARISH, today=TODAY).rows
    assert [(near.minutes, near.within_reach) for near in row.nearest] == [(45.0, False)]
    themes = find_themes(network, reach=timed, within="parish").rows
    assert {near.away for theme in themes for near in theme.nearest} == {"45 minutes"}


_BANKS = (("west", 0, 100), ("east", 1_000, 300))


def a_ferry_away() -> Opportunities:
    """A village and a larger one across the river, from which nobody gets to the hall in time.

    By the straight line the far bank is 1.3 km from the hall; its own hall is 15 km away, and
    12 minutes by bus.
    """
    times = (
        ("village", "hall-site", 10),
        ("across", "base", 29),
        ("across", "far-site", 12),
        ("village", "far-site", 70),
    )
    network = a_network(
        *village(),
        SOURCE,
        an_area("across", 1_000, people=300),
        a_site("far-site", 15_000),
        an_asset("far-hall", of="council", at="far-site", when="Wed 18:00-21:00", capacity=60),
        a_need("a-place", area="across", said_by=20),
        *(time(of, to, minutes) for of, to, minutes in times),
    )
    return find_opportunities(network, reach=by_times(BUS, 30), today=TODAY)


def test_a_team_meets_where_the_travel_times_let_most_of_the_place_come() -> None:
    team = next(row for row in a_ferry_away().rows if row.kind is OpportunityKind.TEAM)
    assert team.area_ids[0] == "across"
    (venue,) = (part for part in team.parts if part.role is Role.VENUE)
    assert venue.evidence_id == "far-hall"
    assert team.young_people == 300
    assert "below the standard within 30 minutes of the venue" in team.explanation


def test_a_request_is_met_by_a_room_that_the_travel_times_reach() -> None:
    idle = next(row for row in a_ferry_away().rows if row.kind is OpportunityKind.IDLE_ASSET)
    assert [part.evidence_id for part in idle.parts] == ["far-hall"]
