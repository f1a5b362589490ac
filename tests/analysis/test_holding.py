"""What an organisation holds up: the young people who would have less without it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.access.served import EPSILON, who_is_served
from graph.analysis.network.holding import what_they_hold
from graph.analysis.network.keystones import find_keystones, keystone_of
from graph.analysis.scenario.application import edited
from graph.analysis.scenario.edits import Fold
from graph.analysis.slices import Mode, Reach, Slice
from graph.model import AssetKind
from tests.builders import (
    CHECKED,
    a_network,
    a_site,
    a_tie,
    an_activity,
    an_area,
    an_asset,
    an_organisation,
)

REACH = Reach(mode=Mode.BUS, reach_m=5_000, detour=1.0)


def test_a_keystone_says_whom_its_own_sessions_leave_without() -> None:
    # A and B each hang on C, which runs the only session: 20 places for 2 hours, 100 people.
    network = a_network(
        an_area("here", people=100),
        a_site("hall", 0),
        *(an_organisation(f"o-{name}", name=name.upper()) for name in "abc"),
        a_tie("o-a", "o-c"),
        a_tie("o-b", "o-c"),
        an_activity("club", by="o-c", at="hall", places=60, when="Fri 18:00-20:00"),
    )
    (found,) = find_keystones(network, reach=REACH)
    assert found.organisation == "C"
    assert (found.losing, found.falling) == (100, 100)
    assert found.place_hours == 120
    assert "100 young people would have fewer hours within reach, 100 young people" in (
        found.explanation
    )
    assert keystone_of(network, "o-c", reach=REACH) == found
    assert keystone_of(network, "o-a", reach=REACH) is None
    assert keystone_of(network, "nobody", reach=REACH) is None


def test_who_runs_nothing_holds_up_nobody() -> None:
    network = a_network(
        *(an_organisation(f"o-{name}", name=name.upper()) for name in "abc"),
        a_tie("o-a", "o-c"),
        a_tie("o-b", "o-c"),
    )
    (found,) = find_keystones(network, reach=REACH)
    assert (found.losing, found.falling, found.place_hours) == (0, 0, 0)
    assert "It runs and houses nothing" in found.explanation


kept = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(0, 3), st.sampled_from(AssetKind)), max_size=6
)


sizes = st.lists(st.floats(0, 500), min_size=1, max_size=5)
runs = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(0, 3), st.integers(1, 60)), max_size=8
)


@settings(max_examples=60, deadline=None)
@given(sizes, runs, kept, st.floats(0.1, 3))
def test_what_is_held_up_is_what_a_network_without_it_lacks(
    people: list[float],
    sessions: list[tuple[str, int, int]],
    assets: list[tuple[str, int, AssetKind]],
    standard: float,
) -> None:
    areas = [
        an_area(f"area-{number}", 1_700 * number, people=count)
        for number, count in enumerate(people)
    ]
    sites = [a_site(f"site-{number}", 2_300 * number, 400) for number in range(4)]
    owners = [an_organisation(f"o-{name}") for name in "abc"]
    activities = {
        f"act-{number}": an_activity(
            f"act-{number}",
            by=f"o-{owner}",
            at=f"site-{site}",
            places=places,
            when="Tue 17:00-19:00",
        )
        for number, (owner, site, places) in enumerate(sessions)
    }
    things = [
        an_asset(f"asset-{number}", kind=kind, of=f"o-{owner}", at=f"site-{site}")
        for number, (owner, site, kind) in enumerate(assets)
    ]
    network = a_network(*areas, *sites, *owners, *activities.values(), *things)
    today = who_is_served(network, slice=Slice(), reach=REACH)
    held = what_they_hold(today, np.arange(3, dtype=np.int32), standard_hours_per_week=standard)
    for row, name in enumerate("abc"):
        folded = edited(network, [Fold(organisation_id=f"o-{name}")], today=CHECKED).network
        without = who_is_served(folded, slice=Slice(), reach=REACH)
        less = without.hours < today.hours - EPSILON
        out = without.below(standard) & ~today.below(standard)
        assert held.losing[row] == pytest.approx(sum(today.people[less]))
        near = np.abs(without.hours - standard) < 1e-6
        if not near.any():
            assert held.falling[row] == pytest.approx(sum(today.people[out]))


def test_a_part_of_one_organisation_alone_is_counted_exactly() -> None:
    network = a_network(an_area("here", people=10), an_organisation("o-a"))
    served = who_is_served(network, slice=Slice(), reach=replace(REACH, reach_m=100))
    held = what_they_hold(served, np.zeros(0, dtype=np.int32), standard_hours_per_week=1)
    assert len(held.losing) == len(held.falling) == len(held.place_hours) == 0
