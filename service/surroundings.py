"""An area's surroundings: what is in it, what is near, what was asked for, what it lies in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.analysis.nesting import MOSTLY, nesting_shares, shares_in, sites_inside
from graph.analysis.slices import Reach
from graph.model import AreaKind, Need, Priority, Theme
from graph.network import Flags, Index, Network
from service import links
from service.formats import folded
from service.links import Link
from service.nearness import nearest_rows, ways_to_sites

_ORDER = {kind.value: place for place, kind in enumerate(AreaKind)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """Rows of what stands in an area, or (organisations) serves it."""

    organisations: tuple[int, ...]
    assets: tuple[int, ...]
    activities: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Rows of what stands outside an area but within reach of its centre, with metres."""

    assets: tuple[tuple[int, float], ...]
    activities: tuple[tuple[int, float], ...]
    missing_themes: tuple[Theme, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedLine:
    """A need, and the area that it was recorded for."""

    need: Need
    area: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityLine:
    """A priority and the partnership that agreed it."""

    priority: Priority
    partnership: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Nested:
    """An area that this one lies in or holds, with the share of people concerned."""

    link: Link
    kind: str
    share: float


def here(network: Network, id: str) -> Here:
    """What stands in an area; organisations are those based in it or serving it."""
    inside = sites_inside(network, id)
    based = network.organisations.site
    serving = network.serves.left[network.serves.right == network.areas.row(id)]
    stand = np.flatnonzero(_at(inside, based))
    return Here(
        organisations=tuple(sorted({int(row) for row in (*stand, *serving)})),
        assets=tuple(np.flatnonzero(_at(inside, network.assets.site)).tolist()),
        activities=tuple(np.flatnonzero(_at(inside, network.activities.site)).tolist()),
    )


def _at(inside: Flags, site: Index) -> Flags:
    """Whether each thing's site is one of some sites; things without a site are not."""
    if not len(inside):
        return np.zeros(len(site), dtype=bool)
    return (site >= 0) & inside[np.clip(site, 0, None)]


def near(network: Network, id: str, at: Here, reach: Reach) -> Near:
    """What stands within reach of an area's centre but not in it, nearest first."""
    row = network.areas.row(id)
    easting, northing = network.areas.easting[row], network.areas.northing[row]
    ways = ways_to_sites(network, float(easting), float(northing), reach)
    activities = nearest_rows(network.activities.site, ways, reach, most=len(network.activities))
    assets = nearest_rows(network.assets.site, ways, reach, most=len(network.assets))
    there = {str(network.activities.theme[r]) for r, _ in activities}
    there |= {str(network.activities.theme[r]) for r in at.activities}
    inside_assets, inside_activities = set(at.assets), set(at.activities)
    return Near(
        assets=tuple((r, way) for r, way in assets if r not in inside_assets),
        activities=tuple((r, way) for r, way in activities if r not in inside_activities),
        missing_themes=tuple(theme for theme in Theme if theme.value not in there),
    )


def lies_in(network: Network, id: str) -> tuple[Nested, ...]:
    """The areas that an area lies in, through every level, the largest kind first."""
    row = network.areas.row(id)
    shares = nesting_shares(network)[[row], :].tocoo()
    found = zip(shares.coords[1].tolist(), shares.data.tolist(), strict=True)
    return _nested(network, [(other, share) for other, share in found if other != row])


def holds(network: Network, id: str) -> tuple[Nested, ...]:
    """The areas that lie mostly in an area, the largest kind first, then by name."""
    row = network.areas.row(id)
    shares = shares_in(network, nesting_shares(network), row)
    rows = np.flatnonzero(shares >= MOSTLY).tolist()
    return _nested(network, [(other, float(shares[other])) for other in rows if other != row])


def _nested(network: Network, found: list[tuple[int, float]]) -> tuple[Nested, ...]:
    areas = network.areas
    found.sort(key=lambda f: (_ORDER[str(areas.kind[f[0]])], folded(str(areas.name[f[0]]))))
    return tuple(
        Nested(
            link=links.area(network, other),
            kind=AreaKind(str(areas.kind[other])).label,
            share=share,
        )
        for other, share in found
        if share > 0
    )


def needs_of(network: Network, ids: set[str]) -> tuple[NeedLine, ...]:
    """Needs recorded for some areas: young people's own first, then the newest."""
    found = [need for need in network.needs if need.area_id in ids]
    found.sort(
        key=lambda n: (
            n.kind.value != "young_people",
            -(n.recorded_on.toordinal() if n.recorded_on else 0),
            n.id,
        )
    )
    return tuple(
        NeedLine(need=need, area=links.of_id(network, "areas", need.area_id)) for need in found
    )


def priorities_of(network: Network, ids: set[str]) -> tuple[PriorityLine, ...]:
    """Priorities agreed for some areas, or for everywhere; the newest first."""
    names = {partnership.id: partnership.name for partnership in network.partnerships}
    found = [p for p in network.priorities if p.area_id is None or p.area_id in ids]
    found.sort(key=lambda p: (-p.agreed_on.toordinal(), p.id))
    return tuple(
        PriorityLine(priority=p, partnership=names.get(p.partnership_id, "")) for p in found
    )


def outermost(network: Network) -> str:
    """The name of the one area that no other holds and that holds others; empty for none."""
    held = set(network.within.inner.tolist())
    holding = set(network.within.outer.tolist())
    top = holding - held
    return str(network.areas.name[top.pop()]) if len(top) == 1 else ""
