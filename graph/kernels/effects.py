"""Effects: how many people a change of access touches, group by group."""

from __future__ import annotations

from enum import IntEnum

import numpy as np
import numpy.typing as npt

from graph.kernels.compiled import compiled

Floats = npt.NDArray[np.float64]
Index = npt.NDArray[np.int32]


class Told(IntEnum):
    """Columns of what a change does to the people of a group."""

    PEOPLE = 0
    LOSING = 1
    LOST = 2
    GAINING = 3
    GAINED = 4
    FALLING = 5
    RISING = 6
    SHORT = 7


@compiled(
    "float64[:,::1](int32[::1], float64[::1], float64[::1], float64[::1], float64[::1], float64,"
    "float64, int32[::1], int64)"
)
def told_of_change(
    areas: Index,
    change: Floats,
    hours: Floats,
    upto: Floats,
    under: Floats,
    enough: float,
    least: float,
    group: Index,
    groups: int,
) -> Floats:
    """What a change does to the people who live where it is felt.

    Parameters
    ----------
    areas, change
        Areas that may feel it, and the hours a week that each person there has more.
    hours
        Hours a week within reach for each person before it, by area.
    upto, under
        People below two ages by area: those between them are told of.
    enough
        The standard; below it is short.
    least
        A change of less is a rounding of sums, neither lost nor gained; hours a week.
    group
        The group of each area, 0 to ``groups - 1``.

    Returns
    -------
    array of shape (groups, 8)
        Columns :class:`Told`; ``LOST`` and ``GAINED`` are hours a week times people, and
        ``SHORT`` are those losing who are short already.
    """
    told = np.zeros((groups, 8))
    for place in range(len(areas)):
        area = areas[place]
        there, before = upto[area] - under[area], hours[area]
        if there <= 0:
            continue
        after = max(0.0, before + change[place])
        of = told[group[area]]
        of[0] += there
        if change[place] <= -least:
            of[1] += there
            of[2] -= there * change[place]
            if before < enough:
                of[7] += there
        elif change[place] >= least:
            of[3] += there
            of[4] += there * change[place]
        if after < enough <= before:
            of[5] += there
        elif before < enough <= after:
            of[6] += there
    return told
