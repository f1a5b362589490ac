"""Which areas reach which sites: the only place where areas and sites of a network meet."""

from __future__ import annotations

from graph.analysis.access import Catchments, catchments
from graph.analysis.columns import points_of
from graph.analysis.slices import Reach
from graph.network import Index, Network


def in_reach(network: Network, areas: Index, sites: Index, reach: Reach) -> Catchments:
    """Pairs of areas and sites within reach of each other.

    Parameters
    ----------
    network
        The snapshot.
    areas, sites
        Rows of the two tables.
    reach
        How far people go.

    Returns
    -------
    Catchments
        Areas on the left, sites on the right, both by their position in what was given;
        no pair where either side is empty.
    """
    return catchments(
        points_of(network.areas.easting[areas], network.areas.northing[areas]),
        points_of(network.sites.easting[sites], network.sites.northing[sites]),
        reach,
    )
