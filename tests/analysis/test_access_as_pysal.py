"""The same numbers as PySAL's ``access`` to 1e-9; where it answers NaN, nothing is in reach."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable
from typing import Any

import access
import numpy as np
import pandas as pd
import pytest

from graph.analysis.access import Catchments, access_hours, catchments
from graph.analysis.access.circles import Circles
from graph.analysis.slices import Decay, Method, Reach
from graph.network import Floats

REACH_M = 5_000.0
EDGE = math.exp(-0.5)

Weight = Callable[[float], float]


def theirs_of(decay: Decay) -> Weight:
    """Each decay as a weight function of theirs, from ``access.weights`` where it has it."""
    match decay:
        case Decay.STEP:
            thirds = {REACH_M / 3: 1.0, 2 * REACH_M / 3: 0.68, REACH_M: 0.22}
            return access.weights.step_fn(thirds)  # type: ignore[no-any-return]
        case Decay.GAUSSIAN:
            bell = access.weights.gaussian(REACH_M)
            return lambda metres: (bell(metres) - EDGE) / (1 - EDGE)
        case Decay.POWER:
            return access.weights.gravity(scale=500.0, alpha=-1.5, min_dist=500.0)  # type: ignore[no-any-return]
        case Decay.EXPONENTIAL:
            return lambda metres: math.exp(-3 * metres / REACH_M)
        case Decay.LINEAR:
            return lambda metres: 1 - metres / REACH_M
    return lambda metres: 1.0 if metres <= REACH_M else 0.0


def a_county(seed: int) -> tuple[Floats, Floats, Floats, Floats]:
    """Towns, some without a site and some sites without a town: points, people, place-hours."""
    chance = np.random.default_rng(seed)
    towns = chance.uniform(0, 60_000, (12, 2))
    left = towns[chance.integers(0, 10, 300)] + chance.normal(0, 2_000, (300, 2))
    right = towns[chance.integers(2, 12, 80)] + chance.normal(0, 2_500, (80, 2))
    right[5] = right[4]
    people = np.round(chance.lognormal(4, 0.7, 300))
    people[:20] = 0
    return left, right, people, np.round(chance.lognormal(3, 1, 80))


def by_pysal(
    people: Floats, supply: Floats, pairs: Catchments, method: Method, weight: Weight
) -> Floats:
    """Their answer given the same pairs; NaN where they have none."""
    costs = pd.DataFrame({"origin": pairs.left, "dest": pairs.right, "cost": pairs.distance_m})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # theirs to mend: pandas' future, odd frames
        model = access.Access(
            demand_df=pd.DataFrame({"id": np.arange(len(people)), "people": people}),
            demand_index="id",
            demand_value="people",
            supply_df=pd.DataFrame({"id": np.arange(len(supply)), "hours": supply}),
            supply_index="id",
            supply_value="hours",
            cost_df=costs,
            cost_origin="origin",
            cost_dest="dest",
            cost_name="cost",
            neighbor_cost_df=costs,
            neighbor_cost_origin="origin",
            neighbor_cost_dest="dest",
            neighbor_cost_name="cost",
        )
        asked: dict[str, Any] = {"name": "found", "max_cost": REACH_M}
        match method:
            case Method.TWO_STEP:
                found = model.two_stage_fca(**asked)
            case Method.E2SFCA:
                found = model.enhanced_two_stage_fca(**asked, weight_fn=weight)
            case Method.THREE_STEP:
                found = model.three_stage_fca(**asked, weight_fn=weight)
    return found["found_hours"].reindex(range(len(people))).to_numpy(dtype=np.float64)  # type: ignore[no-any-return]


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize(
    ("method", "decay"),
    [
        *((Method.E2SFCA, decay) for decay in Decay),
        (Method.TWO_STEP, Decay.GAUSSIAN),
        *((Method.THREE_STEP, decay) for decay in Decay),
    ],
)
def test_access_is_what_pysal_answers(method: Method, decay: Decay, seed: int) -> None:
    left, right, people, supply = a_county(seed)
    reach = Reach(reach_m=REACH_M, detour=1.0, decay=decay)
    pairs = catchments(left, right, reach)
    expected = by_pysal(people, supply, pairs, method, theirs_of(decay))
    nothing = np.isnan(expected)
    assert nothing.sum() == (np.diff(pairs.starts) == 0).sum() > 0
    for ours in (pairs, Circles(left, right, reach)):
        hours = access_hours(people, supply, ours, method=method)
        assert np.all(hours[nothing] == 0)
        assert hours[~nothing] == pytest.approx(expected[~nothing], rel=1e-9, abs=1e-9)
