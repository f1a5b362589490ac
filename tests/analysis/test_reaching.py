"""Who reaches what: straight lines, travel times where asked, geometry that networks share."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from graph.analysis.access import reaching
from graph.analysis.access.circles import Circles
from graph.analysis.access.reaching import around_demand, in_reach
from graph.analysis.access.served import who_is_served
from graph.analysis.slices import METRES_PER_MINUTE, REACHES, Decay, Method, Reach, Slice
from graph.errors import OptionOutOfRange
from graph.model import Mode, TravelTime
from graph.network import Network
from tests.builders import a_network, a_site, an_activity, an_area, an_organisation

WALK = Reach(mode=Mode.WALK, reach_m=2_400, detour=1.0, decay=Decay.STEP)
TIMED = replace(WALK, by_table=True)


def walks(area: str, site: str, minutes: float, mode: Mode = Mode.WALK) -> TravelTime:
    return TravelTime(area_id=area, site_id=site, mode=mode, minutes=minutes)


def a_coast(*times: TravelTime) -> Network:
    """Two places and two halls by a river: far-hall is near to a by air, and an hour on foot."""
    return a_network(
        an_area("a", 0),
        an_area("b", 5_000),
        a_site("far-hall", 500),
        a_site("hall", 1_000),
        an_organisation(),
        an_activity("club", at="hall"),
        an_activity("far-club", at="far-hall"),
        *times,
    )


def found(network: Network, reach: Reach) -> dict[tuple[str, str], float]:
    areas = network.demand_areas
    sites = np.arange(len(network.sites), dtype=np.int32)
    pairs = in_reach(network, areas, sites, reach)
    return {
        (network.areas.id[areas[left]], network.sites.id[right]): round(metres, 3)
        for left, right, metres in zip(
            pairs.left.tolist(), pairs.right.tolist(), pairs.distance_m.tolist(), strict=True
        )
    }


def test_without_a_table_the_straight_line_rules() -> None:
    assert found(a_coast(), TIMED) == found(a_coast(), WALK)
    assert found(a_coast(), WALK).keys() == {("a", "far-hall"), ("a", "hall")}


def test_a_travel_time_counts_as_the_way_that_the_mode_goes_in_it() -> None:
    timed = a_coast(walks("a", "hall", 20), walks("a", "far-hall", 60), walks("b", "far-hall", 30))
    # 20 minutes at 80 metres a minute are 1,600 m; an hour is beyond the 30 minutes of 2,400 m.
    assert found(timed, TIMED) == {("a", "hall"): 1_600.0, ("b", "far-hall"): 2_400.0}
    assert found(timed, WALK) == found(a_coast(), WALK)


def test_a_pair_that_the_table_leaves_out_is_out_of_reach() -> None:
    timed = a_coast(walks("a", "hall", 20), walks("b", "far-hall", 90))
    assert found(timed, TIMED) == {("a", "hall"): 1_600.0}


def test_a_place_that_is_nowhere_in_the_table_goes_by_the_straight_line() -> None:
    timed = a_coast(walks("b", "hall", 10))
    assert found(timed, TIMED).keys() == {("a", "far-hall"), ("a", "hall"), ("b", "hall")}


def test_the_times_of_another_mode_say_nothing() -> None:
    timed = a_coast(walks("a", "hall", 1, Mode.CAR), walks("a", "far-hall", 99, Mode.BUS))
    assert found(timed, TIMED) == found(a_coast(), WALK)


def test_access_by_travel_times_is_shared_over_those_who_can_get_there_in_time() -> None:
    # 20 minutes are 1,600 m, in the middle third of 2,400 m; the other club is an hour away.
    timed = a_coast(walks("a", "hall", 20), walks("a", "far-hall", 60), walks("b", "hall", 90))
    served = who_is_served(timed, slice=Slice(), reach=TIMED)
    assert served.hours == pytest.approx([50 / 100, 0.0])


def test_a_reach_in_minutes_is_the_one_that_is_declared() -> None:
    minutes = {mode: round(reach.minutes) for mode, reach in REACHES.items()}
    assert minutes == {Mode.WALK: 30, Mode.CYCLE: 30, Mode.BUS: 25, Mode.CAR: 25}
    assert METRES_PER_MINUTE.keys() == set(Mode)


def test_networks_that_share_their_places_share_who_reaches_what() -> None:
    today = a_coast()
    edited = replace(today, activities=replace(today.activities, places=np.array([5.0, 5.0])))
    assert around_demand(edited, reach=WALK) is around_demand(today, reach=WALK)
    gaussian = around_demand(today, reach=replace(WALK, decay=Decay.GAUSSIAN)).pairs
    stepped = around_demand(today, reach=WALK).pairs
    assert not isinstance(gaussian, Circles)
    assert not isinstance(stepped, Circles)
    assert gaussian.distance_m is stepped.distance_m
    assert gaussian.weight.tolist() != stepped.weight.tolist()
    other = a_coast(walks("b", "hall", 10))
    assert around_demand(other, reach=WALK) is not around_demand(today, reach=WALK)


@pytest.mark.parametrize("method", Method)
def test_beyond_the_pairs_that_fit_the_answer_is_the_same(
    method: Method, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = who_is_served(a_coast(), slice=Slice(), reach=WALK, method=method)
    monkeypatch.setattr(reaching, "MOST_PAIRS", 0)
    network = a_coast()
    assert isinstance(around_demand(network, reach=WALK).pairs, Circles)
    found = who_is_served(network, slice=Slice(), reach=WALK, method=method)
    assert found.hours == pytest.approx(kept.hours)
    assert found.sites_near(np.ones(2)).tolist() == kept.sites_near(np.ones(2)).tolist() == [2, 0]
    assert found.pairs.weight.tolist() == kept.pairs.weight.tolist()


def test_a_table_of_times_with_more_pairs_than_fit_is_refused_with_what_fits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    coast = a_coast(walks("a", "hall", 10.0))
    assert around_demand(coast, reach=TIMED).pairs
    monkeypatch.setattr(reaching, "MOST_TIMED_PAIRS", 1)
    with pytest.raises(OptionOutOfRange, match=r"has 2 pairs .* 1 fit\. Ask for"):
        around_demand(coast, reach=replace(TIMED, reach_m=2_300))
    assert who_is_served(coast, slice=Slice(), reach=WALK).hours.sum() > 0


def test_the_empty_network_reaches_nothing() -> None:
    nothing = a_network()
    assert len(around_demand(nothing, reach=WALK).pairs.restricted(np.zeros(0, np.int32)).left) == 0  # type: ignore[union-attr]
    assert found(nothing, TIMED) == {}
