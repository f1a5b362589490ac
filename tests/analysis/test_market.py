"""The market of offers and the bids for a place: the same as a look at each offer alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from graph.analysis.opportunities.bids import COST_PER_KM, WIDE_COST, bids_for
from graph.analysis.opportunities.market import Market
from graph.analysis.opportunities.offers import all_offers
from graph.analysis.opportunities.places import Place
from graph.analysis.opportunities.roles import Role
from graph.analysis.slices import Slice
from graph.model import AreaKind, AssetKind, Audience
from graph.network import Network
from tests.analysis.test_simple_opportunities import counties
from tests.builders import (
    ORIGIN_EASTING,
    ORIGIN_NORTHING,
    TODAY,
    a_network,
    a_site,
    an_activity,
    an_area,
    an_asset,
    an_organisation,
)
from tests.village import BUS, YOUTH_GROUP, village


def market_of(network: Network, slice: Slice = Slice()) -> Market:
    return Market.of(all_offers(network, slice=slice, reach=BUS, today=TODAY))


def place_at(network: Network, east: float = 0.0) -> Place:
    rows = network.demand_areas
    return Place(
        members=np.arange(min(1, len(rows)), dtype=np.int32),
        centre=np.array([ORIGIN_EASTING + east, ORIGIN_NORTHING]),
        young_people=1.0,
        need=0.0,
        unmapped=False,
        near=frozenset(rows[:1].tolist()),
        wide=frozenset(rows[1:2].tolist()),
    )


@settings(max_examples=60, deadline=None)
@given(counties())
def test_reasons_add_up_and_bids_are_what_each_offer_alone_comes_to(records: list[object]) -> None:
    network = a_network(*records)
    market, place = market_of(network), place_at(network)
    bids = bids_for(market, place, areas=len(network.areas), detour=1.0)
    held = dict(zip(bids.number.tolist(), range(len(bids)), strict=True))
    for number in range(len(market)):
        offer = market.offer(number)
        assert sum(points for _, points in offer.reasons) == pytest.approx(offer.cost)
        served = set(market.area_of[market.offer_of == number].tolist())
        local, wide = bool(served & place.near), bool(served & place.wide)
        away = None if offer.point is None else np.hypot(*(np.array(offer.point) - place.centre))
        near = away is not None and away <= offer.farthest_m and not market.must_serve[number]
        assert (number in held) == (local or wide or near)
        if number in held:
            more = 0.0 if local else (COST_PER_KM * away / 1000 if near else WIDE_COST)  # type: ignore[operator]
            assert bids.cost[held[number]] == pytest.approx(offer.cost + more)
            assert bids.bid(held[number]).wide == (not local and not near)


def test_who_works_with_another_audience_only_costs_more() -> None:
    boys = an_activity("boys", by="group", at="hall-site", audience=Audience.BOYS)
    group = an_organisation("group", kind=YOUTH_GROUP, serves=("village",))

    def lead(slice: Slice, *more: object) -> float:
        market = market_of(a_network(*village(group=group), *more), slice)
        (number,) = market.of_role(Role.YOUTH_LEAD).tolist()
        return market.offer(number).cost

    girls = Slice(audience=Audience.GIRLS)
    assert lead(girls) == 0
    assert lead(girls, boys) == pytest.approx(0.4)
    assert lead(Slice(audience=Audience.BOYS), boys) == 0
    everyone = an_activity("all", by="group", at="hall-site")
    assert lead(girls, boys, everyone) == 0


def test_money_kept_by_who_works_with_another_audience_only_costs_more() -> None:
    money = an_asset("fund", kind=AssetKind.MONEY, of="council", at=None)
    boys = an_activity("boys", by="council", at="hall-site", audience=Audience.BOYS)
    market = market_of(a_network(*village(precept=money), boys), Slice(audience=Audience.GIRLS))
    (number,) = market.of_role(Role.MONEY).tolist()
    assert market.offer(number).reasons == (("for another audience so far", 0.4),)


def test_every_stated_time_of_staff_is_an_offer_of_its_own() -> None:
    when = "Tue 18:00-21:00; Fri 18:00-20:00"
    staff = an_asset("staff", kind=AssetKind.STAFF_TIME, at="hall-site", when=when)
    network = a_network(an_area(), a_site("hall-site"), an_organisation(), staff)
    market = market_of(network)
    windows = [str(market.offer(number).window) for number in range(len(market))]
    assert windows == ["Tue 18:00-21:00", "Fri 18:00-20:00"]


def test_an_empty_network_has_an_empty_market_and_no_bids() -> None:
    network = a_network()
    market = market_of(network)
    assert len(market) == 0
    assert len(bids_for(market, place_at(network), areas=0, detour=1.0)) == 0


def test_who_serves_the_county_around_bids_at_the_wide_cost() -> None:
    county = an_area("county", None, people=None, kind=AreaKind.COUNTY)
    area = an_area("village", people=10, within={"county": 1.0})
    fund = an_asset("fund", kind=AssetKind.MONEY, at=None)
    network = a_network(area, county, an_organisation(serves=("county",)), fund)
    place = place_at(network)
    wide = frozenset({network.areas.row("county")})
    place = Place(**{**{f: getattr(place, f) for f in place.__dataclass_fields__}, "wide": wide})
    bids = bids_for(market_of(network), place, areas=2, detour=1.0)
    assert bids.cost.tolist() == [WIDE_COST]
