"""Edits of single sites: worked by hand, and any chain of them against the whole anew."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.access import reaching
from graph.analysis.access.incremental import (
    MOST_HOURS,
    Tally,
    after,
    closing,
    resizing,
    served_after,
    tally_of,
)
from graph.analysis.access.served import Served, who_is_served
from graph.analysis.slices import Decay, Method, Reach, Slice
from graph.errors import OptionOutOfRange
from graph.network import Network
from tests.builders import a_network, a_site, an_activity, an_area, an_organisation

STEP = Reach(reach_m=3_000, detour=1.0, decay=Decay.STEP)
SITES = 5


def a_land(places: list[int | None], people: list[int]) -> Network:
    """Areas and sites along a road, 700 m and 900 m apart; a club at each site that has places."""
    return a_network(
        an_organisation(),
        *(an_area(f"a{at}", 700.0 * at, people=many) for at, many in enumerate(people)),
        *(a_site(f"s{at}", 900.0 * at, 300.0) for at in range(SITES)),
        *(
            an_activity(f"c{at}", at=f"s{at}", places=many)
            for at, many in enumerate(places)
            if many is not None
        ),
    )


def served_in(network: Network, reach: Reach, method: Method) -> Served:
    return who_is_served(network, slice=Slice(), reach=reach, method=method)


def test_closing_a_site_takes_its_hours_from_those_in_reach_and_from_nobody_else() -> None:
    # Both sites have 50 place-hours. s0 has a0 alone in its near third (weight 1): 50 / 100.
    network = a_network(
        an_organisation(),
        an_area("a0", 0),
        an_area("a1", 20_000),
        a_site("s0", 0),
        a_site("s1", 20_000),
        an_activity("c0", at="s0"),
        an_activity("c1", at="s1"),
    )
    tally = tally_of(served_in(network, STEP, Method.E2SFCA))
    assert tally.hours == pytest.approx([0.5, 0.5])
    gone = closing(tally, 0)
    assert (gone.areas.tolist(), gone.hours.tolist()) == ([0], [0.0])
    doubled = resizing(tally, {1: 100.0})
    assert (doubled.areas.tolist(), doubled.hours.tolist()) == ([1], pytest.approx([1.0]))
    assert tally.hours == pytest.approx([0.5, 0.5])


def test_opening_a_site_that_had_nothing_serves_those_around_it() -> None:
    network = a_land([25, None, None, None, None], [100, 0, 0, 0, 0, 0, 100])
    tally = tally_of(served_in(network, STEP, Method.E2SFCA))
    changed = resizing(tally, {4: 50.0})
    again = served_in(
        a_land([25, None, None, None, 25], [100, 0, 0, 0, 0, 0, 100]), STEP, Method.E2SFCA
    )
    hours = tally.hours.copy()
    hours[changed.areas] = changed.hours
    assert hours == pytest.approx(again.hours)
    assert len(changed.areas) < len(hours)


def test_closing_one_site_under_three_steps_moves_the_neighbours_of_its_neighbours() -> None:
    # Each area chooses among the sites in its reach, so that a0, with nothing of s4 in reach,
    # still loses: those between turn to s0 when s4 is gone.
    people = [100] * 7
    before = served_in(a_land([25] * 5, people), STEP, Method.THREE_STEP)
    changed = closing(tally_of(before), 4)
    assert 0 in changed.areas.tolist()
    again = served_in(a_land([25, 25, 25, 25, None], people), STEP, Method.THREE_STEP)
    assert changed.hours == pytest.approx(again.hours[changed.areas])
    assert again.hours[0] < before.hours[0]


def test_an_edit_out_of_range_is_refused_with_the_range_and_an_empty_one_changes_nothing() -> None:
    tally = tally_of(served_in(a_land([25] * 5, [100]), STEP, Method.E2SFCA))
    for wrong in (-1.0, float("nan"), float("inf"), MOST_HOURS * 2):
        with pytest.raises(OptionOutOfRange, match="0 to 1,000,000,000"):
            resizing(tally, {0: wrong})
    assert len(resizing(tally, {}).areas) == 0
    nobody = tally_of(served_in(a_land([25] * 5, [0]), STEP, Method.E2SFCA))
    assert closing(nobody, 0).hours.tolist() == [0.0]
    assert len(tally_of(served_in(a_network(), STEP, Method.THREE_STEP)).hours) == 0


chains = st.lists(
    st.dictionaries(st.integers(0, SITES - 1), st.integers(0, 60), min_size=1, max_size=3),
    min_size=1,
    max_size=6,
)
lands = st.tuples(
    st.lists(st.none() | st.integers(0, 60), min_size=SITES, max_size=SITES),
    st.lists(st.integers(0, 200), min_size=1, max_size=8),
)
reaches = st.sampled_from([STEP, *(Reach(reach_m=2_000, decay=decay) for decay in Decay)])


def chained(tally: Tally, chain: list[dict[int, int]]) -> Tally:
    for edit in chain:
        tally = after(tally, {site: 2.0 * places for site, places in edit.items()})
    return tally


@given(lands, chains, reaches, st.sampled_from(Method), st.booleans())
def test_a_chain_of_edits_gives_what_working_it_all_out_anew_gives(
    land: tuple[list[int | None], list[int]],
    chain: list[dict[int, int]],
    reach: Reach,
    method: Method,
    kept: bool,
) -> None:
    places, people = land
    with pytest.MonkeyPatch.context() as patch:
        if not kept:
            patch.setattr(reaching, "MOST_PAIRS", -1)
        edited = chained(tally_of(served_in(a_land(places, people), reach, method)), chain)
    last: list[int | None] = list(places)
    for edit in chain:
        for site, many in edit.items():
            last[site] = many
    again = served_in(a_land(last, people), reach, method)
    assert edited.hours == pytest.approx(again.hours, rel=1e-9, abs=1e-12)


@given(lands, lands, reaches, st.sampled_from(Method))
def test_who_is_served_after_an_edit_is_found_from_before_it(
    land: tuple[list[int | None], list[int]],
    other: tuple[list[int | None], list[int]],
    reach: Reach,
    method: Method,
) -> None:
    today, people = a_land(*land), land[1]
    after_it = a_land(other[0], people)
    edited = replace(today, activities=after_it.activities, sessions=after_it.sessions)
    found = served_after(served_in(today, reach, method), edited)
    again = served_in(after_it, reach, method)
    assert found.network is edited
    assert found.hours == pytest.approx(again.hours, rel=1e-9, abs=1e-12)
    assert found.sites.tolist() == again.sites.tolist()
    assert found.supply.tolist() == again.supply.tolist()
    assert found.pairs.weight == pytest.approx(again.pairs.weight)
    # Other tables of areas and sites: worked out as a whole.
    assert (
        served_after(served_in(today, reach, method), after_it).hours.tolist()
        == again.hours.tolist()
    )
