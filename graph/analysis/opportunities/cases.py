"""The cases in which a team is searched: who may borrow from whom, and when all of them can."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from graph.analysis.opportunities.bids import Bids
from graph.analysis.opportunities.lots import NO_WINDOW
from graph.analysis.opportunities.market import Market
from graph.analysis.opportunities.roles import ROLES, Bid, Role
from graph.analysis.windows import LEAST_HOURS, LEAST_MINUTES, SEASONS
from graph.model import Season, WeeklyTime
from graph.network import Flags


@dataclass(frozen=True, kw_only=True, eq=False)
class Case:
    """Bids that may stand together, whoever of them is chosen; shape (bids,)."""

    kept: Flags


def borrowing_cases(bids: Bids, kept: Flags, profit_making: Flags) -> Iterator[Case]:
    """The bids by whether the deliverer, who borrows venue and vehicle, may work for profit.

    A non-profit deliverer may borrow everything; any deliverer whatever is lent to all; and
    one that may work for profit may use what is its own. Each team that may stand is in one of
    these cases, so that the best of them is the best of all.

    Parameters
    ----------
    bids, kept
        The bids, and which of them to choose from.
    profit_making
        Whether each organisation may work for profit.
    """
    deliverer = bids.of_role(Role.DELIVERER)
    strict = bids.market.non_profit_only[bids.number]
    profit = profit_making[bids.organisation]
    if not (kept & strict).any() or not (kept & deliverer & profit).any():
        yield Case(kept=kept)
        return
    yield Case(kept=kept & ~(deliverer & profit))
    yield Case(kept=kept & ~strict)
    own = np.intersect1d(
        bids.organisation[kept & strict], bids.organisation[kept & deliverer & profit]
    )
    for organisation in own.tolist():
        itself = bids.organisation == organisation
        yield Case(kept=kept & (~deliverer | itself) & (~strict | itself))


def may_borrow(market: Market, numbers: Sequence[int], profit_making: Flags) -> bool:
    """Whether the deliverer among some offers may borrow what the others lend."""
    who = [
        int(market.organisation[number])
        for number in numbers
        if market.role[number] == ROLES.index(Role.DELIVERER)
    ]
    return all(
        not market.non_profit_only[number]
        or not profit_making[one]
        or market.organisation[number] == one
        for number in numbers
        for one in who
    )


def session_of(bids: Sequence[Bid]) -> WeeklyTime | None:
    """When the venue and all whose times are known can; None where they cannot, or no venue."""
    windows = [bid.offer.window for bid in bids if bid.offer.window is not None]
    if not any(bid.offer.role is Role.VENUE for bid in bids) or not windows:
        return None
    first = windows[0]
    seasons = {window.season for window in windows} - {Season.ALL_YEAR}
    start = max(window.start for window in windows)
    end = min(window.end for window in windows)
    if len({window.day for window in windows}) > 1 or len(seasons) > 1 or start >= end:
        return None
    session = WeeklyTime(
        day=first.day, start=start, end=end, season=next(iter(seasons), Season.ALL_YEAR)
    )
    return session if session.hours >= LEAST_HOURS else None


def times_agree(bids: Sequence[Bid]) -> bool:
    """Whether those chosen can all come at one time, as far as their times are known."""
    venue = any(bid.offer.role is Role.VENUE for bid in bids)
    return not venue or session_of(bids) is not None


def meeting_days(bids: Bids, kept: Flags) -> Iterator[Flags]:
    """The bids of one day and season, for each on which a venue is free; shape (bids,).

    Whatever meets at one time is among those of its day.
    """
    day, _, _, season = bids.window.T
    venue = kept & bids.of_role(Role.VENUE)
    untimed, seen = day == NO_WINDOW, set()
    for which in range(1, len(SEASONS)):
        fits = (season == 0) | (season == which)
        for weekday in np.unique(day[venue & fits]).tolist():
            can: Flags = kept & (untimed | (fits & (day == weekday)))
            if (key := can.tobytes()) not in seen:
                seen.add(key)
                yield can


def meeting_times(bids: Bids, kept: Flags) -> Iterator[Flags]:
    """The bids that can at one time, for each time at which a session could begin.

    A session that some of them can hold can also begin when the last of their windows opens;
    so to try the opening of each window, in each season, is to try every time.

    Yields
    ------
    array of shape (bids,)
        Each set of bids once; always with a venue.
    """
    day, start, end, season = bids.window.T
    venue = kept & bids.of_role(Role.VENUE)
    timed = kept & (day != NO_WINDOW)
    seen = set()
    for which in range(1, len(SEASONS)):
        fits = (season == 0) | (season == which)
        opens = np.unique(np.column_stack([day, start])[timed & fits], axis=0)
        for weekday, minute in opens.tolist():
            there = (day == weekday) & fits & (start <= minute) & (minute + LEAST_MINUTES <= end)
            can: Flags = kept & (there | (day == NO_WINDOW))
            if not (can & venue).any() or (key := can.tobytes()) in seen:
                continue
            seen.add(key)
            yield can
