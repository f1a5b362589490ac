"""Fitting: how far assets are what a request asks for, aspect by aspect, in columns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.analysis.columns import THEMES
from graph.analysis.opportunities.audiences import KINDRED_THEME, UNKNOWN
from graph.analysis.opportunities.eligibility import LENDING, for_profit, permit_for
from graph.analysis.opportunities.fitting_place import distance_of, farthest_m, serving
from graph.analysis.opportunities.fitting_time import when
from graph.analysis.opportunities.offers import HANDS, PAID_HIRE, ROOMS, seats_of
from graph.analysis.opportunities.standings import Aspect, Column, Standing, column_of
from graph.analysis.opportunities.stock import Stock, telling_words
from graph.analysis.opportunities.wants import Want
from graph.analysis.slices import Reach
from graph.model import AssetKind
from graph.network import Floats, Index, Network

LEAST_SHARE = 0.5
"""The least part of an amount that is worth talking about."""

PEOPLES_TIME = (AssetKind.STAFF_TIME, AssetKind.VOLUNTEER_TIME)
"""Kinds that are somebody's time, and good for a theme."""

NAMED = (AssetKind.EQUIPMENT, AssetKind.SKILL, AssetKind.DATA)
"""Kinds of which the name says what they are."""

PLACES_AND_VEHICLES = (*ROOMS, AssetKind.VEHICLE)


@dataclass(frozen=True, kw_only=True, eq=False)
class Fits:
    """How some assets fit one request; columns have one entry an asset.

    Attributes
    ----------
    rows
        The assets.
    columns
        By aspect; an aspect that the request says nothing of is left out.
    distance_m
        Along the way, NaN where that is not known or means nothing.
    farthest_m
        Metres along the way that are near enough; infinite where distance means nothing.
    """

    rows: Index
    columns: dict[Aspect, Column]
    distance_m: Floats
    farthest_m: float

    @property
    def against(self) -> npt.NDArray[np.int64]:
        """How many aspects do not fit, shape (assets,)."""
        found = np.zeros(len(self.rows), dtype=np.int64)
        for column in self.columns.values():
            found += column.standing == Standing.FAILS.number
        return found

    @property
    def points(self) -> Floats:
        """What stands between asking and having it, shape (assets,)."""
        found = np.zeros(len(self.rows))
        for column in self.columns.values():
            found = found + column.points
        return found

    def order(self) -> npt.NDArray[np.intp]:
        """Places of the assets, what fits best first: fewest against, least points, nearest, id."""
        away = np.where(np.isnan(self.distance_m), np.inf, np.round(self.distance_m, 3))
        return np.lexsort((self.rows, away, np.round(self.points, 9), self.against))


def fits(stock: Stock, want: Want, rows: Index, *, reach: Reach) -> Fits:
    """How some assets fit a request.

    Parameters
    ----------
    rows
        Assets of kinds that may answer it.
    reach
        How far young people go to a place.
    """
    network = stock.network
    wanted = AssetKind(str(network.requests.wanted[want.row]))
    away = distance_of(stock, want, rows, detour=reach.detour)
    found = {
        Aspect.ABOUT: _about(stock, want, rows, wanted),
        Aspect.BORROWER: _borrower(network, want, rows),
        Aspect.TIME: when(stock, want, rows),
        Aspect.CAPACITY: _capacity(network, want, rows, wanted),
        Aspect.AMOUNT: _amount(network, want, rows, wanted),
        Aspect.PLACE: serving(network, want, rows, wanted, away, reach),
        Aspect.COST: _cost(network, want, rows),
        Aspect.STEP_FREE: _step_free(network, want, rows, wanted),
    }
    return Fits(
        rows=rows,
        columns={aspect: column for aspect, column in found.items() if column is not None},
        distance_m=away,
        farthest_m=farthest_m(wanted, reach),
    )


def _about(stock: Stock, want: Want, rows: Index, wanted: AssetKind) -> Column | None:
    """Whether it is the sort of thing: by what it is called, by its theme, by its kind."""
    network = stock.network
    theme = str(network.requests.theme[want.row])
    if wanted in NAMED:
        return _by_name(stock, want, rows, wanted)
    if theme and wanted in (*PEOPLES_TIME, AssetKind.MONEY):
        return _by_theme(network, rows, wanted, theme)
    return _other_kind(network, rows, wanted)


def _by_name(stock: Stock, want: Want, rows: Index, wanted: AssetKind) -> Column:
    """Whether half of the words of its name, or some, are asked for; a skill may be of the theme.

    What data are about stands seldom in their name, so that the keeper is to be asked.
    """
    asked, theme = asked_words(stock.network, want), str(stock.network.requests.theme[want.row])
    words = [stock.words(row) for row in rows.tolist()]
    shared = np.array([len(asked & each) / max(len(each), 1) for each in words], dtype=np.float64)
    fit = shared >= LEAST_SHARE
    if wanted is AssetKind.SKILL and theme:
        fit |= np.array([theme in each for each in stock.network.assets.themes[rows]], dtype=bool)
    partly = ~fit & (shared > 0)
    otherwise = Standing.ASK if wanted is AssetKind.DATA else Standing.FAILS
    return column_of(
        [
            (fit, Standing.FITS, 0.0),
            (partly, Standing.PARTLY, KINDRED_THEME),
            (~fit & ~partly, otherwise, UNKNOWN),
        ],
        len(rows),
    )


def _by_theme(network: Network, rows: Index, wanted: AssetKind, theme: str) -> Column:
    """Whether it is good for the theme; money that names no theme is good for every one."""
    themes, group = network.assets.themes[rows], THEMES[theme].group
    silent = np.array([not each for each in themes], dtype=bool)
    same = np.array([theme in each for each in themes], dtype=bool)
    if wanted is AssetKind.MONEY:
        same, silent = same | silent, np.zeros(len(rows), dtype=bool)
    kindred = np.array([any(THEMES[one].group is group for one in each) for each in themes], bool)
    other = _other_kind(network, rows, wanted)
    kinds = column_of(
        [
            (same, Standing.FITS, 0.0),
            (~same & kindred, Standing.PARTLY, KINDRED_THEME),
            (~same & silent, Standing.ASK, UNKNOWN),
            (~same & ~kindred & ~silent, Standing.FAILS, 0.0),
        ],
        len(rows),
    )
    if other is None:
        return kinds
    return Column(
        standing=np.maximum(kinds.standing, other.standing), points=kinds.points + other.points
    )


def asked_words(network: Network, want: Want) -> frozenset[str]:
    """The words of a request that tell what is wanted, not by whom or where."""
    requests = network.requests
    other = telling_words(str(network.organisations.name[want.asker]))
    for area in want.areas.tolist():
        other |= telling_words(str(network.areas.name[area]))
    said = f"{requests.name[want.row]} {requests.unit[want.row]}"
    return frozenset(telling_words(said) - other)


def _other_kind(network: Network, rows: Index, wanted: AssetKind) -> Column | None:
    """Volunteers where staff were asked for: less than was asked, and worth asking."""
    if wanted is not AssetKind.STAFF_TIME:
        return None
    volunteers = network.assets.kind[rows] == str(AssetKind.VOLUNTEER_TIME)
    return column_of(
        [
            (~volunteers, Standing.FITS, 0.0),
            (volunteers, Standing.PARTLY, HANDS[AssetKind.VOLUNTEER_TIME]),
        ],
        len(rows),
    )


def _borrower(network: Network, want: Want, rows: Index) -> Column:
    """Who may use it; a minibus needs a permit for non-profit use."""
    words = network.assets.borrowers[rows]
    profit = bool(for_profit(network)[want.asker])
    strict = np.zeros(len(rows), dtype=bool)
    for place in np.flatnonzero(network.assets.kind[rows] == str(AssetKind.VEHICLE)).tolist():
        permit = permit_for(seats_of(network, int(rows[place])))
        strict[place] = permit is not None and permit.non_profit_only
    cases = []
    kept_out = np.ones(len(rows), dtype=bool)
    for word, rule in LENDING.items():
        lent = words == str(word)
        barred = lent & profit & (strict | rule.non_profit_only)
        kept_out &= ~lent | barred
        standing = Standing.ASK if rule.points else Standing.FITS
        cases.append((lent & ~barred, standing, rule.points))
    return column_of([*cases, (kept_out, Standing.FAILS, 0.0)], len(rows))


def _capacity(network: Network, want: Want, rows: Index, wanted: AssetKind) -> Column | None:
    """Whether it holds as many; one seat of a vehicle is the driver's."""
    least = float(network.requests.capacity[want.row])
    if np.isnan(least) or wanted not in PLACES_AND_VEHICLES:
        return None
    holds = network.assets.capacity[rows]
    if wanted is AssetKind.VEHICLE:
        holds = np.array([seats_of(network, row) - 1 for row in rows.tolist()], dtype=np.float64)
    return _at_least(holds, least, least)


def _amount(network: Network, want: Want, rows: Index, wanted: AssetKind) -> Column | None:
    """Whether there is as much; half of it is worth talking about, but not half a minibus."""
    requests, assets = network.requests, network.assets
    asked = float(requests.quantity[want.row])
    if np.isnan(asked) or wanted in ROOMS:
        return None
    unit = plain_unit(str(requests.unit[want.row]))
    units = np.array([plain_unit(str(one)) for one in assets.unit[rows]], dtype=object)
    much = np.where(units == unit, assets.quantity[rows], np.nan)
    return _at_least(much, asked, asked if wanted is AssetKind.VEHICLE else LEAST_SHARE * asked)


def _at_least(have: Floats, asked: float, least: float) -> Column:
    enough, some = have >= asked, (have >= least) & (have < asked)
    unknown = np.isnan(have)
    return column_of(
        [
            (enough, Standing.FITS, 0.0),
            (some, Standing.PARTLY, KINDRED_THEME),
            (unknown, Standing.ASK, UNKNOWN),
            (~enough & ~some & ~unknown, Standing.FAILS, 0.0),
        ],
        len(have),
    )


def plain_unit(unit: str) -> str:
    """A unit as it is compared: pounds whatever the period, "a week" for "per week"."""
    folded = unit.strip().casefold().replace(" per ", " a ")
    return "gbp" if folded.startswith("gbp") else folded


def _cost(network: Network, want: Want, rows: Index) -> Column | None:
    """Whether the asker can pay for it; what is not free of charge costs a little effort too."""
    most = float(network.requests.most_pounds_per_hour[want.row])
    if np.isnan(most):
        return None
    cost = network.assets.cost_pounds_per_hour[rows]
    unknown, within = np.isnan(cost), cost <= most
    return column_of(
        [
            (within & (cost == 0), Standing.FITS, 0.0),
            (within & (cost > 0), Standing.FITS, PAID_HIRE),
            (unknown, Standing.ASK, PAID_HIRE),
            (~within & ~unknown, Standing.FAILS, 0.0),
        ],
        len(rows),
    )


def _step_free(network: Network, want: Want, rows: Index, wanted: AssetKind) -> Column | None:
    if not network.requests.step_free[want.row] or wanted not in PLACES_AND_VEHICLES:
        return None
    said = network.assets.step_free[rows]
    return column_of(
        [
            (said == 1, Standing.FITS, 0.0),
            (np.isnan(said), Standing.ASK, UNKNOWN),
            (said == 0, Standing.FAILS, 0.0),
        ],
        len(rows),
    )
