"""Why an asset fits a request or does not, in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from graph.analysis.columns import THEMES
from graph.analysis.opportunities.eligibility import permit_for
from graph.analysis.opportunities.fitting import NAMED, Fits, asked_words, plain_unit
from graph.analysis.opportunities.fitting_place import areas_about
from graph.analysis.opportunities.fitting_time import covering
from graph.analysis.opportunities.offer_words import quantity
from graph.analysis.opportunities.offers import seats_of
from graph.analysis.opportunities.standings import STANDINGS, Aspect, Standing
from graph.analysis.opportunities.stock import Stock
from graph.analysis.opportunities.wants import Want
from graph.analysis.windows import Windows, of_the_year, window_of
from graph.analysis.wording import distance, listed
from graph.model import AssetKind, Borrowers
from graph.network import Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """How one aspect of an asset stands to a request.

    Attributes
    ----------
    aspect, standing
        Which, and how.
    words
        Half a sentence: "room for 80, and 30 are to come".
    points
        What it adds to the effort.
    """

    aspect: Aspect
    standing: Standing
    words: str
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """One request and one asset, and how an aspect stands."""

    stock: Stock
    want: Want
    asset: int
    away: float
    farthest_m: float
    standing: Standing

    @property
    def network(self) -> Network:
        return self.stock.network


def reasons_of(stock: Stock, want: Want, found: Fits, place: int) -> tuple[Reason, ...]:
    """Every aspect of one asset, in the order of :class:`Aspect`."""
    reasons = []
    for aspect in Aspect:
        column = found.columns.get(aspect)
        if column is None:
            continue
        standing = STANDINGS[column.standing[place]]
        pair = _Pair(
            stock=stock,
            want=want,
            asset=int(found.rows[place]),
            away=float(found.distance_m[place]),
            farthest_m=found.farthest_m,
            standing=standing,
        )
        reasons.append(
            Reason(
                aspect=aspect,
                standing=standing,
                words=WORDS[aspect](pair),
                points=float(column.points[place]),
            )
        )
    return tuple(reasons)


def times_in_words(times: Windows) -> str:
    """Weekly times in a row: "Thu 18:30-20:30 and Sat 10:00-12:00"."""
    columns = (times.day, times.start, times.end, times.season)
    told = [str(window_of(*each)) for each in zip(*(c.tolist() for c in columns), strict=True)]
    return listed(told)


def _about(pair: _Pair) -> str:
    network, row = pair.network, pair.asset
    wanted = AssetKind(str(network.requests.wanted[pair.want.row]))
    themes = [THEMES[one].label.lower() for one in network.assets.themes[row]]
    good = f"good for {listed(themes)}" if themes else "what it is good for is not said"
    if wanted in NAMED:
        shared = sorted(asked_words(network, pair.want) & pair.stock.words(row))
        if shared:
            return f"both name {listed([f'“{one}”' for one in shared])}"
        if themes:
            return good
        return "its name does not say what is asked for"
    if wanted is AssetKind.MONEY:
        return f"for {listed(themes)}" if themes else "tied to no theme"
    volunteers = str(network.assets.kind[row]) == str(AssetKind.VOLUNTEER_TIME)
    if volunteers and wanted is AssetKind.STAFF_TIME:
        return f"volunteers’ time and not staff time, {good}"
    return good


def _time(pair: _Pair) -> str:
    free, times = pair.stock.free_times(pair.asset), pair.want.times
    if pair.standing is Standing.ASK:
        return "nobody has said when it is free"
    told = times_in_words(of_the_year(free))
    if not len(times):
        return f"free {told}" if told else "in use at every time when it is offered"
    if pair.standing is Standing.FITS:
        return f"free {times_in_words(times)} as asked"
    if pair.standing is Standing.FAILS:
        return f"not free {times_in_words(times)}" + (f", but {told}" if told else "")
    held = [[bool(one.any()) for one in covering(free, times, n)] for n in range(len(times))]
    whole = _chosen(times, [all(one) for one in held])
    some = _chosen(times, [any(one) and not all(one) for one in held])
    never = _chosen(times, [not any(one) for one in held])
    parts = (
        f"free {times_in_words(whole)}" if len(whole) else "",
        f"free in part of the year {times_in_words(some)}" if len(some) else "",
        f"not free {times_in_words(never)}" if len(never) else "",
    )
    return " but ".join(part for part in parts if part)


def _chosen(times: Windows, flags: list[bool]) -> Windows:
    return times.taken(np.flatnonzero(flags).astype(np.int32))


def _place(pair: _Pair) -> str:
    network, want = pair.network, pair.want
    wanted = AssetKind(str(network.requests.wanted[want.row]))
    if wanted is AssetKind.MONEY:
        return _bounds(pair)
    if np.isnan(pair.away):
        site = int(network.assets.site[pair.asset])
        there = pair.standing is Standing.FITS and site >= 0
        return "in the place asked for" if there else "how far away it is is not known"
    if pair.standing is Standing.FAILS:
        return f"{distance(pair.away)} away, farther than {distance(pair.farthest_m)}"
    return f"{distance(pair.away)} away"


def _bounds(pair: _Pair) -> str:
    network, keeper = pair.network, int(pair.network.assets.organisation[pair.asset])
    name = str(network.organisations.name[keeper])
    if pair.standing is Standing.ASK:
        return "for which place it is asked is not said"
    asked = listed([str(network.areas.name[area]) for area in pair.want.areas.tolist()])
    served = network.serves.right[network.serves.left == keeper]
    if pair.standing is Standing.FAILS:
        return f"{name} does not work for {asked}"
    local, wide, inside = areas_about(network, pair.want.areas)
    for areas, words in (
        (local, "{name} works for {there}"),
        (wide, "{name} works for all of {there}"),
        (inside, "{name} works for a part of it only: {there}"),
    ):
        there = [str(network.areas.name[area]) for area in served.tolist() if areas[area]]
        if there:
            return words.format(name=name, there=listed(there))
    return f"{name} works for {asked}"


def _capacity(pair: _Pair) -> str:
    network, row = pair.network, pair.asset
    asked = f"{network.requests.capacity[pair.want.row]:,.0f}"
    holds, noun = float(network.assets.capacity[row]), "room for"
    if str(network.assets.kind[row]) == str(AssetKind.VEHICLE):
        holds, noun = seats_of(network, row) - 1, "seats beside the driver’s:"
    if np.isnan(holds):
        return f"nobody has said whether it holds {asked}"
    return f"{noun} {holds:,.0f} where {asked} are to come"


def _amount(pair: _Pair) -> str:
    requests, row = pair.network.requests, pair.want.row
    unit, much = str(requests.unit[row]), float(requests.quantity[row])
    asked = f"£{much:,.0f}{unit[3:]}" if plain_unit(unit) == "gbp" else f"{much:,g} {unit}".strip()
    there = quantity(pair.network, pair.asset)
    if not there:
        return f"how much there is is not said, and {asked} is asked for"
    if plain_unit(unit) == plain_unit(str(pair.network.assets.unit[pair.asset])) != "gbp":
        asked = f"{much:,g}"
    return f"{there} where {asked} is asked for"


def _borrower(pair: _Pair) -> str:
    network, row = pair.network, pair.asset
    asker = str(network.organisations.name[pair.want.asker])
    word = Borrowers(str(network.assets.borrowers[row]))
    vehicle = str(network.assets.kind[row]) == str(AssetKind.VEHICLE)
    permit = permit_for(seats_of(network, row)) if vehicle else None
    told = {
        Borrowers.ANYONE: "lent to anyone",
        Borrowers.NON_PROFIT: "lent to non-profit organisations",
        Borrowers.MEMBERS: "lent to members only",
        Borrowers.BY_ARRANGEMENT: "lent by arrangement",
        Borrowers.UNKNOWN: "to whom it is lent is not known",
    }[word]
    if pair.standing is Standing.FAILS and word is not Borrowers.MEMBERS:
        under = f" under a {permit.name}" if permit is not None else ""
        return f"lent to non-profit organisations only{under}, and {asker} may work for profit"
    if permit is not None:
        return f"{told} under a {permit.name} ({permit.driver} has to drive it)"
    return told


def _cost(pair: _Pair) -> str:
    cost = float(pair.network.assets.cost_pounds_per_hour[pair.asset])
    most = float(pair.network.requests.most_pounds_per_hour[pair.want.row])
    can = f"up to £{most:,g} can be paid" if most else "nothing can be paid"
    if np.isnan(cost):
        return f"what it costs is not said, and {can}"
    return "free of charge" if cost == 0 else f"£{cost:,g} an hour where {can}"


def _step_free(pair: _Pair) -> str:
    return {
        Standing.FITS: "step-free, as it has to be",
        Standing.ASK: "nobody has said whether it is step-free, and it has to be",
    }.get(pair.standing, "not step-free, and it has to be")


WORDS: dict[Aspect, Callable[[_Pair], str]] = {
    Aspect.ABOUT: _about,
    Aspect.TIME: _time,
    Aspect.PLACE: _place,
    Aspect.CAPACITY: _capacity,
    Aspect.AMOUNT: _amount,
    Aspect.BORROWER: _borrower,
    Aspect.COST: _cost,
    Aspect.STEP_FREE: _step_free,
}
