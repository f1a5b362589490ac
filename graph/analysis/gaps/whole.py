"""An outline as one area, beside all the others: its percentiles, its rank and what is nearest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy.sparse import csr_array, vstack

from graph.analysis.access.served import Served
from graph.analysis.coverage import Mapped
from graph.analysis.gaps.compared import compared_areas
from graph.analysis.gaps.doubt import Doubt, rank_intervals
from graph.analysis.nearest import Nearby, nearest_to_people
from graph.analysis.sums import Sums, sums_of
from graph.model import AreaKind
from graph.network import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """An outline as if it were one area more.

    Attributes
    ----------
    among
        Areas that it is compared with, in all of the network; each counts with all its people.
    rank, rank_low, rank_high
        Its place among those and itself, and the interval of that.
    need_percentile, access_percentile, gap
        Among them, as of a :class:`~graph.analysis.gaps.gap.Gap`.
    nearest
        The nearest activities of the slice to the middle of its young people; by travel times,
        to the small area where most of them live.
    """

    among: int
    rank: int
    rank_low: int
    rank_high: int
    need_percentile: float
    access_percentile: float
    gap: float
    nearest: tuple[Nearby, ...]


def whole_outline(
    served: Served,
    mapped: Mapped,
    inside: Floats,
    *,
    roll_up: AreaKind | None,
    standard_hours_per_week: float,
    doubt: Doubt,
    today: date,
) -> Whole | None:
    """An outline beside all areas.

    Parameters
    ----------
    inside
        The share of each demand area's people inside it.
    roll_up, standard_hours_per_week, doubt, today
        As in :func:`~graph.analysis.gaps.find_gaps`.

    Returns
    -------
    Whole or None
        None where no young people live inside.
    """
    people = served.people * inside
    if people.sum() <= 0:
        return None
    home = int(np.argmax(people))
    every = sums_of(served.network, served.people, roll_up=roll_up)
    sums = Sums(
        rows=np.append(every.rows, served.areas[home]).astype(np.int32),
        shares=csr_array(vstack([every.shares, csr_array(inside[np.newaxis, :])])),
        weights=csr_array(vstack([every.weights, csr_array(people[np.newaxis, :])])),
    )
    compared = compared_areas(
        served, mapped, sums, standard_hours_per_week=standard_hours_per_week, rolled=True
    )
    columns = compared.in_order(compared.order)
    place = int(np.flatnonzero(compared.order == len(every.rows))[0])
    low, high = rank_intervals(
        served,
        mapped,
        columns,
        standard_hours_per_week=standard_hours_per_week,
        doubt=doubt,
        today=today,
    )
    return Whole(
        among=len(every.rows),
        rank=place + 1,
        rank_low=int(low[place]),
        rank_high=int(high[place]),
        need_percentile=float(columns.need[place]),
        access_percentile=float(columns.access[place]),
        gap=float(columns.gap[place]),
        nearest=nearest_to_people(served, people),
    )
