"""Answers: which assets of others would meet a request, and which requests an asset would meet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from graph.analysis.opportunities.acquaintance import Acquaintance, acquaintance_in
from graph.analysis.opportunities.fitting import Fits, fits
from graph.analysis.opportunities.fitting_place import around
from graph.analysis.opportunities.fitting_words import Reason, reasons_of
from graph.analysis.opportunities.linking import link
from graph.analysis.opportunities.opportunity import Link
from graph.analysis.opportunities.standings import Aspect, Standing
from graph.analysis.opportunities.stock import ANSWERS, Stock, stock_in
from graph.analysis.opportunities.wants import Want, open_requests, want_of
from graph.analysis.slices import Reach
from graph.errors import OptionOutOfRange
from graph.model import AssetKind
from graph.network import Index, Network

MOST_ANSWERS = 200
NEARLY = 1
"""How many things may be against an asset that is shown all the same."""

COUNTER_READING = (
    "Free on paper is not yet free: its keeper has not been asked, and may have good reasons to "
    "say no. What nobody entered here may fit better, and whoever asks may have found something "
    "since."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One asset held against one request.

    Attributes
    ----------
    request_id, request, asker_id, asker
        What is asked for, and who asks.
    asset_id, asset, kind, keeper_id, keeper
        What would meet it, and whose it is.
    distance_m
        Along the way, None where that is not known.
    latitude, longitude
        Of the asset, NaN where it has no place.
    points
        What stands between asking and having it: lower is easier.
    reasons
        How each aspect of it stands to the request.
    link
        How the two organisations connect, and who could introduce them.
    """

    request_id: str
    request: str
    asker_id: str
    asker: str
    asset_id: str
    asset: str
    kind: AssetKind
    keeper_id: str
    keeper: str
    distance_m: float | None
    latitude: float
    longitude: float
    points: float
    reasons: tuple[Reason, ...]
    link: Link

    @property
    def fits(self) -> bool:
        """Whether nothing known is against it."""
        return not self.of(Standing.FAILS)

    def of(self, standing: Standing) -> tuple[Reason, ...]:
        """The reasons of one standing."""
        return tuple(reason for reason in self.reasons if reason.standing is standing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What would meet one request.

    Attributes
    ----------
    request_id
        Which.
    open
        Whether it still stands; what would meet it is told all the same.
    fitting
        Assets that nothing known is against, what fits best first.
    nearly
        Assets that one thing only is against.
    fitting_in_all, looked_at
        How many fit, however many are told, and how many there are of kinds that may answer.
    counter_reading
        How else this may be read.
    """

    request_id: str
    open: bool
    fitting: tuple[Answer, ...]
    nearly: tuple[Answer, ...]
    fitting_in_all: int
    looked_at: int
    counter_reading: str = COUNTER_READING


def answers_to(
    network: Network, request_id: str, *, reach: Reach = Reach(), today: date, most: int = 10
) -> Answers:
    """The assets of other organisations that would meet a request, with the reasons.

    Parameters
    ----------
    network
        The snapshot.
    reach
        How far young people go to a place; time, skill, vehicles and equipment come from farther.
    today
        From which a request's last day is told.
    most
        At most so many that fit, and so many that nearly do, 1 to 200.

    Raises
    ------
    NotFound
        There is no such request.
    OptionOutOfRange
        ``most`` is outside its range.
    """
    _require_few(most)
    row = network.requests.row(request_id)
    stock, want = stock_in(network), want_of(network, row)
    rows = others(stock, want)
    found = fits(stock, want, rows, reach=reach)
    order, against = found.order(), found.against
    fitting = order[against[order] == 0]
    failing = order[against[order] == NEARLY].tolist()
    nearly = [place for place in failing if _worth_telling(found, place)]
    return Answers(
        request_id=request_id,
        open=row in open_requests(network, today=today),
        fitting=tuple(_answer(stock, want, found, place) for place in fitting[:most].tolist()),
        nearly=tuple(_answer(stock, want, found, place) for place in nearly[:most]),
        fitting_in_all=len(fitting),
        looked_at=len(rows),
    )


def requests_met_by(
    network: Network, asset_id: str, *, reach: Reach = Reach(), today: date, most: int = 10
) -> tuple[Answer, ...]:
    """The open requests that an asset would meet, what it fits best first.

    Parameters
    ----------
    network, reach, today
        As in :func:`answers_to`.
    most
        At most so many, 1 to 200.

    Raises
    ------
    NotFound
        There is no such asset.
    OptionOutOfRange
        ``most`` is outside its range.
    """
    _require_few(most)
    row, stock = network.assets.row(asset_id), stock_in(network)
    keeper = int(network.assets.organisation[row])
    answered = [str(kind) for kind in AssetKind if str(network.assets.kind[row]) in ANSWERS[kind]]
    requests = open_requests(network, today=today)
    requests = requests[np.isin(network.requests.wanted[requests], answered)]
    requests = requests[network.requests.organisation[requests] != keeper]
    found = []
    for request in requests.tolist() if keeper >= 0 else ():
        want = want_of(network, request)
        wanted = AssetKind(str(network.requests.wanted[request]))
        near = around(stock, want, np.array([row], dtype=np.int32), wanted, reach)
        if not len(near):
            continue
        held = fits(stock, want, near, reach=reach)
        if held.against[0] == 0:
            found.append(_answer(stock, want, held, 0))
    found.sort(key=lambda one: (round(one.points, 9), one.distance_m or 0.0, one.request_id))
    return tuple(found[:most])


def others(stock: Stock, want: Want) -> Index:
    """Assets of the kinds that may answer a request, of everybody but who asks."""
    rows = stock.answering(str(stock.network.requests.wanted[want.row]))
    answer: Index = rows[stock.network.assets.organisation[rows] != want.asker]
    return answer


def _require_few(most: int) -> None:
    if not 1 <= most <= MOST_ANSWERS:
        raise OptionOutOfRange(f"{most} answers are outside 1 to {MOST_ANSWERS}.", option="most")


def _worth_telling(found: Fits, place: int) -> bool:
    """Whether an asset is the sort of thing asked for, no farther than twice what is near."""
    about, away = found.columns.get(Aspect.ABOUT), found.distance_m[place]
    if about is not None and about.standing[place] == Standing.FAILS.number:
        return False
    return bool(np.isnan(away) or away <= 2 * found.farthest_m)


def _answer(stock: Stock, want: Want, found: Fits, place: int) -> Answer:
    network, row = stock.network, int(found.rows[place])
    assets, requests, organisations = network.assets, network.requests, network.organisations
    keeper, away = int(assets.organisation[row]), float(found.distance_m[place])
    longitude, latitude = _degrees(stock, row)
    return Answer(
        request_id=str(requests.id[want.row]),
        request=str(requests.name[want.row]),
        asker_id=str(organisations.id[want.asker]),
        asker=str(organisations.name[want.asker]),
        asset_id=str(assets.id[row]),
        asset=str(assets.name[row]),
        kind=AssetKind(str(assets.kind[row])),
        keeper_id=str(organisations.id[keeper]),
        keeper=str(organisations.name[keeper]),
        distance_m=None if np.isnan(away) else away,
        latitude=latitude,
        longitude=longitude,
        points=float(found.points[place]),
        reasons=reasons_of(stock, want, found, place),
        link=link_of(acquaintance_in(network), want.asker, keeper),
    )


def _degrees(stock: Stock, asset: int) -> tuple[float, float]:
    site = int(stock.network.assets.site[asset])
    if site < 0:
        return float("nan"), float("nan")
    return float(stock.network.sites.longitude[site]), float(stock.network.sites.latitude[site])


def link_of(acquaintance: Acquaintance, asker: int, keeper: int) -> Link:
    """How who asks and who keeps connect: their tie, or who could introduce them."""
    tied = acquaintance.tied(asker, keeper)
    through = -1 if tied else acquaintance.introducer(asker, keeper)
    cost = acquaintance.working_cost(asker, keeper)
    return link(acquaintance, asker, keeper, cost=cost, through=(through,) * (through >= 0))
