"""The nearest activities: by the straight line, by travel times, and none."""

from __future__ import annotations

import numpy as np
import pytest

from graph.analysis.access.served import who_is_served
from graph.analysis.access.timed import by_times
from graph.analysis.gaps import find_gaps
from graph.analysis.nearest import Nearest, nearest_activities
from graph.analysis.slices import Mode, Reach, Slice
from graph.model import Theme, TravelTime
from tests.builders import TODAY, a_network, a_site, an_activity, an_area, an_organisation

NEAR = Reach(reach_m=3_000, detour=1.0)


def minutes(to: str, minutes: float) -> TravelTime:
    return TravelTime(area_id="home", site_id=to, mode=Mode.BUS, minutes=minutes)


def a_river(*times: TravelTime) -> tuple[object, ...]:
    """A home; a club 1 km off over the river, one 2 km off on this side."""
    return (
        an_area("home", 0),
        a_site("over", 1_000),
        a_site("here", -2_000),
        an_organisation(),
        an_activity("boats", at="over"),
        an_activity("bikes", at="here"),
        *times,
    )


def test_by_travel_times_the_nearest_is_the_soonest_there() -> None:
    network = a_network(*a_river(minutes("over", 45), minutes("here", 10)))
    straight = find_gaps(network, today=TODAY).rows[0].nearest
    assert [(near.activity_id, near.minutes) for near in straight] == [
        ("boats", None),
        ("bikes", None),
    ]
    row = find_gaps(network, reach=by_times(Reach(), 30), today=TODAY).rows[0]
    assert [near.activity_id for near in row.nearest] == ["bikes", "boats"]
    assert [near.minutes for near in row.nearest] == pytest.approx([10, 45])
    assert [near.within_reach for near in row.nearest] == [True, False]


def test_the_nearest_beyond_reach_is_told_in_minutes() -> None:
    network = a_network(*a_river(minutes("over", 45), minutes("here", 50)))
    row = find_gaps(network, reach=by_times(Reach(), 30), today=TODAY).rows[0]
    assert "The nearest, Boats (Org 1), is 45 minutes away." in row.explanation


def test_two_sites_on_one_point_are_two_places() -> None:
    network = a_network(
        an_area("home", 0),
        a_site("hall", 500),
        a_site("annexe", 500),
        an_organisation(),
        an_activity("one", at="hall"),
        an_activity("two", at="annexe"),
    )
    row = find_gaps(network, reach=NEAR, today=TODAY).rows[0]
    assert [near.activity_id for near in row.nearest] == ["one", "two"]
    assert row.hours_per_week == pytest.approx(1.0)


def test_nothing_is_near_where_nothing_is_or_nobody_knows_where() -> None:
    network = a_network(*a_river())
    served = who_is_served(network, slice=Slice(), reach=NEAR)
    nan = np.array([[np.nan, np.nan]])
    assert nearest_activities(served, nan, served.areas[:1]) == [()]
    assert Nearest(served).rows_near(nan).size == 0
    music = who_is_served(network, slice=Slice(theme=Theme.MUSIC), reach=NEAR)
    assert nearest_activities(music, np.zeros((2, 2)), served.areas[[0, 0]]) == [(), ()]
    assert Nearest(music).rows_near(np.zeros((2, 2))).size == 0


def test_the_sites_nearest_to_any_point_bring_all_their_activities() -> None:
    network = a_network(
        *a_river(),
        an_activity("more-boats", at="over"),
        *(a_site(f"far-{i}", 50_000 + 100 * i) for i in range(3)),
        *(an_activity(f"far-{i}", at=f"far-{i}") for i in range(3)),
    )
    served = who_is_served(network, slice=Slice(), reach=NEAR)
    rows = Nearest(served).rows_near(served.centres)
    found = network.activities.id[rows].tolist()
    assert {"boats", "more-boats", "bikes"} <= set(found)
    assert len(found) == 4
    assert rows.tolist() == sorted(rows.tolist())
