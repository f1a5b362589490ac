"""Matches of requests: what each asks for, and the assets of others that would meet it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial

import numpy as np

from graph.analysis.opportunities.answers import others
from graph.analysis.opportunities.fitting import Fits, fits
from graph.analysis.opportunities.fitting_place import around
from graph.analysis.opportunities.fitting_time import covering
from graph.analysis.opportunities.fitting_words import Reason, reasons_of
from graph.analysis.opportunities.matches import Match
from graph.analysis.opportunities.offers import ROOMS
from graph.analysis.opportunities.roles import Bid, Offer, Role
from graph.analysis.opportunities.scene import Scene
from graph.analysis.opportunities.standings import Aspect, Standing
from graph.analysis.opportunities.stock import Stock, stock_in
from graph.analysis.opportunities.wants import Want, open_requests, want_of
from graph.analysis.windows import LEAST_MINUTES, Windows, of_the_year, window_of
from graph.analysis.wording import day, young
from graph.model import AssetKind, WeeklyTime
from graph.network import Flags

ROLE_OF: dict[AssetKind, Role] = {
    AssetKind.VENUE: Role.VENUE,
    AssetKind.ROOM: Role.VENUE,
    AssetKind.OUTDOOR_SPACE: Role.VENUE,
    AssetKind.VEHICLE: Role.TRANSPORT,
    AssetKind.EQUIPMENT: Role.EQUIPMENT,
    AssetKind.STAFF_TIME: Role.DELIVERER,
    AssetKind.VOLUNTEER_TIME: Role.DELIVERER,
    AssetKind.SKILL: Role.DELIVERER,
    AssetKind.MONEY: Role.MONEY,
    AssetKind.DATA: Role.DATA,
}
"""What an asset of each kind brings."""

ONCE = (*ROOMS, AssetKind.VEHICLE, AssetKind.EQUIPMENT, AssetKind.MONEY)
"""Kinds of which one asset answers one request only."""

MOST_OPTIONS = 50
"""So many of the assets that fit a request best are kept in mind."""


def requests(scene: Scene, today: date) -> Iterator[Match]:
    """Every open request that some asset fits: who has the fewest to choose from comes first."""
    network = scene.served.network
    stock = stock_in(network)
    for row in open_requests(network, today=today).tolist():
        want = want_of(network, row)
        area = _area(scene, want)
        if area < 0:
            continue
        reach, wanted = scene.served.reach, AssetKind(str(network.requests.wanted[row]))
        rows = around(stock, want, others(stock, want), wanted, reach)
        found = fits(stock, want, rows, reach=reach)
        idle, order = _idle(stock, want, found), found.order()
        places = order[idle[order]].tolist()
        if not places:
            continue
        match = Match(
            id=f"request~{network.requests.id[row]}",
            area=area,
            point=want.points[0],
            young_people=float(scene.people[area]),
            weight=-float(len(places)),
            request=row,
            once=wanted in ONCE,
            options=tuple(int(found.rows[place]) for place in places[:MOST_OPTIONS]),
        )
        by_row = {int(found.rows[place]): place for place in places[:MOST_OPTIONS]}
        yield replace(match, take=partial(_taken, scene, stock, want, found, by_row, match))


def _area(scene: Scene, want: Want) -> int:
    """The small area that a request is about; -1 where its place is not known."""
    for area in want.within.tolist():
        if scene.small[area] and scene.people[area] > 0 and len(want.points):
            return int(area)
    return int(scene.nearest(want.points[:1])[0]) if len(want.points) else -1


def _idle(stock: Stock, want: Want, found: Fits) -> Flags:
    """Whether nothing known is against each asset, and a place is known to be free."""
    idle: Flags = found.against == 0
    time = found.columns.get(Aspect.TIME)
    if time is not None and AssetKind(str(stock.network.requests.wanted[want.row])) in ROOMS:
        idle &= time.standing != Standing.ASK.number
    return idle


def _taken(
    scene: Scene,
    stock: Stock,
    want: Want,
    found: Fits,
    by_row: Mapping[int, int],
    match: Match,
    asset: int,
) -> Match:
    """A match with the asset that answers it."""
    place = by_row[asset]
    reasons = reasons_of(stock, want, found, place)
    bid = _bid(stock, want, found, place, reasons)
    return replace(
        match,
        bids=(bid,),
        pair=(want.asker, bid.offer.organisation),
        facts=partial(_facts, scene, want, bid, reasons),
    )


def _bid(stock: Stock, want: Want, found: Fits, place: int, reasons: tuple[Reason, ...]) -> Bid:
    network, row = stock.network, int(found.rows[place])
    away = float(found.distance_m[place])
    kind = AssetKind(str(network.assets.kind[row]))
    far = not np.isnan(away) and kind not in (AssetKind.MONEY, AssetKind.DATA)
    east, north = stock.points[row].tolist()
    told = tuple(
        (reason.words, reason.points)
        for reason in reasons
        if reason.points and not (far and reason.aspect is Aspect.PLACE)
    )
    offer = Offer(
        role=ROLE_OF[kind],
        organisation=int(network.assets.organisation[row]),
        kind="asset",
        row=row,
        cost=sum(points for _, points in told),
        reasons=told,
        point=None if np.isnan(east) or network.assets.site[row] < 0 else (east, north),
        window=_window(stock, want, row),
    )
    return Bid(offer=offer, cost=float(found.points[place]), distance_m=away if far else None)


def _window(stock: Stock, want: Want, asset: int) -> WeeklyTime | None:
    """The first time asked for at which an asset is free, the first of all where none is asked."""
    free, times = stock.free_times(asset), want.times
    for number in range(len(times)):
        if all(held.any() for held in covering(free, times, number)):
            return _time_of(times, number)
    free = of_the_year(free)
    long = np.flatnonzero(free.end - free.start >= LEAST_MINUTES)
    return None if len(times) or not len(long) else _time_of(free, int(long[0]))


def _time_of(times: Windows, number: int) -> WeeklyTime:
    columns = (times.day, times.start, times.end, times.season)
    return window_of(*(int(column[number]) for column in columns))


def _facts(scene: Scene, want: Want, bid: Bid, reasons: tuple[Reason, ...]) -> dict[str, str]:
    network = scene.served.network
    requests, row = network.requests, bid.offer.row

    def told(standing: Standing) -> str:
        return "; ".join(one.words for one in reasons if one.standing is standing)

    checked = requests.verified_on[want.row]
    return {
        "request": str(requests.name[want.row]),
        "asker": str(network.organisations.name[want.asker]),
        "asset": str(network.assets.name[row]),
        "keeper": str(network.organisations.name[bid.offer.organisation]),
        "fits": told(Standing.FITS),
        "partly": told(Standing.PARTLY),
        "ask": told(Standing.ASK),
        "checked": "" if np.isnat(checked) else day(checked.item()),
        "people": young(scene.people[_area(scene, want)]).capitalize(),
    }
