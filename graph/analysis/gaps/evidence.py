"""What lies within reach of the areas compared: how many activities, and what is doubtful there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.analysis.access.reaching import in_reach
from graph.analysis.access.served import Served
from graph.analysis.provision import site_sums, sites_with
from graph.analysis.sums import Sums
from graph.model import Audience
from graph.network import Flags, Floats


@dataclass(frozen=True, kw_only=True, eq=False)
class Evidence:
    """Activities of the slice within reach; arrays have one entry an area, means where rolled up.

    Attributes
    ----------
    activities
        All that count.
    assumed, referred, specialist
        Those of them without a number of places, by referral, and for one audience.
    untimed
        How many more have no times.
    """

    activities: Floats
    assumed: Floats
    referred: Floats
    specialist: Floats
    untimed: Floats


def evidence_near(served: Served, sums: Sums) -> Evidence:
    """What lies within reach of the areas compared, in their order."""
    activities, provision = served.network.activities, served.provision
    specialist = activities.audience != str(Audience.EVERYONE)

    def near(which: Flags) -> Floats:
        return sums.mean(served.sites_near(which.astype(np.float64)))

    return Evidence(
        activities=near(np.ones(len(activities), dtype=bool)),
        assumed=near(provision.places_assumed),
        referred=near(provision.referred),
        specialist=near(specialist),
        untimed=sums.mean(_untimed_near(served)),
    )


def _untimed_near(served: Served) -> Floats:
    """Activities of the slice within reach of which nobody said the times."""
    at_site = site_sums(served.network, served.provision.times_unknown.astype(np.float64))
    sites = sites_with(at_site)
    pairs = in_reach(served.network, served.areas, sites, served.reach)
    return pairs.sum_left(at_site[sites])
