"""Candidates for an overlap: pairs of activities that are alike enough, not delivered jointly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from graph.analysis.columns import points_of
from graph.analysis.likeness import (
    ages_likeness,
    audience_likeness,
    theme_likeness,
    time_likeness,
)
from graph.analysis.nesting import sites_inside
from graph.analysis.served import Served
from graph.model import TieKind
from graph.network import Flags, Floats, Index, Network

JOINT = (TieKind.INTEGRATION, TieKind.DELIVERS_WITH)
"""Ties, where validated, between organisations that already deliver as one."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Candidates:
    """Pairs of activities; arrays have one entry a pair.

    ``left`` and ``right`` are rows of the activities, the smaller first.
    """

    left: Index
    right: Index
    theme: Floats
    ages: Floats
    audience: Floats
    time: Floats
    clash_hours: Floats

    def __len__(self) -> int:
        return len(self.left)

    @property
    def likeness(self) -> Floats:
        """Product of the four likenesses."""
        answer: Floats = self.theme * self.ages * self.audience * self.time
        return answer

    def kept(self, keep: Flags) -> Candidates:
        """Some of them."""
        return Candidates(
            left=self.left[keep],
            right=self.right[keep],
            theme=self.theme[keep],
            ages=self.ages[keep],
            audience=self.audience[keep],
            time=self.time[keep],
            clash_hours=self.clash_hours[keep],
        )


def candidate_pairs(served: Served, *, least: float, within: str | None) -> Candidates:
    """Pairs of activities of different organisations that could overlap.

    Those with a site and a time in the slice whose catchments touch (their sites lie
    within twice the reach), that are alike by at least ``least``, and are not
    delivered jointly. Activities without a site or a time are left out:
    nobody can tell what they overlap with.

    Raises
    ------
    NotFound
        There is no area ``within``.
    """
    network = served.network
    inside = sites_inside(network, within)
    left, right = _near_pairs(served)
    sites, organisation = network.activities.site, network.activities.organisation
    keep = organisation[left] != organisation[right]
    keep &= inside[sites[left]] | inside[sites[right]]
    left, right = left[keep], right[keep]
    theme = theme_likeness(network, left, right)
    ages = ages_likeness(network, left, right)
    audience = audience_likeness(network, left, right)
    keep = (theme * ages * audience >= least) & ~_joint(network, left, right)
    left, right = left[keep], right[keep]
    time, clash = time_likeness(network, served.slice, left, right)
    found = Candidates(
        left=left,
        right=right,
        theme=theme[keep],
        ages=ages[keep],
        audience=audience[keep],
        time=time,
        clash_hours=clash,
    )
    return found.kept((found.likeness >= least) & (found.likeness > 0))


def _near_pairs(served: Served) -> tuple[Index, Index]:
    """Pairs of counting activities whose sites lie within twice the reach."""
    sites, activities = served.network.sites, served.network.activities
    rows = np.flatnonzero(served.provision.counts & (activities.site >= 0)).astype(np.int32)
    if len(rows) < 2:
        none = np.zeros(0, dtype=np.int32)
        return none, none
    site = activities.site[rows]
    tree = cKDTree(points_of(sites.easting[site], sites.northing[site]))
    pairs = tree.query_pairs(2 * served.reach.straight_m, output_type="ndarray")
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    return rows[pairs[:, 0]], rows[pairs[:, 1]]


def _joint(network: Network, left: Index, right: Index) -> Flags:
    """Pairs that are delivered jointly already: by a partner of either, or as one body."""
    size = len(network.organisations)
    organisation = network.activities.organisation.astype(np.int64)
    partners = network.delivers_with
    with_partner = partners.left.astype(np.int64) * size + partners.right
    joint: Flags = np.isin(left.astype(np.int64) * size + organisation[right], with_partner)
    joint |= np.isin(right.astype(np.int64) * size + organisation[left], with_partner)
    ties = network.ties
    as_one = ties.validated & np.isin(ties.kind, [str(kind) for kind in JOINT])
    one = ties.left[as_one].astype(np.int64) * size + ties.right[as_one]
    other = ties.right[as_one].astype(np.int64) * size + ties.left[as_one]
    pair = organisation[left] * size + organisation[right]
    joint |= np.isin(pair, np.concatenate([one, other]))
    return joint
