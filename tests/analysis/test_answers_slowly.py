"""What would meet a request, against a plain version: record by record, minute by minute."""

from __future__ import annotations

from math import hypot
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.opportunities.answers import MOST_ANSWERS, answers_to, requests_met_by
from graph.analysis.opportunities.stock import ANSWERS
from graph.model import (
    Activity,
    Asset,
    AssetKind,
    Borrowers,
    Organisation,
    OrganisationKind,
    Request,
    RequestStage,
    Season,
    Site,
    WeeklyTime,
)
from graph.projection import to_grid
from tests.builders import (
    TODAY,
    a_network,
    a_request,
    a_site,
    an_activity,
    an_area,
    an_asset,
    an_organisation,
)
from tests.village import BUS

PLACES = (AssetKind.VENUE, AssetKind.ROOM, AssetKind.OUTDOOR_SPACE)
FARTHEST = {**dict.fromkeys(PLACES, 8_000), AssetKind.VEHICLE: 25_000}
TIMES = st.sampled_from(
    [
        "",
        "Tue 18:00-21:00",
        "Tue 18:00-19:30; Tue 19:30-21:00 (term)",
        "Tue 18:00-20:00; Sat 10:00-12:00",
        "Tue 19:00-20:30 (holidays)",
        "Sat 09:00-20:00 (term); Sat 10:00-14:00 (holidays)",
    ]
)
METRES = st.integers(0, 30_000)


@st.composite
def counties(draw: st.DrawFn) -> list[object]:
    records: list[object] = [an_area("v", 0, people=100)]
    kinds = st.sampled_from([*PLACES, AssetKind.VEHICLE])
    numbers = st.none() | st.integers(0, 20)
    for number in range(draw(st.integers(1, 5))):
        one = f"{number}"
        kind = draw(st.sampled_from([OrganisationKind.VOLUNTARY, OrganisationKind.BUSINESS]))
        records.append(a_site(f"s{one}", draw(METRES), draw(METRES)))
        records.append(an_organisation(f"o{one}", kind=kind, site=f"s{one}"))
        records.append(
            an_asset(
                f"a{one}",
                kind=draw(kinds),
                of=f"o{one}",
                at=f"s{one}",
                when=draw(TIMES),
                capacity=draw(numbers),
                quantity=draw(numbers),
                unit=draw(st.sampled_from(["seats", "", "rooms"])),
                borrowers=draw(st.sampled_from(Borrowers)),
                cost=draw(st.none() | st.integers(0, 10)),
            )
        )
        records.append(
            a_request(
                f"r{one}",
                by=f"o{one}",
                wanted=draw(kinds),
                when=draw(TIMES),
                at=draw(st.none() | st.just(f"s{one}")),
                capacity=draw(numbers),
                most=draw(st.none() | st.integers(0, 10)),
                step_free=draw(st.booleans()),
                stage=draw(st.sampled_from(RequestStage)),
            )
        )
        if draw(st.booleans()):
            records.append(an_activity(f"c{one}", by="o0", at="s0", when=draw(TIMES)))
    return records


def minutes(times: tuple[WeeklyTime, ...]) -> set[tuple[str, Season, int]]:
    return {
        (time.day, season, minute)
        for time in times
        for season in (Season.TERM, Season.HOLIDAYS)
        if time.season.meets(season)
        for minute in range(time.start_minute, time.end_minute)
    }


def long_enough(free: set[tuple[str, Season, int]]) -> bool:
    return any(
        all((day, season, minute + step) in free for step in range(90))
        for day, season, minute in free
    )


def free_at(asset: Asset, activities: list[Activity]) -> set[tuple[str, Season, int]]:
    free = minutes(asset.availability)
    if asset.kind in PLACES:
        for activity in activities:
            if activity.site_id == asset.site_id:
                free -= minutes(activity.sessions)
    return free


def against(request: Request, asset: Asset, records: list[Any]) -> int:
    """How many things known are against an asset, plainly."""
    kinds = {one.id: one.kind for one in records if isinstance(one, Organisation)}
    sites = {one.id: one for one in records if isinstance(one, Site)}
    seats = asset.quantity if "seat" in asset.unit else asset.capacity
    bus = asset.kind is AssetKind.VEHICLE
    profit = kinds[request.organisation_id] is OrganisationKind.BUSINESS
    permit = bus and seats is not None and 9 <= seats <= 16
    strict = asset.borrowers is Borrowers.NON_PROFIT or permit
    found = asset.borrowers is Borrowers.MEMBERS or (profit and strict)
    holds = None if seats is None else seats - bus
    holds = holds if bus else asset.capacity
    found += request.capacity is not None and holds is not None and holds < request.capacity
    cost, most = asset.cost_pounds_per_hour, request.most_pounds_per_hour
    found += most is not None and cost is not None and cost > most
    ends = [sites[asset.site_id or ""], sites["s" + request.id[1:]]]
    (x, y), (a, b) = (to_grid(np.array([s.longitude]), np.array([s.latitude])) for s in ends)
    found += float(hypot(x[0] - a[0], y[0] - b[0])) > FARTHEST[request.wanted]
    if asset.availability:
        free = free_at(asset, [one for one in records if isinstance(one, Activity)])
        asked = [minutes((replaced,)) for time in request.times for replaced in _parts(time)]
        if asked:
            found += not any(part <= free for part in asked)
        elif request.wanted in PLACES:
            found += not long_enough(free)
    return int(found)


def _parts(time: WeeklyTime) -> list[WeeklyTime]:
    """A weekly time in term and in the holidays, as it is asked for."""
    return [
        WeeklyTime(day=time.day, start=time.start, end=time.end, season=season)
        for season in (Season.TERM, Season.HOLIDAYS)
        if time.season.meets(season)
    ]


@settings(max_examples=150, deadline=None)
@given(counties())
def test_what_fits_is_what_a_plain_reading_finds(records: list[Any]) -> None:
    network = a_network(*records)
    assets = [one for one in records if isinstance(one, Asset)]
    for request in (one for one in records if isinstance(one, Request)):
        may = [
            asset
            for asset in assets
            if asset.kind in ANSWERS[request.wanted]
            and asset.organisation_id != request.organisation_id
        ]
        expected = {asset.id for asset in may if against(request, asset, records) == 0}
        found = answers_to(network, request.id, reach=BUS, today=TODAY, most=MOST_ANSWERS)
        assert {answer.asset_id for answer in found.fitting} == expected
        assert found.fitting_in_all == len(expected)
        assert found.looked_at == len(may)
        assert found.open is (request.stage is RequestStage.OPEN)
        assert all(
            against(request, asset, records) == 1
            for asset in may
            if asset.id in {answer.asset_id for answer in found.nearly}
        )


@settings(max_examples=60, deadline=None)
@given(counties())
def test_both_ways_round_say_the_same_in_any_order(records: list[Any]) -> None:
    network, reversed_ = a_network(*records), a_network(*reversed(records))
    pairs = set()
    for request in network.requests.id.tolist():
        found = answers_to(network, request, reach=BUS, today=TODAY, most=MOST_ANSWERS)
        assert answers_to(reversed_, request, reach=BUS, today=TODAY, most=MOST_ANSWERS) == found
        points = [answer.points for answer in found.fitting]
        assert points == pytest.approx(sorted(points))
        assert all(
            sum(reason.points for reason in answer.reasons) == pytest.approx(answer.points)
            for answer in found.fitting
        )
        if found.open:
            pairs |= {(answer.request_id, answer.asset_id) for answer in found.fitting}
    met = {
        (answer.request_id, answer.asset_id)
        for asset in network.assets.id.tolist()
        for answer in requests_met_by(network, asset, reach=BUS, today=TODAY, most=MOST_ANSWERS)
    }
    assert met == pairs
