"""Access over all of England, beside PySAL's ``access`` and beside what memory allows."""

from __future__ import annotations

import logging
import math
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import cycle, islice
from typing import Any

import access  # type: ignore[import-untyped]
import numpy as np
import pandas as pd

from benchmarks.england import england
from benchmarks.measuring import Row, Spread, faster, seconds, times
from graph.analysis.access import Catchments, access_hours, access_in_slices, catchments
from graph.analysis.access.circles import Circles
from graph.analysis.access.incremental import closing, tally_of
from graph.analysis.access.served import who_is_served
from graph.analysis.columns import points_of
from graph.analysis.provision import provision_in, site_sums
from graph.analysis.slices import Decay, Reach, Slice
from graph.model import Season, Theme
from graph.network import Floats

REACH_M = 5_000.0
SLICES = 40
CLOSED = 2_000
EQUAL = 1e-9
PYSAL_RUNS = 3
COPIES = 4.0
EDGE = math.exp(-0.5)


@dataclass(frozen=True, kw_only=True, eq=False)
class Ground:
    """Demand areas and sites of England: metres, young people, place-hours a week."""

    left: Floats
    right: Floats
    people: Floats
    supply: Floats


@cache
def ground() -> Ground:
    """What is measured on: every demand area and every site."""
    network = england().network
    areas = network.demand_areas
    return Ground(
        left=points_of(network.areas.easting[areas], network.areas.northing[areas]),
        right=points_of(network.sites.easting, network.sites.northing),
        people=network.young_people(Slice().ages)[areas],
        supply=site_sums(network, provision_in(network, Slice()).place_hours),
    )


def reach_of(decay: Decay) -> Reach:
    """Five kilometres in the straight line."""
    return Reach(reach_m=REACH_M, detour=1.0, decay=decay)


def stepped() -> Row:
    """E2SFCA with Luo and Qi's steps."""
    thirds = {REACH_M / 3: 1.0, 2 * REACH_M / 3: 0.68, REACH_M: 0.22}
    return _beside_pysal(Decay.STEP, access.weights.step_fn(thirds))


def gaussian() -> Row:
    """E2SFCA with Dai's Gaussian."""
    bell = access.weights.gaussian(REACH_M)
    return _beside_pysal(Decay.GAUSSIAN, lambda metres: (bell(metres) - EDGE) / (1 - EDGE))


def _beside_pysal(decay: Decay, weight: Callable[[float], float]) -> Row:
    """From coordinates to access, beside PySAL that is given the pairs."""
    land, reach = ground(), reach_of(decay)
    pairs = catchments(land.left, land.right, reach)
    model = _pysal(land, pairs)

    def ours() -> Floats:
        return access_hours(land.people, land.supply, Circles(land.left, land.right, reach))

    def theirs() -> Any:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return model.enhanced_two_stage_fca(name="found", max_cost=REACH_M, weight_fn=weight)

    expected = theirs()["found_hours"].reindex(range(len(land.people))).to_numpy()
    assert np.array_equal(np.isnan(expected), np.diff(pairs.starts) == 0)
    assert np.allclose(ours(), np.nan_to_num(expected), rtol=EQUAL, atol=EQUAL)
    return faster(
        f"Access, {decay.label.lower()} decay",
        times(ours, theirs, repeats=6 * PYSAL_RUNS, other_repeats=PYSAL_RUNS),
        least=120,
        note=(
            f"E2SFCA of {len(land.left):,} areas and {len(land.right):,} sites within "
            f"{REACH_M / 1000:g} km ({len(pairs):,} pairs), from coordinates to hours; PySAL "
            "`access`, `enhanced_two_stage_fca` with the pairs and distances given ready-made and "
            "weights by its own `step_fn` or `gaussian` (less Dai's edge, one line around it); "
            f"equal to {EQUAL:g}, its NaN our 0. {england().said}"
        ).rstrip("."),
        digits=4,
    )


def _pysal(land: Ground, pairs: Catchments) -> access.Access:
    costs = pd.DataFrame({"origin": pairs.left, "dest": pairs.right, "cost": pairs.distance_m})
    demand = pd.DataFrame({"id": np.arange(len(land.people)), "people": land.people})
    supply = pd.DataFrame({"id": np.arange(len(land.supply)), "hours": land.supply})
    model = access.Access(
        demand_df=demand,
        demand_index="id",
        demand_value="people",
        supply_df=supply,
        supply_index="id",
        supply_value="hours",
        cost_df=costs,
        cost_origin="origin",
        cost_dest="dest",
        cost_name="cost",
    )
    logging.getLogger("access").setLevel(logging.WARNING)  # else it tells of each overwriting
    return model


def weighing() -> Row:
    """The weighting and both sums over pairs that are given, beside a copy of those pairs."""
    land, reach = ground(), reach_of(Decay.STEP)
    pairs = catchments(land.left, land.right, reach)
    starts, right, metres = (
        np.empty_like(array) for array in (pairs.starts, pairs.right, pairs.distance_m)
    )

    def ours() -> Floats:
        # As new, so that no weight is left from the run before.
        given = Catchments(
            shape=pairs.shape,
            starts=pairs.starts,
            right=pairs.right,
            distance_m=pairs.distance_m,
            reach=reach,
        )
        return access_hours(land.people, land.supply, given)

    def copy() -> None:
        np.copyto(starts, pairs.starts)
        np.copyto(right, pairs.right)
        np.copyto(metres, pairs.distance_m)

    copy()
    assert np.array_equal(metres, pairs.distance_m)
    mine, other = [], []
    for _ in range(15):
        mine.append(min(seconds(ours) for _ in range(5)))
        other.append(min(seconds(copy) for _ in range(5)))
    ratio = Spread.of([one / theirs for one, theirs in zip(mine, other, strict=True)])
    return Row(
        name="Weighting and two sums",
        unit="seconds",
        ours=Spread.of(mine),
        other=Spread.of(other),
        ratio=ratio,
        target=f"at most {COPIES:g} copies",
        met=ratio.median <= COPIES,
        note=(
            f"Luo and Qi's weights and both sums over {len(pairs):,} pairs that are given; the "
            "other is a bare `numpy.copyto` of the same pairs (12 bytes each) into memory that "
            "was touched before; each number is the best of five in a row, in turns, as both are "
            "over before a busy machine looks; the ratio says how many copies long ours takes"
        ),
        digits=4,
    )


def themes_at_once() -> Row:
    """Forty slices in one pass, beside forty runs."""
    land, reach, network = ground(), reach_of(Decay.STEP), england().network
    asked = [
        Slice(theme=theme, season=season)
        for season in (Season.TERM, Season.HOLIDAYS, Season.ALL_YEAR)
        for theme in Theme
    ][:SLICES]
    supplies = np.column_stack(
        [site_sums(network, provision_in(network, slice).place_hours) for slice in asked]
    )

    def together() -> Floats:
        return access_in_slices(land.people, supplies, catchments(land.left, land.right, reach))

    def one_by_one() -> Floats:
        return np.column_stack(
            [
                access_hours(land.people, supply, Circles(land.left, land.right, reach))
                for supply in supplies.T
            ]
        )

    assert np.allclose(together(), one_by_one(), rtol=EQUAL, atol=EQUAL)
    return faster(
        f"{SLICES} themes at once",
        times(together, one_by_one, repeats=5),
        least=5,
        note=(
            f"E2SFCA of {SLICES} slices (themes in term time, in holidays, all year) over all of "
            f"England, 5 km, from coordinates; the other is {SLICES} runs of ours, each from "
            "coordinates in the way that is fastest for one; equal to 1e-9"
        ),
        digits=3,
    )


def closing_a_site() -> Row:
    """One site closed, beside all access worked out anew."""
    land, reach, network = ground(), reach_of(Decay.STEP), england().network
    served = who_is_served(network, slice=Slice(), reach=reach)
    tally = tally_of(served)
    sites = [int(site) for site in islice(cycle(served.sites[::7]), CLOSED)]
    for site in sites[:3]:
        supply = land.supply.copy()
        supply[site] = 0.0
        changed, hours = closing(tally, site), served.hours.copy()
        hours[changed.areas] = changed.hours
        again = access_hours(land.people, supply, Circles(land.left, land.right, reach))
        assert np.allclose(hours, again, rtol=EQUAL, atol=EQUAL)

    def closed() -> None:
        for site in sites:
            closing(tally, site)

    def anew() -> Floats:
        return access_hours(land.people, land.supply, Circles(land.left, land.right, reach))

    mine, other = [], []
    for _ in range(9):
        mine.append(seconds(closed) / CLOSED)
        other.append(seconds(anew))
    ratio = Spread.of([theirs / one for one, theirs in zip(mine, other, strict=True)])
    return faster(
        "Closing one site",
        (Spread.of(mine), Spread.of(other), ratio),
        least=1_000,
        note=(
            f"hours of every area that it changes, the mean over {CLOSED:,} sites of England one "
            "after the other, 5 km; the other is all access anew, from coordinates; equal to 1e-9"
        ),
        digits=6,
    )
