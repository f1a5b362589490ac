"""Access: hours a week within reach for each young person, by floating catchment areas.

Two steps. At each site ``j`` its place-hours are shared over the young people in its reach,
near ones more, ``R_j = S_j / sum_i P_i w_ij``; each area ``i`` has what it can reach,
``A_i = sum_j R_j w_ij``.

- E2SFCA: Luo and Qi (2009), "An enhanced two-step floating catchment area (E2SFCA) method for
  measuring spatial accessibility to primary care physicians", Health & Place 15(4):
  ``w_ij`` falls with distance (:mod:`graph.analysis.access.decay`).
- 2SFCA: Luo and Wang (2003), "Measures of spatial accessibility to health care in a GIS
  environment", Environment and Planning B 30(6): ``w_ij`` is 1 all through the reach.
- 3SFCA: Wan, Zou and Sternberg (2012), "A three-step floating catchment area method for
  analyzing spatial access to health services", International Journal of Geographical
  Information Science 26(6): each area first shares itself over the sites that it can reach,
  ``G_ij = w_ij / sum_k w_ik``, and ``G_ij w_ij`` takes the place of ``w_ij`` in both steps.
"""

from __future__ import annotations

import numpy as np

from graph.analysis.access.catchments import Catchments, shares
from graph.analysis.access.circles import Circles
from graph.analysis.slices import Decay, Method, Reach
from graph.network import Floats


def access_hours(
    people: Floats,
    supply: Floats,
    pairs: Catchments | Circles,
    *,
    method: Method = Method.E2SFCA,
) -> Floats:
    """Hours a week within reach for each young person.

    Parameters
    ----------
    people
        Young people at each place on the left, shape (n,).
    supply
        Place-hours a week at each place on the right, shape (m,).
    pairs
        Who is within reach of what: pairs kept, or circles to look around in.
    method
        How supply is shared. For 3SFCA every place on the right takes its share of the
        people, whatever its supply.

    Returns
    -------
    array of shape (n,)
        0 where nothing is in reach. A site in whose reach nobody lives (fewer than
        :data:`FEWEST`) offers nothing to anybody (its share ``R_j`` is 0), so that
        ``sum(people * hours)`` is the supply of all the other sites.
    """
    if isinstance(pairs, Circles):
        return _around(people, supply, pairs, method)
    pairs = pairs.by(method)
    return pairs.to_left(shares(supply, pairs.to_right(people)))


def access_in_slices(
    people: Floats, supplies: Floats, pairs: Catchments, *, method: Method = Method.E2SFCA
) -> Floats:
    """Hours a week for several supplies at once, which share what people draw from each site.

    Parameters
    ----------
    people
        Shape (n,).
    supplies
        Shape (m, slices).
    pairs, method
        As for :func:`access_hours`; with 3SFCA, too, all places on the right count in each.

    Returns
    -------
    array of shape (n, slices)
        Each column is what :func:`access_hours` gives for that supply.
    """
    pairs = pairs.by(method)
    drawn = pairs.to_right(people)
    return pairs.many_to_left(shares(supplies, drawn[:, None]))


def sums_in_reach(left: Floats, right: Floats, values: Floats, reach: Reach) -> Floats:
    """For each place on the left, the sum of values of the places within its reach.

    No pair is kept, so that all of England by car fits into memory.

    Parameters
    ----------
    left, right
        Arrays of shape (n, 2) and (m, 2), metres.
    values
        Of shape (m,).

    Returns
    -------
    array of shape (n,)
        0 where nothing is in reach.
    """
    return Circles(left, right, reach).to_left(values, decay=Decay.UNIFORM)


def _around(people: Floats, supply: Floats, circles: Circles, method: Method) -> Floats:
    if method is Method.THREE_STEP:
        choice = circles.to_left(np.ones(len(supply)))
        drawing = shares(people, choice)
        drawn = circles.to_right(drawing, squared=True)
        return shares(circles.to_left(shares(supply, drawn), squared=True), choice)
    decay = Decay.UNIFORM if method is Method.TWO_STEP else None
    drawn = circles.to_right(people, decay=decay)
    return circles.to_left(shares(supply, drawn), decay=decay)
