"""What is lent already is not idle at that time: the times of agreements in the market."""

from __future__ import annotations

import pytest

from graph.analysis.opportunities.answers import answers_to
from graph.analysis.opportunities.market import Market
from graph.analysis.opportunities.offers import all_offers
from graph.analysis.slices import Slice
from graph.analysis.windows import free_windows
from graph.model import Agreement, AssetKind, Stage, parse_times
from graph.network import Network
from tests.builders import (
    TODAY,
    a_network,
    a_request,
    a_site,
    an_activity,
    an_asset,
    an_organisation,
)
from tests.village import BUS, Role, fillers, the_team, village


def an_agreement(times: str, stage: Stage = Stage.AGREED, asset: str = "asset-1") -> Agreement:
    return Agreement(
        id="agreement-1",
        name="Shared",
        asset_id=asset,
        borrower_id="org-1",
        stage=stage,
        times=parse_times(times),
    )


def free(when: str, *agreements: Agreement, session: str = "") -> list[str]:
    network = a_network(
        a_site(),
        an_organisation(),
        an_asset(when=when),
        an_asset("asset-2", when=when),
        *([an_activity(when=session)] if session else []),
        *agreements,
    )
    found = free_windows(network, Slice())
    assert not session or found.get(1)
    return [str(window) for window in found.get(0, ())]


def test_what_is_lent_at_a_time_is_not_free_then_and_its_neighbours_are() -> None:
    assert free("Tue 17:00-21:30", an_agreement("Tue 17:00-19:00")) == ["Tue 19:00-21:30"]
    assert free("Tue 17:00-21:30", an_agreement("Tue 17:00-19:00", asset="asset-2")) == [
        "Tue 17:00-21:30"
    ]
    assert free("Tue 17:00-21:30", an_agreement("Wed 17:00-19:00")) == ["Tue 17:00-21:30"]


def test_activities_and_agreements_are_both_taken_out_and_what_is_left_is_long_enough() -> None:
    lent = an_agreement("Tue 19:30-21:30")
    assert free("Tue 16:00-21:30", lent, session="Tue 16:00-17:00") == ["Tue 17:00-19:30"]
    assert free("Tue 16:00-21:30", an_agreement("Tue 18:00-21:00"), session="Tue 16:00-17:00") == []


@pytest.mark.parametrize("stage", Stage)
def test_only_what_both_agreed_to_and_has_not_ended_takes_time(stage: Stage) -> None:
    taken = free("Tue 17:00-21:00", an_agreement("Tue 17:00-21:00", stage)) == []
    assert taken is (stage in (Stage.AGREED, Stage.IN_USE))


def test_an_agreement_in_term_leaves_the_holidays() -> None:
    assert free("Tue 17:00-21:00 (holidays)", an_agreement("Tue 17:00-21:00 (term)")) == [
        "Tue 17:00-21:00 (holidays)"
    ]


def asked(*agreements: Agreement) -> tuple[int, int]:
    found = answers_to(
        a_network(
            a_site(),
            a_site("site-2", 100),
            an_organisation(),
            an_organisation("org-2", site="site-2"),
            an_asset(when="Thu 17:00-21:00"),
            a_request(by="org-2", when="Thu 18:00-20:00"),
            *agreements,
        ),
        "request-1",
        today=TODAY,
    )
    return len(found.fitting), len(found.nearly)


def test_a_request_is_not_met_by_what_is_lent_at_its_time() -> None:
    assert asked() == (1, 0)
    assert asked(an_agreement("Thu 17:00-18:00")) == (1, 0)
    assert asked(an_agreement("Thu 19:00-21:00")) == (0, 1)


def test_a_team_takes_the_hall_when_it_is_not_lent_and_lacks_one_where_it_is() -> None:
    lent = Agreement(
        id="lent",
        name="Lent",
        asset_id="hall",
        borrower_id="group",
        stage=Stage.IN_USE,
        times=parse_times("Tue 18:00-21:00"),
    )
    assert fillers(the_team(*village()))[Role.VENUE] == "council"
    assert the_team(*village(), lent).missing == (Role.VENUE,)


def buses(network: Network) -> list[str]:
    """When minibuses can be had."""
    market = Market.of(all_offers(network, slice=Slice(), reach=BUS, today=TODAY))
    return [str(market.offer(int(one)).window) for one in market.of_role(Role.TRANSPORT)]


def test_a_minibus_that_is_lent_all_its_time_brings_nobody() -> None:
    far = a_site("far-site", 5_000)
    bus = an_asset(
        "bus",
        kind=AssetKind.VEHICLE,
        of="group",
        at="hall-site",
        when="Tue 17:00-22:00",
        quantity=16,
        unit="seats",
    )
    network = a_network(*village(), far, bus)
    lent = a_network(*village(), far, bus, an_agreement("Tue 17:00-22:00", asset="bus"))
    partly = a_network(*village(), far, bus, an_agreement("Tue 17:00-18:00", asset="bus"))
    assert [buses(one) for one in (network, lent, partly)] == [
        ["Tue 17:00-22:00"],
        [],
        ["Tue 18:00-22:00"],
    ]
