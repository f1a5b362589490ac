"""An example to begin with: the place that most young people depend on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.analysis.access.served import EPSILON, Served, who_is_served
from graph.analysis.columns import totals
from graph.analysis.memory import remembered
from graph.analysis.slices import Reach, Slice
from graph.analysis.standard import agreed_standard
from graph.network import Floats, Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A place to try a scenario with.

    Attributes
    ----------
    site
        The row of the place.
    activity, organisation
        The rows of the activity that offers most there, and of who runs it.
    falling
        Young people who would fall below the standard without the place.
    """

    site: int
    activity: int
    organisation: int
    falling: float


@remembered(most=1)
def example_of(network: Network, *, reach: Reach = Reach()) -> Example | None:
    """The place whose closing would take most young people below the standard.

    For everything that people of 11 to 19 can join, by bus. Where closing none would take
    anybody below it, the place with the most place-hours; of equal ones the first by id;
    None where there is no provision within anybody's reach.
    """
    served = who_is_served(network, slice=Slice(), reach=reach)
    if not len(served.sites):
        return None
    standard = agreed_standard(network, slice=served.slice).hours_per_week
    falling = falling_by_site(served, standard_hours_per_week=standard)
    order = np.lexsort((served.sites, -np.round(served.supply, 9), -np.round(falling, 9)))
    best = int(order[0])
    site = int(served.sites[best])
    held = np.flatnonzero(network.activities.site == site)
    offered = served.provision.place_hours[held]
    activity = int(held[int(np.argmax(offered))])
    return Example(
        site=site,
        activity=activity,
        organisation=int(network.activities.organisation[activity]),
        falling=float(falling[best]),
    )


def falling_by_site(served: Served, *, standard_hours_per_week: float) -> Floats:
    """Young people who would fall below a standard if each site closed, one at a time.

    Exact for two-step methods: a site that closes takes from each area what it gives it, and
    every other site goes on serving the same young people.

    Returns
    -------
    array of shape (supply sites,)
        In the order of ``served.sites``.
    """
    pairs = served.pairs
    pull = served.people[pairs.left] * pairs.weight
    demand = totals(pairs.right, pull, len(served.sites))
    ratio = np.divide(served.supply, demand, out=np.zeros_like(demand), where=demand > 0)
    left = served.hours[pairs.left] - ratio[pairs.right] * pairs.weight
    enough = ~served.below(standard_hours_per_week)[pairs.left]
    falls = enough & (left < standard_hours_per_week - EPSILON)
    return totals(pairs.right, served.people[pairs.left] * falls, len(served.sites))
