"""Lots: offers of one sort in columns, with the reasons that make up their costs."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from graph.analysis.opportunities.roles import KINDS, ROLES, Role
from graph.analysis.windows import Windows
from graph.model import AssetKind
from graph.network import Flags, Floats, Index, Network, Pairs

NO_WINDOW = -1


@dataclass(frozen=True, kw_only=True, eq=False)
class Lot:
    """Offers of one role that rest on one kind of record; columns have one entry an offer.

    Attributes
    ----------
    role, kind
        Of all of them.
    organisation, row
        Who offers, and the record.
    reasons
        What stands in the way, in words, and the points of it for each offer.
    points
        Easting and northing, shape (offers, 2); NaN for what has no place.
    farthest_m
        Metres along the way beyond which none of them counts.
    must_serve
        Whether they count only in the areas that they serve, or in places in them.
    areas
        Offers (left) and the areas that they serve or benefit (right).
    window
        Shape (offers, 4): day, start, end, season; a day of :data:`NO_WINDOW` where none is said.
    non_profit_only
        Whether the borrower must not work for profit.
    """

    role: Role
    kind: str
    organisation: Index
    row: Index
    reasons: tuple[tuple[str, Floats], ...] = ()
    points: Floats | None = None
    farthest_m: float = np.inf
    must_serve: bool = False
    areas: Pairs = field(
        default_factory=lambda: Pairs(left=np.zeros(0, np.int32), right=np.zeros(0, np.int32))
    )
    window: Index | None = None
    non_profit_only: Flags | None = None

    def __len__(self) -> int:
        return len(self.organisation)

    @property
    def role_number(self) -> int:
        """Of :data:`~graph.analysis.opportunities.roles.ROLES`."""
        return ROLES.index(self.role)

    @property
    def kind_number(self) -> int:
        """Of :data:`~graph.analysis.opportunities.roles.KINDS`."""
        return KINDS.index(self.kind)

    @property
    def cost(self) -> Floats:
        """The sum of the reasons, shape (offers,)."""
        answer = np.zeros(len(self))
        for _, points in self.reasons:
            answer = answer + points
        return answer

    @property
    def windows(self) -> Index:
        """``window``, or none for each."""
        if self.window is not None:
            return self.window
        return np.full((len(self), 4), NO_WINDOW, dtype=np.int32)


def columns_of(windows: Windows) -> Index:
    """Windows as the columns of a lot."""
    return np.column_stack([windows.day, windows.start, windows.end, windows.season]).astype(
        np.int32
    )


def once_a_window(rows: Index, windows: Windows) -> tuple[npt.NDArray[np.intp], Index]:
    """Each row once for each of its windows, or once without one where it has none.

    Parameters
    ----------
    rows
        Rows of the assets, ascending.
    windows
        By asset.

    Returns
    -------
    place
        Of each entry among ``rows``.
    window
        Its columns, shape (entries, 4).
    """
    first = np.searchsorted(windows.asset, rows, side="left")
    many = np.searchsorted(windows.asset, rows, side="right") - first
    count = np.maximum(many, 1)
    place = np.repeat(np.arange(len(rows)), count)
    step = np.arange(len(place)) - np.repeat(np.cumsum(count) - count, count)
    said = many[place] > 0
    columns = np.full((len(place), 4), NO_WINDOW, dtype=np.int32)
    columns[said] = columns_of(windows)[(first[place] + step)[said]]
    return place, columns


def site_points(network: Network, site: Index, otherwise: Floats) -> Floats:
    """Positions of some sites, and what stands in for those that are not known."""
    known = site >= 0
    points = otherwise.copy()
    points[known, 0] = network.sites.easting[site[known]]
    points[known, 1] = network.sites.northing[site[known]]
    return points


def assets_of(network: Network, kinds: tuple[AssetKind, ...]) -> Index:
    """Rows of the assets of some kinds whose keeper is known."""
    assets = network.assets
    wanted = np.isin(assets.kind, [str(kind) for kind in kinds]) & (assets.organisation >= 0)
    return np.flatnonzero(wanted).astype(np.int32)


def areas_served(network: Network, organisation: Index) -> Pairs:
    """For each offer, the areas that its organisation serves."""
    serves = network.serves
    order = np.argsort(serves.left, kind="stable")
    owner, area = serves.left[order], serves.right[order]
    first = np.searchsorted(owner, organisation, side="left")
    many = np.searchsorted(owner, organisation, side="right") - first
    place = np.repeat(np.arange(len(organisation)), many)
    step = np.arange(len(place)) - np.repeat(np.cumsum(many) - many, many)
    return Pairs(left=place.astype(np.int32), right=area[first[place] + step].astype(np.int32))
