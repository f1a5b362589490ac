"""Clusters of overlaps: groups of activities to bring to one table, named by what and where."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import reduce

import numpy as np

from graph.analysis.columns import THEMES
from graph.analysis.duplication.overlapping import Tested
from graph.analysis.rows import Rows
from graph.model import AreaKind
from graph.network import Floats, Index, Network

LEAST_GROUP = 3
"""Activities from which on a cluster is called a group; two are a pair, which has its own row."""

NAMED = (AreaKind.PARISH, AreaKind.WARD, AreaKind.LOCAL, AreaKind.LOCAL_AUTHORITY)
"""The kinds of area that a cluster is named after, the first that it stands in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Activities of which mostly each overlaps with each.

    Attributes
    ----------
    id
        That of its strongest overlap.
    number
        From 1, by the strongest overlap in it.
    name
        What they offer and where: "Music around Bude".
    activity_ids, activities, organisations
        Its activities by place-hours, the most first; and who runs them, each once.
    overlaps, above, needed
        How many overlaps hang it together, and how many of those have each verdict.
    releasable_place_hours
        Of its overlaps, each place-hour of the whole answer counted once.
    young_people
        Young people of the question's ages within reach of all of them.
    latitude, longitude
        The middle of its sites, EPSG:4326 degrees.
    """

    id: str
    number: int
    name: str
    activity_ids: tuple[str, ...]
    activities: tuple[str, ...]
    organisations: tuple[str, ...]
    overlaps: int
    above: int
    needed: int
    releasable_place_hours: float
    young_people: float
    latitude: float
    longitude: float


def clusters_of(tested: Tested, *, members: Index, pairs: Index, released: Floats) -> Rows[Cluster]:
    """The clusters by number, made when they are asked for.

    Parameters
    ----------
    tested
        The overlaps.
    members
        The cluster of each activity, 0 for none.
    pairs
        The cluster that both activities of each overlap belong to, 0 for none.
    released
        Place-hours that each overlap can release, each hour counted once.
    """
    activities = np.argsort(members, kind="stable").astype(np.int32)
    overlaps = np.argsort(pairs, kind="stable").astype(np.int32)
    count = int(members.max(initial=0))
    numbers = np.arange(1, count + 2)
    first_activity = np.searchsorted(members[activities], numbers)
    first_overlap = np.searchsorted(pairs[overlaps], numbers)

    def make(place: int) -> Cluster:
        rows = activities[first_activity[place] : first_activity[place + 1]]
        held = overlaps[first_overlap[place] : first_overlap[place + 1]]
        return _cluster(tested, place + 1, rows, np.sort(held), released)

    return Rows(count, make)


def _cluster(
    tested: Tested, number: int, rows: Index, overlaps: Index, released: Floats
) -> Cluster:
    served, network = tested.served, tested.served.network
    offered = served.provision.place_hours[rows]
    rows = rows[np.lexsort((rows, -offered))]
    site = network.activities.site[rows]
    organisations = network.activities.organisation[rows]
    everywhere = reduce(
        lambda one, other: np.intersect1d(one, other, assume_unique=True),
        (tested.grounds.reached(int(one)) for one in np.unique(site)),
    )
    first = int(overlaps[0])
    strongest = int(network.activities.site[tested.pairs.left[first]])
    above, known = tested.above[overlaps], tested.known[overlaps]
    ids = network.activities.id
    return Cluster(
        id=f"{ids[tested.pairs.left[first]]}~{ids[tested.pairs.right[first]]}",
        number=number,
        name=f"{_what(network, rows)} around {place_name(network, strongest)}",
        activity_ids=tuple(ids[rows].tolist()),
        activities=tuple(network.activities.name[rows].tolist()),
        organisations=tuple(dict.fromkeys(network.organisations.name[organisations].tolist())),
        overlaps=len(overlaps),
        above=int(above.sum()),
        needed=int((known & ~above).sum()),
        releasable_place_hours=float(released[overlaps].sum()),
        young_people=float(served.people[everywhere].sum()),
        latitude=float(network.sites.latitude[site].mean()),
        longitude=float(network.sites.longitude[site].mean()),
    )


def _what(network: Network, rows: Index) -> str:
    """The theme of most of some activities; of equals the first of them."""
    themes = Counter(network.activities.theme[rows].tolist())
    return THEMES[themes.most_common(1)[0][0]].label


def place_name(network: Network, site: int) -> str:
    """What people call the place that a site (its row) stands in.

    The area of a kind that people know (:data:`NAMED`) that a record says it stands in, or that
    this area lies in; else what the record says; else the site's own name.
    """
    areas, within = network.areas, network.within
    stands = network.stands_in.right[network.stands_in.left == site].tolist()
    around = dict.fromkeys(stands)
    for row in stands:
        around.update(dict.fromkeys(within.outer[within.inner == row].tolist()))
    for kind in NAMED:
        for row in around:
            if areas.kind[row] == kind:
                return str(areas.name[row])
    return str(areas.name[stands[0]]) if stands else str(network.sites.name[site])
