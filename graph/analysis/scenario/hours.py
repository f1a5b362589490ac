"""Hours within reach in an edited network, from today's: only what is near a change is redone."""

from __future__ import annotations

import numpy as np

from graph.analysis.access.incremental import Tally, resizing, tally_of
from graph.analysis.access.served import who_is_served
from graph.analysis.memory import remembered
from graph.analysis.provision import provision_in, site_sums
from graph.analysis.slices import Method, Reach, Slice
from graph.network import Floats, Network

SHARED = ("areas", "population", "within", "sites", "travel")
"""Tables that who reaches what depends on."""


@remembered(most=8)
def tally_in(network: Network, *, slice: Slice, reach: Reach, method: Method) -> Tally:
    """The sums that every scenario about a question starts from, worked out once."""
    return tally_of(who_is_served(network, slice=slice, reach=reach, method=method))


def hours_in(
    network: Network, then: Network, *, slice: Slice, reach: Reach, method: Method
) -> Floats:
    """Hours a week within reach for each young person in an edited network.

    Parameters
    ----------
    network, then
        Today's, and the edited one.
    slice, reach, method
        The question.

    Returns
    -------
    array of shape (demand areas,)
        What :func:`~graph.analysis.access.served.who_is_served` answers for the edited network, to
        a rounding. Where both share areas, sites and travel times, only the areas in
        reach of sites that offer something else are worked out again.
    """
    tally = tally_in(network, slice=slice, reach=reach, method=method)
    if then is network:
        return tally.hours
    if any(getattr(network, name) is not getattr(then, name) for name in SHARED):
        return who_is_served(then, slice=slice, reach=reach, method=method).hours
    offered = site_sums(then, provision_in(then, slice).place_hours)
    # What adds up to the same in another order is no change.
    changed = np.flatnonzero(np.abs(offered - tally.supply) > 1e-12 * (1 + tally.supply))
    found = resizing(tally, {int(site): float(offered[site]) for site in changed})
    hours = tally.hours.copy()
    hours[found.areas] = found.hours
    return hours
