"""What organisations hold up: the young people who would have less if one of them went."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array, diags_array

from graph.analysis.access import shares
from graph.analysis.access.served import EPSILON, Served
from graph.analysis.columns import totals
from graph.analysis.keeping import sole_keepers
from graph.network import Floats, Index, Network

_PIECE = 500


@dataclass(frozen=True, kw_only=True, eq=False)
class Holding:
    """What each of some organisations holds up; arrays have one entry an organisation.

    Attributes
    ----------
    place_hours
        A week, of the activities that would end with it or lose their place.
    losing
        Young people whose hours within reach would fall, whatever by.
    falling
        Those of them who have the standard now and would have it no longer.
    """

    place_hours: Floats
    losing: Floats
    falling: Floats


def what_they_hold(
    served: Served, organisations: Index, *, standard_hours_per_week: float
) -> Holding:
    """What would be missing within reach if each of some organisations went, one at a time.

    Its own activities end, those that partners deliver with it too: nobody is known to take
    them over. Places that it alone keeps close, and what others run there has none. So it is
    what a scenario counts in which it folds.
    Access is recounted exactly (E2SFCA): who loses a session gives no place to others,
    because every other site keeps its own young people.

    Parameters
    ----------
    organisations
        Rows of the organisations, shape (n,).
    standard_hours_per_week
        What is enough.
    """
    network = served.network
    lost = _lost_by_site(network, served, organisations)
    place_hours = np.asarray(lost.sum(axis=1), dtype=np.float64).ravel()
    gives = _gives(served)
    losing, falling = np.zeros(len(organisations)), np.zeros(len(organisations))
    enough = ~served.below(standard_hours_per_week)
    for start in range(0, len(organisations), _PIECE):
        less = csr_array(lost[start : start + _PIECE] @ gives)
        rows = np.repeat(np.arange(less.shape[0]), np.diff(less.indptr))
        some = less.data > EPSILON
        rows, area, hours = rows[some], less.indices[some], less.data[some]
        after = served.hours[area] - hours
        out = enough[area] & (after < standard_hours_per_week - EPSILON)
        people = served.people[area]
        losing[start : start + less.shape[0]] = totals(rows, people, less.shape[0])
        falling[start : start + less.shape[0]] = totals(rows[out], people[out], less.shape[0])
    return Holding(place_hours=place_hours, losing=losing, falling=falling)


def _lost_by_site(network: Network, served: Served, organisations: Index) -> csr_array:
    """Place-hours a week that would end, organisations by supply sites: run or housed by each."""
    activities = network.activities
    place_of = np.full(len(network.organisations), -1, dtype=np.int64)
    place_of[organisations] = np.arange(len(organisations))
    site_of = np.full(len(network.sites) + 1, -1, dtype=np.int64)  # the last for "no site"
    site_of[served.sites] = np.arange(len(served.sites))
    shape = (len(organisations), len(served.sites))
    runs, site = activities.organisation, site_of[activities.site]
    keeps = np.append(sole_keepers(network), np.int32(-1))[activities.site]
    hours = served.provision.place_hours
    held = []
    for by in (runs, np.where(keeps == runs, -1, keeps)):
        ends = (by >= 0) & (place_of[by] >= 0) & (site >= 0) & (hours > 0)
        held.append((hours[ends], place_of[by[ends]], site[ends]))
    lost, owner, at = (np.concatenate(column) for column in zip(*held, strict=True))
    return csr_array((lost, (owner, at)), shape=shape)


def _gives(served: Served) -> csr_array:
    """Hours that a place-hour at each supply site gives each young person, sites by areas."""
    pairs = served.pairs
    demand = totals(pairs.right, served.people[pairs.left] * pairs.weight, pairs.shape[1])
    each = shares(np.ones_like(demand), demand)
    return csr_array(diags_array(each) @ csr_array(pairs.matrix().T))
