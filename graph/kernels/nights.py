"""Nights: the days of the week on which something is on within reach, as bits of a number."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph.kernels.compiled import compiled

Index = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Bits = npt.NDArray[np.uint8]


@compiled("void(int32[::1], uint8[::1], uint8[::1], uint8[::1])")
def gather_days(place: Index, days: Bits, once: Bits, twice: Bits) -> None:
    """The days on which one, and on which at least two, activities run at each place.

    Parameters
    ----------
    place
        Of each activity.
    days
        On which each runs: bit 0 for Monday.
    once, twice
        Filled, one entry a place; zeros to begin with.
    """
    for activity in range(len(place)):
        at = place[activity]
        twice[at] |= once[at] & days[activity]
        once[at] |= days[activity]


@compiled("uint8[::1](int32[::1], int64[::1], int32[::1], uint8[:,::1], uint8[:,::1], uint8)")
def days_apart_from(
    areas: Index, first_site: Longs, sites: Index, once: Bits, twice: Bits, own: int
) -> Bits:
    """The days on which something else is on within reach of some areas.

    Parameters
    ----------
    areas
        The areas.
    first_site, sites
        The sites that reach each area, as compressed rows.
    once, twice
        As :func:`gather_days` fills them, one row a theme: shape (themes, sites).
    own
        The days of an activity left out, which every one of the areas reaches.

    Returns
    -------
    array of shape (areas,)
    """
    found = np.zeros(len(areas), dtype=np.uint8)
    for place in range(len(areas)):
        one, two = np.uint8(0), np.uint8(0)
        for at in range(first_site[areas[place]], first_site[areas[place] + 1]):
            for theme in range(len(once)):
                two |= twice[theme, sites[at]] | (one & once[theme, sites[at]])
                one |= once[theme, sites[at]]
        found[place] = two | (one & ~own)
    return found
