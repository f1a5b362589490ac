"""Fitting in time: whether an asset is free when a request wants it.

Free pieces hold in term or in the holidays; what is free all year is there as both.
"""

from __future__ import annotations

import numpy as np

from graph.analysis.opportunities.audiences import KINDRED_THEME, UNKNOWN
from graph.analysis.opportunities.offers import ROOMS
from graph.analysis.opportunities.standings import Column, Standing, column_of
from graph.analysis.opportunities.stock import Stock
from graph.analysis.opportunities.wants import Want
from graph.analysis.windows import LEAST_MINUTES, Windows
from graph.model import AssetKind
from graph.network import Flags, Index


def when(stock: Stock, want: Want, rows: Index) -> Column | None:
    """Whether each asset is free at every time asked for, at some of them, or at none.

    A time that is free in term only, where the whole year is asked for, counts as some. Where no
    time is asked for, a place must be free at some time long enough for a session.
    """
    network = stock.network
    stated = stock.stated[rows]
    pieces, place = _pieces(stock, rows)
    if len(want.times):
        whole, some = np.ones(len(rows), dtype=bool), np.zeros(len(rows), dtype=bool)
        for number in range(len(want.times)):
            parts = [_any(held, place, len(rows)) for held in covering(pieces, want.times, number)]
            for part in parts:
                whole &= part
                some |= part
    elif AssetKind(str(network.requests.wanted[want.row])) in ROOMS:
        some = _any(pieces.end - pieces.start >= LEAST_MINUTES, place, len(rows))
        whole = some
    else:
        return None
    return column_of(
        [
            (stated & whole, Standing.FITS, 0.0),
            (stated & some & ~whole, Standing.PARTLY, KINDRED_THEME),
            (~stated, Standing.ASK, UNKNOWN),
            (stated & ~some, Standing.FAILS, 0.0),
        ],
        len(rows),
    )


def covering(pieces: Windows, times: Windows, number: int) -> list[Flags]:
    """Which free pieces hold one of some times: in term, in the holidays, as it is asked for."""
    asked = int(times.season[number])
    around = (
        (pieces.day == times.day[number])
        & (pieces.start <= times.start[number])
        & (pieces.end >= times.end[number])
    )
    return [around & (pieces.season == season) for season in (1, 2) if asked in (0, season)]


def _pieces(stock: Stock, rows: Index) -> tuple[Windows, Index]:
    """The free pieces of some assets, and the place of each one's asset among them."""
    first = np.searchsorted(stock.free.asset, rows, side="left")
    many = np.searchsorted(stock.free.asset, rows, side="right") - first
    place = np.repeat(np.arange(len(rows), dtype=np.int32), many)
    step = np.arange(len(place)) - np.repeat(np.cumsum(many) - many, many)
    return stock.free.taken((first[place] + step).astype(np.int32)), place


def _any(holds: Flags, place: Index, size: int) -> Flags:
    answer = np.zeros(size, dtype=bool)
    answer[place[holds]] = True
    return answer
