"""Halls that are free for one more session: which count, when, and for how many."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.opportunities.market import Market
from graph.analysis.opportunities.offers import all_offers
from graph.analysis.opportunities.roles import Role
from graph.analysis.slices import Reach, Slice
from graph.analysis.where_next.halls import Halls, free_halls
from graph.model import AssetKind, Borrowers, Day, Season
from tests.builders import (
    TODAY,
    a_network,
    a_site,
    an_activity,
    an_asset,
    an_organisation,
)


def halls(*records: object, slice: Slice = Slice(), places: int = 30) -> list[tuple[object, ...]]:
    network = a_network(an_organisation(), a_site(), *records)
    return told(free_halls(network, slice=slice, places=places), network)


def told(found: Halls, network: object) -> list[tuple[object, ...]]:
    ids = network.assets.id[found.asset].tolist()  # type: ignore[attr-defined]
    places, hours = found.places.tolist(), found.hours.tolist()
    windows = [str(found.window(row)) for row in range(len(found))]
    return list(zip(ids, windows, places, hours, strict=True))


def test_a_hall_is_offered_for_a_session_within_its_window() -> None:
    found = halls(an_asset("hall", when="Tue 18:00-21:00; Wed 19:00-20:30", capacity=60))
    assert found == [
        ("hall", "Tue 18:00-21:00", 30, 2),
        ("hall", "Wed 19:00-20:30", 30, 1.5),
    ]


def test_a_small_hall_has_fewer_places_and_an_unknown_one_those_assumed() -> None:
    found = halls(
        an_asset("small", when="Tue 18:00-21:00", capacity=12),
        an_asset("unsaid", when="Wed 18:00-21:00"),
    )
    assert found == [("unsaid", "Wed 18:00-21:00", 20, 2), ("small", "Tue 18:00-21:00", 12, 2)]
    assert halls(an_asset(when="Tue 18:00-21:00", capacity=60), places=15)[0][2] == 15


def test_in_an_average_week_a_term_window_counts_for_its_share_of_the_year() -> None:
    term, holidays = "Tue 18:00-20:00 (term)", "Wed 18:00-20:00 (holidays)"
    hall = an_asset("hall", when=f"{term}; {holidays}", capacity=30)
    assert halls(hall) == [("hall", term, 30, 1.5), ("hall", holidays, 30, 0.5)]
    assert halls(hall, slice=Slice(season=Season.TERM)) == [("hall", term, 30, 2)]


def test_only_one_session_is_on_at_a_site_at_a_time() -> None:
    found = halls(
        an_asset("small", kind=AssetKind.ROOM, when="Tue 18:00-21:00", capacity=10),
        an_asset("large", when="Tue 16:00-20:00", capacity=30),
        an_asset("later", when="Tue 20:00-21:30", capacity=10),
    )
    assert [id for id, *_ in found] == ["large", "later"]


@pytest.mark.parametrize(
    "hall",
    [
        an_asset(when="Tue 18:00-21:00", borrowers=Borrowers.MEMBERS),
        an_asset(when="Tue 18:00-21:00", capacity=7),
        an_asset(when="Tue 18:00-21:00", kind=AssetKind.EQUIPMENT),
        an_asset(when="Tue 18:00-21:00", of=None),
        an_asset(when="Tue 18:00-21:00", at=None),
        an_asset(when="Tue 09:00-12:00"),
        an_asset(when=""),
    ],
)
def test_what_is_not_lent_or_too_small_or_not_free_is_no_hall(hall: object) -> None:
    assert halls(hall) == []


def test_a_hall_in_use_is_free_around_it_and_only_on_the_days_asked_for() -> None:
    hall = an_asset("hall", when="Tue 16:00-21:30; Fri 18:00-20:00", capacity=30)
    club = an_activity(when="Tue 18:00-19:30")
    assert [window for _, window, *_ in halls(hall, club)] == [
        "Tue 16:00-18:00",
        "Tue 19:30-21:30",
        "Fri 18:00-20:00",
    ]
    assert halls(hall, club, slice=Slice(days=(Day.MONDAY,))) == []


def test_an_empty_network_has_no_hall() -> None:
    assert len(free_halls(a_network(), slice=Slice())) == 0


times = st.sampled_from(
    ["Tue 18:00-21:00", "Tue 16:00-19:00 (term)", "Sat 10:00-16:00", "Mon 09:00-12:00", ""]
)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(sorted(AssetKind)),
            st.sampled_from(sorted(Borrowers)),
            st.none() | st.integers(1, 60),
            times,
            st.sampled_from(["site-1", "site-2", None]),
        ),
        max_size=6,
    )
)
def test_halls_are_venues_that_teams_are_offered_and_never_meet_at_a_site(
    made: list[tuple[AssetKind, Borrowers, int | None, str, str | None]],
) -> None:
    network = a_network(
        an_organisation(),
        a_site("site-1"),
        a_site("site-2", 500),
        *(
            an_asset(f"a{number}", kind=kind, borrowers=lent, capacity=room, when=when, at=at)
            for number, (kind, lent, room, when, at) in enumerate(made)
        ),
    )
    found = free_halls(network, slice=Slice())
    market = Market.of(all_offers(network, slice=Slice(), reach=Reach(), today=TODAY))
    offers = [market.offer(int(number)) for number in market.of_role(Role.VENUE)]
    offered = {(offer.row, offer.window) for offer in offers}
    windows = [found.window(row) for row in range(len(found))]
    chosen = list(zip(found.asset.tolist(), windows, strict=True))
    assert set(chosen) <= offered
    assert {row for row, _ in offered} >= {row for row, _ in chosen}
    # What was offered and left out meets something that was chosen at its site.
    for row, window in offered - set(chosen):
        site = network.assets.site[row]
        rivals = [w for r, w in chosen if network.assets.site[r] == site]
        assert any(window is not None and window.shared_hours(rival) > 0 for rival in rivals)
    for number, (row, window) in enumerate(chosen):
        for other, rival in chosen[:number]:
            if network.assets.site[row] == network.assets.site[other]:
                assert window.shared_hours(rival) == 0
