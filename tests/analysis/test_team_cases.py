"""Who may borrow, and when all of them can: the team found is the best of every choice."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.access.served import who_is_served
from graph.analysis.coverage import mapped_around
from graph.analysis.opportunities.acquaintance import acquaintance_in
from graph.analysis.opportunities.cases import session_of
from graph.analysis.opportunities.diversity import OTHER_ROLES, TEAMS, diverse_teams
from graph.analysis.opportunities.market import Market
from graph.analysis.opportunities.offers import all_offers
from graph.analysis.opportunities.places import Place, places_to_act
from graph.analysis.opportunities.roles import Role
from graph.analysis.opportunities.team_search import NEEDED, Found, Searcher
from graph.analysis.opportunities.teams import cheapest_team
from graph.analysis.slices import Slice
from graph.model import AssetKind, Borrowers, OrganisationKind, Theme, TieKind
from tests.builders import TODAY, a_network, a_site, a_tie, an_area, an_asset, an_organisation
from tests.village import BUS, PARISH_COUNCIL, YOUTH_GROUP, fillers, the_team, village

FIRM = OrganisationKind.BUSINESS


def staff(when: str, of: str = "trust") -> object:
    return an_asset(
        f"staff-{of}",
        kind=AssetKind.STAFF_TIME,
        of=of,
        at="base",
        when=when,
        themes=(Theme.OPEN_ACCESS,),
    )


# -- when ------------------------------------------------------------------------------------


def test_staff_who_can_at_another_time_do_not_deliver() -> None:
    assert the_team(*village(staff=staff("Wed 18:00-21:00"))).missing != ()
    team = the_team(*village(staff=staff("Tue 19:00-22:00")))
    assert team.missing == ()
    # The hall is free from 18:00 to 21:00: both can from 19:00 to 21:00.
    assert team.session == "Tue 19:00-21:00"
    assert team.value.hours_per_week == 2


def test_half_an_hour_in_common_is_no_session() -> None:
    assert the_team(*village(staff=staff("Tue 20:30-22:00"))).missing != ()


@pytest.mark.parametrize(("hours", "enough"), [(1.0, False), (1.5, True), (None, True)])
def test_who_has_fewer_hours_a_week_than_a_session_takes_does_not_deliver(
    hours: float | None, enough: bool
) -> None:
    few = an_asset(
        "staff",
        kind=AssetKind.STAFF_TIME,
        of="trust",
        at="base",
        quantity=hours,
        unit="hours a week",
        themes=(Theme.OPEN_ACCESS,),
    )
    assert (Role.DELIVERER not in the_team(*village(staff=few)).missing) is enough


def test_a_purse_with_nothing_in_it_is_no_money() -> None:
    empty = an_asset(
        "precept", kind=AssetKind.MONEY, of="council", at=None, quantity=0, unit="GBP a year"
    )
    assert Role.MONEY in the_team(*village(precept=empty)).missing


def test_of_two_windows_of_a_hall_the_one_counts_at_which_staff_can() -> None:
    hall = an_asset(
        "hall", of="council", at="hall-site", when="Tue 18:00-21:00; Thu 18:00-20:00", capacity=60
    )
    team = the_team(*village(hall=hall, staff=staff("Thu 17:00-20:00")))
    assert (team.missing, team.session) == ((), "Thu 18:00-20:00")


def test_a_season_that_does_not_meet_is_another_time() -> None:
    assert the_team(*village(staff=staff("Tue 18:00-21:00 (holidays)"))).session == (
        "Tue 18:00-21:00 (holidays)"
    )
    hall = an_asset("hall", of="council", at="hall-site", when="Tue 18:00-21:00 (term)")
    team = the_team(*village(hall=hall, staff=staff("Tue 18:00-21:00 (holidays)")))
    assert team.missing != ()


def test_who_states_no_time_is_taken_to_be_free() -> None:
    assert the_team(*village(staff=staff(""))).session == "Tue 18:00-21:00"


# -- who may borrow --------------------------------------------------------------------------


def test_a_hall_for_non_profit_borrowers_is_not_for_a_firm() -> None:
    hall = an_asset(
        "hall",
        of="council",
        at="hall-site",
        when="Tue 18:00-21:00",
        capacity=60,
        borrowers=Borrowers.NON_PROFIT,
    )
    firm = an_organisation("trust", kind=FIRM, site="base")
    assert the_team(*village(hall=hall)).missing == ()
    assert the_team(*village(hall=hall, trust=firm)).missing != ()
    far = (an_organisation("charity", site="base"), staff("", of="charity"))
    assert fillers(the_team(*village(hall=hall, trust=firm), *far))[Role.DELIVERER] == "charity"


# -- every choice ----------------------------------------------------------------------------

windows = st.sampled_from(["", "Tue 18:00-21:00", "Tue 19:30-22:00", "Wed 18:00-20:00"])


@st.composite
def counties(draw: st.DrawFn) -> list[object]:
    """A village and five organisations who could each do something or other."""
    kinds = st.sampled_from([OrganisationKind.VOLUNTARY, FIRM, PARISH_COUNCIL, YOUTH_GROUP])
    lent = st.sampled_from([Borrowers.ANYONE, Borrowers.NON_PROFIT, Borrowers.UNKNOWN])
    things = st.sampled_from(
        [AssetKind.VENUE, AssetKind.STAFF_TIME, AssetKind.MONEY, AssetKind.VEHICLE]
    )
    records: list[object] = [an_area("village", people=200)]
    for number in range(5):
        east = draw(st.sampled_from([0, 1_000, 4_000]))
        records.append(a_site(f"s{number}", east))
        records.append(
            an_organisation(f"o{number}", kind=draw(kinds), serves=("village",), site=f"s{number}")
        )
        records.extend(
            an_asset(
                f"a{number}{which}",
                kind=draw(things),
                of=f"o{number}",
                at=f"s{number}",
                when=draw(windows),
                borrowers=draw(lent),
                quantity=12,
                unit="seats",
            )
            for which in range(draw(st.integers(0, 2)))
        )
    for left in range(5):
        for right in range(left + 1, 5):
            if draw(st.booleans()):
                kind = draw(st.sampled_from([TieKind.AWARENESS, TieKind.INTEGRATION]))
                records.append(a_tie(f"o{left}", f"o{right}", kind))
    return records


def searched(records: list[object]) -> tuple[Searcher, Place] | None:
    network = a_network(*records)
    served = who_is_served(network, slice=Slice(), reach=BUS)
    mapped = mapped_around(network, people=served.people, reach=BUS, today=TODAY)
    places = places_to_act(served, mapped, standard_hours_per_week=0.5, within=None, most=1)
    lots = all_offers(network, slice=Slice(), reach=BUS, today=TODAY)
    searcher = Searcher.of(served, Market.of(lots), acquaintance_in(network))
    return (searcher, places[0]) if places else None


def best_of_every_choice(searcher: Searcher, place: Place) -> tuple[int, bool, float] | None:
    """One bid or none for each role, every choice tried, the rules held against each."""
    bids = searcher.bids(place)
    best = None
    for roles, kept in searcher.ways(place, bids):
        options = [[None, *np.flatnonzero(kept & bids.of_role(role)).tolist()] for role in roles]
        for chosen in product(*options):
            rows = [row for row in chosen if row is not None]
            if not rows or not _stand_together(searcher, bids, rows):
                continue
            missing = [role for role, row in zip(roles, chosen, strict=True) if row is None]
            team = cheapest_team(
                searcher.graph,
                organisation=bids.organisation[rows],
                role=np.arange(len(rows), dtype=np.int32),
                cost=bids.cost[rows],
                roles=len(rows),
            )
            assert team is not None
            rating = (len(missing), Role.VENUE in missing, team.cost + 0.5)
            best = rating if best is None else min(best, rating)
    return best


def _stand_together(searcher: Searcher, bids: object, rows: list[int]) -> bool:
    chosen = [bids.bid(row) for row in rows]  # type: ignore[attr-defined]
    venue = any(bid.offer.role is Role.VENUE for bid in chosen)
    if venue and session_of(chosen) is None:
        return False
    deliverers = [bid.offer.organisation for bid in chosen if bid.offer.role is Role.DELIVERER]
    strict = [
        bid.offer.organisation
        for bid, row in zip(chosen, rows, strict=True)
        if searcher.market.non_profit_only[bids.number[row]]  # type: ignore[attr-defined]
    ]
    return all(
        not searcher.for_profit[one] or keeper == one for one in deliverers for keeper in strict
    )


@settings(max_examples=120, deadline=None)
@given(counties())
def test_no_choice_that_may_stand_is_better_than_the_team_found(records: list[object]) -> None:
    ready = searched(records)
    if ready is None:
        return
    searcher, place = ready
    found, best = searcher.team_at(place), best_of_every_choice(searcher, place)
    assert (found is None) == (best is None)
    if found is not None and best is not None:
        assert found.rating[:2] == best[:2]
        assert found.rating[2] == pytest.approx(best[2], abs=1e-9)
        if found.venue is not None:
            assert found.session is not None
        assert len(found.bids) + len(found.missing) in (len(NEEDED), len(NEEDED) + 1)


# -- several teams ---------------------------------------------------------------------------


def apart(one: Found, other: Found) -> int:
    """In how many roles of the one the other has somebody else, or nobody."""
    theirs = {bid.offer.role: bid.offer.organisation for bid in other.bids}
    return sum(theirs.get(bid.offer.role) != bid.offer.organisation for bid in one.bids)


@settings(max_examples=60, deadline=None)
@given(counties())
def test_further_teams_differ_in_two_roles_and_come_by_cost(records: list[object]) -> None:
    ready = searched(records)
    first = ready[0].team_at(ready[1]) if ready else None
    if ready is None or first is None:
        return
    teams = diverse_teams(ready[0], first, used=frozenset())
    assert teams[0] is first
    assert len(teams) <= TEAMS
    for number, team in enumerate(teams):
        assert team.rating[:2] <= first.rating[:2]
        for before in teams[:number]:
            assert apart(before, team) >= OTHER_ROLES
            assert before.rating <= (*team.rating[:2], team.cost + 1e-9)


def test_a_second_deliverer_alone_makes_no_second_team_and_a_second_hall_as_well_does() -> None:
    other = (an_organisation("other", site="base"), staff("", of="other"))
    ready = searched(village(staff=staff("")) + list(other))
    assert ready is not None
    first = ready[0].team_at(ready[1])
    assert first is not None
    assert len(diverse_teams(ready[0], first, used=frozenset())) == 1
    keeper = (
        an_organisation("keeper", site="hall-site"),
        an_asset("barn", of="keeper", at="hall-site", when="Fri 18:00-21:00", capacity=30),
    )
    ready = searched([*village(staff=staff("")), *other, *keeper])
    assert ready is not None
    first = ready[0].team_at(ready[1])
    assert first is not None
    assert len(diverse_teams(ready[0], first, used=frozenset())) == 2
